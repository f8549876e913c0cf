namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// Decides about a promise. Its outcome follows from the facts that are known and the time, whatever was decided before: so it is the same in whatever order
/// facts come, and late evidence corrects it.
/// </summary>
public static class PromiseRules
{
    /// <summary>The promise after looking at an order at a moment, and what is to be told; the same promise and nothing when nothing changed.</summary>
    public static (Promise Promise, IReadOnlyList<OrderEvent> Events) Look(Promise promise, Order order, DateTimeOffset now)
    {
        var events = new List<OrderEvent>();
        var (outcome, reason) = OutcomeOf(promise, order, now);
        if (outcome is PromiseState.Made ? !promise.IsOpen : outcome != promise.State)
        {
            var next = promise.To(outcome, reason, now);
            events.AddRange(Tell(promise.State, next, reason, now));
            promise = next;
        }

        if (promise.State is PromiseState.Made && Risk(promise, order, now) is { } risk)
        {
            promise = promise.To(PromiseState.AtRisk, risk, now);
            events.Add(new PromiseAtRisk(now, promise, risk));
        }

        return (promise, events);
    }

    /// <summary>When to look again although nothing happens; null when time changes nothing any more.</summary>
    public static DateTimeOffset? NextLook(Promise promise, Order order, DateTimeOffset now) => !promise.IsOpen
        ? null
        : new[] { promise.DecidedAt }.Concat(promise.State is PromiseState.Made ? [promise.RiskAt, .. QuietMoments(promise, order)] : [])
            .Where(at => at > now).Order().Select(at => (DateTimeOffset?)at).FirstOrDefault();

    // What was told and is no longer true is taken back; what was never told is told.
    private static IEnumerable<OrderEvent> Tell(PromiseState previous, Promise next, string reason, DateTimeOffset now) => (previous, next.State) switch
    {
        (PromiseState.Kept or PromiseState.Broken, _) => [new PromiseOutcomeCorrected(now, next, previous)],
        (_, PromiseState.Kept) => [new PromiseKept(now, next)],
        (_, PromiseState.Broken) => [new PromiseBroken(now, next, reason)],
        _ => [],
    };

    private static (PromiseState State, string Reason) OutcomeOf(Promise promise, Order order, DateTimeOffset now)
    {
        var lines = Lines(promise, order);
        if (lines.All(line => line.Wanted == 0))
        {
            return (PromiseState.Withdrawn, "CANCELLED");
        }

        var inTime = Units(order, (_, _, state) => state.DeliveredFrom <= promise.Window.LatestAt, promise.Window.LatestAt);
        if (lines.All(line => inTime(line) >= line.Wanted))
        {
            return (PromiseState.Kept, "");
        }

        if (now < promise.DecidedAt)
        {
            return (PromiseState.Made, "");
        }

        // Nobody reports of goods without tracking: that they did not come in time is not known, and nobody apologises for it.
        var untold = Units(order, (_, parcel, state) => Silence.IsUntold(parcel, state) && LeftAt(parcel, state) <= promise.Window.LatestAt);
        if (lines.All(line => inTime(line) + untold(line) >= line.Wanted))
        {
            return UnderWay(promise, order).Any(parcel => Silence.IsUntold(parcel, parcel.State)) ? (PromiseState.Made, "") : (PromiseState.Withdrawn, "NOT_TRACKED");
        }

        var came = Units(order, (_, _, state) => state.DeliveredFrom is not null, DateTimeOffset.MaxValue);
        return (PromiseState.Broken, lines.All(line => came(line) >= line.Wanted) ? "DELIVERED_LATE" : "WINDOW_PASSED");
    }

