using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Live;

/// <summary>Registers live notifications.</summary>
public static class LiveRegistration
{
    /// <summary>Through Redis pub/sub when <c>Omnichannel:Live:Redis</c> is set (several replicas), else within the process.</summary>
    public static PlatformBuilder AddLiveNotifications(this PlatformBuilder builder)
    {
        var redis = builder.Configuration["Omnichannel:Live:Redis"];
        builder.Services.AddSingleton<ILiveNotifications>(_ =>
            !string.IsNullOrEmpty(redis) ? new RedisNotifications(redis, builder.Area) : builder.Host.LiveNotifications ?? new InProcessNotifications());
        return builder;
    }
}
