using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Live;

/// <summary>Registers live notifications.</summary>
public static class LiveRegistration
{
    /// <summary>Through Redis pub/sub when <c>Omnichannel:Live:Redis</c> is set (several replicas), else within the process.</summary>
    public static PlatformBuilder AddLiveNotifications(this PlatformBuilder builder)
    {
        var redis = builder.Settings<LiveSettings>().Redis;
        builder.Services.AddSingleton<ILiveNotifications>(_ =>
            redis.Length > 0 ? new RedisNotifications(redis, builder.Area) : builder.Host.LiveNotifications ?? new InProcessNotifications());
        return builder;
    }
}
