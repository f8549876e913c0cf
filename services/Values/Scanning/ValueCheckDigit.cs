namespace Omnichannel.Values.Scanning;

/// <summary>The check digit of a price or weight of four or five digits inside a code (GS1 General Specifications 7.9.2 to 7.9.4).</summary>
internal static class ValueCheckDigit
{
    // What each digit counts by the weighting factors 2-, 3, 5+ and 5-.
    private const string TwoMinus = "0246891357";
    private const string Three = "0369258147";
    private const string FivePlus = "0516273849";
    private const string FiveMinus = "0594837261";

    private static readonly string[] OfFour = [TwoMinus, TwoMinus, Three, FiveMinus];
    private static readonly string[] OfFive = [FivePlus, TwoMinus, FiveMinus, FivePlus, TwoMinus];

    /// <summary>What belongs before these four or five digits.</summary>
    public static char Of(string value) => value.Length == OfFour.Length
        ? (char)('0' + (Sum(value, OfFour) * 3 % 10))
        : (char)('0' + FiveMinus.IndexOf((char)('0' + ((10 - (Sum(value, OfFive) % 10)) % 10)), StringComparison.Ordinal));

    private static int Sum(string value, string[] weights) => value.Select((digit, i) => weights[i][digit - '0'] - '0').Sum();
}
