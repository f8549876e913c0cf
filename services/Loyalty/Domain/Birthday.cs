using System.Globalization;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The day of the year on which a member has birthday. Whoever has it on 29 February has it on the 28th in years without that day.</summary>
public readonly record struct Birthday(int Month, int Day)
{
    /// <summary>How many days before it a birthday is told at the latest, to count in its year.</summary>
    public const int DaysBefore = 30;

    private const string Form = "yyyy-MM-dd";

    /// <summary>Reads <c>--03-31</c>; null when it is no day of a year. A leap year stands for the year that is not told.</summary>
    public static Birthday? Read(string text) =>
        text.StartsWith("--", StringComparison.Ordinal) && DateOnly.TryParseExact($"2000-{text[2..]}", Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Birthday(day.Month, day.Day) : null;

    /// <summary>The day in a year.</summary>
    public DateOnly In(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));

    /// <summary>The first that counts.</summary>
    /// <param name="told">The day on which it was told: one that is less than <see cref="DaysBefore"/> days away counts in the year after.</param>
    /// <param name="last">The last one that counted, if it was another day: a year is between two.</param>
    public DateOnly FirstAfter(DateOnly told, DateOnly? last)
    {
        var from = told.AddDays(DaysBefore);
        from = last?.AddYears(1) is { } soonest && soonest > from ? soonest : from;
        return In(from.Year) is var day && day >= from ? day : In(from.Year + 1);
    }

    /// <summary>As <see cref="Read"/> takes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"--{Month:D2}-{Day:D2}");
}
