using System.Globalization;
using Omnichannel.Cart.V1;
using Contract = Omnichannel.Cart.V1.MeasureCode;

namespace Omnichannel.Values.Scanning;

/// <summary>How a market's shops put a price, a weight or a count into 13 digits: prefix, item, the value's check digit if any, value, check digit.</summary>
public sealed record MeasureCode(string Prefix, int ItemDigits, bool IsValueChecked, int ValueDigits, int Decimals, Contract.Types.Kind Kind)
{
    private const int LongestPrefix = 6;
    private const int MostValueDigits = 7;
    private const int MostWeightDecimals = 5;
    private const int WithoutCheckDigit = 12;

    /// <summary>As the contract has it.</summary>
    public static MeasureCode From(Contract code) => new(code.Prefix, code.ItemDigits, code.ValueChecked, code.ValueDigits, code.Decimals, code.Kind);

    /// <summary>Whether a number is of those that shops give themselves, so that a layout may have it. No article of a maker is: for those nothing is looked up.</summary>
    public static bool IsPossible(Scan scan) => scan is { IsNumber: true, OtherGtin: null }
        && (scan.Gtin.StartsWith("02", StringComparison.Ordinal) || scan.Gtin.StartsWith("002", StringComparison.Ordinal));

    /// <summary>What a number is by the layout with the longest prefix that it has, with the price or measure that is in it; the scan as it is when it has none of them.</summary>
    public static Reading<Scan> Read(Scan scan, IEnumerable<MeasureCode> layouts) => IsPossible(scan)
        && layouts.Where(layout => scan.Gtin.AsSpan(1).StartsWith(layout.Prefix, StringComparison.Ordinal)).MaxBy(layout => layout.Prefix.Length) is { } layout
            ? layout.Read(scan)
            : scan;

    /// <summary>What of it no code can have; null when it is good.</summary>
    /// <param name="currency">Of the market.</param>
    public string? Fault(string currency) =>
        Prefix.Length is 0 or > LongestPrefix || !Prefix.All(char.IsAsciiDigit) || !(Prefix[0] == '2' || Prefix.StartsWith("02", StringComparison.Ordinal)) ? "prefix"
        : ItemDigits < 1 ? "item_digits"
        : ValueDigits is < 1 or > MostValueDigits || (IsValueChecked && ValueDigits is not (4 or 5)) ? "value_digits"
        : Prefix.Length + ItemDigits + (IsValueChecked ? 1 : 0) + ValueDigits != WithoutCheckDigit ? "item_digits"
        : Kind is Contract.Types.Kind.Unspecified or > Contract.Types.Kind.Count ? "kind"
        : Decimals < 0 || Decimals > ValueDigits || Decimals > MostDecimals(currency) ? "decimals"
        : null;

    /// <summary>The item, and what this piece costs or weighs. Zeros for the value are no value: so the item itself is written.</summary>
    public Reading<Scan> Read(Scan scan)
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
            return ScanFault.CheckDigitWrong();
        }

        var number = Meaning.Number(value, Decimals);
        return Kind switch
        {
            Contract.Types.Kind.Price => alone with { Price = new ScannedPrice(number, null, "") },
            Contract.Types.Kind.Weight => alone with { Measures = [new ScannedMeasure(MeasureKind.NetWeight, number, "KGM")] },
            _ => alone with { Count = long.Parse(value, CultureInfo.InvariantCulture) },
        };
    }

    private int MostDecimals(string currency) => Kind switch
    {
        Contract.Types.Kind.Price => Currencies.Decimals(currency),
        Contract.Types.Kind.Weight => MostWeightDecimals,
        _ => 0,
    };
}
