using Omnichannel.Platform.Domain;

namespace Omnichannel.SupportContext.Domain;

/// <summary>An order, folded from its entries.</summary>
public sealed record OrderState
{
    public required string OrderId { get; init; }

    public string OrderNumber { get; init; } = "";

    public SalesChannel Channel { get; init; }

    public string StoreId { get; init; } = "";

    public DateTimeOffset PlacedAt { get; init; }

    public Money? Total { get; init; }

    public long ItemCount { get; init; }

    /// <summary>PROCESSING, IN_TRANSIT, DELIVERED, ...</summary>
    public string Status { get; init; } = "";

    /// <summary>MADE, AT_RISK, BROKEN, KEPT, WITHDRAWN; empty without a promise.</summary>
    public string PromiseState { get; init; } = "";

    public DateTimeOffset? PromisedUntil { get; init; }

    /// <summary>When the promise came into its state.</summary>
    public DateTimeOffset? PromiseAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public bool IsHistorical { get; init; }

    /// <summary>Parcels that need somebody, with the moment at which they came to.</summary>
    public IReadOnlyList<(string ShipmentId, DateTimeOffset At)> FailedShipments { get; init; } = [];

    /// <summary>All orders, the latest first.</summary>
    /// <param name="entries">In timeline order.</param>
    public static IReadOnlyList<OrderState> Fold(IReadOnlyList<Entry> entries) =>
    [
        .. entries.Where(entry => entry.Name.StartsWith("orders.", StringComparison.Ordinal))
            .GroupBy(entry => entry.SubjectId, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group]))
            .OfType<OrderState>()
            .OrderByDescending(order => order.PlacedAt).ThenByDescending(order => order.OrderId, StringComparer.Ordinal),
    ];

    /// <summary>Null as long as it is not known that the order exists: its other events came first.</summary>
    private static OrderState? Of(string orderId, List<Entry> entries)
    {
        var placed = entries.Find(entry => entry.Name == "orders.OrderPlaced");
        if (placed is null)
        {
            return null;
        }

        var byVersion = entries.OrderBy(entry => entry.Version).ThenBy(entry => entry, Comparer<Entry>.Create(Entry.Compare)).ToList();
        var status = FoldStatus(byVersion);
        var promise = Promise(byVersion);
        return new OrderState
        {
            OrderId = orderId,
            OrderNumber = placed.Fact("order_number"),
            Channel = placed.Channel,
            StoreId = placed.StoreId,
            PlacedAt = placed.OccurredAt,
            Total = placed.Amount(FactNames.Due),
            ItemCount = placed.Number(FactNames.ItemCount),
            Status = status,
            PromiseState = promise is null ? "" : status == "CANCELLED" && !IsFinal(promise) ? "WITHDRAWN" : StateOf(promise),
            PromisedUntil = promise?.Instant(FactNames.PromisedUntil),
            PromiseAt = promise?.OccurredAt,
            DeliveredAt = byVersion.FindLast(entry => entry.Name is "orders.OrderDelivered" or "orders.OrderDeliveryCorrected") is { Name: "orders.OrderDelivered" } delivered
                ? delivered.OccurredAt
                : null,
            IsHistorical = placed.IsHistorical,
            FailedShipments = Failed(byVersion),
        };
    }

    private static string FoldStatus(List<Entry> byVersion)
    {
        var status = "PROCESSING";
        foreach (var entry in byVersion)
        {
            status = entry.Name switch
            {
                "orders.ShipmentStatusChanged" or "orders.PickupChanged" when entry.Fact("order_status").Length > 0 => entry.Fact("order_status"),
                "orders.OrderDelivered" => "DELIVERED",
                "orders.OrderDeliveryCorrected" when status == "DELIVERED" => "IN_TRANSIT",
                "orders.OrderCancelled" when entry.Fact("whole_order") == "true" => "CANCELLED",
                "orders.OrderFulfilmentChanged" => Fulfilled(entry, status),
                _ => status,
            };
        }

        return status;
    }

    private static string Fulfilled(Entry entry, string status)
    {
        var fulfilled = entry.Number("fulfilled");
        var open = entry.Number("ordered") - entry.Number("cancelled");
        if (fulfilled > 0 && entry.Number("returned") == fulfilled)
        {
            return "RETURNED";
        }

        return open > 0 && entry.Number("delivered") == open ? "DELIVERED" : status == "RETURNED" ? "DELIVERED" : status;
    }

    /// <summary>The entry that says how the promise stands that matters most: of each promise the latest, of all of them the worst.</summary>
    private static Entry? Promise(List<Entry> byVersion) => byVersion
        .Where(entry => entry.Form.Kind == EntryKind.Promise)
        .GroupBy(entry => entry.Fact(FactNames.PromiseId), StringComparer.Ordinal)
        .Select(group => group.Last())
        .MinBy(entry => StateOf(entry) switch { "BROKEN" => 0, "AT_RISK" => 1, "MADE" => 2, "KEPT" => 3, _ => 4 });

    private static bool IsFinal(Entry promise) => StateOf(promise) is "BROKEN" or "KEPT";

    private static string StateOf(Entry promise) => promise.Name switch
    {
        "orders.PromiseBroken" => "BROKEN",
        "orders.PromiseKept" => "KEPT",
        "orders.PromiseAtRisk" => "AT_RISK",
        "orders.PromiseOutcomeCorrected" => promise.Fact(FactNames.PromiseState),
        _ => "MADE",
    };

    private static List<(string, DateTimeOffset)> Failed(List<Entry> byVersion) =>
    [
        .. byVersion.Where(entry => entry.Name == "orders.ShipmentStatusChanged")
            .GroupBy(entry => entry.Fact("shipment_id"), StringComparer.Ordinal)
            .Select(group => group.Last())
            .Where(entry => entry.Fact("status") is "DELIVERY_FAILED" or "RETURN_TO_SENDER" or "LOST_SUSPECTED")
            .Select(entry => (entry.Fact("shipment_id"), entry.OccurredAt))
            .OrderBy(failed => failed.Item1, StringComparer.Ordinal),
    ];
}
