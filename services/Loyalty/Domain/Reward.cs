using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What a member gets for points: a coupon of their own. Exactly one of the four benefits.</summary>
public sealed record Reward
{
    public required string RewardId { get; init; }

    public IReadOnlyDictionary<string, string> Title { get; init; } = new Dictionary<string, string>();

    /// <summary>What it costs.</summary>
    public long Points { get; init; }

    /// <summary>Of the applicable lines; 0 when the benefit is another.</summary>
    public decimal Percent { get; init; }

    /// <summary>0 when the benefit is another.</summary>
    public long AmountMinor { get; init; }

    /// <summary>Of the amount and of the least basket.</summary>
    public string CurrencyCode { get; init; } = "";

    public bool FreeShipping { get; init; }

    /// <summary>What its member may buy before everybody may; empty when the benefit is another.</summary>
    public string EarlyAccessId { get; init; } = "";

    /// <summary>The least sum of the applicable lines; 0 for none.</summary>
    public long MinimumBasketMinor { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Skus { get; init; } = [];

    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>Whose tiers may have it; empty for all.</summary>
    public IReadOnlyList<string> TierIds { get; init; } = [];

    /// <summary>Its coupons' campaign; empty for none.</summary>
    public string CampaignId { get; init; } = "";

    /// <summary>Days that the coupon is valid, to the end of the last one; 0 for ever.</summary>
    public int ValidDays { get; init; }

    /// <summary>Days in which a coupon that is not used is handed back for its points, to the end of the last one; 0 for never.</summary>
    public int ReturnDays { get; init; }

    /// <summary>What its coupon gives.</summary>
    /// <param name="memberId">Whose it is.</param>
    /// <param name="validUntil">Null for ever.</param>
    public CouponTerms TermsFor(string memberId, DateTimeOffset? validUntil) => new()
    {
        Percent = Percent,
        AmountMinor = AmountMinor,
        AmountCurrency = AmountMinor > 0 ? CurrencyCode : "",
        FreeShipping = FreeShipping,
        EarlyAccessId = EarlyAccessId,
        MemberId = memberId,
        MinimumBasketMinor = MinimumBasketMinor,
        MinimumBasketCurrency = MinimumBasketMinor > 0 ? CurrencyCode : "",
        Categories = Categories,
        Skus = Skus,
        Markets = Markets,
        ValidUntil = validUntil,
        CampaignId = CampaignId,
    };
}

/// <summary>Points for a coupon, and a coupon for its points.</summary>
public static class RewardSteps
{
    /// <summary>The reward that a member asks for.</summary>
    /// <param name="program">The version in force; null when there is none.</param>
    /// <param name="rewardId">Which.</param>
    /// <param name="member">Who.</param>
    public static Decision<Reward> Choose(LoyaltyProgram? program, string rewardId, Member member) =>
        program?.Rewards.FirstOrDefault(reward => reward.RewardId == rewardId) is not { } chosen ? new RewardUnknown()
        : chosen.TierIds.Count > 0 && !chosen.TierIds.Contains(member.TierId) ? new RewardNotForTier()
        : chosen;

    /// <summary>Whether coupons of a campaign can be had; else why not.</summary>
    public static Refusal? WhyNotNow(Campaign? campaign) => campaign is { Terms.State: not CouponState.Usable } or { IsBudgetSpent: true } ? new RewardStopped() : null;

    /// <summary>The hold that paid a coupon. A code is one reward's for ever, so it names the hold.</summary>
    public static string HoldOf(string code) => $"reward/{code}";

    /// <summary>Why a coupon cannot be handed back for its points; null when it can.</summary>
    /// <param name="hold">What paid for it; null when nothing did.</param>
    /// <param name="coupon">The coupon; null when there is none.</param>
    /// <param name="memberId">Who hands it back.</param>
    /// <param name="program">The version under which it was paid for.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? WhyNotReturnable(Hold? hold, Coupon? coupon, string memberId, LoyaltyProgram? program, DateTimeOffset now) =>
        coupon is null || hold is null || coupon.Terms.MemberId != memberId || hold.MemberId != memberId ? CouponRefused.NotFound(coupon?.Code ?? "")
        : coupon.State is CouponState.Voided ? CouponRefused.Voided(coupon.Code)
        : coupon.UsedCount > 0 ? CouponRefused.Used(coupon.Code)
        : program?.Rewards.FirstOrDefault(reward => reward.RewardId == hold.Reference) is { ReturnDays: > 0 and var days } && now < program.EndOfDay(hold.CreatedAt, days) ? null
        : new RewardNotReturnable();
}
