using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <content>Parcels that bring goods back, and money that went back before its goods came.</content>
public static partial class OrderSteps
{
    /// <summary>A parcel can be posted that brings goods back. The same again changes nothing.</summary>
    /// <param name="order">The order.</param>
    /// <param name="parcel">With its return.</param>
    /// <param name="now">When.</param>
    /// <param name="early">What its carrier told before.</param>
    public static Change AnnounceReturn(Order order, Shipment parcel, DateTimeOffset now, params IReadOnlyList<TrackingEvent> early)
    {
        if (order.Parcel(parcel.ShipmentId) is not null)
        {
            return new Change(order, []);
        }

        var announced = (parcel with { AddressVersion = order.AddressVersion, CountsFrom = Shipment.FirstCounted(parcel.CreatedAt, parcel.Events) }).With(early);
        return Settle(order, order with { ReturnShipments = [.. order.ReturnShipments, announced] }, [], now, now);
    }

    /// <summary>A parcel that brings goods back was called off before a carrier had it. What its carrier tells all the same counts until then.</summary>
    public static Change VoidReturn(Order order, string shipmentId, DateTimeOffset at, DateTimeOffset now) => order.Parcel(shipmentId) is not { State.LeftAt: null }
        ? new Change(order, [])
        : Track(order, shipmentId, [ByWarehouse($"{shipmentId}/void", ShipmentStatus.Cancelled, at, now) with { Reason = ShipmentReason.ShipmentVoided }], now);

    /// <summary>A return gives money back before its goods were looked at, once: for which units, and how much, is decided here, as at its resolution.</summary>
    public static Change Advance(Order order, string returnId, IReadOnlyList<ReturnedUnits> lines, DateTimeOffset at, DateTimeOffset now)
    {
        if (order.Returns.Any(known => known.ReturnId == returnId && (known.Advanced ?? known.Resolved) is not null))
        {
            return new Change(order, []);
        }

        var counted = Refunds.Count(order, lines, isPast: false);
        return Return(order, returnId, known => known with { Advanced = counted }, at, now);
    }

    /// <summary>
    /// Goods did not come whose money had been given back: the order costs again what they were counted to be worth, and its customer is asked for it. Once per refund.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="reclaim">The refund, and the fees that it had taken off and that are not earned without them.</param>
    /// <param name="lines">What did not come.</param>
    /// <param name="at">When staff decided so.</param>
    /// <param name="now">The moment.</param>
    public static Change Reclaim(Order order, RefundAsk reclaim, IReadOnlyList<ReturnedUnits> lines, DateTimeOffset at, DateTimeOffset now)
    {
        var id = $"{reclaim.RefundId}/reclaimed";
        if (order.Money.Credits.Any(credit => credit.CreditId == id))
        {
            return new Change(order, []);
        }

        var missing = lines.ToDictionary(units => units.LineId, units => units.Quantity, StringComparer.Ordinal);
        var advanced = order.Returns.FirstOrDefault(known => known.ReturnId == reclaim.ReturnId)?.Advanced ?? [];
        IReadOnlyList<ReturnedUnits> kept = [.. advanced.Select(units => Staying(order, reclaim.ReturnId, units, missing.GetValueOrDefault(units.LineId)))];
        var amount = Math.Max(0, advanced.Sum(units => units.WorthMinor) - kept.Sum(units => units.WorthMinor) - reclaim.FeesMinor);
        var charged = order with { Money = order.Money with { Credits = [.. order.Money.Credits, new Credit(id, -amount)] } };
        var change = Return(charged, reclaim.ReturnId, known => known with { Advanced = kept }, at, now);
        var due = Math.Min(amount, new PaymentLedger(order.Sale, change.Order.Money).DueMinor);
        return due <= 0 ? change : change.Then(after => RequestCharge(after, due, null, now) is { IsAccepted: true } asked ? asked.Value : new Change(after, []));
    }

    private static ReturnedUnits Staying(Order order, string returnId, ReturnedUnits units, int missing)
    {
        var kept = Math.Max(0, units.Quantity - missing);
        var others = order.Returns.Where(known => known.ReturnId != returnId).SelectMany(known => known.Given).Where(given => given.LineId == units.LineId).ToList();
        var rest = new Portion(others.Sum(given => given.WorthMinor), others.Sum(given => (long)given.Quantity));
        return units with { Quantity = kept, WorthMinor = Refunds.Sold(order.Sale, units.LineId).Staying(kept, new Portion(units.WorthMinor, units.Quantity), rest) };
    }

    private static void TellReturnParcels(Order before, Order after, List<OrderEvent> events)
    {
        foreach (var parcel in after.ReturnShipments)
        {
            var previous = before.ReturnShipments.FirstOrDefault(known => known.ShipmentId == parcel.ShipmentId)?.State;
            var state = parcel.State;
            if (state.Status != (previous?.Status ?? ShipmentStatus.Pending) || state.LeftAt != previous?.LeftAt)
            {
                events.Add(new ReturnParcelChanged(state.At, parcel, previous?.Status ?? ShipmentStatus.Pending));
            }
        }
    }
}
