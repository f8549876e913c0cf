using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Parcels that were delivered and not received, or came damaged.</summary>
public sealed class ClaimTests
{
    private static readonly DateTimeOffset Filed = Monday.AddDays(2);

    [Fact]
    public void File_IsTold_WithoutWords_AndLeavesTheDeliveryAsItIsReported()
    {
        var change = OrderSteps.File(Delivered(), Missing("c1", new LineUnits("1", 2)), SalesChannel.App, Filed).Value;

        var told = Assert.IsType<ClaimFiled>(Assert.Single(change.Events));
        Assert.Equal((ClaimState.Open, "p1", SalesChannel.App), (told.Claim.State, told.Claim.ShipmentId, told.AskedAt));
        Assert.Equal(OrderStatus.Delivered, change.Order.Status);
        Assert.Equal("CLAIMED", Explanation.Of(change.Order).Code);
    }

    [Fact]
    public void File_Refusals_SayWhyNot()
    {
        var order = Delivered();
        Assert.Equal("SHIPMENT_NOT_FOUND", Refused(order, Missing("c") with { ShipmentId = "p9" }));
        Assert.Equal("LINE_NOT_FOUND", Refused(order, Missing("c", new LineUnits("9", 1))));
        Assert.Equal("NOT_DELIVERED", Refused(Shipped(Order()), Missing("c")));
        Assert.Equal("1", Exceeds(order, new LineUnits("2", 2)));
        var claimed = OrderSteps.File(order, Missing("c1", new LineUnits("1", 2)), SalesChannel.Web, Filed).Value.Order;
        Assert.Equal("1", Exceeds(claimed, new LineUnits("1", 2)));
        var returned = Returned(claimed, "r1", Filed, new LineUnits("1", 1));
        Assert.Equal("0", Exceeds(returned, new LineUnits("1", 1)));
        var withdrawn = OrderSteps.Withdraw(claimed, "c1", SalesChannel.Web, Filed).Value.Order;
        Assert.Equal("3", Exceeds(withdrawn, new LineUnits("1", 4)));

        static string Refused(Order order, Claim claim) => OrderSteps.File(order, claim, SalesChannel.Web, Filed).Refusal!.Reason;
        static string Exceeds(Order order, LineUnits units) =>
            Assert.IsType<ClaimExceedsDelivered>(OrderSteps.File(order, Missing("c", units), SalesChannel.Web, Filed).Refusal).Facts["open_quantity"];
    }

    [Fact]
    public void Accept_WithRefund_GivesTheUnitsBack_Once_AndTellsOneStory()
    {
        var order = OrderSteps.File(Delivered(), Missing("c1", new LineUnits("1", 2)), SalesChannel.Web, Filed).Value.Order;

        var change = OrderSteps.Resolve(order, "c1", ClaimResolution.Refund, "", SalesChannel.Support, Filed).Value;

        Assert.Equal(["ClaimResolved", "OrderCancelled", "RefundRequested", "FulfilmentChanged"], change.Events.Select(e => e.GetType().Name));
        Assert.Equal((2000L, "c1"), (change.Order.Cancellations.Single().RefundMinor, change.Order.Cancellations[0].ClaimId));
        Assert.Equal((2, 1, 1), Of(change.Order));
        Assert.Equal(OrderStatus.Delivered, change.Order.Status);
        Assert.Equal("CLAIM_STATE", OrderSteps.Resolve(change.Order, "c1", ClaimResolution.Refund, "", SalesChannel.Support, Filed).Refusal!.Reason);
        Assert.Equal("CLAIM_EXCEEDS_DELIVERED", OrderSteps.File(change.Order, Missing("c2", new LineUnits("1", 2)), SalesChannel.Web, Filed).Refusal!.Reason);

        static (int Cancelled, int Fulfilled, int Delivered) Of(Order order) => Fulfilments.Of(order)[0] is var line ? (line.Cancelled, line.Fulfilled, line.Delivered) : default;
    }

    [Fact]
    public void Accept_OfAllWithRefund_GivesPostageBack_Too()
    {
        var order = OrderSteps.File(Delivered(), Missing("c1"), SalesChannel.Web, Filed).Value.Order;

        order = OrderSteps.Resolve(order, "c1", ClaimResolution.Refund, "", SalesChannel.Support, Filed).Value.Order;

        Assert.Equal((OrderStatus.Cancelled, 6000L), (order.Status, new PaymentLedger(order.Sale, order.Money).GivenBackMinor));
    }

