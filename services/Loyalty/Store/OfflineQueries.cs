using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which reports.</summary>
/// <param name="StoreId">Of which store.</param>
/// <param name="TerminalId">Of which till; empty for all.</param>
/// <param name="After">Continue behind this one; null for the first page.</param>
/// <param name="Size">How many.</param>
public sealed record OfflineQuery(string StoreId, string TerminalId, (long GrantedAt, string AllowanceId)? After, int Size);

/// <summary>A page of reports.</summary>
/// <param name="Reports">The latest allowance first.</param>
/// <param name="Strays">What names no allowance of its till; on the first page.</param>
/// <param name="Switches">Where it is off; on the first page.</param>
public sealed record OfflinePage(IReadOnlyList<OfflineReport> Reports, IReadOnlyList<ReportedRedemption> Strays, IReadOnlyList<OfflineSwitch> Switches);

/// <summary>Whether tills may redeem off line.</summary>
/// <param name="StoreId">Of which store.</param>
/// <param name="TerminalId">Of which till; empty for all.</param>
/// <param name="IsOff">Whether not.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
public sealed record OfflineSwitch(string StoreId, string TerminalId, bool IsOff, string Reason, string By, DateTimeOffset At)
{
    internal static OfflineSwitch Of(OfflineSwitchRow row) => new(row.StoreId, row.TerminalId, row.IsOff != 0, row.Reason, row.SwitchedBy, Instants.FromMicros(row.SwitchedAt));

    internal OfflineSwitchRow ToRow() => new OfflineSwitchRow
    {
        StoreId = StoreId, TerminalId = TerminalId, IsOff = IsOff ? 1 : 0, Reason = Reason, SwitchedBy = By, SwitchedAt = At.ToMicros(),
    }.Sealed();
}
