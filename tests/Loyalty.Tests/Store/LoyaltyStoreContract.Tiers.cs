using System.Text.Json;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using TierChanged = Omnichannel.Loyalty.V1.TierChanged;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Tiers follow from what counts.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Tier_IsReachedAtOnce_AndLostOneStepAfterGrace()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o", "m", 120_000));
        Assert.Equal("silver", await TierOf("m"));

        await bench.Advance(TimeSpan.FromDays(366));
        Assert.Equal("silver", await TierOf("m"));
        await bench.Advance(TimeSpan.FromDays(31));
        Assert.Equal("basic", await TierOf("m"));
    }

    [Fact]
    public async Task Tier_ThatGetsAnotherName_IsKept_WithoutCongratulations()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o", "m", 120_000));
        var program = LoyaltyProgram.BuiltIn();
        await Publish(program with { EffectiveFrom = bench.Clock.Now, Tiers = [.. program.Tiers.Select(tier => tier with { TierId = "new-" + tier.TierId })] });

        await bench.Advance(TimeSpan.FromMinutes(1));
        await bench.Place(bench.Order("o2", "m", 100));

        Assert.Equal("new-silver", await TierOf("m"));
        Assert.Equal([("silver", true), ("new-silver", false)], (await bench.Published<TierChanged>()).Select(changed => (changed.TierId, changed.Upgrade)));
    }

    [Fact]
    public async Task NewVersion_IsLookedAtForEverybody_WhenItComesIntoForce_StepByStep()
    {
        for (var i = 0; i < 230; i++)
        {
            await bench.Enroll($"m{i}");
        }

        await bench.Place(bench.Order("o", "m7", 120_000));
        await bench.Place(bench.Order("p", "m8", 60_000));
        var program = LoyaltyProgram.BuiltIn();
        Tier[] tiers = [program.Tiers[0] with { TierId = "base" }, program.Tiers[1] with { Threshold = 500 }, program.Tiers[2]];
        await Publish(program with { EffectiveFrom = bench.Clock.Now.AddDays(1), Tiers = tiers });
        await bench.Advance(TimeSpan.FromDays(0.9));
        Assert.Equal(("basic", "basic"), (await TierOf("m0"), await TierOf("m8")));

        // Each step is a transaction of its own, and goes on whoever fires it.
        var left = new List<long> { await Basic() };
        while (await bench.Tick(TimeSpan.FromHours(3)) > 0 || left[^1] == 229)
        {
            left.Add(await Basic());
        }

        Assert.Equal([229, 129, 30, 0], left.Distinct());
        Assert.Equal(("silver", "silver", "base"), (await TierOf("m7"), await TierOf("m8"), await TierOf("m99")));
        var told = await bench.Published<TierChanged>();
        Assert.Equal(["m7", "m8"], told.Where(changed => changed.Upgrade).Select(changed => changed.MemberId));
        Assert.Equal(228, told.Count(changed => changed is { Upgrade: false, TierId: "base" }));

        Task<long> Basic() => bench.Database.Read(sql => sql.QueryFirst<long>("select count(*) from members where tier_id = 'basic'"));
    }

    [Fact]
    public async Task NewVersion_OfAnImport_LiftsNobodyAsNews()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o", "m", 60_000));
        var program = LoyaltyProgram.BuiltIn();
        await bench.Commands.Publish(
            bench.Context(),
            program with { EffectiveFrom = bench.Clock.Now.AddDays(-9), Tiers = [program.Tiers[0], program.Tiers[1] with { Threshold = 500 }] },
            isHistory: true,
            _ => new Google.Protobuf.WellKnownTypes.Empty());
        await bench.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(("silver", true, Types.V1.Origin.Historical), (await bench.Published<TierChanged>()).Select(changed => (changed.TierId, changed.Upgrade, changed.Origin)).Single());
    }

    [Fact]
    public async Task DeliveryCorrected_NoLongerCountsAsAnOrder()
    {
        var program = LoyaltyProgram.BuiltIn();
        await Publish(program with
        {
            EffectiveFrom = bench.Clock.Now,
            Tiers = [program.Tiers[0], program.Tiers[1] with { Metric = TierMetric.Orders, Threshold = 1, GraceDays = 0 }],
        });
        await bench.Advance(TimeSpan.FromMinutes(1));
        await bench.Enroll("m");
        await bench.Place(bench.Order("o", "m", 100));
        await bench.Deliver("o");
        Assert.Equal("silver", await TierOf("m"));

        await bench.Apply(unit => bench.Orders.CorrectDelivery(unit, "o"));
        await bench.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("basic", await TierOf("m"));
    }

    [Fact]
    public async Task Tier_OfAnOrderThatIsCalledOff_OrComesBack_IsGoneWithoutGrace()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("kept", "m", 120_000));
        await bench.Place(bench.Order("cancelled", "m", 500_000));
        Assert.Equal("gold", await TierOf("m"));
        await bench.Return("cancelled", ("l0", 3));
        Assert.Equal("silver", await TierOf("m"));
        await bench.Return("cancelled", ("l0", 1));
        await bench.Return("kept", ("l0", 2));

        var member = (await bench.Statements.Find("m", default))!.Member;
        Assert.Equal(("basic", null), (member.TierId, member.TierAtRiskAt));
        Assert.Equal([("silver", true), ("gold", true), ("silver", false), ("basic", false)], (await bench.Published<TierChanged>()).Select(changed => (changed.TierId, changed.Upgrade)));
    }

    [Fact]
    public async Task Tier_ByOrders_CountsThoseOfWhichSomethingWasKept()
    {
        await ByOrders(2);
        await bench.Enroll("m");
        foreach (var (order, amount) in new[] { ("a", 10L), ("b", 0L) })
        {
            await bench.Place(bench.Order(order, "m", amount));
            await bench.Deliver(order);
        }

        Assert.Equal("silver", await TierOf("m"));
        await bench.Return("b", ("l0", 3));
        Assert.Equal("silver", await TierOf("m"));
        await bench.Return("b", ("l0", 1));
        Assert.Equal("basic", await TierOf("m"));
    }

    [Fact]
    public async Task Tier_OfAGuestWhoTurnsOutToBeAnotherOne_GoesWithTheOrder()
    {
        await bench.Enroll("first");
        await bench.Enroll("second");
        await bench.Place(bench.Order("o", null, 120_000) with { GuestId = "g" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "first", 1));
        Assert.Equal("silver", await TierOf("first"));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "second", 2));

        Assert.Equal(("basic", "silver"), (await TierOf("first"), await TierOf("second")));
    }

    // However many orders there are: what is read is at most a row for each day.
    [Fact]
    public async Task WhatCounts_IsAddedUpByDays_LikeTheOrdersOneByOne()
    {
        var random = new Random(20_260_301);
        await bench.EnrollPast("m", bench.Clock.Now.AddDays(-100));
        for (var batch = 0; batch < 20; batch++)
        {
            await bench.Apply(async unit =>
            {
                for (var i = 0; i < 30; i++)
                {
                    var placedAt = bench.Clock.Now.AddDays(-random.Next(1, 40)).AddMinutes(random.Next(1440));
                    var id = $"o{batch}.{i}";
                    await bench.Orders.Place(unit, bench.Order(id, "m", random.Next(5_000)) with { PlacedAt = placedAt, IsHistorical = true });
                    if (i % 3 > 0)
                    {
                        await bench.Orders.Deliver(unit, id, placedAt.AddDays(random.Next(9)));
                    }

                    if (i % 5 == 0)
                    {
                        await bench.Orders.Return(unit, new ReturnedUnits(id, "r" + id, placedAt, true, SalesChannel.Store, [new ReturnedLine("l0", random.Next(1, 5))]) { NewsId = "r" + id });
                    }

                    if (i % 7 == 0)
                    {
                        await bench.Orders.CorrectDelivery(unit, id);
                    }
                }
            });
        }

        var orders = (await bench.Database.Read(sql => sql.Query<StoredOrder>(
            """
            select placed_at as PlacedAt, delivered_at as DeliveredAt, told_delivered_at as ToldDeliveredAt, kept as Kept, lines as Lines,
                earned_points as EarnedPoints, clawed_points as ClawedPoints from orders
            """))).Select(row => row.ToOrder()).ToList();
        // Status points are counted in lots, not in orders.
        foreach (var metric in new[] { TierMetric.PointsEarned, TierMetric.Orders })
        {
            foreach (var from in new[] { DateTimeOffset.UnixEpoch, CountedDay.StartOf(CountedDay.DayOf(bench.Clock.Now.AddDays(-20))) })
            {
                var expected = orders.Select(order => CountedDay.Of(order, metric)).OfType<CountedDay>().Where(day => CountedDay.StartOf(day.Day) >= from)
                    .GroupBy(day => day.Day).Select(day => new CountedDay(day.Key, day.Sum(each => each.Kept), day.Sum(each => each.Told))).OrderBy(day => day.Day);
                var found = await bench.Database.Read(sql => Omnichannel.Loyalty.Store.Tiers.Days(sql, ["m"], metric, from));
                Assert.Equal(expected, found.OrderBy(day => day.Day));
                Assert.InRange(found.Count, 10, 50);
            }
        }
    }

    private async Task ByOrders(int threshold)
    {
        var program = LoyaltyProgram.BuiltIn();
        await Publish(program with
        {
            EffectiveFrom = bench.Clock.Now,
            Tiers = [program.Tiers[0], program.Tiers[1] with { Metric = TierMetric.Orders, Threshold = threshold }],
        });
        await bench.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<string> TierOf(string memberId) => (await bench.Statements.Find(memberId, default))!.Member.TierId;

    private sealed record StoredOrder
    {
        public long PlacedAt { get; init; }

        public long? DeliveredAt { get; init; }

        public long? ToldDeliveredAt { get; init; }

        public long Kept { get; init; }

        public string Lines { get; init; } = "";

        public long EarnedPoints { get; init; }

        public long ClawedPoints { get; init; }

        public CreditedOrder ToOrder()
        {
            var order = new CreditedOrder
            {
                OrderId = "o",
                PlacedAt = Instants.FromMicros(PlacedAt),
                DeliveredAt = DeliveredAt is { } at ? Instants.FromMicros(at) : null,
                ToldDeliveredAt = ToldDeliveredAt is { } told ? Instants.FromMicros(told) : null,
                Lines = JsonSerializer.Deserialize<List<BoughtLine>>(Lines)!,
                EarnedPoints = EarnedPoints,
                ClawedPoints = ClawedPoints,
            };
            Assert.Equal(Kept != 0, order.IsKept);
            return order;
        }
    }
}
