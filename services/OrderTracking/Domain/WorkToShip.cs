namespace Omnichannel.OrderTracking.Domain;

/// <summary>What of an order is still to be handed to a carrier.</summary>
public static class WorkToShip
{
    /// <summary>The lines that are shipped, with what has become of them; of history nothing is to be shipped.</summary>
    public static IEnumerable<(OrderLine Sold, LineFulfilment Line)> Lines(Order order) => order.Sale.Origin is OrderOrigin.Historical
        ? []
        : order.Sale.Lines.Zip(Fulfilments.Of(order)).Where(pair => IsShipped(pair.First) || IsSentInstead(pair.First, pair.Second));

    /// <summary>Units that are neither cancelled nor handed over, and no store's to send.</summary>
    public static int Waiting(LineFulfilment line) => line.Ordered - line.Cancelled - line.Fulfilled - line.InStores;

    /// <summary>Units that were reported to be picked and are cancelled.</summary>
    public static int ToPutBack(Order order, LineFulfilment line)
    {
        var picked = order.Milestones.SelectMany(milestone => milestone.Lines.Where(units => units.LineId == line.LineId).Select(units => (milestone.Kind, units.Quantity)))
            .GroupBy(units => units.Kind).Select(group => group.Sum(units => (long)units.Quantity)).DefaultIfEmpty().Max();
        var left = order.Cancellations.Where(cancellation => cancellation.ClaimId.Length > 0).SelectMany(cancellation => cancellation.Lines)
            .Where(units => units.LineId == line.LineId).Sum(units => (long)units.Quantity);
        return (int)Math.Clamp(picked - left - (line.Ordered - line.Cancelled), 0, line.Cancelled);
    }

    /// <summary>By when the first of it was promised; null without a promise.</summary>
    public static DateTimeOffset? PromisedAt(Order order) => PromisedAt(order, WaitingLines(order));

    /// <summary>Where the order stands in the list of work: by its promise, else by when it was placed. Null when nothing is left to do.</summary>
    public static DateTimeOffset? DueAt(Order order) => WaitingLines(order) is { Count: > 0 } waiting ? PromisedAt(order, waiting) ?? order.Sale.PlacedAt : null;

    private static List<string> WaitingLines(Order order) => [.. Lines(order).Where(pair => Waiting(pair.Line) > 0).Select(pair => pair.Sold.LineId)];

    private static DateTimeOffset? PromisedAt(Order order, List<string> waiting) => order.Promises
        .Where((promise, i) => promise.State is not PromiseState.Withdrawn && waiting.Exists(promise.Covers) && !order.Promises.Skip(i + 1).Any(later => later.Replaces(promise)))
        .Min(promise => (DateTimeOffset?)promise.Window.LatestAt);

    /// <summary>Announced parcels that were not handed over.</summary>
    public static IEnumerable<Shipment> WaitingParcels(Order order) => order.Shipments.Where(IsWaiting);

    /// <summary>Whether a parcel was announced and not handed over.</summary>
    public static bool IsWaiting(Shipment parcel) => parcel.State is { LeftAt: null } state && !ParcelState.IsVoid(state.Status);

    // No store could give it to the customer.
    private static bool IsSentInstead(OrderLine sold, LineFulfilment line) => sold is { Method: FulfilmentMethod.Pickup, NonMerchandise: false } && Waiting(line) > 0;

    private static bool IsShipped(OrderLine line) => line.Method is FulfilmentMethod.Ship && !line.NonMerchandise;
}
