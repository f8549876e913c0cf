using System.Collections.Immutable;
using System.Globalization;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Time;

namespace Omnichannel.Platform.Contracts;

/// <summary>Stores as Cart-sync tells of them.</summary>
public static class StoreHours
{
    /// <summary>When a store is open whose record was checked before.</summary>
    public static OpeningTimes ToOpeningTimes(this StoreLocation store) => new()
    {
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(store.TimeZone),
        Week = [.. store.Hours.Select(ToSpan)],
        SpecialDays = store.SpecialDays.ToImmutableDictionary(
            day => DateOnly.ParseExact(day.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture), day => day.Hours.Select(ToSpan).ToImmutableArray()),
    };

    private static OpenSpan ToSpan(OpeningHours hours) => new(hours.IsoWeekday, hours.OpensMinute, hours.ClosesMinute);
}
