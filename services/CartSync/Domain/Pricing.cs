using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>A line with its price, promotions taken off.</summary>
/// <param name="Line">As it lies in the cart.</param>
/// <param name="Item">Null when the catalogue has none.</param>
/// <param name="UnitPrice">Decimal text.</param>
/// <param name="LineTotalMinor">Before promotions.</param>
/// <param name="Discounts">What promotions take off, in the order in which they apply.</param>
/// <param name="NetMinor">After promotions.</param>
public readonly record struct PricedLine(
    CartLine Line, CatalogueItem? Item, string UnitPrice, long LineTotalMinor, ImmutableArray<DiscountShare> Discounts, long NetMinor)
{
    /// <summary>What the quantity counts.</summary>
    public Measure Measure => Item?.Measure ?? Measure.Piece;
}

/// <summary>Prices exactly: a line's total is rounded once, half to even; what promotions take off each line is a whole number of minor units.</summary>
public static class Pricing
{
    /// <summary>All lines, saved ones included (they get no promotion and count for nothing).</summary>
    public static ImmutableArray<PricedLine> Price(SharedCart cart, IPriceBook book, SalesChannel channel, DateTimeOffset now)
    {
        if (cart.Lines.IsEmpty)
        {
            return [];
        }

        var priced = new PricedLine[cart.Lines.Length];
        for (var i = 0; i < priced.Length; i++)
        {
            priced[i] = PriceLine(cart, cart.Lines[i], book);
        }

        if (!book.Promotions.IsEmpty)
        {
            PromotionRules.Apply(priced, book.Promotions, channel, now);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(priced);
    }

    /// <summary>Items and promotions, as shown before a checkout.</summary>
    /// <exception cref="OverflowException">More than 64 bits hold: beyond what the catalogue's highest price and a cart's limits allow.</exception>
    public static Totals Totals(ImmutableArray<PricedLine> lines)
    {
        long items = 0, discounts = 0;
        foreach (ref readonly var line in lines.AsSpan())
        {
            if (!line.Line.IsSaved)
            {
                items = checked(items + line.LineTotalMinor);
                discounts = checked(discounts + line.LineTotalMinor - line.NetMinor);
            }
        }

        return new Totals(items, discounts, 0, 0, 0);
    }

    /// <summary>How many things are for sale now, as a person would count them.</summary>
    public static int ItemCount(SharedCart cart, IPriceBook book) => cart.Lines.Sum(line => line.IsSaved ? 0 : MeasureOf(line.Sku, book).Things(line.Quantity));

    /// <summary>What quantities of an item count: pieces where nothing else is known.</summary>
    public static Measure MeasureOf(string sku, IPriceBook book) => book.Find(sku)?.Measure ?? Measure.Piece;

    /// <summary>Sum of the lines after promotions: what events tell of a cart's worth.</summary>
    public static long ItemsTotalMinor(SharedCart cart, IPriceBook book, SalesChannel channel, DateTimeOffset now)
    {
        var totals = Totals(Price(cart, book, channel, now));
        return totals.ItemsMinor - totals.DiscountsMinor;
    }

    private static PricedLine PriceLine(SharedCart cart, CartLine line, IPriceBook book)
    {
        var item = book.Find(line.Sku);
        if (item?.Price is not null)
        {
            var total = item.TotalMinor(line.Quantity);
            return new PricedLine(line, item, item.PriceText, total, [], total);
        }

        // No longer sold here: shown at the price that was last acknowledged.
        var last = UnitPrice.TryParse(cart.CurrencyCode, line.AcknowledgedPrice, out var known) ? known : UnitPrice.Parse(cart.CurrencyCode, "0");
        var lastTotal = (last with { Measure = item?.Measure ?? Measure.Piece }).Times(line.Quantity).AmountMinor;
        return new PricedLine(line, item, last.ToString(), lastTotal, [], lastTotal);
    }
}
