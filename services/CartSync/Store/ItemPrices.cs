using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Store;

/// <summary>The price of an item in a market, as callers see it.</summary>
internal static class ItemPrices
{
    /// <summary>Of an item that the market sells: as it was upserted; a bundle may have the sum of its parts.</summary>
    public static ItemPrice Of(Item item, CatalogueItem known, string market) => Upserted(item, market)
        ?? new ItemPrice { Market = market, CurrencyCode = known.Price!.Value.CurrencyCode, UnitPrice = known.PriceText };

    /// <summary>Of an item that is no bundle; null when the market does not sell it. Both follow from its document alone.</summary>
    public static ItemPrice? OfSingle(Item item, string market) => item.Discontinued ? null : Upserted(item, market);

    private static ItemPrice? Upserted(Item item, string market) => item.Prices.FirstOrDefault(price => price.Market == market);
}
