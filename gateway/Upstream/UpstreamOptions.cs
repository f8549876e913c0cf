using Omnichannel.Platform.Settings;

namespace Omnichannel.Gateway.Upstream;

/// <summary>How the gateway treats the services behind it (section <c>Omnichannel:Gateway:Upstream</c>).</summary>
public sealed class UpstreamOptions
{
    [Setting("Resolve host names to all of their addresses, again and again, and spread calls over them (headless services in Kubernetes).")]
    public bool ResolveDns { get; set; }

    [Setting("Between two look-ups of a host name.")]
    public TimeSpan DnsRefresh { get; set; } = TimeSpan.FromSeconds(1);

    [Setting("Between two health checks of a destination.")]
    public TimeSpan HealthCheckInterval { get; set; } = TimeSpan.FromSeconds(2);

    [Setting("After this many failed connections in a row a destination gets no more calls for OpenCircuit.")]
    public int FailuresToOpenCircuit { get; set; } = 3;

    [Setting("How long a destination rests, unless a health check finds it well before.")]
    public TimeSpan OpenCircuit { get; set; } = TimeSpan.FromSeconds(2);

    [Setting("Time for calls that name none.")]
    public TimeSpan DefaultTimeout { get; set; } = TimeSpan.FromSeconds(15);

    [Setting("The most that a caller may ask for.")]
    public TimeSpan LongestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    [Setting("The most that a stream of the client may take, whatever its caller asks for.")]
    public TimeSpan LongestClientStream { get; set; } = TimeSpan.FromMinutes(10);
}
