using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Members;

/// <summary>What pages about members say of them.</summary>
public static class MemberWords
{
    /// <summary>What a tier is called.</summary>
    public static string Tier(this Wording words, LoyaltyProgram? program, string tierId) => program?.Tiers.FirstOrDefault(tier => tier.TierId == tierId)?.Title.In(words.Language, tierId) ?? tierId;

    /// <summary>The key of what is missing for the next tier.</summary>
    public static string NextKey(TierMetric metric) => metric switch
    {
        TierMetric.Orders => "members.nextByOrders",
        TierMetric.StatusPoints => "members.nextByStatus",
        _ => "members.nextByPoints",
    };

    /// <summary>A number of which only the end is shown.</summary>
    public static string Masked(string number) => number.Length == 0 ? "" : $"•••• {(number.Length > 4 ? number[^4..] : number)}";

    /// <summary>What a coupon takes off.</summary>
    public static string Benefit(this Wording words, CouponTerms terms) => terms.BenefitCase switch
    {
        CouponTerms.BenefitOneofCase.Percent => words.Say("members.benefit.percent", ("percent", terms.Percent)),
        CouponTerms.BenefitOneofCase.Amount => words.Say("members.benefit.amount", ("amount", words.Locale.Price(terms.Amount))),
        CouponTerms.BenefitOneofCase.FreeShipping => words["members.benefit.shipping"],
        CouponTerms.BenefitOneofCase.EarlyAccessId => words.Say("members.benefit.early", ("what", terms.EarlyAccessId)),
        _ => words["members.benefit.other"],
    };

    /// <summary>Of a reward: whether a member can have it now.</summary>
    public static StateKind Kind(this Reward reward, Member member) => reward.IsFor(member) && member.Balance.Active >= reward.Points ? StateKind.Good : StateKind.Neutral;

    /// <summary>The key of why they can, or cannot.</summary>
    public static string StateKey(this Reward reward, Member member) =>
        !reward.IsFor(member) ? "members.reward.OTHER_TIER" : member.Balance.Active >= reward.Points ? "members.reward.ENOUGH" : "members.reward.TOO_FEW";

    /// <summary>Of a coupon: used up ones are as good as those that somebody stopped.</summary>
    public static StateKind Kind(this Coupon coupon, DateTimeOffset now) => coupon.State switch
    {
        CouponState.Voided => StateKind.Bad,
        CouponState.Paused => StateKind.Warning,
        _ when coupon.IsUsedUp() || coupon.IsOver(now) => StateKind.Neutral,
        _ => StateKind.Good,
    };

    /// <summary>The key of its state's text.</summary>
    public static string StateKey(this Coupon coupon, DateTimeOffset now) =>
        coupon.State is CouponState.Paused or CouponState.Voided ? $"members.coupon.{Enums.Name(coupon.State)}"
        : coupon.IsUsedUp() ? "members.coupon.USED"
        : coupon.IsOver(now) ? "members.coupon.OVER"
        : "members.coupon.USABLE";

    /// <summary>Of a wallet.</summary>
    public static StateKind Kind(this WalletState state) => state switch
    {
        WalletState.Active => StateKind.Good,
        WalletState.Voided => StateKind.Bad,
        _ => StateKind.Neutral,
    };

    private static bool IsFor(this Reward reward, Member member) => reward.TierIds.Count == 0 || reward.TierIds.Contains(member.TierId);

    private static bool IsUsedUp(this Coupon coupon) => coupon.RedeemedCount >= Math.Max(1, coupon.Terms.MaxRedemptions);

    private static bool IsOver(this Coupon coupon, DateTimeOffset now) => coupon.Terms.ValidUntil is { } until && until.ToDateTimeOffset() <= now;
}
