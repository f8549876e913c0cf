using Grpc.Core;
using Omnichannel.Platform.V1;

namespace Omnichannel.WebConsole.Operations;

/// <summary>How the services fare, asked again and again. What does not answer is told as such; the others are shown all the same.</summary>
public sealed class OperationsModel
{
    /// <summary>The services, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> Areas = ["cart", "orders", "returns", "loyalty", "messaging", "support"];

    /// <summary>The metadata by which the gateway knows which service is asked.</summary>
    public const string AreaHeader = "omnichannel-area";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly OpsService.OpsServiceClient ops;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, CallHistory> histories = Areas.ToDictionary(area => area, _ => new CallHistory(), StringComparer.Ordinal);

    /// <param name="calls">The gateway's gRPC as an operator.</param>
    /// <param name="clock">Tells when it was asked.</param>
    public OperationsModel(CallInvoker calls, TimeProvider clock)
    {
        ops = new OpsService.OpsServiceClient(calls);
        this.clock = clock;
    }

    /// <summary>The services as they answered last; empty before the first time.</summary>
    public IReadOnlyList<AreaState> States { get; private set; } = [];

    /// <summary>When they were asked last; null before.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>All of them in a few numbers.</summary>
    public Overview Overview => Overview.Of(States);

    /// <summary>Asks all services at the same time.</summary>
    public async Task Refresh(CancellationToken cancellation = default)
    {
        States = await Task.WhenAll(Areas.Select(area => Ask(area, cancellation)));
        AskedAt = clock.GetUtcNow();
    }

    private async Task<AreaState> Ask(string area, CancellationToken cancellation)
    {
        var history = histories[area];
        try
        {
            var answer = await ops.GetStateAsync(new GetStateRequest(), new Metadata { { AreaHeader, area } }, DateTime.UtcNow + Patience, cancellation);
            history.Add(answer.Replicas);
            return new AreaState(area, answer, null, history.Samples);
        }
        catch (RpcException failure) when (failure.StatusCode is not StatusCode.Cancelled || !cancellation.IsCancellationRequested)
        {
            history.AddGap();
            return new AreaState(area, null, failure, history.Samples);
        }
    }
}

/// <summary>The calls of a service's last minutes, one sample for each time that it was asked.</summary>
public sealed class CallHistory
{
    /// <summary>So many are kept.</summary>
    public const int Most = 40;

    private readonly List<CallSample?> samples = [];

    /// <summary>Oldest first; null where nobody answered.</summary>
    public IReadOnlyList<CallSample?> Samples => [.. samples];

    /// <summary>What all replicas together did.</summary>
    public void Add(IEnumerable<ReplicaState> replicas)
    {
        var known = replicas.Where(replica => replica is { Silent: false, LastMinuteCalls: not null }).Select(replica => replica.LastMinuteCalls).ToList();
        Keep(new CallSample(known.Sum(calls => calls.Count), known.Sum(calls => calls.ClientErrorCount), known.Sum(calls => calls.ServerErrorCount)));
    }

    /// <summary>Nobody answered.</summary>
    public void AddGap() => Keep(null);

    private void Keep(CallSample? sample)
    {
        samples.Add(sample);
        if (samples.Count > Most)
        {
            samples.RemoveAt(0);
        }
    }
}

/// <summary>Calls within a minute.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Refused">Refused for what was asked.</param>
/// <param name="Failed">Failed by the service.</param>
public sealed record CallSample(long Count, long Refused, long Failed);

/// <summary>All services in a few numbers.</summary>
/// <param name="Answering">Services that answer and whose replicas are ready.</param>
/// <param name="Services">Services that there are.</param>
/// <param name="Replicas">Replicas that are heard of.</param>
/// <param name="Parked">Events that wait for an operator; null when no service tells.</param>
/// <param name="OldestUnsent">The age of the oldest event that is not in the log yet; null when there is none.</param>
/// <param name="Calls">Within a minute, of all services.</param>
public sealed record Overview(int Answering, int Services, int Replicas, long? Parked, TimeSpan? OldestUnsent, CallSample Calls)
{
    /// <summary>Of what the services answered.</summary>
    public static Overview Of(IReadOnlyList<AreaState> states)
    {
        var replicas = states.SelectMany(state => state.Replicas).Where(replica => !replica.Silent).ToList();
        var parked = states.Select(state => state.Parked).ToList();
        var calls = replicas.Where(replica => replica.LastMinuteCalls is not null).Select(replica => replica.LastMinuteCalls).ToList();
        return new Overview(
            states.Count(state => state.IsReady),
            states.Count,
            replicas.Count,
            parked.Exists(count => count is not null) ? parked.Sum() : null,
            states.Max(state => state.OldestUnsent),
            new CallSample(calls.Sum(one => one.Count), calls.Sum(one => one.ClientErrorCount), calls.Sum(one => one.ServerErrorCount)));
    }
}
