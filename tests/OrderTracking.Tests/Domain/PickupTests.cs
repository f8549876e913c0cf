using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>What stores do for orders.</summary>
public sealed class PickupTests
{
    private const string First = "order-1~s1";
    private const string Second = "order-1~s2";
    private static readonly (string, string) Owner = ("", "");
    private static readonly StorePlace Rome = new("Milano Brera", "Via Brera 1, 20121 Milano", "Europe/Rome");

    private static Order Placed => Order(Sale(method: FulfilmentMethod.Pickup) with { Stores = new Dictionary<string, StorePlace> { ["milano-1"] = Rome } });

    private static Order Ready => OrderSteps.MarkReady(Placed, First, [], Told(2), Monday.AddHours(2)).Value.Order;

    [Fact]
    public void Sale_OfTwoStores_GivesEachItsWork_AndHistoryNone()
    {
        var sale = Sale();
        sale = sale with { Lines = [Line("1", 3, 1000, FulfilmentMethod.Pickup), Line("2", 1, 2500, FulfilmentMethod.Pickup) with { MethodReference = "bari-1" }, Line("3", 1, 100)] };
        var placed = OrderSteps.Place(sale, Monday);

        Assert.Equal([("order-1~s1", "bari-1", "2"), ("order-1~s2", "milano-1", "1")], placed.Order.Pickups.Select(pickup => (pickup.PickupId, pickup.StoreId, pickup.Lines.Single().LineId)));
        Assert.All(placed.Events.OfType<PickupChanged>(), told => Assert.Equal((PickupStatus.Waiting, PickupStatus.Unspecified), (told.State.Status, told.Previous)));
        Assert.Equal(2, placed.Events.OfType<PickupChanged>().Count());
        Assert.Empty(OrderSteps.Place(sale with { Origin = OrderOrigin.Historical }, Monday).Order.Pickups);
    }

    [Fact]
    public void Work_PickedReadyCollected_IsToldOnceEach_AndDelivers()
    {
        var told = new List<OrderEvent>();
        var order = Step(Placed, OrderSteps.AcceptPickup(Placed, First, Told(1), Monday.AddHours(1)), told);
        order = Step(order, OrderSteps.AcceptPickup(order, First, Told(1), Monday.AddHours(1)), told);
        order = Step(order, OrderSteps.MarkReady(order, First, [new LineUnits("1", 2)], Told(2), Monday.AddHours(2)), told);
        Assert.Equal(PickupStatus.Picking, Of(order).Status);
        Assert.Equal(new QuantityExceedsPickup("1", 1), OrderSteps.MarkReady(order, First, [new LineUnits("1", 2)], Told(3), Monday.AddHours(3)).Refusal);
        order = Step(order, OrderSteps.MarkReady(order, First, [], Told(3), Monday.AddHours(3)), told);
        Assert.Equal((PickupStatus.Ready, OrderStatus.PickupAvailable), (Of(order).Status, order.Status));
        Assert.All(Fulfilments.Of(order), line => Assert.Equal((line.Ordered, 0), (line.Allocated, line.Fulfilled)));
        order = Step(order, OrderSteps.Collect(order, First, [], Owner, Told(30), Monday.AddHours(30)), told);

        Assert.Equal([PickupStatus.Picking, PickupStatus.Ready, PickupStatus.Collected], told.OfType<PickupChanged>().Select(e => e.State.Status));
        Assert.Equal((OrderStatus.Delivered, Monday.AddHours(30), "HANDED_OVER"), (order.Status, order.DeliveredAt, Explanation.Of(order).Code));
        Assert.True(Assert.Single(told.OfType<OrderDelivered>()).HandedOver);
        Assert.Equal("PICKUP_OVER", OrderSteps.Collect(order, First, [], Owner, Told(31), Monday.AddHours(31)).Refusal!.Reason);
    }

