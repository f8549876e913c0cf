using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <content>What becomes of referrals.</content>
public sealed partial class Referrals
{
    // Beyond so many orders that come to too little, nobody is waiting for the next.
    private const int MostOrders = 50;

    /// <summary>Looks at a referral: gathers what is known, lets <see cref="ReferralSteps"/> decide, and gives or takes back.</summary>
    public async Task Review(UnitOfWork unit, string referralId)
    {
        if (await ReferralRow.Look(unit.Sql, referralId).ConfigureAwait(false) is not { } seen)
        {
            return;
        }

        // Coupons are locked before members. What was given once is not given anew, so what is not seen here yet is not needed.
        string[] codes = [.. new[] { seen.Referrer.CouponCode, seen.Friend.CouponCode }.OfType<string>()];
        var coupons = codes.Length == 0 ? [] : await Coupons.Lock(unit, codes).ConfigureAwait(false);
        var members = new Dictionary<string, MemberState?>(StringComparer.Ordinal);
        var friendId = await AccountOf(unit.Sql, seen.FriendId).ConfigureAwait(false);
        foreach (var memberId in new[] { seen.ReferrerId, friendId }.Order(StringComparer.Ordinal))
        {
            members[memberId] = await ledgers.Find(unit, memberId).ConfigureAwait(false);
        }

        // Nobody changes a referral who does not hold its referrer.
        var referral = (await ReferralRow.Look(unit.Sql, referralId).ConfigureAwait(false))!;
        var friend = members[friendId];
        if (members[referral.ReferrerId] is null || (referral.State is ReferralState.Rewarded && friend is null))
        {
            // One of them is forgotten.
            return;
        }

        var program = (await programs.Version(unit.Sql, referral.ProgramId, referral.ProgramVersion).ConfigureAwait(false))!;
        var isFound = friend is not null && friendId != referral.FriendId;
        var facts = await Facts(unit.Sql, referral, program, unit.Now).ConfigureAwait(false);
        facts = facts with { AlreadyBrought = isFound && friend!.Member.ReferralId is not null };
        var change = ReferralSteps.Review(referral, program.Referral, facts, unit.Now);
        if (change.LookAgainAt is { } at)
        {
            unit.Schedule(TimerKinds.ReferralReview, referralId, at);
        }

        if (change.Referral == referral)
        {
            return;
        }

        var referrer = members[referral.ReferrerId]!;
        var next = change.Referral with { Version = referral.Version + 1 };
        if (change.FriendReward is { } forFriend && change.ReferrerReward is { } forReferrer)
        {
            if (isFound)
            {
                // From now on it is about the account that has the reward, whoever is who later.
                next = next with { FriendId = friendId };
                friend!.Member = friend.Member with { ReferralId = referralId };
                await ledgers.Save(unit, friend).ConfigureAwait(false);
            }

            next = next with
            {
                Friend = await Give(unit, friend!, forFriend, program, next, isReferrer: false).ConfigureAwait(false),
                Referrer = await Give(unit, referrer, forReferrer, program, next, isReferrer: true).ConfigureAwait(false),
            };
        }

        if (change.TakesBack)
        {
            await TakeBack(unit, friend!, next, next.Friend, coupons, isReferrer: false).ConfigureAwait(false);
            await TakeBack(unit, referrer, next, next.Referrer, coupons, isReferrer: true).ConfigureAwait(false);
        }

        ReferralRow.Update(unit.Sql, next);
        if (next.State is ReferralState.Refused)
        {
            ReferralEvents.Refused(unit, referrer, next);
            await ledgers.Save(unit, referrer).ConfigureAwait(false);
        }
    }

    // A friend who is no member may turn out to be one: then what they get is the member's.
    private static async Task<string> AccountOf(SqlSession sql, string friendId) => await MemberRow.Look(sql, friendId).ConfigureAwait(false) is not null
        ? friendId : (await PersonAccounts.Of(sql, friendId).ConfigureAwait(false)).FirstOrDefault() ?? friendId;

