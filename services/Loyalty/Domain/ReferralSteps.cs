namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// What becomes of a referral follows from what is known of the friend's orders and of both people, not from the order in which it came to be known: it is looked at whenever
/// something of that changes, and by time.
/// </summary>
public static class ReferralSteps
{
    /// <summary>Looks at it. Looking again at the same changes nothing; what was refused or taken back stays so.</summary>
    /// <param name="referral">As it stands.</param>
    /// <param name="terms">Of its program.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="now">The moment.</param>
    public static ReferralChange Review(Referral referral, ReferralTerms terms, ReferralFacts facts, DateTimeOffset now) =>
        referral.State is ReferralState.Rewarded ? ReviewRewarded(referral, terms, facts)
        : !referral.IsOpen ? new ReferralChange(referral)
        : facts.AreOne ? new ReferralChange(Refused(referral, ReferralReason.SamePerson))
        : facts.AlreadyBrought ? new ReferralChange(Refused(referral, ReferralReason.AlreadyBrought))
        : facts.BoughtBefore ? new ReferralChange(Refused(referral, ReferralReason.BoughtBefore))
        : ReviewOpen(referral, terms, facts, now);

    /// <summary>Why two people seem to be one; none when nothing says so.</summary>
    public static ReferralReason WhySame(IReadOnlySet<BuyerMark> referrer, IEnumerable<BuyerMark> friend) => friend.Where(referrer.Contains).Select(mark => mark.Kind switch
    {
        MarkKind.Address => ReferralReason.SameAddress,
        MarkKind.Payment => ReferralReason.SamePayment,
        MarkKind.Device => ReferralReason.SameDevice,
        _ => ReferralReason.SameContact,
    }).Order().FirstOrDefault();

    private static ReferralChange ReviewOpen(Referral referral, ReferralTerms terms, ReferralFacts facts, DateTimeOffset now)
    {
        var inTime = facts.Orders.Where(order => order.PlacedAt >= referral.LinkedAt && order.PlacedAt < referral.EndsAt).ToList();
        var order = inTime.Find(each => terms.IsEnough(each.CurrencyCode, each.KeptMinor));
        if (WhySame(facts.ReferrerMarks, [.. facts.FriendMarks, .. order?.Marks ?? []]) is not ReferralReason.None and var reason)
        {
            return new ReferralChange(Refused(referral, reason));
        }

        if (order is null)
        {
            var isOver = now >= referral.EndsAt;
            return new ReferralChange(referral with
            {
                State = isOver ? ReferralState.Lapsed : ReferralState.Linked,
                Reason = inTime.Count > 0 ? ReferralReason.BelowMinimum : ReferralReason.None,
                OrderId = null,
                RewardedAt = null,
            })
            {
                LookAgainAt = isOver ? null : referral.EndsAt,
            };
        }

        var qualified = referral with { State = ReferralState.Qualified, Reason = ReferralReason.None, OrderId = order.OrderId, RewardedAt = order.FinalAt };
        return order.FinalAt is { } final && final <= now ? Reward(qualified, terms, facts, now) : new ReferralChange(qualified) { LookAgainAt = order.FinalAt };
    }

    // The friend was promised something, too, and cannot know how many others the member brought.
    private static ReferralChange Reward(Referral referral, ReferralTerms terms, ReferralFacts facts, DateTimeOffset now)
    {
        var isCapped = terms.Referrer.IsAny() && facts.RewardsInPeriod >= terms.MostRewards;
        return new ReferralChange(referral with
        {
            State = ReferralState.Rewarded,
            Reason = isCapped ? ReferralReason.CapReached : ReferralReason.None,
            RewardedAt = now,
        })
        {
            FriendReward = terms.Friend,
            ReferrerReward = isCapped ? new ReferralReward() : terms.Referrer,
        };
    }

    private static ReferralChange ReviewRewarded(Referral referral, ReferralTerms terms, ReferralFacts facts) =>
        facts.Orders.Any(order => order.OrderId == referral.OrderId && terms.IsEnough(order.CurrencyCode, order.KeptMinor))
            ? new ReferralChange(referral)
            : new ReferralChange(referral with { State = ReferralState.TakenBack, Reason = ReferralReason.OrderReturned }) { TakesBack = true };

    private static Referral Refused(Referral referral, ReferralReason reason) =>
        referral with { State = ReferralState.Refused, Reason = reason, OrderId = null, RewardedAt = null };
}
