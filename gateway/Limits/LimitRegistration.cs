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
        var edge = builder.Settings<EdgeOptions>();
        services.AddSingleton(Options.Create(edge.Limits));
        services.AddSingleton<SharedLimits>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton(new ConnectionGuard(new OpenConnections(edge.Limits.ConnectionsPerAddress, edge.Proxies()).Let));
    }
}