    private static string? Risk(Promise promise, Order order, DateTimeOffset now)
    {
        var parcels = UnderWay(promise, order).ToList();
        var statuses = parcels.Select(parcel => parcel.State.Status).ToHashSet();
        return statuses switch
        {
            _ when statuses.Overlaps([ShipmentStatus.DeliveryFailed, ShipmentStatus.ReturnToSender, ShipmentStatus.Expired]) => "DELIVERY_FAILED",
            _ when order.Pickups.Any(pickup => PickupState.Of(pickup, order).Lines.Any(line => line.Rejected > 0 && promise.Covers(line.LineId))) => "PICKUP_REJECTED",
            _ when statuses.Contains(ShipmentStatus.OnHold) => "ON_HOLD",
            _ when statuses.Overlaps([ShipmentStatus.Delayed, ShipmentStatus.LostSuspected]) => "CARRIER_DELAY",
            _ when parcels.Any(parcel => parcel.EstimatedDeliveryAt > promise.Window.LatestAt) => "CARRIER_FORECAST",
            _ when QuietMoments(promise, order).Any(quiet => quiet <= now) => "NO_NEWS",
            _ when now >= promise.RiskAt && !HasLeft(promise, order) => "NOT_SHIPPED",
            _ => null,
        };
    }

    private static bool HasLeft(Promise promise, Order order)
    {
        var left = Units(order, (_, parcel, state) => !ParcelState.IsVoid(state.Status) && LeftAt(parcel, state) is not null, DateTimeOffset.MaxValue);
        return Lines(promise, order).All(line => left(line) >= line.Wanted);
    }

    // Silence is measured by the promise, too: who waits two months for a ship is not alarmed by a week.
    private static IEnumerable<DateTimeOffset> QuietMoments(Promise promise, Order order) => UnderWay(promise, order)
        .Select(parcel => Silence.QuietAt(parcel, order)).OfType<DateTimeOffset>()
        .Select(quiet => quiet > promise.MadeAt + (promise.Span / 4) ? quiet : promise.MadeAt + (promise.Span / 4));

    private static IEnumerable<Shipment> UnderWay(Promise promise, Order order) => StatusRules.Speaking(order)
        .Where(parcel => parcel.Lines.Any(units => promise.Covers(units.LineId)) && !ParcelState.IsWithCustomer(parcel.State.Status));

    // Of what nobody reports the announcement is all that is heard.
    private static DateTimeOffset? LeftAt(Shipment parcel, ParcelState state) => state.LeftAt ?? (parcel.IsReported ? null : parcel.CreatedAt);

    // What is collected in a store has come when it is ready there; all else when it is with the customer.
    private static Func<Line, int> Units(Order order, Func<Line, Shipment, ParcelState, bool> isCounted, DateTimeOffset? readyBy = null)
    {
        var parcels = order.Shipments.Select(parcel => (Parcel: parcel, parcel.State)).ToList();
        var pickups = readyBy is null ? [] : order.Pickups.Where(pickup => pickup.Purpose is PickupPurpose.Collection).Select(pickup => PickupState.Of(pickup, order)).ToList();
        return line => parcels.Where(each => isCounted(line, each.Parcel, each.State))
            .Sum(each => each.Parcel.Lines.Where(units => units.LineId == line.Sold.LineId).Sum(units => units.Quantity))
            + pickups.Sum(state => state.ReadyBy(line.Sold.LineId, readyBy!.Value));
    }

    // Postage goes with the goods. What is cancelled after the promise was broken does not mend it, and what was ready in time was promised rightly though nobody came for it.
    private static List<Line> Lines(Promise promise, Order order)
    {
        var hasMerchandise = order.Sale.Lines.Any(line => !line.NonMerchandise);
        var cancelled = order.Cancellations.Where(cancellation => cancellation.At <= promise.DecidedAt && cancellation.Reason != OrderSteps.PickupExpired).SelectMany(cancellation => cancellation.Lines)
            .ToLookup(units => units.LineId, units => units.Quantity, StringComparer.Ordinal);
        return
        [
            .. order.Sale.Lines
                .Where(line => promise.Covers(line.LineId) && line.Method is not (FulfilmentMethod.TakeAway or FulfilmentMethod.Digital) && !(hasMerchandise && line.NonMerchandise))
                .Select(line => new Line(line, line.Quantity - cancelled[line.LineId].Sum())),
        ];
    }

    private sealed record Line(OrderLine Sold, int Wanted);
}
