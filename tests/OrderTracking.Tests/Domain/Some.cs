using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>Orders, parcels and events for tests.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Sale Sale(string orderId = "order-1", int quantity = 3, FulfilmentMethod method = FulfilmentMethod.Ship, OrderOrigin origin = OrderOrigin.Live) => new()
    {
        OrderId = orderId,
        OrderNumber = "O-TEST000001",
        CustomerId = "customer-1",
        ContactId = "contact-1",
        CurrencyCode = "EUR",
        Market = "IT",
        Channel = SalesChannel.Web,
        Origin = origin,
        PlacedAt = Monday,
        HandedOverAt = method is FulfilmentMethod.TakeAway ? Monday : null,
        Lines =
        [
            Line("1", quantity, 1000, method),
            Line("2", 1, 2500, method),
        ],
        Totals = new OrderTotals((quantity * 1000) + 2500, 0, 0, 500, 0, (quantity * 1000) + 3000),
        Tenders = [new Tender(TenderKind.Card, "card-1", quantity * 1000), new Tender(TenderKind.GiftCard, "gift-1", 3000)],
    };

    public static OrderLine Line(string id, int quantity, long priceMinor, FulfilmentMethod method = FulfilmentMethod.Ship) => new()
    {
        LineId = id,
        Sku = "sku-" + id,
        Quantity = quantity,
        UnitPrice = priceMinor / 100m,
        LineTotalMinor = quantity * priceMinor,
        NetTotalMinor = quantity * priceMinor,
        Method = method,
        MethodReference = method is FulfilmentMethod.Pickup ? "milano-1" : "",
    };

    public static Order Order(Sale? sale = null) => OrderSteps.Place(sale ?? Sale(), Monday).Order;

    public static Shipment Parcel(string id, params LineUnits[] lines) => new()
    {
        ShipmentId = id,
        CarrierCode = "dhl",
        TrackingNumber = "number-" + id,
        Lines = lines,
        CreatedAt = Monday,
        IsTracked = true,
    };

    public static TrackingEvent Event(ShipmentStatus status, double hours, string? id = null) => new()
    {
        EventId = id ?? $"{status}@{hours}",
        OccurredAt = Monday.AddHours(hours),
        ReceivedAt = Monday.AddHours(hours),
        Status = status,
    };

    public static TrackingEvent Correction(ShipmentStatus status, double hours) =>
        Event(status, hours, $"correction@{hours}") with { IsCorrection = true, Description = "the driver was at the wrong door" };

    /// <summary>Somebody at the store tells that something happened so many hours after the sale.</summary>
    public static PickupTold Told(double hours, string? id = null) => new(id ?? $"told@{hours}", "till-1", Monday.AddHours(hours));

    /// <summary>A return that was finished at a till.</summary>
    public static Order Returned(Order order, string returnId, DateTimeOffset at, params LineUnits[] lines) => OrderSteps.Resolve(
        order, new ResolvedReturn(returnId, SalesChannel.Store, IsPast: false), [.. lines.Select(units => new ReturnedUnits(units.LineId, units.Quantity, 0))], at, at).Order;

    public static Order Shipped(Order order, string id = "p1", params LineUnits[] lines) =>
        OrderSteps.Ship(order, Parcel(id, lines), Monday.AddHours(1)).Value.Order;
}
