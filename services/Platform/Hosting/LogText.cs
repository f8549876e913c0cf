using System.Globalization;
using System.Text;

namespace Omnichannel.Platform.Hosting;

/// <summary>
/// Keeps a line of the log one line of bounded length, whatever somebody has put into what is logged: nobody writes lines of their own, moves a terminal's cursor,
/// or fills a disk.
/// </summary>
internal static class LogText
{
    public const int LongestMessage = 4_000;
    public const int LongestValue = 1_000;
    public const int LongestException = 16_000;

    /// <summary>At most so much of it.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)}... ({text.Length} characters)");

    /// <summary>The same on one line: what has no look of its own is written as its number.</summary>
    public static string OneLine(string text, int longest)
    {
        var cut = Cut(text.ReplaceLineEndings(" "), longest);
        if (!cut.Any(IsInvisible))
        {
            return cut;
        }

        var line = new StringBuilder(cut.Length + 16);
        foreach (var character in cut)
        {
            if (IsInvisible(character))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                line.Append(character);
            }
        }

        return line.ToString();
    }

    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