    [Fact]
    public void HandOver_ToldBeforeTheGoodsWereReady_ComesToTheSame()
    {
        var late = OrderSteps.Collect(Placed, First, [], Owner, Told(5), Monday.AddHours(6)).Value.Order;
        late = OrderSteps.MarkReady(late, First, [new LineUnits("1", 3), new LineUnits("2", 1)], Told(2), Monday.AddHours(7)).Value.Order;
        var inOrder = OrderSteps.Collect(Ready, First, [], Owner, Told(5), Monday.AddHours(6)).Value.Order;

        Assert.Equal(Of(inOrder).Lines, Of(late).Lines);
        Assert.Equal((inOrder.Status, inOrder.DeliveredAt), (late.Status, late.DeliveredAt));
        Assert.Equal("PICKUP_OVER", OrderSteps.MarkReady(inOrder, First, [new LineUnits("1", 1)], Told(8), Monday.AddHours(8)).Refusal!.Reason);
    }

    [Fact]
    public void Ready_IsRemindedAndExpires_ByTheStoresDays_AndGivesTheMoneyBack()
    {
        // Ready on Monday in Rome: kept for the seven days after it, the reminder two days before the last at ten o'clock there.
        var days = LocalDays.In("Europe/Rome");
        Assert.Equal(days.From(new DateOnly(2026, 3, 7), new TimeOnly(10, 0)), Ready.NextLookAt);
        var reminded = OrderSteps.Look(Ready, Ready.NextLookAt!.Value);
        Assert.Equal(days.EndOf(new DateOnly(2026, 3, 9)), Assert.Single(reminded.Events.OfType<PickupReminded>()).ExpiresAt);
        Assert.Equal(days.EndOf(new DateOnly(2026, 3, 9)), reminded.Order.NextLookAt);

        var expired = OrderSteps.Look(reminded.Order, reminded.Order.NextLookAt!.Value);
        Assert.Equal(PickupStatus.Expired, Of(expired.Order).Status);
        var cancelled = Assert.Single(expired.Events.OfType<OrderCancelled>());
        Assert.Equal((OrderSteps.PickupExpired, true, 6000L), (cancelled.Cancellation.Reason, cancelled.WholeOrder, cancelled.Cancellation.RefundMinor));
        Assert.All(cancelled.Cancellation.Places, place => Assert.Equal(("milano-1", false), (place.StoreId, place.IsGone)));
        Assert.Single(expired.Events.OfType<RefundRequested>());
        Assert.Equal(OrderStatus.Cancelled, expired.Order.Status);
        Assert.Null(expired.Order.NextLookAt);
    }

    [Fact]
    public void Extension_MovesTheEnd_RemindsAgain_AndHasALimit()
    {
        var reminded = OrderSteps.Look(Ready, Ready.NextLookAt!.Value).Order;
        var extended = OrderSteps.ExtendPickup(reminded, First, 3, Told(121), Monday.AddHours(121)).Value;
        Assert.Equal(Of(Ready).ExpiresAt!.Value.AddDays(3), Assert.Single(extended.Events.OfType<PickupExtended>()).ExpiresAt);
        Assert.Single(OrderSteps.Look(extended.Order, extended.Order.NextLookAt!.Value).Events.OfType<PickupReminded>());
        Assert.Equal(new ExtensionTooLong(4), OrderSteps.ExtendPickup(extended.Order, First, 5, Told(122), Monday.AddHours(122)).Refusal);

        var late = OrderSteps.ExtendPickup(reminded, First, 1, Told(170), Monday.AddHours(170)).Value.Order;
        Assert.Equal(Of(late).ExpiresAt, late.NextLookAt);

        var most = OrderSteps.ExtendPickup(extended.Order, First, 0, Told(123), Monday.AddHours(123)).Value.Order;
        Assert.Equal(new ExtensionTooLong(0), OrderSteps.ExtendPickup(most, First, 0, Told(124), Monday.AddHours(124)).Refusal);
        Assert.Equal("PICKUP_NOT_READY", OrderSteps.ExtendPickup(Placed, First, 1, Told(1), Monday.AddHours(1)).Refusal!.Reason);
    }

