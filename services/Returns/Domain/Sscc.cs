using System.Globalization;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// Serial shipping container codes: what names a parcel to every carrier. An extension digit, the merchant's GS1 company prefix, a serial number and a check digit, 18 digits together
/// (GS1 General Specifications, sections 3.3.1 and 7.9.1).
/// </summary>
public static class Sscc
{
    /// <summary>The application identifier that stands before it in a GS1-128 symbol.</summary>
    public const string ApplicationIdentifier = "00";

    private const int DigitsBeforeCheck = 17;

    /// <summary>Whether text can be a GS1 company prefix: 4 to 12 digits.</summary>
    public static bool IsCompanyPrefix(string text) => text.Length is >= 4 and <= 12 && text.All(char.IsAsciiDigit);

    /// <summary>The code of a serial number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The prefix leaves no room for it.</exception>
    public static string Of(string companyPrefix, long serial)
    {
        var digits = DigitsBeforeCheck - 1 - companyPrefix.Length;
        var number = serial.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number.Length, digits, nameof(serial));
        var code = $"0{companyPrefix}{number}";
        return code + CheckDigit(code);
    }

    // From the right, digits weigh 3, 1, 3, 1 and so on; the check digit makes the sum a multiple of ten.
    private static char CheckDigit(string digits)
    {
        var sum = digits.Reverse().Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
