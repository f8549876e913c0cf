using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>Who tells that something happened at a store, and when it did.</summary>
/// <param name="EventId">Names it; the same again changes nothing.</param>
/// <param name="By">Device or person.</param>
/// <param name="At">When it happened.</param>
public sealed record PickupTold(string EventId, string By, DateTimeOffset At);

/// <content>What stores do: they pick, hand over, or cannot.</content>
public static partial class OrderSteps
{
    /// <summary>Forgets who else might collect, and what was said and checked at stores.</summary>
    public static Order ForgetCollectors(Order order) => order with
    {
        Pickups =
        [
            .. order.Pickups.Select(pickup => pickup with
            {
                Collectors = [.. pickup.Collectors.Select(collector => collector with { Name = "" })],
                Events = [.. pickup.Events.Select(e => e with { Note = "", Reason = e.Kind is PickupEventKind.Collected ? "" : e.Reason })],
            }),
        ],
        Version = order.Version + 1,
    };

    /// <summary>Somebody picks the goods.</summary>
    public static Decision<Change> AcceptPickup(Order order, string pickupId, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
        state.IsOver ? new PickupOver(state.Status) : Noted(order, pickup, Event(told, PickupEventKind.Accepted, now), [], now));

    /// <summary>Goods wait for their customer, or are packed for the carrier; without lines all that waits.</summary>
    public static Decision<Change> MarkReady(Order order, string pickupId, IReadOnlyList<LineUnits> asked, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
    {
        var lines = asked.Count > 0 ? Merge(asked) : UnitsOf(state, line => line.Waiting);
        return WhyNot(state, lines, line => state.MayBecomeReady(line.LineId)) is { } refusal ? refusal
            : lines.Count == 0 ? state.IsOver ? new PickupOver(state.Status) : new Change(order, [])
            : Noted(order, pickup, Event(told, PickupEventKind.Ready, now) with { Lines = lines }, [], now);
    });

    /// <summary>The store cannot do it; without lines nothing of what waits.</summary>
    public static Decision<Change> RejectPickup(
        Order order, string pickupId, IReadOnlyList<LineUnits> asked, PickupRejection reason, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
    {
        var lines = asked.Count > 0 ? Merge(asked) : UnitsOf(state, line => line.Waiting);
        if (WhyNot(state, lines, line => line.Left - line.Collected) is { } refusal)
        {
            return refusal;
        }

        if (lines.Count == 0)
        {
            return new PickupOver(state.Status);
        }

        var rejected = Event(told, PickupEventKind.Rejected, now) with { Lines = lines, Rejection = reason };
        var next = Replace(order, pickup.With(rejected));
        var events = new List<OrderEvent> { new PickupRejected(told.At, pickup, lines, reason) };
        if (reason is PickupRejection.CustomerRequest || PickupTerms.BuiltIn.In(order.Sale.Market).MoveWithinHours == 0)
        {
            next = GiveUp(next, pickup.PickupId, lines, $"{told.EventId}/given-up", reason is PickupRejection.CustomerRequest ? PickupRejection.CustomerRequest.Name() : PickupRejectedFinally, events, now);
        }

        return Settle(order, next, events, told.At, now);
    });

