using System.Collections.Immutable;

namespace Omnichannel.Platform.Time;

/// <summary>Open on a weekday from one minute after midnight to another.</summary>
/// <param name="IsoWeekday">1 Monday to 7 Sunday; of a special day it does not count.</param>
/// <param name="Opens">Minutes after midnight.</param>
/// <param name="Closes">After it, up to 1,440.</param>
public readonly record struct OpenSpan(int IsoWeekday, int Opens, int Closes);

/// <summary>Whether a store is open.</summary>
/// <param name="IsOpen">Now.</param>
/// <param name="OpensAt">Next, when it is closed; null when that is not within 14 days.</param>
/// <param name="ClosesAt">When it is open; null when that is not within 14 days.</param>
public readonly record struct Opening(bool IsOpen, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt);

/// <summary>When a store is open, by its own clock.</summary>
public sealed record OpeningTimes
{
    private const int DaysAhead = 14;

    /// <summary>By which it opens.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Its week.</summary>
    public ImmutableArray<OpenSpan> Week { get; init; } = [];

    /// <summary>Days that differ; an empty one is closed.</summary>
    public ImmutableDictionary<DateOnly, ImmutableArray<OpenSpan>> SpecialDays { get; init; } = ImmutableDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty;

    /// <summary>Whether the store is open, and until or from when. Spans that touch (over midnight) are one.</summary>
    public Opening At(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZone).DateTime);
        DateTimeOffset? closes = null;

        // From yesterday on: where clocks are put back, yesterday's midnight may still be ahead.
        for (var day = -1; day <= DaysAhead; day++)
        {
            foreach (var (opens, ends) in SpansOf(today.AddDays(day)))
            {
                if (closes is { } until)
                {
                    if (opens > until)
                    {
                        return new Opening(true, null, closes);
                    }

                    closes = ends > until ? ends : until;
                }
                else if (ends > now)
                {
                    if (opens > now)
                    {
                        return new Opening(false, opens, null);
                    }

                    closes = ends;
                }
            }
        }

        return closes is { } last ? new Opening(true, null, last < Midnight(today.AddDays(DaysAhead)) ? last : null) : default;
    }

    private IEnumerable<(DateTimeOffset Opens, DateTimeOffset Ends)> SpansOf(DateOnly date)
    {
        var weekday = date.DayOfWeek is DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
        var spans = SpecialDays.TryGetValue(date, out var special) ? special : Week.Where(span => span.IsoWeekday == weekday);
        return spans.OrderBy(span => span.Opens).Select(span => (Local(date, span.Opens), Local(date, span.Closes)));
    }

    private DateTimeOffset Midnight(DateOnly date) => Local(date, 0);

    // A time that a change of the clocks skips is as much later as they skip; of one that comes twice the first is meant.
    private DateTimeOffset Local(DateOnly date, int minute)
    {
        var time = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        if (TimeZone.IsInvalidTime(time))
        {
            return new DateTimeOffset(time, TimeZone.GetUtcOffset(time.AddHours(-3))).ToUniversalTime();
        }

        var offset = TimeZone.IsAmbiguousTime(time) ? TimeZone.GetAmbiguousTimeOffsets(time).Max() : TimeZone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }
}
