using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class PricingTests
{
    [Fact]
    public void LineTotal_IsRoundedOnce_HalfToEven()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "PIN", 2500)).Do("web", Given.Add(2, "CUP", 3));
        Assert.Equal([250, 1000], Pricing.Price(cart, Given.Book, SalesChannel.Web, Given.Now).Select(line => line.LineTotalMinor));
        var halves = Given.Cart().Do("web", Given.Add(1, "PIN", 25));
        Assert.Equal(2, Pricing.Price(halves, Given.Book, SalesChannel.Web, Given.Now).Single().LineTotalMinor);
    }

    [Fact]
    public void Spread_OfAnyCouponsAndPoints_AddsUp() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(),
        ArbMap.Default.ArbFor<PositiveInt>(),
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        (mugs, cups, points) =>
        {
            var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 1 + (mugs.Get % 50))).Do("web", Given.Add(2, "CUP", 1 + (cups.Get % 50)))
                .Do("web", new Operation(3, 0, new Edit.ApplyCode("TEN")));
            var begun = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around);
            var value = Math.Min(points.Get, begun.Answer!.Totals.DueMinor - 100);
            var held = new HeldDiscounts([new HeldCoupon("TEN", 100, [KeyValuePair.Create(cart.Lines[0].LineId, 100L)], 0)], points.Get, value);
            var ready = CheckoutRules.Held(begun.Cart, begun.Answer.CheckoutId, held, Given.Around).Answer;
            var onLines = ready.Lines.Sum(line => line.Discounts.Where(share => share.Kind is DiscountKind.Points).Sum(share => share.AmountMinor));
            Assert.Equal(ready.Totals.DueMinor, ready.Lines.Sum(line => line.NetMinor) + ready.Totals.ShippingMinor - (value - onLines));
            Assert.Equal(points.Get, ready.Lines.Sum(line => line.PointsRedeemed));
            Assert.All(ready.Lines, line => Assert.True(line.NetMinor >= 0));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("036000291452", "00036000291452")]
    [InlineData("96385074", "00000096385074")]
    [InlineData("4006381333930", null)]
    [InlineData("40063813339311", null)]
    [InlineData("abc", null)]
    public void Gtin_ChecksItsDigit(string text, string? canonical) => Assert.Equal(canonical, TypedText.Gtin(text));

    [Fact]
    public void Code_FindsItsShard() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<long>(), (shard, random) =>
    {
        var expected = (shard & int.MaxValue) % CartId.Shards;
        var code = HandoffRules.MakeCode(expected, (ulong)random);
        Assert.Equal(code, HandoffRules.Canonical($" {code[..4].ToLowerInvariant()}-{code[4..]}"));
        Assert.Equal(expected, HandoffRules.ShardOf(code));
        Assert.True(CartId.TryShard(CartId.Of($"{random}", "IT"), out _));
    }).QuickCheckThrowOnFailure();
}
