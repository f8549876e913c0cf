using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Contracts;

namespace Omnichannel.Loyalty.Transport;

/// <content>What staff are told.</content>
internal static partial class ToContract
{
    public static V1.Adjustment Adjustment(Adjustment adjustment) => new()
    {
        AdjustmentId = adjustment.AdjustmentId,
        MemberId = adjustment.Command.MemberId,
        Points = adjustment.Command.Points,
        Reason = adjustment.Command.Reason,
        AllowDebt = adjustment.Command.MayOwe,
        PointsExpireAt = Time(adjustment.Command.ExpiresAt),
        State = Words.ToContract(adjustment.State),
        RequestedBy = Actor(adjustment.Command.Actor),
        RequestedAt = Time(adjustment.RequestedAt),
        ExpiresAt = Time(adjustment.ExpiresAt),
        DecidedBy = adjustment.DecidedBy is { } by ? Actor(by) : null,
        DecidedAt = Time(adjustment.DecidedAt),
        DeclineReason = adjustment.DeclineReason,
    };

    private static V1.StaffLimit Limit(StaffLimit limit) => new()
    {
        Role = limit.Role.ToContract(), PerCall = limit.PerCall, PerDay = limit.PerDay, PerMonth = limit.PerMonth, ApprovesUpTo = limit.ApprovesUpTo,
    };
}
