using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.V1;

/// <summary>How many points of a member moved, and what there is after it.</summary>
public interface ILedgerEvent : IEvent
{
    string MemberId { get; set; }

    long Points { get; set; }

    Balance Balance { get; set; }
}

public sealed partial class MemberEnrolled : IEvent;

public sealed partial class PointsEarned : ILedgerEvent;

public sealed partial class PointsActivated : ILedgerEvent;

public sealed partial class PointsDeactivated : ILedgerEvent;

public sealed partial class PointsHeld : ILedgerEvent;

public sealed partial class PointsCaptured : ILedgerEvent;

public sealed partial class PointsReleased : ILedgerEvent;

public sealed partial class PointsExpired : ILedgerEvent;

public sealed partial class PointsExpiring : ILedgerEvent;

public sealed partial class PointsExpiringWithdrawn : IEvent;

public sealed partial class PointsReinstated : ILedgerEvent;

public sealed partial class PointsClawedBack : ILedgerEvent;

public sealed partial class PointsRestored : ILedgerEvent;

public sealed partial class PointsAdjusted : ILedgerEvent;

public sealed partial class GoodwillGiven : ILedgerEvent;

public sealed partial class BonusEarned : ILedgerEvent;

public sealed partial class MergedPointsReturned : IEvent;

public sealed partial class MergedWalletReturned : IEvent;

public sealed partial class TierChanged : IEvent;

public sealed partial class CouponIssued : IEvent;

public sealed partial class CouponsMinted : IEvent;

public sealed partial class CouponStateChanged : IEvent;

public sealed partial class CampaignStateChanged : IEvent;

public sealed partial class CampaignBudgetSpent : IEvent;

public sealed partial class CouponGivenBack : IEvent;

public sealed partial class CouponRedeemed : IEvent;

public sealed partial class GiftCardIssued : IEvent;

public sealed partial class WalletRefundSettled : IEvent;

public sealed partial class OrderHoldRefused : IEvent;

public sealed partial class AdjustmentRequested : IEvent;

public sealed partial class AdjustmentDecided : IEvent;

public sealed partial class ReferralRewarded : ILedgerEvent;

public sealed partial class ReferralTakenBack : ILedgerEvent;

public sealed partial class ReferralRefused : IEvent;

public sealed partial class OfflineOverspent : IEvent;