    private async Task<ReferralFacts> Facts(SqlSession sql, Referral referral, LoyaltyProgram program, DateTimeOffset now)
    {
        if (!referral.IsOpen)
        {
            return referral.State is ReferralState.Rewarded ? new ReferralFacts { Orders = await Orders(sql, referral, "order_id = @OrderId", program.Referral).ConfigureAwait(false) } : new ReferralFacts();
        }

        return new ReferralFacts
        {
            AreOne = await PersonAccounts.AreOne(sql, referral.ReferrerId, referral.FriendId).ConfigureAwait(false),
            BoughtBefore = await HasBought(sql, await PersonMerges.Group(sql, referral.FriendId).ConfigureAwait(false), referral.LinkedAt).ConfigureAwait(false),
            Orders = await Orders(sql, referral, "placed_at >= @linkedAt and placed_at < @endsAt", program.Referral).ConfigureAwait(false),
            ReferrerMarks = await PersonMarks.All(sql, referral.ReferrerId).ConfigureAwait(false),
            FriendMarks = await PersonMarks.Devices(sql, referral.FriendId).ConfigureAwait(false),
            RewardsInPeriod = await ReferralRow.CountRewarded(sql, await PersonMerges.Group(sql, referral.ReferrerId).ConfigureAwait(false), program.Referral.Period.StartOf(now, program.TimeZoneId)).ConfigureAwait(false),
        };
    }

    // The earliest orders, up to the first one that is enough: later ones do not matter.
    private async Task<IReadOnlyList<FriendOrder>> Orders(SqlSession sql, Referral referral, string which, ReferralTerms terms)
    {
        var rows = await sql.Query<OrderRow>(
            $"{OrderRow.Select} where member_id {sql.Dialect.In("@friends")} and {which} order by placed_at, order_id limit {MostOrders}",
            new { friends = (await PersonAccounts.OfMember(sql, referral.FriendId).ConfigureAwait(false)).ToArray(), referral.OrderId, linkedAt = referral.LinkedAt.ToMicros(), endsAt = referral.EndsAt.ToMicros() }).ConfigureAwait(false);
        var orders = new List<FriendOrder>();
        foreach (var order in rows.Select(row => row.ToOrder()))
        {
            if (await EarningRow.Find(sql, order.OrderId).ConfigureAwait(false) is not { } earned
                || await programs.Version(sql, earned.ProgramId, earned.ProgramVersion).ConfigureAwait(false) is not { } program)
            {
                continue;
            }

            orders.Add(FriendOrder.Of(order, earned, program, await ReturnWindows.Of(sql, order.OrderId).ConfigureAwait(false)));
            if (terms.IsEnough(orders[^1].CurrencyCode, orders[^1].KeptMinor))
            {
                break;
            }
        }

        return orders;
    }

    private async Task<GivenReward> Give(UnitOfWork unit, MemberState member, ReferralReward reward, LoyaltyProgram program, Referral referral, bool isReferrer)
    {
        if (!reward.IsAny())
        {
            return new GivenReward();
        }

        var given = new GivenReward();
        DateTimeOffset? expiresAt = null;
        if (reward.Points > 0)
        {
            var end = program.ExpiryAfter(unit.Now);
            var lot = member.Account.GiveForReferral(reward.Points, end, new Cause(unit.Now) { ProgramVersion = program.Version, ExpiresAt = end?.At });
            (given, expiresAt) = (given with { Points = reward.Points, LotSequence = lot.Sequence }, end?.At);
        }

        if (reward.Coupon.IsAny())
        {
            var terms = reward.Coupon.For(member.Member.MemberId, program.TimeZoneId, unit.Now);
            var coupon = (await Coupons.Issue(unit, terms, [], 1).ConfigureAwait(false))[0];
            (given, expiresAt) = (given with { CouponCode = coupon.Code }, terms.ValidUntil);
        }

        ReferralEvents.Rewarded(unit, member, referral, given, expiresAt, isReferrer);
        await ledgers.Save(unit, member).ConfigureAwait(false);
        return given;
    }

    // Of a coupon that was used nothing can be taken back: what it took off is gone.
    private async Task TakeBack(UnitOfWork unit, MemberState member, Referral referral, GivenReward given, IReadOnlyList<Coupon> coupons, bool isReferrer)
    {
        if (given.LotSequence > 0)
        {
            await ledgers.LoadWhole(unit, member, given.LotSequence).ConfigureAwait(false);
            await AccountRows.LoadSpendable(unit, member.Account, long.MaxValue).ConfigureAwait(false);
            var lot = member.Account.Lots.First(each => each.Sequence == given.LotSequence);
            member.Account.ClawBack(lot, 1, unit.Now, new Cause(unit.Now) { LotSequence = lot.Sequence, ProgramVersion = referral.ProgramVersion });
        }

        if (coupons.FirstOrDefault(coupon => coupon.Code == given.CouponCode) is { UsedCount: 0, State: not CouponState.Voided } unused)
        {
            CouponStanding.Save(unit.Sql, unused.Set(CouponState.Voided, ReferralReason.OrderReturned.Name()).Value);
        }

        if (given.LotSequence > 0 || given.CouponCode is not null)
        {
            ReferralEvents.TakenBack(unit, member, referral, given, isReferrer);
            await ledgers.Save(unit, member).ConfigureAwait(false);
        }
    }
}
