using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class PromotionTests
{
    private static readonly Promotion Tenth = new() { Id = "tenth", Benefit = new Benefit.PercentOff(10) };

    [Fact]
    public void Promotions_OfOneGroup_ApplyByPriority_EachToWhatIsLeft()
    {
        var basket = Basket.Of(("MUG", "10.00", 1)).With([new Promotion { Id = "one", Benefit = new Benefit.AmountOff(100) }, Tenth]);
        Assert.Equal([("one", 100L), ("tenth", 90L)], Shares(basket.Priced[0]));
    }

    [Fact]
    public void Exclusive_IsTakenAlone_WhereItLeavesLess()
    {
        var basket = Basket.Of(("MUG", "10.00", 1), ("CUP", "10.00", 1)).With(
            [new Promotion { Id = "alone", Skus = ["MUG"], IsExclusive = true, Benefit = new Benefit.PercentOff(25) }, Tenth]);
        Assert.Equal([("alone", 250L)], Shares(basket.Priced[0]));
        Assert.Equal([("tenth", 100L)], Shares(basket.Priced[1]));

        var worse = basket.With([basket.Promotions[0] with { Benefit = new Benefit.PercentOff(5) }, Tenth]);
        Assert.Equal([("tenth", 100L)], Shares(worse.Priced[0]));
    }

    [Fact]
    public void StackingGroups_DoNotMix_AndTheBetterOneIsTaken()
    {
        var basket = Basket.Of(("MUG", "10.00", 1)).With(
        [
            new Promotion { Id = "a", StackingGroup = "members", Benefit = new Benefit.PercentOff(10) },
            new Promotion { Id = "b", Benefit = new Benefit.PercentOff(15) },
            new Promotion { Id = "c", StackingGroup = "members", Benefit = new Benefit.PercentOff(10) },
        ]);
        Assert.Equal([("a", 100L), ("c", 90L)], Shares(basket.Priced[0]));
    }

    [Fact]
    public void Groups_ThatLeaveTheSame_TheFirstByPriorityCounts()
    {
        var basket = Basket.Of(("MUG", "10.00", 1)).With([Tenth with { Id = "z", IsExclusive = true, Priority = 2 }, Tenth]);
        Assert.Equal([("z", 100L)], Shares(basket.Priced[0]));
    }

    [Fact]
    public void Groups_ThatLeaveTheSame_AlsoAPromotionThatGivesNothingHere_SaysHowEarlyItsGroupComes()
    {
        var basket = Basket.Of(("MUG", "10.00", 1)).With(
        [
            new Promotion { Id = "far", Priority = 3, StackingGroup = "members", Benefit = new Benefit.ThresholdOff(1_000_000, 100, null) },
            new Promotion { Id = "alone", Priority = 2, IsExclusive = true, Benefit = new Benefit.PercentOff(10) },
            new Promotion { Id = "near", Priority = 1, StackingGroup = "members", Benefit = new Benefit.PercentOff(10) },
        ]);
        Assert.Equal([("near", 100L)], Shares(basket.Priced[0]));
    }

    [Fact]
    public void Promotion_HoldsFromItsStartOn_AndNoLongerAtItsEnd()
    {
        var basket = Basket.Of(("MUG", "10.00", 1)).With([Tenth with { StartsAt = Given.Now, EndsAt = Given.Now.AddHours(1) }]);
        Assert.Equal([0, 100, 100, 0], new[] { -1, 0, 3599, 3600 }.Select(seconds =>
            Pricing.Price(basket.Cart, basket, SalesChannel.Web, Given.Now.AddSeconds(seconds))[0] is var line ? line.LineTotalMinor - line.NetMinor : -1));
    }

    [Fact]
    public void BuyForFewer_TheCheapestUnitsOfAllLinesAreFree()
    {
        var basket = Basket.Of(("MUG", "10.00", 4), ("CUP", "3.333", 3)).With([new Promotion { Id = "3for2", Benefit = new Benefit.BuyForFewer(3, 2) }]);
        Assert.Equal([0, 667], basket.Priced.Select(line => line.LineTotalMinor - line.NetMinor));
    }

    [Fact]
    public void Threshold_IsReachedBeforePromotions_AndSplitInProportion()
    {
        var basket = Basket.Of(("MUG", "10.00", 3), ("CUP", "3.33", 6)).With([Tenth, new Promotion { Id = "five", Benefit = new Benefit.ThresholdOff(4_998, 500, null) }]);
        Assert.Equal([300 + 300, 200 + 200], basket.Priced.Select(line => line.LineTotalMinor - line.NetMinor));
        Assert.All(basket.With([basket.Promotions[1] with { Benefit = new Benefit.ThresholdOff(4_999, 500, null) }]).Priced, line => Assert.Empty(line.Discounts));
    }

    [Fact]
    public void Category_HoldsForEverythingBelowIt_AndNotForItsNamesake()
    {
        var promotion = Tenth with { Categories = ["home"] };
        Assert.True(promotion.IsFor("S", new CatalogueItem { Sku = "S", Category = "home/kitchen" }));
        Assert.True(promotion.IsFor("S", new CatalogueItem { Sku = "S", Category = "home" }));
        Assert.False(promotion.IsFor("S", new CatalogueItem { Sku = "S", Category = "homeware" }));
    }

    [Fact]
    public void AnyBasket_IsPricedAsTheSlowRulesSay() => ForAnyBasket(basket =>
    {
        var slow = SlowPricing.Price(basket, SalesChannel.Web, Given.Now);
        foreach (var line in basket.Priced)
        {
            var (gross, shares) = slow[line.Line.LineId];
            Assert.Equal(gross, line.LineTotalMinor);
            Assert.Equal(shares.Select(share => (share.Id, (long)share.Off)), Shares(line));
        }
    });

    [Fact]
    public void AnyBasket_PartsAddUpToTheWhole_AndNoLineIsBelowZero() => ForAnyBasket(basket =>
    {
        var totals = Pricing.Totals(basket.Priced);
        var active = basket.Priced.Where(line => !line.Line.IsSaved).ToArray();
        Assert.Equal(totals.DueMinor, active.Sum(line => line.NetMinor));
        Assert.Equal(totals.DiscountsMinor, active.Sum(line => line.Discounts.Sum(share => share.AmountMinor)));
        foreach (var line in basket.Priced)
        {
            Assert.InRange(line.NetMinor, 0, line.LineTotalMinor);
            Assert.Equal(line.LineTotalMinor, line.NetMinor + line.Discounts.Sum(share => share.AmountMinor));
            Assert.DoesNotContain(line.Discounts, share => share.AmountMinor <= 0);
            Assert.Equal(line.Discounts.Length, line.Discounts.Select(share => share.SourceId).Distinct().Count());
        }
    });

    [Fact]
    public void AnyBasket_InAnyOrder_CostsTheSame() => ForAnyBasket(basket =>
    {
        var other = basket.Shuffled(7).Priced.ToDictionary(line => line.Line.LineId, Shares);
        foreach (var line in basket.Priced)
        {
            Assert.Equal(Shares(line), other[line.Line.LineId]);
        }
    });

    [Fact]
    public void AnyBasket_WithOnePromotionLess_IsNowhereCheaper() => ForAnyBasket(basket =>
    {
        foreach (var promotion in basket.Promotions)
        {
            var without = basket.With(basket.Promotions.Remove(promotion)).Priced;
            foreach (var (all, fewer) in basket.Priced.Zip(without))
            {
                Assert.True(fewer.NetMinor >= all.NetMinor, $"{promotion.Id}: {fewer.NetMinor} < {all.NetMinor}");
            }
        }
    });

    [Fact]
    public void AnyBasket_OneThresholdAlone_GivesExactlyWhatItPromises() => ForAnyBasket(basket =>
    {
        var eligible = basket.Priced.Where(line => !line.Line.IsSaved && line.Item is { IsNonMerchandise: false }).Sum(line => line.LineTotalMinor);
        var amount = basket.With([new Promotion { Id = "T", Benefit = new Benefit.ThresholdOff(1, 777, null) }]);
        Assert.Equal(Math.Min(777, eligible), Pricing.Totals(amount.Priced).DiscountsMinor);
        var percent = basket.With([new Promotion { Id = "T", Benefit = new Benefit.ThresholdOff(1, null, 33.3333m) }]);
        Assert.Equal(decimal.Round(eligible * 33.3333m / 100, 0, MidpointRounding.ToEven), Pricing.Totals(percent.Priced).DiscountsMinor);
    });

    [Fact]
    public void AnyBasket_EveryChannel_HasTheSamePrice() => ForAnyBasket(basket =>
    {
        var everywhere = basket.With(basket.Promotions.Select(promotion => promotion with { Channels = [] }));
        var web = everywhere.Priced.SelectMany(Shares).ToArray();
        foreach (var channel in Enum.GetValues<SalesChannel>())
        {
            Assert.Equal(web, Pricing.Price(everywhere.Cart, everywhere, channel, Given.Now).SelectMany(Shares));
        }
    });

    [Fact]
    public void HighestPrices_InAFullCart_AddUp_AndMoreIsRefusedInsteadOfWrapped()
    {
        var full = Basket.Of([.. Enumerable.Range(0, OperationRules.MostLines).Select(i => ($"S{i}", "1000000000", 100_000))]);
        Assert.Equal(500 * 10_000_000_000_000_000L, Pricing.Totals(full.Priced).DueMinor);
        var twice = full.Priced.AddRange(full.Priced);
        Assert.Throws<OverflowException>(() => Pricing.Totals(twice));
        var huge = full.With([new Promotion { Id = "huge", Benefit = new Benefit.AmountOff(long.MaxValue) }]);
        Assert.Equal(0, Pricing.Totals(huge.Priced).DueMinor);
    }

    private static void ForAnyBasket(Action<Basket> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(Basket.Random(seed))));

    private static (string Id, long Off)[] Shares(PricedLine line) => [.. line.Discounts.Select(share => (share.SourceId, share.AmountMinor))];
}
