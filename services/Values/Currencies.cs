namespace Omnichannel.Values;

/// <summary>ISO 4217 currencies and how many minor units make one major unit.</summary>
public static class Currencies
{
    // ISO 4217: those with no or three decimals; all others have two.
    private static readonly HashSet<string> Whole =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> Thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Whether this has the form of a currency code: three upper-case Latin letters.</summary>
    public static bool IsKnown(string currencyCode) => currencyCode is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'];

    /// <summary>Decimal places of an amount in major units: 0, 2 or 3.</summary>
    public static int Decimals(string currencyCode) => MinorUnits(currencyCode) switch { 1 => 0, 1000 => 3, _ => 2 };

    /// <summary>Minor units per major unit: 1, 100 or 1000.</summary>
    public static int MinorUnits(string currencyCode) => Whole.Contains(currencyCode) ? 1 : Thousandths.Contains(currencyCode) ? 1000 : 100;
}
