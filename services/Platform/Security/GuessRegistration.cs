using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;
using StackExchange.Redis;

namespace Omnichannel.Platform.Security;

/// <summary>Registers limits of guessing.</summary>
public static class GuessRegistration
{
    /// <summary>Counted by all replicas together where they share a Redis (<c>Omnichannel:Live:Redis</c>), else within the process.</summary>
    public static PlatformBuilder AddGuessLimits(this PlatformBuilder builder)
    {
        var redis = builder.Settings<LiveSettings>().Redis;
        if (redis.Length == 0)
        {
            builder.Services.AddSingleton(services => new GuessLimits(services.GetRequiredService<TimeProvider>()));
            return builder;
        }

        builder.Services.AddSingleton<IGuessCounts>(services => Shared(
            redis, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<SharedGuessCounts>>()));
        builder.Services.AddSingleton(services => new GuessLimits(services.GetRequiredService<IGuessCounts>()));
        return builder;
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
