using System.Globalization;

namespace Omnichannel.AllInOne.Import;

/// <summary>
/// How a file writes times: .NET patterns such as <c>dd.MM.yyyy HH:mm</c>, <c>excel-1900</c> or <c>excel-1904</c> (the serial days that spreadsheets keep).
/// A text without an offset is local time of the file's zone.
/// </summary>
public sealed class TimeFormats
{
    /// <summary>Serial days of workbooks that begin with 1900, as Excel for Windows makes them.</summary>
    public const string Excel1900 = "excel-1900";

    /// <summary>Serial days of workbooks that begin with 1904.</summary>
    public const string Excel1904 = "excel-1904";

    // 9999-12-31, the last day of a spreadsheet.
    private const decimal LastSerial = 2_958_466m;

    private readonly IReadOnlyList<string> patterns;
    private readonly TimeZoneInfo zone;
    private readonly NumberFormat numbers;

    /// <param name="patterns">Each is tried; a text that two of them read differently is refused.</param>
    /// <param name="zone">The file's zone.</param>
    /// <param name="numbers">How the file writes serial days.</param>
    public TimeFormats(IReadOnlyList<string> patterns, TimeZoneInfo zone, NumberFormat numbers)
    {
        this.patterns = patterns;
        this.zone = zone;
        this.numbers = numbers;
    }

    /// <summary>Whether something can be read by this pattern at all.</summary>
    public static bool IsPattern(string pattern)
    {
        if (pattern is Excel1900 or Excel1904)
        {
            return true;
        }

        // A pattern reads back what it wrote; one that loses the day is none.
        var sample = new DateTime(2011, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
        try
        {
            return DateTime.TryParseExact(
                sample.ToString(pattern, CultureInfo.InvariantCulture), pattern, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read)
                && (read.Kind != DateTimeKind.Unspecified || read.Date == sample);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The instant of a text, or why there is none.</summary>
    public (DateTimeOffset? At, string? Problem) Read(string text)
    {
        text = text.Trim();
        var found = patterns.Select(pattern => Read(text, pattern)).OfType<DateTime>().Distinct().ToList();
        if (found.Count == 0)
        {
            return (null, $"'{text}' is no time in the format {string.Join(" or ", patterns)}.");
        }

        if (found.Count > 1)
        {
            return (null, $"'{text}' is {string.Join(" or ", found.Select(time => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)))}: the map's formats disagree.");
        }

        var at = found[0];
        if (at.Kind != DateTimeKind.Unspecified)
        {
            return (TimeZoneInfo.ConvertTime(new DateTimeOffset(at.ToUniversalTime()), zone), null);
        }

        return zone.IsInvalidTime(at)
            ? (null, $"{text} does not exist in {zone.Id}: the clocks went forward.")
            : (new DateTimeOffset(at, zone.GetUtcOffset(at)), null);
    }

    private DateTime? Read(string text, string pattern) => pattern switch
    {
        Excel1900 => Serial(text, serial => serial switch
        {
            // The spreadsheet's 29 February 1900 never was; days before it are counted from the day before.
            >= 60 and < 61 => null,
            < 60 => new DateTime(1899, 12, 31),
            _ => new DateTime(1899, 12, 30),
        }),
        Excel1904 => Serial(text, _ => new DateTime(1904, 1, 1)),
        _ => DateTime.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null,
    };

    // The time of day is a binary fraction of a day: it is meant to the second.
    private DateTime? Serial(string text, Func<decimal, DateTime?> dayZero) =>
        decimal.TryParse(numbers.Normalize(text), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial)
        && serial is >= 1 and < LastSerial
        && dayZero(serial) is { } zero
            ? zero.AddSeconds((double)decimal.Round(serial * 86_400))
            : null;
}
