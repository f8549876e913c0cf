using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Milestones, hand-over, parcels that are called off, and addresses that change.</summary>
public sealed class ShippingTests
{
    private static readonly DateTimeOffset Noon = Monday.AddHours(3);

    [Fact]
    public void Milestones_CountWhatIsPickedAndPacked_OnceForAnId_AndTellIt()
    {
        var picked = OrderSteps.Report(Order(), Picked("m-1", new LineUnits("1", 2), new LineUnits("1", 1)), Noon).Value;
        var again = OrderSteps.Report(picked.Order, Picked("m-1", new LineUnits("1", 3)), Noon.AddHours(1)).Value;
        var packed = OrderSteps.Report(picked.Order, Packed("m-2", new LineUnits("1", 2), new LineUnits("2", 1)), Noon).Value.Order;

        Assert.Equal("FulfilmentChanged", Assert.Single(picked.Events).GetType().Name);
        Assert.Equal((picked.Order.Version, 0), (again.Order.Version, again.Events.Count));
        Assert.Equal([(3, 2), (1, 1)], Fulfilments.Of(packed).Select(line => (line.Picked, line.Packed)));
    }

    [Fact]
    public void Milestones_OfCancelledUnits_CountNoMore_AndAreToBePutBack()
    {
        var order = OrderSteps.Report(Order(), Packed("m-1", new LineUnits("1", 3)), Noon).Value.Order;

        order = OrderSteps.Cancel(order, [new LineUnits("1", 2)], "", SalesChannel.Web, Noon).Value.Order;

        var line = Fulfilments.Of(order)[0];
        Assert.Equal((1, 1, 2), (line.Picked, line.Packed, WorkToShip.ToPutBack(order, line)));
    }

    [Fact]
    public void WhatHasLeft_CountsAsPickedAndPacked_ThoughNobodyReportedIt()
    {
        var order = OrderSteps.Track(Shipped(Order(), "p1", new LineUnits("1", 2)), "p1", [Event(ShipmentStatus.InTransit, 5)], Monday.AddHours(5)).Order;

        Assert.Equal([(2, 2), (0, 0)], Fulfilments.Of(order).Select(line => (line.Picked, line.Packed)));
    }

    [Fact]
    public void Milestones_Refusals_SayWhyNot()
    {
        var order = OrderSteps.Report(Order(), Picked("m-1", new LineUnits("1", 1)), Noon).Value.Order;
        Assert.Equal("MILESTONE_ID_TAKEN", Report(Packed("m-1", new LineUnits("1", 1))));
        Assert.Equal("MILESTONE_ID_TAKEN", Report(Picked("m-1", new LineUnits("1", 2))));
        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", Report(Picked("m-2", new LineUnits("1", 4))));
        Assert.Equal("LINE_NOT_FOUND", Report(Picked("m-2", new LineUnits("9", 1))));
        Assert.Equal("OCCURRED_BEFORE_ORDER", Report(Picked("m-2", new LineUnits("1", 1)) with { At = Monday.AddDays(-3) }));
        Assert.Equal("OCCURRED_IN_FUTURE", Report(Picked("m-2", new LineUnits("1", 1)) with { At = Noon.AddDays(3) }));
        var takenAway = Order(Sale(method: FulfilmentMethod.TakeAway));
        Assert.Equal("QUANTITY_EXCEEDS_ORDERED", OrderSteps.Report(takenAway, Picked("m", new LineUnits("1", 1)), Noon).Refusal!.Reason);

        string Report(Milestone milestone) => OrderSteps.Report(order, milestone, Noon).Refusal!.Reason;
    }

    [Fact]
    public void HandOver_IsAnEventOfItsParcel_Once_AndMakesNoCarrierOfUs()
    {
        var order = OrderSteps.Ship(Order(), Parcel("p1") with { IsTracked = false }, Monday.AddHours(1)).Value.Order;

        var handed = OrderSteps.HandOver(order, "h-1", "p1", "", Noon, Noon).Value;
        var again = OrderSteps.HandOver(handed.Order, "h-1", "p1", "", Noon.AddHours(1), Noon.AddHours(2)).Value;

        Assert.Equal((ShipmentStatus.PickedUp, Noon), (handed.Order.Shipments[0].State.Status, handed.Order.Shipments[0].State.LeftAt));
        Assert.Equal(handed.Order.Version, again.Order.Version);
        Assert.False(handed.Order.Shipments[0].IsReported);
        Assert.Equal("MILESTONE_ID_TAKEN", OrderSteps.Report(handed.Order, Picked("h-1", new LineUnits("1", 1)), Noon).Refusal!.Reason);
        var two = OrderSteps.Ship(Shipped(Order(), "p1", new LineUnits("1", 1)), Parcel("p2", new LineUnits("1", 1)), Monday.AddHours(1)).Value.Order;
        two = OrderSteps.HandOver(two, "h-1", "p1", "", Noon, Noon).Value.Order;
        Assert.Equal("MILESTONE_ID_TAKEN", OrderSteps.HandOver(two, "h-1", "p2", "", Noon, Noon).Refusal!.Reason);
        Assert.Equal("SHIPMENT_NOT_FOUND", OrderSteps.HandOver(two, "h-2", "p9", "", Noon, Noon).Refusal!.Reason);
    }

