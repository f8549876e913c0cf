using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Omnichannel.Platform.Events;

/// <summary>Traces and metrics of publishing and consuming.</summary>
public static class EventTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Omnichannel.Events";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> PublishedEvents = Meter.CreateCounter<long>("omnichannel.events.published", "{event}", "Outbox rows acknowledged by the log");
    private static readonly Counter<long> RelayFailures = Meter.CreateCounter<long>("omnichannel.events.relay.failures", "{failure}", "Publish attempts that were begun again");
    private static readonly Histogram<double> RelayDelay = Meter.CreateHistogram<double>("omnichannel.events.relay.delay", "ms", "From the event's time to its acknowledgement");
    private static readonly Counter<long> ConsumedEvents = Meter.CreateCounter<long>("omnichannel.events.consumed", "{event}", "Events by outcome: applied, duplicate, parked, unknown, unhandled");
    private static readonly Counter<long> PausedPartitions = Meter.CreateCounter<long>("omnichannel.events.retries", "{retry}", "Batches put off because a dependency is away");

    internal static void Published(string outbox, IReadOnlyList<OutboxRow> rows, DateTimeOffset now)
    {
        PublishedEvents.Add(rows.Count, new KeyValuePair<string, object?>("outbox", outbox));
        RelayDelay.Record((now - rows[0].Event.Time).TotalMilliseconds, new KeyValuePair<string, object?>("outbox", outbox));
    }

    internal static void RelayFailed(string outbox) => RelayFailures.Add(1, new KeyValuePair<string, object?>("outbox", outbox));

    internal static void Consumed(string group, string outcome, int count)
    {
        if (count > 0)
        {
            ConsumedEvents.Add(count, new KeyValuePair<string, object?>("group", group), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    internal static void Paused(string group) => PausedPartitions.Add(1, new KeyValuePair<string, object?>("group", group));

    /// <summary>Continues the trace of the step that caused the event.</summary>
    internal static Activity? StartConsuming(EventRecord record)
    {
        var hasParent = ActivityContext.TryParse(record.TraceParent, null, isRemote: true, out var parent);
        var activity = Source.StartActivity($"consume {record.Type}", ActivityKind.Consumer, hasParent ? parent : default);
        return activity?.SetTag("messaging.message.id", record.Id).SetTag("messaging.destination.name", record.Topic);
    }
}
