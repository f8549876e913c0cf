using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Events;

/// <summary>The events of an outbox that the log has not acknowledged.</summary>
/// <param name="Count">How many; not counted beyond <see cref="MostCounted"/>.</param>
/// <param name="OldestAt">When the first of them was committed; null when there are none.</param>
public readonly record struct OutboxBacklog(long Count, DateTimeOffset? OldestAt)
{
    /// <summary>Counting goes no further: the work of a look has a limit, however long the log is away.</summary>
    public const int MostCounted = 100_000;

    /// <summary>When an event was committed. Its id says so: its own time may be long ago, where it tells of history.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="time">When it happened, for ids of others that hold no time.</param>
    public static DateTimeOffset CommittedAt(string id, DateTimeOffset time) => UuidV7Generator.TimeOf(id) ?? time;
}