    [Fact]
    public void Void_FreesTheUnitsOfAParcelThatWaits_NotOfOneThatIsGone()
    {
        var order = Shipped(Order());

        var voided = OrderSteps.Void(order, "p1", Noon).Value;

        Assert.Equal(ShipmentStatus.Cancelled, voided.Order.Shipments[0].State.Status);
        Assert.Equal([3, 1], Fulfilments.Of(voided.Order).Select(line => line.Open));
        Assert.Equal(voided.Order.Version, OrderSteps.Void(voided.Order, "p1", Noon.AddHours(1)).Value.Order.Version);
        Assert.Equal("SHIPMENT_VOID", OrderSteps.HandOver(voided.Order, "h", "p1", "", Noon, Noon).Refusal!.Reason);
        var gone = OrderSteps.HandOver(order, "h", "p1", "", Noon, Noon).Value.Order;
        Assert.Equal("ALREADY_HANDED_OVER", OrderSteps.Void(gone, "p1", Noon).Refusal!.Reason);
    }

    [Fact]
    public void ChangeAddress_ReachesWhatIsStillHere_AndSaysWhatIsGoneAndWhatNeedsALabel()
    {
        var order = Shipped(Shipped(Order(), "gone", new LineUnits("1", 1)), "waits", new LineUnits("1", 1));
        order = OrderSteps.HandOver(order, "h-1", "gone", "", Noon, Noon).Value.Order;

        var change = OrderSteps.ChangeAddress(order, "IT", SalesChannel.App, Noon).Value;

        var told = Assert.IsType<DeliveryAddressChanged>(Assert.Single(change.Events));
        Assert.Equal((2, "gone", "waits"), (told.Version, told.Gone.Single(), told.Relabel.Single()));
        Assert.Equal("NEEDS_NEW_LABEL", OrderSteps.HandOver(change.Order, "h-2", "waits", "", Noon, Noon).Refusal!.Reason);
        var relabelled = Shipped(OrderSteps.Void(change.Order, "waits", Noon).Value.Order, "new", new LineUnits("1", 1));
        Assert.True(OrderSteps.HandOver(relabelled, "h-2", "new", "", Noon, Noon).IsAccepted);
    }

    [Fact]
    public void ChangeAddress_Refusals_SayWhyNot()
    {
        var gone = OrderSteps.HandOver(Shipped(Order()), "h-1", "p1", "", Noon, Noon).Value.Order;
        var refusal = Assert.IsType<AlreadyHandedOver>(OrderSteps.ChangeAddress(gone, "IT", SalesChannel.Web, Noon).Refusal);
        Assert.Equal("p1", refusal.Facts["shipment_ids"]);
        var cancelled = OrderSteps.Cancel(Order(), [], "", SalesChannel.Web, Noon).Value.Order;
        Assert.Equal("NOTHING_TO_SHIP", OrderSteps.ChangeAddress(cancelled, "IT", SalesChannel.Web, Noon).Refusal!.Reason);
        Assert.Equal("NOTHING_TO_SHIP", OrderSteps.ChangeAddress(Order(Sale(method: FulfilmentMethod.Pickup)), "IT", SalesChannel.Web, Noon).Refusal!.Reason);
        Assert.Equal("COUNTRY_DIFFERS", OrderSteps.ChangeAddress(Order(Sale() with { Country = "IT" }), "DE", SalesChannel.Web, Noon).Refusal!.Reason);
        Assert.True(OrderSteps.ChangeAddress(Order(Sale() with { Country = "IT" }), "it", SalesChannel.Web, Noon).IsAccepted);
    }

    [Fact]
    public void Work_IsDueByItsPromise_UntilAllIsHandedOver()
    {
        var order = Order();
        Assert.Equal(Monday, WorkToShip.DueAt(order));
        var latest = Monday.AddDays(4);
        order = OrderSteps.SetPromise(order, new Window(Monday.AddDays(1), latest), ["2"], Noon).Value.Order;
        Assert.Equal(latest, WorkToShip.DueAt(order));
        order = Shipped(order, "p1", new LineUnits("2", 1));
        Assert.Equal(latest, WorkToShip.DueAt(order));
        order = OrderSteps.HandOver(order, "h-1", "p1", "", Noon, Noon).Value.Order;
        Assert.Equal(Monday, WorkToShip.DueAt(order));
        Assert.Null(WorkToShip.DueAt(OrderSteps.Cancel(order, [], "", SalesChannel.Web, Noon).Value.Order));
        Assert.Null(WorkToShip.DueAt(Order(Sale(origin: OrderOrigin.Historical))));
    }

    [Fact]
    public void Explanation_OfAPackedOrder_SaysThatItWaitsForItsCarrier()
    {
        var part = OrderSteps.Report(Order(), Packed("m-1", new LineUnits("1", 3)), Noon).Value.Order;
        var all = OrderSteps.Report(part, Packed("m-2", new LineUnits("2", 1)), Noon).Value.Order;
        var promised = OrderSteps.SetPromise(all, new Window(Monday.AddDays(1), Monday.AddDays(2)), [], Noon).Value.Order;

        Assert.Equal(["PREPARING", "PACKED", "PACKED_ON_TIME"], new[] { part, all, promised }.Select(order => Explanation.Of(order).Code));
        Assert.Contains("Wednesday", Explanation.Of(promised).Say("en", LocalDays.Utc).Text, StringComparison.Ordinal);
        Assert.Equal("IN_TRANSIT", Explanation.Of(OrderSteps.Track(Shipped(all), "p1", [Event(ShipmentStatus.InTransit, 5)], Monday.AddHours(5)).Order).Code);
    }

    private static Milestone Picked(string id, params LineUnits[] lines) => new() { MilestoneId = id, Kind = MilestoneKind.Picked, Lines = lines, At = Noon };

    private static Milestone Packed(string id, params LineUnits[] lines) => Picked(id, lines) with { Kind = MilestoneKind.Packed };
}
