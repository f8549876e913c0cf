using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Keeps one market's price book up to date. One caller at a time reads; the others have what it read.</summary>
internal sealed class MarketPrices(string market, string currency, IDatabase database, TimeProvider clock) : IDisposable
{
    // Beyond it the book begins anew: of a large catalogue only what is asked for.
    private const int MostItems = 250_000;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly BookReader reader = new(market, currency, database);
    private Snapshot? current;

    /// <summary>The book, when it needs no look at the database.</summary>
    /// <param name="writes">Writes of this process so far.</param>
    public PriceBook? Fresh(long writes) =>
        Volatile.Read(ref current) is { } snapshot && snapshot.Writes == writes && clock.GetElapsedTime(snapshot.ReadAt) <= CatalogueCache.MostAge ? snapshot.Book : null;

    /// <summary>The book with these items, as new as it has to be.</summary>
    public async Task<PriceBook> Load(IReadOnlyCollection<string> skus, long writes, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var book = Fresh(writes);
            if (book is null)
            {
                var readAt = clock.GetTimestamp();
                book = await Refresh(current?.Book, cancellation).ConfigureAwait(false);
                Volatile.Write(ref current, new Snapshot(book, writes, readAt));
            }

            var missing = skus.Where(sku => !book.Has(sku)).Distinct(StringComparer.Ordinal).ToArray();
            if (missing.Length > 0)
            {
                // Nobody else refreshes meanwhile: what is read here is at least as new as the book, and what changes later is above its revision.
                book.Add(await reader.Items(missing, book.Terms, cancellation).ConfigureAwait(false));
            }

            return book;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<PriceBook> Refresh(PriceBook? book, CancellationToken cancellation)
    {
        var revision = await reader.Revision(cancellation).ConfigureAwait(false);
        if (book is null || book.Terms.Revision != revision.Terms || book.Count > MostItems)
        {
            return new PriceBook(await reader.Terms(revision.Terms, cancellation).ConfigureAwait(false), revision.Items);
        }

        if (book.Revision == revision.Items)
        {
            return book;
        }

        var changed = book.Affected(await reader.ChangedSince(book.Revision, cancellation).ConfigureAwait(false));
        return book.With(changed.Count == 0 ? [] : await reader.Items(changed, book.Terms, cancellation).ConfigureAwait(false), revision.Items);
    }

    private sealed record Snapshot(PriceBook Book, long Writes, long ReadAt);
}
