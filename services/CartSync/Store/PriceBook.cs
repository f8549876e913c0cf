using System.Collections.Concurrent;
using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Promotion = Omnichannel.CartSync.Domain.Promotion;
using ShippingOption = Omnichannel.CartSync.Domain.ShippingOption;

namespace Omnichannel.CartSync.Store;

/// <summary>One market's prices in memory; items are added as they are asked for.</summary>
internal sealed class PriceBook(
    string market, string currency, TimeProvider clock, ImmutableArray<Promotion> promotions, ImmutableArray<ShippingOption> shipping,
    ImmutableDictionary<string, bool> stores) : IPriceBook
{
    private readonly ConcurrentDictionary<string, CatalogueItem?> items = new(StringComparer.Ordinal);
    private readonly long loaded = clock.GetTimestamp();

    public ImmutableArray<Promotion> Promotions => promotions;

    public ImmutableArray<ShippingOption> ShippingOptions => shipping;

    public bool IsOld => clock.GetElapsedTime(loaded) > CatalogueCache.MostAge;

    public CatalogueItem? Find(string sku) => items.TryGetValue(sku, out var item) ? item : null;

    public bool? OffersPickup(string storeId) => stores.TryGetValue(storeId, out var offers) ? offers : null;

    public bool Has(IEnumerable<string> skus)
    {
        if (IsOld)
        {
            return false;
        }

        foreach (var sku in skus)
        {
            if (!items.ContainsKey(sku))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Loads what is missing, in three statements whatever their number.</summary>
    public async Task Load(IDatabase database, IEnumerable<string> skus, CancellationToken cancellation)
    {
        var missing = skus.Where(sku => !items.ContainsKey(sku)).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var chunk in missing.Chunk(400))
        {
            foreach (var item in await database.Read(sql => Query(sql, chunk), cancellation).ConfigureAwait(false))
            {
                items[item.Sku] = item;
            }

            foreach (var sku in chunk)
            {
                items.TryAdd(sku, null);
            }
        }
    }

    private async Task<IReadOnlyList<CatalogueItem>> Query(SqlSession sql, string[] skus)
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
        return [.. documents.Select(Item.Parser.ParseFrom).Select(item => ToItem(item, prices.GetValueOrDefault(item.Sku), stock[item.Sku]))];
    }

    private CatalogueItem ToItem(Item item, PriceRow? price, IEnumerable<StockRow> stock)
    {
        var rows = stock.ToArray();
        var warehouses = rows.Where(row => row.Markets.Contains($" {market} ", StringComparison.Ordinal)).ToArray();
        return new CatalogueItem
        {
            Sku = item.Sku,
            Title = item.Title.InLanguageOf(market),
            Category = item.Category,
            Price = price is null ? null : Platform.Domain.UnitPrice.Parse(currency, price.UnitPrice),
            PriceChangedAt = price is null ? default : Instants.FromMicros(price.ChangedAt),
            IsDiscontinued = item.Discontinued,
            IsNonMerchandise = item.NonMerchandise,
            OrderLimit = item.OrderLimit,
            ShippableQuantity = warehouses.Length == 0 ? null : warehouses.Sum(row => row.Quantity),
            StoreQuantities = rows.Where(row => stores.ContainsKey(row.LocationId)).ToImmutableDictionary(row => row.LocationId, row => row.Quantity),
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
