namespace Omnichannel.OrderTracking.Domain;

/// <summary>When the customer was told to expect the order, or some of its lines. Facts never move it; only a revision does.</summary>
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

    /// <summary>What it is about; empty for every line.</summary>
    public IReadOnlyList<string> LineIds { get; init; } = [];

    /// <summary>All that has become of it, earliest first.</summary>
    public IReadOnlyList<PromiseTurn> Turns { get; init; } = [];

    /// <summary>Whether it is undecided: only then can it be revised.</summary>
    public bool IsOpen => State is PromiseState.Made or PromiseState.AtRisk;

    /// <summary>
    /// When silence means broken. Carriers tell of a delivery some time after it: the customer is not told of a broken promise because a scan took
    /// its time. A twentieth of the promised span, at most an hour.
    /// </summary>
    public DateTimeOffset DecidedAt => Window.LatestAt + Shorter(TimeSpan.FromHours(1), Span / 20);

    /// <summary>When goods that have not left put it at risk: a quarter of the promised span before its end, at most a day.</summary>
    public DateTimeOffset RiskAt => Window.LatestAt - Shorter(TimeSpan.FromDays(1), Span / 4);

    /// <summary>From the promise to its end.</summary>
    public TimeSpan Span => Window.LatestAt > MadeAt ? Window.LatestAt - MadeAt : TimeSpan.Zero;

    /// <summary>A first promise.</summary>
    public static Promise New(string promiseId, Window window, IReadOnlyList<string> lineIds, DateTimeOffset now) => new()
    {
        PromiseId = promiseId,
        Revision = 1,
        Window = window,
        State = PromiseState.Made,
        MadeAt = now,
        StateAt = now,
        LineIds = lineIds,
        Turns = [new PromiseTurn(PromiseState.Made, 1, now, window, "")],
    };

    /// <summary>Whether it is about a line.</summary>
    public bool Covers(string lineId) => LineIds.Count == 0 || LineIds.Contains(lineId, StringComparer.Ordinal);

    /// <summary>Whether it is about some line that another one is about.</summary>
    public bool Overlaps(IReadOnlyList<string> lineIds) => LineIds.Count == 0 || lineIds.Count == 0 || lineIds.Any(Covers);

    /// <summary>Whether it is about every line that another one is about: then it speaks in its place.</summary>
    public bool Replaces(Promise earlier) => LineIds.Count == 0 || (earlier.LineIds.Count > 0 && earlier.LineIds.All(Covers));

    /// <summary>It comes to stand elsewhere.</summary>
    public Promise To(PromiseState state, string reason, DateTimeOffset now) =>
        this with { State = state, StateAt = now, Turns = [.. Turns, new PromiseTurn(state, Revision, now, Window, reason)] };

    /// <summary>It gets another window.</summary>
    public Promise Revised(Window window, string reason, DateTimeOffset now) =>
        (this with { Revision = Revision + 1, Window = window, MadeAt = now, Reason = reason }).To(PromiseState.Made, reason, now);

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

/// <summary>A turn that a promise took.</summary>
/// <param name="State">What it was from then on.</param>
/// <param name="Revision">In which revision.</param>
/// <param name="At">When.</param>
/// <param name="Window">Of the revision.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record PromiseTurn(PromiseState State, int Revision, DateTimeOffset At, Window Window, string Reason);
