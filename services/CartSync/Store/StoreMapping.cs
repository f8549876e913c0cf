using System.Globalization;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>Stores as the domain sees them, and what a store must be to be stored.</summary>
internal static class StoreMapping
{
    private const int MostSpans = 50;
    private const int MostSpecialDays = 400;
    private const int MostEvents = 100;
    private const int MinutesOfDay = 1440;

    public static StorePlace ToDomain(StoreLocation store) => new()
    {
        StoreId = store.StoreId,
        Name = store.Name,
        OffersPickup = store.PickupOffered,
        Position = store.Position is { } position ? (position.Latitude, position.Longitude) : null,
        Hours = store.ToOpeningTimes(),
    };

    public static Refusal? Refuse(StoreLocation store)
    {
        if (!MerchantId.IsValid(store.StoreId) || !CatalogueRules.IsMarket(store.Market))
        {
            return new StoreInvalid();
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out var zone) || !zone.HasIanaId)
        {
            return new TimeZoneUnknown();
        }

        // NaN is nowhere, either.
        if (store.Position is { } position && !(Math.Abs(position.Latitude) <= 90 && Math.Abs(position.Longitude) <= 180))
        {
            return new PositionInvalid();
        }

        return AreHours(store.Hours, needWeekday: true) && AreSpecialDays(store)
            ? AreEvents(store) ? null : new StoreEventInvalid()
            : new HoursInvalid();
    }

    private static bool AreSpecialDays(StoreLocation store) => store.SpecialDays.Count <= MostSpecialDays
        && store.SpecialDays.All(day => Date(day.Date) is not null && AreHours(day.Hours, needWeekday: false))
        && store.SpecialDays.Select(day => day.Date).Distinct().Count() == store.SpecialDays.Count;

    private static bool AreHours(IReadOnlyCollection<OpeningHours> hours, bool needWeekday) => hours.Count <= MostSpans && hours.All(span =>
        span.IsoWeekday >= (needWeekday ? 1 : 0) && span.IsoWeekday <= 7
        && span.OpensMinute >= 0 && span.OpensMinute < span.ClosesMinute && span.ClosesMinute <= MinutesOfDay);

    private static bool AreEvents(StoreLocation store) => store.Events.Count <= MostEvents
        && store.Events.All(item => MerchantId.IsValid(item.EventId) && item.StartsAt is not null && item.EndsAt is not null
            && CatalogueRules.IsMoment(item.StartsAt) && CatalogueRules.IsMoment(item.EndsAt) && item.StartsAt < item.EndsAt)
        && store.Events.Select(item => item.EventId).Distinct().Count() == store.Events.Count;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
