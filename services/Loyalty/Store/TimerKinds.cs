namespace Omnichannel.Loyalty.Store;

/// <summary>Kinds of durable timers of this service.</summary>
public static class TimerKinds
{
    /// <summary>Key: order id.</summary>
    public const string PointsActivation = "points-activation";

    /// <summary>Key: member id.</summary>
    public const string PointsExpiry = "points-expiry";

    /// <summary>Key: member id.</summary>
    public const string Birthday = "birthday";

    /// <summary>Key: wallet id.</summary>
    public const string WalletExpiry = "wallet-expiry";

    /// <summary>Key: hold id.</summary>
    public const string HoldExpiry = "hold-expiry";

    /// <summary>Key: adjustment id.</summary>
    public const string AdjustmentExpiry = "adjustment-expiry";

    /// <summary>Key: member id.</summary>
    public const string TierReview = "tier-review";

    /// <summary>Key: id of the member who has points of somebody who was merged into them.</summary>
    public const string MergedPoints = "merged-points";

    /// <summary>Key: referral id.</summary>
    public const string ReferralReview = "referral-review";

    /// <summary>Key: the day, as yyyy-MM-dd.</summary>
    public const string ForgetOrders = "forget-orders";

    /// <summary>Key: mint id.</summary>
    public const string CouponMinting = "coupon-minting";

    /// <summary>Key: <see cref="ProgramWalk"/>.</summary>
    public const string ProgramReview = "program-review";
}
