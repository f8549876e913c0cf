using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;
using Order = Omnichannel.OrderTracking.Domain.Order;
using Pickup = Omnichannel.OrderTracking.Domain.Pickup;
using PickupEventKind = Omnichannel.OrderTracking.Domain.PickupEventKind;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What is kept about a person: their orders, with where they went and how their buyer was reached, and means of payment that they saved.</summary>
public sealed class PersonStore(IDatabase database, CommandExecutor executor, OrderRows rows)
{
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

            rows.Delete(unit, order);
            return true;
        },
        cancellation);

    /// <summary>Removes something that the delivery of an order needed, if it may go.</summary>
    /// <param name="orderId">Of which.</param>
    /// <param name="forget">Removes it, and says how many there were.</param>
    /// <param name="mayGo">Whether it may.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many went.</returns>
    public Task<int> Forget(string orderId, Func<UnitOfWork, Order, Task<int>> forget, Func<Order, DateTimeOffset, bool> mayGo, CancellationToken cancellation) => executor.Apply(
        async unit => await OrderRows.Load(unit.Sql, orderId) is { } order && mayGo(order, unit.Now) ? await forget(unit, order) : 0,
        cancellation);

    /// <summary>Where it went, and how its buyer was reached.</summary>
    public static Task<int> ForgetDetails(UnitOfWork unit, Order order) => unit.Sql.Execute("delete from checkout_details where order_id = @OrderId", new { order.OrderId });

    /// <summary>Who took its parcels.</summary>
    public static Task<int> ForgetProofs(UnitOfWork unit, Order order) => unit.Sql.Execute("delete from delivery_proofs where order_id = @OrderId", new { order.OrderId });

    /// <summary>What was written and pictured of what was wrong with them.</summary>
    public static Task<int> ForgetClaims(UnitOfWork unit, Order order) =>
        unit.Sql.Execute("update claims set details = null where order_id = @OrderId and details is not null", new { order.OrderId });

    /// <summary>Who else might collect, and what was said and checked at stores.</summary>
    public Task<int> ForgetCollectors(UnitOfWork unit, Order order)
    {
        var known = order.Pickups.Count(IsPersonal);
        if (known > 0)
        {
            rows.Update(unit, order, new Change(OrderSteps.ForgetCollectors(order), []));
        }

        return Task.FromResult(known);
    }

    /// <summary>Whether a pickup says something about a person.</summary>
    public static bool IsPersonal(Pickup pickup) =>
        pickup.Collectors.Any(collector => collector.Name.Length > 0) || pickup.Events.Any(e => e.Note.Length > 0 || (e.Kind is PickupEventKind.Collected && e.Reason.Length > 0));

    /// <summary>Means of payment, by customer.</summary>
    public async Task<IReadOnlyList<(string CustomerId, SavedTenders Saved)>> Tenders(Person person, CancellationToken cancellation) =>
        [.. (await database.Read(
            sql => sql.Query<TendersRow>(
                $"select customer_id as CustomerId, tenders as Tenders from saved_tenders where customer_id {sql.Dialect.In("@ids")} order by customer_id",
                new { ids = person.Customers.ToArray() }),
            cancellation)).Select(row => (row.CustomerId, Stored.SavedTenders.Parser.ParseFrom(row.Tenders).ToDomain()))];

    /// <summary>Forgets all means of payment.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> Forget(Person person, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            var ids = person.Customers.ToArray();
            var known = await unit.Sql.Query<byte[]>($"select tenders from saved_tenders where customer_id {unit.Sql.Dialect.In("@ids")} order by customer_id{unit.Sql.Dialect.LockRow}", new { ids });
            await unit.Sql.Execute($"delete from saved_tenders where customer_id {unit.Sql.Dialect.In("@ids")}", new { ids });
            return known.Sum(tenders => Stored.SavedTenders.Parser.ParseFrom(tenders).All.Count);
        },
        cancellation);

    private static async Task<OrderOfPerson?> Load(SqlSession sql, string orderId)
    {
        if (await sql.QueryFirst<OrderRow>(
            """
            select orders.state as State, given.details as Details
            from orders left join checkout_details as given on given.order_id = orders.order_id and given.checkout_id = coalesce(orders.checkout_id, given.checkout_id)
            where orders.order_id = @orderId
            """,
            new { orderId }) is not { } row)
        {
            return null;
        }

        var proofs = await sql.Query<PartRow>("select shipment_id || '/' || source as Id, proof as Data from delivery_proofs where order_id = @orderId order by shipment_id, source", new { orderId });
        var claims = await sql.Query<PartRow>("select claim_id as Id, details as Data from claims where order_id = @orderId and details is not null order by claim_id", new { orderId });
        return new OrderOfPerson(OrderDocument.Read(row.State), row.Details is { } details ? DeliveryDetails.Parser.ParseFrom(details) : null)
        {
            Proofs = [.. proofs.Select(proof => (proof.Id, ProofOfDelivery.Parser.ParseFrom(proof.Data)))],
            Claims = [.. claims.Select(claim => (claim.Id, FileClaimRequest.Parser.ParseFrom(claim.Data)))],
        };
    }

    private static string[] Ids(Person person) => [.. person.Customers, .. person.Guests];

    private sealed record OrderRow
    {
        public byte[] State { get; init; } = [];

        public byte[]? Details { get; init; }
    }

    private sealed record PartRow
    {
        public string Id { get; init; } = "";

        public byte[] Data { get; init; } = [];
    }

    private sealed record TendersRow
    {
        public string CustomerId { get; init; } = "";

        public byte[] Tenders { get; init; } = [];
    }
}

/// <summary>An order, and where it goes; null when nobody said, or it is erased.</summary>
public sealed record OrderOfPerson(Order Order, DeliveryDetails? Details)
{
    /// <summary>Who took its parcels, by parcel and source.</summary>
    public IReadOnlyList<(string Id, ProofOfDelivery Proof)> Proofs { get; init; } = [];

    /// <summary>Texts and photos of claims, by claim.</summary>
    public IReadOnlyList<(string Id, FileClaimRequest Claim)> Claims { get; init; } = [];
}
