using StackExchange.Redis;

namespace Omnichannel.Platform.Live;

/// <summary>How every client of a Redis is set up here.</summary>
public static class RedisOptions
{
    private const int TryEveryMs = 500;
    private const int LookForThePrimaryEverySeconds = 2;

    /// <summary>Reads addresses and options as the client library takes them. A Redis that is away does not stop the start, and one that comes back is used within about a second, a promoted replica within a few.</summary>
    public static ConfigurationOptions Parse(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;

        // The library's own pauses grow to several seconds: for so long everybody would be refused who needs it.
        options.ReconnectRetryPolicy = new LinearRetry(TryEveryMs);

        // A server that was promoted while it was connected to, or asked while it was still loading, is else taken for a replica for a minute.
        options.ConfigCheckSeconds = LookForThePrimaryEverySeconds;
        return options;
    }
}
