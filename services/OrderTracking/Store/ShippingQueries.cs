using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Lists for whoever ships, and whoever settles claims.</summary>
public sealed class ShippingQueries(IDatabase database)
{
    /// <summary>Orders of which something is to be handed over, the most urgent first.</summary>
    public Task<WorkPage> ListWork(int pageSize, WorkKey? after, CancellationToken cancellation) => database.Read(
        sql => Page(
            sql,
            """
            select work_to_ship.due_at as At, work_to_ship.order_id as Id, orders.state as State
            from work_to_ship join orders on orders.order_id = work_to_ship.order_id
            where (work_to_ship.due_at, work_to_ship.order_id) > (@at, @id) order by work_to_ship.due_at, work_to_ship.order_id limit @most
            """,
            0,
            pageSize,
            after),
        cancellation);

    /// <summary>Orders with a claim in a state, the oldest claim first; an order comes once for each.</summary>
    public Task<WorkPage> ListClaims(ClaimState state, int pageSize, WorkKey? after, CancellationToken cancellation) => database.Read(
        sql => Page(
            sql,
            """
            select claims.filed_at as At, claims.claim_id as Id, orders.state as State from claims join orders on orders.order_id = claims.order_id
            where claims.state = @state and (claims.filed_at, claims.claim_id) > (@at, @id) order by claims.filed_at, claims.claim_id limit @most
            """,
            (long)state,
            pageSize,
            after),
        cancellation);

    private static async Task<WorkPage> Page(SqlSession sql, string query, long state, int pageSize, WorkKey? after)
    {
        var found = await sql.Query<Row>(query, new { state, at = after?.At ?? long.MinValue, id = after?.Id ?? "", most = pageSize + 1 });
        var taken = OrderDocument.FittingPage(found.Select(row => row.State), pageSize);
        return new WorkPage(
            [.. found.Take(taken).Select(row => (row.Id, OrderDocument.Read(row.State)))],
            taken < found.Count ? new WorkKey(found[taken - 1].At, found[taken - 1].Id) : null);
    }

    private sealed record Row
    {
        public long At { get; init; }

        public string Id { get; init; } = "";

        public byte[] State { get; init; } = [];
    }
}

/// <summary>The last row of a page.</summary>
/// <param name="At">Microseconds.</param>
/// <param name="Id">Of the order, or claim.</param>
public sealed record WorkKey(long At, string Id);

/// <summary>A page of orders, each with the id that it is listed by, and where the next page begins.</summary>
public sealed record WorkPage(IReadOnlyList<(string Id, Order Order)> Orders, WorkKey? Next);
