using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>The steps of an order: each adds facts; what follows from them is derived and told in one place, <see cref="Settle"/>.</summary>
public static partial class OrderSteps
{
    /// <summary>A sale becomes an order.</summary>
    public static Change Place(Sale sale, DateTimeOffset now)
    {
        var order = new Order { Sale = sale, Pickups = sale.Origin is OrderOrigin.Historical ? [] : PickupsOf(sale, now) };
        var events = new List<OrderEvent> { new OrderPlaced(sale.PlacedAt) };
        if (sale.Promised is { } days && sale.Origin is not OrderOrigin.Historical)
        {
            var promise = NewPromise(order, Window.Of(days, sale.PromisedAt ?? sale.PlacedAt, sale.Place), ShippedBeside(sale), now);
            order = order with { Promises = [promise] };
            events.Add(new PromiseMade(now, promise));
        }

        return Settle(order, order, events, sale.HandedOverAt ?? sale.PlacedAt, now);
    }

    /// <summary>Another sale came in under this order's id: what was paid for it goes back, money, points and coupons, once. Null when that was done before.</summary>
    public static Change? RefundSecondSale(Order order, Sale second, string refundId, DateTimeOffset now)
    {
        if (order.SecondSaleRefunds.Contains(refundId))
        {
            return null;
        }

        var next = order with { SecondSaleRefunds = [.. order.SecondSaleRefunds, refundId], Version = order.Version + 1 };
        var events = new List<OrderEvent>();
        if (second.Tenders.Any(tender => tender.AmountMinor > 0))
        {
            var ledger = new PaymentLedger(second, OrderMoney.None with { Credits = [new Credit(refundId, second.Totals.Exact)] });
            var refund = ledger.Grant(
                new Refund { RefundId = refundId, Reason = Refund.SecondSale, At = now }, new RefundAsk(refundId, Refund.SecondSale, ledger.CapturedMinor));
            next = next with { Money = next.Money with { Refunds = [.. next.Money.Refunds, refund] } };
            events.Add(new RefundRequested(now, refund, Instructions(order.OrderId, next.Money.Refunds.Count, refund, _ => true)));
        }

        // A hold that this order was paid with is spent for good.
        if (second.HoldId.Length > 0 && second.HoldId != order.Sale.HoldId)
        {
            events.Add(new SecondSaleRefused(now, second.HoldId));
        }

        return new Change(next, events);
    }

    /// <summary>Announces a parcel; without lines it takes everything that is open.</summary>
    /// <param name="order">The order.</param>
    /// <param name="parcel">With what whoever announces it knows of it.</param>
    /// <param name="now">When.</param>
    /// <param name="early">What its carrier told before.</param>
    public static Decision<Change> Ship(Order order, Shipment parcel, DateTimeOffset now, params IReadOnlyList<TrackingEvent> early)
    {
        if (parcel.Events.Select(e => WhyNotThen(order, e.OccurredAt, "picked_up_at", now)).FirstOrDefault(refusal => refusal is not null) is { } wrong)
        {
            return wrong;
        }

        var open = Fulfilments.Of(order);
        if (open.All(line => line.Cancelled == line.Ordered))
        {
            return new OrderIsCancelled();
        }

        var lines = parcel.Lines.Count > 0
            ? Merge(parcel.Lines)
            : [.. open.Where(line => line.Shippable > 0).Select(line => new LineUnits(line.LineId, line.Shippable))];
        if (lines.Count == 0)
        {
            return new QuantityExceedsOrdered(open[0].LineId, 0);
        }

        if (FindExcess(open, lines, line => line.Shippable) is { } excess)
        {
            return excess.Line is null ? new LineNotFound(excess.LineId) : new QuantityExceedsOrdered(excess.LineId, excess.Line.Shippable);
        }

        return Announce(order, parcel with { Lines = lines }, now, early);
    }

    /// <summary>Adds tracking events to one of the parcels. Known events change nothing.</summary>
    public static Change Track(Order order, string shipmentId, IReadOnlyList<TrackingEvent> events, DateTimeOffset now)
    {
        var next = order with { Shipments = [.. order.Shipments.Select(s => s.ShipmentId == shipmentId ? s.With(events) : s)] };
        return Settle(order, next, [], events.Count == 0 ? now : events.Max(e => e.OccurredAt), now);
    }

    /// <summary>Staff sets a parcel's status against what its events say; events after that time count again.</summary>
    public static Decision<Change> Correct(Order order, string shipmentId, TrackingEvent correction, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(correction.Description))
        {
            return new ReasonRequired();
        }