    /// <summary>Gives units to another store, or has them shipped: what was rejected, else what waits.</summary>
    /// <param name="order">The order.</param>
    /// <param name="pickupId">Where they are.</param>
    /// <param name="asked">Which; empty for all that was rejected, else all that waits.</param>
    /// <param name="to">The other store; empty to have them shipped.</param>
    /// <param name="place">Where that is.</param>
    /// <param name="told">Who moves them.</param>
    /// <param name="now">When.</param>
    public static Decision<Change> MovePickup(
        Order order, string pickupId, IReadOnlyList<LineUnits> asked, string to, StorePlace place, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
    {
        var lines = asked.Count > 0 ? Merge(asked)
            : state.Lines.Any(line => line.Rejected > 0) ? UnitsOf(state, line => line.Rejected)
            : UnitsOf(state, line => line.Waiting);
        if (WhyNot(state, lines, line => line.Rejected + line.Waiting) is { } refusal)
        {
            return refusal;
        }

        if (lines.Count == 0)
        {
            return new PickupOver(state.Status);
        }

        var isGone = IsGone(pickup, lines);
        var waiting = lines.Select(units => units with { Quantity = units.Quantity - Of(state, units.LineId).Rejected }).Where(units => units.Quantity > 0).ToList();
        var from = waiting.Count > 0
            ? pickup.With(Event(told with { EventId = told.EventId + "/rejected" }, PickupEventKind.Rejected, now) with { Lines = waiting, Rejection = PickupRejection.Other })
            : pickup;
        var there = to.Length > 0 ? NewPickup(order, to, place, pickup.Purpose, lines, now) : null;
        from = from.With(Event(told, PickupEventKind.Moved, now) with { Lines = lines, OtherId = there?.PickupId ?? "" });
        var next = Replace(order, from);
        next = there is null ? next : next with { Pickups = [.. next.Pickups, there] };
        return Settle(order, next, [new PickupMoved(now, pickup, there, lines, isGone)], now, now);
    });

    /// <summary>Gives units that are shipped, and nobody works on, to a store that sends them; without lines all of them.</summary>
    public static Decision<Change> AssignToStore(Order order, string storeId, StorePlace place, IReadOnlyList<LineUnits> asked, DateTimeOffset now)
    {
        var open = Fulfilments.Of(order);
        if (open.All(line => line.Cancelled == line.Ordered))
        {
            return new OrderIsCancelled();
        }

        var goods = order.Sale.Lines.Where(line => !line.NonMerchandise).Select(line => line.LineId).ToHashSet(StringComparer.Ordinal);
        var lines = asked.Count > 0 ? Merge(asked) : [.. open.Where(line => goods.Contains(line.LineId) && line.Shippable > 0).Select(line => new LineUnits(line.LineId, line.Shippable))];
        if (lines.Count == 0)
        {
            return new QuantityExceedsOrdered(open[0].LineId, 0);
        }

        if (FindExcess(open, lines, line => goods.Contains(line.LineId) ? line.Shippable : 0) is { } excess)
        {
            return excess.Line is null ? new LineNotFound(excess.LineId) : new QuantityExceedsOrdered(excess.LineId, excess.Line.Shippable);
        }

        var pickup = NewPickup(order, storeId, place, PickupPurpose.Shipping, lines, now);
        return Settle(order, order with { Pickups = [.. order.Pickups, pickup] }, [new PickupMoved(now, null, pickup, lines, IsGone: false)], now, now);
    }

    /// <summary>Keeps what is ready so many days longer; 0 for as many as may be.</summary>
    public static Decision<Change> ExtendPickup(Order order, string pickupId, int days, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
    {
        if (state is not { ExpiresAt: { } ends, MostUntil: { } most })
        {
            return new PickupNotReady();
        }

        var there = pickup.Days(order.Sale);
        var left = there.DayOf(most).DayNumber - there.DayOf(ends).DayNumber;
        if (left == 0 || days > left)
        {
            return new ExtensionTooLong(left);
        }

        var until = days == 0 ? most : there.StartOf(there.DayOf(ends).AddDays(days));
        var extended = pickup.With(Event(told, PickupEventKind.Extended, now) with { Until = until });
        return Settle(order, Replace(order, extended), [new PickupExtended(told.At, extended, until)], told.At, now);
    });

    /// <summary>The customer is at the store.</summary>
    public static Decision<Change> Arrive(Order order, string pickupId, string note, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
        state.Lines.All(line => line.Ready == 0) || pickup.Purpose is PickupPurpose.Shipping
            ? new PickupNotReady()
            : Noted(order, pickup, Event(told, PickupEventKind.Arrived, now) with { Note = note }, [new CustomerArrived(told.At, pickup)], now));

