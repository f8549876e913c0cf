using System.Collections.Concurrent;
using System.Globalization;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Up to which version a cart survives what its store is built to survive. Devices keep what they sent until this version passes it, and send it again when the
/// cart's version goes back.
/// </summary>
public interface IStableVersions
{
    /// <summary>The highest version up to <paramref name="version"/> that is known to be safe; 0 when none is known yet.</summary>
    long Of(string cartId, long version);

    /// <summary>Names the history that the cart's store is in: another one after a failover. To be taken before the cart is read or written, for <see cref="Reached"/>.</summary>
    ValueTask<string?> History(string cartId);

    /// <summary>
    /// Comes back when everything that was read or written of the cart since its history was taken is safe. So nothing is told to anybody, or done elsewhere, that the store
    /// may go back behind.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">It is not known to be safe: too few replicas are there, or the history is another one by now.</exception>
    Task Reached(string cartId, string? history);

    /// <summary>Whether versions become safe later than they are answered.</summary>
    bool Lags => false;

    /// <summary>Asks to be told, on whatever thread, when the latest version of a cart that is known here has become safe.</summary>
    /// <param name="tell">Gets the cart's id.</param>
    void OnReached(Action<string> tell)
    {
        // Who does not lag has nothing to tell.
    }
}

/// <summary>What is acknowledged is safe: a database, or a Redis without replicas that syncs every write.</summary>
public sealed class StableAtOnce : IStableVersions
{
    /// <inheritdoc/>
    public long Of(string cartId, long version) => version;

    /// <inheritdoc/>
    public ValueTask<string?> History(string cartId) => default;

    /// <inheritdoc/>
    public Task Reached(string cartId, string? history) => Task.CompletedTask;
}

/// <summary>
/// With replicas a version is stable when as many of them as configured have acknowledged what the primary's replication stream held after it. The primary is asked in the
/// background (<c>INFO replication</c>), once for all carts that wait; a cart's callers never wait for it. Replicas report every second.
/// <para>
/// A primary that was replaced must not vouch for what its predecessor took. So each note of a version carries the replication id that was seen before the version was
/// written or read, and counts only as long as the primary still has that id.
/// </para>
/// <para>
/// Who may not go on before a write is safe waits for a fence: a write of its own behind it, and <c>WAIT</c> until the replicas have that, which asks them at once. One fence
/// does for all who ask for it while the one before is under way.
/// </para>
/// </summary>
internal sealed class ReplicatedVersions : IStableVersions, IDisposable
{
    private const int MostCarts = 200_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly RedisConnection redis;
    private readonly ReplicaFences fences;
    private readonly int replicas;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, long> stable = new(StringComparer.Ordinal);
    private readonly string?[] lineages = new string?[CartId.Shards];
    private readonly Lock guard = new();
    private Dictionary<string, Noted> waiting = new(StringComparer.Ordinal);
    private Action<string>? reached;
    private bool isRunning;

    /// <summary>Waits for so many replicas, on a connection of its own.</summary>
    public ReplicatedVersions(string configuration, int replicas)
    {
        (redis, this.replicas) = (new RedisConnection(configuration, mayInspect: true), replicas);
        fences = new ReplicaFences(configuration, redis, replicas);
    }

    /// <inheritdoc/>
    public long Of(string cartId, long version) => stable.TryGetValue(cartId, out var known) ? Math.Min(known, version) : 0;

    /// <inheritdoc/>
    public ValueTask<string?> History(string cartId) => History(RedisKeys.Shard(cartId));

    /// <inheritdoc/>
    public Task Reached(string cartId, string? history) => Reached(RedisKeys.Shard(cartId), history);

    /// <summary>The same of a whole shard.</summary>
    public async ValueTask<string?> History(int shard)
    {
        if (Volatile.Read(ref lineages[shard]) is { } known)
        {
            return known;
        }

        var primary = await redis.Replication(RedisKeys.Timers[shard]).ConfigureAwait(false);
        Volatile.Write(ref lineages[shard], primary.Id);
        return primary.Id;
    }

    /// <summary>The same of a whole shard.</summary>
    public async Task Reached(int shard, string? history)
    {
        var fence = await fences.Set(shard).ConfigureAwait(false);
        Know(shard, fence.History);
        if (fence.Replicas < replicas || fence.History != history)
        {
            throw new DatabaseUnavailableException("The replicas of the carts' Redis are not known to have it.");
        }
    }

    /// <inheritdoc/>
    public bool Lags => true;

    /// <inheritdoc/>
    public void OnReached(Action<string> tell) => reached += tell;

    /// <summary>The replication id of the shard's primary when last asked, to be taken before a cart is read or written. Null when not known.</summary>
    public string? Lineage(string cartId) => Volatile.Read(ref lineages[RedisKeys.Shard(cartId)]);

