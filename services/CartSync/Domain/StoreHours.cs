using System.Collections.Immutable;

namespace Omnichannel.CartSync.Domain;

/// <summary>A store, as far as carts and the way to it need it.</summary>
public sealed record StorePlace
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Its id.</summary>
    public required string StoreId { get; init; }

    /// <summary>As people know it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Orders can be collected.</summary>
    public bool OffersPickup { get; init; }

    /// <summary>Null when nobody told.</summary>
    public (double Latitude, double Longitude)? Position { get; init; }

    /// <summary>By which it opens.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Its week.</summary>
    public ImmutableArray<OpenSpan> Week { get; init; } = [];

    /// <summary>Days that differ; an empty one is closed.</summary>
    public ImmutableDictionary<DateOnly, ImmutableArray<OpenSpan>> SpecialDays { get; init; } = ImmutableDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty;

    /// <summary>Along the great circle (haversine, which is exact across the date line and at the poles).</summary>
    public static double DistanceKm((double Latitude, double Longitude) one, (double Latitude, double Longitude) other)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var latitude = Math.Sin(Radians(other.Latitude - one.Latitude) / 2);
        var longitude = Math.Sin(Radians(other.Longitude - one.Longitude) / 2);
        var a = (latitude * latitude) + (Math.Cos(Radians(one.Latitude)) * Math.Cos(Radians(other.Latitude)) * longitude * longitude);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}

/// <summary>Open on a weekday from one minute after midnight to another.</summary>
/// <param name="IsoWeekday">1 Monday to 7 Sunday; of a special day it does not count.</param>
/// <param name="Opens">Minutes after midnight.</param>
/// <param name="Closes">After it, up to 1,440.</param>
public readonly record struct OpenSpan(int IsoWeekday, int Opens, int Closes);

/// <summary>Whether a store is open.</summary>
/// <param name="IsOpen">Now.</param>
/// <param name="OpensAt">Next, when it is closed; null when that is not within 14 days.</param>
/// <param name="ClosesAt">When it is open; null when that is not within 14 days.</param>
public readonly record struct Opening(bool IsOpen, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt);

/// <summary>Opening hours by a store's own clock.</summary>
public static class StoreHours
{
    private const int DaysAhead = 14;

    /// <summary>Whether the store is open, and until or from when. Spans that touch (over midnight) are one.</summary>
    public static Opening At(StorePlace store, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, store.TimeZone).DateTime);
        DateTimeOffset? closes = null;

        // From yesterday on: where clocks are put back, yesterday's midnight may still be ahead.
        for (var day = -1; day <= DaysAhead; day++)
        {
            foreach (var (opens, ends) in SpansOf(store, today.AddDays(day)))
            {
                if (closes is { } until)
                {
                    if (opens > until)
                    {
                        return new Opening(true, null, closes);
                    }

                    closes = ends > until ? ends : until;
                }
                else if (ends > now)
                {
                    if (opens > now)
                    {
                        return new Opening(false, opens, null);
                    }

                    closes = ends;
                }
            }
        }

        return closes is { } last ? new Opening(true, null, last < Midnight(store, today.AddDays(DaysAhead)) ? last : null) : default;
    }

    private static IEnumerable<(DateTimeOffset Opens, DateTimeOffset Ends)> SpansOf(StorePlace store, DateOnly date)
    {
        var weekday = date.DayOfWeek is DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
        var spans = store.SpecialDays.TryGetValue(date, out var special) ? special : store.Week.Where(span => span.IsoWeekday == weekday);
        return spans.OrderBy(span => span.Opens).Select(span => (Local(store, date, span.Opens), Local(store, date, span.Closes)));
    }

    private static DateTimeOffset Midnight(StorePlace store, DateOnly date) => Local(store, date, 0);

    // A time that a change of the clocks skips is as much later as they skip; of one that comes twice the first is meant.
    private static DateTimeOffset Local(StorePlace store, DateOnly date, int minute)
    {
        var time = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        if (store.TimeZone.IsInvalidTime(time))
        {
            return new DateTimeOffset(time, store.TimeZone.GetUtcOffset(time.AddHours(-3))).ToUniversalTime();
        }

        var offset = store.TimeZone.IsAmbiguousTime(time) ? store.TimeZone.GetAmbiguousTimeOffsets(time).Max() : store.TimeZone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }
}
