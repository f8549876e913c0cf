using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using GivenReward = Omnichannel.Loyalty.Domain.GivenReward;
using Referral = Omnichannel.Loyalty.Domain.Referral;

namespace Omnichannel.Loyalty.Store;

/// <summary>What is told of referrals: to each member only what is theirs, and never who the friend is.</summary>
internal static class ReferralEvents
{
    public static void Rewarded(UnitOfWork unit, MemberState member, Referral referral, GivenReward given, DateTimeOffset? expiresAt, bool isReferrer) => unit.Publish(
        member.Member.MemberId,
        member.Version + 1,
        EventHeader.News(unit.Now).On(new ReferralRewarded
        {
            MemberId = member.Member.MemberId,
            ReferralId = referral.ReferralId,
            Friend = !isReferrer,
            Points = given.Points,
            CouponCode = given.CouponCode ?? "",
            ExpiresAt = expiresAt is { } end ? Instants.ToTimestamp(end.ToMicros()) : null,
            Balance = LedgerEvents.BalanceOf(member),
        }));

    public static void TakenBack(UnitOfWork unit, MemberState member, Referral referral, GivenReward given, bool isReferrer) => unit.Publish(
        member.Member.MemberId,
        member.Version + 1,
        EventHeader.News(unit.Now).On(new ReferralTakenBack
        {
            MemberId = member.Member.MemberId,
            ReferralId = referral.ReferralId,
            Friend = !isReferrer,
            Points = given.Points,
            CouponCode = given.CouponCode ?? "",
            Balance = LedgerEvents.BalanceOf(member),
        }));

    public static void Refused(UnitOfWork unit, MemberState referrer, Referral referral) => unit.Publish(
        referrer.Member.MemberId,
        referrer.Version + 1,
        EventHeader.News(unit.Now).On(new ReferralRefused { MemberId = referrer.Member.MemberId, ReferralId = referral.ReferralId, Reason = Words.ToContract(referral.Reason) }));
}
