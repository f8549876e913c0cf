using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>Carts in Redis. One script compares the etag and sets everything: state, timer, outbox rows, answers. Most edits change the state only: a shorter one.</summary>
/// <remarks>Durable as far as Redis is told to be: run it with <c>appendonly yes</c>, <c>appendfsync always</c>, <c>maxmemory-policy noeviction</c>.</remarks>
public sealed class RedisCartStore(RedisConnection redis, RedisOutbox outbox, IStableVersions stable, IIdGenerator ids, ServiceIdentity identity) : ICartStore
{
    private readonly ReplicatedVersions? replicated = stable as ReplicatedVersions;

    // KEYS: cart, timers, outbox, outbox sequence, checkouts, edits; where there is more, what is kept and the keys of answers and handoff.
    // ARGV: expected etag ('' for none), etag and state ('' removes it), cart id, timer ('' keep, '-' none, else due), '1' to erase, number of events, events,
    //       number of checkouts, (id, data), number of edits, edits, most edits, their TTL in ms, then (value, TTL in ms) for each further key.
    private static readonly RedisScript SaveAll = new(
        """
        local stored = redis.call('GETRANGE', KEYS[1], 0, 7)
        if stored ~= ARGV[1] then return 0 end
        if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
        if ARGV[4] == '-' then redis.call('ZREM', KEYS[2], ARGV[3])
        elseif ARGV[4] ~= '' then redis.call('ZADD', KEYS[2], ARGV[4], ARGV[3]) end
        if ARGV[5] == '1' then
            redis.call('DEL', KEYS[6])
            for _, kept in ipairs(redis.call('SMEMBERS', KEYS[7])) do redis.call('DEL', kept) end
            redis.call('DEL', KEYS[7])
        end
        local at = 7
        local events = tonumber(ARGV[6])
        if events > 0 then
            local last = redis.call('INCRBY', KEYS[4], events)
            for i = 1, events do
                redis.call('ZADD', KEYS[3], last - events + i, ARGV[at])
                at = at + 1
            end
        end
        local ended = tonumber(ARGV[at])
        at = at + 1
        for i = 1, ended do
            redis.call('HSETNX', KEYS[5], ARGV[at], ARGV[at + 1])
            at = at + 2
        end
        local edits = tonumber(ARGV[at])
        at = at + 1
        if edits > 0 then
            for i = 1, edits do
                redis.call('LPUSH', KEYS[6], ARGV[at])
                at = at + 1
            end
            redis.call('LTRIM', KEYS[6], 0, ARGV[at] - 1)
            redis.call('PEXPIRE', KEYS[6], ARGV[at + 1])
            at = at + 2
        end
        for i = 8, #KEYS do
            redis.call('SET', KEYS[i], ARGV[at], 'PX', ARGV[at + 1], 'NX')
            redis.call('SADD', KEYS[7], KEYS[i])
            if redis.call('PTTL', KEYS[7]) < tonumber(ARGV[at + 1]) then redis.call('PEXPIRE', KEYS[7], ARGV[at + 1]) end
            at = at + 2
        end
        return 1
        """);

    // KEYS: cart. ARGV: expected etag, etag and state.
    private static readonly RedisScript SaveState = new(
        """
        if redis.call('GETRANGE', KEYS[1], 0, 7) ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[2])
        return 1
        """);

