
namespace Omnichannel.Values.Scanning;

/// <summary>UPC-E: eight digits that stand for the twelve of a UPC-A with zeros in it (GS1 General Specifications 5.2.2.4.2).</summary>
internal static class UpcE
{
    /// <summary>The twelve digits; null when the eight are none. Without number system and check digit nothing tells a misread one, so both must be there.</summary>
    public static string? Expand(string digits)
    {
        if (digits.Length != 8 || digits[0] is not ('0' or '1'))
        {
            return null;
        }

        var body = digits[1..7];
        var expanded = digits[0] + body[5] switch
        {
            '0' or '1' or '2' => $"{body[..2]}{body[5]}0000{body[2..5]}",
            '3' => $"{body[..3]}00000{body[3..5]}",
            '4' => $"{body[..4]}00000{body[4]}",
            _ => $"{body[..5]}0000{body[5]}",
        } + digits[7];
        return CheckDigit.IsRight(expanded) ? expanded : null;
    }
}
