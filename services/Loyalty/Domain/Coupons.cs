using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>How a coupon goes together with others.</summary>
public enum CouponStacking
{
    /// <summary>With any other joint one that is not of its group.</summary>
    Joint = 1,

    /// <summary>Alone.</summary>
    Exclusive = 2,
}

/// <summary>When a coupon that was used can be used once more.</summary>
public enum CouponGiveBack
{
    /// <summary>When all of the order was called off before any of it was with the customer.</summary>
    Cancelled = 1,

    /// <summary>Also when nothing of the order is kept.</summary>
    Whole = 2,

    /// <summary>Also when nothing is kept of what it took something off.</summary>
    Partial = 3,

    /// <summary>Never.</summary>
    Never = 4,
}

/// <summary>Whether a coupon can be used, as far as somebody decides.</summary>
public enum CouponState
{
    /// <summary>It can.</summary>
    Usable = 1,

    /// <summary>Not until somebody says so.</summary>
    Paused = 2,

    /// <summary>Never again.</summary>
    Voided = 3,
}

/// <summary>What a coupon gives, and to whom. Exactly one of the four benefits.</summary>
public sealed record CouponTerms
{
    /// <summary>Of the applicable lines, above 0 up to 100; 0 when the benefit is another.</summary>
    public decimal Percent { get; init; }

    /// <summary>At most the applicable lines' sum; 0 when the benefit is another.</summary>
    public long AmountMinor { get; init; }

    public string AmountCurrency { get; init; } = "";

    public bool FreeShipping { get; init; }

    /// <summary>What its member may buy before everybody may; empty when the benefit is another.</summary>
    public string EarlyAccessId { get; init; } = "";

    public string? MemberId { get; init; }

    public long MaxRedemptions { get; init; } = 1;

    /// <summary>No limit when 0.</summary>
    public long MaxRedemptionsPerOwner { get; init; }

    /// <summary>The least sum of the applicable lines, before any coupon.</summary>
    public long MinimumBasketMinor { get; init; }

    public string MinimumBasketCurrency { get; init; } = "";

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Skus { get; init; } = [];

    public IReadOnlyList<string> Markets { get; init; } = [];

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    public string CampaignId { get; init; } = "";

    public CouponStacking Stacking { get; init; } = CouponStacking.Joint;

    /// <summary>Of a group's coupons a basket uses one; empty for no group.</summary>
    public string StackingGroup { get; init; } = "";

    public CouponGiveBack GiveBack { get; init; } = CouponGiveBack.Cancelled;

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

    public CouponState State { get; init; } = CouponState.Usable;

    /// <summary>Why it is in that state; empty for one that always was usable.</summary>
    public string StateReason { get; init; } = "";

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

    /// <summary>Stops it, for a while or for good, or lets it be used again. What checkouts hold, they hold.</summary>
    public Decision<Coupon> Set(CouponState state, string reason) =>
        string.IsNullOrWhiteSpace(reason) ? new ReasonRequired()
        : State is CouponState.Voided && state is not CouponState.Voided ? CouponRefused.Voided(Code)
        : State == state ? this
        : this with { State = state, StateReason = reason, Version = Version + 1 };

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

    /// <summary>What it has that is not sold to all yet.</summary>
    public IReadOnlyList<string> EarlyAccessIds { get; init; } = [];

    /// <summary>Whether nobody said whose it is: a till's sale to whoever stands there.</summary>
    public bool IsOfNobody => OwnerId.Length == 0;

    /// <summary>Customers who are the same person as the owner.</summary>
    public IReadOnlyList<string> AlsoOwners { get; init; } = [];

    /// <summary>A till's, of nobody.</summary>
    public static Basket OfNobody(string market, string currencyCode, IReadOnlyList<EarningLine> lines) => new("", true, market, currencyCode, lines, 0) { Asker = Asker.Staff };

    /// <summary>Whether a customer is the owner.</summary>
    public bool IsOwnedBy(string customerId) => !OwnerIsGuest && (OwnerId == customerId || AlsoOwners.Contains(customerId));
}
