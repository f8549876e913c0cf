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
}

/// <summary>One unacknowledged event. <paramref name="Position"/> is the store's own handle (an outbox sequence, a list position).</summary>
public sealed record OutboxRow(long Sequence, string Position, EventRecord Event);
