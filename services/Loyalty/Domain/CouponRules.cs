using System.Numerics;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>A coupon that somebody wants to use.</summary>
/// <param name="Coupon">Which.</param>
/// <param name="UsedByPerson">How often the basket's owner holds or has used it: as a guest and as a customer together.</param>
public sealed record CouponUse(Coupon Coupon, long UsedByPerson)
{
    /// <summary>Its campaign, if anything was decided about that.</summary>
    public Campaign? Campaign { get; init; }
}

/// <summary>What a coupon would do for a basket by itself: what it takes off, or why it cannot be used.</summary>
public sealed record CouponChance(string Code, HeldCoupon? Alone, CouponRefused? Refusal);

/// <summary>Which coupons a basket could use.</summary>
/// <param name="Chances">Each by itself, in the order of the codes.</param>
/// <param name="Best">Those that would be used together.</param>
public sealed record Qualification(IReadOnlyList<CouponChance> Chances, CouponOutcome Best);

/// <summary>What the coupons of a basket take off, and what the lines still cost.</summary>
/// <param name="Coupons">In the order of their codes.</param>
/// <param name="LinesLeftMinor">Without shipping.</param>
public sealed record CouponOutcome(IReadOnlyList<HeldCoupon> Coupons, long LinesLeftMinor)
{
    /// <summary>Codes that could be used, and are not: those that are used take off more, and do not go together with them.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>Decides which coupons a basket can use, and what each takes off.</summary>
public static class CouponRules
{
    /// <summary>The coupons that take off the most together (<see cref="BestDeal"/>). The order in which they were entered does not matter: neither for this nor for what is refused.</summary>
    /// <param name="basket">The lines, after promotions.</param>
    /// <param name="wanted">Different coupons.</param>
    /// <param name="now">The moment.</param>
    public static Decision<CouponOutcome> Apply(Basket basket, IReadOnlyList<CouponUse> wanted, DateTimeOffset now)
    {
        List<CouponUse> ordered = [.. wanted.OrderBy(use => use.Coupon.Code, StringComparer.Ordinal)];
        return ordered.Select(use => WhyNot(use, basket, now)).FirstOrDefault(refusal => refusal is not null) is { } refused
            ? refused
            : BestDeal.Of(basket, ordered);
    }

    /// <summary>Which coupons a basket could use now, each by itself and all together.</summary>
    public static Qualification Qualify(Basket basket, IReadOnlyList<CouponUse> wanted, DateTimeOffset now)
    {
        List<CouponUse> ordered = [.. wanted.OrderBy(use => use.Coupon.Code, StringComparer.Ordinal)];
        var refusals = ordered.ToDictionary(use => use.Coupon.Code, use => WhyNot(use, basket, now), StringComparer.Ordinal);
        return new Qualification(
            [
                .. ordered.Select(use => refusals[use.Coupon.Code] is { } refusal
                    ? new CouponChance(use.Coupon.Code, null, refusal)
                    : new CouponChance(use.Coupon.Code, BestDeal.Of(basket, [use]).Coupons[0], null)),
            ],
            BestDeal.Of(basket, [.. ordered.Where(use => refusals[use.Coupon.Code] is null)]));
    }

    /// <summary>Why a coupon cannot be used on a basket, whatever others are; null when it can.</summary>
    public static CouponRefused? WhyNot(CouponUse use, Basket basket, DateTimeOffset now) => WhyNotNow(use, basket, now) ?? WhyNotHere(use, basket);

    /// <summary>Which lines a coupon is for.</summary>
    internal static bool Applies(CouponTerms terms, EarningLine line) =>
        (terms.Skus.Count == 0 || terms.Skus.Contains(line.Sku))
        && (terms.Categories.Count == 0 || EarnFunction.IsWithin(line.Category, terms.Categories))
        && (line.IsMerchandise || terms.Skus.Count > 0 || terms.Categories.Count > 0);

