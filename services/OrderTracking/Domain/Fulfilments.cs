using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What has become of one line: fulfilled + cancelled &lt;= ordered, returned &lt;= fulfilled, delivered &lt;= fulfilled.</summary>
public sealed record LineFulfilment
{
    /// <summary>The line.</summary>
    public required string LineId { get; init; }

    /// <summary>What the quantities count.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>Sold.</summary>
    public required int Ordered { get; init; }

    /// <summary>Called off.</summary>
    public int Cancelled { get; init; }

    /// <summary>In a parcel that is not void, or handed over.</summary>
    public int Allocated { get; init; }

    /// <summary>Left for the customer.</summary>
    public int Fulfilled { get; init; }

    /// <summary>With the customer.</summary>
    public int Delivered { get; init; }

    /// <summary>Came back.</summary>
    public int Returned { get; init; }

    /// <summary>Postage or a fee of goods that are in a parcel: it is earned with them.</summary>
    public bool GoesWithGoods { get; init; }

    /// <summary>When the last of the fulfilled units left.</summary>
    public DateTimeOffset? FulfilledAt { get; init; }

    /// <summary>When the last of the delivered units arrived.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Nothing of it travels.</summary>
    public bool IsDigital { get; init; }

    /// <summary>Neither cancelled nor on its way.</summary>
    public int Open => Ordered - Cancelled - Allocated;

    /// <summary>What can still be shipped.</summary>
    public int Shippable => IsDigital ? 0 : Open;

    /// <summary>What can still be called off.</summary>
    public int Cancellable => GoesWithGoods ? 0 : Open;
}

/// <summary>Derives the quantities of all lines from the facts of an order.</summary>
public static class Fulfilments
{
    /// <summary>In the order of the lines.</summary>
    public static IReadOnlyList<LineFulfilment> Of(Order order)
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
                tallies[units.LineId].Add(units.Quantity, state);
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
        private int fulfilled;
        private DateTimeOffset? fulfilledAt;

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

        public bool GoesWithGoods { get; set; }

        public int Cancelled { get; set; }

        public int Returned { get; set; }

        public int Delivered { get; private set; }

        public DateTimeOffset? DeliveredAt { get; private set; }

        public bool IsDone => Delivered + Cancelled >= Line.Quantity;

        public void Add(int quantity, ParcelState state)
        {
            if (ParcelState.IsVoid(state.Status))
            {
                return;
            }

            allocated += quantity;
            // What waits at a store is still ours until it is collected: nobody can send it back.
            if ((Line.Method is FulfilmentMethod.Pickup ? state.DeliveredAt : state.LeftAt) is { } left)
            {
                fulfilled += quantity;
                fulfilledAt = Later(fulfilledAt, left);
            }

            if (state.DeliveredAt is { } delivered)
            {
                Delivered += quantity;
                DeliveredAt = Later(DeliveredAt, delivered);
            }
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

        // A correction after a parcel was replaced can make more of a line delivered than was ordered, or returned than left: the invariants hold in what is told.
        public LineFulfilment ToFulfilment()
        {
            var most = Line.Quantity - Cancelled;
            var left = Math.Min(fulfilled, most);
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
                GoesWithGoods = GoesWithGoods,
                IsDigital = IsDigital(Line),
                FulfilledAt = fulfilledAt,
                DeliveredAt = DeliveredAt,
            };
        }

        private static DateTimeOffset Later(DateTimeOffset? left, DateTimeOffset right) => left > right ? left.Value : right;
    }
}
