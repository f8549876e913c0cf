using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Text;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Instants as a reader says them: in their language, by the clock on their wall.</summary>
/// <param name="language">BCP 47.</param>
/// <param name="zone">Of the reader.</param>
public sealed class Moments(string language, TimeZoneInfo zone)
{
    private readonly Locale locale = Locale.In(language);

    /// <summary>The reader's zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>By the clock of a zone's IANA name; by that of UTC where the zone is not known here.</summary>
    public static Moments In(string zoneId, string language) => new(language, TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone) ? zone : TimeZoneInfo.Utc);

    /// <summary>In which day it is.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The day with its name.</summary>
    public string Day(DateOnly day) => locale.WeekdayDate(day);

    /// <inheritdoc cref="Day(DateOnly)"/>
    public string Day(DateTimeOffset at) => Day(DayOf(at));

    /// <summary>The time of day, to the minute.</summary>
    public string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and time.</summary>
    public string Full(DateTimeOffset at) => $"{locale.Date(DayOf(at))} {Time(at)}";

    /// <inheritdoc cref="Full(DateTimeOffset)"/>
    public string Full(Timestamp? at) => at is null ? "" : Full(at.ToDateTimeOffset());
}
