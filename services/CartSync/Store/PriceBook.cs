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
            foreach (var item in await database.Read(sql => ItemReading.Read(sql, market, currency, stores.ContainsKey, chunk), cancellation).ConfigureAwait(false))
            {
                items[item.Sku] = item;
            }

            foreach (var sku in chunk)
            {
                items.TryAdd(sku, null);
            }
        }
    }
}
