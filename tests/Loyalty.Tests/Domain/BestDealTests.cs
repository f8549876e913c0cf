using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Several coupons on one basket: the shopper gets the most that they give together, however they are entered.</summary>
public sealed class BestDealTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void AnyOrderOfCodes_ComesToTheSame() => Check.One(Quick, Prop.ForAll(Baskets().ToArbitrary(), Wanted(12).ToArbitrary(), ArbMap.Default.ArbFor<int>(), (basket, wanted, seed) =>
    {
        var shuffled = wanted.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (one, other) = (CouponRules.Apply(basket, wanted, Now), CouponRules.Apply(basket, shuffled, Now));

        Assert.Equal(one.Refusal, other.Refusal);
        if (one.IsAccepted)
        {
            Assert.Equal(Told(one.Value), Told(other.Value));
        }
    }));

    [Fact]
    public void NoCombination_TakesOffMore() => Check.One(Quick, Prop.ForAll(Baskets().ToArbitrary(), Wanted(5).ToArbitrary(), (basket, wanted) =>
    {
        wanted = Usable(basket, wanted);
        var best = Total(BestDeal.Of(basket, wanted));
        for (var chosen = 0; chosen < 1 << wanted.Length; chosen++)
        {
            var some = wanted.Where((_, i) => (chosen & (1 << i)) != 0).ToArray();
            Assert.True(Total(BestDeal.Of(basket, some)) <= best);
        }
    }));

    [Fact]
    public void WhatIsUsed_GoesTogether_EachTakesSomethingOff_AndAllAddsUp() => Check.One(Quick, Prop.ForAll(Baskets().ToArbitrary(), Wanted(12).ToArbitrary(), (basket, wanted) =>
    {
        wanted = Usable(basket, wanted);
        var outcome = BestDeal.Of(basket, wanted);
        var used = wanted.Where(use => outcome.Coupons.Any(coupon => coupon.Code == use.Coupon.Code)).Select(use => use.Coupon.Terms).ToList();

        Assert.True(used.Count <= 1 || used.TrueForAll(terms => terms.Stacking is CouponStacking.Joint));
        Assert.All(used.Where(terms => terms.StackingGroup.Length > 0).GroupBy(terms => terms.StackingGroup), group => Assert.Single(group));
        Assert.All(outcome.Coupons, coupon => Assert.True(coupon.DiscountMinor > 0));
        Assert.Equal(wanted.Select(use => use.Coupon.Code).Order(), outcome.Coupons.Select(coupon => coupon.Code).Concat(outcome.LeftOut).Order());
        Assert.Equal(basket.Lines.Sum(line => line.AmountMinor) + basket.ShippingMinor, Total(outcome) + outcome.LinesLeftMinor + basket.ShippingMinor - outcome.Coupons.Sum(coupon => coupon.ShippingMinor));
        foreach (var line in basket.Lines)
        {
            Assert.InRange(outcome.Coupons.SelectMany(coupon => coupon.Shares).Where(share => share.LineId == line.LineId).Sum(share => share.AmountMinor), 0, line.AmountMinor);
        }

        if (wanted.Length > 0)
        {
            Assert.True(Total(outcome) >= wanted.Max(use => Total(BestDeal.Of(basket, [use]))));
        }
    }));

    // 10 off leaves 40 of 50; the other wants 45, and had them before.
    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public void Minimum_IsThatOfTheBasketBeforeAnyCoupon(string first, string second)
    {
        var terms = new Dictionary<string, CouponTerms>
        {
            ["A"] = new() { AmountMinor = 1_000, AmountCurrency = "EUR" },
            ["B"] = new() { AmountMinor = 500, AmountCurrency = "EUR", MinimumBasketMinor = 4_500, MinimumBasketCurrency = "EUR" },
        };

        var outcome = CouponRules.Apply(Basket(0, 5_000), [Use(first, terms[first]), Use(second, terms[second])], Now).Value;

        Assert.Equal((3_500, 2), (outcome.LinesLeftMinor, outcome.Coupons.Count));
    }

    [Fact]
    public void Exclusive_IsUsedAlone_WhereItTakesOffMore()
    {
        var alone = Use("ALONE", new CouponTerms { Percent = 30, Stacking = CouponStacking.Exclusive });
        CouponUse[] joint = [Use("TEN", new CouponTerms { Percent = 10 }), Use("FREE", new CouponTerms { FreeShipping = true })];

        Assert.Equal(["ALONE"], Codes(CouponRules.Apply(Basket(490, 5_000), [.. joint, alone], Now).Value));
        Assert.Equal(["FREE", "TEN"], Codes(CouponRules.Apply(Basket(490, 1_000), [.. joint, alone], Now).Value));
        Assert.Equal(["ALONE"], CouponRules.Apply(Basket(490, 1_000), [.. joint, alone], Now).Value.LeftOut);
    }

    [Fact]
    public void Group_GivesItsBest_AndATieTheFirstCode()
    {
        var outcome = CouponRules.Apply(
            Basket(0, 5_000),
            [.. new[] { ("C", 10m), ("B", 20m), ("A", 20m) }.Select(each => Use(each.Item1, new CouponTerms { Percent = each.Item2, StackingGroup = "season" }))],
            Now).Value;

        Assert.Equal(["A"], Codes(outcome));
        Assert.Equal(["B", "C"], outcome.LeftOut);
    }

    // 20 % of 100 and then 30 off are 50; 30 off and then 20 % would be 44.
    [Fact]
    public void Percentages_ComeBeforeAmounts()
    {
        var outcome = CouponRules.Apply(Basket(0, 10_000), [Use("A", new CouponTerms { AmountMinor = 3_000, AmountCurrency = "EUR" }), Use("B", new CouponTerms { Percent = 20 })], Now).Value;

        Assert.Equal(5_000, outcome.LinesLeftMinor);
    }

    // The voucher for the one line would find nothing left of it, had the one for everything come first.
    [Fact]
    public void Amounts_TakeFirstFromWhereThereIsLeast()
    {
        var outcome = CouponRules.Apply(
            Basket(0, 1_000, 1_000),
            [
                Use("A", new CouponTerms { AmountMinor = 1_000, AmountCurrency = "EUR" }),
                Use("B", new CouponTerms { AmountMinor = 1_000, AmountCurrency = "EUR", Skus = ["sku0"] }),
            ],
            Now).Value;

        Assert.Equal((0, 2), (outcome.LinesLeftMinor, outcome.Coupons.Count));
    }

    private static CouponUse[] Usable(Basket basket, CouponUse[] wanted) => [.. wanted.Where(use => CouponRules.WhyNot(use, basket, Now) is null)];

    private static long Total(CouponOutcome outcome) => outcome.Coupons.Sum(coupon => coupon.DiscountMinor);

    private static IEnumerable<string> Codes(CouponOutcome outcome) => outcome.Coupons.Select(coupon => coupon.Code);

    private static string Told(CouponOutcome outcome) =>
        System.Text.Json.JsonSerializer.Serialize(outcome);

    private static CouponUse Use(string code, CouponTerms terms) => new(new Coupon { Code = code, Terms = terms }, 0);

    private static Basket Basket(long shipping, params long[] amounts) =>
        new("c1", false, "IT", "EUR", [.. amounts.Select((amount, i) => new EarningLine($"l{i}", $"sku{i}", "home", 1, amount, true))], shipping);

    private static Gen<Basket> Baskets() =>
        from amounts in Gen.ArrayOf(Gen.Choose(0, 3_000), 4)
        from shipping in Gen.Choose(0, 600)
        select Basket(shipping, [.. amounts.Select(amount => (long)amount)]);

    private static Gen<CouponUse[]> Wanted(int most) =>
        from count in Gen.Choose(0, most)
        from terms in Gen.ArrayOf(Terms(), count)
        select terms.Select((each, i) => Use($"C{i:00}", each)).ToArray();

    private static Gen<CouponTerms> Terms() =>
        from benefit in Gen.Choose(0, 4)
        from size in Gen.Choose(1, 60)
        from sku in Gen.Choose(-2, 3)
        from minimum in Gen.Elements(0, 0, 500, 2_000)
        from together in Gen.Elements("", "", "x", "y")
        from alone in Gen.Choose(0, 3)
        select new CouponTerms
        {
            Percent = benefit < 2 ? size : 0,
            AmountMinor = benefit is 2 or 3 ? size * 40 : 0,
            AmountCurrency = benefit is 2 or 3 ? "EUR" : "",
            FreeShipping = benefit == 4,
            Skus = sku < 0 ? [] : [$"sku{sku}"],
            MinimumBasketMinor = minimum,
            StackingGroup = together,
            Stacking = alone == 0 ? CouponStacking.Exclusive : CouponStacking.Joint,
        };
}
