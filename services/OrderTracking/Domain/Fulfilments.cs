namespace Omnichannel.OrderTracking.Domain;

/// <summary>Derives the quantities of all lines from the facts of an order.</summary>
public static class Fulfilments
{
    /// <summary>In the order of the lines.</summary>
    public static IReadOnlyList<LineFulfilment> Of(Order order) => order.Lines;

    /// <summary>As <see cref="Of"/>, derived anew. Whatever else it comes to hang on must be among the facts of <see cref="Order.Lines"/>.</summary>
    internal static IReadOnlyList<LineFulfilment> Derive(Order order)
    {
        var sale = order.Sale;
        if (order.Shipments.Count == 0 && order.Cancellations.Count == 0 && order.Returns.Count == 0 && sale.Lines.All(IsTakeAway))
        {
            return [.. sale.Lines.Select(line => HandedOver(line, sale))];
        }

        var paidAt = sale.Lines.Any(IsDigital) ? new PaymentLedger(sale, order.Money).PaidAt : null;
        var tallies = sale.Lines.ToDictionary(
            line => line.LineId, line => new Tally(line, IsTakeAway(line) ? sale.HandedOverAt ?? sale.PlacedAt : IsDigital(line) ? paidAt : null), StringComparer.Ordinal);
        foreach (var units in order.Cancellations.SelectMany(cancellation => cancellation.Lines))
        {
            tallies[units.LineId].Cancelled += units.Quantity;
        }

        foreach (var shipment in order.Shipments)
        {
            var state = shipment.State;
            foreach (var units in shipment.Lines)
            {
                tallies[units.LineId].Add(units.Quantity, state, isStores: shipment.PickupId.Length > 0);
            }
        }

        foreach (var pickup in order.Pickups)
        {
            var state = PickupState.Of(pickup, order);
            foreach (var units in state.Lines)
            {
                tallies[units.LineId].Add(units, pickup.Purpose, state.CollectedAt);
            }
        }

        foreach (var milestone in order.Milestones)
        {
            foreach (var units in milestone.Lines)
            {
                tallies[units.LineId].Add(units.Quantity, milestone.Kind);
            }
        }

        FollowMerchandise(tallies.Values);
        foreach (var units in order.Returns.SelectMany(orderReturn => orderReturn.Units))
        {
            if (tallies.TryGetValue(units.LineId, out var tally))
            {
                tally.Returned += units.Quantity;
            }
        }

        return [.. sale.Lines.Select(line => tallies[line.LineId].ToFulfilment())];
    }

    private static bool IsTakeAway(OrderLine line) => line.Method is FulfilmentMethod.TakeAway;

    private static bool IsDigital(OrderLine line) => line.Method is FulfilmentMethod.Digital;

    private static LineFulfilment HandedOver(OrderLine line, Sale sale)
    {
        var at = sale.HandedOverAt ?? sale.PlacedAt;
        return new LineFulfilment
        {
            LineId = line.LineId,
            Measure = line.Measure,
            Ordered = line.Quantity,
            Allocated = line.Quantity,
            Fulfilled = line.Quantity,
            Delivered = line.Quantity,
            FulfilledAt = at,
            DeliveredAt = at,
        };
    }

    /// <summary>Postage and fees come in no parcel: what is left of them is with the customer when all merchandise is.</summary>
    private static void FollowMerchandise(IReadOnlyCollection<Tally> tallies)
    {
        var merchandise = tallies.Where(tally => !tally.Line.NonMerchandise).ToList();
        var isOnItsWay = merchandise.Any(tally => tally.Line.Travels && tally.IsAllocated);
        foreach (var tally in tallies.Where(tally => tally.Line.NonMerchandise))
        {
            tally.GoesWithGoods = isOnItsWay;
        }

        if (merchandise.Count == 0 || merchandise.Any(tally => !tally.IsDone) || merchandise.All(tally => tally.Delivered == 0))
        {
            return;
        }

        var last = merchandise.Max(tally => tally.DeliveredAt);
        foreach (var tally in tallies.Where(tally => tally.Line.NonMerchandise))
        {
            tally.FollowTo(last!.Value);
        }
    }

    private sealed class Tally
    {
        private int allocated;
        private int atStores;
        private int inStores;
        private int fulfilled;
        private DateTimeOffset? fulfilledAt;
        private long picked;
        private long packed;

