using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.CartSync.Domain.Scanning;

/// <summary>How a market's shops put a price, a weight or a count into 13 digits: prefix, item, the value's check digit if any, value, check digit.</summary>
public sealed record MeasureCode(string Prefix, int ItemDigits, bool IsValueChecked, int ValueDigits, int Decimals, MeasureCodeKind Kind)
{
    private const int LongestPrefix = 6;
    private const int MostValueDigits = 7;
    private const int MostWeightDecimals = 5;
    private const int WithoutCheckDigit = 12;

    /// <summary>Whether a number is of those that shops give themselves, so that a layout may have it. No article of a maker is: for those nothing is looked up.</summary>
    public static bool IsPossible(Scan scan) => scan is { IsNumber: true, OtherGtin: null }
        && (scan.Gtin.StartsWith("02", StringComparison.Ordinal) || scan.Gtin.StartsWith("002", StringComparison.Ordinal));

    /// <summary>The layout that a number has: that of the longest prefix; null for none, and for what is no number by itself.</summary>
    public static MeasureCode? Of(Scan scan, IEnumerable<MeasureCode> layouts) => IsPossible(scan)
        ? layouts.Where(layout => scan.Gtin.AsSpan(1).StartsWith(layout.Prefix, StringComparison.Ordinal)).MaxBy(layout => layout.Prefix.Length)
        : null;

    /// <summary>What of it no code can have; null when it is good.</summary>
    /// <param name="currency">Of the market.</param>
    public string? Fault(string currency) =>
        Prefix.Length is 0 or > LongestPrefix || !Prefix.All(char.IsAsciiDigit) || !(Prefix[0] == '2' || Prefix.StartsWith("02", StringComparison.Ordinal)) ? "prefix"
        : ItemDigits < 1 ? "item_digits"
        : ValueDigits is < 1 or > MostValueDigits || (IsValueChecked && ValueDigits is not (4 or 5)) ? "value_digits"
        : Prefix.Length + ItemDigits + (IsValueChecked ? 1 : 0) + ValueDigits != WithoutCheckDigit ? "item_digits"
        : Kind is MeasureCodeKind.None ? "kind"
        : Decimals < 0 || Decimals > ValueDigits || Decimals > MostDecimals(currency) ? "decimals"
        : null;

    /// <summary>The item, and what this piece costs or weighs. Zeros for the value are no value: so the item itself is written.</summary>
    public Decision<Scan> Read(Scan scan)
    {
        var digits = scan.Gtin[1..];
        var start = WithoutCheckDigit - ValueDigits;
        var value = digits[start..WithoutCheckDigit];
        var item = digits[..(Prefix.Length + ItemDigits)].PadRight(WithoutCheckDigit, '0');
        var alone = scan with { Gtin = $"0{item}{CheckDigit.Of(item)}" };
        if (scan.Gtin == alone.Gtin)
        {
            return alone;
        }

        if (IsValueChecked && ValueCheckDigit.Of(value) != digits[start - 1])
        {
            return new CheckDigitWrong();
        }

        var number = Meaning.Number(value, Decimals);
        return Kind switch
        {
            MeasureCodeKind.Price => alone with { Price = new ScannedPrice(number, null, "") },
            MeasureCodeKind.Weight => alone with { Measures = [new ScannedMeasure(MeasureKind.NetWeight, number, "KGM")] },
            _ => alone with { Count = long.Parse(value, CultureInfo.InvariantCulture) },
        };
    }

    private int MostDecimals(string currency) => Kind switch
    {
        MeasureCodeKind.Price => Currencies.Decimals(currency),
        MeasureCodeKind.Weight => MostWeightDecimals,
        _ => 0,
    };
}

/// <summary>What the value of a code is.</summary>
public enum MeasureCodeKind
{
    /// <summary>Not told.</summary>
    None,

    /// <summary>In the market's currency.</summary>
    Price,

    /// <summary>In kilograms.</summary>
    Weight,

    /// <summary>Pieces.</summary>
    Count,
}
