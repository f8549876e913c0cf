using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>
/// Stops sending calls to a destination that cannot be reached: after some failures in a row it rests, then one call (or a health check) finds
/// out. Transcoded and passed-through calls share it. A service's own UNAVAILABLE is an answer and does not count.
/// </summary>
internal sealed class CircuitBreaker(IDestinationHealthUpdater health, IOptions<UpstreamOptions> options, ILogger<CircuitBreaker> logger) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "CircuitBreaker";

    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> failures = [];

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination) => Report(
        cluster, destination,
        reached: context.Features.Get<IForwarderErrorFeature>()?.Error is not (ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.ResponseHeaders));

    /// <summary>Counts how a call went.</summary>
    public void Report(ClusterState cluster, DestinationState destination, bool reached)
    {
        var count = failures.GetValue(destination, static _ => new StrongBox<int>());
        if (reached)
        {
            // Reading first keeps the line shared between processors as long as all is well.
            if (Volatile.Read(ref count.Value) != 0)
            {
                Volatile.Write(ref count.Value, 0);
            }

            if (destination.Health.Passive == DestinationHealth.Unhealthy)
            {
                health.SetPassive(cluster, destination, DestinationHealth.Healthy, TimeSpan.Zero);
            }
        }
        else if (Interlocked.Increment(ref count.Value) >= options.Value.FailuresToOpenCircuit && destination.Health.Passive != DestinationHealth.Unhealthy)
        {
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, options.Value.OpenCircuit);
            Log.CircuitOpened(logger, destination.DestinationId, cluster.ClusterId, options.Value.FailuresToOpenCircuit);
        }
    }
}
