using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Instants as a reader says them: in their language, by the clock on their wall.</summary>
/// <param name="language">BCP 47.</param>
/// <param name="zone">Of the reader.</param>
public sealed class Moments(string language, TimeZoneInfo zone)
{
    private readonly Locale locale = Locale.In(language);

    /// <summary>The reader's zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>For a reader whose zone nobody knows: by the clocks of the market that they bought in.</summary>
    public static Moments At(string language, string market) =>
        new(language, TimeZoneInfo.TryFindSystemTimeZoneById(WorkingDays.BuiltIn.In(market).Days.ZoneId, out var zone) ? zone : TimeZoneInfo.Utc);

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
