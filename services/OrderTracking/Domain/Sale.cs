using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>A line as it was sold. Amounts are minor units of the order's currency.</summary>
public sealed record OrderLine
{
    /// <summary>Unique in the order.</summary>
    public required string LineId { get; init; }

    /// <summary>What was sold.</summary>
    public required string Sku { get; init; }

    /// <summary>As sold.</summary>
    public string Title { get; init; } = "";

    /// <summary>Path from the root, separated by slashes.</summary>
    public string Category { get; init; } = "";

    /// <summary>Chosen variant.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = NoOptions;

    /// <summary>Of the measure, 1 or more.</summary>
    public required int Quantity { get; init; }

    /// <summary>What the quantity counts.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>Of as much as the measure says: major units, at most four decimal places.</summary>
    public decimal UnitPrice { get; init; }

    /// <summary>Unit price times quantity, rounded once, half to even.</summary>
    public long LineTotalMinor { get; init; }

    /// <summary>What lowered it.</summary>
    public IReadOnlyList<LineDiscount> Discounts { get; init; } = [];

    /// <summary>What the customer paid for the line.</summary>
    public long NetTotalMinor { get; init; }

    /// <summary>The line's share of the points spent.</summary>
    public long PointsRedeemed { get; init; }

    /// <summary>How the customer gets it.</summary>
    public FulfilmentMethod Method { get; init; }

    /// <summary>Shipping option (ship) or store (pickup).</summary>
    public string MethodReference { get; init; } = "";

    /// <summary>Postage, a fee, a service: follows the merchandise.</summary>
    public bool NonMerchandise { get; init; }

    /// <summary>Each unit is a gift card, worth its price.</summary>
    public bool GiftCard { get; init; }

    /// <summary>Why its contract cannot be withdrawn from, as the customer was told before the purchase.</summary>
    public WithdrawalException Exception { get; init; }

    /// <summary>Whether it travels: what postage is paid for.</summary>
    public bool Travels => !NonMerchandise && Method is (FulfilmentMethod.Ship or FulfilmentMethod.Pickup);

    private static readonly Dictionary<string, string> NoOptions = [];
}

/// <summary>A line's share of one discount.</summary>
/// <param name="Kind">What lowered it.</param>
/// <param name="SourceId">Promotion, code or hold.</param>
/// <param name="AmountMinor">What it took off.</param>
public sealed record LineDiscount(DiscountKind Kind, string SourceId, long AmountMinor);

/// <summary>A payment that was taken.</summary>
/// <param name="Kind">How.</param>
/// <param name="Reference">The provider's.</param>
/// <param name="AmountMinor">Positive, or what cash rounds to.</param>
public sealed record Tender(TenderKind Kind, string Reference, long AmountMinor);

/// <summary>What an order costs, in minor units: due = items - discounts - points + shipping + tax + rounding.</summary>
public sealed record OrderTotals(long Items, long Discounts, long Points, long Shipping, long Tax, long Due)
{
    /// <summary>What rounding a payment in cash added; negative: took off.</summary>
    public long Rounding { get; init; }

    /// <summary>What the least expensive shipping would have cost; null when nobody told.</summary>
    public long? StandardShipping { get; init; }

    /// <summary>What is due without it.</summary>
    public long Exact => Due - Rounding;
}

/// <summary>Some units of a line, of its measure.</summary>
public sealed record LineUnits(string LineId, int Quantity);

/// <summary>A sale, complete and checked, before it is an order.</summary>
public sealed record Sale
{
    /// <summary>The order that it becomes.</summary>
    public required string OrderId { get; init; }

    /// <summary>What people type.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>The system that recorded it, and numbers; empty for a cart sold here.</summary>
    public string Source { get; init; } = "";

    /// <summary>Its number there: unique in the source and store.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>One of customer and guest, or neither.</summary>
    public string CustomerId { get; init; } = "";

    /// <summary>See <see cref="CustomerId"/>.</summary>
    public string GuestId { get; init; } = "";

    /// <summary>Where Messaging finds how to reach the owner.</summary>
    public string ContactId { get; init; } = "";

    /// <summary>Of a cart sold here.</summary>
    public string CartId { get; init; } = "";

    /// <summary>Of a cart sold here.</summary>
    public long Generation { get; init; }

    /// <summary>Of a cart sold here: whose delivery details are the order's.</summary>
    public string CheckoutId { get; init; } = "";

    /// <summary>Market.</summary>
    public string Market { get; init; } = "";

    /// <summary>Country where it goes (ISO 3166-1 alpha-2), by its delivery details; empty when they are not known.</summary>
    public string Country { get; init; } = "";

    /// <summary>The first two characters of the postal code there; empty when it is not known.</summary>
    public string PostalArea { get; init; } = "";

    /// <summary>ISO 4217.</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>Where it was made.</summary>
    public SalesChannel Channel { get; init; }

    /// <summary>Of a sale in a store.</summary>
    public string StoreId { get; init; } = "";

    /// <summary>News or history.</summary>
    public OrderOrigin Origin { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When take-away lines were with the customer.</summary>
    public DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>What was sold.</summary>
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>What it costs.</summary>
    public required OrderTotals Totals { get; init; }

    /// <summary>What was paid.</summary>
    public IReadOnlyList<Tender> Tenders { get; init; } = [];

    /// <summary>Points spent.</summary>
    public long PointsRedeemed { get; init; }

    /// <summary>Coupons used.</summary>
    public IReadOnlyList<string> CouponCodes { get; init; } = [];

    /// <summary>The committed hold at Loyalty.</summary>
    public string HoldId { get; init; } = "";

    /// <summary>Promised with the sale.</summary>
    public DeliveryDays? Promised { get; init; }

    /// <summary>When that was shown to its buyer: from then on its days count. Null for when it was placed.</summary>
    public DateTimeOffset? PromisedAt { get; init; }

    /// <summary>The version of the return policy that its buyer was shown; 0 when nobody said.</summary>
    public int ReturnPolicyVersion { get; init; }

    /// <summary>How its parcel travelled, of a sale that was recorded when it had come.</summary>
    public Passage? Passage { get; init; }

    /// <summary>The stores where it is collected, as far as they are known when it becomes an order.</summary>
    public IReadOnlyDictionary<string, StorePlace> Stores { get; init; } = NoStores;

    /// <summary>Country where it goes, else its market.</summary>
    public string Destination => Country.Length > 0 ? Country : Market;

    /// <summary>The days of the place where it goes.</summary>
    public MarketDays Place => WorkingDays.BuiltIn.In(Destination);

    private static readonly Dictionary<string, StorePlace> NoStores = [];
}

/// <summary>A span of time, both ends included.</summary>
public sealed record Window(DateTimeOffset EarliestAt, DateTimeOffset LatestAt)
{
    /// <summary>What a shipping option promises to an order, by the days of the place where it goes.</summary>
    public static Window Of(DeliveryDays promised, DateTimeOffset orderedAt, MarketDays there)
    {
        var (earliest, latest) = promised.From(orderedAt, there);
        return new Window(earliest, latest);
    }
}
