using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using CouponTerms = Omnichannel.Loyalty.Domain.CouponTerms;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>What an order used up comes back when it is called off: both, points and coupons.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task OrderCancelledWhole_GivesBackPointsAndCoupons_Once()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);
        await Coupon("TEN", new CouponTerms { Percent = 10 });
        await Sell("c/1/1", "o", Checkout("c/1/1", 300, "TEN"));

        await Cancel("o", 3, callsOff: false);
        Assert.Equal((1, 0), await Uses("TEN"));
        Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("d/1/1", 0, "TEN"))));
        await Cancel("o", 1, callsOff: true);
        await Cancel("o", 1, callsOff: true);

        Assert.Equal((0, 0), await Uses("TEN"));
        Assert.Equal((0, 500, 0, 0), await bench.Points("m"));
        await bench.Commands.PlaceForCheckout(Checkout("d/1/1", 0, "TEN"));
        await Cancel("o", 1, callsOff: true);
        Assert.Equal((0, 1), await Uses("TEN"));
        var told = Assert.Single(await bench.Published<CouponGivenBack>());
        Assert.Equal(("TEN", "m", "", "o", "c/1/1"), (told.Code, told.CustomerId, told.GuestId, told.OrderId, told.HoldId));
    }

    // A quarter of a point is none, and so is half of one; three quarters are one.
    [Fact]
    public async Task Returns_OfPartsThatRoundToNothing_RestoreTheWholeInTheEnd()
    {
        await bench.Enroll("m");
        await bench.Give("m", 1);
        await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 1));
        await bench.Commands.Commit("c/1/1", "o");
        await bench.Place(bench.Order("o", "m", 0) with { HoldId = "c/1/1", Redemptions = [new RedeemedLine("l0", 4, 1)] });

        for (var unit = 1; unit <= 4; unit++)
        {
            await bench.Return("o", ("l0", 1));
            Assert.Equal((0, unit > 2 ? 1 : 0, 0, 0), await bench.Points("m"));
        }
    }

    // Each is an aggregate of its own: whoever reads the stream of one meets every version once, in order.
    [Fact]
    public async Task Events_OfAMemberAndOfTheMembersCoupon_AreCountedApart()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);
        await Coupon("TEN", new CouponTerms { Percent = 10, MemberId = "m" });
        await Sell("c/1/1", "o", Checkout("c/1/1", 300, "TEN"));
        await Cancel("o", 4, callsOff: true);

        var events = await bench.Database.Read(sql => sql.Query<OutboxRow>("select subject as Subject, aggregate_version as Version from outbox order by seq"));
        Assert.Equal(["TEN", "m"], events.Select(e => e.Subject).Distinct().Order(StringComparer.Ordinal));
        Assert.All(events.GroupBy(e => e.Subject), stream => Assert.Equal(stream.Select(e => e.Version).Order(), stream.Select(e => e.Version)));
        Assert.Equal([1, 3, 4], events.Where(e => e.Subject == "TEN").Select(e => e.Version));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GuestsOrderCancelledWhole_IsOneUseLess_ForTheGuestToo(bool orderFirst)
    {
        await Coupon("TEN", new CouponTerms { Percent = 10, MaxRedemptions = 2, MaxRedemptionsPerOwner = 1 });
        await Sell("c/1/1", "o", AsGuest("c/1/1", "g"), orderFirst ? [] : [() => Cancel("o", 4, callsOff: true)]);
        await Sell("d/1/1", "p", AsGuest("d/1/1", "h"));
        if (orderFirst)
        {
            Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(AsGuest("e/1/1", "g"))));
            await Cancel("o", 4, callsOff: true);
        }

        Assert.Equal((1, 0), await Uses("TEN"));
        await bench.Commands.PlaceForCheckout(AsGuest("e/1/1", "g"));
        Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(AsGuest("f/1/1", "i"))));
    }

    [Fact]
    public async Task SecondSaleRefused_GivesBackAllThatItsHoldUsed_Once()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);
        await Coupon("TEN", new CouponTerms { Percent = 10 });
        await bench.Commands.PlaceForCheckout(Checkout("c/1/2", 300, "TEN"));
        await bench.Commands.Commit("c/1/2", "o");

        for (var again = 0; again < 2; again++)
        {
            await bench.Apply(unit => bench.Get<Omnichannel.Loyalty.Store.UsedHolds>().GiveBack(unit, "c/1/2", new Cause(bench.Clock.Now) { OrderId = "o" }));
        }

        Assert.Equal((0, 500, 0, 0), await bench.Points("m"));
        Assert.Equal((0, 0), await Uses("TEN"));
    }

    // From the hold to the order, with what happens before the order is told.
    private async Task Sell(string holdId, string orderId, CheckoutHoldCommand checkout, params Func<Task>[] before)
    {
        await bench.Commands.PlaceForCheckout(checkout);
        await bench.Commands.Commit(holdId, orderId);
        foreach (var step in before)
        {
            await step();
        }

        var order = bench.Order(orderId, checkout.Basket.OwnerIsGuest ? null : checkout.Basket.OwnerId, 8_700) with { HoldId = holdId };
        await bench.Place(checkout.Basket.OwnerIsGuest
            ? order with { GuestId = checkout.Basket.OwnerId }
            : order with { Redemptions = [new RedeemedLine("l0", 4, checkout.Points)] });
    }

    private Task Cancel(string orderId, long units, bool callsOff) => bench.Apply(unit => bench.Orders.Return(
        unit, new ReturnedUnits(orderId, null, bench.Clock.Now, false, SalesChannel.Web, [new Omnichannel.Loyalty.Domain.ReturnedLine("l0", units)]) { NewsId = Guid.NewGuid().ToString(), CallsOrderOff = callsOff }));

    private static CheckoutHoldCommand AsGuest(string holdId, string guestId, string code = "TEN")
    {
        var checkout = Checkout(holdId, 0, code);
        return checkout with { Basket = checkout.Basket with { OwnerId = guestId, OwnerIsGuest = true } };
    }

    private sealed record OutboxRow
    {
        public string Subject { get; init; } = "";

        public long Version { get; init; }
    }
}
