using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Edge;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Limits;

/// <summary>Registers the limits.</summary>
internal static class LimitRegistration
{
    public static void AddLimits(this PlatformBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(Options.Create(builder.Settings<EdgeOptions>().Limits));
        services.AddSingleton<SharedLimits>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<OpenStreams>();
    }
}
