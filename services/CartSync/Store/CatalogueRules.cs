using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Store;

/// <summary>What a catalogue document must be to be stored.</summary>
internal static class CatalogueRules
{
    private const int MostGtins = 100;
    private const int MostPrices = 200;
    private const int MostOptions = 50;
    private const int MostOptionValues = 500;
    private const int MostParts = 50;
    private const int MostOfPart = 1_000_000;
    private const int LongestEarlyAccessId = 64;
    private const int MostTitleBytes = 16_384;

    // Order-tracking makes a date of it.
    private const int MostDays = 3650;

    // The years 1 to 9999, as the contract of Timestamp says. On the wire it may be anything; stored, one that is none would fail whoever reads the document.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    // 500 lines of 100,000 times what the price is for are still inside 64 bits: no cart's total can overflow.
    // A line has no more of anything (Measures.MostOf).
    private const long MostPriceMinor = 100_000_000_000;

    public static Refusal? Refuse(Item item, Dictionary<string, string> currencies)
    {
        if (!MerchantId.IsValid(item.Sku))
        {
            return new SkuInvalid();
        }

        if (item.Title is null || item.Title.Texts.Values.All(string.IsNullOrWhiteSpace))
        {
            return new TitleRequired();
        }

        if (item.Gtins.Any(gtin => TypedText.Gtin(gtin) is null))
        {
            return new GtinInvalid("gtins");
        }

        var measure = item.Measure.ToDomain();
        if (measure is Values.Measure.None)
        {
            return new ItemInvalid("measure");
        }

        if (item.OrderLimit < 0 || item.OrderLimit > measure.MostOf())
        {
            return new OrderLimitInvalid(measure);
        }

        if (item.EarlyAccess is { } early && (early.EarlyAccessId.Length is 0 or > LongestEarlyAccessId || early.Until?.Seconds is not (>= FirstSecond and <= LastSecond)))
        {
            return new ItemInvalid("early_access");
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

            if (price.TaxPercent.Length > 0 && !IsTaxPercent(price.TaxPercent))
            {
                return new PriceInvalid("Tax on top is decimal text from 0 to 100, at most four places.");
            }

            if (currencies.TryGetValue(price.Market, out var currency) && currency != price.CurrencyCode)
            {
                return new PriceInvalid($"The market's currency is {currency}.");
            }
        }

        return item.Prices.Select(price => price.Market).Distinct().Count() == item.Prices.Count
            ? FaultOf(item) is { } field ? new ItemInvalid(field) : RefuseParts(item)
            : new PriceInvalid("Two prices for one market.");
    }

    private static bool IsTaxPercent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100 && decimal.Round(percent, 4) == percent;

    private static string? FaultOf(Item item) => item switch
    {
        { Gtins.Count: > MostGtins } => "gtins",
        { Prices.Count: > MostPrices } => "prices",
        { Category.Length: > 512 } => "category",
        { ImageUri.Length: > 2048 } => "image_uri",
        _ when item.Title.CalculateSize() > MostTitleBytes => "title",
        _ when item.Options.Count > MostOptions || item.Options.Any(option => option.Name.Length is 0 or > 64 || option.Values.Count > MostOptionValues) => "options",
        _ when item.Options.Select(option => option.Name).Distinct().Count() != item.Options.Count => "options",
        _ => null,
    };

    private static BundleInvalid? RefuseParts(Item item) => item.Components.Count switch
    {
        0 => null,
        > MostParts => new BundleInvalid("A bundle has at most 50 parts."),
        _ when item.Components.Any(part => !MerchantId.IsValid(part.Sku) || part.Sku == item.Sku) => new BundleInvalid("A part is another item, named by its sku."),
        _ when item.Measure.ToDomain() is not Values.Measure.Piece => new BundleInvalid("A bundle is sold by the piece."),
        _ when item.Components.Any(part => part.Quantity is < 1 or > MostOfPart) => new BundleInvalid("A part's quantity is 1 to 1,000,000."),
        _ when item.Components.Select(part => part.Sku).Distinct().Count() != item.Components.Count => new BundleInvalid("A part comes once, with its quantity."),
        _ => null,
    };

    public static Refusal? Refuse(StockLevel level) =>
        !MerchantId.IsValid(level.Sku) ? new SkuInvalid()
        : !MerchantId.IsValid(level.LocationId) ? new LocationUnknown()
        : level.Quantity is < 0 or > 1_000_000_000 ? new StockOutOfRange()
        : level.ShipToMarkets.Count > MostPrices || !level.ShipToMarkets.All(IsMarket) ? new MarketInvalid()
        : !IsMoment(level.AsOf) ? new AsOfInvalid()
        : null;

    public static Refusal? Refuse(Cart.V1.ShippingOption option, string currency, int index) => option switch
    {
        { ShippingOptionId.Length: 0 or > 64 } => new ShippingOptionInvalid($"shipping_options[{index}].shipping_option_id"),
        { Cost: null or { AmountMinor: < 0 or > MostPriceMinor } } => new ShippingOptionInvalid($"shipping_options[{index}].cost"),
        _ when option.Cost.CurrencyCode != currency => new ShippingOptionInvalid($"shipping_options[{index}].cost.currency_code"),
        { FreeFrom: { } free } when free.CurrencyCode != currency || free.AmountMinor < 0 => new ShippingOptionInvalid($"shipping_options[{index}].free_from"),
        _ when option.MinDays < 0 || option.MaxDays < option.MinDays || option.MaxDays > MostDays => new ShippingOptionInvalid($"shipping_options[{index}].max_days"),
        _ when !ClockTime.IsValid(option.CutOff) => new ShippingOptionInvalid($"shipping_options[{index}].cut_off"),
        _ => null,
    };

    /// <summary>Whether it is a moment, or absent.</summary>
    public static bool IsMoment(Timestamp? at) => at is null or { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and < 1_000_000_000 };

    public static bool IsMarket(string market) =>
        market.Length is > 0 and <= 16 && market.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