    /// <summary>A version that was written, or read, after <paramref name="lineage"/> was taken.</summary>
    public void Note(string cartId, long version, string? lineage)
    {
        if (stable.TryGetValue(cartId, out var known))
        {
            if (known == version)
            {
                return;
            }

            if (known > version)
            {
                // It went back: what was known of the lost versions says nothing about those to come.
                stable.TryRemove(cartId, out _);
            }
        }

        lock (guard)
        {
            waiting[cartId] = waiting.TryGetValue(cartId, out var earlier) && earlier.Lineage == lineage && earlier.Version <= version
                ? earlier with { Latest = version }
                : new Noted(version, version, lineage, null);
            if (isRunning || stopping.IsCancellationRequested)
            {
                return;
            }

            isRunning = true;
        }

        _ = Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel();
        fences.Dispose();
        redis.Dispose();
    }

    private async Task Run()
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Round().ConfigureAwait(false);
            }
            catch (DatabaseUnavailableException)
            {
                // Nothing becomes stable meanwhile; the next round asks again.
            }

            lock (guard)
            {
                if (waiting.Count == 0)
                {
                    isRunning = false;
                    return;
                }
            }

            await Task.Delay(Interval, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Round()
    {
        Dictionary<string, Noted> asked;
        lock (guard)
        {
            (asked, waiting) = (waiting, new(StringComparer.Ordinal));
        }

        if (stable.Count > MostCarts)
        {
            stable.Clear();
        }

        var left = new Dictionary<string, Noted>(StringComparer.Ordinal);
        try
        {
            foreach (var shard in asked.GroupBy(note => RedisKeys.Shard(note.Key)))
            {
                var primary = await redis.Replication(RedisKeys.Timers[shard.Key]).ConfigureAwait(false);
                Know(shard.Key, primary.Id);
                foreach (var (cartId, note) in shard)
                {
                    if (Settle(cartId, note, primary) is { } open)
                    {
                        left.Add(cartId, open);
                    }

                    asked.Remove(cartId);
                }
            }
        }
        finally
        {
            lock (guard)
            {
                foreach (var (cartId, note) in asked.Concat(left))
                {
                    waiting[cartId] = waiting.TryGetValue(cartId, out var newer) && newer.Lineage == note.Lineage && newer.Version >= note.Version
                        ? note with { Latest = newer.Latest }
                        : newer ?? note;
                }
            }
        }
    }

    // Shards that were with the one that was replaced are asked about anew: else each would go by the old history once more.
    private void Know(int shard, string lineage)
    {
        var before = Interlocked.Exchange(ref lineages[shard], lineage);
        for (var other = 0; before is not null && before != lineage && other < lineages.Length; other++)
        {
            Interlocked.CompareExchange(ref lineages[other], null, before);
        }
    }

    // What is still to be waited for, or null.
    private Noted? Settle(string cartId, Noted note, Replication primary)
    {
        if (note.Lineage != primary.Id)
        {
            return null;
        }

        if (note.Position is null)
        {
            note = note with { Version = note.Latest, Position = primary.Position };
        }

        if (primary.ReachedBy(replicas) < note.Position)
        {
            return note;
        }

        stable[cartId] = note.Version;
        if (note.Latest > note.Version)
        {
            return note with { Version = note.Latest, Position = null };
        }

        reached?.Invoke(cartId);
        return null;
    }

    /// <param name="Version">Asked about.</param>
    /// <param name="Latest">Came meanwhile; asked about next.</param>
    /// <param name="Lineage">Replication id before the version was written or read.</param>
    /// <param name="Position">Of the replication stream, after the version.</param>
    private sealed record Noted(long Version, long Latest, string? Lineage, long? Position);
}

/// <summary>A primary's replication.</summary>
/// <param name="Id">Of its history: another one after a failover.</param>
/// <param name="Position">How far its stream goes, in bytes.</param>
/// <param name="Replicas">How far its replicas have acknowledged.</param>
internal sealed record Replication(string Id, long Position, IReadOnlyList<long> Replicas)
{
    /// <summary>How far so many replicas have all come; -1 when there are fewer.</summary>
    public long ReachedBy(int count) => Replicas.Count < count ? -1 : Replicas.OrderDescending().ElementAt(count - 1);

    /// <summary>Reads what <c>INFO replication</c> says.</summary>
    public static Replication Parse(IEnumerable<KeyValuePair<string, string>> info)
    {
        var (id, position, replicas) = ("", 0L, new List<long>());
        foreach (var (key, value) in info)
        {
            if (key == "master_replid")
            {
                id = value;
            }
            else if (key == "master_repl_offset")
            {
                position = long.Parse(value, CultureInfo.InvariantCulture);
            }
            else if (key.StartsWith("slave", StringComparison.Ordinal) && value.Contains("state=online", StringComparison.Ordinal))
            {
                // slave0:ip=10.0.0.7,port=6379,state=online,offset=1234,lag=0
                var offset = value.Split(',').First(part => part.StartsWith("offset=", StringComparison.Ordinal))["offset=".Length..];
                replicas.Add(long.Parse(offset, CultureInfo.InvariantCulture));
            }
        }

        return new Replication(id, position, replicas);
    }
}
