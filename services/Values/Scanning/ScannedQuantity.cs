using System.Collections.Frozen;
using Omnichannel.Cart.V1;

namespace Omnichannel.Values.Scanning;

/// <summary>How an item is sold.</summary>
/// <param name="Measure">What its quantity counts.</param>
/// <param name="UnitPrice">In major units, for as much as the measure says; null when it has none.</param>
/// <param name="CurrencyCode">Of the price.</param>
public sealed record SoldBy(Measure Measure, decimal? UnitPrice, string CurrencyCode);

/// <summary>How much of an item a code stands for, as a cart takes it.</summary>
public static class ScannedQuantity
{
    // Grams, millilitres and millimetres in one of each unit: exact where it is one of the SI, else as defined by the international yard and pound (1959) and the US gallon.
    private static readonly FrozenDictionary<string, decimal> UnitsIn = new Dictionary<string, decimal>
    {
        ["KGM"] = 1000m, ["LBR"] = 453.59237m, ["APZ"] = 31.1034768m,
        ["MTR"] = 1000m, ["INH"] = 25.4m, ["FOT"] = 304.8m, ["YRD"] = 914.4m,
        ["LTR"] = 1000m, ["MTQ"] = 1_000_000m, ["ONZ"] = 29.5735295625m, ["QT"] = 946.352946m, ["GLL"] = 3785.411784m,
        ["INQ"] = 16.387064m, ["FTQ"] = 28_316.846592m, ["YDQ"] = 764_554.857984m,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Of goods by measure what the code says that this piece has, to the nearest smallest unit; of pieces their count, 1 where it says none. Where it says a price alone, the
    /// quantity that costs exactly that now. Null when the code does not say it, or no line can have it.
    /// </summary>
    public static int? Of(Scan scan, SoldBy item)
    {
        var kind = KindOf(item.Measure);
        var units = scan.Measures.Where(measure => measure.Kind == kind && UnitsIn.ContainsKey(measure.UnitCode)).Select(Units).ToArray() switch
        {
            [var measured] when scan.Count is null or 1 => measured,
            _ when kind is MeasureKind.Unspecified && scan.Count is { } count => count,
            _ when scan.Price is { } price => Costing(price, item),
            _ when kind is MeasureKind.Unspecified => 1,
            _ => null,
        };
        return units is { } whole && whole >= 1 && whole <= item.Measure.MostOf() ? (int)whole : null;
    }

    private static MeasureKind KindOf(Measure measure) => measure switch
    {
        Measure.Gram => MeasureKind.NetWeight,
        Measure.Millilitre => MeasureKind.NetVolume,
        Measure.Millimetre => MeasureKind.Length,
        _ => MeasureKind.Unspecified,
    };

    private static decimal? Units(ScannedMeasure measure) => decimal.Round(measure.Value * UnitsIn[measure.UnitCode], MidpointRounding.ToEven);

    // Whatever quantity has this total, the one nearest to the exact quotient has it.
    private static decimal? Costing(ScannedPrice scanned, SoldBy item)
    {
        if (item.UnitPrice is not { } price || price <= 0 || (scanned.CurrencyCode ?? item.CurrencyCode) != item.CurrencyCode)
        {
            return null;
        }

        var units = decimal.Round(scanned.Amount * item.Measure.PricedPer() / price, MidpointRounding.ToEven);
        return units <= item.Measure.MostOf() && item.Measure.TotalMinor(price, item.CurrencyCode, (int)units) == scanned.Amount * Currencies.MinorUnits(item.CurrencyCode) ? units : null;
    }
}
