using StackExchange.Redis;

namespace Omnichannel.Platform.Live;

/// <summary>Fan-out between replicas: one Redis pub/sub channel per area; each process keeps its own watchers.</summary>
public sealed class RedisNotifications : ILiveNotifications, IDisposable
{
    private readonly InProcessNotifications local = new();
    private readonly ConnectionMultiplexer redis;
    private readonly RedisChannel channel;

    /// <summary>Connects (in the background when Redis is away: notifications may be lost).</summary>
    public RedisNotifications(string configuration, string area)
    {
        redis = ConnectionMultiplexer.Connect(RedisOptions.Parse(configuration));
        channel = new RedisChannel($"omnichannel:{area}:changed", RedisChannel.PatternMode.Literal);
        redis.GetSubscriber().Subscribe(channel, (_, key) => local.Notify(key!));
    }

    /// <inheritdoc/>
    public void Notify(string key)
    {
        local.Notify(key);
        redis.GetSubscriber().Publish(channel, key, CommandFlags.FireAndForget);
    }

    /// <inheritdoc/>
    public LiveSubscription Subscribe(string key) => local.Subscribe(key);

    /// <inheritdoc/>
    public void Dispose() => redis.Dispose();
}
