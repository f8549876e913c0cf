namespace Omnichannel.Platform.Domain;

/// <summary>
/// When something happened, as somebody else says. What lies ahead cannot have happened: taken, it would be later than all that follows, for ever.
/// </summary>
public static class ReportedTime
{
    /// <summary>How far the clocks of those who report may be ahead of ours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether a time that is told lies in the future.</summary>
    public static bool IsAhead(DateTimeOffset at, DateTimeOffset now) => at > now + Tolerance;
}
