using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Items as a market sees them, from the catalogue's tables.</summary>
internal static class ItemReading
{
    /// <summary>Reads items in three statements whatever their number; those that the catalogue does not have are left out.</summary>
    public static async Task<IReadOnlyList<CatalogueItem>> Read(SqlSession sql, string market, string currency, Predicate<string> isStoreOfMarket, string[] skus)
    {
        var isAsked = sql.Dialect.In("@skus");
        var documents = await sql.Query<byte[]>($"select document from items where sku {isAsked}", new { skus }).ConfigureAwait(false);
        var prices = (await sql.Query<PriceRow>(
            $"select sku as Sku, unit_price as UnitPrice, changed_at as ChangedAt from item_prices where market = @market and sku {isAsked}",
            new { market, skus }).ConfigureAwait(false)).ToDictionary(row => row.Sku);
        var stock = (await sql.Query<StockRow>(
            $"""
            select s.sku as Sku, s.location_id as LocationId, s.quantity as Quantity, coalesce(w.markets, '') as Markets
            from stock s left join warehouses w on w.location_id = s.location_id where s.sku {isAsked}
            """,
            new { skus }).ConfigureAwait(false)).ToLookup(row => row.Sku);
        return [.. documents.Select(Item.Parser.ParseFrom).Select(item => ToItem(item, market, currency, prices.GetValueOrDefault(item.Sku), [.. stock[item.Sku]], isStoreOfMarket))];
    }

    private static CatalogueItem ToItem(Item item, string market, string currency, PriceRow? price, StockRow[] stock, Predicate<string> isStoreOfMarket)
    {
        var warehouses = stock.Where(row => row.Markets.Contains($" {market} ", StringComparison.Ordinal)).ToArray();
        return new CatalogueItem
        {
            Sku = item.Sku,
            Title = item.Title.InLanguageOf(market),
            Category = item.Category,
            Price = price is null ? null : Platform.Domain.UnitPrice.Parse(currency, price.UnitPrice),
            PriceChangedAt = price is null ? default : Instants.FromMicros(price.ChangedAt),
            IsDiscontinued = item.Discontinued,
            IsNonMerchandise = item.NonMerchandise,
            ShippableQuantity = warehouses.Length == 0 ? null : warehouses.Sum(row => row.Quantity),
            StoreQuantities = stock.Where(row => isStoreOfMarket(row.LocationId)).ToImmutableDictionary(row => row.LocationId, row => row.Quantity),
        };
    }

    private sealed record PriceRow
    {
        public string Sku { get; init; } = "";

        public string UnitPrice { get; init; } = "";

        public long ChangedAt { get; init; }
    }

    private sealed record StockRow
    {
        public string Sku { get; init; } = "";

        public string LocationId { get; init; } = "";

        public long Quantity { get; init; }

        public string Markets { get; init; } = "";
    }
}
