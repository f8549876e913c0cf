using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Timers;
using Omnichannel.Platform.V1;

namespace Omnichannel.Platform.Monitoring;

/// <summary>Measures how this replica fares. What cannot be measured now is absent; nothing takes longer than a few seconds.</summary>
public sealed class ReplicaMonitor(
    ServiceIdentity identity, Readiness readiness, ParkedEvents parked, Breaches breaches, IEnumerable<IOverdueTimers> timers, CallCounts calls, TimeProvider clock, IServiceProvider services)
{
    private static readonly string Version =
        typeof(ReplicaMonitor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly Timestamp startedAt = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
    private volatile ReplicaState? latest;

    /// <summary>What was measured last; null before the first time. Nobody changes it any more.</summary>
    public ReplicaState? Latest => latest;

    /// <summary>Measures now, everything at the same time.</summary>
    public async Task<ReplicaState> Measure(CancellationToken cancellation)
    {
        // Asked for here, when they all exist: the monitor itself is part of one of them.
        var work = services.GetServices<IHostedService>().ToList();
        var missing = readiness.FindMissing(cancellation);
        var relays = Task.WhenAll(work.OfType<OutboxRelay>().Select(relay => StateOf(relay, cancellation)));
        var overdue = Attempt.Measure(Overdue, cancellation);
        var waiting = Attempt.Measure<long?>(async limit => await parked.Count(limit).ConfigureAwait(false), cancellation);
        var broken = Attempt.Measure<long?>(async limit => await breaches.Count(limit).ConfigureAwait(false), cancellation);
        var consumers = Task.WhenAll(work.OfType<ConsumerLoop>().Select(loop => StatesOf(loop, cancellation)));
        await Task.WhenAll(missing, relays, overdue, waiting, broken, consumers).ConfigureAwait(false);

        var state = new ReplicaState
        {
            Replica = identity.Instance,
            Version = Version,
            StartedAt = startedAt,
            ReportedAt = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
            Ready = (await missing.ConfigureAwait(false)).Count == 0,
            Missing = { await missing.ConfigureAwait(false) },
            Relays = { await relays.ConfigureAwait(false) },
            OverdueTimers = await overdue.ConfigureAwait(false),
            Consumers = { (await consumers.ConfigureAwait(false)).SelectMany(states => states) },
            LastMinuteCalls = RecentCalls(),
        };
        if (await waiting.ConfigureAwait(false) is { } count)
        {
            state.ParkedEventCount = count;
        }

        if (await broken.ConfigureAwait(false) is { } breachCount)
        {
            state.BreachCount = breachCount;
        }

        return latest = state;
    }

    private async Task<RelayState> StateOf(OutboxRelay relay, CancellationToken cancellation)
    {
        var backlog = await Attempt.Measure<OutboxBacklog?>(async limit => await relay.MeasureBacklog(limit).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        var progress = relay.Progress;
        var state = new RelayState { Outbox = progress.Outbox, Active = progress.IsActive, LastRoundAge = progress.LastRoundAge?.ToDuration() };
        if (backlog is { } known)
        {
            state.UnsentCount = known.Count;
            state.OldestUnsentAge = known.OldestAt is { } oldest ? NotNegative(clock.GetUtcNow() - oldest).ToDuration() : null;
        }

        return state;
    }

    private async Task<V1.OverdueTimers> Overdue(CancellationToken cancellation)
    {
        var all = await Task.WhenAll(timers.Select(kept => kept.MeasureOverdue(cancellation))).ConfigureAwait(false);
        return new V1.OverdueTimers
        {
            Count = all.Sum(overdue => overdue.Count),
            OldestDueAt = all.Min(overdue => overdue.OldestDueAt) is { } oldest ? Timestamp.FromDateTimeOffset(oldest) : null,
        };
    }

    private static async Task<IEnumerable<ConsumerState>> StatesOf(ConsumerLoop loop, CancellationToken cancellation)
    {
        var partitions = await Attempt.Measure(loop.MeasureProgress, cancellation).ConfigureAwait(false);
        return loop.Topics.Select(topic => StateOf(loop.Group, topic, partitions?.Where(partition => partition.Topic == topic).ToList()));
    }

    private static ConsumerState StateOf(string group, string topic, List<PartitionProgress>? partitions)
    {
        var state = new ConsumerState
        {
            Topic = topic, Group = group, PartitionCount = partitions?.Count ?? 0, PausedPartitionCount = partitions?.Count(partition => partition.IsPaused) ?? 0,
        };
        if (partitions is not null && partitions.TrueForAll(partition => partition.Lag is not null))
        {
            state.Lag = partitions.Sum(partition => partition.Lag!.Value);
        }

        return state;
    }

    private RecentCalls RecentCalls()
    {
        var totals = calls.Read();
        return new RecentCalls
        {
            Count = totals.Count,
            ClientErrorCount = totals.ClientErrors,
            ServerErrorCount = totals.ServerErrors,
            SlowestMs = (long)Math.Ceiling(totals.Slowest.TotalMilliseconds),
        };
    }

    // The clock of another replica, which wrote the row, may be ahead.
    private static TimeSpan NotNegative(TimeSpan age) => age < TimeSpan.Zero ? TimeSpan.Zero : age;
}
