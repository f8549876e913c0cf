using System.Diagnostics;
using System.Diagnostics.Metrics;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Events;

/// <summary>
/// Traces and metrics of one service's publishing and consuming. Names, units and attributes are those of OpenTelemetry's conventions for messaging where these have
/// one; what begins with <c>omnichannel.</c> is ours.
/// </summary>
public sealed class EventTelemetry
{
    private const string Send = "send";
    private const string Process = "process";

    private readonly Telemetry telemetry;
    private readonly string system;
    private readonly Counter<long> sent;
    private readonly Counter<long> consumed;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> delay;
    private readonly Counter<long> retries;

    /// <summary>Of this service with this log.</summary>
    public EventTelemetry(ServiceIdentity identity, IEventLog log)
    {
        telemetry = Telemetry.Of(identity.Area);
        system = log is KafkaEventLog ? "kafka" : "omnichannel";
        var meter = telemetry.Meter;
        sent = meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Events that the log has acknowledged, or (with error.type) has not");
        consumed = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Events by omnichannel.event.outcome: applied, duplicate, parked, unknown, unhandled");
        duration = meter.CreateHistogram("messaging.process.duration", "s", "Giving a batch of events its effect", advice: Telemetry.Seconds);
        delay = meter.CreateHistogram("omnichannel.outbox.delay", "s", "From the oldest event's time to its acknowledgement", advice: Telemetry.Seconds);
        retries = meter.CreateCounter<long>("omnichannel.events.retries", "{retry}", "Batches put off because a dependency is away");
    }

    internal void Published(string outbox, IReadOnlyList<OutboxRow> rows, DateTimeOffset now)
    {
        foreach (var topic in rows.CountBy(row => row.Event.Topic))
        {
            sent.Add(topic.Value, [.. Attributes(Send, topic.Key), new("omnichannel.outbox.name", outbox)]);
        }

        delay.Record((now - rows[0].Event.Time).TotalSeconds, new KeyValuePair<string, object?>("omnichannel.outbox.name", outbox));
    }

    internal void RelayFailed(string outbox, Exception failure) =>
        sent.Add(1, [new("messaging.system", system), new("messaging.operation.name", Send), new("omnichannel.outbox.name", outbox), Error(failure)]);

    internal void Consumed(string group, string topic, string outcome, int count)
    {
        if (count > 0)
        {
            consumed.Add(count, [.. Attributes(Process, topic), Group(group), new("omnichannel.event.outcome", outcome)]);
        }
    }

    /// <summary>How long a batch took, and why it was put off, if it was.</summary>
    internal void Processed(string group, string topic, TimeSpan took, Exception? putOff = null)
    {
        duration.Record(took.TotalSeconds, [.. Attributes(Process, topic), Group(group), .. putOff is null ? Array.Empty<KeyValuePair<string, object?>>() : [Error(putOff)]]);
        if (putOff is not null)
        {
            retries.Add(1, [.. Attributes(Process, topic), Group(group)]);
        }
    }

    /// <summary>Continues the trace of the step that caused the event.</summary>
    internal Activity StartConsuming(EventRecord record)
    {
        var activity = telemetry.Continue($"process {record.Topic}", ActivityKind.Consumer, record.TraceParent);
        if (activity.IsAllDataRequested)
        {
            activity.SetTag("messaging.system", system).SetTag("messaging.operation.type", Process).SetTag("messaging.operation.name", Process)
                .SetTag("messaging.destination.name", record.Topic).SetTag("messaging.message.id", record.Id).SetTag("omnichannel.event.type", record.Type);
        }

        return activity;
    }

    private KeyValuePair<string, object?>[] Attributes(string operation, string topic) =>
        [new("messaging.system", system), new("messaging.operation.name", operation), new("messaging.destination.name", topic)];

    private static KeyValuePair<string, object?> Group(string group) => new("messaging.consumer.group.name", group);

    private static KeyValuePair<string, object?> Error(Exception failure) => new("error.type", failure.GetType().FullName);
}
