using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Items of a market as they stand in this very transaction: nothing is told from memory.</summary>
internal static class MarketItems
{
    /// <summary>One item; null when the catalogue has none.</summary>
    public static async Task<CatalogueItem?> Find(IDatabase database, SqlSession sql, string market, string currency, string sku) =>
        (await Read(database, sql, market, currency, [sku]).ConfigureAwait(false)).GetValueOrDefault(sku);

    /// <summary>Items by sku, in a handful of statements whatever their number; of bundles it is noted what they consist of.</summary>
    public static async Task<Dictionary<string, CatalogueItem>> Read(IDatabase database, SqlSession sql, string market, string currency, string[] skus)
    {
        var stores = (await sql.Query<byte[]>("select document from stores where market = @market", new { market }).ConfigureAwait(false))
            .Select(StoreLocation.Parser.ParseFrom).Select(StoreMapping.ToDomain).ToImmutableArray();
        var terms = new BookTerms(0, [], [], stores, stores.ToImmutableDictionary(store => store.StoreId, StringComparer.Ordinal));
        var found = new Dictionary<string, CatalogueItem>(StringComparer.Ordinal);
        foreach (var (sku, item) in await new BookReader(market, currency, database).Items(sql, skus, terms).ConfigureAwait(false))
        {
            if (item is not null)
            {
                found.Add(sku, item);
                foreach (var part in item.PartSkus)
                {
                    sql.Defer("insert into watched_parts (part_sku, bundle_sku) values (@part, @sku) on conflict (part_sku, bundle_sku) do nothing", new { part, sku });
                }
            }
        }

        return found;
    }

    /// <summary>Whether the market has such a store.</summary>
    public static async Task<bool> HasStore(SqlSession sql, string market, string storeId) =>
        await sql.QueryFirst<string>("select store_id from stores where store_id = @storeId and market = @market", new { storeId, market }).ConfigureAwait(false) is not null;
}