    /// <inheritdoc/>
    public Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation) =>
        replicated is null ? Fetch(cartId, known) : FetchNoted(replicated, cartId, known);

    private async Task<StoredCart?> FetchNoted(ReplicatedVersions versions, string cartId, StoredCart? known)
    {
        var lineage = versions.Lineage(cartId);
        var found = await Fetch(cartId, known).ConfigureAwait(false);
        if (found is not null)
        {
            versions.Note(cartId, found.Cart.Version, lineage);
        }

        return found;
    }

    private async Task<StoredCart?> Fetch(string cartId, StoredCart? known)
    {
        var key = RedisKeys.Cart(cartId);
        if (known is not null && (byte[]?)await redis.Send(db => db.StringGetRangeAsync(key, 0, 7)).ConfigureAwait(false) is { Length: 8 } etag
            && BinaryPrimitives.ReadInt64LittleEndian(etag) == known.Etag)
        {
            return known;
        }

        var blob = (byte[]?)await redis.Send(db => db.StringGetAsync(key)).ConfigureAwait(false);
        return blob is null ? null : new StoredCart(CartCodec.Read(blob.AsMemory(8)), BinaryPrimitives.ReadInt64LittleEndian(blob));
    }

    /// <inheritdoc/>
    public async Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        var lineage = replicated?.Lineage(commit.Cart.Id);
        var saved = commit.IsStateOnly ? await SaveTheState(commit).ConfigureAwait(false) : await SaveTheWhole(commit).ConfigureAwait(false);
        var isSaved = (long)saved == 1;
        if (isSaved)
        {
            replicated?.Note(commit.Cart.Id, commit.Cart.Version, lineage);
            if (commit.Events.Count > 0)
            {
                outbox.Committed(RedisKeys.Shard(commit.Cart.Id));
            }
        }

        return isSaved;
    }

    /// <inheritdoc/>
    public Task<RecordedAnswer?> FindAnswer(string cartId, AnswerKey key, CancellationToken cancellation) => redis.Run(async db =>
        (byte[]?)await db.StringGetAsync(RedisKeys.Answer(cartId, key)).ConfigureAwait(false) is { } data ? OutboxCodec.ReadAnswer(data) : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptEdit>> LoadEdits(string cartId, CancellationToken cancellation) => redis.Run(async db =>
        (IReadOnlyList<KeptEdit>)[.. (await db.ListRangeAsync(RedisKeys.Edits(cartId)).ConfigureAwait(false)).Reverse().Select(edit => OutboxCodec.ReadEdit(edit!))]);

    /// <inheritdoc/>
    public Task<string?> FindHandoff(string code, CancellationToken cancellation) =>
        redis.Run(async db => (string?)await db.StringGetAsync(RedisKeys.Handoff(code)).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<Checkout?> FindCheckout(string cartId, string checkoutId, CancellationToken cancellation) => redis.Run(async db =>
        (byte[]?)await db.HashGetAsync(RedisKeys.Checkouts(cartId), checkoutId).ConfigureAwait(false) is { } data ? CheckoutCodec.FromArchive(data) : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Checkout>> ListCheckouts(string cartId, CancellationToken cancellation) => redis.Run(async db => (IReadOnlyList<Checkout>)
    [
        .. (await db.HashGetAllAsync(RedisKeys.Checkouts(cartId)).ConfigureAwait(false)).OrderBy(entry => (string)entry.Name!, StringComparer.Ordinal)
            .Select(entry => CheckoutCodec.FromArchive((byte[])entry.Value!)),
    ]);

    /// <inheritdoc/>
    public Task ForgetCheckouts(string cartId, IReadOnlyCollection<string> checkoutIds, CancellationToken cancellation) =>
        redis.Run(db => db.HashDeleteAsync(RedisKeys.Checkouts(cartId), [.. checkoutIds.Select(id => (RedisValue)id)]));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RedisResult> SaveTheState(CartCommit commit)
    {
        var state = CartCodec.WriterOf(commit.Cart, commit.Etag);
        var result = await redis.Run(SaveState, [RedisKeys.Cart(commit.Cart.Id)], [Expected(commit), state.Written]).ConfigureAwait(false);

        // Only now: a command that failed may still be on its way, and its buffer must not be somebody else's.
        state.Dispose();
        return result;
    }

    private ValueTask<RedisResult> SaveTheWhole(CartCommit commit)
    {
        var shard = RedisKeys.Shard(commit.Cart.Id);
        var keys = new List<RedisKey>
        {
            RedisKeys.Cart(commit.Cart.Id), RedisKeys.Timers[shard], RedisKeys.Outboxes[shard], RedisKeys.OutboxSequences[shard],
            RedisKeys.Checkouts(commit.Cart.Id), RedisKeys.Edits(commit.Cart.Id),
        };
        var values = new List<RedisValue>
        {
            Expected(commit),
            commit.Removes ? RedisValue.EmptyString : CartCodec.WriteWithEtag(commit.Cart, commit.Etag),
            commit.Cart.Id,
            !commit.SetsTimer ? RedisValue.EmptyString : commit.Due is { } due ? due.ToMicros() : "-",
            commit.Erases ? "1" : RedisValue.EmptyString,
            commit.Events.Count,
        };
        values.AddRange(commit.Events.Select(outgoing => (RedisValue)OutboxCodec.Write(
            outgoing.ToRecord(ids.NewId(), identity.Source, commit.Cart.Id, commit.Cart.Version, commit.Now))));
        values.Add(commit.Ended.Count);
        foreach (var checkout in commit.Ended)
        {
            values.Add(checkout.CheckoutId);
            values.Add(CheckoutCodec.Archive(checkout));
        }

        values.Add(commit.Edits.Count);
        if (commit.Edits.Count > 0)
        {
            values.AddRange(commit.Edits.Select(edit => (RedisValue)OutboxCodec.Write(edit)));
            values.Add(EditLog.Most);
            values.Add((long)EditLog.Lifetime.TotalMilliseconds);
        }

        if (commit.Erases || commit.Answers.Count > 0 || commit.Handoff is not null)
        {
            keys.Add(RedisKeys.Kept(commit.Cart.Id));
        }

        foreach (var (key, answer) in commit.Answers)
        {
            keys.Add(RedisKeys.Answer(commit.Cart.Id, key));
            values.Add(OutboxCodec.Write(answer));
            values.Add((long)TimeSpan.FromHours(key.RetentionHours).TotalMilliseconds);
        }

        if (commit.Handoff is { } handoff)
        {
            keys.Add(RedisKeys.Handoff(handoff.Code));
            values.Add(commit.Cart.Id);
            values.Add((long)(handoff.ExpiresAt + HandoffRules.Repeatable - commit.Now).TotalMilliseconds);
        }

        return redis.Run(SaveAll, [.. keys], [.. values]);
    }

    private static RedisValue Expected(CartCommit commit)
    {
        if (commit.ExpectedEtag == 0)
        {
            return RedisValue.EmptyString;
        }

        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, commit.ExpectedEtag);
        return bytes;
    }
}
