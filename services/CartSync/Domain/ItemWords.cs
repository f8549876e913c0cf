using System.Globalization;
using System.Text;

namespace Omnichannel.CartSync.Domain;

/// <summary>The words of titles, and of what is looked for in them: without case and accents.</summary>
/// <remarks>Chinese and Japanese leave no room between words: there one begins at each character.</remarks>
public static class ItemWords
{
    private const int MostCharacters = 32;

    // Letters of their own in one language, and typed as these in others.
    private static readonly Dictionary<int, string> PlainLetters = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['ł'] = "l", ['þ'] = "th", ['ı'] = "i", ['ħ'] = "h", ['ς'] = "σ",
    };

    /// <summary>Under which a title is found in each of its languages: each word once, its first 32 characters.</summary>
    public static IReadOnlyCollection<string> Of(IEnumerable<string> titles)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in titles.SelectMany(Runs))
        {
            var starts = run.IsIdeographic ? run.Characters.Count : 1;
            for (var at = 0; at < starts; at++)
            {
                words.Add(string.Concat(run.Characters.Skip(at).Take(MostCharacters)));
            }
        }

        return words;
    }

    /// <summary>What is looked for: beginnings of words.</summary>
    public static IReadOnlyList<string> Asked(string text) =>
        [.. Runs(text).Select(run => string.Concat(run.Characters.Take(MostCharacters))).Distinct(StringComparer.Ordinal)];

    private static List<Run> Runs(string text)
    {
        var runs = new List<Run>();
        var run = new Run([], false);

        // What is no text (half of a pair) becomes the character that stands for it, which is no letter.
        var whole = string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
        foreach (var rune in whole.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var isPart = Rune.IsLetterOrDigit(rune) || category is UnicodeCategory.SpacingCombiningMark;
            if (!isPart || IsIdeograph(rune) != run.IsIdeographic)
            {
                run = new Run([], isPart && IsIdeograph(rune));
            }

            if (isPart)
            {
                if (run.Characters.Count == 0)
                {
                    runs.Add(run);
                }

                var lower = Rune.ToLowerInvariant(rune);
                run.Characters.Add(PlainLetters.GetValueOrDefault(lower.Value) ?? lower.ToString());
            }
        }

        return runs;
    }

    // Hiragana and katakana, and the Chinese characters with their extensions.
    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private sealed record Run(List<string> Characters, bool IsIdeographic);
}
