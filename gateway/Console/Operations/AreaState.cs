using Grpc.Core;
using Omnichannel.Platform.V1;

namespace Omnichannel.WebConsole.Operations;

/// <summary>How well something is, from best to worst.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Something is to be looked at.</summary>
    Warning,

    /// <summary>It does not do its work.</summary>
    Bad,
}

/// <summary>Something that is not as it should be.</summary>
/// <param name="Health">How bad it is.</param>
/// <param name="Key">The text that says it: <c>ops.concern.{key}</c>.</param>
/// <param name="Values">Fill the text.</param>
public sealed record Concern(Health Health, string Key, params (string Name, object? Value)[] Values);

/// <summary>A service as it answered, or did not.</summary>
/// <param name="Area">cart, orders, …</param>
/// <param name="Answer">What it told; null when it did not answer.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Samples">Its calls of the last minutes.</param>
public sealed record AreaState(string Area, GetStateResponse? Answer, RpcException? Refusal, IReadOnlyList<CallSample?> Samples)
{
    /// <summary>An event may take so long to the log.</summary>
    public static readonly TimeSpan SlowRelay = TimeSpan.FromSeconds(30);

    /// <summary>A timer may be late by so much.</summary>
    public static readonly TimeSpan LateTimer = TimeSpan.FromMinutes(1);

    /// <summary>So many events may wait to be applied.</summary>
    public const long LongQueue = 1_000;

    /// <summary>Its processes; none when it did not answer.</summary>
    public IReadOnlyList<ReplicaState> Replicas => Answer is null ? [] : Answer.Replicas;

    /// <summary>Whether it answers, and all of its replicas that are heard of are ready.</summary>
    public bool IsReady => Replicas.Count > 0 && Replicas.All(replica => replica.Silent || replica.Ready);

    /// <summary>Events that wait for an operator; null when that is not known.</summary>
    public long? Parked => Replicas.Where(replica => replica.HasParkedEventCount).Select(replica => (long?)replica.ParkedEventCount).FirstOrDefault();

    /// <summary>Invariants that its facts do not keep; null when that is not known.</summary>
    public long? Breaches => Replicas.Where(replica => replica.HasBreachCount).Select(replica => (long?)replica.BreachCount).FirstOrDefault();

    /// <summary>Timers whose time has come; null when that is not known. Every replica sees the same.</summary>
    public OverdueTimers? Timers => Replicas.Select(replica => replica.OverdueTimers).FirstOrDefault(timers => timers is not null);

    /// <summary>The age of the oldest event that is not in the log yet; null when there is none.</summary>
    public TimeSpan? OldestUnsent => Replicas.SelectMany(replica => replica.Relays).Max(relay => relay.OldestUnsentAge?.ToTimeSpan());

    /// <summary>Its outboxes, each as the replica that publishes it tells, else as any does.</summary>
    public IReadOnlyList<RelayState> Relays =>
        [.. Replicas.Where(replica => !replica.Silent).SelectMany(replica => replica.Relays).GroupBy(relay => relay.Outbox, StringComparer.Ordinal)
            .Select(outbox => outbox.FirstOrDefault(relay => relay.Active) ?? outbox.First())];

    /// <summary>The topics that it consumes, all replicas together.</summary>
    public IReadOnlyList<TopicState> Topics =>
        [.. Replicas.Where(replica => !replica.Silent).SelectMany(replica => replica.Consumers).GroupBy(consumer => consumer.Topic, StringComparer.Ordinal).Select(TopicState.Of)];

    /// <summary>The worst of its concerns.</summary>
    public Health Health => Concerns.Select(concern => concern.Health).Append(Health.Good).Max();

    /// <summary>What is not as it should be, the worst first.</summary>
    public IReadOnlyList<Concern> Concerns => [.. Find().OrderByDescending(concern => concern.Health)];

    private IEnumerable<Concern> Find()
    {
        if (Answer is null)
        {
            yield return new Concern(Health.Bad, "away");
            yield break;
        }

        if (Answer.OthersUnknown)
        {
            yield return new Concern(Health.Warning, "others");
        }

        foreach (var replica in Replicas)
        {
            if (replica.Silent)
            {
                yield return new Concern(Health.Warning, "silent", ("replica", replica.Replica));
            }
            else if (!replica.Ready)
            {
                yield return new Concern(Health.Bad, "unready", ("replica", replica.Replica), ("missing", string.Join(", ", replica.Missing)));
            }
        }

        if (Parked is > 0 and var parked)
        {
            yield return new Concern(Health.Warning, "parked", ("count", parked));
        }

        if (Breaches is > 0 and var breaches)
        {
            yield return new Concern(Health.Warning, "breaches", ("count", breaches));
        }

        foreach (var concern in FindInRelays().Concat(FindInQueues()))
        {
            yield return concern;
        }

        if (Replicas.Sum(replica => replica.Silent ? 0 : replica.LastMinuteCalls?.ServerErrorCount ?? 0) is > 0 and var failed)
        {
            yield return new Concern(Health.Warning, "failed", ("count", failed));
        }
    }

    private IEnumerable<Concern> FindInRelays()
    {
        foreach (var relay in Relays)
        {
            if (!relay.Active && relay.UnsentCount > 0)
            {
                yield return new Concern(Health.Bad, "relay", ("outbox", relay.Outbox), ("count", relay.UnsentCount));
            }
            else if (relay.OldestUnsentAge?.ToTimeSpan() is { } age && age > SlowRelay)
            {
                yield return new Concern(Health.Warning, "unsent", ("count", relay.UnsentCount), ("age", age));
            }
        }
    }

    private IEnumerable<Concern> FindInQueues()
    {
        var measuredAt = Replicas.Max(replica => replica.ReportedAt?.ToDateTimeOffset());
        if (Timers is { Count: > 0, OldestDueAt: { } due } timers && measuredAt - due.ToDateTimeOffset() > LateTimer)
        {
            yield return new Concern(Health.Warning, "timers", ("count", timers.Count), ("age", measuredAt - due.ToDateTimeOffset()));
        }

        foreach (var topic in Topics)
        {
            if (topic.PausedPartitions > 0)
            {
                yield return new Concern(Health.Warning, "paused", ("topic", topic.Name));
            }
            else if (topic.Lag > LongQueue)
            {
                yield return new Concern(Health.Warning, "lag", ("topic", topic.Name), ("count", topic.Lag));
            }
        }
    }
}

/// <summary>How a service keeps up with a topic, all replicas together.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partitions">Those that its replicas have.</param>
/// <param name="PausedPartitions">Those of them that wait, since what their events need is away.</param>
/// <param name="Lag">Events that have not had their effect; null when a replica does not know.</param>
public sealed record TopicState(string Topic, int Partitions, int PausedPartitions, long? Lag)
{
    /// <summary>The area whose events they are.</summary>
    public string Name => Topic.Split('.') is [_, var area, "events", ..] ? area : Topic;

    internal static TopicState Of(IGrouping<string, ConsumerState> replicas) => new(
        replicas.Key,
        replicas.Sum(replica => replica.PartitionCount),
        replicas.Sum(replica => replica.PausedPartitionCount),
        replicas.All(replica => replica.HasLag) ? replicas.Sum(replica => replica.Lag) : null);
}
