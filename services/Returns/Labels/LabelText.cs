using System.Globalization;
using System.Text;

namespace Omnichannel.Returns.Labels;

/// <summary>
/// Text as labels print it: in the letters that every reader of PDF has, as carriers' machines read them. Other Latin letters lose their marks or are spelt out; what is no Latin letter
/// cannot be printed.
/// </summary>
internal static class LabelText
{
    private static readonly Dictionary<char, string> Spelt = new()
    {
        ['ß'] = "ss", ['ä'] = "ae", ['ö'] = "oe", ['ü'] = "ue", ['Ä'] = "Ae", ['Ö'] = "Oe", ['Ü'] = "Ue", ['æ'] = "ae", ['Æ'] = "Ae", ['ø'] = "oe", ['Ø'] = "Oe", ['œ'] = "oe", ['Œ'] = "Oe",
        ['ł'] = "l", ['Ł'] = "L", ['đ'] = "d", ['Đ'] = "D", ['’'] = "'",
    };

    /// <summary>Whether all of it can be printed.</summary>
    public static bool IsPrintable(string text) => Printable(text).All(IsPlain);

    /// <summary>As it is printed.</summary>
    public static string Printable(string text) => string.Concat(text.Normalize(NormalizationForm.FormC).Select(letter => IsPlain(letter) ? letter.ToString() : Spelt.GetValueOrDefault(letter) ?? WithoutMarks(letter)));

    private static bool IsPlain(char letter) => letter is >= ' ' and <= '~';

    private static string WithoutMarks(char letter) => string.Concat(
        letter.ToString().Normalize(NormalizationForm.FormD).Where(part => CharUnicodeInfo.GetUnicodeCategory(part) is not UnicodeCategory.NonSpacingMark));
}