    /// <summary>What a coupon takes off so much. Percentages have at most 6 decimal places: exact, then rounded once, half to even.</summary>
    internal static long Discount(CouponTerms terms, long sum)
    {
        if (terms.EarlyAccessId.Length > 0)
        {
            return 0;
        }

        if (terms.Percent == 0)
        {
            return Math.Min(terms.AmountMinor, sum);
        }

        var whole = BigInteger.DivRem((BigInteger)(terms.Percent * 1_000_000m) * sum, 100_000_000, out var rest);
        var half = rest.CompareTo(50_000_000);
        return (long)(half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole);
    }

    /// <summary>Whether its owner can use a coupon now, on whatever it is for.</summary>
    public static bool CanBeUsed(CouponUse use, DateTimeOffset now) => WhyNotAtAll(use, now) is null;

    private static CouponRefused? WhyNotAtAll(CouponUse use, DateTimeOffset now)
    {
        var (coupon, terms) = (use.Coupon, use.Coupon.Terms);
        return terms switch
        {
            _ when coupon.State is CouponState.Voided || use.Campaign is { Terms.State: CouponState.Voided } => CouponRefused.Voided(coupon.Code),
            _ when coupon.State is CouponState.Paused || use.Campaign is { Terms.State: CouponState.Paused } => CouponRefused.Paused(coupon.Code),
            { ValidUntil: { } until } when until <= now => CouponRefused.Expired(coupon.Code),
            { ValidFrom: { } from } when from > now => CouponRefused.NotYetValid(coupon.Code),
            _ when coupon.UsedCount >= terms.MaxRedemptions => CouponRefused.Used(coupon.Code),
            { MaxRedemptionsPerOwner: > 0 and var most } when use.UsedByPerson >= most => CouponRefused.Used(coupon.Code),
            _ when use.Campaign?.HasRoomForPerson(1) is false => CouponRefused.Used(coupon.Code),
            _ => null,
        };
    }

    private static CouponRefused? WhyNotNow(CouponUse use, Basket basket, DateTimeOffset now)
    {
        var (coupon, terms) = (use.Coupon, use.Coupon.Terms);
        if (terms.MemberId is { } owner && (!basket.IsOwnedBy(owner) || basket.Asker is Asker.Joined))
        {
            return NotYours(coupon, basket.Asker);
        }

        return WhyNotAtAll(use, now) ?? terms switch
        {
            { MaxRedemptionsPerOwner: > 0 } when basket.IsOfNobody => CouponRefused.PersonRequired(coupon.Code),
            _ when basket.IsOfNobody && use.Campaign is { Terms.UsesPerPerson: not null } => CouponRefused.PersonRequired(coupon.Code),
            { Markets.Count: > 0 } when !terms.Markets.Contains(basket.Market) => CouponRefused.NotApplicable(coupon.Code),
            { AmountCurrency.Length: > 0 } when terms.AmountCurrency != basket.CurrencyCode => CouponRefused.NotApplicable(coupon.Code),
            _ when use.Campaign?.IsOfAnotherCurrency(basket.CurrencyCode) is true => CouponRefused.NotApplicable(coupon.Code),
            { MinimumBasketCurrency.Length: > 0 } when terms.MinimumBasketCurrency != basket.CurrencyCode => CouponRefused.NotApplicable(coupon.Code),
            _ => null,
        };
    }

    private static CouponRefused? WhyNotHere(CouponUse use, Basket basket)
    {
        var coupon = use.Coupon;
        var sum = basket.Lines.Where(line => Applies(coupon.Terms, line)).Sum(line => line.AmountMinor);
        var discount = coupon.Terms.FreeShipping ? basket.ShippingMinor : Discount(coupon.Terms, sum);
        return sum < coupon.Terms.MinimumBasketMinor ? CouponRefused.MinimumNotMet(coupon.Code, coupon.Terms.MinimumBasketMinor)
            : discount == 0 ? CouponRefused.NotApplicable(coupon.Code)
            : use.Campaign?.HasRoomFor(1, discount) is false ? CouponRefused.BudgetSpent(coupon.Code)
            : null;
    }

    // A shopper who tries codes does not learn which ones there are; at a till it helps to know.
    private static CouponRefused NotYours(Coupon coupon, Asker asker) =>
        asker is Asker.Staff ? CouponRefused.NotYours(coupon.Code) : CouponRefused.Unknown(coupon.Code);
}
