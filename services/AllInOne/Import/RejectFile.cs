using System.Buffers;
using System.Text;

namespace Omnichannel.AllInOne.Import;

/// <summary>
/// Every row that was not taken: line, reason, what is wrong, and the row itself, as CSV. The rows are other people's, and the file is opened with spreadsheets: what
/// such a program would take for a formula begins with an apostrophe here.
/// </summary>
public static class RejectFile
{
    /// <summary>As OWASP lists them, with the full-width forms that some programs take for the same.</summary>
    private static readonly SearchValues<char> FormulaBeginnings = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>Writes it whole, so that a run that is repeated leaves the same file.</summary>
    public static void Write(string path, IReadOnlyList<RejectedRow> rejections)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine("line,reason,detail,row");
        foreach (var row in rejections)
        {
            writer.WriteLine($"{row.Line},{row.Reason},{Quote(row.Detail)},{Quote(row.Text)}");
        }
    }

    private static string Quote(string text) => $"\"{(BeginsLikeFormula(text) ? "'" : string.Empty)}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>White space and quotes before it are dropped by some programs.</summary>
    private static bool BeginsLikeFormula(string text) =>
        text.AsSpan().TrimStart(" \"'\u00a0\ufeff") is [var first, ..] && FormulaBeginnings.Contains(first);
}
