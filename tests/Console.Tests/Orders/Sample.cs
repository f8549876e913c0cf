using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.WebConsole.Tests.Orders;

/// <summary>Orders as the platform answers them.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Placed = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Timestamp At(double hours) => Timestamp.FromDateTimeOffset(Placed.AddHours(hours));

    public static Order Order(OrderStatus status, params Fulfilment[] ways)
    {
        var order = new Order { OrderId = "cart-1.1", OrderNumber = "O-AAAAAAAAAA", CustomerId = "anna", Status = status, PlacedAt = At(0), CurrencyCode = "EUR" };
        order.Lines.AddRange((ways.Length > 0 ? ways : [Ship]).Select((way, place) => Line($"line-{place}", way)));
        return order;
    }

    public static OrderLine Line(string id, Fulfilment? way = null, int quantity = 1) =>
        new() { Sale = new SaleLine { LineId = id, Title = $"Title of {id}", Quantity = quantity, Measure = Measure.Piece, Fulfilment = way } };

    public static Fulfilment Ship => new() { Ship = new() };

    public static Fulfilment Pickup => new() { Pickup = new() { StoreId = "milano-1" } };

    public static Fulfilment TakeAway => new() { TakeAway = new() };

    public static Shipment Parcel(ShipmentStatus status, params (double Hours, ShipmentStatus Status)[] scans)
    {
        var parcel = new Shipment { ShipmentId = "parcel-1", OrderId = "cart-1.1", CarrierCode = "dhl", TrackingNumber = "0034", Status = status };
        parcel.Events.AddRange(scans.Select(scan => new TrackingEvent { OccurredAt = At(scan.Hours), Status = scan.Status, Description = $"{scan.Status}", Source = "webhook" }));
        return parcel;
    }

    public static DeliveryPromise Promise(PromiseState state, double from, double until, int revision = 1) => new()
    {
        PromiseId = "promise-1", Revision = revision, State = state, MadeAt = At(0), StateAt = At(30), EarliestAt = At(from), LatestAt = At(until),
    };
}
