using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>The answers for an order, and the policy behind them.</summary>
public sealed record OrderEligibility(Order Order, IReadOnlyList<LineEligibility> Lines, ReturnPolicy Policy, DateTimeOffset EvaluatedAt);

/// <summary>Where a page of returns ends.</summary>
public sealed record ReturnCursor(long RequestedAt, string ReturnId);

/// <summary>Reads.</summary>
public sealed class ReturnQueries(IDatabase database, PolicyBook policies, TimeProvider clock)
{
    /// <summary>What of an order can be returned, now.</summary>
    public Task<OrderEligibility> Eligibility(string orderId, Caller caller, CancellationToken cancellation, Told told = default) => database.Read(
        async sql =>
        {
            var loaded = await Loaded.Find(sql, orderId, caller, locks: false).ConfigureAwait(false) ?? throw new RefusedException(new OrderNotFound());
            var policy = await policies.Get(sql, loaded.Order.PolicyVersion).ConfigureAwait(false);
            loaded = await Shoppers.Known(sql, loaded, policy).ConfigureAwait(false);
            var now = clock.GetUtcNow();
            return new OrderEligibility(loaded.Order, Domain.Eligibility.Of(loaded.All, policy, now, told), policy, now);
        },
        cancellation);

    /// <summary>One return.</summary>
    public Task<V1.Return> Get(ReturnName name, Caller caller, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var orderId = await name.OrderId(sql).ConfigureAwait(false);
            var loaded = orderId is null ? null : await Loaded.Find(sql, orderId, caller, locks: false).ConfigureAwait(false);
            var found = loaded?.Returns.FirstOrDefault(name.Is) ?? throw new RefusedException(name.NotFound);
            return found.ToAnswer(loaded.Order);
        },
        cancellation);

    /// <summary>The document of one of a return's parcels.</summary>
    public Task<byte[]> Document(string returnId, string reverseDeliveryId, Caller caller, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var find = ReturnName.Id(returnId);
            var orderId = await find.OrderId(sql).ConfigureAwait(false);
            _ = orderId is null || await Loaded.Find(sql, orderId, caller, locks: false).ConfigureAwait(false) is null ? throw new RefusedException(find.NotFound) : orderId;
            return await sql.QueryFirst<byte[]>(
                "select document from reverse_deliveries where reverse_delivery_id = @reverseDeliveryId and return_id = @returnId", new { reverseDeliveryId, returnId }).ConfigureAwait(false)
                ?? throw new RefusedException(new ReverseDeliveryNotFound());
        },
        cancellation);

    /// <summary>Whether there is one of this name.</summary>
    public Task<bool> Exists(ReturnName name, CancellationToken cancellation) =>
        database.Read(async sql => await name.OrderId(sql).ConfigureAwait(false) is not null, cancellation);

    /// <summary>An owner's returns, latest first; what they bought as a guest before is theirs.</summary>
    public Task<IReadOnlyList<V1.Return>> List(string ownerId, string orderId, ReturnCursor? after, int size, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var rows = await sql.Query<ListRow>(
                $"""
                select r.document as Document, o.order_id as OrderId
                from orders o join returns r on r.order_id = o.order_id
                where (o.customer_id = @ownerId or o.guest_id = @ownerId or o.guest_id in ({GuestOwners.GuestsOf("@ownerId")}))
                  {(orderId.Length > 0 ? "and o.order_id = @orderId" : "")}
                  {(after is null ? "" : "and (r.requested_at < @at or (r.requested_at = @at and r.return_id < @id))")}
                order by r.requested_at desc, r.return_id desc limit @size
                """,
                new { ownerId, orderId, at = after?.RequestedAt ?? 0, id = after?.ReturnId ?? "", size = (long)size }).ConfigureAwait(false);
            var ids = rows.Select(row => row.OrderId).Distinct(StringComparer.Ordinal).ToArray();
            var orders = (await OrderRows(sql, ids).ConfigureAwait(false)).ToDictionary(row => row.OrderId, row => row.ToDomain(), StringComparer.Ordinal);

            return (IReadOnlyList<V1.Return>)[.. rows.Select(row => V1.Return.Parser.ParseFrom(row.Document).Of(orders[row.OrderId]))];
        },
        cancellation);

    internal static Task<IReadOnlyList<OrderRow>> OrderRows(SqlSession sql, string[] ids) =>
        sql.Query<OrderRow>($"select {OrderRow.Columns} from orders where order_id {sql.Dialect.In("@ids")}", new { ids });

    private sealed record ListRow
    {
        public byte[] Document { get; init; } = [];

        public string OrderId { get; init; } = "";
    }
}
