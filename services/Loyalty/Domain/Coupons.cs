using System.Numerics;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What a coupon gives, and to whom. Exactly one of the three benefits.</summary>
public sealed record CouponTerms
{
    /// <summary>Of the applicable lines, above 0 up to 100; 0 when the benefit is another.</summary>
    public decimal Percent { get; init; }

    /// <summary>At most the applicable lines' sum; 0 when the benefit is another.</summary>
    public long AmountMinor { get; init; }

    public string AmountCurrency { get; init; } = "";

    public bool FreeShipping { get; init; }

    public string? MemberId { get; init; }

    public long MaxRedemptions { get; init; } = 1;

    /// <summary>No limit when 0.</summary>
    public long MaxRedemptionsPerOwner { get; init; }

    public long MinimumBasketMinor { get; init; }

    public string MinimumBasketCurrency { get; init; } = "";

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Skus { get; init; } = [];

    public IReadOnlyList<string> Markets { get; init; } = [];

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public string CampaignId { get; init; } = "";

    /// <summary>Whether somebody may use it, as far as it is a member's own.</summary>
    public bool IsFor(string memberId) => MemberId is null || MemberId == memberId;
}

/// <summary>A code that lowers a price: its own aggregate.</summary>
public sealed record Coupon
{
    public required string Code { get; init; }

    public required CouponTerms Terms { get; init; }

    public long RedeemedCount { get; init; }

    public long HeldCount { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public long Version { get; init; }

    /// <summary>How often it is held or was used: at most as often as its terms allow.</summary>
    public long UsedCount => HeldCount + RedeemedCount;

    /// <summary>What it becomes when its hold resolves.</summary>
    public Coupon After(CouponFate fate) => fate switch
    {
        CouponFate.Redeemed => Redeem(),
        CouponFate.Released => Release(),
        _ => this,
    };

    public Coupon Hold() => this with { HeldCount = HeldCount + 1, Version = Version + 1 };

    public Coupon Release() => this with { HeldCount = HeldCount - 1, Version = Version + 1 };

    /// <summary>What it was used for was called off: it can be used once more.</summary>
    public Coupon GiveBack() => this with { RedeemedCount = RedeemedCount - 1, Version = Version + 1 };

    public Coupon Redeem() => this with { HeldCount = HeldCount - 1, RedeemedCount = RedeemedCount + 1, Version = Version + 1 };
}

/// <summary>Who asks for a basket's coupons and points to be held.</summary>
public enum Asker
{
    /// <summary>Its owner.</summary>
    Owner,

    /// <summary>A till or an agent, for the owner.</summary>
    Staff,

    /// <summary>Another shopper, whom the owner let into the cart: what is the owner's alone is not theirs to use.</summary>
    Joined,
}

/// <summary>What is to be sold, for coupons and points to take off. Amounts in minor units of one currency.</summary>
public sealed record Basket(
    string OwnerId, bool OwnerIsGuest, string Market, string CurrencyCode, IReadOnlyList<EarningLine> Lines, long ShippingMinor)
{
    /// <summary>Who asks.</summary>
    public Asker Asker { get; init; }
}

/// <summary>Decides which coupons a basket can use, and what each takes off.</summary>
public static class CouponRules
{
    /// <summary>
    /// Applies coupons one after the other, in the order given: each sees what the ones before it left to pay. A percentage is rounded once, half to even,
    /// and split over its lines by their amounts; the shares add up.
    /// </summary>
    /// <param name="basket">The lines, after promotions.</param>
    /// <param name="coupons">Each with how often this owner has used or holds it.</param>
    /// <param name="now">The moment.</param>
    public static Decision<CouponOutcome> Apply(Basket basket, IReadOnlyList<(Coupon Coupon, long UsedByOwner)> coupons, DateTimeOffset now)
    {
        var left = basket.Lines.Select(line => line.AmountMinor).ToArray();
        var shippingLeft = basket.ShippingMinor;
        var held = new List<HeldCoupon>(coupons.Count);
        foreach (var (coupon, usedByOwner) in coupons)
        {
            if (WhyNot(coupon, basket, usedByOwner, now) is { } refusal)
            {
                return refusal;
            }

            var applicable = Enumerable.Range(0, left.Length).Where(i => Applies(coupon.Terms, basket.Lines[i])).ToList();
            var sum = applicable.Sum(i => left[i]);
            if (sum < coupon.Terms.MinimumBasketMinor)
            {
                return CouponRefused.MinimumNotMet(coupon.Code, coupon.Terms.MinimumBasketMinor);
            }

            var shipping = coupon.Terms.FreeShipping ? shippingLeft : 0;
            var discount = coupon.Terms.FreeShipping ? 0 : Discount(coupon.Terms, sum);
            if (shipping + discount == 0)
            {
                return CouponRefused.NotApplicable(coupon.Code);
            }

            var shares = discount == 0 ? [] : new Money(basket.CurrencyCode, discount).Split([.. applicable.Select(i => left[i])]);
            for (var i = 0; i < shares.Count; i++)
            {
                left[applicable[i]] -= shares[i].AmountMinor;
            }

            shippingLeft -= shipping;
            held.Add(new HeldCoupon(
                coupon.Code,
                [.. shares.Select((share, i) => new LineShare(basket.Lines[applicable[i]].LineId, share.AmountMinor)).Where(share => share.AmountMinor > 0)],
                shipping,
                coupon.Terms.CampaignId));
        }

        return new CouponOutcome(held, left.Sum());
    }

