using Omnichannel.OrderTracking.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Parcels of several pieces.</summary>
public sealed class ParcelPiecesTests
{
    [Fact]
    public void Parcel_IsDelivered_WhenTheLastPieceIs()
    {
        var order = Tracked(("A", ShipmentStatus.Delivered, 20), ("B", ShipmentStatus.InTransit, 21));
        Assert.Equal(ShipmentStatus.InTransit, order.Shipments[0].State.Status);
        Assert.Equal(OrderStatus.InTransit, order.Status);

        order = Tracked(("A", ShipmentStatus.Delivered, 20), ("B", ShipmentStatus.Delivered, 30));

        Assert.Equal((OrderStatus.Delivered, Monday.AddHours(30)), (order.Status, order.DeliveredAt));
    }

    [Theory]
    [InlineData(ShipmentStatus.Pending, ShipmentStatus.Delivered, ShipmentStatus.InTransit)]
    [InlineData(ShipmentStatus.Pending, ShipmentStatus.PickedUp, ShipmentStatus.PickedUp)]
    [InlineData(ShipmentStatus.OutForDelivery, ShipmentStatus.InTransit, ShipmentStatus.InTransit)]
    [InlineData(ShipmentStatus.OnHold, ShipmentStatus.Delivered, ShipmentStatus.OnHold)]
    [InlineData(ShipmentStatus.DeliveryFailed, ShipmentStatus.OnHold, ShipmentStatus.DeliveryFailed)]
    [InlineData(ShipmentStatus.ReturnToSender, ShipmentStatus.Delivered, ShipmentStatus.DeliveryFailed)]
    [InlineData(ShipmentStatus.ReturnToSender, ShipmentStatus.ReturnToSender, ShipmentStatus.ReturnToSender)]
    [InlineData(ShipmentStatus.Cancelled, ShipmentStatus.Delivered, ShipmentStatus.Delivered)]
    [InlineData(ShipmentStatus.Cancelled, ShipmentStatus.Cancelled, ShipmentStatus.Cancelled)]
    [InlineData(ShipmentStatus.Collected, ShipmentStatus.ReadyForPickup, ShipmentStatus.ReadyForPickup)]
    public void Parcel_IsAsThePieceThatMatters(ShipmentStatus one, ShipmentStatus other, ShipmentStatus expected)
    {
        Assert.Equal(expected, Tracked(("A", one, 20), ("B", other, 21)).Shipments[0].State.Status);
        Assert.Equal(expected, Tracked(("B", one, 20), ("A", other, 21)).Shipments[0].State.Status);
    }

    [Fact]
    public void OnePieceReturned_KeepsTheUnitsInTheParcel_AllFreeThem()
    {
        Assert.Equal(0, Fulfilments.Of(Tracked(("A", ShipmentStatus.Delivered, 20), ("B", ShipmentStatus.ReturnToSender, 30)))[0].Open);
        Assert.Equal(3, Fulfilments.Of(Tracked(("A", ShipmentStatus.ReturnToSender, 20), ("B", ShipmentStatus.ReturnToSender, 30)))[0].Open);
    }

    [Fact]
    public void ACorrectionOfTheParcel_IsOneOfEachPiece()
    {
        var order = Tracked(("A", ShipmentStatus.Delivered, 20), ("B", ShipmentStatus.ReturnToSender, 30));

        var corrected = OrderSteps.Correct(order, "p1", Correction(ShipmentStatus.Delivered, 40), Monday.AddHours(40)).Value.Order;

        Assert.Equal((OrderStatus.Delivered, Monday.AddHours(40)), (corrected.Status, corrected.DeliveredAt));
    }

    [Fact]
    public void APieceThatIsSilent_IsMissed_ThoughAnotherIsToldOf()
    {
        var order = Tracked(("A", ShipmentStatus.InTransit, 2), ("B", ShipmentStatus.OnHold, 2));
        for (var day = 1; day < 30; day++)
        {
            order = OrderSteps.Track(order, "p1", [Event(ShipmentStatus.OnHold, day * 24) with { Piece = "B" }], Monday.AddDays(day)).Order;
        }

        Assert.Equal((ShipmentStatus.LostSuspected, ShipmentReason.NoNews), (order.Shipments[0].State.Status, order.Shipments[0].State.Reason));
    }

    private static Order Tracked(params (string Piece, ShipmentStatus Status, double Hours)[] news)
    {
        var order = OrderSteps.Ship(Order(), Parcel("p1") with { Pieces = ["A", "B"] }, Monday.AddHours(1)).Value.Order;
        return OrderSteps.Track(
            order, "p1", [.. news.Select(told => Event(told.Status, told.Hours, $"{told.Piece}-{told.Status}") with { Piece = told.Piece })], Monday.AddHours(news.Max(told => told.Hours))).Order;
    }
}
