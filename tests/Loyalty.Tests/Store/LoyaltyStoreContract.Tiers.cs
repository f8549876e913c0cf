using Omnichannel.Loyalty.Domain;
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

    private async Task<string> TierOf(string memberId) => (await bench.Statements.Find(memberId, default))!.Member.TierId;
}
