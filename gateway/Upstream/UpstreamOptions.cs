namespace Omnichannel.Gateway.Upstream;

/// <summary>How the gateway treats the services behind it (section <c>Omnichannel:Gateway:Upstream</c>).</summary>
public sealed class UpstreamOptions
{
    /// <summary>Resolve host names to all of their addresses, again and again, and spread calls over them (headless services in Kubernetes).</summary>
    public bool ResolveDns { get; set; }

    /// <summary>Between two look-ups of a host name.</summary>
    public TimeSpan DnsRefresh { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two health checks of a destination.</summary>
    public TimeSpan HealthCheckInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>After this many failed connections in a row a destination gets no more calls for <see cref="OpenCircuit"/>.</summary>
    public int FailuresToOpenCircuit { get; set; } = 3;

    /// <summary>How long a destination rests, unless a health check finds it well before.</summary>
    public TimeSpan OpenCircuit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time for calls that name none.</summary>
    public TimeSpan DefaultTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The most that a caller may ask for.</summary>
    public TimeSpan LongestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most that a stream of the client may take, whatever its caller asks for.</summary>
    public TimeSpan LongestClientStream { get; set; } = TimeSpan.FromMinutes(10);
}
