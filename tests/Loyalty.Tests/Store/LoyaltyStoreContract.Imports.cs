using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>History is not news.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Import_ThatReachesATier_IsHistory_WhateverCameFirst()
    {
        var lastYear = bench.Clock.Now.AddDays(-200);
        await bench.EnrollPast("enrolled-first", lastYear);
        await bench.Place(Past("a", "enrolled-first"));
        await bench.Place(Past("b", "ordered-first"));
        await bench.EnrollPast("ordered-first", lastYear);
        await bench.Place(Past("c", "enrolled-later") with { PlacedAt = lastYear.AddDays(-1) });
        await bench.EnrollPast("enrolled-later", lastYear);
        await bench.EnrollPast("enrolled-later", lastYear.AddDays(-2));
        await bench.Enroll("member");
        await bench.Place(bench.Order("d", "member", 120_000));

        Assert.Equal(
            [
                ("enrolled-first", Origin.Historical), ("ordered-first", Origin.Historical), ("enrolled-later", Origin.Historical), ("member", Origin.Live),
            ],
            (await bench.Published<TierChanged>()).Select(changed => (changed.MemberId, changed.Origin)));
        await bench.Apply(unit => bench.Orders.Return(unit, new ReturnedUnits("a", "r", lastYear.AddDays(9), true, SalesChannel.Store, [new ReturnedLine("l0", 4)]) { NewsId = "r" }));
        Assert.Equal("basic", await TierOf("enrolled-first"));
        Assert.Equal(Origin.Historical, (await bench.Published<TierChanged>())[^1].Origin);

        PlacedOrder Past(string orderId, string customerId) => bench.Order(orderId, customerId, 120_000) with { PlacedAt = lastYear.AddDays(5), IsHistorical = true };
    }

    [Fact]
    public async Task Import_SaysWhenTheGoodsCame_PointsAreActiveSinceThen()
    {
        var placedAt = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
        await bench.EnrollPast("m", placedAt.AddDays(-1));
        await bench.PlacePast(bench.Order("o", "m", 10_000) with { PlacedAt = placedAt }, placedAt.AddDays(19));

        var active = Assert.Single(await bench.Statement("m"), entry => KindOf(entry) is Omnichannel.Loyalty.Domain.EntryKind.Activate);
        Assert.Equal(placedAt.AddDays(33), Platform.Storage.Instants.FromMicros(active.EffectiveAt));
    }
}
