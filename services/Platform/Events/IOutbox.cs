namespace Omnichannel.Platform.Events;

/// <summary>Events committed together with state and not yet acknowledged by the log. SQL and Redis implement it.</summary>
public interface IOutbox
{
    /// <summary>The oldest rows in sequence, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<OutboxRow>> Read(int max, CancellationToken cancellation);

    /// <summary>Removes rows that the log has acknowledged.</summary>
    Task Remove(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation);

    /// <summary>Completes when new rows may have been committed by this process since the last call; the relay also looks by itself from time to time.</summary>
    Task WaitForRows(TimeSpan atMost, CancellationToken cancellation);

    /// <summary>How much waits. Asked every few seconds, also where another process publishes.</summary>
    Task<OutboxBacklog> MeasureBacklog(CancellationToken cancellation);
}

/// <summary>One unacknowledged event.</summary>
/// <param name="Sequence">Its place. After a failover that lost the last rows, others may have the same: only the event's id tells rows apart.</param>
/// <param name="Event">The event.</param>
/// <param name="Handle">The store's own, to remove the row by.</param>
public sealed record OutboxRow(long Sequence, EventRecord Event, object? Handle = null);
