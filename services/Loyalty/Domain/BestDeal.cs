using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// Which of several coupons are used together. An exclusive one is used alone; of a group one is used. Of what goes together, that is used which takes off the most; on a tie
/// the fewest coupons, then the first codes.
/// </summary>
/// <remarks>
/// Up to <see cref="MostTriedOut"/> coupons every combination is tried. Of more, the joint ones are added one by one, each time the one that takes off the most, and the
/// exclusive ones are tried alone: that is the best deal unless groups overlap in goods.
/// <para>
/// Those that are used apply one after the other, in an order of their own: percentages, the highest first, then amounts, the one with the least to take from first, so that
/// nothing of them goes to waste. A percentage is rounded once and split over its lines by what they still cost; the shares add up.
/// </para>
/// </remarks>
public static class BestDeal
{
    /// <summary>Up to so many coupons the deal is the best of all combinations.</summary>
    public const int MostTriedOut = 8;

    /// <summary>The best deal of coupons each of which can be used.</summary>
    public static CouponOutcome Of(Basket basket, IReadOnlyList<CouponUse> wanted)
    {
        List<Candidate> candidates = [.. wanted.Select(use => new Candidate(use, basket)).Order()];
        var nothing = new Deal([], basket.Lines.Sum(line => line.AmountMinor), 0);
        var best = candidates.Count <= MostTriedOut ? BestOfAll(basket, candidates, nothing) : StepByStep(basket, candidates, nothing);
        return new CouponOutcome([.. best.Coupons.OrderBy(coupon => coupon.Code, StringComparer.Ordinal)], best.LeftMinor)
        {
            LeftOut = [.. wanted.Select(use => use.Coupon.Code).Except(best.Coupons.Select(coupon => coupon.Code)).Order(StringComparer.Ordinal)],
        };
    }

    private static Deal BestOfAll(Basket basket, List<Candidate> candidates, Deal nothing)
    {
        var best = nothing;
        for (var chosen = 1; chosen < 1 << candidates.Count; chosen++)
        {
            List<Candidate> some = [.. candidates.Where((_, i) => (chosen & (1 << i)) != 0)];
            best = MayStack(some) && Work(basket, some) is { } deal && deal.IsBetterThan(best) ? deal : best;
        }

        return best;
    }

    private static Deal StepByStep(Basket basket, List<Candidate> candidates, Deal nothing)
    {
        var (joint, chosen) = (nothing, new List<Candidate>());
        while (true)
        {
            var next = candidates.Except(chosen).Where(candidate => candidate.Terms.Stacking is CouponStacking.Joint)
                .Select(candidate => chosen.Append(candidate).Order().ToList())
                .Where(MayStack)
                .Select(some => (Some: some, Deal: Work(basket, some)))
                .Aggregate((Some: chosen, Deal: joint), (best, tried) => tried.Deal?.IsBetterThan(best.Deal) is true ? (tried.Some, tried.Deal) : best);
            if (next.Deal == joint)
            {
                break;
            }

            (chosen, joint) = next;
        }

        return candidates.Where(candidate => candidate.Terms.Stacking is CouponStacking.Exclusive)
            .Select(candidate => Work(basket, [candidate]))
            .Aggregate(joint, (best, deal) => deal?.IsBetterThan(best) is true ? deal : best);
    }

    private static bool MayStack(List<Candidate> some) =>
        (some.Count == 1 || some.TrueForAll(each => each.Terms.Stacking is CouponStacking.Joint))
        && some.Where(each => each.Terms.StackingGroup.Length > 0).GroupBy(each => each.Terms.StackingGroup, StringComparer.Ordinal).All(group => group.Count() == 1);

    // What coupons take off together, in their order. Null when one of them has nothing left to take from, as the others do as much without it, or when it is more than their
    // campaign has left, or gives one person.
    private static Deal? Work(Basket basket, IReadOnlyList<Candidate> some)
    {
        var left = basket.Lines.Select(line => line.AmountMinor).ToArray();
        var shippingLeft = basket.ShippingMinor;
        var held = new List<HeldCoupon>(some.Count);
        foreach (var candidate in some)
        {
            var terms = candidate.Terms;
            long[] amounts = [.. candidate.Lines.Select(i => left[i])];
            var shipping = terms.FreeShipping ? shippingLeft : 0;
            var discount = terms.FreeShipping ? 0 : CouponRules.Discount(terms, amounts.Sum());
            if (shipping + discount == 0)
            {
                return null;
            }

            var shares = discount == 0 ? [] : new Money(basket.CurrencyCode, discount).Split(amounts);
            for (var i = 0; i < shares.Count; i++)
            {
                left[candidate.Lines[i]] -= shares[i].AmountMinor;
            }

            shippingLeft -= shipping;
            held.Add(new HeldCoupon(
                candidate.Code,
                [.. shares.Select((share, i) => new LineShare(basket.Lines[candidate.Lines[i]].LineId, share.AmountMinor)).Where(share => share.AmountMinor > 0)],
                shipping,
                terms.CampaignId)
            { GiveBack = terms.GiveBack, IsBudgeted = candidate.Campaign is not null });
        }

        var isWithinBudgets = some.Select((candidate, i) => (candidate.Campaign, held[i].DiscountMinor)).Where(each => each.Campaign is not null)
            .GroupBy(each => each.Campaign!)
            .All(uses => uses.Key.HasRoomFor(uses.Count(), uses.Sum(each => each.DiscountMinor)) && uses.Key.HasRoomForPerson(uses.Count()));
        return !isWithinBudgets ? null : new Deal(held, left.Sum(), held.Sum(coupon => coupon.DiscountMinor));
    }

    private sealed record Deal(IReadOnlyList<HeldCoupon> Coupons, long LeftMinor, long TotalMinor)
    {
        private string Codes => string.Join('\n', Coupons.Select(coupon => coupon.Code).Order(StringComparer.Ordinal));

        public bool IsBetterThan(Deal other) =>
            TotalMinor != other.TotalMinor ? TotalMinor > other.TotalMinor
            : Coupons.Count != other.Coupons.Count ? Coupons.Count < other.Coupons.Count
            : string.CompareOrdinal(Codes, other.Codes) < 0;
    }

    private sealed class Candidate(CouponUse use, Basket basket) : IComparable<Candidate>
    {
        public string Code => use.Coupon.Code;

        public CouponTerms Terms => use.Coupon.Terms;

        public Campaign? Campaign => use.Campaign;

        public IReadOnlyList<int> Lines { get; } = [.. Enumerable.Range(0, basket.Lines.Count).Where(i => CouponRules.Applies(use.Coupon.Terms, basket.Lines[i]))];

        private long SumMinor => Lines.Sum(i => basket.Lines[i].AmountMinor);

        public int CompareTo(Candidate? other) =>
            Terms.Percent != other!.Terms.Percent ? other.Terms.Percent.CompareTo(Terms.Percent)
            : SumMinor != other.SumMinor ? SumMinor.CompareTo(other.SumMinor)
            : string.CompareOrdinal(Code, other.Code);
    }
}
