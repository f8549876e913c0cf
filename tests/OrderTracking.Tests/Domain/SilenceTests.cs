using Omnichannel.OrderTracking.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class SilenceTests
{
    private static readonly Window ThreeDays = new(Monday.AddDays(1), Monday.AddDays(3));

    [Fact]
    public void Tracked_ThreeDaysAfterTheWindow_IsAssumedDelivered_ButKeepsNoPromise()
    {
        var order = Moving();
        var assumed = RunUntil(order, Monday.AddDays(6), out var told);

        Assert.Equal((OrderStatus.Delivered, true, Monday.AddDays(6)), (assumed.Status, assumed.IsDeliveryAssumed, assumed.DeliveredAt));
        var delivered = Assert.Single(told.OfType<OrderDelivered>());
        Assert.Equal((true, Monday.AddDays(6)), (delivered.Assumed, delivered.EffectiveAt));
        Assert.Single(told.OfType<PromiseBroken>());
        Assert.DoesNotContain(told, e => e is PromiseKept or PromiseOutcomeCorrected);
        Assert.Equal("DELIVERY_ASSUMED", Explanation.Of(assumed).Code);
        Assert.All(Fulfilments.Of(assumed), line => Assert.Equal(line.Ordered, line.Delivered));
        Assert.Null(assumed.NextLookAt);
    }

    [Fact]
    public void News_TakesTheAssumptionBack()
    {
        var assumed = RunUntil(Moving(), Monday.AddDays(6), out _);

        var moving = OrderSteps.Track(assumed, "p1", [Event(ShipmentStatus.InTransit, 145)], Monday.AddHours(146));

        Assert.Single(moving.Events.OfType<OrderDeliveryCorrected>());
        Assert.Equal((OrderStatus.InTransit, false, (DateTimeOffset?)null), (moving.Order.Status, moving.Order.IsDeliveryAssumed, moving.Order.DeliveredAt));
        Assert.Equal(Monday.AddHours(145).AddDays(3), moving.Order.NextLookAt);
    }

    [Fact]
    public void Delivery_ReportedLater_ConfirmsIt_WithItsOwnTime_AndThePromise()
    {
        var assumed = RunUntil(Moving(), Monday.AddDays(6), out _);

        var told = OrderSteps.Track(assumed, "p1", [Event(ShipmentStatus.Delivered, 60)], Monday.AddDays(8));

        var delivered = Assert.Single(told.Events.OfType<OrderDelivered>());
        Assert.Equal((false, Monday.AddHours(60)), (delivered.Assumed, delivered.EffectiveAt));
        Assert.Equal(PromiseState.Kept, Assert.Single(told.Events.OfType<PromiseOutcomeCorrected>()).Promise.State);
        Assert.False(Assert.Single(told.Events.OfType<ShipmentStatusChanged>()).Shipment.State.IsAssumed);
    }

    [Fact]
    public void WithoutTracking_NobodyKnows_NoApology_ThenAssumedDelivered()
    {
        var order = OrderSteps.Ship(Promised(Order()), Parcel("p1") with { IsTracked = false, TrackingNumber = "" }, Monday.AddHours(3)).Value.Order;

        var ended = RunUntil(order, Monday.AddDays(6), out var told);
        Assert.DoesNotContain(told, e => e is PromiseAtRisk or PromiseBroken);
        Assert.True(ended.Promise!.IsOpen);

        // From when it was announced: nobody says when it left.
        var assumed = RunUntil(ended, Monday.AddDays(7), out told);
        Assert.True(Assert.Single(told.OfType<OrderDelivered>()).Assumed);
        Assert.Equal(PromiseState.Withdrawn, assumed.Promise!.State);
        Assert.DoesNotContain(told, e => e is PromiseBroken);
    }

    [Fact]
    public void InOurOwnStore_WhatIsNotReady_IsKnown_AndBreaksThePromise()
    {
        var order = Promised(Order(Sale(method: FulfilmentMethod.Pickup)));

        RunUntil(order, Monday.AddDays(9), out var told);

        Assert.Equal("NOT_SHIPPED", Assert.Single(told.OfType<PromiseAtRisk>()).Reason);
        Assert.Single(told.OfType<PromiseBroken>());
    }

    [Theory]
    [InlineData(ShipmentStatus.DeliveryFailed)]
    [InlineData(ShipmentStatus.OnHold)]
    [InlineData(ShipmentStatus.Delayed)]
    public void BadNews_ThenTenDaysOfSilence_SeemsLost_UntilNewsCome(ShipmentStatus bad)
    {
        var order = OrderSteps.Track(Moving(), "p1", [Event(bad, 30)], Monday.AddHours(31)).Order;

        var before = RunUntil(order, Monday.AddHours(30).AddDays(10).AddSeconds(-1), out _);
        Assert.Equal(bad, before.Shipments[0].State.Status);
        var lost = RunUntil(before, Monday.AddHours(30).AddDays(10), out var told);
        Assert.Equal((ShipmentStatus.LostSuspected, OrderStatus.Problem), (lost.Shipments[0].State.Status, lost.Status));
        Assert.Equal(ShipmentStatus.LostSuspected, Assert.Single(told.OfType<ShipmentStatusChanged>()).Shipment.State.Status);

        var found = OrderSteps.Track(lost, "p1", [Event(ShipmentStatus.InTransit, 300)], Monday.AddHours(301)).Order;
        Assert.Equal(ShipmentStatus.InTransit, found.Shipments[0].State.Status);
    }

    [Fact]
    public void LongWindow_SilentParcel_SeemsLost_BeforeItWouldBeAssumed()
    {
        var order = Moving(new Window(Monday.AddDays(20), Monday.AddDays(30)));

        Assert.Equal(ShipmentStatus.LostSuspected, RunUntil(order, Monday.AddDays(60), out var told).Shipments[0].State.Status);
        Assert.DoesNotContain(told, e => e is OrderDelivered);
    }

    [Fact]
    public void Announced_AndNeverSeen_SeemsLost()
    {
        var lost = RunUntil(Shipped(Order()), Monday.AddDays(60), out _);

        Assert.Equal((ShipmentStatus.LostSuspected, Monday.AddDays(10)), (lost.Shipments[0].State.Status, lost.Shipments[0].State.At));
    }

    [Fact]
    public void WhatWaitsForTheCustomer_IsNeitherAssumedNorLost()
    {
        var order = OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.ReadyForPickup, 3)], Monday.AddHours(4)).Order;

        Assert.Equal(ShipmentStatus.ReadyForPickup, RunUntil(order, Monday.AddDays(90), out _).Shipments[0].State.Status);
    }

    [Theory]
    [InlineData("lanes: { '*': { p95: 7, p99: 10 } }", "1 day")]
    [InlineData("{ assumedAfterWindow: 3, leastAssumed: 7, leastLost: 10, atRiskWorkingDays: 2, lanes: {} }", "'*'")]
    [InlineData("{ assumedAfterWindow: 3, leastAssumed: 7, leastLost: 10, atRiskWorkingDays: 2, lanes: { '*': { p95: 7, p99: 10 }, usps: { p95: 9, p99: 8 } } }", "usps")]
    [InlineData("{ assumedAfterWeeks: 3 }", "assumedAfterWeeks")]
    public void Terms_OfAFaultyFile_NameTheFault(string yaml, string fault) =>
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => SilenceTerms.Read(new StringReader(yaml))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("usps", "US", 9, 20)]
    [InlineData("usps", "CN", 30, 60)]
    [InlineData("dhl", "US", 7, 10)] // not sooner than the least
    public void Terms_AreThoseOfTheLane(string carrier, string country, int assumed, int lost)
    {
        var terms = SilenceTerms.Read(new StringReader("""
            { assumedAfterWindow: 3, leastAssumed: 7, leastLost: 10, atRiskWorkingDays: 2,
              lanes: { '*': { p95: 2, p99: 4 }, usps: { p95: 9, p99: 20 }, usps/CN: { p95: 30, p99: 60 } } }
            """));

        var parcel = Parcel("p1") with { CarrierCode = carrier };
        Assert.Equal((assumed, lost), (terms.Assumed(parcel, country), terms.Lost(parcel, country)));
    }

    private static Order Promised(Order order, Window? window = null) => OrderSteps.SetPromise(order, window ?? ThreeDays, [], Monday.AddHours(2)).Value.Order;

    private static Order Moving(Window? window = null) =>
        OrderSteps.Track(Promised(Shipped(Order()), window), "p1", [Event(ShipmentStatus.InTransit, 5)], Monday.AddHours(6)).Order;

    /// <summary>Looks whenever the durable timer would.</summary>
    private static Order RunUntil(Order order, DateTimeOffset end, out List<OrderEvent> told)
    {
        told = [];
        while (order.NextLookAt is { } at && at <= end)
        {
            var change = OrderSteps.Look(order, at);
            Assert.True(change.Order.NextLookAt is null || change.Order.NextLookAt > at);
            told.AddRange(change.Events);
            order = change.Order;
        }

        return order;
    }
}
