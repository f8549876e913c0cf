using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Rows by which stores find their work: derived from the order, and written with it.</summary>
public sealed class PickupRows(PickupCodes codes)
{
    // Customers who are there come before what is due, and that before what is over.
    private const long Apart = 1L << 60;

    /// <summary>Writes what changed.</summary>
    public void Write(UnitOfWork unit, Order? before, Order after)
    {
        for (var i = 0; i < after.Pickups.Count; i++)
        {
            var pickup = after.Pickups[i];
            var known = before?.Version > 0 && i < before.Pickups.Count ? before.Pickups[i] : null;
            var row = Row.Of(pickup, after);
            if (known is null || Row.Of(known, before!) != row)
            {
                unit.Sql.Defer(
                    """
                    insert into pickups (pickup_id, order_id, store_id, status, sort_key) values (@PickupId, @OrderId, @StoreId, @Status, @SortKey)
                    on conflict (pickup_id) do update set status = excluded.status, sort_key = excluded.sort_key
                    """,
                    row);
            }

            foreach (var who in known is null ? pickup.Collectors.Select(collector => collector.CollectorId).Append("") : pickup.Collectors.Skip(known.Collectors.Count).Select(collector => collector.CollectorId))
            {
                unit.Sql.Defer(
                    "insert into pickup_codes (store_id, code_key, pickup_id) values (@StoreId, @key, @PickupId) on conflict (store_id, code_key, pickup_id) do nothing",
                    new { pickup.StoreId, key = codes.KeyOf(codes.Of(pickup.PickupId, who)), pickup.PickupId });
            }
        }
    }

    private sealed record Row(string PickupId, string OrderId, string StoreId, long Status, long SortKey)
    {
        public static Row Of(Pickup pickup, Order order)
        {
            var state = PickupState.Of(pickup, order);
            var due = (state.ExpiresAt ?? pickup.DueAt(order) ?? pickup.AssignedAt).ToMicros();
            return new Row(
                pickup.PickupId,
                order.OrderId,
                pickup.StoreId,
                (long)state.Status,
                state.IsOver ? Apart - pickup.Events[^1].At.ToMicros() : state.Arrival is { } arrival ? arrival.At.ToMicros() - Apart : due);
        }
    }
}