    [Fact]
    public void Rejected_MovedToAnotherStore_IsItsWork_AndStockFollows()
    {
        var rejected = OrderSteps.RejectPickup(Placed, First, [new LineUnits("1", 2)], PickupRejection.OutOfStock, Told(1), Monday.AddHours(1)).Value;
        Assert.Single(rejected.Events.OfType<PickupRejected>());
        Assert.DoesNotContain(rejected.Events, e => e is OrderCancelled);
        var moved = OrderSteps.MovePickup(rejected.Order, First, [], "bari-1", Rome, Told(2), Monday.AddHours(2)).Value;

        var told = Assert.Single(moved.Events.OfType<PickupMoved>());
        Assert.Equal((First, Second, true), (told.From!.PickupId, told.To!.PickupId, told.IsGone));
        Assert.Equal([("1", 2)], moved.Order.Pickups[1].Lines.Select(units => (units.LineId, units.Quantity)));
        Assert.Equal((1, 2), (Of(moved.Order).Lines[0].Waiting, Of(moved.Order).Lines[0].Moved));

        var done = OrderSteps.Collect(moved.Order, First, [], Owner, Told(3), Monday.AddHours(3)).Value.Order;
        done = OrderSteps.Collect(done, Second, [], Owner, Told(4), Monday.AddHours(4)).Value.Order;
        Assert.Equal(OrderStatus.Delivered, done.Status);
    }

    [Fact]
    public void Rejected_AndNotMovedInTime_IsCancelled_AndTheGoodsAreGone()
    {
        var rejected = OrderSteps.RejectPickup(Placed, First, [], PickupRejection.Damaged, Told(1), Monday.AddHours(1)).Value.Order;
        Assert.Equal(Monday.AddHours(25), rejected.NextLookAt);
        Assert.DoesNotContain(OrderSteps.Look(rejected, Monday.AddHours(24)).Events, e => e is OrderCancelled);

        var given = OrderSteps.Look(rejected, Monday.AddHours(25));
        var cancelled = Assert.Single(given.Events.OfType<OrderCancelled>());
        Assert.All(cancelled.Cancellation.Places, place => Assert.True(place.IsGone));
        Assert.Equal((PickupStatus.Rejected, OrderStatus.Cancelled), (Of(given.Order).Status, given.Order.Status));
        Assert.Equal("PICKUP_EVENT_FINAL", OrderSteps.UndoPickupEvent(given.Order, First, "told@1", "found", Told(26), Monday.AddHours(26)).Refusal!.Reason);
    }

    [Fact]
    public void Rejected_AndNotMovedInTime_WhileTheRestIsRemindedOf_IsCancelledOnce()
    {
        var remindAt = Of(Ready).RemindAt!.Value;
        var rejected = OrderSteps.RejectPickup(Ready, First, [new LineUnits("2", 1)], PickupRejection.Damaged, Told(3), Monday.AddHours(3)).Value.Order;
        var at = Monday.AddHours(3) + (remindAt - Of(rejected).GiveUpAt!.Value);
        rejected = OrderSteps.RejectPickup(Ready, First, [new LineUnits("2", 1)], PickupRejection.Damaged, new PickupTold("rejected", "till-1", at), at).Value.Order;
        Assert.Equal(remindAt, Of(rejected).GiveUpAt);

        var looked = OrderSteps.Look(rejected, remindAt);

        Assert.Single(looked.Events.OfType<PickupReminded>());
        Assert.Equal((0, 1), (Of(looked.Order).Lines[1].Rejected, Of(looked.Order).Lines[1].Cancelled));
        Assert.Single(OrderSteps.Look(looked.Order, remindAt.AddMinutes(1)).Order.Cancellations);
    }

    [Fact]
    public void Rejected_ByTheCustomer_IsCancelledAtOnce_AndTheGoodsAreThere()
    {
        var change = OrderSteps.RejectPickup(Ready, First, [new LineUnits("2", 1)], PickupRejection.CustomerRequest, Told(3), Monday.AddHours(3)).Value;

        var cancelled = Assert.Single(change.Events.OfType<OrderCancelled>()).Cancellation;
        Assert.Equal(new PlaceUnits("2", 1, "milano-1", false), Assert.Single(cancelled.Places));
        Assert.Equal(2500, cancelled.RefundMinor);
    }