    private static CouponRefused? WhyNot(Coupon coupon, Basket basket, long usedByOwner, DateTimeOffset now)
    {
        var terms = coupon.Terms;
        return terms switch
        {
            { MemberId: { } owner } when basket.OwnerIsGuest || owner != basket.OwnerId || basket.Asker is Asker.Joined => NotYours(coupon, basket.Asker),
            { ValidUntil: { } until } when until <= now => CouponRefused.Expired(coupon.Code),
            { ValidFrom: { } from } when from > now => CouponRefused.NotYetValid(coupon.Code),
            _ when coupon.UsedCount >= terms.MaxRedemptions => CouponRefused.Used(coupon.Code),
            { MaxRedemptionsPerOwner: > 0 and var most } when usedByOwner >= most => CouponRefused.Used(coupon.Code),
            { Markets.Count: > 0 } when !terms.Markets.Contains(basket.Market) => CouponRefused.NotApplicable(coupon.Code),
            { AmountCurrency.Length: > 0 } when terms.AmountCurrency != basket.CurrencyCode => CouponRefused.NotApplicable(coupon.Code),
            { MinimumBasketCurrency.Length: > 0 } when terms.MinimumBasketCurrency != basket.CurrencyCode => CouponRefused.NotApplicable(coupon.Code),
            _ => null,
        };
    }

    // A shopper who tries codes does not learn which ones there are; at a till it helps to know.
    private static CouponRefused NotYours(Coupon coupon, Asker asker) =>
        asker is Asker.Staff ? CouponRefused.NotYours(coupon.Code) : CouponRefused.Unknown(coupon.Code);

    private static bool Applies(CouponTerms terms, EarningLine line) =>
        (terms.Skus.Count == 0 || terms.Skus.Contains(line.Sku))
        && (terms.Categories.Count == 0 || EarnFunction.IsWithin(line.Category, terms.Categories))
        && (line.IsMerchandise || terms.Skus.Count > 0 || terms.Categories.Count > 0);

    // Percentages have at most 6 decimal places; exact, then rounded once, half to even.
    private static long Discount(CouponTerms terms, long sum)
    {
        if (terms.Percent == 0)
        {
            return Math.Min(terms.AmountMinor, sum);
        }

        var whole = BigInteger.DivRem((BigInteger)(terms.Percent * 1_000_000m) * sum, 100_000_000, out var rest);
        var half = rest.CompareTo(50_000_000);
        return (long)(half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole);
    }
}

/// <summary>What the coupons of a basket take off, and what the lines still cost.</summary>
public sealed record CouponOutcome(IReadOnlyList<HeldCoupon> Coupons, long LinesLeftMinor);
