using System.Globalization;
using System.Text;

namespace Omnichannel.Values;

/// <summary>What people type or copy, as it was meant: however a code is written, it is the same text.</summary>
public static class TypedText
{
    private const int LongestText = 512;

    /// <summary>A code: upper case, without blanks and dashes; null when nothing is left.</summary>
    public static string? Code(string typed)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var c in Composed(typed))
        {
            if (!IsBlank(c) && char.GetUnicodeCategory(c) is not UnicodeCategory.DashPunctuation)
            {
                text.Append(char.ToUpperInvariant(c));
            }
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    /// <summary>Digits, without the blanks and dashes between them; null when there is anything else.</summary>
    public static string? Digits(string typed) => Code(typed) is { } text && text.All(char.IsAsciiDigit) ? text : null;

    /// <summary>A GTIN (8, 12, 13 or 14 digits, the last one the check digit of GS1 General Specifications 7.9) as 14 digits; null when it is none.</summary>
    public static string? Gtin(string typed) => Digits(typed) is { Length: 8 or 12 or 13 or 14 } digits && CheckDigit.IsRight(digits) ? digits.PadLeft(14, '0') : null;

    /// <summary>Without marks that nobody sees. Full-width letters, ligatures and letters with separate accents are what they look like. What is no text (half of a pair) is left as it is.</summary>
    public static string Composed(string typed)
    {
        var text = typed.Length > LongestText ? "" : Trim(typed);
        return text.All(char.IsAscii) || !IsText(text) ? text : Trim(text.Normalize(NormalizationForm.FormKC));
    }

    // Copied text brings marks along that nobody sees.
    private static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Whether it shows nothing.</summary>
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format;

    /// <summary>Whether it is Unicode: no half of a pair.</summary>
    public static bool IsText(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
