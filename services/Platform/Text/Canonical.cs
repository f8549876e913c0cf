using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;
using PhoneNumbers;

namespace Omnichannel.Platform.Text;

/// <summary>
/// The one form of each kind of identifier, however people write it: what two people mean by one address, number or code is equal in it. Kept, compared and hashed in this
/// form; shown as it was given. Everything answers null for what is no identifier of its kind.
/// </summary>
public static class Canonical
{
    private const int LongestLocalPart = 64;
    private const int LongestEmail = 254;
    private const int ShortestPhone = 7;
    private const int LongestPhone = 15;
    private const int LongestTypedPhone = 64;
    private const string NoRegion = "ZZ";

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>
    /// An e-mail address: composed (NFKC), in lower case, its domain in the ASCII form of IDNA. Tags and dots of the local part stay: they are the provider's to read.
    /// </summary>
    public static string? Email(string typed)
    {
        var text = TypedText.Composed(typed).ToLowerInvariant();
        var at = text.LastIndexOf('@');
        if (at is < 1 or > LongestLocalPart || !TypedText.IsText(text) || text.Any(TypedText.IsBlank) || text.AsSpan(0, at).Contains('@'))
        {
            return null;
        }

        return Domain(text[(at + 1)..]) is { } domain && at + 1 + domain.Length <= LongestEmail ? $"{text[..at]}@{domain}" : null;
    }

    /// <summary>
    /// A phone number in E.164: <c>+</c>, country and number. With its country it is taken even where the country has no numbers of that length: numbering plans change.
    /// </summary>
    /// <param name="typed">As written: with country, with <c>00</c>, or as dialled within the region.</param>
    /// <param name="region">Where a number without country is dialled (ISO 3166-1 alpha-2); empty when that is not known.</param>
    public static string? Phone(string typed, string region = "")
    {
        var text = TypedText.Composed(typed);
        return E164(text, RegionOf(region) ?? NoRegion) ?? (text.StartsWith("00", StringComparison.Ordinal) ? E164($"+{text[2..]}", NoRegion) : null);
    }

    /// <summary>The region of a market's phone numbers: that of its country (<c>IT</c>, <c>IT-north</c>); empty when the market is not named by one.</summary>
    public static string RegionOfMarket(string market) => RegionOf(market.Split('-', '_')[0]) ?? "";

    /// <summary>A carrier's number of a parcel: upper case, without the blanks and dashes that people and labels put between.</summary>
    public static string? TrackingNumber(string typed) => TypedText.Code(typed);

    /// <summary>A coupon's code: upper case, without blanks and dashes.</summary>
    public static string? CouponCode(string typed) => TypedText.Code(typed);

    /// <summary>The number on a loyalty card, without blanks and dashes.</summary>
    public static string? CardNumber(string typed) => TypedText.Code(typed);

    /// <summary>An order number as it is given out, <c>O-7K3M9QX2T1</c>: written with or without its prefix, with <c>#</c>, in any case, with look-alikes.</summary>
    public static string? OrderNumber(string typed) => Readable(typed, 'O', OrderNumberLength);

    /// <summary>The code of a return, <c>R-7K3M9QX2</c>.</summary>
    public static string? RmaCode(string typed) => Readable(typed, 'R', RmaCodeLength);

    /// <summary>Characters of an order number behind its prefix.</summary>
    public const int OrderNumberLength = 10;

    /// <summary>Characters of a return's code behind its prefix.</summary>
    public const int RmaCodeLength = 8;

    private static string? Readable(string typed, char prefix, int length)
    {
        var text = TypedText.Composed(typed.Replace("#", "", StringComparison.Ordinal));
        var code = LookAlikes(TypedText.Code(text) ?? "");

        // The prefix may be read as a zero, and a zero as an O: only a dash behind it, or the length, tells whether it is there.
        var mayBePrefix = text.Length > 0 && (char.ToUpperInvariant(text[0]) == prefix || (prefix == 'O' && text[0] == '0'));
        var isPrefix = mayBePrefix && ((text.Length > 1 && char.GetUnicodeCategory(text[1]) is UnicodeCategory.DashPunctuation) || code.Length == length + 1);
        code = isPrefix && code.Length > 0 ? code[1..] : code;
        return code.Length == length && code.All(Base32.Human.Contains) ? $"{prefix}-{code}" : null;
    }

    // Crockford's digits have no letters O, I and L: whoever reads one means a digit.
    private static string LookAlikes(string text) => text.Replace('O', '0').Replace('I', '1').Replace('L', '1');

    private static string? Domain(string name)
    {
        try
        {
            var ascii = Idn.GetAscii(name.TrimEnd('.')).ToLowerInvariant();
            return Idn.GetAscii(Idn.GetUnicode(ascii)).Equals(ascii, StringComparison.OrdinalIgnoreCase) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? E164(string text, string region)
    {
        try
        {
            var number = text.Length is > 0 and <= LongestTypedPhone ? Phones.Parse(text, region) : null;
            return number is not null && !number.HasExtension && Phones.Format(number, PhoneNumberFormat.E164) is var canonical
                && (Phones.IsPossibleNumber(number) || (text[0] == '+' && canonical.Length is > ShortestPhone and <= LongestPhone + 1)) ? canonical : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static string? RegionOf(string region) => region.Length == 2 && Phones.GetCountryCodeForRegion(region.ToUpperInvariant()) > 0 ? region.ToUpperInvariant() : null;
}
