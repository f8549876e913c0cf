using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Items of a market as they stand in this very transaction: nothing is told from memory.</summary>
internal static class MarketItems
{
    /// <summary>One item; null when the catalogue has none.</summary>
    public static async Task<CatalogueItem?> Find(SqlSession sql, string market, string currency, string sku) =>
        (await Read(sql, market, currency, [sku]).ConfigureAwait(false)).GetValueOrDefault(sku);

    /// <summary>Items by sku, in four statements whatever their number.</summary>
    public static async Task<Dictionary<string, CatalogueItem>> Read(SqlSession sql, string market, string currency, string[] skus)
    {
        var stores = (await sql.Query<string>("select store_id from stores where market = @market", new { market }).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        var items = await ItemReading.Read(sql, market, currency, stores.Contains, skus).ConfigureAwait(false);
        return items.ToDictionary(item => item.Sku, StringComparer.Ordinal);
    }

    /// <summary>Whether the market has such a store.</summary>
    public static async Task<bool> HasStore(SqlSession sql, string market, string storeId) =>
        await sql.QueryFirst<string>("select store_id from stores where store_id = @storeId and market = @market", new { storeId, market }).ConfigureAwait(false) is not null;
}
