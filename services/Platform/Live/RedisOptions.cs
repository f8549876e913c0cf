using StackExchange.Redis;

namespace Omnichannel.Platform.Live;

/// <summary>How every client of a Redis is set up here.</summary>
public static class RedisOptions
{
    private const int TryEveryMs = 500;

    /// <summary>Reads addresses and options as the client library takes them. A Redis that is away does not stop the start, and one that comes back is used within about a second.</summary>
    public static ConfigurationOptions Parse(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;

        // The library's own pauses grow to several seconds: for so long everybody would be refused who needs it.
        options.ReconnectRetryPolicy = new LinearRetry(TryEveryMs);
        return options;
    }
}
