using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Parcels that bring goods back, and money that went back before its goods came.</summary>
public sealed class ReturnParcelTests
{
    [Fact]
    public void Scans_AreFolded_AndToldAsTheReturnsOwn_AndChangeNothingOfTheOrder()
    {
        var delivered = Delivered();
        var announced = OrderSteps.AnnounceReturn(delivered, Back("b"), Some.Monday.AddDays(5));
        var moving = OrderSteps.Track(announced.Order, "b", [Some.Event(ShipmentStatus.InTransit, 130), Some.Event(ShipmentStatus.PickedUp, 125)], Some.Monday.AddDays(6));
        var there = OrderSteps.Track(moving.Order, "b", [Some.Event(ShipmentStatus.Delivered, 150)], Some.Monday.AddDays(7));

        Assert.Empty(announced.Events);
        Assert.Equal("b", announced.Order.ReturnShipments[0].ShipmentId);
        var told = Assert.IsType<ReturnParcelChanged>(Assert.Single(moving.Events)).Parcel;
        Assert.Equal((ShipmentStatus.InTransit, Some.Monday.AddHours(125), "r-1"), (told.State.Status, told.State.LeftAt, told.ReturnId));
        Assert.Equal(Some.Monday.AddHours(150), Assert.IsType<ReturnParcelChanged>(Assert.Single(there.Events)).Parcel.State.DeliveredAt);
        Assert.Equal((delivered.Status, delivered.DeliveredAt), (there.Order.Status, there.Order.DeliveredAt));
        Assert.Equal(Fulfilments.Of(delivered), Fulfilments.Of(there.Order));
        Assert.Empty(OrderSteps.AnnounceReturn(there.Order, Back("b"), Some.Monday.AddDays(8)).Events);
    }

    [Fact]
    public void WhatItsCarrierToldBefore_CountsAtItsAnnouncement() => Assert.Equal(
        ShipmentStatus.PickedUp,
        OrderSteps.AnnounceReturn(Delivered(), Back("b"), Some.Monday.AddDays(5), Some.Event(ShipmentStatus.PickedUp, 110)).Order.ReturnShipments[0].State.Status);

    [Fact]
    public void CalledOff_IsForWhatNoCarrierHas()
    {
        var announced = OrderSteps.AnnounceReturn(Delivered(), Back("b"), Some.Monday.AddDays(5)).Order;
        var moving = OrderSteps.Track(announced, "b", [Some.Event(ShipmentStatus.PickedUp, 125)], Some.Monday.AddDays(6)).Order;

        Assert.Equal(ShipmentStatus.Cancelled, OrderSteps.VoidReturn(announced, "b", Some.Monday.AddDays(5), Some.Monday.AddDays(5)).Order.ReturnShipments[0].State.Status);
        Assert.Same(moving, OrderSteps.VoidReturn(moving, "b", Some.Monday.AddDays(6), Some.Monday.AddDays(6)).Order);
    }

    [Fact]
    public void GivenBackBefore_WhatDidNotCome_IsAskedForOnce_AndWhatCameIsWorthItsPart()
    {
        var advanced = OrderSteps.Advance(Delivered(), "r-1", [new ReturnedUnits("1", 3, 0)], Some.Monday.AddDays(5), Some.Monday.AddDays(5)).Order;
        var paid = OrderSteps.Repay(advanced, new RefundAsk("rf-1", Refund.Return, 3000) { ReturnId = "r-1", FeesMinor = 100 }, Some.Monday.AddDays(5), Some.Monday.AddDays(5)).Order;
        Assert.Equal(2900, paid.Money.Refunds[0].AmountMinor);
        Assert.Equal(0, Fulfilments.Of(paid)[0].Returned);

        var resolved = OrderSteps.Resolve(paid, new ResolvedReturn("r-1", SalesChannel.Web, IsPast: false), [new ReturnedUnits("1", 2, 0)], Some.Monday.AddDays(8), Some.Monday.AddDays(8));
        Assert.Equal(new ReturnedUnits("1", 2, 2000), Assert.Single(resolved.Events.OfType<ReturnCounted>().Single().Lines));
        Assert.Equal(2, Fulfilments.Of(resolved.Order)[0].Returned);
        Assert.Equal(1, resolved.Order.Returns[0].Awaited("1"));

        var reclaim = new RefundAsk("rf-1", Refund.Return, 1000) { ReturnId = "r-1", FeesMinor = 25 };
        var asked = OrderSteps.Reclaim(resolved.Order, reclaim, [new ReturnedUnits("1", 1, 0)], Some.Monday.AddDays(9), Some.Monday.AddDays(9));
        Assert.Equal(975, asked.Events.OfType<ChargeRequested>().Single().Charge.AmountMinor);
        Assert.Equal((975, 0), (new PaymentLedger(asked.Order.Sale, asked.Order.Money).DueMinor, asked.Order.Returns[0].Awaited("1")));
        Assert.Empty(OrderSteps.Reclaim(asked.Order, reclaim, [new ReturnedUnits("1", 1, 0)], Some.Monday.AddDays(9), Some.Monday.AddDays(9)).Events);
    }

    private static Order Delivered() => OrderSteps.Track(
        OrderSteps.Ship(Some.Order(), Some.Parcel("a"), Some.Monday).Value.Order, "a", [Some.Event(ShipmentStatus.Delivered, 72)], Some.Monday.AddDays(4)).Order;

    private static Shipment Back(string id) => Some.Parcel(id) with { ReturnId = "r-1", CreatedAt = Some.Monday.AddDays(5) };
}
