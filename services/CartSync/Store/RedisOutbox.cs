using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// The 64 outboxes of the carts in Redis, as one. Sequence holds within a shard, which is where a cart's events are. What is removed is exactly what was read: a
/// relay that has lost its lease, or whose Redis was replaced by one that lacked the last rows and gave their numbers to others, takes nothing away that it has not published.
/// What is not safe from a failover is not read: nothing is published that did not happen after all.
/// </summary>
public sealed class RedisOutbox(RedisConnection redis, IStableVersions stable, TimeProvider clock) : IOutbox
{
    private readonly ReplicatedVersions? replicated = stable as ReplicatedVersions;
    private static readonly TimeSpan FullLook = TimeSpan.FromSeconds(1);
    private readonly WakeUp wakeUp = new();
    private readonly int[] isDirty = new int[CartId.Shards];
    private long lastFullLook;

    /// <summary>Rows were committed in a shard by this process.</summary>
    public void Committed(int shard)
    {
        Volatile.Write(ref isDirty[shard], 1);
        wakeUp.Set();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxRow>> Read(int max, CancellationToken cancellation)
    {
        var rows = new List<OutboxRow>();
        var shards = ShardsToLookAt();
        var histories = await Histories(shards).ConfigureAwait(false);
        foreach (var (shard, entries) in await Look(shards, max).ConfigureAwait(false))
        {
            foreach (var entry in entries.Take(max - rows.Count))
            {
                rows.Add(new OutboxRow((long)entry.Score, OutboxCodec.ReadEvent((byte[])entry.Element!), new Handle(shard, entry.Element)));
            }

            if (entries.Length > 0)
            {
                // There may be more behind: look again, at least until it is empty.
                Volatile.Write(ref isDirty[shard], 1);
                wakeUp.Set();
            }
        }

        if (replicated is not null)
        {
            await Task.WhenAll(rows.Select(row => ((Handle)row.Handle!).Shard).Distinct().Select(shard => replicated.Reached(shard, histories[shard]))).ConfigureAwait(false);
        }

        return rows;
    }

    /// <inheritdoc/>
    public Task Remove(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation) => redis.Run(async db =>
    {
        await Task.WhenAll(rows.Select(row => (Handle)row.Handle!).GroupBy(handle => handle.Shard, handle => handle.Member).Select(members =>
            db.SortedSetRemoveAsync(RedisKeys.Outboxes[members.Key], [.. members]))).ConfigureAwait(false);
        return 0;
    });

    /// <inheritdoc/>
    public Task WaitForRows(TimeSpan atMost, CancellationToken cancellation) =>
        wakeUp.Wait(atMost < FullLook ? atMost : FullLook, clock, cancellation);

    /// <inheritdoc/>
    public async Task<OutboxBacklog> MeasureBacklog(CancellationToken cancellation)
    {
        var shards = await redis.Run(db => Task.WhenAll(RedisKeys.Outboxes.Select(async key => (
            Count: await db.SortedSetLengthAsync(key).ConfigureAwait(false),
            First: await db.SortedSetRangeByScoreAsync(key, take: 1).ConfigureAwait(false))))).ConfigureAwait(false);
        var oldest = shards.SelectMany(shard => shard.First).Select(entry => OutboxCodec.ReadEvent((byte[])entry!))
            .Select(first => (DateTimeOffset?)OutboxBacklog.CommittedAt(first.Id, first.Time)).Min();
        return new OutboxBacklog(shards.Sum(shard => shard.Count), oldest);
    }

    private async Task<string?[]> Histories(int[] shards)
    {
        var histories = new string?[CartId.Shards];
        if (replicated is not null)
        {
            await Task.WhenAll(shards.Select(async shard => histories[shard] = await replicated.History(shard).ConfigureAwait(false))).ConfigureAwait(false);
        }

        return histories;
    }

    private int[] ShardsToLookAt()
    {
        // Other replicas commit without telling this one.
        if (clock.GetElapsedTime(lastFullLook) >= FullLook || lastFullLook == 0)
        {
            lastFullLook = clock.GetTimestamp();
            Array.Clear(isDirty);
            return [.. Enumerable.Range(0, CartId.Shards)];
        }

        return [.. Enumerable.Range(0, CartId.Shards).Where(shard => Interlocked.Exchange(ref isDirty[shard], 0) == 1)];
    }

    private Task<(int Shard, SortedSetEntry[] Entries)[]> Look(int[] shards, int max) => redis.Run(db => Task.WhenAll(shards.Select(async shard =>
        (shard, await db.SortedSetRangeByScoreWithScoresAsync(RedisKeys.Outboxes[shard], take: max).ConfigureAwait(false)))));

    private sealed record Handle(int Shard, RedisValue Member);
}
