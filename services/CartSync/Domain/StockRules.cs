using System.Collections.Immutable;
using System.Globalization;

namespace Omnichannel.CartSync.Domain;

/// <summary>Stock that lines share though they are of different items: a bundle and its part, or two bundles with one part.</summary>
public static class StockRules
{
    /// <summary>Refuses the lines that together need more of a part than there is; null when all can be had, or nothing is a bundle.</summary>
    public static OutOfStock? RefuseParts(ImmutableArray<SaleLine> lines, IPriceBook book)
    {
        if (!lines.Any(line => book.Find(line.Sku) is { Parts.IsEmpty: false }))
        {
            return null;
        }

        foreach (var need in lines.SelectMany(line => Needs(line, book)).GroupBy(need => (need.Item.Sku, Place(need.Line.Fulfilment))))
        {
            var first = need.First();
            if (first.Item.AvailableBy(first.Line.Fulfilment) is { } available && available < need.Sum(part => part.Units))
            {
                return new OutOfStock(first.Line.LineId, available > 0 ? "STOCK_LIMITED" : "STOCK_GONE", available.ToString(CultureInfo.InvariantCulture))
                {
                    LineIds = [.. need.Select(part => part.Line.LineId).Distinct(StringComparer.Ordinal)],
                };
            }
        }

        return null;
    }

    private static IEnumerable<(CatalogueItem Item, long Units, SaleLine Line)> Needs(SaleLine line, IPriceBook book) => book.Find(line.Sku) switch
    {
        null => [],
        { Parts.IsEmpty: true } item => [(item, line.Quantity, line)],
        var bundle => bundle.Parts.Select(part => (part.Item, (long)line.Quantity * part.Quantity, line)),
    };

    private static string Place(Fulfilment fulfilment) => fulfilment switch { Fulfilment.Pickup pickup => pickup.StoreId, Fulfilment.TakeAway => "~till", _ => "" };
}
