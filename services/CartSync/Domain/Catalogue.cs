using System.Collections.Frozen;
using System.Collections.Immutable;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>What prices carts in one market: looked up by the store, read by the domain.</summary>
public interface IPriceBook
{
    /// <summary>The item as the market sees it, or null when the catalogue has none.</summary>
    CatalogueItem? Find(string sku);

    /// <summary>Promotions of the market, greatest priority first, then by id.</summary>
    ImmutableArray<Promotion> Promotions { get; }

    /// <summary>Ways to ship, in the merchant's order.</summary>
    ImmutableArray<ShippingOption> ShippingOptions { get; }

    /// <summary>Whether a store of the market offers pickup; null when the store is not known.</summary>
    bool? OffersPickup(string storeId);

    /// <summary>Stands for the book where something remembers it without keeping it in memory.</summary>
    object Token => this;
}

/// <summary>One item in one market.</summary>
public sealed record CatalogueItem
{
    // A price has at most four decimal places, a minor unit is at most a thousandth: both are whole numbers of a ten-thousandth. Priced at every operation on a cart.
    private const int PriceScale = 10_000;
    private readonly long scaledPrice;
    private readonly long scalePerMinor = 1;

    /// <summary>Its id.</summary>
    public required string Sku { get; init; }

    /// <summary>In the market's main language.</summary>
    public string Title { get; init; } = "";

    /// <summary>Path from the root.</summary>
    public string Category { get; init; } = "";

    /// <summary>What its quantity counts.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>Null when it has none in the market.</summary>
    public UnitPrice? Price
    {
        get;
        init
        {
            field = value;
            PriceText = value?.ToString() ?? "";
            if (value is { } price)
            {
                scaledPrice = (long)(price.Amount * PriceScale);
                scalePerMinor = PriceScale / Currencies.MinorUnits(price.CurrencyCode) * price.Measure.PricedPer();
            }
        }
    }

    /// <summary>The price as decimal text; empty when there is none.</summary>
    public string PriceText { get; private init; } = "";

    /// <summary>Per cent of tax on top of the price; 0 where the price contains it.</summary>
    public decimal TaxPercent { get; init; }

    /// <summary>When the price was last changed, and what it was.</summary>
    public DateTimeOffset PriceChangedAt { get; init; }

    /// <summary>No longer sold.</summary>
    public bool IsDiscontinued { get; init; }

    /// <summary>Postage, a fee, a service.</summary>
    public bool IsNonMerchandise { get; init; }

    /// <summary>A download, a code, a ticket: nothing travels.</summary>
    public bool IsDigital { get; init; }

    /// <summary>Each unit is a gift card: digital, and no merchandise.</summary>
    public bool IsGiftCard { get; init; }

    /// <summary>Why the law lets nobody withdraw from the contract about it.</summary>
    public WithdrawalException Exception { get; init; }

    /// <summary>What one needs a coupon for, to buy it before <see cref="IsForAllFrom"/>; empty when anybody may buy it.</summary>
    public string EarlyAccessId { get; init; } = "";

    /// <summary>From when on anybody may buy it.</summary>
    public DateTimeOffset IsForAllFrom { get; init; }

    /// <summary>Most of it in one order, all variants together; 0 for no limit.</summary>
    public int OrderLimit { get; init; }

    /// <summary>What warehouses can ship to the market; null when stock is not known.</summary>
    public long? ShippableQuantity { get; init; }

    /// <summary>On the shelves, by store.</summary>
    public StockByStore StoreQuantities { get; init; } = StockByStore.Empty;

    /// <summary>What a line may choose; empty for anything.</summary>
    public ImmutableArray<OfferedOption> Options { get; init; } = [];

    /// <summary>What a bundle consists of; empty for everything else.</summary>
    public ImmutableArray<BundlePart> Parts { get; init; } = [];

    /// <summary>Skus of all its parts, also of those that the catalogue has not (yet).</summary>
    public ImmutableArray<string> PartSkus { get; init; } = [];

    /// <summary>Minor units of so many of its measure: the exact product, rounded once, half to even. 0 without a price.</summary>
    public long TotalMinor(int quantity) => Math.BigMul(scaledPrice, quantity, out var product) == 0 && product >= 0
        ? Exact.Divide(product, scalePerMinor)
        : (long)Exact.Divide((Int128)scaledPrice * quantity, scalePerMinor);

