using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Store;

/// <summary>Which items of a market to list.</summary>
/// <param name="Market">That has prices.</param>
/// <param name="Category">As <c>CategoryPath.Normal</c> writes it; empty for all.</param>
/// <param name="Words">Beginnings of words, all of which the title must have.</param>
public sealed record ItemFilter(string Market, string Category, IReadOnlyList<string> Words);

/// <summary>Items for sale in a market, by sku.</summary>
public sealed class ItemList(IDatabase database, CatalogueCache prices)
{
    // Behind every character: the greatest that UTF-8 can have.
    private const string Last = "\U0010FFFF";

    /// <summary>The first so many behind a sku, with what the market's price book says of each.</summary>
    public async Task<IReadOnlyList<(Item Item, CatalogueItem Known)>> After(ItemFilter filter, string sku, int most, CancellationToken cancellation)
    {
        var found = new List<(Item, CatalogueItem)>(most);
        while (true)
        {
            // A bundle may lack a price of its own: whether its parts have one is known to the price book only.
            var wanted = most - found.Count;
            var rows = await Candidates(filter, sku, wanted, cancellation).ConfigureAwait(false);
            var book = await prices.Open(filter.Market, rows.Select(row => row.Sku), cancellation).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (book?.Find(row.Sku) is { IsForSale: true } known)
                {
                    found.Add((Item.Parser.ParseFrom(row.Document), known));
                }
            }

            if (rows.Count < wanted || found.Count == most)
            {
                return found;
            }

            sku = rows[^1].Sku;
        }
    }

    private Task<IReadOnlyList<ItemRow>> Candidates(ItemFilter filter, string after, int most, CancellationToken cancellation)
    {
        var parameters = new Dictionary<string, object> { ["after"] = after, ["market"] = filter.Market, ["most"] = most };
        var where = "";
        if (filter.Category.Length > 0)
        {
            // A slash is followed by a zero: what lies between begins with path and slash.
            where = "and (i.category = @category or (i.category >= @below and i.category < @beyond))";
            (parameters["category"], parameters["below"], parameters["beyond"]) = (filter.Category, filter.Category + '/', filter.Category + '0');
        }

        for (var i = 0; i < filter.Words.Count; i++)
        {
            where += $" and i.sku in (select w.sku from item_words w where w.word >= @from{i} and w.word < @to{i})";
            (parameters[$"from{i}"], parameters[$"to{i}"]) = (filter.Words[i], filter.Words[i] + Last);
        }

        return database.Read(
            sql => sql.Query<ItemRow>(
                $"""
                select i.sku as Sku, i.document as Document from items i
                where i.sku > @after and i.is_discontinued = 0
                and (i.is_bundle = 1 or exists (select 1 from item_prices p where p.sku = i.sku and p.market = @market)) {where}
                order by i.sku limit @most
                """,
                parameters),
            cancellation);
    }

    private sealed record ItemRow
    {
        public string Sku { get; init; } = "";

        public byte[] Document { get; init; } = [];
    }
}
