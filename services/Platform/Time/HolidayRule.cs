using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Omnichannel.Platform.Time;

/// <summary>
/// When a holiday is: <c>12-25</c>; <c>easter+1</c>, <c>orthodox-2</c> (days from Easter Sunday of the western or eastern church); <c>mon#1 09</c>, <c>mon#-1 05</c>
/// (first, last Monday of a month); <c>lunar 01-01</c>, <c>lunar 01-01-1</c> (the Chinese calendar, and the day before); <c>qingming</c>. Behind it, when it falls
/// on a weekend: <c>&gt;</c> the next working day is free, too; <c>~</c> the nearest weekday is.
/// </summary>
internal sealed partial record HolidayRule(Func<int, DateOnly> In, char Moves)
{
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly ChineseLunisolarCalendar Chinese = new();

    /// <summary>Reads a rule; null when it is none.</summary>
    public static HolidayRule? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var moves = match.Groups["moves"].Length > 0 ? match.Groups["moves"].Value[0] : ' ';
        var (month, day, offset) = (Number("month"), Number("day"), Number("offset"));
        return match switch
        {
            _ when match.Groups["church"].Success => new HolidayRule(year => Easter(year, match.Groups["church"].Value == "orthodox").AddDays(offset), moves),
            _ when match.Groups["weekday"].Success => month is >= 1 and <= 12
                ? new HolidayRule(year => Nth(year, month, (DayOfWeek)Array.IndexOf(Weekdays, match.Groups["weekday"].Value), Number("nth")), moves) : null,
            _ when match.Groups["lunar"].Success => month is >= 1 and <= 12 && day is >= 1 and <= 29 ? new HolidayRule(year => Lunar(year, month, day).AddDays(offset), moves) : null,
            _ when match.Groups["qingming"].Success => new HolidayRule(Qingming, moves),
            _ => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2023, month) ? new HolidayRule(year => new DateOnly(year, month, day), moves) : null,
        };
    }

    /// <summary>The weekday that is free for a holiday that falls on a weekend; the holiday itself when it stays where it is.</summary>
    /// <param name="day">The holiday.</param>
    /// <param name="weekend">Of the country.</param>
    /// <param name="taken">Days that are free already.</param>
    public DateOnly Kept(DateOnly day, DayOfWeek[] weekend, IReadOnlySet<DateOnly> taken)
    {
        if (Moves == ' ' || !weekend.Contains(day.DayOfWeek))
        {
            return day;
        }

        if (Moves == '~')
        {
            return day.DayOfWeek is DayOfWeek.Saturday ? day.AddDays(-1) : day.AddDays(1);
        }

        var kept = day;
        while (weekend.Contains(kept.DayOfWeek) || taken.Contains(kept))
        {
            kept = kept.AddDays(1);
        }

        return kept;
    }

    // Meeus: the western date by the anonymous Gregorian algorithm, the eastern one by the Julian calendar.
    private static DateOnly Easter(int year, bool isOrthodox)
    {
        if (isOrthodox)
        {
            var moon = ((19 * (year % 19)) + 15) % 30;
            var weekday = ((2 * (year % 4)) + (4 * (year % 7)) - moon + 34) % 7;
            var julian = moon + weekday + 114;
            return new LocalDate(year, julian / 31, (julian % 31) + 1, CalendarSystem.Julian).WithCalendar(CalendarSystem.Iso).ToDateOnly();
        }

        int a = year % 19, b = year / 100, c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var of = h + l - (7 * m) + 114;
        return new DateOnly(year, of / 31, (of % 31) + 1);
    }

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int nth)
    {
        if (nth < 0)
        {
            var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
            return last.AddDays(-((last.DayOfWeek - weekday + 7) % 7) + (7 * (nth + 1)));
        }

        var first = new DateOnly(year, month, 1);
        return first.AddDays(((weekday - first.DayOfWeek + 7) % 7) + (7 * (nth - 1)));
    }

    private static DateOnly Lunar(int year, int month, int day)
    {
        // Outside of the calendar's tables (1901 to 2100) nobody needs it; it must not fail there.
        var known = Math.Clamp(year, Chinese.MinSupportedDateTime.Year, Chinese.MaxSupportedDateTime.Year - 1);
        var leap = Chinese.GetLeapMonth(known);
        var found = DateOnly.FromDateTime(Chinese.ToDateTime(known, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
        return found.AddYears(year - known);
    }

    // The sun's longitude is 15 degrees: exact for 2000 to 2099.
    private static DateOnly Qingming(int year)
    {
        var y = year % 100;
        return new DateOnly(year, 4, (int)((y * 0.2422) + 4.81) - (y / 4));
    }

    [GeneratedRegex(
        @"^(?:(?<church>easter|orthodox)(?<offset>[+-]\d{1,3})?|(?<weekday>sun|mon|tue|wed|thu|fri|sat)#(?<nth>-?[1-4]) (?<month>\d\d)|(?<lunar>lunar) (?<month>\d\d)-(?<day>\d\d)(?<offset>[+-]\d)?|(?<qingming>qingming)|(?<month>\d\d)-(?<day>\d\d))(?<moves>[>~])?$")]
    private static partial Regex Form();
}
