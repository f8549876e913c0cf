using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Storage;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>What a primary said behind a write of ours.</summary>
/// <param name="History">Its replication id.</param>
/// <param name="Replicas">How many replicas have the write, and so everything before it.</param>
internal readonly record struct Fence(string History, int Replicas);

/// <summary>Fences for all who wait in this process: those who ask while a round of them is under way share the next round, with one fence for each primary.</summary>
/// <param name="configuration">Addresses and options of the carts' Redis.</param>
/// <param name="redis">Knows which primary holds what.</param>
/// <param name="replicas">How many replicas are waited for.</param>
internal sealed class ReplicaFences(string configuration, RedisConnection redis, int replicas) : IDisposable
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<EndPoint, Lazy<Task<ConnectionMultiplexer>>> primaries = new();
    private readonly Lock guard = new();
    private Dictionary<int, TaskCompletionSource<Fence>> waiting = [];
    private bool isRunning;

    /// <summary>Sets a fence behind everything that a shard's primary has taken by now.</summary>
    /// <exception cref="DatabaseUnavailableException">The primary cannot be reached, or is none.</exception>
    public Task<Fence> Set(int shard)
    {
        lock (guard)
        {
            if (!waiting.TryGetValue(shard, out var fence))
            {
                waiting.Add(shard, fence = new TaskCompletionSource<Fence>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            if (!isRunning)
            {
                isRunning = true;
                _ = Run();
            }

            return fence.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, primary) in primaries)
        {
            if (primary is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                primary.Value.Result.Dispose();
            }
        }
    }

    private async Task Run()
    {
        await Task.Yield();
        while (true)
        {
            Dictionary<int, TaskCompletionSource<Fence>> round;
            lock (guard)
            {
                if (waiting.Count == 0)
                {
                    isRunning = false;
                    return;
                }

                (round, waiting) = (waiting, []);
            }

            var found = await Task.WhenAll(round.Select(entry => Find(entry.Key, entry.Value))).ConfigureAwait(false);
            await Task.WhenAll(found.OfType<Asked>().GroupBy(asked => asked.Primary).Select(Answer)).ConfigureAwait(false);
        }
    }

    // Null when nobody knows, which is told already.
    private async Task<Asked?> Find(int shard, TaskCompletionSource<Fence> answer)
    {
        try
        {
            return new Asked(shard, await redis.Primary(RedisKeys.Fences[shard]).ConfigureAwait(false), answer);
        }
        catch (Exception error)
        {
            answer.SetException(error);
            return null;
        }
    }

    private async Task Answer(IEnumerable<Asked> asked)
    {
        var all = asked.ToList();
        try
        {
            var fence = await Ask(all[0].Primary, RedisKeys.Fences[all[0].Shard]).ConfigureAwait(false);
            all.ForEach(each => each.Answer.SetResult(fence));
        }
        catch (Exception error)
        {
            all.ForEach(each => each.Answer.SetException(error));
        }
    }

    // All of it goes to one server on one connection, in this order. WAIT is about what its own connection has written, asks the replicas at once, and holds the connection
    // up for so long: so there is one to each primary for nothing else.
    private async Task<Fence> Ask(EndPoint primary, RedisKey key)
    {
        var connecting = primaries.GetOrAdd(primary, address => new(() => Connect(address)));
        try
        {
            var connection = await connecting.Value.ConfigureAwait(false);
            var (database, server) = (connection.GetDatabase(), connection.GetServer(primary));
            var written = database.StringIncrementAsync(key, flags: CommandFlags.DemandMaster);
            var reached = database.ExecuteAsync("WAIT", [replicas, (long)AtMost.TotalMilliseconds], CommandFlags.DemandMaster);
            var info = server.InfoAsync("replication");
            await Task.WhenAll(written, reached, info).ConfigureAwait(false);
            return new Fence(
                Replication.Parse((await info.ConfigureAwait(false)).SelectMany(section => section)).Id,
                int.Parse((string)(await reached.ConfigureAwait(false))!, CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is RedisServerException || RedisConnection.IsUnavailable(error))
        {
            if (connecting.Value.IsFaulted)
            {
                // The next one tries again; a connection that was made once comes back by itself.
                primaries.TryRemove(KeyValuePair.Create(primary, connecting));
            }

            // A primary that is none any more takes no write, and nobody waits for its replicas.
            throw new DatabaseUnavailableException("Redis is not available.", error);
        }
    }

    private Task<ConnectionMultiplexer> Connect(EndPoint primary)
    {
        var options = RedisOptions.Parse(configuration);
        options.EndPoints.Clear();
        options.EndPoints.Add(primary);
        options.AllowAdmin = true;

        // Not to find the cluster's other servers.
        options.CommandMap = CommandMap.Create(["CLUSTER"], available: false);
        return ConnectionMultiplexer.ConnectAsync(options);
    }

    private sealed record Asked(int Shard, EndPoint Primary, TaskCompletionSource<Fence> Answer);
}
