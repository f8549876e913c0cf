using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>The steps of an order: each adds facts; what follows from them is derived and told in one place, <see cref="Settle"/>.</summary>
public static partial class OrderSteps
{
    /// <summary>A sale becomes an order.</summary>
    /// <param name="sale">What was sold.</param>
    /// <param name="now">The moment.</param>
    /// <param name="marks">By what its buyer may be known again.</param>
    public static Change Place(Sale sale, DateTimeOffset now, IReadOnlyList<BuyerMark>? marks = null)
    {
        var order = new Order { Sale = sale, Pickups = sale.Origin is OrderOrigin.Historical ? [] : PickupsOf(sale, now) };
        var events = new List<OrderEvent> { new OrderPlaced(sale.PlacedAt) { Marks = marks ?? [] } };
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
        var next = order.ReturnShipments.Any(s => s.ShipmentId == shipmentId)
            ? order with { ReturnShipments = Tracked(order.ReturnShipments) }
            : order with { Shipments = Tracked(order.Shipments) };
        return Settle(order, next, [], events.Count == 0 ? now : events.Max(e => e.OccurredAt), now);

        IReadOnlyList<Shipment> Tracked(IReadOnlyList<Shipment> parcels) => [.. parcels.Select(s => s.ShipmentId == shipmentId ? s.With(events) : s)];
    }

    /// <summary>Staff sets a parcel's status against what its events say; events after that time count again.</summary>
    public static Decision<Change> Correct(Order order, string shipmentId, TrackingEvent correction, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(correction.Description))
        {
            return new ReasonRequired();
        }

        if (order.Parcel(shipmentId) is null)
        {
            return new ShipmentNotFound();
        }

        return WhyNotThen(order, correction.OccurredAt, "occurred_at", now) is { } wrong ? wrong : Track(order, shipmentId, [correction], now);
    }

    /// <summary>Time has passed.</summary>
    public static Change Look(Order order, DateTimeOffset now)
    {
        var events = new List<OrderEvent>();
        return Settle(order, PassTimeAtStores(order, events, now), events, now, now);
    }

    /// <summary>Units are to come back.</summary>
    public static Change BeginReturn(Order order, string returnId, IReadOnlyList<LineUnits> lines, DateTimeOffset at, DateTimeOffset now) =>
        Return(order, returnId, known => known with { Begun = lines }, at, now);

    /// <summary>A return ended without its goods, or is under way after all.</summary>
    public static Change EndReturn(Order order, string returnId, bool hasEnded, DateTimeOffset at, DateTimeOffset now) =>
        Return(order, returnId, known => known with { HasEnded = hasEnded }, at, now);

    /// <summary>Units of a return arrived; <paramref name="receiptId"/> names the receipt.</summary>
    public static Change Receive(Order order, string returnId, string receiptId, IReadOnlyList<LineUnits> lines, DateTimeOffset at, DateTimeOffset now) =>
        Return(order, returnId, known => known with { Received = new Dictionary<string, IReadOnlyList<LineUnits>>(known.Received) { [receiptId] = lines } }, at, now);

    /// <summary>A return is resolved, once: which of these units are given back, and for how much, is decided here (<see cref="Refunds.Count"/>), and told.</summary>
    /// <param name="order">The order.</param>
    /// <param name="resolved">The return, and where it was finished.</param>
    /// <param name="lines">What came back; of a past return with what was given for it.</param>
    /// <param name="at">When.</param>
    /// <param name="now">The moment.</param>
    public static Change Resolve(Order order, ResolvedReturn resolved, IReadOnlyList<ReturnedUnits> lines, DateTimeOffset at, DateTimeOffset now)
    {
        if (order.Returns.Any(known => known.ReturnId == resolved.ReturnId && known.Resolved is not null))
        {
            return new Change(order, []);
        }

        var advanced = order.Returns.FirstOrDefault(known => known.ReturnId == resolved.ReturnId)?.Advanced;
        var counted = advanced is null ? Refunds.Count(order, lines, resolved.IsPast) : Refunds.Within(advanced, lines);
        return Return(order, resolved.ReturnId, known => known with { Resolved = counted }, at, now, lines.Count == 0 ? [] : [new ReturnCounted(at, resolved, counted)]);
    }

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

    private static Change Return(
        Order order, string returnId, Func<OrderReturn, OrderReturn> learn, DateTimeOffset at, DateTimeOffset now, params IReadOnlyList<OrderEvent> told)
    {
        var known = order.Returns.FirstOrDefault(r => r.ReturnId == returnId) ?? new OrderReturn { ReturnId = returnId };
        var next = order with { Returns = [.. order.Returns.Where(r => r.ReturnId != returnId), learn(known)] };
        return Settle(order, next, [.. told], at, now);
    }

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
}
