using System.Text;

namespace Omnichannel.Architecture.Tests;

/// <summary>Just enough of C#'s lexical rules to tell code from comments and strings.</summary>
public static class CSharpText
{
    public static string WithoutCommentsAndStrings(string text)
    {
        var code = new StringBuilder(text);
        var position = 0;
        while (position < text.Length)
        {
            var end = SkipAt(text, position, out var isCode);
            if (!isCode)
            {
                Blank(code, position, end);
            }

            position = end;
        }

        return code.ToString();
    }

    // Where the comment, string, character or single code character at this position ends.
    private static int SkipAt(string text, int at, out bool isCode)
    {
        isCode = false;
        if (StartsWith(text, at, "//"))
        {
            return IndexOrEnd(text, "\n", at);
        }

        if (StartsWith(text, at, "/*"))
        {
            return EndOf(text, "*/", at + 2);
        }

        var quotes = CountQuotes(text, at);
        if (quotes >= 3)
        {
            return EndOf(text, new string('"', quotes), at + quotes);
        }

        if (quotes > 0)
        {
            return IsVerbatim(text, at) ? EndOfVerbatim(text, at + 1) : EndOfEscaped(text, at + 1, '"');
        }

        if (text[at] == '\'')
        {
            return EndOfEscaped(text, at + 1, '\'');
        }

        isCode = true;
        return at + 1;
    }

    private static int CountQuotes(string text, int at)
    {
        var count = 0;
        while (at + count < text.Length && text[at + count] == '"')
        {
            count++;
        }

        return count;
    }

    private static bool IsVerbatim(string text, int at) =>
        (at > 0 && text[at - 1] == '@') || (at > 1 && text[at - 1] == '$' && text[at - 2] == '@');

    private static int EndOfVerbatim(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] != '"')
            {
                at++;
            }
            else if (StartsWith(text, at, "\"\""))
            {
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfEscaped(string text, int at, char quote)
    {
        while (at < text.Length && text[at] != quote && text[at] != '\n')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, text.Length);
    }

    private static void Blank(StringBuilder code, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (code[i] != '\n')
            {
                code[i] = ' ';
            }
        }
    }

    private static bool StartsWith(string text, int at, string token) => string.CompareOrdinal(text, at, token, 0, token.Length) == 0;

    private static int EndOf(string text, string token, int from) => Math.Min(IndexOrEnd(text, token, from) + token.Length, text.Length);

    private static int IndexOrEnd(string text, string token, int from)
    {
        var index = text.IndexOf(token, Math.Min(from, text.Length), StringComparison.Ordinal);
        return index < 0 ? text.Length : index;
    }
}
