using System.Globalization;

namespace Omnichannel.CartSync.Domain;

/// <summary>Whether a cart's lines can be had, all of them together: two lines of one item, or a bundle and one of its parts, need the same stock.</summary>
public static class StockRules
{
    /// <summary>The first line that cannot be had in its way; null when all can.</summary>
    /// <param name="lines">To be sold.</param>
    /// <param name="isInStore">Taken away from the till, where they lie.</param>
    /// <param name="book">Stock.</param>
    public static OutOfStock? Refuse(IReadOnlyCollection<CartLine> lines, bool isInStore, IPriceBook book)
    {
        var needed = new Dictionary<(string Sku, string Place), long>();
        foreach (var line in lines)
        {
            var item = book.Find(line.Sku);
            var fulfilment = isInStore ? new Fulfilment.TakeAway() : line.Fulfilment;
            switch (item?.AvailabilityOf(line.Quantity, fulfilment) ?? LineAvailability.Discontinued)
            {
                case LineAvailability.Discontinued:
                    return new OutOfStock(line.LineId, "NO_LONGER_SOLD", "0");
                case LineAvailability.OutOfStock:
                    return new OutOfStock(line.LineId, "STOCK_GONE", "0");
                case LineAvailability.Limited:
                    return new OutOfStock(line.LineId, "STOCK_LIMITED", Text(item!.AvailableBy(fulfilment)));
            }

            if (fulfilment is not Fulfilment.TakeAway && Exceeded(item!, line.Quantity, fulfilment, needed) is { } left)
            {
                return new OutOfStock(line.LineId, left > 0 ? "STOCK_LIMITED" : "STOCK_GONE", Text(left));
            }
        }

        return null;
    }

    // How many the lines before this one left, when that is too few.
    private static long? Exceeded(CatalogueItem item, long quantity, Fulfilment? fulfilment, Dictionary<(string Sku, string Place), long> needed)
    {
        var place = fulfilment is Fulfilment.Pickup pickup ? pickup.StoreId : "";
        if (item.Parts.IsEmpty)
        {
            return Take(item, quantity, 1);
        }

        long? least = null;
        foreach (var part in item.Parts)
        {
            var left = Take(part.Item, quantity * part.Quantity, part.Quantity);
            least = least is null || left < least ? left ?? least : least;
        }

        return least;

        long? Take(CatalogueItem single, long units, int perUnit)
        {
            var key = (single.Sku, place);
            var before = needed.GetValueOrDefault(key);
            needed[key] = before + units;
            return single.AvailableBy(fulfilment) is { } available && before + units > available ? Math.Max(0, available - before) / perUnit : null;
        }
    }

    private static string Text(long? quantity) => (quantity ?? 0).ToString(CultureInfo.InvariantCulture);
}
