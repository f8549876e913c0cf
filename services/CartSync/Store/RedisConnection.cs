using Omnichannel.Platform.Storage;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>The service's connection to the carts' Redis. Failures to reach it show as <see cref="DatabaseUnavailableException"/>: safe to repeat.</summary>
public sealed class RedisConnection : IDisposable
{
    private readonly ConnectionMultiplexer redis;

    /// <summary>Connects, in the background when Redis is away.</summary>
    public RedisConnection(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        redis = ConnectionMultiplexer.Connect(options);
    }

    /// <summary>Runs commands.</summary>
    public async Task<T> Run<T>(Func<IDatabaseAsync, Task<T>> work)
    {
        try
        {
            return await work(redis.GetDatabase()).ConfigureAwait(false);
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            throw new DatabaseUnavailableException("Redis is not available.", error);
        }
    }

    /// <summary>Whether Redis answers.</summary>
    public Task<bool> Answers() => Run(async db => await db.PingAsync().ConfigureAwait(false) >= TimeSpan.Zero);

    /// <inheritdoc/>
    public void Dispose() => redis.Dispose();

    private static bool IsUnavailable(Exception error) =>
        error is RedisConnectionException or RedisTimeoutException or TimeoutException or ObjectDisposedException
        || error is RedisServerException { Message: var message } && (message.StartsWith("LOADING", StringComparison.Ordinal)
            || message.StartsWith("READONLY", StringComparison.Ordinal) || message.StartsWith("CLUSTERDOWN", StringComparison.Ordinal)
            || message.StartsWith("MASTERDOWN", StringComparison.Ordinal) || message.StartsWith("MISCONF", StringComparison.Ordinal));
}
