namespace Omnichannel.Client.Catalogue;

/// <summary>
/// How much time has passed since something was taken. Within a process it is measured by a clock that nobody sets. Over a restart the till's clock tells, against what it showed then:
/// that it is wrong does not matter, only that it was set in between. Where both are known the greater counts, so a clock that goes back makes nothing younger.
/// </summary>
/// <param name="clock">The till's clocks.</param>
/// <param name="takenAt">What the till's clock showed then.</param>
/// <param name="began">When it was taken, by the clock that nobody sets; null when that was in another process.</param>
internal sealed class SnapshotAge(TimeProvider clock, DateTimeOffset takenAt, long? began = null)
{
    private readonly TimeSpan before = began is null ? Positive(clock.GetUtcNow() - takenAt) : TimeSpan.Zero;
    private readonly long since = began ?? clock.GetTimestamp();

    /// <summary>Never below zero, and never less than a moment ago.</summary>
    public TimeSpan Now
    {
        get
        {
            var (measured, shown) = (before + clock.GetElapsedTime(since), clock.GetUtcNow() - takenAt);
            return measured > shown ? measured : shown;
        }
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
