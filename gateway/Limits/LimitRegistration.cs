using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Limits;

/// <summary>Registers the limits.</summary>
internal static class LimitRegistration
{
    public static void AddLimits(this PlatformBuilder builder)
    {
        var services = builder.Services;
        services.Configure<LimitOptions>(builder.Configuration.GetSection("Omnichannel:Gateway:Limits"));
        services.AddSingleton<SharedLimits>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<OpenStreams>();
    }
}
