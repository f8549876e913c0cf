using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <inheritdoc/>
public sealed class RedisUnknownCarts(RedisConnection redis, RedisOutbox outbox, IStableVersions stable, IIdGenerator ids, ServiceIdentity identity, TimeProvider clock) : IUnknownCarts
{
    // KEYS: outbox, outbox sequence, mark. ARGV: event, lifetime of the mark in ms. All three are of one shard.
    private const string Script =
        """
        if not redis.call('SET', KEYS[3], '', 'PX', ARGV[2], 'NX') then return 0 end
        redis.call('ZADD', KEYS[1], redis.call('INCR', KEYS[2]), ARGV[1])
        return 1
        """;

    /// <inheritdoc/>
    public async Task Refund(string cartId, string checkoutId, ImmutableArray<Tender> tenders, Actor actor, CancellationToken cancellation)
    {
        var shard = RedisKeys.Shard(cartId);
        var history = await stable.History(cartId).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        foreach (var refund in UnknownCartRefunds.Of(cartId, checkoutId, tenders, actor))
        {
            RedisKey[] keys = [RedisKeys.Outboxes[shard], RedisKeys.OutboxSequences[shard], RedisKeys.Answer(cartId, UnknownCartRefunds.MarkOf(refund))];
            RedisValue[] values = [OutboxCodec.Write(UnknownCartRefunds.Outgoing(refund, actor, now).ToRecord(ids.NewId(), identity.Source, cartId, 0, now)), (long)UnknownCartRefunds.MarkLifetime.TotalMilliseconds];
            await redis.Run(db => db.ScriptEvaluateAsync(Script, keys, values)).ConfigureAwait(false);
        }

        outbox.Committed(shard);
        await stable.Reached(cartId, history).ConfigureAwait(false);
    }
}
