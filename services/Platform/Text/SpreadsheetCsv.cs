using System.Buffers;

namespace Omnichannel.Platform.Text;

/// <summary>Fields of CSV files (RFC 4180) that people open with spreadsheets: what such a program would take for a formula begins with an apostrophe.</summary>
public static class SpreadsheetCsv
{
    /// <summary>As OWASP lists them, with the full-width forms that some programs take for the same.</summary>
    private static readonly SearchValues<char> FormulaBeginnings = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>Somebody's words as a field, in quotes. Numbers of our own need none: a minus before them is a minus.</summary>
    public static string Quote(string text) => $"\"{(BeginsLikeFormula(text) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // White space and quotes before it are dropped by some programs.
    private static bool BeginsLikeFormula(string text) =>
        text.AsSpan().TrimStart(" \"'\u00a0\ufeff") is [var first, ..] && FormulaBeginnings.Contains(first);
}