    /// <summary>Can be put into a cart.</summary>
    public bool IsForSale => Price is not null && !IsDiscontinued;

    /// <summary>Whether so many can be had in this way.</summary>
    public LineAvailability AvailabilityOf(long quantity, Fulfilment? fulfilment)
    {
        if (!IsForSale)
        {
            return LineAvailability.Discontinued;
        }

        return AvailableBy(fulfilment) switch
        {
            null => LineAvailability.Unknown,
            <= 0 => LineAvailability.OutOfStock,
            var available when available < quantity => LineAvailability.Limited,
            _ => LineAvailability.InStock,
        };
    }

    /// <summary>How many can be had in this way; null when stock is not known, or does not matter because the goods are at the till.</summary>
    public long? AvailableBy(Fulfilment? fulfilment) => IsDigital ? null : fulfilment switch
    {
        Fulfilment.Pickup pickup => StoreQuantities.TryGetValue(pickup.StoreId, out var onShelf) ? onShelf : null,
        Fulfilment.TakeAway => null,
        _ => ShippableQuantity,
    };
}

/// <summary>A choice that an item offers.</summary>
/// <param name="Name">Of the option.</param>
/// <param name="Values">Empty for free text.</param>
/// <param name="IsRequired">A line must choose.</param>
public sealed record OfferedOption(string Name, ImmutableArray<string> Values, bool IsRequired);

/// <summary>A way to ship.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CostMinor">What it costs.</param>
/// <param name="FreeFromMinor">From which sum of the lines on it costs nothing.</param>
/// <param name="Days">In how many days after the order it promises delivery.</param>
public sealed record ShippingOption(string Id, long CostMinor, long? FreeFromMinor, DeliveryDays Days)
{
    /// <summary>The days are those in which its parcels came before, not the merchant's.</summary>
    public bool AreDaysLearned { get; init; }
}

/// <summary>A lower price for all who meet its terms.</summary>
public sealed record Promotion
{
    private const int FewSkus = 8;
    private readonly FrozenSet<string>? manySkus;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Empty for all.</summary>
    public ImmutableArray<SalesChannel> Channels { get; init; } = [];

    /// <summary>From when on; null for always.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until when; null for always.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Items that it is for.</summary>
    public ImmutableArray<string> Skus
    {
        get;
        init
        {
            field = value;
            manySkus = value.Length > FewSkus ? value.ToFrozenSet(StringComparer.Ordinal) : null;
        }
    } = [];

    /// <summary>Categories that it is for, with everything below them.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Greater goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Lines that it lowers get no other promotion: a group of its own.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>It combines with those of the same group only.</summary>
    public string StackingGroup { get; init; } = "";

    /// <summary>What it gives.</summary>
    public required Benefit Benefit { get; init; }

    /// <summary>From its start on, and no longer at its end.</summary>
    public bool IsInForce(SalesChannel channel, DateTimeOffset now) =>
        (StartsAt is not { } start || start <= now) && (EndsAt is not { } end || now < end) && (Channels.IsEmpty || Channels.Contains(channel));

    /// <summary>Whether it is for an item: one that it names, one of a category that it names, or any merchandise when it names none.</summary>
    public bool IsFor(string sku, CatalogueItem? item)
    {
        if (Skus.IsEmpty && Categories.IsEmpty)
        {
            return item is not { IsNonMerchandise: true };
        }

        if (manySkus is not null ? manySkus.Contains(sku) : Skus.Contains(sku))
        {
            return true;
        }

        foreach (var category in Categories)
        {
            if (item is not null && CategoryPath.Contains(category, item.Category))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a promotion gives.</summary>
public abstract record Benefit
{
    /// <summary>A percentage off each line.</summary>
    public sealed record PercentOff(decimal Percent) : Benefit;

    /// <summary>An amount off each piece, or off as much as the price is for.</summary>
    public sealed record AmountOff(long AmountMinor) : Benefit;

    /// <summary>Buy so many pieces, pay for fewer; the cheapest are free.</summary>
    public sealed record BuyForFewer(int Quantity, int PayQuantity) : Benefit;

    /// <summary>An amount or a percentage off together, from a sum on.</summary>
    public sealed record ThresholdOff(long MinimumMinor, long? AmountMinor, decimal? Percent) : Benefit;
}
