
namespace Omnichannel.Values.Scanning;

/// <summary>Reads what a scanner gives, by the GS1 General Specifications and the URI syntax of GS1 Digital Link.</summary>
public static class ScanReader
{
    /// <summary>Characters of the longest QR code.</summary>
    public const int MostCharacters = 7089;

    /// <summary>What ends an element of no fixed length.</summary>
    internal const char Separator = '\u001d';

    private const int GtinLength = 14;

    /// <summary>What the text says.</summary>
    /// <param name="text">As the scanner gives it, with or without AIM symbology identifier; or as people type it.</param>
    /// <param name="year">The present one: years have two digits.</param>
    public static Reading<Scan> Read(string text, int year)
    {
        // Scanners are told to end with one of these, as if somebody had typed it.
        var code = text.Trim(' ', '\t', '\r', '\n');
        if (code.Length is 0 or > MostCharacters || code.Any(c => char.IsControl(c) && c != Separator))
        {
            return ScanFault.NotUnderstood;
        }

        if (code[0] != ']')
        {
            return WithoutSymbology(code, year);
        }

        // AIM identifiers: GS1 General Specifications 5.1.3.
        var rest = code.Length > 3 ? code[3..] : "";
        return code[..Math.Min(3, code.Length)] switch
        {
            "]C1" or "]e0" or "]e1" or "]e2" or "]d2" or "]Q3" or "]J1" => Elements(rest, year),
            "]E0" => Number(rest),
            "]E3" when rest.Length is 15 or 18 => Number(rest[..13]),
            "]E4" => Number(rest, isEan8: true),
            "]C0" or "]I0" or "]I1" or "]Q0" or "]Q1" or "]d0" or "]d1" => WithoutSymbology(rest, year),
            _ => ScanFault.NotUnderstood,
        };
    }

    private static Reading<Scan> WithoutSymbology(string code, int year)
    {
        if (DigitalLink.IsUri(code))
        {
            return Of(DigitalLink.Read(code, year), year);
        }

        if (code.StartsWith('(') || code.Contains(Separator, StringComparison.Ordinal))
        {
            return Elements(code, year);
        }

        if (TypedText.Digits(code) is { Length: 8 or 12 or 13 or GtinLength } digits)
        {
            return Number(digits);
        }

        // Nothing says that these are elements. Then only what can be read as such to its end is; that a cut-off GTIN is one, the identifier says.
        var elements = Elements(code, year);
        return elements.IsRead || code.StartsWith("01", StringComparison.Ordinal) || code.StartsWith("02", StringComparison.Ordinal) ? elements : ScanFault.NotUnderstood;
    }

    private static Reading<Scan> Elements(string code, int year)
    {
        var text = code.Trim(Separator);
        return text.Length == 0 ? ScanFault.NotUnderstood : Of(text[0] == '(' ? ElementString.ReadPrinted(text, year) : ElementString.Read(text, year), year);
    }

    private static Reading<Scan> Of(Reading<List<Element>> elements, int year) => elements.IsRead ? Meaning.Of(elements.Value, year) : elements.Fault!;

    private static Reading<Scan> Number(string typed, bool isEan8 = false)
    {
        if (TypedText.Digits(typed) is not { Length: 8 or 12 or 13 or GtinLength } digits || (isEan8 && digits.Length != 8))
        {
            return ScanFault.NotUnderstood;
        }

        var gtin = CheckDigit.IsRight(digits) ? digits.PadLeft(GtinLength, '0') : null;
        var expanded = isEan8 ? null : UpcE.Expand(digits)?.PadLeft(GtinLength, '0');
        return (gtin ?? expanded) is { } number ? new Scan { Gtin = number, OtherGtin = gtin is null ? null : expanded, IsNumber = true } : ScanFault.CheckDigitWrong();
    }
}
