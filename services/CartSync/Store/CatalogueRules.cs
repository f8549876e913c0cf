using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>What a catalogue document must be to be stored.</summary>
internal static class CatalogueRules
{
    // 500 lines of 100,000 units each at this price are still inside 64 bits: no cart's total can overflow.
    private const long MostPriceMinor = 100_000_000_000;

    public static Refusal? Refuse(Item item, Dictionary<string, string> currencies)
    {
        if (item.Sku.Length is 0 or > 64)
        {
            return new SkuInvalid();
        }

        if (item.Title is null || item.Title.Texts.Values.All(string.IsNullOrWhiteSpace))
        {
            return new TitleRequired();
        }

        if (item.Gtins.Any(gtin => Gtin.Canonical(gtin) is null))
        {
            return new GtinInvalid("gtins");
        }

        if (item.OrderLimit is < 0 or > OperationRules.MostUnits)
        {
            return new OrderLimitInvalid();
        }

        foreach (var price in item.Prices)
        {
            if (!IsMarket(price.Market))
            {
                return new PriceInvalid("A price needs a market: 1 to 16 letters, digits, - or _.");
            }

            if (!UnitPrice.TryParse(price.CurrencyCode, price.UnitPrice, out var parsed))
            {
                return new PriceInvalid("A price is decimal text of at most four places in an ISO 4217 currency.");
            }

            if (parsed.Times(1).AmountMinor > MostPriceMinor)
            {
                return new PriceInvalid("A price is at most 100,000,000,000 minor units.");
            }

            if (currencies.TryGetValue(price.Market, out var currency) && currency != price.CurrencyCode)
            {
                return new PriceInvalid($"The market's currency is {currency}.");
            }
        }

        return item.Prices.Select(price => price.Market).Distinct().Count() == item.Prices.Count ? null : new PriceInvalid("Two prices for one market.");
    }

    public static Refusal? Refuse(StoreLocation store)
    {
        if (store.StoreId.Length is 0 or > 64 || !IsMarket(store.Market))
        {
            return new StoreInvalid();
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out var zone) || !zone.HasIanaId)
        {
            return new TimeZoneUnknown();
        }

        if (store.Position is { } position && !(Math.Abs(position.Latitude) <= 90 && Math.Abs(position.Longitude) <= 180))
        {
            return new PositionInvalid();
        }

        return store.Hours.All(hours => hours.IsoWeekday is >= 1 and <= 7 && hours.OpensMinute >= 0 && hours.OpensMinute < hours.ClosesMinute && hours.ClosesMinute <= 1440)
            ? null
            : new HoursInvalid();
    }

    public static Refusal? Refuse(StockLevel level) =>
        level.Sku.Length is 0 or > 64 ? new SkuInvalid()
        : level.LocationId.Length is 0 or > 64 ? new LocationUnknown()
        : level.Quantity is < 0 or > 1_000_000_000 ? new QuantityOutOfRange()
        : null;

    public static Refusal? Refuse(Cart.V1.ShippingOption option, string currency, int index) => option switch
    {
        { ShippingOptionId.Length: 0 or > 64 } => new ShippingOptionInvalid($"shipping_options[{index}].shipping_option_id"),
        { Cost: null or { AmountMinor: < 0 } } => new ShippingOptionInvalid($"shipping_options[{index}].cost"),
        _ when option.Cost.CurrencyCode != currency => new ShippingOptionInvalid($"shipping_options[{index}].cost.currency_code"),
        { FreeFrom: { } free } when free.CurrencyCode != currency || free.AmountMinor < 0 => new ShippingOptionInvalid($"shipping_options[{index}].free_from"),
        _ when option.MinDays < 0 || option.MaxDays < option.MinDays => new ShippingOptionInvalid($"shipping_options[{index}].max_days"),
        _ => null,
    };

    public static bool IsMarket(string market) =>
        market.Length is > 0 and <= 16 && market.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
