namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// Decides about a promise, by event and by time. Kept is decided at once, from facts that later news cannot take away; broken only by time
/// (<see cref="Promise.DecidedAt"/>): so the outcome does not depend on the order in which events come, and each is published once.
/// </summary>
public static class PromiseRules
{
    /// <summary>The promise after looking at an order at a moment, and what is to be told; the same promise and null when nothing changed.</summary>
    public static (Promise Promise, OrderEvent? Event) Look(Promise promise, Order order, IReadOnlyList<LineFulfilment> lines, DateTimeOffset now)
    {
        if (!promise.IsOpen)
        {
            return (promise, null);
        }

        if (lines.All(line => line.Cancelled == line.Ordered))
        {
            return (promise with { State = PromiseState.Withdrawn, StateAt = now }, null);
        }

        if (IsKept(promise, order, lines))
        {
            var kept = promise with { State = PromiseState.Kept, StateAt = now };
            return (kept, new PromiseKept(now, kept));
        }

        if (now >= promise.DecidedAt)
        {
            var broken = promise with { State = PromiseState.Broken, StateAt = now };
            return (broken, new PromiseBroken(now, broken, StatusRules.DeliveredAt(lines) is null ? "WINDOW_PASSED" : "DELIVERED_LATE"));
        }

        if (promise.State is PromiseState.Made && Risk(promise, order, lines, now) is { } reason)
        {
            var atRisk = promise with { State = PromiseState.AtRisk, StateAt = now };
            return (atRisk, new PromiseAtRisk(now, atRisk, reason));
        }

        return (promise, null);
    }

    /// <summary>When to look again although nothing happens; null when time changes nothing any more.</summary>
    public static DateTimeOffset? NextLook(Promise? promise, DateTimeOffset now) => promise switch
    {
        null or { IsOpen: false } => null,
        { State: PromiseState.Made } when promise.RiskAt > now => promise.RiskAt,
        _ => promise.DecidedAt,
    };

    private static bool IsKept(Promise promise, Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var latest = promise.Window.LatestAt;
        var inTime = order.Shipments.Where(shipment => ParcelState.FirstDelivery(shipment.Events) <= latest)
            .SelectMany(shipment => shipment.Lines)
            .GroupBy(units => units.LineId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(units => units.Quantity), StringComparer.Ordinal);
        var hasMerchandise = order.Sale.Lines.Any(line => !line.NonMerchandise);
        return order.Sale.Lines.Zip(lines).All(pair =>
            (hasMerchandise && pair.First.NonMerchandise)
            || pair.First.Method is FulfilmentMethod.TakeAway
            || inTime.GetValueOrDefault(pair.First.LineId) >= pair.Second.Ordered - pair.Second.Cancelled);
    }

    private static string? Risk(Promise promise, Order order, IReadOnlyList<LineFulfilment> lines, DateTimeOffset now)
    {
        var parcels = order.Shipments.Where(shipment => !ParcelState.IsWithCustomer(shipment.State.Status)).ToList();
        var statuses = parcels.Select(parcel => parcel.State.Status).ToHashSet();
        return statuses switch
        {
            _ when statuses.Overlaps([ShipmentStatus.DeliveryFailed, ShipmentStatus.ReturnToSender, ShipmentStatus.Expired]) => "DELIVERY_FAILED",
            _ when statuses.Contains(ShipmentStatus.OnHold) => "ON_HOLD",
            _ when statuses.Overlaps([ShipmentStatus.Delayed, ShipmentStatus.LostSuspected]) => "CARRIER_DELAY",
            _ when parcels.Any(parcel => parcel.EstimatedDeliveryAt > promise.Window.LatestAt) => "CARRIER_FORECAST",
            _ when now >= promise.RiskAt && lines.Any(line => line.Fulfilled < line.Ordered - line.Cancelled) => "NOT_SHIPPED",
            _ => null,
        };
    }
}
