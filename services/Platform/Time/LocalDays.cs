using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace Omnichannel.Platform.Time;

/// <summary>
/// Days as people in one time zone have them. What a customer is told is a date; this says which moments it has.
/// </summary>
/// <remarks>
/// Clocks skip times and show times twice. A time that is skipped is the moment of the jump. One that comes twice begins with the first and ends with the second:
/// both favour whoever has until then.
/// </remarks>
public sealed class LocalDays
{
    private static readonly IDateTimeZoneProvider Zones = DateTimeZoneProviders.Tzdb;

    private static readonly ZoneLocalMappingResolver First = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly ZoneLocalMappingResolver Last = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    private readonly DateTimeZone zone;

    private LocalDays(DateTimeZone zone) => this.zone = zone;

    /// <summary>Days of UTC.</summary>
    public static LocalDays Utc { get; } = new(DateTimeZone.Utc);

    /// <summary>Its IANA name.</summary>
    public string ZoneId => zone.Id;

    /// <summary>Whether this is the IANA name of a time zone, as it is written there.</summary>
    public static bool IsZone(string zoneId) => TryIn(zoneId) is not null;

    /// <summary>Days of a zone; null when there is none of that IANA name.</summary>
    public static LocalDays? TryIn(string zoneId) => zoneId.Length > 0 && Zones.GetZoneOrNull(zoneId) is { } zone ? new LocalDays(zone) : null;

    /// <summary>Days of a zone whose name was checked before.</summary>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static LocalDays In(string zoneId) => TryIn(zoneId) ?? throw new ArgumentException($"'{zoneId}' is no IANA time zone.", nameof(zoneId));

    /// <summary>The day on which something happens here.</summary>
    public DateOnly DayOf(DateTimeOffset at) => Local(at).Date.ToDateOnly();

    /// <summary>What the clocks here show then.</summary>
    public DateTime ClockOf(DateTimeOffset at) => Local(at).ToDateTimeUnspecified();

    /// <summary>The first moment of a day: midnight, or when the clocks go on where they skip it.</summary>
    public DateTimeOffset StartOf(DateOnly day) => ToInstant(zone.AtStartOfDay(day.ToLocalDate()));

    /// <summary>The first moment after a day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>The moment from which the clocks show a time of a day.</summary>
    public DateTimeOffset From(DateOnly day, TimeOnly time) => At(day, time, First);

    /// <summary>The moment until which something holds that ends at a time of a day.</summary>
    public DateTimeOffset Until(DateOnly day, TimeOnly time) => At(day, time, Last);

    /// <summary>The same time of day so many days later.</summary>
    public DateTimeOffset AddDays(DateTimeOffset at, int days)
    {
        var local = Local(at);
        return days == 0 ? at : At(local.Date.ToDateOnly().AddDays(days), local.TimeOfDay.ToTimeOnly(), Last);
    }

    /// <summary>The first moment after the day that is so many days later: what lasts n days lasts to the end of the last.</summary>
    public DateTimeOffset EndOfDayAfter(DateTimeOffset at, int days) => EndOf(DayOf(at).AddDays(days));

    private LocalDateTime Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;

    private DateTimeOffset At(DateOnly day, TimeOnly time, ZoneLocalMappingResolver resolver) =>
        ToInstant(zone.ResolveLocal(day.ToLocalDate() + time.ToLocalTime(), resolver));

    private static DateTimeOffset ToInstant(ZonedDateTime at) => at.ToInstant().ToDateTimeOffset();
}
