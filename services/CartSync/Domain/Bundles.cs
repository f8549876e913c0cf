using System.Collections.Immutable;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>So many of an item, in one bundle.</summary>
public sealed record BundlePart(CatalogueItem Item, int Quantity)
{
    /// <summary>What so many cost, exactly, in major units; null when the item has no price.</summary>
    public decimal? Worth => Item.Price is { } price ? price.Amount * Quantity / Item.Measure.PricedPer() : null;
}

/// <summary>Items that consist of others: what they cost, and how many there are.</summary>
public static class Bundles
{
    /// <summary>
    /// The bundle as the market sees it. Its own price, else the sum of its parts to the four places that a price has; at each location as many as the scarcest part allows, where a part whose
    /// stock nobody tells does not count. A part that is missing (null), discontinued or a bundle itself takes it off sale.
    /// </summary>
    public static CatalogueItem Assemble(CatalogueItem bundle, IReadOnlyList<(CatalogueItem? Item, int Quantity)> parts, string currency)
    {
        if (parts.Any(part => part.Item is null or { IsDiscontinued: true } or { Parts.IsEmpty: false }))
        {
            return bundle with { IsDiscontinued = true, Parts = [.. parts.Where(part => part.Item is not null).Select(part => new BundlePart(part.Item!, part.Quantity))] };
        }

        var known = parts.Select(part => new BundlePart(part.Item!, part.Quantity)).ToImmutableArray();
        return bundle with
        {
            Parts = known,
            Price = bundle.Price ?? SumOf(known, currency),
            TaxPercent = bundle.Price is null ? Taxes.RateOf(known) : bundle.TaxPercent,
            PriceChangedAt = bundle.Price is null ? known.Max(part => part.Item.PriceChangedAt) : bundle.PriceChangedAt,
            ShippableQuantity = known.Select(part => part.Item.ShippableQuantity / part.Quantity).Where(fits => fits is not null).Min(),
            StoreQuantities = StoresOf(known),
        };
    }

    private static UnitPrice? SumOf(ImmutableArray<BundlePart> parts, string currency)
    {
        var sum = 0m;
        foreach (var part in parts)
        {
            if (part.Worth is not { } worth)
            {
                return null;
            }

            sum += worth;
        }

        return UnitPrice.TryParse(currency, decimal.Round(sum, 4, MidpointRounding.ToEven).ToString(System.Globalization.CultureInfo.InvariantCulture), out var total) ? total : null;
    }

    private static StockByStore StoresOf(ImmutableArray<BundlePart> parts)
    {
        var counted = parts.Where(part => part.Item.StoreQuantities.Count > 0).ToArray();
        return counted.Length == 0 ? StockByStore.Empty : StockByStore.Of(
            from level in counted[0].Item.StoreQuantities.Levels
            where counted.All(part => part.Item.StoreQuantities.TryGetValue(level.Key, out _))
            select KeyValuePair.Create(level.Key, counted.Min(part => part.Item.StoreQuantities.TryGetValue(level.Key, out var onShelf) ? onShelf / part.Quantity : 0)));
    }
}
