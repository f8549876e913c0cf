using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Proto = Omnichannel.Orders.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What stores do of an order, from the domain's terms to the contract's.</summary>
public static class PickupMapping
{
    /// <summary>A pickup.</summary>
    public static Proto.Pickup ToProto(this Pickup pickup, Domain.Order order, OrderView view = OrderView.Full)
    {
        var state = PickupState.Of(pickup, order);
        var isInside = view is OrderView.Full or OrderView.Summary;
        var result = new Proto.Pickup
        {
            PickupId = pickup.PickupId,
            OrderId = order.OrderId,
            OrderNumber = order.Sale.OrderNumber,
            Purpose = pickup.Purpose.ToContract(),
            StoreId = pickup.StoreId,
            Status = state.Status.ToContract(),
            AssignedAt = pickup.AssignedAt.ToTimestamp(),
            DueAt = pickup.DueAt(order).ToTimestamp(),
            ReadyAt = state.ReadyAt.ToTimestamp(),
            ExpiresAt = state.ExpiresAt.ToTimestamp(),
            CollectedAt = state.CollectedAt.ToTimestamp(),
            ArrivedAt = (isInside ? state.Arrival?.At : null).ToTimestamp(),
            ArrivalNote = isInside ? state.Arrival?.Note ?? "" : "",
            TimeZone = pickup.Days(order.Sale).ZoneId,
        };
        var sold = order.Sale.Lines.ToDictionary(line => line.LineId, StringComparer.Ordinal);
        result.Lines.AddRange(state.Lines.Select(units => ToProto(units, sold[units.LineId])));
        if (isInside)
        {
            result.Collectors.AddRange(pickup.Collectors.Select(collector => new Proto.Collector { CollectorId = collector.CollectorId, Name = collector.Name, Revoked = collector.IsRevoked }));
        }

        if (view is OrderView.Full)
        {
            result.Events.AddRange(pickup.Events.Select(e => ToProto(e, order.Sale)));
        }

        return result;
    }

    private static Proto.PickupLine ToProto(PickupUnits units, OrderLine sold) => new()
    {
        LineId = units.LineId,
        Sku = sold.Sku,
        Title = sold.Title,
        Measure = sold.Measure.ToContract(),
        Quantity = units.Quantity,
        WaitingQuantity = units.Waiting,
        ReadyQuantity = units.Ready,
        CollectedQuantity = units.Collected,
        RejectedQuantity = units.Rejected,
        MovedQuantity = units.Moved,
        CancelledQuantity = units.Cancelled,
        ExpiredQuantity = units.Expired,
    };

    private static Proto.PickupEvent ToProto(PickupEvent e, Sale sale) => new()
    {
        EventId = e.EventId,
        Kind = e.Kind.ToContract(),
        OccurredAt = e.At.ToTimestamp(),
        ReceivedAt = e.ToldAt.ToTimestamp(),
        Lines = { e.Lines.ToProto(sale) },
        Rejection = e.Rejection.ToContract(),
        ActorId = e.By,
        Reason = e.Reason,
        CollectorId = e.CollectorId,
        OtherId = e.OtherId,
        Until = e.Until.ToTimestamp(),
    };
}
