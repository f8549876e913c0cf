using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using CouponGiveBack = Omnichannel.Loyalty.Domain.CouponGiveBack;
using CouponStacking = Omnichannel.Loyalty.Domain.CouponStacking;
using CouponState = Omnichannel.Loyalty.Domain.CouponState;
using CouponTerms = Omnichannel.Loyalty.Domain.CouponTerms;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Which coupons are used, by whom, and when they can be used once more.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task CheckoutHold_HoldsTheBestDeal_AndLeavesTheOthersAlone()
    {
        await Coupon("TEN", new CouponTerms { Percent = 10 });
        await Coupon("HALF", new CouponTerms { Percent = 50, Stacking = CouponStacking.Exclusive });

        var hold = await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 0, "TEN", "HALF"));

        Assert.Equal([("HALF", 5_000L)], hold.Coupons.Select(coupon => (coupon.Code, coupon.DiscountMinor)));
        Assert.Equal(((0, 0), (0, 1)), (await Uses("TEN"), await Uses("HALF")));
        await bench.Commands.ReleaseCheckout("c/1/1");
        Assert.Equal((0, 0), await Uses("HALF"));
    }

    // Used as a guest, then logged in: it is the same person, until the link turns out to be wrong.
    [Fact]
    public async Task Limit_OfAPerson_CountsWhatTheyUsedAsGuests()
    {
        await Coupon("TEN", new CouponTerms { Percent = 10, MaxRedemptions = 9, MaxRedemptionsPerOwner = 1 });
        await bench.Commands.PlaceForCheckout(AsGuest("a/1/1", "g1"));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g1", "m", 1));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g2", "m", 1));

        Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("b/1/1", 0, "TEN"))));
        Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(AsGuest("c/1/1", "g2"))));
        await bench.Commands.PlaceForCheckout(AsGuest("d/1/1", "g3"));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g1", null, 2));
        await bench.Commands.PlaceForCheckout(Checkout("e/1/1", 0, "TEN"));
        Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(AsGuest("f/1/1", "g2"))));
        Assert.Equal((0, 3), await Uses("TEN"));
    }

    // Each of a campaign's codes is good once, and each person is good for one of them: whichever they have, as whomever they come, at once or together.
    [Fact]
    public async Task LimitOfAPerson_OfACampaign_CountsAllItsCodes()
    {
        for (var i = 0; i < 9; i++)
        {
            await Coupon($"CODE-{i}", new CouponTerms { AmountMinor = 100, AmountCurrency = "EUR", CampaignId = "spring" });
        }

        await bench.Commands.SetCampaign(new CampaignTerms("spring", "", null, null) { UsesPerPerson = 2 });
        await bench.Commands.PlaceForCheckout(AsGuest("a/1/1", "g1", "CODE-0"));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g1", "m", 1));
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 5).Select(i => Record.ExceptionAsync(() => bench.Commands.PlaceForCheckout(Checkout($"b{i}/1/1", 0, $"CODE-{i}")))));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.Equal("COUPON_USED", Assert.IsType<RefusedException>(outcome).Refusal.Reason));

        var checkout = Checkout("c/1/1", 0, "CODE-6", "CODE-7", "CODE-8");
        var together = await bench.Commands.PlaceForCheckout(checkout with { Basket = checkout.Basket with { OwnerId = "other" } });
        Assert.Equal(["CODE-6", "CODE-7"], together.Coupons.Select(coupon => coupon.Code));
        Assert.Equal("COUPON_PERSON_REQUIRED", await Reason(() => HoldAt(First, "", 0, "", Basket.OfNobody("IT", "EUR", checkout.Basket.Lines), "CODE-8")));
        await bench.Commands.ReleaseCheckout("a/1/1");
        await bench.Commands.PlaceForCheckout(Checkout("d/1/1", 0, "CODE-8"));
    }

    [Theory]
    [InlineData(CouponGiveBack.Never, false, false, false)]
    [InlineData(CouponGiveBack.Cancelled, true, false, false)]
    [InlineData(CouponGiveBack.Whole, true, true, false)]
    [InlineData(CouponGiveBack.Partial, true, true, true)]
    public async Task GivenBack_AsTheTermsSay(CouponGiveBack rule, bool whenCancelled, bool whenReturned, bool whenItsLineIs)
    {
        await Coupon("TEN", new CouponTerms { Percent = 10, Skus = ["sku0"], GiveBack = rule, MaxRedemptions = 9 });

        await SellTwoLines("cancelled");
        await bench.Apply(unit => bench.Orders.Return(
            unit,
            new ReturnedUnits("cancelled", null, bench.Clock.Now, false, SalesChannel.Web, [new Omnichannel.Loyalty.Domain.ReturnedLine("l0", 4), new Omnichannel.Loyalty.Domain.ReturnedLine("l1", 4)])
            {
                NewsId = "n", CallsOrderOff = true,
            }));
        Assert.Equal((whenCancelled ? 0 : 1, 0), await Uses("TEN"));

        var before = (await Uses("TEN")).Redeemed;
        await SellTwoLines("returned");
        await bench.Return("returned", ("l0", 3), ("l1", 4));
        Assert.Equal((before + 1, 0), await Uses("TEN"));
        await bench.Return("returned", ("l0", 1));
        Assert.Equal((before + (whenReturned ? 0 : 1), 0), await Uses("TEN"));

        before = (await Uses("TEN")).Redeemed;
        await SellTwoLines("in part");
        await bench.Return("in part", ("l1", 4));
        Assert.Equal((before + 1, 0), await Uses("TEN"));
        await bench.Return("in part", ("l0", 4));
        Assert.Equal((before + (whenReturned ? 0 : 1), 0), await Uses("TEN"));

        before = (await Uses("TEN")).Redeemed;
        await SellTwoLines("its line");
        await bench.Return("its line", ("l0", 4));
        await bench.Return("its line", ("l0", 4));
        Assert.Equal((before + (whenItsLineIs ? 0 : 1), 0), await Uses("TEN"));
        Assert.Equal((await bench.Published<CouponRedeemed>()).Count - (await Uses("TEN")).Redeemed, (await bench.Published<CouponGivenBack>()).Count);
    }

    private async Task SellTwoLines(string orderId)
    {
        var hold = Checkout("hold/" + orderId, 0, "TEN");
        hold = hold with { Basket = hold.Basket with { OwnerId = orderId, OwnerIsGuest = true, Lines = [.. hold.Basket.Lines, new EarningLine("l1", "sku1", "home", 4, 5_000, true)] } };
        await bench.Commands.PlaceForCheckout(hold);
        await bench.Commands.Commit(hold.HoldId, orderId);
        await bench.Place(bench.Order(orderId, null, 9_000, 5_000) with { GuestId = orderId, HoldId = hold.HoldId });
    }

    // Twenty codes of one campaign, twenty checkouts at the same moment: the budget is what it is.
    [Theory]
    [InlineData(null, 5L, 5)]
    [InlineData(3_500L, null, 3)]
    [InlineData(3_500L, 2L, 2)]
    [InlineData(0L, null, 0)]
    public async Task Budget_IsNeverExceeded_HoweverManyAtOnce(long? money, long? uses, int expected)
    {
        for (var i = 0; i < 20; i++)
        {
            await Coupon($"CODE-{i}", new CouponTerms { Percent = 10, CampaignId = "spring" });
        }

        await bench.Commands.SetCampaign(new CampaignTerms("spring", "EUR", money, uses));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Record.ExceptionAsync(() => bench.Commands.PlaceForCheckout(Checkout($"c{i}/1/1", 0, $"CODE-{i}")))));

        Assert.Equal(expected, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.Equal("COUPON_BUDGET_SPENT", Assert.IsType<RefusedException>(outcome).Refusal.Reason));
        var campaign = (await bench.Get<Omnichannel.Loyalty.Store.CouponReads>().Campaign("spring", default))!;
        Assert.Equal((expected, expected * 1_000), (campaign.Uses, campaign.SpentMinor));
        Assert.Equal(expected > 0, campaign.IsBudgetSpent);
        Assert.Equal(expected > 0 ? [("spring", (long)expected, money is null ? null : (long?)(expected * 1_000))] : [], (await bench.Published<CampaignBudgetSpent>()).Select(spent => (spent.CampaignId, spent.Uses, spent.Spent?.AmountMinor)));
    }

    [Fact]
    public async Task Budget_IsFreeAgain_ForWhatIsReleasedOrGivenBack()
    {
        foreach (var code in new[] { "AAAA", "BBBB", "CCCC" })
        {
            await Coupon(code, new CouponTerms { Percent = 10, CampaignId = "spring" });
        }

        await bench.Commands.PlaceForCheckout(Checkout("before/1/1", 0, "AAAA"));
        await bench.Commands.SetCampaign(new CampaignTerms("spring", "EUR", 1_000, null));
        await bench.Commands.ReleaseCheckout("before/1/1");
        await bench.Commands.PlaceForCheckout(Checkout("b/1/1", 0, "BBBB"));
        Assert.Equal("COUPON_BUDGET_SPENT", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/1", 0, "CCCC"))));
        await bench.Commands.ReleaseCheckout("b/1/1");
        await bench.Commands.PlaceForCheckout(Checkout("c/1/2", 0, "CCCC"));
        await bench.Advance(TimeSpan.FromHours(25));
        await bench.Commands.PlaceForCheckout(AsGuest("d/1/1", "g", "BBBB"));
        await bench.Commands.Commit("d/1/1", "o");
        Assert.Equal("COUPON_BUDGET_SPENT", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("e/1/1", 0, "CCCC"))));
        await bench.Place(bench.Order("o", null, 9_000) with { GuestId = "g", HoldId = "d/1/1" });
        await Cancel("o", 4, callsOff: true);

        await bench.Commands.PlaceForCheckout(Checkout("f/1/1", 0, "CCCC"));
        var campaign = (await bench.Get<Omnichannel.Loyalty.Store.CouponReads>().Campaign("spring", default))!;
        Assert.Equal((1, 1_000), (campaign.Uses, campaign.SpentMinor));
    }

    [Fact]
    public async Task CheckoutsOfSeveralCampaigns_AtOnce_DoNotWaitInACircle()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);
        foreach (var (code, campaign) in new[] { ("AAAA", "x"), ("BBBB", "y"), ("CCCC", "x"), ("DDDD", "y") })
        {
            await Coupon(code, new CouponTerms { AmountMinor = 100, AmountCurrency = "EUR", CampaignId = campaign, MaxRedemptions = 100 });
            await bench.Commands.SetCampaign(new CampaignTerms(campaign, "", null, 12));
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Record.ExceptionAsync(async () =>
        {
            await bench.Commands.PlaceForCheckout(i % 2 == 0 ? Checkout($"c{i}/1/1", 1, "AAAA", "DDDD") : Checkout($"c{i}/1/1", 1, "BBBB", "CCCC"));
            if (i % 4 == 0)
            {
                await bench.Commands.ReleaseCheckout($"c{i}/1/1");
            }
        })));

        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.Equal("COUPON_BUDGET_SPENT", Assert.IsType<RefusedException>(outcome).Refusal.Reason));
        foreach (var (id, codes) in new[] { ("x", new[] { "AAAA", "CCCC" }), ("y", ["BBBB", "DDDD"]) })
        {
            var uses = (await bench.Get<Omnichannel.Loyalty.Store.CouponReads>().Campaign(id, default))!.Uses;
            Assert.Equal((await Uses(codes[0])).Held + (await Uses(codes[1])).Held, uses);
            Assert.InRange(uses, 8, 12);
        }
    }

    [Fact]
    public async Task StoppedCoupon_IsUsedByNobody_AndGoesOnWhereItIsHeld()
    {
        await Coupon("TEN", new CouponTerms { Percent = 10, MaxRedemptions = 9, CampaignId = "spring" });
        await bench.Commands.PlaceForCheckout(Checkout("a/1/1", 0, "TEN"));
        await bench.Commands.SetCoupon("ten", CouponState.Paused, "leaked");
        Assert.Equal("COUPON_PAUSED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("b/1/1", 0, "TEN"))));
        await bench.Commands.Commit("a/1/1", "o");
        await bench.Commands.SetCoupon("TEN", CouponState.Usable, "found who");
        await bench.Commands.PlaceForCheckout(Checkout("b/1/2", 0, "TEN"));
        await bench.Commands.SetCampaign(new CampaignTerms("spring", "", null, null) { State = CouponState.Paused, StateReason = "leaked" });
        Assert.Equal("COUPON_PAUSED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/1", 0, "TEN"))));
        await bench.Commands.SetCampaign(new CampaignTerms("spring", "", null, null));
        await bench.Commands.SetCoupon("TEN", CouponState.Voided, "over");

        Assert.Equal("COUPON_VOIDED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/2", 0, "TEN"))));
        Assert.Equal("COUPON_VOIDED", await Reason(() => bench.Commands.SetCoupon("TEN", CouponState.Usable, "again")));
        Assert.Equal("REASON_REQUIRED", await Reason(() => bench.Commands.SetCoupon("TEN", CouponState.Voided, " ")));
        Assert.Equal("COUPON_UNKNOWN", await Reason(() => bench.Commands.SetCoupon("NONE", CouponState.Voided, "over")));
        Assert.Equal((1, 1), await Uses("TEN"));
        Assert.Equal(
            [("TEN", Omnichannel.Loyalty.V1.CouponState.Paused), ("TEN", Omnichannel.Loyalty.V1.CouponState.Usable), ("TEN", Omnichannel.Loyalty.V1.CouponState.Voided)],
            (await bench.Published<CouponStateChanged>()).Select(changed => (changed.Code, changed.State)));
        Assert.Equal(
            [("spring", Omnichannel.Loyalty.V1.CouponState.Paused), ("spring", Omnichannel.Loyalty.V1.CouponState.Usable)],
            (await bench.Published<CampaignStateChanged>()).Select(changed => (changed.CampaignId, changed.State)));
    }

    [Fact]
    public async Task Qualify_TellsEachRule_AndTheBestDeal_AndHoldsNothing()
    {
        await bench.Enroll("m");
        await Coupon("TEN", new CouponTerms { Percent = 10 });
        await Coupon("MUCH", new CouponTerms { Percent = 10, MinimumBasketMinor = 20_000, MinimumBasketCurrency = "EUR" });
        await Coupon("HERS", new CouponTerms { AmountMinor = 500, AmountCurrency = "EUR", MemberId = "m" });
        await Coupon("HERS-OLD", new CouponTerms { Percent = 10, MemberId = "m", ValidUntil = bench.Clock.Now.AddDays(1) });
        await Coupon("HIGH", new CouponTerms { Percent = 5, CampaignId = "spring" });
        await bench.Commands.SetCampaign(new CampaignTerms("spring", "EUR", 499, null));
        bench.Clock.Advance(TimeSpan.FromDays(2));
        var reads = bench.Get<Omnichannel.Loyalty.Store.CouponReads>();
        var basket = Checkout("c/1/1", 0).Basket;

        var hers = await reads.Qualify(basket, ["TEN", "MUCH", "HIGH"], default);
        Assert.Equal(
            [("HERS", 500L, null), ("HIGH", 0, "COUPON_BUDGET_SPENT"), ("MUCH", 0, "COUPON_MINIMUM_NOT_MET"), ("TEN", 1_000, null)],
            hers.Chances.Select(chance => (chance.Code, chance.Alone?.DiscountMinor ?? 0, chance.Refusal?.Reason)));
        Assert.Equal([("HERS", 500L), ("TEN", 1_000)], hers.Best.Coupons.Select(coupon => (coupon.Code, coupon.DiscountMinor)));
        Assert.Equal("COUPON_UNKNOWN", await Reason(() => reads.Qualify(basket, ["NONE"], default)));
        Assert.Equal("COUPON_UNKNOWN", await Reason(() => reads.Qualify(basket with { OwnerId = "other" }, ["HERS"], default)));
        Assert.Equal("COUPON_NOT_YOURS", (await reads.Qualify(basket with { OwnerId = "other", Asker = Asker.Staff }, ["HERS"], default)).Chances.Single().Refusal!.Reason);
        Assert.Empty((await reads.Qualify(basket with { OwnerIsGuest = true }, [], default)).Chances);
        Assert.Equal(((0, 0), (0, 0)), (await Uses("TEN"), await Uses("HERS")));

        // What is told is what a checkout does.
        var hold = await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 0, "TEN", "HERS"));
        Assert.Equal(hers.Best.Coupons.Select(coupon => (coupon.Code, coupon.DiscountMinor)), hold.Coupons.Select(coupon => (coupon.Code, coupon.DiscountMinor)));
    }
}
