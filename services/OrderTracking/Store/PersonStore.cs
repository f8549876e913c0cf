using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What is kept about a person: their orders, with where they went and how their buyer was reached, and means of payment that they saved.</summary>
public sealed class PersonStore(IDatabase database, CommandExecutor executor)
{
    // Rows of each are those of one order.
    private static readonly string[] Tables = ["orders", "order_references", "parcels", "checkout_details", "pickups"];

    /// <summary>Ids of their orders, earliest first by placed_at, each read when its turn comes.</summary>
    public Task<IReadOnlyList<string>> OrderIds(Person person, CancellationToken cancellation) => database.Read(
        sql => sql.Query<string>($"select order_id from orders where owner_id {sql.Dialect.In("@ids")} order by placed_at, order_id", new { ids = Ids(person) }), cancellation);

    /// <summary>An order of theirs, with where it goes; null when it is gone.</summary>
    public Task<OrderOfPerson?> Find(string orderId, CancellationToken cancellation) => database.Read(sql => Load(sql, orderId), cancellation);

    /// <summary>Removes an order and all that belongs to it, if it may go.</summary>
    /// <returns>Whether it went.</returns>
    public Task<bool> Erase(string orderId, Func<Order, DateTimeOffset, bool> mayGo, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            if (await OrderRows.Load(unit.Sql, orderId) is not { } order || !mayGo(order, unit.Now))
            {
                return false;
            }

            unit.Sql.Defer("delete from pickup_codes where pickup_id in (select pickup_id from pickups where order_id = @orderId)", new { orderId });
            foreach (var table in Tables)
            {
                unit.Sql.Defer($"delete from {table} where order_id = @orderId", new { orderId });
            }

            unit.CancelTimer(OrderRows.LookTimerKind, orderId);
            unit.CancelTimer(OrderRows.RefundTimerKind, orderId);
            return true;
        },
        cancellation);

    /// <summary>Removes where an order went and how its buyer was reached, if that may go.</summary>
    /// <returns>Whether there was something that went.</returns>
    public Task<bool> EraseDetails(string orderId, Func<Order, DateTimeOffset, bool> mayGo, CancellationToken cancellation) => executor.Apply(
        async unit => await OrderRows.Load(unit.Sql, orderId) is { } order && mayGo(order, unit.Now)
            && await unit.Sql.Execute("delete from checkout_details where order_id = @orderId", new { orderId }) > 0,
        cancellation);

    /// <summary>Means of payment, by customer.</summary>
    public async Task<IReadOnlyList<(string CustomerId, SavedTenders Saved)>> Tenders(Person person, CancellationToken cancellation) =>
        [.. (await database.Read(
            sql => sql.Query<TendersRow>(
                $"select customer_id as CustomerId, tenders as Tenders from saved_tenders where customer_id {sql.Dialect.In("@ids")} order by customer_id",
                new { ids = person.Customers.ToArray() }),
            cancellation)).Select(row => (row.CustomerId, OrderDocument.Read<SavedTenders>(row.Tenders)))];

    /// <summary>Forgets all means of payment.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> Forget(Person person, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var ids = person.Customers.ToArray();
            var known = await unit.Sql.Query<byte[]>($"select tenders from saved_tenders where customer_id {unit.Sql.Dialect.In("@ids")} order by customer_id{unit.Sql.Dialect.LockRow}", new { ids });
            await unit.Sql.Execute($"delete from saved_tenders where customer_id {unit.Sql.Dialect.In("@ids")}", new { ids });
            return known.Sum(tenders => OrderDocument.Read<SavedTenders>(tenders).All.Count);
        },
        cancellation);

    private static async Task<OrderOfPerson?> Load(SqlSession sql, string orderId) =>
        await sql.QueryFirst<OrderRow>(
            """
            select orders.state as State, given.details as Details
            from orders left join checkout_details as given on given.order_id = orders.order_id and given.checkout_id = coalesce(orders.checkout_id, given.checkout_id)
            where orders.order_id = @orderId
            """,
            new { orderId }) is { } row
            ? new OrderOfPerson(OrderDocument.ReadOrder(row.State), row.Details is { } details ? DeliveryDetails.Parser.ParseFrom(details) : null)
            : null;

    private static string[] Ids(Person person) => [.. person.Customers, .. person.Guests];

    private sealed record OrderRow
    {
        public byte[] State { get; init; } = [];

        public byte[]? Details { get; init; }
    }

    private sealed record TendersRow
    {
        public string CustomerId { get; init; } = "";

        public byte[] Tenders { get; init; } = [];
    }
}

/// <summary>An order, and where it goes; null when nobody said, or it is erased.</summary>
public sealed record OrderOfPerson(Order Order, DeliveryDetails? Details);
