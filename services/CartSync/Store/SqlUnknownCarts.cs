using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <inheritdoc/>
public sealed class SqlUnknownCarts(CommandExecutor executor) : IUnknownCarts
{
    /// <inheritdoc/>
    public Task Refund(string cartId, string checkoutId, ImmutableArray<Tender> tenders, Actor actor, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            foreach (var refund in UnknownCartRefunds.Of(cartId, checkoutId, tenders, actor))
            {
                var mark = UnknownCartRefunds.MarkOf(refund);
                var marked = await unit.Sql.Execute(
                    """
                    insert into idempotency (person, device, rpc, key, request_hash, refusal, answer, expires_at)
                    values (@Person, @Device, @Rpc, @Key, @nothing, null, @nothing, @expires) on conflict (person, device, rpc, key) do nothing
                    """,
                    new { mark.Principal.Person, mark.Principal.Device, mark.Rpc, mark.Key, nothing = Array.Empty<byte>(), expires = (unit.Now + UnknownCartRefunds.MarkLifetime).ToMicros() })
                    .ConfigureAwait(false);
                if (marked == 1)
                {
                    unit.Publish(cartId, 0, UnknownCartRefunds.Outgoing(refund, actor, unit.Now));
                }
            }
        },
        cancellation);
}
