namespace Omnichannel.OrderTracking.Domain;

/// <summary>When the customer was told to expect the order. Facts never move it; only a revision does.</summary>
public sealed record Promise
{
    /// <summary>Unique.</summary>
    public required string PromiseId { get; init; }

    /// <summary>Starts at 1.</summary>
    public required int Revision { get; init; }

    /// <summary>The window in force.</summary>
    public required Window Window { get; init; }

    /// <summary>Where it stands.</summary>
    public required PromiseState State { get; init; }

    /// <summary>When this revision was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Since when it stands there.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>Why it was revised.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Windows that revisions replaced, earliest first.</summary>
    public IReadOnlyList<PastWindow> Past { get; init; } = [];

    /// <summary>Whether it can still be kept, broken or revised.</summary>
    public bool IsOpen => State is PromiseState.Made or PromiseState.AtRisk;

    /// <summary>
    /// When silence means broken. Carriers tell of a delivery some time after it: the customer is not told of a broken promise because a scan took
    /// its time. A twentieth of the promised span, at most an hour.
    /// </summary>
    public DateTimeOffset DecidedAt => Window.LatestAt + Shorter(TimeSpan.FromHours(1), Span / 20);

    /// <summary>When goods that have not left put it at risk: a quarter of the promised span before its end, at most a day.</summary>
    public DateTimeOffset RiskAt => Window.LatestAt - Shorter(TimeSpan.FromDays(1), Span / 4);

    private TimeSpan Span => Window.LatestAt > MadeAt ? Window.LatestAt - MadeAt : TimeSpan.Zero;

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

/// <summary>A window that was replaced.</summary>
public sealed record PastWindow(int Revision, Window Window, DateTimeOffset MadeAt);
