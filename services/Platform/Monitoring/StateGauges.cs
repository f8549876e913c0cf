using System.Diagnostics.Metrics;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.V1;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Omnichannel.Platform.Monitoring;

/// <summary>
/// What <c>OpsService.GetState</c> tells of this replica, as gauges of the service's meter. A scrape reads what was measured last and waits for nothing; what is not known
/// has no value.
/// </summary>
internal sealed class StateGauges : IDisposable
{
    // Of the service's name, but its own: the instruments end with this replica, also where a process goes on without it.
    private readonly Meter meter;
    private readonly ReplicaMonitor monitor;

    public StateGauges(ServiceIdentity identity, ReplicaMonitor monitor)
    {
        this.monitor = monitor;
        meter = new Meter(Telemetry.NameOf(identity.Area));
        Numbers("omnichannel.service.ready", "1", "1: can serve; 0: cannot", state => [new(state.Ready ? 1 : 0)]);
        Numbers("omnichannel.outbox.active", "1", "1: this replica publishes the rows; 0: it stands by", state => state.Relays.Select(relay => Of(relay.Active ? 1L : 0L, relay)));
        Ages("omnichannel.outbox.last_round_age", "Since the relay last published rows, or found none", state =>
            state.Relays.Where(relay => relay.LastRoundAge is not null).Select(relay => Of(InSeconds(relay.LastRoundAge), relay)));
        Numbers("omnichannel.outbox.unsent", "{event}", "Events that the log has not acknowledged", state =>
            state.Relays.Where(relay => relay.HasUnsentCount).Select(relay => Of(relay.UnsentCount, relay)));
        Ages("omnichannel.outbox.oldest_unsent_age", "Since the first of them was committed; 0 without any", state =>
            state.Relays.Where(relay => relay.HasUnsentCount).Select(relay => Of(InSeconds(relay.OldestUnsentAge), relay)));
        Numbers("omnichannel.timers.overdue", "{timer}", "Timers whose time has come and that have not had their effect", state =>
            state.OverdueTimers is { } timers ? [new(timers.Count)] : []);
        Ages("omnichannel.timers.oldest_overdue_age", "Since the first of them was due; 0 without any", state =>
            state.OverdueTimers is { } timers ? [new(InSeconds(timers.OldestDueAt is { } oldest ? state.ReportedAt - oldest : null))] : []);
        Numbers("omnichannel.events.parked", "{event}", "Events that wait for an operator", state => state.HasParkedEventCount ? [new(state.ParkedEventCount)] : []);
        Numbers("omnichannel.invariants.breaches", "{breach}", "Invariants that do not hold now", state => state.HasBreachCount ? [new(state.BreachCount)] : []);
        Numbers("omnichannel.consumer.partitions", "{partition}", "Partitions that this replica has", state =>
            state.Consumers.Select(consumer => Of(consumer.PartitionCount, consumer)));
        Numbers("omnichannel.consumer.paused_partitions", "{partition}", "Those of them that wait, since a dependency is away", state =>
            state.Consumers.Select(consumer => Of(consumer.PausedPartitionCount, consumer)));
        Numbers("omnichannel.consumer.lag", "{event}", "Published events of its partitions that have not had their effect", state =>
            state.Consumers.Where(consumer => consumer.HasLag).Select(consumer => Of(consumer.Lag, consumer)));
        Numbers("omnichannel.calls.last_minute", "{call}", "Calls of the last minute by omnichannel.call.outcome: ok, client_error, server_error", state => OutcomesOf(state.LastMinuteCalls));
        Ages("omnichannel.calls.slowest", "The slowest call of the last minute", state => [new(state.LastMinuteCalls.SlowestMs / 1000.0)]);
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private void Numbers(string name, string unit, string description, Func<ReplicaState, IEnumerable<Measurement<long>>> read) =>
        meter.CreateObservableGauge(name, () => monitor.Latest is { } state ? read(state) : [], unit, description);

    private void Ages(string name, string description, Func<ReplicaState, IEnumerable<Measurement<double>>> read) =>
        meter.CreateObservableGauge(name, () => monitor.Latest is { } state ? read(state) : [], "s", description);

    private static double InSeconds(Duration? age) => age?.ToTimeSpan().TotalSeconds ?? 0;

    private static Measurement<long>[] OutcomesOf(RecentCalls calls) =>
    [
        Outcome("ok", calls.Count - calls.ClientErrorCount - calls.ServerErrorCount),
        Outcome("client_error", calls.ClientErrorCount),
        Outcome("server_error", calls.ServerErrorCount),
    ];

    private static Measurement<long> Outcome(string outcome, long count) => new(count, new Tag("omnichannel.call.outcome", outcome));

    private static Measurement<T> Of<T>(T value, RelayState relay)
        where T : struct => new(value, new Tag("omnichannel.outbox.name", relay.Outbox));

    private static Measurement<long> Of(long value, ConsumerState consumer) =>
        new(value, new Tag("messaging.destination.name", consumer.Topic), new Tag("messaging.consumer.group.name", consumer.Group));
}
