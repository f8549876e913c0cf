using System.Globalization;

namespace Omnichannel.Platform.Time;

/// <summary>A time of day as contracts write it: <c>HH:mm</c>, empty for none.</summary>
public static class ClockTime
{
    private const string Format = "HH:mm";

    /// <summary>Whether it is one, or none.</summary>
    public static bool IsValid(string text) => text.Length == 0 || Parse(text) is not null;

    /// <summary>The time; null for none, and for what is no time.</summary>
    public static TimeOnly? Parse(string text) =>
        TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>Its text.</summary>
    public static string ToText(TimeOnly? time) => time?.ToString(Format, CultureInfo.InvariantCulture) ?? "";
}
