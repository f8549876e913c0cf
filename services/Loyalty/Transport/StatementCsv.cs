using System.Globalization;
using System.Text;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Entries as lines of CSV, oldest first. Times are UTC, ISO 8601.</summary>
internal static class StatementCsv
{
    public const string Header =
        "sequence,recorded_at,effective_at,kind,active_change,pending_change,status_change,active_after,pending_after,order_id,line_ids,return_id,hold_id,rule_id,program_version,expires_at,reason,hash\r\n";

    public static string Lines(IEnumerable<EntryView> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            var row = entry.Row;
            text.Append(CultureInfo.InvariantCulture, $"{row.Sequence},{Time(row.RecordedAt)},{Time(row.EffectiveAt)},{row.Kind},")
                .Append(CultureInfo.InvariantCulture, $"{Change(row, LedgerAccount.Active)},{Change(row, LedgerAccount.Pending)},{Change(row, LedgerAccount.Status)},{row.ActiveAfter},{row.PendingAfter},")
                .Append(CultureInfo.InvariantCulture, $"{Text(row.OrderId)},{Text(string.Join(' ', entry.Lots.Select(lot => lot.LineId).Where(line => line is not null).Distinct()))},")
                .Append(CultureInfo.InvariantCulture, $"{Text(row.ReturnId)},{Text(row.HoldId)},{Text(row.RuleId)},{row.ProgramVersion},")
                .Append(CultureInfo.InvariantCulture, $"{(row.ExpiresAt is { } end ? Time(end) : "")},{Text(row.Reason)},{Convert.ToHexStringLower(row.Hash)}\r\n");
        }

        return text.ToString();
    }

    private static long Change(PostedEntry row, LedgerAccount account) =>
        (row.ToAccount == account.Name() ? row.Points : 0) - (row.FromAccount == account.Name() ? row.Points : 0);

    private static string Time(long micros) => Instants.FromMicros(micros).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Text(string? text) => string.IsNullOrEmpty(text) ? "" : SpreadsheetCsv.Quote(text);
}
