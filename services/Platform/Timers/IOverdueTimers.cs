namespace Omnichannel.Platform.Timers;

/// <summary>Knows the timers of one store whose time has come. SQL and Redis implement it.</summary>
public interface IOverdueTimers
{
    /// <summary>Counts them. Asked every few seconds.</summary>
    Task<OverdueTimers> MeasureOverdue(CancellationToken cancellation);
}

/// <summary>Timers that are due and have not had their effect: of those, some are being fired at any time.</summary>
/// <param name="Count">How many; not counted beyond <see cref="MostCounted"/>.</param>
/// <param name="OldestDueAt">When the first of them was due; null when there are none.</param>
public readonly record struct OverdueTimers(long Count, DateTimeOffset? OldestDueAt)
{
    /// <summary>Counting goes no further: the work of a look has a limit.</summary>
    public const int MostCounted = 100_000;
}
