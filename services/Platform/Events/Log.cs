using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>What the event machinery writes to the log. No subject and no data: both may belong to a person.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "KafkaClient", Level = LogLevel.Debug, Message = "{Client} {Facility}: {Text}")]
    public static partial void Kafka(ILogger logger, string client, string facility, string text);

    [LoggerMessage(EventId = 2, EventName = "KafkaError", Level = LogLevel.Warning, Message = "Kafka reports to {Client}: {Code}, {Reason} (fatal: {IsFatal})")]
    public static partial void KafkaError(ILogger logger, string client, ErrorCode code, string reason, bool isFatal);

    [LoggerMessage(EventId = 3, EventName = "PartitionsAssigned", Level = LogLevel.Information, Message = "{Group} was given {Count} partitions")]
    public static partial void PartitionsAssigned(ILogger logger, string group, int count);

    [LoggerMessage(EventId = 4, EventName = "PartitionsRevoked", Level = LogLevel.Information, Message = "{Group} gave up {Count} partitions")]
    public static partial void PartitionsRevoked(ILogger logger, string group, int count);

    [LoggerMessage(EventId = 5, EventName = "CommitDuringRebalance", Level = LogLevel.Information, Message = "{Group} could not commit {Topic}/{Partition} during a rebalance: {Code}")]
    public static partial void CommitDuringRebalance(ILogger logger, string group, string topic, int partition, ErrorCode code);

    [LoggerMessage(EventId = 6, EventName = "RelayLeading", Level = LogLevel.Information, Message = "Outbox {Outbox} is relayed by this process")]
    public static partial void RelayLeading(ILogger logger, string outbox);

    [LoggerMessage(EventId = 7, EventName = "RelayLost", Level = LogLevel.Warning, Message = "The lease on outbox {Outbox} could not be kept; another process may relay it")]
    public static partial void RelayLost(ILogger logger, string outbox);

    [LoggerMessage(EventId = 8, EventName = "RelayFailed", Level = LogLevel.Warning, Message = "Outbox {Outbox} could not be relayed; trying again in {DelayMs} ms from the first unacknowledged event")]
    public static partial void RelayFailed(ILogger logger, Exception failure, string outbox, double delayMs);

    [LoggerMessage(EventId = 9, EventName = "RelayUndrained", Level = LogLevel.Warning, Message = "Outbox {Outbox} is not empty at shutdown; its events are published after the next start")]
    public static partial void RelayUndrained(ILogger logger, string outbox);

    [LoggerMessage(EventId = 10, EventName = "LeaseFailed", Level = LogLevel.Warning, Message = "The lease {Lease} could not be read or renewed")]
    public static partial void LeaseFailed(ILogger logger, Exception failure, string lease);

    [LoggerMessage(EventId = 11, EventName = "SubscriptionFailed", Level = LogLevel.Warning, Message = "The subscription of {Group} failed; subscribing again in {DelayMs} ms")]
    public static partial void SubscriptionFailed(ILogger logger, Exception failure, string group, double delayMs);

    [LoggerMessage(EventId = 12, EventName = "PartitionPaused", Level = LogLevel.Warning, Message = "{Group} cannot apply events of {Topic}/{Partition} now (attempt {Attempt}); trying again in {DelayMs} ms")]
    public static partial void PartitionPaused(ILogger logger, Exception failure, string group, string topic, int partition, int attempt, double delayMs);

    [LoggerMessage(EventId = 13, EventName = "EventParked", Level = LogLevel.Error, Message = "{Group} parked event {EventId} ({EventType}) of {Topic}/{Partition} at {Offset}")]
    public static partial void EventParked(ILogger logger, Exception? failure, string group, string eventId, string eventType, string topic, int partition, long offset);
}
