namespace Omnichannel.Values.Scanning;

/// <summary>Dates of six digits, YYMMDD (GS1 General Specifications 7.12).</summary>
internal static class ShortDate
{
    private const int YearsAhead = 50;
    private const int YearsBack = 49;

    /// <summary>The day; null when there is none.</summary>
    /// <param name="digits">At least six.</param>
    /// <param name="present">The year now: two digits of a year mean the one that lies from 49 years back to 50 ahead.</param>
    /// <param name="mayLackDay">Whether the day 00 is the last one of the month.</param>
    public static DateOnly? Read(ReadOnlySpan<char> digits, int present, bool mayLackDay)
    {
        var (year, month, day) = (Number(digits), Number(digits[2..]), Number(digits[4..]));
        year += present - (present % 100);
        year += year > present + YearsAhead ? -100 : year < present - YearsBack ? 100 : 0;
        if (month is < 1 or > 12 || year is < 1 or > 9999)
        {
            return null;
        }

        var last = DateTime.DaysInMonth(year, month);
        return day == 0 && mayLackDay ? new DateOnly(year, month, last) : day >= 1 && day <= last ? new DateOnly(year, month, day) : null;
    }

    private static int Number(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + (digits[1] - '0');
}
