using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Omnichannel.Gateway.Upstream;

/// <summary>Asks every destination for its <c>grpc.health.v1</c> health, again and again, and tells the proxy. One that is slow to answer keeps none waiting.</summary>
internal sealed class UpstreamMonitor(
    IProxyStateLookup proxy, UpstreamChannels channels, IDestinationHealthUpdater health, UpstreamNews news, IOptions<UpstreamOptions> options, TimeProvider clock,
    ILogger<UpstreamMonitor> logger) : BackgroundService
{
    // A service looks at what it needs before it answers, which may take it two seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const int SlowAnswersToGiveUp = 3;

    private readonly ConditionalWeakTable<DestinationState, Question> questions = [];

    /// <summary>Asks all destinations now.</summary>
    public Task Check() => Task.WhenAll(
        proxy.GetClusters().Where(Clusters.IsArea).SelectMany(cluster => cluster.DestinationsState.AllDestinations.Select(destination => Check(cluster, destination))));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = news.Next;
            _ = Check();
            await Task.WhenAny(next, Task.Delay(options.Value.HealthCheckInterval, clock, stoppingToken));
        }
    }

    // One question at a time to each: who asks while it is under way waits for the same answer.
    private Task Check(ClusterState cluster, DestinationState destination)
    {
        var question = questions.GetOrCreateValue(destination);
        lock (question)
        {
            return question.Answer is { IsCompleted: false } pending ? pending : question.Answer = Ask(cluster, destination, question);
        }
    }

    private async Task Ask(ClusterState cluster, DestinationState destination, Question question)
    {
        var isServing = await IsServing(cluster, destination, question);
        health.SetActive(cluster, [new NewActiveDestinationHealth(destination, isServing ? DestinationHealth.Healthy : DestinationHealth.Unhealthy)]);
        Tell(cluster.ClusterId, destination.DestinationId, question.WasServing, isServing);
        question.WasServing = isServing;
    }

    // Each change once. The services start beside the gateway: who is not there yet is no news.
    private void Tell(string area, string destination, bool? before, bool now)
    {
        switch (before, now)
        {
            case (null, false):
                Log.DestinationNotThereYet(logger, destination, area);
                break;
            case (true, false):
                Log.DestinationLost(logger, destination, area);
                break;
            case (false, true):
                Log.DestinationFound(logger, destination, area);
                break;
        }
    }

    private async Task<bool> IsServing(ClusterState cluster, DestinationState destination, Question question)
    {
        try
        {
            var answer = await new Health.HealthClient(channels.Invoker(destination)).CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience);
            question.SlowAnswers = 0;

            // It can be reached: calls need not wait until its rest is over.
            channels.Report(cluster, destination, reached: true);
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.DeadlineExceeded)
        {
            // A busy machine is no reason to send nobody any more; one that hangs is.
            return ++question.SlowAnswers < SlowAnswersToGiveUp;
        }
        catch (RpcException failure)
        {
            // A service without a health service is up: it answered.
            return failure.StatusCode == StatusCode.Unimplemented;
        }
    }

    private sealed class Question
    {
        public Task? Answer { get; set; }

        public int SlowAnswers { get; set; }

        public bool? WasServing { get; set; }
    }
}