    /// <summary>Goods are handed over; without lines all that is ready, else all that waits.</summary>
    /// <param name="order">The order.</param>
    /// <param name="pickupId">Which of its pickups.</param>
    /// <param name="asked">Which units.</param>
    /// <param name="proof">Who they are handed to: a collector's id or empty for the owner, and what was checked instead of a code.</param>
    /// <param name="told">Who hands over.</param>
    /// <param name="now">When.</param>
    public static Decision<Change> Collect(
        Order order, string pickupId, IReadOnlyList<LineUnits> asked, (string CollectorId, string Checked) proof, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
    {
        var lines = asked.Count > 0 ? Merge(asked)
            : state.Lines.Any(line => line.Ready > 0) ? UnitsOf(state, line => line.Ready)
            : UnitsOf(state, line => line.Waiting);
        return WhyNot(state, lines, line => line.Left - line.Collected) is { } refusal ? refusal
            : lines.Count == 0 ? new PickupOver(state.Status)
            : Noted(order, pickup, Event(told, PickupEventKind.Collected, now) with { Lines = lines, CollectorId = proof.CollectorId, Reason = proof.Checked }, [], now);
    });

    /// <summary>The parcel in which a store sends goods; without lines all that is packed, else all that waits.</summary>
    public static Decision<Change> Send(Order order, string pickupId, Shipment parcel, DateTimeOffset now, params IReadOnlyList<TrackingEvent> early)
    {
        if (order.Pickups.FirstOrDefault(known => known.PickupId == pickupId) is not { } pickup)
        {
            return new PickupNotFound();
        }

        var state = PickupState.Of(pickup, order);
        var lines = parcel.Lines.Count > 0 ? Merge(parcel.Lines)
            : state.Lines.Any(line => line.Ready > 0) ? UnitsOf(state, line => line.Ready)
            : UnitsOf(state, line => line.Waiting);
        return pickup.Purpose is not PickupPurpose.Shipping ? new PickupIsCollected()
            : WhyNot(state, lines, line => line.Left - line.Collected) is { } refusal ? refusal
            : lines.Count == 0 ? new PickupOver(state.Status)
            : Announce(order, parcel with { Lines = lines, PickupId = pickupId }, now, early);
    }

    /// <summary>Something was not so.</summary>
    public static Decision<Change> UndoPickupEvent(Order order, string pickupId, string eventId, string reason, PickupTold told, DateTimeOffset now) => AtStore(order, pickupId, told, now, (pickup, state) =>
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonRequired();
        }

        if (pickup.Events.FirstOrDefault(known => known.EventId == eventId) is not { } wrong)
        {
            return new PickupEventNotFound();
        }