        if (order.Shipments.All(shipment => shipment.ShipmentId != shipmentId))
        {
            return new ShipmentNotFound();
        }

        return WhyNotThen(order, correction.OccurredAt, "occurred_at", now) is { } wrong ? wrong : Track(order, shipmentId, [correction], now);
    }

    /// <summary>Promises a window to an order, or to some of its lines, that have none in force.</summary>
    public static Decision<Change> SetPromise(Order order, Window window, IReadOnlyList<string> lineIds, DateTimeOffset now)
    {
        if (order.Sale.Origin is OrderOrigin.Historical)
        {
            return new OrderIsHistorical();
        }

        if (order.Status is OrderStatus.Cancelled)
        {
            return new OrderIsCancelled();
        }

        if (order.DeliveredAt is not null)
        {
            return new OrderIsDelivered();
        }

        if (lineIds.FirstOrDefault(id => order.Sale.Lines.All(line => line.LineId != id)) is { } unknown)
        {
            return new LineNotFound(unknown);
        }

        if (order.Promises.Any(known => known.IsOpen && known.Overlaps(lineIds)))
        {
            return new PromiseExists();
        }

        if (!IsValid(window, now))
        {
            return new WindowInvalid();
        }

        var promise = NewPromise(order, window, lineIds, now);
        return Settle(order, order with { Promises = [.. order.Promises, promise] }, [new PromiseMade(now, promise)], now, now);
    }

    /// <summary>Gives an open promise another window.</summary>
    public static Decision<Change> RevisePromise(Order order, string promiseId, Window window, string reason, DateTimeOffset now)
    {
        var promise = order.Promises.FirstOrDefault(p => p.PromiseId == promiseId);
        if (promise is null)
        {
            return new PromiseNotFound();
        }

        if (!promise.IsOpen)
        {
            return new PromiseFinal();
        }

        if (!IsValid(window, now))
        {
            return new WindowInvalid();
        }

        var revised = promise.Revised(window, reason, now);
        var promises = order.Promises.Select(known => known.PromiseId == promiseId ? revised : known);
        return Settle(order, order with { Promises = [.. promises] }, [new PromiseRevised(now, revised, promise.Window)], now, now);
    }

    /// <summary>Time has passed.</summary>
    public static Change Look(Order order, DateTimeOffset now)
    {
        var events = new List<OrderEvent>();
        return Settle(order, PassTimeAtStores(order, events, now), events, now, now);
    }

    /// <summary>Units of a return arrived; <paramref name="receiptId"/> names the receipt.</summary>
    public static Change Receive(Order order, string returnId, string receiptId, IReadOnlyList<LineUnits> lines, DateTimeOffset at, DateTimeOffset now) =>
        Return(order, returnId, known => known with { Received = new Dictionary<string, IReadOnlyList<LineUnits>>(known.Received) { [receiptId] = lines } }, at, now);

    /// <summary>A return is resolved: these units count as returned.</summary>
    public static Change Resolve(Order order, string returnId, IReadOnlyList<LineUnits> lines, DateTimeOffset at, DateTimeOffset now) =>
        Return(order, returnId, known => known with { Resolved = lines }, at, now);

    /// <summary>A receipt without a customer becomes the customer's.</summary>
    public static Decision<Change> Claim(Order order, string customerId, DateTimeOffset now)
    {
        if (order.CustomerId == customerId)
        {
            return new Change(order, []);
        }

        if (order.OwnerId is not null)
        {
            return new OrderNotFound();
        }

        return new Change(order with { ClaimedBy = customerId, Version = order.Version + 1 }, [new OrderClaimed(now)]);
    }

    private static Change Announce(Order order, Shipment parcel, DateTimeOffset now, IReadOnlyList<TrackingEvent> early)
    {
        var shipment = (parcel with { AddressVersion = order.AddressVersion, CountsFrom = Shipment.FirstCounted(parcel.CreatedAt, parcel.Events) }).With(early);
        var events = new List<OrderEvent> { new ShipmentCreated(now, shipment with { Events = [] }) };
        return Settle(order, order with { Shipments = [.. order.Shipments, shipment] }, events, now, now);
    }

    // Gives back what the units were paid with, and tells of both.
    private static Order Cancelled(Order order, Cancellation cancellation, SalesChannel channel, List<OrderEvent> events, DateTimeOffset now)
    {
        var refunds = new List<OrderEvent>();
        var value = Refunds.Value(order, cancellation.Lines);
        var (next, refund) = Give(
            order,
            cancellation.ClaimId.Length == 0
                ? new RefundAsk($"{order.OrderId}/cancel/{order.Cancellations.Count + 1}", Refund.OrderCancelled, value)
                : new RefundAsk($"{order.OrderId}/claim/{cancellation.ClaimId}", Refund.ClaimAccepted, value),
            refunds,
            now);
        cancellation = cancellation with { RefundMinor = refund.AmountMinor };
        next = next with { Cancellations = [.. next.Cancellations, cancellation] };
        var isWhole = Fulfilments.Of(next).All(line => line.Cancelled == line.Ordered);
        events.AddRange([new OrderCancelled(now, cancellation, isWhole, channel), .. refunds]);
        return isWhole ? next with { CancelledAt = now } : next;
    }

    private static Change Return(Order order, string returnId, Func<OrderReturn, OrderReturn> learn, DateTimeOffset at, DateTimeOffset now)
    {
        var known = order.Returns.FirstOrDefault(r => r.ReturnId == returnId) ?? new OrderReturn { ReturnId = returnId };
        var next = order with { Returns = [.. order.Returns.Where(r => r.ReturnId != returnId), learn(known)] };
        return Settle(order, next, [], at, now);
    }

    /// <summary>
    /// Derives from the facts and tells what differs from what was told before. The one place where statuses, deliveries and promise outcomes come to be.
    /// </summary>
    private static Change Settle(Order before, Order after, List<OrderEvent> events, DateTimeOffset effectiveAt, DateTimeOffset now)
    {
        // What time has decided is not taken back by a replica whose clock is behind.
        now = before.Promises.Select(promise => promise.StateAt).Concat(before.Shipments.Select(shipment => shipment.Concluded?.At ?? now)).Append(now).Max();
        var isNew = before.Version == 0;
        after = ReleaseHolds(Silence.Conclude(after, now), events, now);
        var correction = TellShipments(before, after, events);
        var lines = Fulfilments.Of(after);
        if (isNew ? lines.Any(line => line.Fulfilled > 0) : !lines.SequenceEqual(Fulfilments.Of(before), SameQuantities))
        {
            events.Add(new FulfilmentChanged(effectiveAt, lines));
        }

        var deliveredAt = StatusRules.DeliveredAt(lines);
        var isAssumed = deliveredAt is not null && after.Shipments.Any(shipment => shipment.State.IsAssumed);
        if (deliveredAt is not null && (deliveredAt != before.DeliveredAt || isAssumed != before.IsDeliveryAssumed))
        {
            events.Add(new OrderDelivered(deliveredAt.Value, StatusRules.IsHandedOver(after), isAssumed));
        }
        else if (deliveredAt is null && before.DeliveredAt is not null)
        {
            events.Add(new OrderDeliveryCorrected(effectiveAt, correction ?? (events.Exists(e => e is ClaimFiled or ClaimResolved) ? "CLAIM" : "LATE_NEWS")));
        }

        TellPickups(before, after, events, effectiveAt);
        var looked = after.Promises.Select(promise => PromiseRules.Look(promise, after, now)).ToList();
        events.AddRange(looked.SelectMany(look => look.Events));
        after = after with
        {
            Status = StatusRules.Of(after, lines),
            DeliveredAt = deliveredAt,
            IsDeliveryAssumed = isAssumed,
            Breaches = Invariants.BrokenBy(after, lines),
            Promises = [.. looked.Select(look => look.Promise)],
        };
        after = after with { NextLookAt = NextLook(after, now) };
        return new Change(isNew || events.Count > 0 || HasNewFacts(before, after) ? after with { Version = before.Version + 1 } : before, events);
    }

    /// <summary>Tells changed statuses of parcels; answers the reason of a correction among them.</summary>
    private static string? TellShipments(Order before, Order after, List<OrderEvent> events)
    {
        string? correction = null;
        foreach (var shipment in after.Shipments)
        {
            var earlier = before.Shipments.FirstOrDefault(s => s.ShipmentId == shipment.ShipmentId);
            var told = earlier?.State;
            var previous = told?.Status ?? ShipmentStatus.Pending;
            var state = shipment.State;
            if (state.Status != previous || state.IsAssumed != (told?.IsAssumed ?? false))
            {
                var known = earlier?.Events.Count(e => e.IsCorrection) ?? 0;
                var isCorrection = shipment.Events.Count(e => e.IsCorrection) > known;
                correction ??= isCorrection ? shipment.Events.Last(e => e.IsCorrection).Description : null;
                events.Add(new ShipmentStatusChanged(state.At, shipment, previous, isCorrection));
            }
        }

        return correction;
    }

    private static void TellPickups(Order before, Order after, List<OrderEvent> events, DateTimeOffset effectiveAt)
    {
        foreach (var pickup in after.Pickups)
        {
            var state = PickupState.Of(pickup, after);
            var previous = before.Version > 0 && before.Pickups.FirstOrDefault(known => known.PickupId == pickup.PickupId) is { } known ? PickupState.Of(known, before).Status : PickupStatus.Unspecified;
            if (state.Status != previous)
            {
                events.Add(new PickupChanged(effectiveAt, pickup, state, previous));
            }
        }
    }

    private static bool HasNewFacts(Order before, Order after) =>
        before.NextLookAt != after.NextLookAt
        || !before.Promises.SequenceEqual(after.Promises)
        || !before.Shipments.SequenceEqual(after.Shipments, SameEvents)
        || !before.Pickups.SequenceEqual(after.Pickups)
        || !ReferenceEquals(before.Money, after.Money)
        || before.AddressVersion != after.AddressVersion
        || before.Milestones.Count != after.Milestones.Count
        || !before.Claims.SequenceEqual(after.Claims)
        || before.Returns.Count != after.Returns.Count
        || before.Status != after.Status
        || !before.Breaches.SequenceEqual(after.Breaches)
        || !before.Returns.SequenceEqual(after.Returns);

    private static readonly IEqualityComparer<Shipment> SameEvents =
        EqualityComparer<Shipment>.Create(
            (left, right) => left!.ShipmentId == right!.ShipmentId && left.Events.Count == right.Events.Count && left.EstimatedDeliveryAt == right.EstimatedDeliveryAt
                && left.Concluded == right.Concluded && left.ProvenAt == right.ProvenAt,
            s => s.Events.Count);

    private static readonly IEqualityComparer<LineFulfilment> SameQuantities =
        EqualityComparer<LineFulfilment>.Create((left, right) => Told(left!) == Told(right!), line => line.Fulfilled);

    private static LineFulfilment Told(LineFulfilment line) => line with { Allocated = 0, AtStores = 0, InStores = 0, GoesWithGoods = false, Beyond = [] };

    private static Refusal? WhyNotThen(Order order, DateTimeOffset at, string field, DateTimeOffset now) =>
        ReportedTime.IsAhead(at, now) ? new OccurredInFuture(field)
        : ReportedTime.IsAhead(order.Sale.PlacedAt, at) ? new OccurredBeforeOrder(field)
        : null;

    private static (string LineId, LineFulfilment? Line)? FindExcess(
        IReadOnlyList<LineFulfilment> open, IReadOnlyList<LineUnits> lines, Func<LineFulfilment, int> left)
    {
        var byId = open.ToDictionary(line => line.LineId, StringComparer.Ordinal);
        foreach (var units in lines)
        {
            var line = byId.GetValueOrDefault(units.LineId);
            if (line is null || units.Quantity > left(line))
            {
                return (units.LineId, line);
            }
        }

        return null;
    }

    // More than a number holds is more than any line has.
    private static IReadOnlyList<LineUnits> Merge(IReadOnlyList<LineUnits> lines) =>
    [
        .. lines.GroupBy(units => units.LineId, StringComparer.Ordinal)
            .Select(group => new LineUnits(group.Key, (int)Math.Min(int.MaxValue, group.Sum(units => (long)units.Quantity)))),
    ];

    private static bool IsValid(Window window, DateTimeOffset now) => window.EarliestAt <= window.LatestAt && window.LatestAt > now;

    private static Promise NewPromise(Order order, Window window, IReadOnlyList<string> lineIds, DateTimeOffset now) =>
        Promise.New($"{order.OrderId}~p{order.Promises.Count + 1}", window, lineIds, now);

    // A shipping option promises what is shipped: of an order that is partly collected only that.
    private static IReadOnlyList<string> ShippedBeside(Sale sale) => sale.Lines.Any(line => line.Method is FulfilmentMethod.Pickup)
        ? [.. sale.Lines.Where(line => line.Method is FulfilmentMethod.Ship && !line.NonMerchandise).Select(line => line.LineId)]
        : [];

    private static DateTimeOffset? NextLook(Order order, DateTimeOffset now) =>
        order.Promises.Select(promise => PromiseRules.NextLook(promise, order, now))
            .Concat(order.Shipments.Select(shipment => Silence.NextLook(shipment, order, now))).Append(NextLookAtStores(order)).Min();
}
