using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Order = Omnichannel.OrderTracking.Domain.Order;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Links to orders. They are signed, not stored; only when those of an order were revoked is.</summary>
public sealed class TrackingLinkStore(IDatabase database, CommandExecutor executor)
{
    /// <summary>A new link to an order that the requester may see.</summary>
    /// <exception cref="RefusedException">There is none, or it is not theirs.</exception>
    public async Task<TrackingLink> Make(string orderId, Requester who, DateTimeOffset now, CancellationToken cancellation) =>
        await database.Read(
            async sql => await Find(sql, orderId, "") is { } found && await OrderQueries.MaySee(sql, found.Order, who)
                ? TrackingLink.Make(orderId, now, found.RevokedAt)
                : throw new RefusedException(new OrderNotFound()),
            cancellation);

    /// <summary>The order of a link; null when there is none, or the link was revoked.</summary>
    public Task<Order?> Open(TrackingLink link, CancellationToken cancellation) =>
        database.Read(async sql => await Find(sql, link.OrderId, "") is { } found && link.IsGood(found.RevokedAt) ? found.Order : null, cancellation);

    /// <summary>Ends all links to an order that the requester may see.</summary>
    /// <exception cref="RefusedException">There is none, or it is not theirs.</exception>
    public Task<RevokeTrackingLinksResponse> Revoke(CommandContext command, string orderId, Requester who, CancellationToken cancellation) =>
        executor.Execute(
            command,
            async unit =>
            {
                if (await Find(unit.Sql, orderId, unit.Sql.Dialect.LockRow) is not { } found || !await OrderQueries.MaySee(unit.Sql, found.Order, who))
                {
                    throw new RefusedException(new OrderNotFound());
                }

                // The clocks of replicas differ: what was revoked stays so.
                unit.Sql.Defer(
                    "update orders set links_revoked_at = @at where order_id = @orderId",
                    new { at = Math.Max(unit.Now.ToMicros(), found.RevokedAt?.ToMicros() ?? 0), orderId });
                return new RevokeTrackingLinksResponse();
            },
            cancellation);

    private static async Task<(Order Order, DateTimeOffset? RevokedAt)?> Find(SqlSession sql, string orderId, string locking) =>
        await sql.QueryFirst<Row>($"select state as State, links_revoked_at as RevokedAt from orders where order_id = @orderId{locking}", new { orderId }) is { } row
            ? (OrderDocument.Read(row.State), row.RevokedAt is { } at ? Instants.FromMicros(at) : null)
            : null;

    private sealed record Row
    {
        public byte[] State { get; init; } = [];

        public long? RevokedAt { get; init; }
    }
}
