using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Places;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>Reads the times of carriers' documents.</summary>
internal static partial class CarrierTimes
{
    // Behind it a day more is no date any more.
    private const int LastYear = 9000;

    /// <summary>The time at the first of some places where one stands; null when there is none.</summary>
    public static ScanTime? Read(IReadOnlyList<TimeField> fields, JsonElement element, ScanPlace place, CarrierFile file, bool endOfDay = false)
    {
        foreach (var field in fields)
        {
            var texts = field.At.Select(path => path.Text(element)).ToList();
            if (texts.All(text => text is not null) && Read(field, string.Join(field.Format.Length > 0 ? "" : "T", texts), element, place, file, endOfDay) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    private static ScanTime? Read(TimeField field, string text, JsonElement element, ScanPlace place, CarrierFile file, bool endOfDay)
    {
        if (field.Format == "unix")
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
                ? InYears(DateTimeOffset.FromUnixTimeSeconds(seconds))
                : null;
        }

        var written = Zoned().Match(text);
        if (Clock(field.Format, written.Success ? text[..written.Index] : text, endOfDay) is not { } shown)
        {
            return null;
        }

        var offset = written.Success ? written.Value : field.IsUtc ? "Z" : field.Offset?.Text(element);
        return offset is not null && Offset(offset) is { } known
            ? InYears(new DateTimeOffset(shown.Ticks, TimeSpan.Zero) - known)
            : ScanTime.Local(shown, place, file.HomeZone);
    }

    private static ScanTime? InYears(DateTimeOffset at) => at.Year is >= TellableTimes.FirstYear and <= LastYear ? ScanTime.Exact(Instants.FromMicros(at.ToMicros())) : null;

    private static DateTime? Clock(string format, string text, bool endOfDay)
    {
        var isRead = format.Length > 0
            ? DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var shown)
            : DateTime.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out shown);
        if (!isRead || shown.Year is < TellableTimes.FirstYear or > LastYear)
        {
            return null;
        }

        // A day without a time lasts to its end.
        return new DateTime(shown.Ticks - (shown.Ticks % TimeSpan.TicksPerMicrosecond) + (endOfDay && text.Length == DateOnlyLength ? TimeSpan.TicksPerDay : 0));
    }

    private const int DateOnlyLength = 10;

    private static readonly string[] Iso =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    private static TimeSpan? Offset(string text)
    {
        var match = OffsetParts().Match(text.Trim());
        if (!match.Success)
        {
            return IsUtc().IsMatch(text.Trim()) ? TimeSpan.Zero : null;
        }

        var minutes = (int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) * 60)
            + (match.Groups[3].Success ? int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture) : 0);
        return minutes > 18 * 60 ? null : TimeSpan.FromMinutes(match.Groups[1].Value == "-" ? -minutes : minutes);
    }

    // Behind a time of day: the dashes of a date are none.
    [GeneratedRegex(@"(?<=:\d\d(\.\d+)?) ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})$", RegexOptions.IgnoreCase)]
    private static partial Regex Zoned();

    [GeneratedRegex(@"^([+-])?(\d{1,2}):?(\d{2})?$")]
    private static partial Regex OffsetParts();

    [GeneratedRegex("^(Z|UTC|GMT)$", RegexOptions.IgnoreCase)]
    private static partial Regex IsUtc();
}
