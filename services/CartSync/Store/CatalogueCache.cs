using System.Collections.Concurrent;
using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Promotion = Omnichannel.CartSync.Domain.Promotion;
using ShippingOption = Omnichannel.CartSync.Domain.ShippingOption;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Prices of each market in memory, read through. An upsert of this process is seen at once, one of another replica after <see cref="MostAge"/>; a checkout prices
/// with what is shown here.
/// </summary>
public sealed class CatalogueCache(IDatabase database, TimeProvider clock)
{
    /// <summary>How old a cached price may be.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, PriceBook> books = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, string>? markets;
    private long marketsLoaded;

    /// <summary>Prices of a market with these items loaded; null when the market is not known.</summary>
    public ValueTask<IPriceBook?> Open(string market, IEnumerable<string> skus, CancellationToken cancellation) =>
        books.TryGetValue(market, out var book) && book.Has(skus) ? new ValueTask<IPriceBook?>(book) : Load(market, [.. skus], cancellation);

    /// <summary>Currency by market.</summary>
    public async ValueTask<ImmutableDictionary<string, string>> Markets(CancellationToken cancellation)
    {
        if (markets is null || clock.GetElapsedTime(Volatile.Read(ref marketsLoaded)) > MostAge)
        {
            var rows = await database.Read(sql => sql.Query<MarketRow>("select market as Market, currency as Currency from markets"), cancellation).ConfigureAwait(false);
            markets = rows.ToImmutableDictionary(row => row.Market, row => row.Currency);
            Volatile.Write(ref marketsLoaded, clock.GetTimestamp());
        }

        return markets;
    }

    /// <summary>The catalogue changed.</summary>
    public void Forget()
    {
        books.Clear();
        markets = null;
    }

    private async ValueTask<IPriceBook?> Load(string market, IReadOnlyCollection<string> skus, CancellationToken cancellation)
    {
        if (!(await Markets(cancellation).ConfigureAwait(false)).TryGetValue(market, out var currency))
        {
            return null;
        }

        if (!books.TryGetValue(market, out var book) || book.IsOld)
        {
            book = await LoadBook(market, currency, cancellation).ConfigureAwait(false);
            books[market] = book;
        }

        await book.Load(database, skus, cancellation).ConfigureAwait(false);
        return book;
    }

    private Task<PriceBook> LoadBook(string market, string currency, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var promotions = (await sql.Query<byte[]>("select document from promotions").ConfigureAwait(false)).Select(Cart.V1.Promotion.Parser.ParseFrom);
            var shipping = await sql.Query<byte[]>("select document from shipping_options where market = @market order by position", new { market }).ConfigureAwait(false);
            var stores = await sql.Query<byte[]>("select document from stores where market = @market", new { market }).ConfigureAwait(false);
            return new PriceBook(
                market,
                currency,
                clock,
                [
                    .. promotions.Where(promotion => promotion.Markets.Count == 0 || promotion.Markets.Contains(market))
                        .Where(promotion => CatalogueMapping.CurrencyOf(promotion) is not { } amounts || amounts == currency)
                        .Select(promotion => promotion.ToDomain()).OfType<Promotion>()
                        .OrderByDescending(promotion => promotion.Priority).ThenBy(promotion => promotion.Id, StringComparer.Ordinal),
                ],
                [.. shipping.Select(Cart.V1.ShippingOption.Parser.ParseFrom).Select(option => option.ToDomain())],
                stores.Select(StoreLocation.Parser.ParseFrom).ToImmutableDictionary(store => store.StoreId, store => store.PickupOffered));
        },
        cancellation);

    private sealed record MarketRow
    {
        public string Market { get; init; } = "";

        public string Currency { get; init; } = "";
    }
}