    [Fact]
    public void Accept_WithReplacement_OpensTheUnitsToBeShippedAgain()
    {
        var order = OrderSteps.File(Delivered(), Damaged("c1", new LineUnits("2", 1)), SalesChannel.Web, Filed).Value.Order;

        var change = OrderSteps.Resolve(order, "c1", ClaimResolution.Replacement, "", SalesChannel.Support, Filed).Value;

        Assert.Equal(1, Fulfilments.Of(change.Order)[1].Open);
        Assert.Contains(change.Events, e => e is OrderDeliveryCorrected { Reason: "CLAIM" });
        Assert.NotNull(WorkToShip.DueAt(change.Order));
        var again = OrderSteps.Ship(change.Order, Parcel("p2"), Filed).Value.Order;
        Assert.Equal([new LineUnits("2", 1)], again.Shipments[1].Lines);
        Assert.Equal(OrderStatus.Delivered, OrderSteps.Track(again, "p2", [Event(ShipmentStatus.Delivered, 80)], Monday.AddHours(80)).Order.Status);
    }

    [Fact]
    public void Accept_CorrectsAPromiseThatWasKept_DeclineDoesNot()
    {
        var promised = OrderSteps.SetPromise(Shipped(Order()), new Window(Monday.AddHours(10), Monday.AddDays(1)), [], Monday.AddHours(2)).Value.Order;
        var order = OrderSteps.Track(promised, "p1", [Event(ShipmentStatus.Delivered, 20)], Monday.AddHours(20)).Order;
        order = OrderSteps.File(order, Missing("c1"), SalesChannel.Web, Filed).Value.Order;
        Assert.Equal(PromiseState.Kept, order.Promise!.State);

        var declined = OrderSteps.Resolve(order, "c1", ClaimResolution.None, "PROOF_OF_DELIVERY", SalesChannel.Support, Filed).Value.Order;
        var accepted = OrderSteps.Resolve(order, "c1", ClaimResolution.Replacement, "", SalesChannel.Support, Filed).Value;

        Assert.Equal(PromiseState.Kept, declined.Promise!.State);
        Assert.Equal(PromiseState.Broken, accepted.Order.Promise!.State);
        Assert.Contains(accepted.Events, e => e is PromiseOutcomeCorrected { Previous: PromiseState.Kept });
    }

    [Fact]
    public void AssumedDelivery_IsTakenBackByAClaimOfAllOfIt_AndHoldsAgainWhenThatIsWithdrawn()
    {
        var order = OrderSteps.Ship(Order(), Parcel("p1") with { IsTracked = false }, Monday.AddHours(1)).Value.Order;
        while (order.NextLookAt is { } at)
        {
            order = OrderSteps.Look(order, at).Order;
        }

        Assert.True(order.IsDeliveryAssumed);
        var now = Monday.AddDays(60);
        var part = OrderSteps.File(order, Missing("c1", new LineUnits("1", 1)), SalesChannel.Web, now).Value.Order;
        Assert.True(part.IsDeliveryAssumed);

        var denied = OrderSteps.File(order, Missing("c1"), SalesChannel.Web, now).Value;
        Assert.Equal(ShipmentStatus.LostSuspected, denied.Order.Shipments[0].State.Status);
        Assert.Contains(denied.Events, e => e is OrderDeliveryCorrected);
        Assert.True(OrderSteps.Withdraw(denied.Order, "c1", SalesChannel.Web, now).Value.Order.IsDeliveryAssumed);
        var scanned = OrderSteps.Track(denied.Order, "p1", [Event(ShipmentStatus.Delivered, 30)], now).Order;
        Assert.Equal((OrderStatus.Delivered, false), (scanned.Status, scanned.IsDeliveryAssumed));
        var refunded = OrderSteps.Resolve(denied.Order, "c1", ClaimResolution.Refund, "", SalesChannel.Support, now).Value.Order;
        Assert.Equal((OrderStatus.Cancelled, 6000L), (refunded.Status, new PaymentLedger(refunded.Sale, refunded.Money).GivenBackMinor));
    }

