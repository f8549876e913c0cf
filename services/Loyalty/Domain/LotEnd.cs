using System.Globalization;
using Omnichannel.Platform.Time;

namespace Omnichannel.Loyalty.Domain;

/// <summary>When points lapse.</summary>
/// <param name="At">The moment.</param>
public readonly record struct LotEnd(DateTimeOffset At)
{
    /// <summary>From when on the member is told of it; null for never.</summary>
    public DateTimeOffset? NoticeAt { get; init; }

    /// <summary>What moves it; null for nothing.</summary>
    public Inactivity? Inactivity { get; init; }

    public static implicit operator LotEnd(DateTimeOffset at) => new(at);

    /// <summary>When something is to be done about it after a moment: the member is told, then the points lapse.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now) => NoticeAt > now ? NoticeAt.Value : At;

    /// <summary>The end after what the member did at some times. What they did after the end does not move it.</summary>
    /// <param name="activities">In order. All of them since the points became active, or those that are new and all after the first of these.</param>
    public LotEnd After(IEnumerable<DateTimeOffset> activities)
    {
        var end = this;
        foreach (var at in activities)
        {
            if (Inactivity is { } inactivity && at < end.At && inactivity.EndAfter(at) is var moved && moved > end.At)
            {
                end = end with { At = moved, NoticeAt = NoticeAt + (moved - At) };
            }
        }

        return end;
    }
}

/// <summary>Points lapse when a member neither earned nor redeemed for so long.</summary>
/// <param name="Months">So many months, to the end of the day. Where a month is shorter, it is its last day.</param>
/// <param name="TimeZoneId">In which days end.</param>
public sealed record Inactivity(int Months, string TimeZoneId)
{
    /// <summary>The most months of any rule.</summary>
    public const int MostMonths = 1_200;

    /// <summary>When points lapse whose member did nothing after that.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset activity)
    {
        var days = LocalDays.In(TimeZoneId);
        return days.EndOf(days.DayOf(activity).AddMonths(Months));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is not that.</summary>
    public static Inactivity? Read(string? text) =>
        text?.Split(' ') is [var months, var zone] && int.TryParse(months, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostMonths && LocalDays.IsZone(zone)
            ? new Inactivity(count, zone) : null;

    /// <summary>As it is stored: <c>12 Europe/Rome</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Months} {TimeZoneId}");
}
