using System.Collections.Immutable;

namespace Omnichannel.CartSync.Domain;

/// <summary>Tax that the merchant adds on top of prices, where prices do not contain it. Shipping costs contain theirs.</summary>
public static class Taxes
{
    /// <summary>
    /// Tax on what is paid for the lines, all discounts and points taken off, in minor units: rounded once a line, half to even. At the rates of the moment, as the due
    /// amount is fixed.
    /// </summary>
    public static long OnTopMinor(ImmutableArray<SaleLine> lines, IPriceBook book) => lines.Sum(
        line => decimal.ToInt64(decimal.Round(line.NetMinor * (book.Find(line.Sku)?.TaxPercent ?? 0) / 100m, 0, MidpointRounding.ToEven)));

    /// <summary>The rate of a bundle that costs what its parts cost: theirs, by their share of the price.</summary>
    public static decimal RateOf(ImmutableArray<BundlePart> parts)
    {
        decimal price = 0, tax = 0;
        foreach (var part in parts)
        {
            var share = part.Worth ?? 0;
            price += share;
            tax += share * part.Item.TaxPercent;
        }

        return price == 0 ? 0 : tax / price;
    }
}
