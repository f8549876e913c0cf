using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;

namespace Omnichannel.Loyalty.Transport;

/// <content>What tills redeem off line.</content>
internal static partial class ToContract
{
    private const int MostListed = 100;

    public static V1.OfflineAllowance Allowance(OfflineAllowance allowance) => new()
    {
        AllowanceId = allowance.AllowanceId,
        StoreId = allowance.StoreId,
        TerminalId = allowance.TerminalId,
        ProgramId = allowance.ProgramId,
        Points = allowance.Points,
        PointsPerMember = allowance.PointsPerMember,
        CardPoints = allowance.CardPoints,
        MinimumRedemption = allowance.MinimumRedemption,
        RedemptionRate = allowance.Rate is { } rate ? new V1.RedemptionRate { CurrencyCode = rate.CurrencyCode, Points = rate.Points, AmountMinor = rate.AmountMinor } : null,
        GrantedAt = Time(allowance.GrantedAt),
        ExpiresAt = Time(allowance.ExpiresAt),
        ClosedAt = Time(allowance.ClosedAt),
    };

    public static V1.OfflineRedemptionResult Result(ReportedRedemption reported) => new()
    {
        RedemptionId = reported.Sent.Told.RedemptionId,
        Outcome = (V1.OfflineOutcome)reported.Sent.Outcome,
        HoldId = reported.Sent.Outcome is OfflineOutcome.Booked ? reported.Sent.Told.HoldId : "",
        OrderId = reported.Sent.Told.OrderId,
        DebtPoints = reported.Sent.Debt,
        Exceptions = { reported.Exceptions.Select(exception => (V1.OfflineException)exception) },
        MemberId = reported.Sent.MemberId ?? "",
    };

    public static V1.OfflineAllowanceReport Report(OfflineReport report)
    {
        var exceptions = report.Redemptions.Where(each => each.IsException).ToList();
        return new V1.OfflineAllowanceReport
        {
            Allowance = Allowance(report.Allowance),
            Redemptions = report.Count,
            Voided = report.Redemptions.Count - report.Count,
            RedeemedPoints = report.Redeemed,
            BookedPoints = report.Booked,
            LostPoints = report.Lost,
            OverspentPoints = report.Overspent,
            DebtPoints = report.Debt,
            Gaps = { report.Gaps.Take(MostListed).Select(gap => new V1.NumberGap { First = gap.First, Last = gap.Last }) },
            Missing = report.Missing,
            Exceptions = { exceptions.Take(MostListed).Select(Report) },
            ExceptionCount = exceptions.Count,
            Complete = report.Allowance.LastNumber is not null,
        };
    }

    public static V1.OfflineRedemptionReport Report(ReportedRedemption reported) => new()
    {
        RedemptionId = reported.Sent.Told.RedemptionId,
        AllowanceId = reported.Sent.Told.AllowanceId,
        TerminalId = reported.Sent.TerminalId,
        Number = reported.Sent.Told.Number,
        Points = reported.Sent.Told.Points,
        Presence = (V1.PresenceKind)reported.Sent.Told.Presence,
        Outcome = (V1.OfflineOutcome)reported.Sent.Outcome,
        Exceptions = { reported.Exceptions.Select(exception => (V1.OfflineException)exception) },
        DebtPoints = reported.Sent.Debt,
        MemberId = reported.Sent.MemberId ?? "",
        Receipt = reported.Sent.Told.Receipt,
        OrderId = reported.Sent.Told.OrderId,
        RedeemedAt = Time(reported.Sent.Told.RedeemedAt),
        ReceivedAt = Time(reported.Sent.ReceivedAt),
    };

    public static V1.OfflineSwitch Switch(OfflineSwitch at) => new()
    {
        StoreId = at.StoreId, TerminalId = at.TerminalId, Off = at.IsOff, Reason = at.Reason, SwitchedBy = at.By, SwitchedAt = Time(at.At),
    };
}