    [Fact]
    public void Proof_TakesUpAClaimThatIsOpen_AndIsSeenAtOneThatIsDecided()
    {
        var order = OrderSteps.File(Delivered(), Missing("c1", new LineUnits("1", 1)), SalesChannel.Web, Filed).Value.Order;
        order = OrderSteps.File(order, Damaged("c2", new LineUnits("1", 1)), SalesChannel.Web, Filed).Value.Order;
        var declined = OrderSteps.Resolve(order, "c1", ClaimResolution.None, "NO", SalesChannel.Support, Filed).Value.Order;

        var proven = OrderSteps.Prove(order, "p1", Filed).Value.Order;
        var late = OrderSteps.Prove(declined, "p1", Filed).Value.Order;

        Assert.Equal([(ClaimState.InReview, true), (ClaimState.Open, false)], proven.Claims.Select(claim => (claim.State, claim.ProofCame)));
        Assert.Equal((ClaimState.Declined, true), (late.Claims[0].State, late.Claims[0].ProofCame));
        Assert.Equal(proven.Version, OrderSteps.Prove(proven, "p1", Filed.AddDays(1)).Value.Order.Version);
        Assert.Equal(ClaimState.InReview, OrderSteps.Review(late, "c1", Filed).Value.Order.Claims[0].State);
        Assert.Equal("REASON_REQUIRED", OrderSteps.Resolve(order, "c1", ClaimResolution.None, " ", SalesChannel.Support, Filed).Refusal!.Reason);
    }

    [Fact]
    public void Accept_OfUnitsThatCameBackMeanwhile_IsRefused()
    {
        var order = OrderSteps.File(Delivered(), Damaged("c1", new LineUnits("2", 1)), SalesChannel.Web, Filed).Value.Order;
        order = OrderSteps.Receive(order, "r1", "e1", [new LineUnits("2", 1)], Filed, Filed).Order;

        Assert.Equal("CLAIM_EXCEEDS_DELIVERED", OrderSteps.Resolve(order, "c1", ClaimResolution.Refund, "", SalesChannel.Support, Filed).Refusal!.Reason);
        Assert.True(OrderSteps.Withdraw(order, "c1", SalesChannel.Web, Filed).IsAccepted);
    }

    /// <summary>Whatever is claimed, cancelled, shipped again and returned: no unit is given back twice, and never more than was paid.</summary>
    [Fact]
    public void AnyHistory_GivesNoUnitBackTwice() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), Play).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var order = Order(Sale(quantity: random.Next(1, 5)));
        for (var step = 1; step < 16; step++)
        {
            var now = Monday.AddHours(step);
            var parcel = order.Shipments.Count > 0 ? order.Shipments[random.Next(order.Shipments.Count)].ShipmentId : "";
            var claim = order.Claims.Count > 0 ? order.Claims[random.Next(order.Claims.Count)].ClaimId : "";
            LineUnits[] units = [new LineUnits(random.Next(2) == 0 ? "1" : "2", random.Next(1, 3))];
            order = random.Next(9) switch
            {
                0 or 1 => Taken(order, OrderSteps.Ship(order, Parcel($"p{step}", random.Next(2) == 0 ? units : []), now)),
                2 or 3 when parcel.Length > 0 => OrderSteps.Track(order, parcel, [Event(random.Next(4) == 0 ? ShipmentStatus.ReturnToSender : ShipmentStatus.Delivered, step)], now).Order,
                4 => Taken(order, OrderSteps.Cancel(order, units, "", SalesChannel.Web, now)),
                5 or 6 => Taken(order, OrderSteps.File(order, Missing($"c{step}", random.Next(2) == 0 ? units : []) with { ShipmentId = parcel }, SalesChannel.Web, now)),
                7 => Taken(order, OrderSteps.Resolve(order, claim, (ClaimResolution)random.Next(1, 4), "X", SalesChannel.Support, now)),
                _ => Taken(order, OrderSteps.Review(order, claim, now)),
            };
            foreach (var line in Fulfilments.Of(order))
            {
                Assert.True(line.Fulfilled + line.Cancelled <= line.Ordered && line.Delivered <= line.Fulfilled && line.Open >= 0);
            }

            var worth = Fulfilments.Of(order).Zip(order.Sale.Lines, (line, sold) => line.Cancelled * (sold.NetTotalMinor / sold.Quantity)).Sum();
            var isAll = Fulfilments.Of(order).All(line => line.Cancelled == line.Ordered);
            Assert.Equal(isAll ? order.Sale.Totals.Due : worth, new PaymentLedger(order.Sale, order.Money).GivenBackMinor);
        }
    }

    private static Order Taken(Order before, Decision<Change> decision) => decision.IsAccepted ? decision.Value.Order : before;

    private static Order Delivered() => OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.Delivered, 20)], Monday.AddHours(20)).Order;

    private static Claim Missing(string id, params LineUnits[] lines) =>
        new() { ClaimId = id, ShipmentId = "p1", Kind = ClaimKind.DeliveredNotReceived, Lines = lines, FiledAt = Filed, StateAt = Filed };

    private static Claim Damaged(string id, params LineUnits[] lines) => Missing(id, lines) with { Kind = ClaimKind.ArrivedDamaged };
}
