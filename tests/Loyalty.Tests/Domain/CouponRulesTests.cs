using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

public sealed class CouponRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Apply_SharesAddUp_AndNoLineCostsLessThanNothing() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<uint>>(), Gen.Choose(1, 1000).ToArbitrary(), Gen.Choose(1, 100_000).ToArbitrary(), (amounts, permille, off) =>
        {
            var basket = Basket([.. amounts.Get.Select(amount => (long)(amount % 1_000_000))]);
            var percent = new CouponTerms { Percent = permille / 10m };
            var fixedAmount = new CouponTerms { AmountMinor = off, AmountCurrency = "EUR" };
            var decision = CouponRules.Apply(basket, [Use("A", percent), Use("B", fixedAmount)], Now);
            if (!decision.IsAccepted)
            {
                return decision.Refusal!.Reason == "COUPON_NOT_APPLICABLE";
            }

            var shares = decision.Value.Coupons.SelectMany(coupon => coupon.Shares).GroupBy(share => share.LineId).ToDictionary(g => g.Key, g => g.Sum(s => s.AmountMinor));
            return basket.Lines.All(line => shares.GetValueOrDefault(line.LineId) <= line.AmountMinor)
                && decision.Value.LinesLeftMinor == basket.Lines.Sum(line => line.AmountMinor) - decision.Value.Coupons.Sum(coupon => coupon.DiscountMinor);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(15, "10", 2)]
    [InlineData(25, "10", 2)]
    [InlineData(35, "10", 4)]
    [InlineData(1000, "33.333", 333)]
    public void Percent_IsRoundedOnce_HalfToEven(long amount, string percent, long discount) =>
        Assert.Equal(discount, Apply(new CouponTerms { Percent = decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture) }, amount).Value.Coupons[0].DiscountMinor);

    [Fact]
    public void WhyNot_EachRuleHasItsReason()
    {
        Assert.Equal("COUPON_EXPIRED", Apply(new CouponTerms { Percent = 10, ValidUntil = Now }).Refusal!.Reason);
        Assert.Equal("COUPON_NOT_YET_VALID", Apply(new CouponTerms { Percent = 10, ValidFrom = Now.AddTicks(1) }).Refusal!.Reason);
        Assert.Equal("COUPON_UNKNOWN", Apply(new CouponTerms { Percent = 10, MemberId = "other" }).Refusal!.Reason);
        Assert.Equal(
            "COUPON_NOT_YOURS",
            CouponRules.Apply(Basket(1000) with { Asker = Asker.Staff }, [Use("A", new CouponTerms { Percent = 10, MemberId = "other" })], Now).Refusal!.Reason);
        Assert.Equal("COUPON_MINIMUM_NOT_MET", Apply(new CouponTerms { Percent = 10, MinimumBasketMinor = 1001 }).Refusal!.Reason);
        Assert.Equal("COUPON_NOT_APPLICABLE", Apply(new CouponTerms { Percent = 10, Skus = ["x"] }).Refusal!.Reason);
        Assert.Equal("COUPON_NOT_APPLICABLE", Apply(new CouponTerms { AmountMinor = 5, AmountCurrency = "GBP" }).Refusal!.Reason);
        Assert.Equal("COUPON_USED", CouponRules.Apply(Basket(1000), [new CouponUse(Use("A", new CouponTerms { Percent = 10 }).Coupon with { HeldCount = 1 }, 0)], Now).Refusal!.Reason);
        Assert.Equal(
            "COUPON_USED",
            CouponRules.Apply(Basket(1000), [Use("A", new CouponTerms { Percent = 10, MaxRedemptions = 9, MaxRedemptionsPerOwner = 2 }) with { UsedByPerson = 2 }], Now).Refusal!.Reason);
    }

    [Fact]
    public void FreeShipping_TakesTheShippingOff()
    {
        var outcome = Apply(new CouponTerms { FreeShipping = true }).Value;

        Assert.Equal((490, 1000), (outcome.Coupons[0].DiscountMinor, outcome.LinesLeftMinor));
    }

    private static Platform.Domain.Decision<CouponOutcome> Apply(CouponTerms terms, long amount = 1000) =>
        CouponRules.Apply(Basket(amount), [Use("A", terms)], Now);

    private static CouponUse Use(string code, CouponTerms terms) => new(new Coupon { Code = code, Terms = terms }, 0);

    private static Basket Basket(params long[] amounts) =>
        new("c1", false, "IT", "EUR", [.. amounts.Select((amount, i) => new EarningLine($"l{i}", $"sku{i}", "home", 1, amount, true))], 490);
}
