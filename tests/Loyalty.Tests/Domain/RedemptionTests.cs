using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>What points pay: no point goes for nothing.</summary>
public sealed class RedemptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void MostPoints_PayAsMuchAsPointsCan_AndNotOneOfThemIsTooMany() => Prop.ForAll(
        Gen.Choose(1, 200).ToArbitrary(), Gen.Choose(1, 200).ToArbitrary(), Gen.Choose(0, 300).ToArbitrary(), (points, minor, due) =>
        {
            var program = Rate(points, minor);
            var most = program.MostPointsFor(due, "EUR");
            var worth = program.ValueOf(most, "EUR")!.Value;
            var best = Enumerable.Range(0, (due + 2) * points).Select(each => program.ValueOf(each, "EUR")!.Value).Where(value => value <= due).Max();

            Assert.Equal(best, worth);
            Assert.True(most == 0 || program.ValueOf(most - 1, "EUR") < worth);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void MostPoints_OfTheGreatestAmounts_DoNotOverflow()
    {
        Assert.Equal(long.MaxValue, Rate(1, 1).MostPointsFor(long.MaxValue, "EUR"));
        Assert.Equal(1_000_000_000_000_000_000, Rate(1_000_000, 1).MostPointsFor(1_000_000_000_000, "EUR"));
        Assert.Equal(0, Rate(1, 1).MostPointsFor(100, "GBP"));
    }

    // Ten points are a cent: of 59 asked for, 50 pay five cents, and nine would pay nothing.
    [Theory]
    [InlineData(59, 50, 5)]
    [InlineData(50, 50, 5)]
    [InlineData(9, 0, 0)]
    public void Checkout_TakesThePointsThatPay_AndNoMore(long asked, long taken, long worth)
    {
        var account = new Account { MemberId = "m" };
        account.Adjust(100, null, mayOwe: false, new Cause(Now) { Reason = "test" });
        var basket = new Basket("m", false, "IT", "EUR", [], 0);

        var hold = HoldSteps.PlaceForCheckout(
            new CheckoutHoldCommand("h", basket, [], asked, SalesChannel.Web, ""), new CouponOutcome([], 1_000), new Holder(account, Rate(10, 1), "p"), Now).Value;

        Assert.Equal((taken, worth, 100 - taken), (hold.Points, hold.ValueMinor, account.Active));
    }

    [Fact]
    public void Checkout_OfGoodsThatPointsDoNotPay_NamesThem_AndHowManyPointsPayTheRest()
    {
        var program = Rate(1, 1) with { ExcludedFromRedemption = new GoodsTerms { Skus = ["stamps"] }, MaxRedemptionPercent = 50 };
        var account = new Account { MemberId = "m" };
        account.Adjust(1_000, null, mayOwe: false, new Cause(Now) { Reason = "test" });
        var basket = new Basket("m", false, "IT", "EUR", [new EarningLine("l0", "stamps", "home", 1, 600, true), new EarningLine("l1", "book", "home", 1, 400, true)], 0);

        Decision<Hold> Place(long points) => HoldSteps.PlaceForCheckout(
            new CheckoutHoldCommand("h", basket, [], points, SalesChannel.Web, ""), new CouponOutcome([], 1_000), new Holder(account, program, "p"), Now);

        Assert.Equal("400", Place(401).Refusal!.Facts["max_points"]);
        Assert.Equal(["l0"], Place(400).Value.LinesNotPaid);
    }

    private static LoyaltyProgram Rate(long points, long minor) => LoyaltyProgram.BuiltIn() with { RedemptionRates = [new RedemptionRate("EUR", points, minor)] };
}
