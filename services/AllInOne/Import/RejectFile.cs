using System.Text;
using Omnichannel.Platform.Text;

namespace Omnichannel.AllInOne.Import;

/// <summary>Every row that was not taken: line, reason, what is wrong, and the row itself, as CSV. The rows are other people's, and the file is opened with spreadsheets.</summary>
public static class RejectFile
{
    /// <summary>Writes it whole, so that a run that is repeated leaves the same file.</summary>
    public static void Write(string path, IReadOnlyList<RejectedRow> rejections)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine("line,reason,detail,row");
        foreach (var row in rejections)
        {
            writer.WriteLine($"{row.Line},{row.Reason},{SpreadsheetCsv.Quote(row.Detail)},{SpreadsheetCsv.Quote(row.Text)}");
        }
    }
}