    [Fact]
    public void Moved_ToBeShipped_IsFreeForAParcel_AndOnlyThen()
    {
        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", OrderSteps.Ship(Placed, Parcel("p1"), Monday.AddHours(1)).Refusal!.Reason);
        var moved = OrderSteps.MovePickup(Placed, First, [], "", StorePlace.Unknown, Told(1), Monday.AddHours(1)).Value.Order;

        var sent = OrderSteps.Track(Shipped(moved), "p1", [Event(ShipmentStatus.Delivered, 50)], Monday.AddHours(51)).Order;
        Assert.Equal(OrderStatus.Delivered, sent.Status);
    }

    [Fact]
    public void Cancelled_TakesWhatWaits_NotWhatIsReady()
    {
        var order = OrderSteps.MarkReady(Placed, First, [new LineUnits("1", 1)], Told(2), Monday.AddHours(2)).Value.Order;
        var planned = Assert.Single(OrderSteps.PlanCancel(order, [new LineUnits("1", 3)]).Value.Lines);
        Assert.Equal((2, new RefusedUnits(LineRefusal.InParcel, 1)), (planned.Cancelled, Assert.Single(planned.Refused)));
        var cancelled = OrderSteps.Cancel(order, [], "", SalesChannel.Web, Monday.AddHours(3)).Value;

        Assert.Equal(["milano-1", "milano-1"], cancelled.Order.Cancellations[0].Places.Select(place => place.StoreId));
        Assert.Equal((PickupStatus.Ready, 1, 2), (Of(cancelled.Order).Status, Of(cancelled.Order).Lines[0].Ready, Of(cancelled.Order).Lines[0].Cancelled));
    }

    [Fact]
    public void Arrival_IsShownUntilSomethingIsHandedOver()
    {
        Assert.Equal("PICKUP_NOT_READY", OrderSteps.Arrive(Placed, First, "bay 4", Told(1), Monday.AddHours(1)).Refusal!.Reason);
        var there = OrderSteps.Arrive(Ready, First, "bay 4", Told(20), Monday.AddHours(20)).Value;
        Assert.Single(there.Events.OfType<CustomerArrived>());
        Assert.Equal("bay 4", Of(there.Order).Arrival!.Note);

        var part = OrderSteps.Collect(there.Order, First, [new LineUnits("1", 1)], Owner, Told(21), Monday.AddHours(21)).Value.Order;
        Assert.Null(Of(part).Arrival);
        Assert.Equal(PickupStatus.Ready, Of(part).Status);
    }

    [Fact]
    public void Undone_HandOver_TakesTheDeliveryBack_Once()
    {
        var collected = OrderSteps.Collect(Ready, First, [], Owner, Told(20), Monday.AddHours(20)).Value.Order;
        Assert.Equal("REASON_REQUIRED", OrderSteps.UndoPickupEvent(collected, First, "told@20", " ", Told(21), Monday.AddHours(21)).Refusal!.Reason);
        Assert.Equal("PICKUP_EVENT_NOT_FOUND", OrderSteps.UndoPickupEvent(collected, First, "other", "wrong customer", Told(21), Monday.AddHours(21)).Refusal!.Reason);

        var undone = OrderSteps.UndoPickupEvent(collected, First, "told@20", "wrong customer", Told(21), Monday.AddHours(21)).Value;
        Assert.Single(undone.Events.OfType<OrderDeliveryCorrected>());
        Assert.Equal((PickupStatus.Ready, OrderStatus.PickupAvailable), (Of(undone.Order).Status, undone.Order.Status));
        Assert.Empty(OrderSteps.UndoPickupEvent(undone.Order, First, "told@20", "again", Told(22), Monday.AddHours(22)).Value.Events);
    }

