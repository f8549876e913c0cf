namespace Omnichannel.Platform.Events;

/// <summary>What has become of a parked event.</summary>
public enum ParkedEventState
{
    /// <summary>Waits for an operator; later events of its aggregate wait behind it.</summary>
    Parked,

    /// <summary>Was applied after all.</summary>
    Replayed,

    /// <summary>Was given up.</summary>
    Skipped,
}

/// <summary>An event that could not be applied.</summary>
/// <param name="Sequence">Its number among this service's parked events; the order of replay.</param>
/// <param name="Record">The event.</param>
/// <param name="Partition">Where it stood in the log.</param>
/// <param name="Offset">Where it stood in the partition.</param>
/// <param name="Error">Why it is parked: the last failure. Empty when it only waits behind another.</param>
/// <param name="Attempts">How often it was tried; 0 when it only waits behind another.</param>
/// <param name="ParkedAt">When it was parked.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Resolution">Who resolved it; null while it is parked.</param>
public sealed record ParkedEvent(
    long Sequence,
    EventRecord Record,
    int Partition,
    long Offset,
    string Error,
    long Attempts,
    DateTimeOffset ParkedAt,
    ParkedEventState State,
    ParkedEventResolution? Resolution);

/// <summary>How a parked event ended.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why it was skipped.</param>
public sealed record ParkedEventResolution(DateTimeOffset At, string By, string? Reason);

/// <summary>Which parked events to list.</summary>
public sealed record ParkedEventFilter
{
    /// <summary>Only these; all when null.</summary>
    public ParkedEventState? State { get; init; } = ParkedEventState.Parked;

    /// <summary>Only of this topic; of all when null.</summary>
    public string? Topic { get; init; }

    /// <summary>Only of this aggregate; of all when null.</summary>
    public string? Subject { get; init; }

    /// <summary>The last sequence of the page before; 0 for the first.</summary>
    public long AfterSequence { get; init; }

    /// <summary>Size of the page.</summary>
    public int Max { get; init; } = 100;
}

/// <summary>An aggregate as events name it: ids are unique within a topic only.</summary>
/// <param name="Topic">The topic of its events.</param>
/// <param name="Subject">Its id.</param>
public sealed record EventSubject(string Topic, string Subject);

/// <summary>What a replay did.</summary>
/// <param name="Applied">How many events had their effect.</param>
/// <param name="Remaining">What is still parked of the aggregate, in order; the first one tells why.</param>
public sealed record ReplayOutcome(int Applied, IReadOnlyList<ParkedEvent> Remaining);
