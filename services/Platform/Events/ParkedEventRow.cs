using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>A row of <c>parked_events</c>.</summary>
internal sealed record ParkedEventRow
{
    /// <summary>The select list that fills a row.</summary>
    public const string Columns = """
        seq as Sequence, event_id as EventId, topic as Topic, partition_no as PartitionNo, offset_no as OffsetNo, subject as Subject, type as Type,
        source as Source, aggregate_version as AggregateVersion, time as Time, traceparent as TraceParent, data as Data, error as Error,
        attempts as Attempts, parked_at as ParkedAt, state as State, resolved_at as ResolvedAt, resolved_by as ResolvedBy, reason as Reason
        """;

    public long Sequence { get; init; }

    public string EventId { get; init; } = "";

    public string Topic { get; init; } = "";

    public long PartitionNo { get; init; }

    public long OffsetNo { get; init; }

    public string Subject { get; init; } = "";

    public string Type { get; init; } = "";

    public string Source { get; init; } = "";

    public long AggregateVersion { get; init; }

    public long Time { get; init; }

    public string? TraceParent { get; init; }

    public byte[] Data { get; init; } = [];

    public string Error { get; init; } = "";

    public long Attempts { get; init; }

    public long ParkedAt { get; init; }

    public string State { get; init; } = "";

    public long? ResolvedAt { get; init; }

    public string? ResolvedBy { get; init; }

    public string? Reason { get; init; }

    /// <summary>A state as the column <c>state</c> has it.</summary>
    public static string Text(ParkedEventState state) => state.Name();

    public ParkedEvent ToParkedEvent() => new(
        Sequence,
        new EventRecord(Topic, EventId, Type, Source, Subject, AggregateVersion, Instants.FromMicros(Time), TraceParent, Data),
        (int)PartitionNo,
        OffsetNo,
        Error,
        Attempts,
        Instants.FromMicros(ParkedAt),
        EnumNames.Read<ParkedEventState>(State),
        ResolvedAt is { } at ? new ParkedEventResolution(Instants.FromMicros(at), ResolvedBy ?? "", Reason) : null);
}