    [Fact]
    public void ShipFromStore_IsTheStoresWork_AndCountsByItsParcels()
    {
        var order = OrderSteps.AssignToStore(Order(), "milano-1", Rome, [new LineUnits("1", 3)], Monday.AddHours(1)).Value.Order;
        Assert.Equal("PICKUP_NOT_READY", OrderSteps.Arrive(order, First, "", Told(1), Monday.AddHours(1)).Refusal!.Reason);
        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", OrderSteps.AssignToStore(order, "bari-1", Rome, [new LineUnits("1", 1)], Monday.AddHours(1)).Refusal!.Reason);
        order = OrderSteps.MarkReady(order, First, [], Told(2), Monday.AddHours(2)).Value.Order;
        Assert.NotEqual(OrderStatus.PickupAvailable, order.Status);
        Assert.Null(Of(order).ExpiresAt);

        order = OrderSteps.Send(order, First, Parcel("p1"), Monday.AddHours(3)).Value.Order;
        Assert.Equal((PickupStatus.Collected, First), (Of(order).Status, order.Shipments[0].PickupId));
        Assert.Equal([("2", 1)], Shipped(order, "p2").Shipments[1].Lines.Select(units => (units.LineId, units.Quantity)));
        Assert.Equal("PICKUP_OVER", OrderSteps.Send(order, First, Parcel("p3"), Monday.AddHours(3)).Refusal!.Reason);

        order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.ReturnToSender, 50)], Monday.AddHours(51)).Order;
        Assert.Equal((PickupStatus.Ready, 3), (Of(order).Status, Of(order).Lines[0].Ready));
        Assert.Equal("PICKUP_IS_COLLECTED", OrderSteps.Send(Ready, First, Parcel("p1"), Monday.AddHours(3)).Refusal!.Reason);
    }

    [Fact]
    public void Expiry_AfterThePromiseWasKept_LeavesItKept()
    {
        var kept = OrderSteps.SetPromise(Placed, new Window(Monday, Monday.AddDays(30)), [], Monday).Value.Order;
        kept = OrderSteps.MarkReady(kept, First, [], Told(2), Monday.AddHours(2)).Value.Order;
        Assert.Equal(PromiseState.Kept, kept.Promise!.State);

        Assert.Equal(PromiseState.Kept, OrderSteps.Look(kept, Monday.AddDays(20)).Order.Promise!.State);
    }

    [Fact]
    public void Days_AreTheStores_WhereAllIsCollectedThere()
    {
        var sale = Sale(method: FulfilmentMethod.Pickup) with { Market = "US", Stores = new Dictionary<string, StorePlace> { ["milano-1"] = new("Fifth Avenue", "", "America/New_York") } };
        var order = OrderSteps.SetPromise(Order(sale), new Window(Monday, Monday.AddDays(1)), [], Monday).Value.Order;
        Assert.Equal("America/New_York", order.Days.ZoneId);
        Assert.Equal("America/New_York", OrderTracking.Store.OrderMapping.ToProto(order).Promise.TimeZone);
        var part = Order(sale with { Lines = [sale.Lines[0], Line("2", 1, 2500)] });
        Assert.Equal(part.Sale.Place.LastDays.ZoneId, part.Days.ZoneId);
    }

    [Fact]
    public void Collectors_AreFiveAtATime()
    {
        var order = Ready;
        for (var i = 0; i < Pickup.MostCollectors; i++)
        {
            order = OrderSteps.AuthorizeCollector(order, First, "Bruno", Monday).Value.Order;
        }

        Assert.Equal("TOO_MANY_COLLECTORS", OrderSteps.AuthorizeCollector(order, First, "Carla", Monday).Refusal!.Reason);
        order = OrderSteps.RevokeCollector(order, First, "2", Monday).Value.Order;
        Assert.Equal("6", OrderSteps.AuthorizeCollector(order, First, "Carla", Monday).Value.Order.Pickups[0].Collectors[^1].CollectorId);
        Assert.Equal("COLLECTOR_NOT_FOUND", OrderSteps.RevokeCollector(order, First, "9", Monday).Refusal!.Reason);
    }

    [Theory]
    [InlineData("markets: {}", "'*'")]
    [InlineData("markets: { '*': { holdDays: 7, remindAt: '10:00' }, DE: { holdDays: 0, remindAt: '10:00' } }", "DE")]
    [InlineData("markets: { '*': { holdDays: 7, remindAt: 'noon' } }", "'*'")]
    [InlineData("holdWeeks: 3", "holdWeeks")]
    public void Terms_OfAFaultyFile_NameTheFault(string yaml, string fault) =>
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => PickupTerms.Read(new StringReader(yaml))).Message, StringComparison.Ordinal);

    private static PickupState Of(Order order) => PickupState.Of(order.Pickups[0], order);

    private static Order Step(Order before, Decision<Change> step, List<OrderEvent> told)
    {
        told.AddRange(step.Value.Events);
        return step.Value.Order;
    }
}
