using System.Net;
using System.Runtime.CompilerServices;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Storage;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>The service's connection to the carts' Redis. Failures to reach it show as <see cref="DatabaseUnavailableException"/>: safe to repeat.</summary>
public sealed class RedisConnection : IDisposable
{
    private readonly ConnectionMultiplexer redis;
    private readonly IDatabaseAsync database;
    private readonly RedisBatches batches;

    /// <summary>Connects, in the background when Redis is away.</summary>
    /// <param name="configuration">Addresses and options, as the client library takes them.</param>
    /// <param name="mayInspect">Whether the client lets INFO through.</param>
    public RedisConnection(string configuration, bool mayInspect = false)
    {
        var options = RedisOptions.Parse(configuration);
        options.AllowAdmin = mayInspect;
        redis = ConnectionMultiplexer.Connect(options);
        database = redis.GetDatabase();
        batches = new RedisBatches(redis.GetDatabase());
    }

    /// <summary>Runs commands, each sent at once.</summary>
    public async Task<T> Run<T>(Func<IDatabaseAsync, Task<T>> work)
    {
        try
        {
            return await work(database).ConfigureAwait(false);
        }
        catch (RedisServerException forgotten) when (forgotten.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The script cache was flushed: nothing was executed, and the client sends the text again.
            return await work(database).ConfigureAwait(false);
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            throw new DatabaseUnavailableException("Redis is not available.", error);
        }
    }

    /// <summary>Sends one command, together with those that others ask for at the same time.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> Send<T>(Func<IDatabaseAsync, Task<T>> command)
    {
        try
        {
            return await batches.Run(command).ConfigureAwait(false);
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            throw new DatabaseUnavailableException("Redis is not available.", error);
        }
    }

    /// <summary>Runs a script by its hash; where Redis does not have it (yet, or after a flush of its script cache), it is sent.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> Run(RedisScript script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await batches.Run(db => db.ScriptEvaluateAsync(script.Hash, keys, values)).ConfigureAwait(false);
        }
        catch (RedisServerException error) when (error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await Run(db => db.ScriptEvaluateAsync(script.Text, keys, values)).ConfigureAwait(false);
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            throw new DatabaseUnavailableException("Redis is not available.", error);
        }
    }

    /// <summary>How far the replicas of the primary that holds a key are.</summary>
    internal Task<Replication> Replication(RedisKey key) => Run(async db =>
    {
        var primary = redis.GetServer(await db.IdentifyEndpointAsync(key).ConfigureAwait(false));
        return Store.Replication.Parse((await primary.InfoAsync("replication").ConfigureAwait(false)).SelectMany(section => section));
    });

    /// <summary>Where the primary is that holds a key.</summary>
    internal Task<EndPoint> Primary(RedisKey key) => Run(async db => (await db.IdentifyEndpointAsync(key).ConfigureAwait(false))!);

    /// <summary>Whether Redis answers.</summary>
    public Task<bool> Answers() => Run(async db => await db.PingAsync().ConfigureAwait(false) >= TimeSpan.Zero);

    /// <inheritdoc/>
    public void Dispose() => redis.Dispose();

    internal static bool IsUnavailable(Exception error) =>
        error is RedisConnectionException or RedisTimeoutException or TimeoutException or ObjectDisposedException
        || error is RedisServerException { Message: var message } && (message.StartsWith("LOADING", StringComparison.Ordinal)
            || message.StartsWith("READONLY", StringComparison.Ordinal) || message.StartsWith("CLUSTERDOWN", StringComparison.Ordinal)
            || message.StartsWith("MASTERDOWN", StringComparison.Ordinal) || message.StartsWith("MISCONF", StringComparison.Ordinal));
}
