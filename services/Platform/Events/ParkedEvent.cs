namespace Omnichannel.Platform.Events;

/// <summary>What has become of a parked event.</summary>
public enum ParkedEventState
{
    /// <summary>Waits for staff; later events of its subject wait behind it.</summary>
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
/// <param name="Error">Why it is parked: the last failure.</param>
/// <param name="ParkedAt">When it was parked.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Resolution">Who resolved it; null while it is parked.</param>
public sealed record ParkedEvent(
    long Sequence, EventRecord Record, int Partition, long Offset, string Error, DateTimeOffset ParkedAt, ParkedEventState State, ParkedEventResolution? Resolution);

/// <summary>How a parked event ended.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why it was skipped.</param>
public sealed record ParkedEventResolution(DateTimeOffset At, string By, string? Reason);

/// <summary>Which parked events to list.</summary>
public sealed record ParkedEventFilter
{
    /// <summary>Only these; all when null.</summary>
    public ParkedEventState? State { get; init; }

    /// <summary>Only of this aggregate; all when null.</summary>
    public string? Subject { get; init; }

    /// <summary>The last sequence of the page before; 0 for the first.</summary>
    public long AfterSequence { get; init; }

    /// <summary>Size of the page.</summary>
    public int Max { get; init; } = 100;
}

/// <summary>What a replay did.</summary>
/// <param name="Replayed">Sequences that were applied, in order.</param>
/// <param name="FailedSequence">The one that failed again; null when none did.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ReplayOutcome(IReadOnlyList<long> Replayed, long? FailedSequence, string? Error);
