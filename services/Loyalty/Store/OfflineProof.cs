using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Proves what tills redeemed off line: the rows by their seals, and each hold that came of it by its redemption.</summary>
internal static class OfflineProof
{
    /// <summary>Tells what does not fit.</summary>
    public static async Task Check(SqlSession sql, LedgerFindings findings)
    {
        await foreach (var allowance in sql.Stream<OfflineAllowanceRow>(OfflineAllowanceRow.Select).ConfigureAwait(false))
        {
            findings.Compare("offline_allowances", allowance.AllowanceId, "seal", allowance.TrueSeal(), allowance.Seal);
        }

        await foreach (var at in sql.Stream<OfflineSwitchRow>(OfflineSwitchRow.Select).ConfigureAwait(false))
        {
            findings.Compare("offline_switches", $"{at.StoreId}/{at.TerminalId}", "seal", at.TrueSeal(), at.Seal);
        }

        var booked = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var row in sql.Stream<OfflineRedemptionRow>(OfflineRedemptionRow.Select).ConfigureAwait(false))
        {
            findings.Compare("offline_redemptions", $"{row.StoreId}/{row.TerminalId}/{row.AllowanceId}/{row.RedemptionId}", "seal", row.TrueSeal(), row.Seal);
            if (row.Outcome == OfflineOutcome.Booked.Name())
            {
                booked.TryAdd(OfflineRedemption.HoldOf(row.AllowanceId, row.RedemptionId), row.Points);
            }
        }

        // A redemption of somebody who was forgotten has no hold any more; a hold always has its redemption.
        await foreach (var hold in sql.Stream<OfflineHold>("select hold_id as HoldId, points as Points from holds where hold_id > 'off-' and hold_id < 'off.'").ConfigureAwait(false))
        {
            findings.Compare("offline_redemptions", hold.HoldId, "points", hold.Points, booked.TryGetValue(hold.HoldId, out var points) ? points : (long?)null);
        }
    }

    private sealed record OfflineHold
    {
        public string HoldId { get; init; } = "";

        public long Points { get; init; }
    }
}
