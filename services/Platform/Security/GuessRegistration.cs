using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;
using StackExchange.Redis;

namespace Omnichannel.Platform.Security;

/// <summary>Registers what is counted by all replicas together where they share a Redis (<c>Omnichannel:Live:Redis</c>), else within the process.</summary>
public static class GuessRegistration
{
    /// <summary>Limits of guessing.</summary>
    public static PlatformBuilder AddGuessLimits(this PlatformBuilder builder)
    {
        AddCounts(builder);
        builder.Services.AddSingleton(services => new GuessLimits(services.GetRequiredService<IGuessCounts>()));
        return builder;
    }

    /// <summary>Limits of what others are asked.</summary>
    public static PlatformBuilder AddOutboundLimits(this PlatformBuilder builder)
    {
        AddCounts(builder);
        builder.Services.AddSingleton(services => new OutboundLimits(services.GetRequiredService<IGuessCounts>()));
        return builder;
    }

    private static void AddCounts(PlatformBuilder builder)
    {
        var redis = builder.Settings<LiveSettings>().Redis;
        builder.Services.TryAddSingleton<IGuessCounts>(services => redis.Length == 0
            ? new LocalGuessCounts(services.GetRequiredService<TimeProvider>())
            : Shared(redis, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<SharedGuessCounts>>()));
    }

    /// <summary>Connects, in the background when Redis is away, and quick to give up: a guess waits for it.</summary>
    internal static SharedGuessCounts Shared(string configuration, TimeProvider clock, ILogger<SharedGuessCounts> logger)
    {
        var options = RedisOptions.Parse(configuration);
        options.AsyncTimeout = 500;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return new SharedGuessCounts(ConnectionMultiplexer.Connect(options), new LocalGuessCounts(clock), logger);
    }
}