        var isFinal = !wrong.IsUndoable || (wrong.Kind is PickupEventKind.Rejected && wrong.Lines.Any(units => Of(state, units.LineId).Rejected < units.Quantity));
        return isFinal ? new PickupEventFinal()
            : pickup.Events.Any(e => e.Kind is PickupEventKind.Undone && e.OtherId == eventId) ? new Change(order, [])
            : Noted(order, pickup, Event(told, PickupEventKind.Undone, now) with { OtherId = eventId, Reason = reason }, [], now);
    });

    /// <summary>Lets somebody else collect.</summary>
    public static Decision<Change> AuthorizeCollector(Order order, string pickupId, string name, DateTimeOffset now)
    {
        if (order.Pickups.FirstOrDefault(known => known.PickupId == pickupId) is not { } pickup)
        {
            return new PickupNotFound();
        }

        var state = PickupState.Of(pickup, order);
        var collector = new Collector((pickup.Collectors.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), name);
        return state.IsOver || pickup.Purpose is PickupPurpose.Shipping ? new PickupOver(state.Status)
            : pickup.Collectors.Count(known => !known.IsRevoked) >= Pickup.MostCollectors ? new TooManyCollectors()
            : Settle(order, Replace(order, pickup with { Collectors = [.. pickup.Collectors, collector] }), [], now, now);
    }

    /// <summary>Lets somebody collect no more.</summary>
    public static Decision<Change> RevokeCollector(Order order, string pickupId, string collectorId, DateTimeOffset now)
    {
        if (order.Pickups.FirstOrDefault(known => known.PickupId == pickupId) is not { } pickup)
        {
            return new PickupNotFound();
        }

        return pickup.Collectors.Any(known => known.CollectorId == collectorId)
            ? Settle(order, Replace(order, pickup with { Collectors = [.. pickup.Collectors.Select(known => known.CollectorId == collectorId ? known with { IsRevoked = true } : known)] }), [], now, now)
            : new CollectorNotFound();
    }

    /// <summary>The work of stores that a sale makes: what is collected, by store.</summary>
    private static IReadOnlyList<Pickup> PickupsOf(Sale sale, DateTimeOffset now) =>
    [
        .. sale.Lines.Where(line => line is { Method: FulfilmentMethod.Pickup, NonMerchandise: false, MethodReference.Length: > 0 })
            .GroupBy(line => line.MethodReference, StringComparer.Ordinal).OrderBy(store => store.Key, StringComparer.Ordinal)
            .Select((store, i) => new Pickup
            {
                PickupId = Pickup.IdOf(sale.OrderId, i + 1),
                StoreId = store.Key,
                Place = sale.Stores.GetValueOrDefault(store.Key, StorePlace.Unknown),
                Lines = [.. store.Select(line => new LineUnits(line.LineId, line.Quantity))],
                AssignedAt = now,
            }),
    ];

    private static Decision<Change> AtStore(Order order, string pickupId, PickupTold told, DateTimeOffset now, Func<Pickup, PickupState, Decision<Change>> decide)
    {
        var pickup = order.Pickups.FirstOrDefault(known => known.PickupId == pickupId);
        return pickup is null ? new PickupNotFound()
            : pickup.Events.Any(known => known.EventId == told.EventId) ? new Change(order, [])
            : WhyNotThen(order, told.At, "occurred_at", now) is { } wrong ? wrong
            : decide(pickup, PickupState.Of(pickup, order));
    }

    private static Refusal? WhyNot(PickupState state, IReadOnlyList<LineUnits> lines, Func<PickupUnits, int> most)
    {
        foreach (var units in lines)
        {
            if (state.Lines.FirstOrDefault(line => line.LineId == units.LineId) is not { } line)
            {
                return new LineNotFound(units.LineId);
            }

            if (units.Quantity > most(line))
            {
                return state.IsOver && line.Left == line.Collected ? new PickupOver(state.Status) : new QuantityExceedsPickup(units.LineId, Math.Max(0, most(line)));
            }
        }

        return null;
    }

    private static Change Noted(Order order, Pickup pickup, PickupEvent next, List<OrderEvent> events, DateTimeOffset now) =>
        Settle(order, Replace(order, pickup.With(next)), events, next.At, now);

    private static Pickup NewPickup(Order order, string storeId, StorePlace place, PickupPurpose purpose, IReadOnlyList<LineUnits> lines, DateTimeOffset now) => new()
    {
        PickupId = Pickup.IdOf(order.OrderId, order.Pickups.Count + 1),
        StoreId = storeId,
        Place = place,
        Purpose = purpose,
        Lines = lines,
        AssignedAt = now,
    };

    private static PickupEvent Event(PickupTold told, PickupEventKind kind, DateTimeOffset now) => new() { EventId = told.EventId, Kind = kind, At = told.At, ToldAt = now, By = told.By };

    private static Order Replace(Order order, Pickup pickup) =>
        order with { Pickups = [.. order.Pickups.Select(known => known.PickupId == pickup.PickupId ? pickup : known)] };

    private static PickupUnits Of(PickupState state, string lineId) => state.Lines.First(line => line.LineId == lineId);

    private static IReadOnlyList<LineUnits> UnitsOf(PickupState state, Func<PickupUnits, int> which) =>
        [.. state.Lines.Where(line => which(line) > 0).Select(line => new LineUnits(line.LineId, which(line)))];
}
