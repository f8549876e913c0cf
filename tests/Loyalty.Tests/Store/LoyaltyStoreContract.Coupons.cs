using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using CouponGiveBack = Omnichannel.Loyalty.Domain.CouponGiveBack;
using CouponStacking = Omnichannel.Loyalty.Domain.CouponStacking;
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
}
