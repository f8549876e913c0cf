using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Something is sold to members with a coupon for it before it is sold to all. The coupon stays with them.</summary>
public static class EarlyAccess
{
    /// <summary>Why a basket cannot be sold to who asks; null when it can.</summary>
    /// <param name="basket">What is to be sold.</param>
    /// <param name="own">Its owner's own coupons that can be used now.</param>
    public static EarlyAccessRequired? WhyNot(Basket basket, IReadOnlyList<Coupon> own) =>
        basket.EarlyAccessIds.FirstOrDefault(id => !IsOwners(basket) || !own.Any(coupon => coupon.Terms.EarlyAccessId == id)) is { } missing ? new EarlyAccessRequired(missing) : null;

    /// <summary>Whether coupons of the basket's owner count at all.</summary>
    public static bool IsOwners(Basket basket) => !basket.OwnerIsGuest && basket.Asker is not Asker.Joined;
}

/// <summary>Something that is not sold to all yet.</summary>
/// <param name="EarlyAccessId">What a coupon is needed for.</param>
public sealed record EarlyAccessRequired(string EarlyAccessId)
    : Refusal(RefusalKind.Precondition, "EARLY_ACCESS_REQUIRED", "Something in the basket is sold to members with a coupon for it only, for now.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["early_access_id"] = EarlyAccessId };
}
