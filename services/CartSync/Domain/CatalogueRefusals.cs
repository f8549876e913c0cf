using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>Not a GTIN.</summary>
public sealed record GtinInvalid(string FieldName) : Refusal(RefusalKind.Invalid, "GTIN_INVALID", "A GTIN has 8, 12, 13 or 14 digits, the last of them the check digit.")
{
    /// <inheritdoc/>
    public override string? Field => FieldName;
}

/// <summary>Another item has the barcode.</summary>
public sealed record GtinTaken(string Sku) : Refusal(RefusalKind.AlreadyExists, "GTIN_TAKEN", "Another item has this barcode.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["sku"] = Sku };
}

/// <summary>No such item.</summary>
public sealed record ItemNotFound() : Refusal(RefusalKind.NotFound, "ITEM_NOT_FOUND", "The catalogue has no such item.");

/// <summary>Sku of 0 or more than 64 characters.</summary>
public sealed record SkuInvalid() : Refusal(RefusalKind.Invalid, "SKU_INVALID", "A sku has 1 to 64 characters, none of them a control character.");

/// <summary>Not a price, or not in the market's currency.</summary>
public sealed record PriceInvalid(string What) : Refusal(RefusalKind.Invalid, "PRICE_INVALID", What);

/// <summary>A limit that is none.</summary>
public sealed record OrderLimitInvalid(Measure Measure) : Refusal(
    RefusalKind.Invalid, "ORDER_LIMIT_INVALID", string.Create(CultureInfo.InvariantCulture, $"An order limit is 1 to {Measure.MostOf():N0}, or 0 for none."));

/// <summary>What lies in carts and on shelves is counted by the measure that the item has.</summary>
public sealed record MeasureFixed(Measure Measure) : Refusal(
    RefusalKind.Precondition, "MEASURE_FIXED", "The item is known with another measure. What is sold in another way is another item.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["measure"] = Measure.Name() };
}

/// <summary>An item without a title.</summary>
public sealed record TitleRequired() : Refusal(RefusalKind.Invalid, "TITLE_REQUIRED", "An item needs a title.");

/// <summary>Parts that make no bundle.</summary>
public sealed record BundleInvalid(string What) : Refusal(RefusalKind.Invalid, "BUNDLE_INVALID", What);

/// <summary>Something else about an item that is missing or too much.</summary>
public sealed record ItemInvalid(string FieldName) : Refusal(RefusalKind.Invalid, "ITEM_INVALID", "The item's field is not valid, or beyond its limit.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["field"] = FieldName };
}

/// <summary>Events that are none.</summary>
public sealed record StoreEventInvalid() : Refusal(RefusalKind.Invalid, "EVENT_INVALID", "An event has an id of its own, and ends after it starts.");

/// <summary>Not the name of a market.</summary>
public sealed record MarketInvalid() : Refusal(RefusalKind.Invalid, "MARKET_INVALID", "A market has 1 to 16 letters, digits, - or _.");

/// <summary>Not an IANA time zone.</summary>
public sealed record TimeZoneUnknown() : Refusal(RefusalKind.Invalid, "TIME_ZONE_UNKNOWN", "The time zone is no IANA name.");

/// <summary>Not on earth.</summary>
public sealed record PositionInvalid() : Refusal(RefusalKind.Invalid, "POSITION_INVALID", "The position is not on earth.");

/// <summary>Hours that make no day.</summary>
public sealed record HoursInvalid() : Refusal(RefusalKind.Invalid, "HOURS_INVALID", "Opening hours are minutes of a weekday, opening before closing; a special day is a date, once.");

/// <summary>A store without id or market.</summary>
public sealed record StoreInvalid() : Refusal(RefusalKind.Invalid, "STORE_INVALID", "A store needs an id and a market.");

/// <summary>Counted before the level on file.</summary>
public sealed record Stale() : Refusal(RefusalKind.Precondition, "STALE", "A newer level is on file.");

/// <summary>Neither a store nor a warehouse.</summary>
public sealed record LocationUnknown() : Refusal(RefusalKind.NotFound, "LOCATION_UNKNOWN", "The location is no store and ships to no market.");

/// <summary>A stock level that nobody can have counted.</summary>
public sealed record StockOutOfRange() : Refusal(RefusalKind.Invalid, "QUANTITY_OUT_OF_RANGE", "A stock level is 0 to 1,000,000,000.");

/// <summary>A stock level that was counted at no moment there is.</summary>
public sealed record AsOfInvalid() : Refusal(RefusalKind.Invalid, "AS_OF_INVALID", "A level is counted at a moment of the years 1 to 9999.");

/// <summary>A promotion that cannot be applied.</summary>
public sealed record PromotionInvalid(string FieldName) : Refusal(RefusalKind.Invalid, "PROMOTION_INVALID", "The promotion cannot be applied.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["field"] = FieldName };
}

/// <summary>A shipping option that cannot be offered.</summary>
public sealed record ShippingOptionInvalid(string FieldName) : Refusal(RefusalKind.Invalid, "INVALID_FIELD", "The shipping option is not valid here.")
{
    /// <inheritdoc/>
    public override string? Field => FieldName;
}
