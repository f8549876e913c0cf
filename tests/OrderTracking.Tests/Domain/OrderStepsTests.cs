using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class OrderStepsTests
{
    [Theory]
    [InlineData("US", "2026-03-05T20:00:00Z", "2026-03-06T05:00:00Z", "2026-03-11T06:59:59Z")]
    [InlineData("RO", "2026-03-04T22:30:00Z", "2026-03-05T22:00:00Z", "2026-03-10T21:59:59Z")]
    [InlineData("CN", "2026-03-04T20:00:00Z", "2026-03-05T16:00:00Z", "2026-03-10T15:59:59Z")]
    [InlineData("web", "2026-03-05T20:00:00Z", "2026-03-06T00:00:00Z", "2026-03-10T23:59:59Z")]
    public void Window_OfDays_AreDaysOfTheMarket(string market, string placed, string earliest, string latest) => Assert.Equal(
        new Window(DateTimeOffset.Parse(earliest, null), DateTimeOffset.Parse(latest, null)), Window.Of(new DeliveryDays(1, 5), DateTimeOffset.Parse(placed, null), WorkingDays.BuiltIn.In(market)));

    [Theory]
    [InlineData("IT", "2026-04-02T10:00:00Z", null, "2026-04-07")] // Thursday; Easter Monday is free
    [InlineData("DE", "2026-04-02T10:00:00Z", null, "2026-04-08")] // so is Good Friday
    [InlineData("DE", "2026-04-02T10:00:00Z", "14:00", "2026-04-08")]
    [InlineData("DE", "2026-04-02T12:30:00Z", "14:00", "2026-04-09")] // half past two there
    [InlineData("DE", "2026-04-04T06:00:00Z", "14:00", "2026-04-09")] // Saturday counts as Tuesday
    [InlineData("CN", "2026-02-13T04:00:00Z", null, "2026-02-23")] // Friday before the Spring Festival
    public void DeliveryDays_MayBeWorkingDays_FromACutOff(string country, string placed, string? cutOff, string last)
    {
        var days = new DeliveryDays(1, 2) { AreWorkingDays = true, CutOff = cutOff is null ? null : TimeOnly.Parse(cutOff, null) };
        var there = WorkingDays.BuiltIn.In(country);

        Assert.Equal(DateOnly.Parse(last, null), there.LastDays.DayOf(days.From(DateTimeOffset.Parse(placed, null), there).LatestAt));
    }

    [Fact]
    public void Place_CountsTheDaysOfWhereItGoes()
    {
        var sale = Sale() with { Promised = new DeliveryDays(1, 1), PlacedAt = DateTimeOffset.Parse("2026-03-02T16:00:00Z", null) };

        Assert.Equal("2026-03-03T22:59:59Z", Latest(sale));
        Assert.Equal("2026-03-04T14:59:59Z", Latest(sale with { Country = "JP" }));
    }

    [Fact]
    public void Deliver_AtAnotherTime_IsToldAgain()
    {
        var order = OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31)).Order;

        var moved = OrderSteps.Correct(order, "p1", Correction(ShipmentStatus.Delivered, 40), Monday.AddHours(41)).Value;

        Assert.Equal(Monday.AddHours(40), Assert.Single(moved.Events.OfType<OrderDelivered>()).EffectiveAt);
        Assert.DoesNotContain(moved.Events, e => e is OrderDeliveryCorrected);
    }

    [Fact]
    public void Place_Shipped_IsProcessing_AndTellsOnlyThatItExists()
    {
        var change = OrderSteps.Place(Sale(), Monday);

        Assert.Equal(OrderStatus.Processing, change.Order.Status);
        Assert.Equal(["OrderPlaced"], Names(change));
        Assert.Equal(1, change.Order.Version);
    }

    [Fact]
    public void Place_TakenAway_IsDeliveredAtOnce()
    {
        var change = OrderSteps.Place(Sale(method: FulfilmentMethod.TakeAway), Monday.AddYears(1));

        Assert.Equal(OrderStatus.Delivered, change.Order.Status);
        Assert.Equal(["OrderPlaced", "FulfilmentChanged", "OrderDelivered"], Names(change));
        Assert.All(change.Events, e => Assert.Equal(Monday, e.EffectiveAt));
        Assert.True(change.Events.OfType<OrderDelivered>().Single().HandedOver);
    }

    [Fact]
    public void Place_WithPromise_PromisesOnce_ButHistoryDoesNot()
    {
        var window = new DeliveryDays(1, 3);
        Assert.Equal(["OrderPlaced", "PromiseMade"], Names(OrderSteps.Place(Sale() with { Promised = window }, Monday)));
        Assert.Equal(["OrderPlaced"], Names(OrderSteps.Place(Sale(origin: OrderOrigin.Historical) with { Promised = window }, Monday)));
    }

    [Fact]
    public void SecondSale_IsRefundedOnce()
    {
        var first = OrderSteps.RefundSecondSale(Order(), Sale(), "refund-1", Monday)!;

        var refund = Assert.IsType<RefundRequested>(Assert.Single(first.Events));
        Assert.Equal(6000, refund.Refund.AmountMinor);
        Assert.Equal("SECOND_SALE", refund.Refund.Reason);
        Assert.Equal(6000, new PaymentLedger(first.Order.Sale, first.Order.Money).Tenders.Sum(tender => tender.LeftMinor));
        Assert.Null(OrderSteps.RefundSecondSale(first.Order, Sale(), "refund-1", Monday));
    }

    [Fact]
    public void SecondSale_PaidWithPointsOrCoupons_GivesThemBackToo_ButNotThoseOfTheOrderItself()
    {
        var order = Order(Sale() with { HoldId = "c/1/1" });

        Assert.Equal(
            ["RefundRequested", "SecondSaleRefused"], Names(OrderSteps.RefundSecondSale(order, Sale() with { HoldId = "c/1/2" }, "refund-1", Monday)!));
        Assert.Equal(
            [new SecondSaleRefused(Monday, "c/1/2")],
            OrderSteps.RefundSecondSale(order, Sale() with { HoldId = "c/1/2", Tenders = [] }, "refund-1", Monday)!.Events);
        Assert.Equal(["RefundRequested"], Names(OrderSteps.RefundSecondSale(order, Sale() with { HoldId = "c/1/1" }, "refund-1", Monday)!));
    }

    [Fact]
    public void Ship_Everything_ThenDelivered_TellsEachStep()
    {
        var shipped = OrderSteps.Ship(Order(), Parcel("p1"), Monday).Value;
        Assert.Equal(["ShipmentCreated"], Names(shipped));
        Assert.Equal([new LineUnits("1", 3), new LineUnits("2", 1)], shipped.Order.Shipments[0].Lines);
        Assert.Equal(OrderStatus.Processing, shipped.Order.Status);

        var moving = OrderSteps.Track(shipped.Order, "p1", [Event(ShipmentStatus.PickedUp, 2)], Monday.AddHours(3));
        Assert.Equal(["ShipmentStatusChanged", "FulfilmentChanged"], Names(moving));
        Assert.Equal(OrderStatus.InTransit, moving.Order.Status);

        var delivered = OrderSteps.Track(moving.Order, "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31));
        Assert.Equal(["ShipmentStatusChanged", "FulfilmentChanged", "OrderDelivered"], Names(delivered));
        Assert.Equal(OrderStatus.Delivered, delivered.Order.Status);
        Assert.Equal(Monday.AddHours(30), delivered.Order.DeliveredAt);
    }

    [Fact]
    public void Track_KnownEvent_ChangesNothing()
    {
        var order = OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.PickedUp, 2)], Monday.AddHours(3)).Order;

        var again = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.PickedUp, 2)], Monday.AddHours(4));

        Assert.Empty(again.Events);
        Assert.Equal(order.Version, again.Order.Version);
    }

    [Fact]
    public void Track_LateOldNews_IsKept_AndRaisesNoStatus()
    {
        var order = OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31)).Order;

        var late = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.OutForDelivery, 25)], Monday.AddHours(32));

        Assert.DoesNotContain(late.Events, e => e is ShipmentStatusChanged);
        Assert.Equal(2, late.Order.Shipments[0].Events.Count);
        Assert.True(late.Order.Version > order.Version);
    }

    [Fact]
    public void TwoParcels_OneProblem_DoesNotEraseTheOther()
    {
        var order = Shipped(Shipped(Order(), "p1", new LineUnits("1", 3)), "p2", new LineUnits("2", 1));
        order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.Delivered, 20)], Monday.AddHours(20)).Order;
        order = OrderSteps.Track(order, "p2", [Event(ShipmentStatus.ReturnToSender, 21)], Monday.AddHours(21)).Order;

        Assert.Equal(OrderStatus.Problem, order.Status);
        Assert.Equal(3, Fulfilments.Of(order)[0].Delivered);

        // What came back can be sent again.
        order = Shipped(order, "p3", new LineUnits("2", 1));
        order = OrderSteps.Track(order, "p3", [Event(ShipmentStatus.Delivered, 50)], Monday.AddHours(50)).Order;
        Assert.Equal(OrderStatus.Delivered, order.Status);
    }

    [Fact]
    public void Ship_MoreThanOpen_OrUnknownLine_IsRefused()
    {
        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", OrderSteps.Ship(Order(), Parcel("p", new LineUnits("1", 2), new LineUnits("1", 2)), Monday).Refusal!.Reason);
        Assert.Equal("LINE_NOT_FOUND", OrderSteps.Ship(Order(), Parcel("p", new LineUnits("9", 1)), Monday).Refusal!.Reason);
        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", OrderSteps.Ship(Shipped(Order()), Parcel("p"), Monday).Refusal!.Reason);
    }

    [Fact]
    public void Correct_DeliveredThatWasNone_TellsTheCorrection_AndDeliveryCanComeAgain()
    {
        var order = OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31)).Order;

        var corrected = OrderSteps.Correct(order, "p1", Correction(ShipmentStatus.DeliveryFailed, 32), Monday.AddHours(33)).Value;
        Assert.Equal(["ShipmentStatusChanged", "FulfilmentChanged", "OrderDeliveryCorrected"], Names(corrected));
        Assert.True(corrected.Events.OfType<ShipmentStatusChanged>().Single().Correction);
        Assert.Equal(OrderStatus.Problem, corrected.Order.Status);

        var again = OrderSteps.Track(corrected.Order, "p1", [Event(ShipmentStatus.Delivered, 50)], Monday.AddHours(51));
        Assert.Contains(again.Events, e => e is OrderDelivered);
    }

    [Fact]
    public void Correct_WithoutReason_OrUnknownParcel_IsRefused()
    {
        Assert.Equal("REASON_REQUIRED", OrderSteps.Correct(Shipped(Order()), "p1", Correction(ShipmentStatus.InTransit, 1) with { Description = " " }, Monday).Refusal!.Reason);
        Assert.Equal("SHIPMENT_NOT_FOUND", OrderSteps.Correct(Shipped(Order()), "p9", Correction(ShipmentStatus.InTransit, 1), Monday).Refusal!.Reason);
    }

    [Fact]
    public void Reported_InTheFuture_OrBeforeTheOrder_IsRefused()
    {
        var order = Shipped(Order());
        var now = Monday.AddHours(5);

        Assert.Equal(("OCCURRED_IN_FUTURE", "occurred_at"), Corrected(5.1));
        Assert.Equal(("OCCURRED_BEFORE_ORDER", "occurred_at"), Corrected(-0.1));
        Assert.Equal(("OCCURRED_IN_FUTURE", "picked_up_at"), PickedUp(5.1));
        Assert.Equal(("OCCURRED_BEFORE_ORDER", "picked_up_at"), PickedUp(-0.1));
        Assert.True(OrderSteps.Correct(order, "p1", Correction(ShipmentStatus.InTransit, 5.05), now).IsAccepted);
        Assert.Equal(
            [ShipmentStatus.PickedUp, ShipmentStatus.InTransit],
            OrderSteps.Ship(Order(), Parcel("p2") with { Events = [Event(ShipmentStatus.PickedUp, 4)] }, now, Event(ShipmentStatus.InTransit, 20))
                .Value.Order.Shipments[0].Events.Select(e => e.Status));

        (string, string?) Corrected(double hours) => Why(OrderSteps.Correct(order, "p1", Correction(ShipmentStatus.InTransit, hours), now));
        (string, string?) PickedUp(double hours) => Why(OrderSteps.Ship(Order(), Parcel("p2") with { Events = [Event(ShipmentStatus.PickedUp, hours)] }, now));
        static (string, string?) Why(Platform.Domain.Decision<Change> decision) => (decision.Refusal!.Reason, decision.Refusal.Field);
    }

    [Fact]
    public void Cancel_InParts_RefundsExactlyWhatWasPaid()
    {
        var sale = Sale() with { Totals = new OrderTotals(5500, 0, 0, 500, 7, 6007), Tenders = [new Tender(TenderKind.Card, "card", 2003), new Tender(TenderKind.Cash, "", 3000), new Tender(TenderKind.Cash, "", 1004)] };
        var order = Order(sale);
        var refunds = new List<RefundRequested>();
        foreach (var units in new[] { new LineUnits("1", 1), new LineUnits("1", 1), new LineUnits("2", 1), new LineUnits("1", 1) })
        {
            var change = OrderSteps.Cancel(order, [units], "CHANGED_MIND", SalesChannel.App, Monday).Value;
            order = change.Order;
            refunds.AddRange(change.Events.OfType<RefundRequested>());
        }

        Assert.Equal(OrderStatus.Cancelled, order.Status);
        Assert.Equal(6007, refunds.Sum(refund => refund.Refund.AmountMinor));
        Assert.All(refunds, refund => Assert.Equal(refund.Refund.AmountMinor, refund.Instructions.Sum(instruction => instruction.To.AmountMinor)));
        Assert.Equal(2003, refunds.SelectMany(refund => refund.Instructions).Where(instruction => instruction.To.Kind is TenderKind.Card).Sum(instruction => instruction.To.AmountMinor));
        Assert.Equal(4, refunds.Select(refund => refund.Refund.RefundId).Distinct().Count());
    }

    [Fact]
    public void Cancel_InParts_OfASaleInCash_PaysOutInCoins_AndInTheEndWhatWasPaid()
    {
        // Three at 3.33 and one at 25.02, postage 5.00: 40.01, in cash 40.00.
        var sale = Sale() with
        {
            Lines = [Line("1", 3, 333), Line("2", 1, 2502)],
            Totals = new OrderTotals(3501, 0, 0, 500, 0, 4000) { Rounding = -1 },
            Tenders = [new Tender(TenderKind.Cash, "", 4000)],
        };
        var order = Order(sale);
        Assert.NotEqual(OrderStatus.PaymentDue, order.Status);
        var refunds = new List<RefundRequested>();
        foreach (var units in new[] { new LineUnits("1", 1), new LineUnits("1", 1), new LineUnits("2", 1), new LineUnits("1", 1) })
        {
            var change = OrderSteps.Cancel(order, [units], "CHANGED_MIND", SalesChannel.App, Monday).Value;
            order = change.Order;
            refunds.Add(change.Events.OfType<RefundRequested>().Single());
        }

        Assert.Equal([335, 330, 2505, 830], refunds.Select(refund => refund.Refund.AmountMinor));
        Assert.Equal([2, -3, 3, -3], refunds.Select(refund => refund.Refund.RoundingMinor));
        Assert.All(refunds, refund => Assert.Equal(refund.Refund.AmountMinor, refund.Instructions.Single().To.AmountMinor));
    }

    [Fact]
    public void Cancel_Refusals_SayWhyNot()
    {
        Assert.Equal("ALREADY_SHIPPED", Refused(Shipped(Order())));
        var cancelled = OrderSteps.Cancel(Order(), [], "", SalesChannel.Web, Monday).Value.Order;
        Assert.Equal("ALREADY_CANCELLED", Refused(cancelled));
        Assert.Equal("LINE_NOT_FOUND", OrderSteps.Cancel(Order(), [new LineUnits("9", 1)], "", SalesChannel.Web, Monday).Refusal!.Reason);
        Assert.Equal("ORDER_CANCELLED", OrderSteps.Ship(cancelled, Parcel("p"), Monday).Refusal!.Reason);
        Assert.Equal("ORDER_CANCELLED", OrderSteps.SetPromise(cancelled, new Window(Monday, Monday.AddDays(1)), [], Monday).Refusal!.Reason);

        static string Refused(Order order) => OrderSteps.Cancel(order, [], "", SalesChannel.Web, Monday).Refusal!.Reason;
    }

    [Fact]
    public void Cancel_TheRest_WhenTheOtherPartIsDelivered_DeliversTheOrder()
    {
        var order = Shipped(Order(), "p1", new LineUnits("1", 3));
        order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.Delivered, 20)], Monday.AddHours(20)).Order;

        var change = OrderSteps.Cancel(order, [], "OUT_OF_STOCK", SalesChannel.Support, Monday.AddHours(21)).Value;

        Assert.Equal(["OrderCancelled", "RefundRequested", "FulfilmentChanged", "OrderDelivered"], Names(change));
        Assert.Equal(2500, change.Order.Cancellations[0].RefundMinor);
        Assert.Equal(OrderStatus.Delivered, change.Order.Status);
    }

    [Fact]
    public void Returns_ReceiptsThenResolution_TheResolutionCounts_InAnyOrderAndOnce()
    {
        var order = Order(Sale(method: FulfilmentMethod.TakeAway));
        var received = OrderSteps.Receive(order, "r1", "e1", [new LineUnits("1", 1)], Monday, Monday).Order;
        received = OrderSteps.Receive(received, "r1", "e2", [new LineUnits("1", 1)], Monday, Monday).Order;
        received = OrderSteps.Receive(received, "r1", "e2", [new LineUnits("1", 1)], Monday, Monday).Order;
        Assert.Equal(2, Fulfilments.Of(received)[0].Returned);

        var resolved = Returned(received, "r1", Monday, new LineUnits("1", 1));
        Assert.Equal(1, Fulfilments.Of(resolved)[0].Returned);
        var early = Returned(order, "r1", Monday, new LineUnits("1", 1));
        Assert.Equal(1, Fulfilments.Of(OrderSteps.Receive(early, "r1", "e1", [new LineUnits("1", 3)], Monday, Monday).Order)[0].Returned);
    }

    [Fact]
    public void Returns_Everything_IsReturned_AndNeverMoreThanFulfilled()
    {
        var order = Returned(
            Order(Sale(method: FulfilmentMethod.TakeAway)), "r1", Monday, new LineUnits("1", 5), new LineUnits("2", 1), new LineUnits("gone", 1));

        Assert.Equal(3, Fulfilments.Of(order)[0].Returned);
        Assert.Equal(OrderStatus.Returned, order.Status);
    }

    [Fact]
    public void NonMerchandise_FollowsTheGoods()
    {
        var sale = Sale();
        var order = Shipped(Order(sale with { Lines = [.. sale.Lines, Line("post", 1, 300) with { NonMerchandise = true }] }), "p1", new LineUnits("1", 3), new LineUnits("2", 1));

        order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.Delivered, 20)], Monday.AddHours(20)).Order;

        Assert.Equal(OrderStatus.Delivered, order.Status);
    }

    [Fact]
    public void Claim_OnlyWithoutOwner_AndAgainByTheSame()
    {
        var receipt = Order(Sale() with { CustomerId = "" });
        var claimed = OrderSteps.Claim(receipt, "customer-9", Monday).Value;

        Assert.Equal(["OrderClaimed"], Names(claimed));
        Assert.Empty(OrderSteps.Claim(claimed.Order, "customer-9", Monday).Value.Events);
        Assert.IsType<OrderNotFound>(OrderSteps.Claim(claimed.Order, "customer-8", Monday).Refusal);
    }

    private static string[] Names(Change change) => [.. change.Events.Select(e => e.GetType().Name)];

    private static string Latest(Sale sale) => OrderSteps.Place(sale, sale.PlacedAt).Order.Promise!.Window.LatestAt.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
