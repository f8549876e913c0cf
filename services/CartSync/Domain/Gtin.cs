namespace Omnichannel.CartSync.Domain;

/// <summary>Barcodes: GTIN-8, -12, -13 and -14 (GS1 General Specifications 7.9: the check digit).</summary>
public static class Gtin
{
    /// <summary>The code as 14 digits; null when it is none or its check digit is wrong.</summary>
    public static string? Canonical(string text)
    {
        if (text.Length is not (8 or 12 or 13 or 14) || text.Any(c => !char.IsAsciiDigit(c)))
        {
            return null;
        }

        var digits = text.PadLeft(14, '0');
        var sum = 0;
        for (var i = 0; i < 13; i++)
        {
            sum += (digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
        }

        return (10 - (sum % 10)) % 10 == digits[13] - '0' ? digits : null;
    }
}
