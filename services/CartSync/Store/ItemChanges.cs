using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;
using MeasureCode = Omnichannel.Cart.V1.MeasureCode;

namespace Omnichannel.CartSync.Store;

/// <summary>A place among the changes of the catalogue.</summary>
/// <param name="Revision">Of the write.</param>
/// <param name="Sku">Of the item.</param>
/// <param name="Mark">Of the last write when the place was told; 0 when there was none.</param>
public sealed record ChangePlace(long Revision, string Sku, long Mark)
{
    /// <summary>Before all of them.</summary>
    public static ChangePlace First { get; } = new(-1, "", 0);
}

/// <summary>Changes of items as a market sees them, in the order of the writes.</summary>
/// <param name="Items">Each with its price; without one when the market does not sell it.</param>
/// <param name="Last">Of the last one, or where the search began.</param>
/// <param name="HasMore">Whether there are others behind them.</param>
/// <param name="MeasureCodes">All of the market's.</param>
public sealed record ChangedItems(IReadOnlyList<ListedItem> Items, ChangePlace Last, bool HasMore, IReadOnlyList<MeasureCode> MeasureCodes);

/// <summary>Reads what changed, from the tables and within one transaction: a price from memory, a little older than the change, would never be told again.</summary>
public sealed class ItemChanges(IDatabase database)
{
    // Far below what callers take in one message, whatever items have to say.
    private const int MostBytes = 2 * 1024 * 1024;

    private static readonly BookTerms NoTerms = new(0, [], [], [], ImmutableDictionary<string, StorePlace>.Empty);

    /// <summary>The first so many changes behind a place.</summary>
    /// <exception cref="Platform.Domain.RefusedException">The catalogue has not what was read up to the place (<see cref="PageTokenInvalid"/>).</exception>
    public Task<ChangedItems> After(string market, string currency, ChangePlace place, int most, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            if (!await CatalogueRevision.Has(sql, place.Mark).ConfigureAwait(false))
            {
                throw new Platform.Domain.RefusedException(new PageTokenInvalid("change_token"));
            }

            var found = await sql.Query<ChangeRow>(
                """
                select i.sku as Sku, i.revision as Revision, i.document as Document from items i
                where (i.revision, i.sku) > (@Revision, @Sku) order by i.revision, i.sku limit @most
                """,
                new { place.Revision, place.Sku, most }).ConfigureAwait(false);

            // Not before them: the rows would be newer than what it vouches for.
            var mark = (await CatalogueRevision.Read(sql).ConfigureAwait(false))!.Mark;
            var bytes = 0L;
            var rows = found.TakeWhile((row, i) => (bytes += row.Document.Length) <= MostBytes || i == 0).ToList();
            var items = rows.Select(row => Item.Parser.ParseFrom(row.Document)).ToList();
            var bundles = items.Where(item => item.Components.Count > 0).Select(item => item.Sku).ToArray();
            var known = bundles.Length == 0
                ? []
                : (await new BookReader(market, currency, database).Items(sql, bundles, NoTerms).ConfigureAwait(false)).ToDictionary(StringComparer.Ordinal);
            return new ChangedItems(
                [.. items.Select(item => new ListedItem { Item = item, Price = PriceOf(item, known, market) })],
                rows.Count == 0 ? place with { Mark = mark } : new ChangePlace(rows[^1].Revision, rows[^1].Sku, mark),
                rows.Count < found.Count || found.Count == most,
                await MeasureCodes.All(sql, market).ConfigureAwait(false));
        },
        cancellation);

    // What a bundle costs, and whether it is for sale, may depend on its parts. Of all others the document says everything, and thousands of them come in one page.
    private static ItemPrice? PriceOf(Item item, Dictionary<string, CatalogueItem?> bundles, string market) =>
        item.Components.Count == 0 ? ItemPrices.OfSingle(item, market)
        : bundles[item.Sku] is { IsForSale: true } known ? ItemPrices.Of(item, known, market)
        : null;

    private sealed record ChangeRow
    {
        public string Sku { get; init; } = "";

        public long Revision { get; init; }

        public byte[] Document { get; init; } = [];
    }
}
