using System.Collections.Concurrent;
using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Prices of each market in memory, read through. An upsert of this process is seen at once, one of another replica after <see cref="MostAge"/>; a checkout prices
/// with what is shown here. What changed is read again, nothing else.
/// </summary>
public class CatalogueCache(IDatabase database, TimeProvider clock) : IDisposable
{
    /// <summary>How old a cached price may be.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, MarketPrices> books = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, string>? markets;
    private long marketsLoaded;
    private long writes;

    /// <summary>Prices of a market with these items loaded; null when the market is not known.</summary>
    public virtual ValueTask<IPriceBook?> Open(string market, IEnumerable<string> skus, CancellationToken cancellation) =>
        books.TryGetValue(market, out var prices) && prices.Fresh(Volatile.Read(ref writes)) is { } book && book.Has(skus)
            ? new ValueTask<IPriceBook?>(book)
            : Load(market, [.. skus], cancellation);

    /// <summary>The stores of a market by id; none when the market is not known.</summary>
    public async ValueTask<ImmutableArray<StorePlace>> Stores(string market, CancellationToken cancellation) =>
        await Open(market, [], cancellation).ConfigureAwait(false) is PriceBook book ? book.Stores : [];

    /// <summary>Prices of a market with the items of these lines loaded; null when the market is not known.</summary>
    public ValueTask<IPriceBook?> OpenForLines(string market, ImmutableArray<CartLine> lines, CancellationToken cancellation) =>
        Fresh(market) is { } book && book.Has(lines) ? new ValueTask<IPriceBook?>(book) : Load(market, [.. lines.Select(line => line.Sku)], cancellation);

    /// <summary>What is known of a market, whatever items that has; null when it is too old.</summary>
    internal virtual PriceBook? Fresh(string market) => books.TryGetValue(market, out var prices) ? prices.Fresh(Volatile.Read(ref writes)) : null;

    /// <summary>Currency by market.</summary>
    public virtual async ValueTask<ImmutableDictionary<string, string>> Markets(CancellationToken cancellation)
    {
        if (markets is not { } known || clock.GetElapsedTime(Volatile.Read(ref marketsLoaded)) > MostAge)
        {
            var rows = await database.Read(sql => sql.Query<MarketRow>("select market as Market, currency as Currency from markets"), cancellation).ConfigureAwait(false);
            markets = known = rows.ToImmutableDictionary(row => row.Market, row => row.Currency);
            Volatile.Write(ref marketsLoaded, clock.GetTimestamp());
        }

        return known;
    }

    /// <summary>This process changed the catalogue: the next to ask looks at what.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref writes);
        markets = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var prices in books.Values)
        {
            prices.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private async ValueTask<IPriceBook?> Load(string market, IReadOnlyCollection<string> skus, CancellationToken cancellation)
    {
        // Only known markets get a book: what callers ask for may be anything.
        if (!(await Markets(cancellation).ConfigureAwait(false)).TryGetValue(market, out var currency))
        {
            return null;
        }

        var prices = books.GetOrAdd(market, static (name, cache) => new MarketPrices(name, cache.Currency, cache.Database, cache.Clock), (Currency: currency, Database: database, Clock: clock));
        return await prices.Load(skus, Volatile.Read(ref writes), cancellation).ConfigureAwait(false);
    }

    private sealed record MarketRow
    {
        public string Market { get; init; } = "";

        public string Currency { get; init; } = "";
    }
}
