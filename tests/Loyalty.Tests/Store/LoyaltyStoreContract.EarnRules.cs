using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Rules of earning where they meet the database: first orders, events, caps under concurrency.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Budget_OfAll_IsNeverExceeded_WhoeverEarnsAtOnce()
    {
        await Rules([new EarnRule { RuleId = "base", PointsPerUnit = 1 }], new EarnCap { CapId = "all", Points = 95 });
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => bench.Enroll($"m{i}")));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => bench.Place(bench.Order($"o{i}", $"m{i}", 1_000))));

        Assert.Equal(95, await Earned(12));
        await bench.Return("o0", ("l0", 4));
        var room = 95 - await Earned(12);
        await bench.Enroll("late");
        await bench.Place(bench.Order("late", "late", 100_000));
        Assert.Equal(room, (await bench.Points("late")).Pending);
    }

    [Fact]
    public async Task Cap_OfAMember_IsPerPeriod_AndReturnsMakeRoom()
    {
        await Rules([new EarnRule { RuleId = "base", PointsPerUnit = 1 }], new EarnCap { CapId = "month", PerMember = true, Period = CapPeriod.Month, Points = 30 });
        await bench.Enroll("m");
        await bench.Enroll("other");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => bench.Place(bench.Order($"o{i}", "m", 1_000))));
        await bench.Place(bench.Order("theirs", "other", 1_000));
        Assert.Equal((30, 10), ((await bench.Points("m")).Pending, (await bench.Points("other")).Pending));

        for (var i = 0; i < 5; i++)
        {
            await bench.Return($"o{i}", ("l0", 2));
        }

        Assert.Equal(15, (await bench.Points("m")).Pending);
        await bench.Place(bench.Order("more", "m", 100_000));
        Assert.Equal(30, (await bench.Points("m")).Pending);
        await bench.Advance(TimeSpan.FromDays(32));
        await bench.Place(bench.Order("next", "m", 100_000));
        Assert.Equal(60, (await bench.Points("m")).Pending);
    }

    [Fact]
    public async Task FirstOrder_IsTheOnlyOneThatIsKept()
    {
        await Rules([new EarnRule { RuleId = "base", PointsPerUnit = 1 }, new EarnRule { RuleId = "welcome", Points = 100, FirstOrder = true }]);
        await bench.Enroll("m");

        await Task.WhenAll(bench.Place(bench.Order("o1", "m", 1_000, 1_000)), bench.Place(bench.Order("o2", "m", 1_000, 1_000)));
        Assert.Equal(140, (await bench.Points("m")).Pending);

        await bench.Return("o1", ("l0", 4), ("l1", 4));
        await bench.Return("o2", ("l0", 4), ("l1", 4));
        Assert.Equal(0, (await bench.Points("m")).Pending);
        await bench.Place(bench.Order("o3", "m", 1_000));
        Assert.Equal(110, (await bench.Points("m")).Pending);
    }

    [Fact]
    public async Task Event_EarnsOnce_WithinItsCap_AndLapses()
    {
        await Rules(
            [new EarnRule { RuleId = "base", PointsPerUnit = 1 }, new EarnRule { RuleId = "review", Points = 20, EventType = "review", CampaignId = "reviews" }],
            new EarnCap { CapId = "reviews", CampaignId = "reviews", PerMember = true, Period = CapPeriod.Day, Points = 50 });
        await bench.Enroll("m");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Tell("review", $"r{i % 4}")));

        Assert.Equal((0, 50, 0, 0), await bench.Points("m"));
        Assert.Equal(50, (await bench.Published<V1.BonusEarned>()).Sum(earned => earned.Points));
        await bench.Advance(TimeSpan.FromDays(1));
        await Tell("review", "tomorrow");
        Assert.Equal(70, (await bench.Points("m")).Active);
        await bench.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, (await bench.Points("m")).Active);
    }

    [Fact]
    public async Task Simulation_OfAMember_KnowsTheirFirstOrderAndCaps_AndWritesNothing()
    {
        await Rules(
            [new EarnRule { RuleId = "base", PointsPerUnit = 1 }, new EarnRule { RuleId = "welcome", Points = 100, FirstOrder = true }],
            new EarnCap { CapId = "month", PerMember = true, Period = CapPeriod.Month, Points = 120 });
        await bench.Enroll("m");

        Assert.Equal((110, 120L), await Simulate(1_000));
        Assert.Equal(0, await bench.Database.Read(sql => sql.QueryFirst<long>("select count(*) from cap_uses")));
        await bench.Place(bench.Order("o", "m", 1_000));
        Assert.Equal((110, (10, 10L)), ((await bench.Points("m")).Pending, await Simulate(3_000)));
    }

    [Fact]
    public async Task SignUp_EarnsWithTheEnrolment()
    {
        await Rules([new EarnRule { RuleId = "base", PointsPerUnit = 1 }, new EarnRule { RuleId = "join", Points = 20, EventType = NamedEvent.SignUp }]);
        await bench.Enroll("m");
        await bench.Enroll("m");

        Assert.Equal((0, 20, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task GuestOrder_ThatTurnsOutToBeAnothers_GivesItsRoomBack()
    {
        await Rules([new EarnRule { RuleId = "base", PointsPerUnit = 1 }], new EarnCap { CapId = "all", Points = 40 });
        await bench.Enroll("m");
        await bench.Enroll("n");
        await bench.Place(bench.Order("o1", null, 3_000) with { GuestId = "g" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "m", 1));
        Assert.Equal(30, (await bench.Points("m")).Pending);

        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "n", 2));

        Assert.Equal((0, 30), ((await bench.Points("m")).Pending, (await bench.Points("n")).Pending));
        await bench.Place(bench.Order("o2", "m", 3_000));
        Assert.Equal(10, (await bench.Points("m")).Pending);
    }

    private async Task<(long Points, long Left)> Simulate(long amountMinor)
    {
        var program = (await bench.Statements.ProgramInForce("default", default))!;
        var (lines, _, room) = await bench.Database.Read(sql => Omnichannel.Loyalty.Store.EarnBook.Simulate(
            sql, program, ["m"], new Purchase("IT", SalesChannel.Web, "EUR", "basic", bench.Clock.Now), bench.Order("", "m", amountMinor).Lines));
        return (lines.Sum(line => line.Points), room["month"]);
    }

    private Task Rules(IReadOnlyList<EarnRule> rules, params EarnCap[] caps) =>
        Publish(LoyaltyProgram.BuiltIn() with { EffectiveFrom = bench.Clock.Now, EarnRules = rules, EarnCaps = caps });

    private async Task<long> Tell(string type, string id) => (await bench.Get<Omnichannel.Loyalty.Store.EventCommands>().Earn(
        bench.Context(), "m", type, id, null, (earning, _) => new Google.Protobuf.WellKnownTypes.Int64Value { Value = earning.Points })).Value;

    private async Task<long> Earned(int members)
    {
        var sum = 0L;
        for (var i = 0; i < members; i++)
        {
            sum += (await bench.Points($"m{i}")).Pending;
        }

        return sum;
    }
}
