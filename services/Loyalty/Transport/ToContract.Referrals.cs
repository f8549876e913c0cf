using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;

namespace Omnichannel.Loyalty.Transport;

/// <content>Friends whom members bring.</content>
internal static partial class ToContract
{
    /// <summary>To members without anything by which the friend could be known.</summary>
    public static V1.Referral Referral(Referral referral, bool toStaff) => new()
    {
        ReferralId = referral.ReferralId,
        ReferrerId = referral.ReferrerId,
        FriendId = toStaff ? referral.FriendId : "",
        LinkedAt = Time(referral.LinkedAt),
        EndsAt = Time(referral.EndsAt),
        State = Words.ToContract(referral.State),
        Reason = Words.ToContract(referral.Reason),
        OrderId = toStaff ? referral.OrderId ?? "" : "",
        RewardedAt = Time(referral.RewardedAt),
        ReferrerReward = Given(referral.Referrer),
        FriendReward = toStaff ? Given(referral.Friend) : null,
    };

    public static V1.ReferralTerms Terms(ReferralTerms terms) => new()
    {
        MostRewards = terms.MostRewards,
        Period = (V1.CapPeriod)terms.Period,
        FriendDays = terms.FriendDays,
        MinimumOrders = { terms.MinimumOrders.Select(Minimum) },
        Referrer = Reward(terms.Referrer),
        Friend = Reward(terms.Friend),
    };

    public static V1.MinimumOrder Minimum(MinimumOrder minimum) => new() { CurrencyCode = minimum.CurrencyCode, AmountMinor = minimum.AmountMinor };

    public static V1.ReferralReward Reward(ReferralReward reward) => new()
    {
        Points = reward.Points,
        Coupon = !reward.Coupon.IsAny() ? null : new V1.RewardCoupon
        {
            CampaignId = reward.Coupon.CampaignId,
            Percent = reward.Coupon.Percent > 0 ? reward.Coupon.Percent.ToString(CultureInfo.InvariantCulture) : "",
            AmountMinor = reward.Coupon.AmountMinor,
            CurrencyCode = reward.Coupon.CurrencyCode,
            FreeShipping = reward.Coupon.FreeShipping,
            MinimumBasketMinor = reward.Coupon.MinimumBasketMinor,
            ValidDays = reward.Coupon.ValidDays,
        },
    };

    private static V1.GivenReward Given(GivenReward given) => new() { Points = given.Points, CouponCode = given.CouponCode ?? "" };
}
