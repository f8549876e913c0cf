using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Loads and saves orders within a unit of work: the document, its index columns, its events, its timer and the call to its watchers.</summary>
public sealed class OrderRows(ILiveNotifications live, Breaches breaches, PickupRows pickups)
{
    /// <summary>Kind of the timer that stands at <see cref="Order.NextLookAt"/>; its key is the order id.</summary>
    public const string LookTimerKind = "order-look";

    /// <summary>Kind of the timer at which failed refunds of an order are tried again; its key is the order id.</summary>
    public const string RefundTimerKind = "order-refunds";

    /// <summary>What watchers of an order subscribe to.</summary>
    public static string LiveKey(string orderId) => "order/" + orderId;

    /// <summary>The order, locked until the end of the transaction; null when there is none.</summary>
    public static async Task<Order?> Load(SqlSession sql, string orderId) =>
        await sql.QueryFirst<byte[]>($"select state from orders where order_id = @orderId{sql.Dialect.LockRow}", new { orderId }) is { } state
            ? OrderDocument.Read(state)
            : null;

    /// <summary>The order as it was last committed, not locked; null when there is none.</summary>
    public static async Task<Order?> Peek(SqlSession sql, string orderId) =>
        await sql.QueryFirst<byte[]>("select state from orders where order_id = @orderId", new { orderId }) is { } state ? OrderDocument.Read(state) : null;

    /// <summary>Orders by id, locked in the order of their ids, so that two batches never wait for each other in a circle.</summary>
    public static async Task<Dictionary<string, Order>> Load(SqlSession sql, IReadOnlyCollection<string> orderIds)
    {
        var orders = new Dictionary<string, Order>(StringComparer.Ordinal);
        foreach (var ids in orderIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Chunk(Chunk))
        {
            var states = await sql.Query<byte[]>($"select state from orders where order_id {sql.Dialect.In("@ids")} order by order_id{sql.Dialect.LockRow}", new { ids });
            foreach (var order in states.Select(OrderDocument.Read))
            {
                orders.Add(order.OrderId, order);
            }
        }

        return orders;
    }

    /// <summary>Most values of one <c>in</c> list.</summary>
    public const int Chunk = 500;

    /// <summary>Writes a new order.</summary>
    public void Insert(UnitOfWork unit, Change change, byte[] saleHash)
    {
        var order = change.Order;
        unit.Sql.Defer(
            """
            insert into orders (order_id, order_number, owner_id, placed_at, status, channel, version, sale_hash, state, checkout_id)
            values (@id, @number, @owner, @placed, @status, @channel, @version, @hash, @state, @checkout)
            """,
            new
            {
                id = order.OrderId,
                number = order.Sale.OrderNumber,
                owner = order.OwnerId,
                placed = order.Sale.PlacedAt.ToMicros(),
                status = (long)order.Status,
                channel = order.Sale.Channel.ToString(),
                version = order.Version,
                hash = saleHash,
                state = OrderDocument.Write(order),
                checkout = order.Sale.CheckoutId.Length > 0 ? order.Sale.CheckoutId : null,
            });
        Tell(unit, null, change);
    }

    /// <summary>Writes an order after a step; nothing when the step changed nothing.</summary>
    public void Update(UnitOfWork unit, Order before, Change change)
    {
        var order = change.Order;
        if (order.Version == before.Version)
        {
            return;
        }

        unit.Sql.Defer(
            "update orders set owner_id = @owner, status = @status, version = @version, state = @state, view = null where order_id = @id",
            new { id = order.OrderId, owner = order.OwnerId, status = (long)order.Status, version = order.Version, state = OrderDocument.Write(order) });
        Tell(unit, before, change);
    }

    /// <summary>Removes an order, and all that belongs to it. How its parcels travelled stays: that names nobody.</summary>
    public void Delete(UnitOfWork unit, Order order)
    {
        unit.Sql.Defer("delete from pickup_codes where pickup_id in (select pickup_id from pickups where order_id = @OrderId)", new { order.OrderId });
        foreach (var table in Tables)
        {
            unit.Sql.Defer($"delete from {table} where order_id = @OrderId", new { order.OrderId });
        }

        breaches.Follow(unit, order.OrderId, order.Breaches, []);
        unit.CancelTimer(LookTimerKind, order.OrderId);
        unit.CancelTimer(RefundTimerKind, order.OrderId);
    }

    private void Tell(UnitOfWork unit, Order? before, Change change)
    {
        var order = change.Order;
        Refer(unit, before, order);
        breaches.Follow(unit, order.OrderId, before?.Breaches ?? [], order.Breaches);
        PassageStore.Write(unit, before, order);
        foreach (var e in change.Events)
        {
            unit.Publish(order.OrderId, order.Version, EventMapping.ToOutgoing(e, order));
        }

        pickups.Write(unit, before, order);
        ShippingRows.Write(unit, before, order);
        if (order.NextLookAt != before?.NextLookAt)
        {
            SetTimer(unit, LookTimerKind, order.OrderId, order.NextLookAt);
        }

        if (order.Money.NextTryAt != before?.Money.NextTryAt)
        {
            SetTimer(unit, RefundTimerKind, order.OrderId, order.Money.NextTryAt);
        }

        unit.OnCommitted(() => live.Notify(LiveKey(order.OrderId)));
    }

    private static void Refer(UnitOfWork unit, Order? before, Order order)
    {
        // Most steps change none of what an order is found by.
        if (before is not null && ReferenceEquals(before.Sale, order.Sale) && ReferenceEquals(before.Shipments, order.Shipments)
            && ReferenceEquals(before.ReturnShipments, order.ReturnShipments)
            && ReferenceEquals(before.Pickups, order.Pickups) && ReferenceEquals(before.Money, order.Money))
        {
            return;
        }

        var (known, references, at) = (before is null ? NoReferences : OrderReferences.Of(before), OrderReferences.Of(order), order.Sale.PlacedAt.ToMicros());
        foreach (var reference in references.Except(known))
        {
            unit.Sql.Defer(
                "insert into order_references (reference, placed_at, order_id) values (@reference, @at, @id) on conflict (reference, placed_at, order_id) do nothing",
                new { reference, at, id = order.OrderId });
        }

        foreach (var reference in known.Except(references))
        {
            unit.Sql.Defer("delete from order_references where reference = @reference and placed_at = @at and order_id = @id", new { reference, at, id = order.OrderId });
        }
    }

    private static readonly IReadOnlySet<string> NoReferences = new HashSet<string>();

    // Rows of each are those of one order.
    private static readonly string[] Tables = ["orders", "order_references", "parcels", "checkout_details", "pickups", "work_to_ship", "claims", "delivery_proofs"];

    /// <summary>Sets a timer of an order to where the order wants it.</summary>
    public static void SetTimer(UnitOfWork unit, string kind, string orderId, DateTimeOffset? wanted)
    {
        if (wanted is { } at)
        {
            unit.Schedule(kind, orderId, at);
        }
        else
        {
            unit.CancelTimer(kind, orderId);
        }
    }
}
