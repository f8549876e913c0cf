using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Omnichannel.Messaging.Domain;

/// <summary>
/// Which e-mail addresses are taken: a dot-atom and a domain (RFC 5321), also in other scripts (RFC 6531). What is well-formed and yet read as something else by mail programs,
/// shells or spreadsheets is refused.
/// </summary>
public static partial class EmailAddress
{
    private const int MostBytes = 254;
    private const int MostLocalBytes = 64;

    // What RFC 5322 admits in an atom beside letters and digits.
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    // The beginnings of a formula in a spreadsheet, and of an option on a command line.
    private const string RefusedFirst = "=+-";

    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>Whether mail can be sent there, as far as its form tells.</summary>
    public static bool IsValid(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && Encoding.UTF8.GetByteCount(address) <= MostBytes && IsLocalPart(address[..at]) && IsDomain(address[(at + 1)..]);
    }

    /// <summary>The address without what stands behind a + of its local part (RFC 5233).</summary>
    public static string WithoutTag(string address)
    {
        var (plus, at) = (address.IndexOf('+', StringComparison.Ordinal), address.LastIndexOf('@'));
        return plus > 0 && plus < at ? address[..plus] + address[at..] : address;
    }

    private static bool IsLocalPart(string local) =>
        Encoding.UTF8.GetByteCount(local) <= MostLocalBytes && !RefusedFirst.Contains(local[0], StringComparison.Ordinal) && !EscapedControl().IsMatch(local)
        && local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomText));

    private static bool IsAtomText(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || AtomSymbols.Contains((char)rune.Value, StringComparison.Ordinal)
        : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Two labels at least, of letters, digits and hyphens in their ASCII form; a last one of digits would be an IP address.
    private static bool IsDomain(string domain)
    {
        try
        {
            var labels = Domains.GetAscii(domain).Split('.');
            return labels.Length > 1 && labels.All(label => label.Length > 0) && !labels[^1].All(char.IsAsciiDigit);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // %0d%0a and the like: harmless here, a line break for whoever decodes it.
    [GeneratedRegex("%[01][0-9a-f]|%7f", RegexOptions.IgnoreCase)]
    private static partial Regex EscapedControl();
}
