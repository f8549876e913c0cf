using System.Globalization;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What is to be said about an order now: a stable code, and the facts that its sentence names.</summary>
/// <param name="Code">For example ON_TIME; names the sentence in <c>Texts/&lt;language&gt;.yaml</c>.</param>
/// <param name="Facts">Order number, carrier, place; plain text.</param>
/// <param name="Times">Instants by name; written as dates of the language.</param>
public sealed record Explanation(string Code, IReadOnlyDictionary<string, string> Facts, IReadOnlyDictionary<string, DateTimeOffset> Times)
{
    /// <summary>Answers "where is my order?" from what is known.</summary>
    public static Explanation Of(Order order)
    {
        var lines = Fulfilments.Of(order);
        var parcel = MostTelling(order);
        var facts = new Dictionary<string, string>
        {
            ["number"] = order.Sale.OrderNumber,
            ["carrier"] = parcel?.CarrierCode.ToUpperInvariant() ?? "",
            ["tracking"] = parcel?.TrackingNumber ?? "",
            ["place"] = parcel?.Events.LastOrDefault(e => e.Place.Length > 0)?.Place ?? "",
            ["delivered"] = lines.Sum(line => line.Delivered).ToString(CultureInfo.InvariantCulture),
            ["wanted"] = lines.Sum(line => line.Ordered - line.Cancelled).ToString(CultureInfo.InvariantCulture),
        };
        var times = new Dictionary<string, DateTimeOffset>();
        Add(times, "date", parcel?.State.At);
        Add(times, "latest", order.Promise?.Window.LatestAt);
        Add(times, "estimate", parcel?.EstimatedDeliveryAt);
        Add(times, "deliveredAt", order.DeliveredAt);
        Add(times, "cancelledAt", order.CancelledAt);
        Add(times, "placedAt", order.Sale.PlacedAt);
        return new Explanation(CodeOf(order, parcel, lines), facts, times);
    }

    private static string CodeOf(Order order, Shipment? parcel, IReadOnlyList<LineFulfilment> lines) => order.Status switch
    {
        OrderStatus.Cancelled => "CANCELLED",
        OrderStatus.Returned => "RETURNED",
        OrderStatus.Delivered => order.Sale.Lines.All(line => line.Method is FulfilmentMethod.TakeAway) ? "HANDED_OVER" : "DELIVERED",
        OrderStatus.Problem => parcel?.State.Status switch
        {
            ShipmentStatus.ReturnToSender => "RETURN_TO_SENDER",
            ShipmentStatus.LostSuspected => "LOST_SUSPECTED",
            ShipmentStatus.Expired => "PICKUP_EXPIRED",
            _ => "DELIVERY_FAILED",
        },
        OrderStatus.PickupAvailable => "PICKUP_AVAILABLE",
        OrderStatus.PaymentDue => "PAYMENT_DUE",
        _ => OnItsWay(order, parcel, lines),
    };

    private static string OnItsWay(Order order, Shipment? parcel, IReadOnlyList<LineFulfilment> lines) => (order.Promise?.State, parcel?.State.Status) switch
    {
        (_, ShipmentStatus.OutForDelivery) => "OUT_FOR_DELIVERY",
        (PromiseState.Broken, _) => parcel?.EstimatedDeliveryAt is null ? "PROMISE_BROKEN" : "PROMISE_BROKEN_ESTIMATE",
        (PromiseState.AtRisk, _) => parcel?.EstimatedDeliveryAt is null ? "LATE" : "LATE_ESTIMATE",
        (_, ShipmentStatus.OnHold) => "ON_HOLD",
        (_, ShipmentStatus.Delayed) => "DELAYED",
        (_, null or ShipmentStatus.Pending or ShipmentStatus.Cancelled) => order.Promise is { IsOpen: true } ? "PREPARING_ON_TIME" : "PREPARING",
        _ when lines.Any(line => line.Delivered > 0) => "PARTLY_DELIVERED",
        (PromiseState.Made, _) => "ON_TIME",
        _ => "IN_TRANSIT",
    };

    /// <summary>The parcel that the answer is about: one with a problem, else the one furthest from the customer that has left, else any.</summary>
    private static Shipment? MostTelling(Order order) =>
        order.Shipments.OrderByDescending(shipment => Weight(shipment.State.Status)).ThenByDescending(shipment => shipment.State.At).FirstOrDefault();

    private static int Weight(ShipmentStatus status) => status switch
    {
        _ when ParcelState.IsProblem(status) => 5,
        ShipmentStatus.ReadyForPickup => 4,
        ShipmentStatus.OutForDelivery => 3,
        ShipmentStatus.OnHold or ShipmentStatus.Delayed => 3,
        ShipmentStatus.PickedUp or ShipmentStatus.InTransit => 2,
        ShipmentStatus.Pending => 1,
        _ => 0,
    };

    private static void Add(Dictionary<string, DateTimeOffset> times, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            times[name] = known;
        }
    }
}