        /// <param name="line">What was sold.</param>
        /// <param name="handedOverAt">Since when it is with the customer without a parcel; null when it is not.</param>
        public Tally(OrderLine line, DateTimeOffset? handedOverAt)
        {
            Line = line;
            if (handedOverAt is not null)
            {
                allocated = fulfilled = Delivered = line.Quantity;
                fulfilledAt = DeliveredAt = handedOverAt;
            }
        }

        public OrderLine Line { get; }

        public bool IsAllocated => allocated > 0;

        private bool IsShipped => Line.Method is FulfilmentMethod.Ship && !Line.NonMerchandise;

        public bool GoesWithGoods { get; set; }

        public int Cancelled { get; set; }

        public int Returned { get; set; }

        public int Delivered { get; private set; }

        public DateTimeOffset? DeliveredAt { get; private set; }

        public bool IsDone => Delivered + Cancelled >= Line.Quantity;

        public void Add(int quantity, ParcelState state, bool isStores)
        {
            if (ParcelState.IsVoid(state.Status))
            {
                return;
            }

            allocated += quantity;
            if (state.LeftAt is { } left)
            {
                fulfilled += quantity;
                fulfilledAt = Later(fulfilledAt, left);
            }
            else if (isStores)
            {
                inStores += quantity;
            }

            if (state.DeliveredAt is { } delivered)
            {
                Delivered += quantity;
                DeliveredAt = Later(DeliveredAt, delivered);
            }
        }

        // What waits at a store is still ours until it is collected: nobody can send it back. What a store sends counts by its parcel.
        public void Add(PickupUnits units, PickupPurpose purpose, DateTimeOffset? collectedAt)
        {
            atStores += units.Waiting + units.Rejected;
            inStores += units.Waiting + units.Rejected + units.Ready;
            allocated += units.Ready;
            if (purpose is PickupPurpose.Collection && units.Collected > 0)
            {
                allocated += units.Collected;
                fulfilled += units.Collected;
                Delivered += units.Collected;
                fulfilledAt = Later(fulfilledAt, collectedAt!.Value);
                DeliveredAt = Later(DeliveredAt, collectedAt.Value);
            }
        }

        public void Add(int quantity, MilestoneKind kind)
        {
            picked += kind is MilestoneKind.Picked ? quantity : 0;
            packed += kind is MilestoneKind.Packed ? quantity : 0;
        }

        public void FollowTo(DateTimeOffset at)
        {
            if (!IsDone)
            {
                allocated = fulfilled = Delivered = Line.Quantity - Cancelled;
                fulfilledAt = Later(fulfilledAt, at);
                DeliveredAt = Later(DeliveredAt, at);
            }
        }

        // A correction after a parcel was replaced can make more of a line delivered than was ordered, or returned than left: the invariants hold in what is told, and what
        // is beyond them is told to operators.
        public LineFulfilment ToFulfilment()
        {
            var most = Line.Quantity - Cancelled;
            var left = Math.Min(fulfilled, most);
            var inBox = IsShipped ? (int)Math.Min(Math.Max(packed, left), most) : 0;
            return new LineFulfilment
            {
                LineId = Line.LineId,
                Measure = Line.Measure,
                Ordered = Line.Quantity,
                Cancelled = Cancelled,
                Allocated = Math.Min(allocated, most),
                Fulfilled = left,
                Delivered = Math.Min(Delivered, left),
                Returned = Math.Min(Returned, left),
                AtStores = atStores,
                InStores = inStores,
                Picked = IsShipped ? (int)Math.Min(Math.Max(picked, inBox), most) : 0,
                Packed = inBox,
                GoesWithGoods = GoesWithGoods,
                Beyond = Beyond(most, left),
                IsDigital = IsDigital(Line),
                FulfilledAt = fulfilledAt,
                DeliveredAt = DeliveredAt,
            };
        }

        private IReadOnlyList<string> Beyond(int most, int left) => (allocated > most, Returned > left) switch
        {
            (false, false) => [],
            (true, false) => [Invariants.AllocatedBeyondOrdered],
            (false, true) => [Invariants.ReturnedBeyondFulfilled],
            _ => [Invariants.AllocatedBeyondOrdered, Invariants.ReturnedBeyondFulfilled],
        };

        private static DateTimeOffset Later(DateTimeOffset? left, DateTimeOffset right) => left > right ? left.Value : right;
    }
}
