using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Asks every destination for its <c>grpc.health.v1</c> health, again and again, and tells the proxy.</summary>
internal sealed class UpstreamMonitor(
    IProxyStateLookup proxy, UpstreamChannels channels, IDestinationHealthUpdater health, IOptions<UpstreamOptions> options, TimeProvider clock) : BackgroundService
{
    // A service looks at what it needs before it answers, which may take it two seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const int SlowAnswersToGiveUp = 3;

    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> slowAnswers = [];

    /// <summary>Asks all destinations now.</summary>
    public Task Check(CancellationToken cancellation) => Task.WhenAll(proxy.GetClusters().Select(cluster => Check(cluster, cancellation)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HealthCheckInterval, clock);
        do
        {
            await Check(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Check(ClusterState cluster, CancellationToken cancellation) => health.SetActive(
        cluster,
        await Task.WhenAll(cluster.DestinationsState.AllDestinations.Select(async destination =>
            new NewActiveDestinationHealth(destination, await IsServing(destination, cancellation) ? DestinationHealth.Healthy : DestinationHealth.Unhealthy))));

    private async Task<bool> IsServing(DestinationState destination, CancellationToken cancellation)
    {
        var slow = slowAnswers.GetOrCreateValue(destination);
        try
        {
            var answer = await new Health.HealthClient(channels.Invoker(destination)).CheckAsync(
                new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
            slow.Value = 0;
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.DeadlineExceeded)
        {
            // A busy machine is no reason to send nobody any more; one that hangs is.
            return ++slow.Value < SlowAnswersToGiveUp;
        }
        catch (RpcException failure)
        {
            // A service without a health service is up: it answered.
            return failure.StatusCode == StatusCode.Unimplemented;
        }
    }
}
