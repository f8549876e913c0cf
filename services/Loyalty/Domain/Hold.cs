using System.Text.Json.Serialization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Where a hold stands. All but the first are final.</summary>
public enum HoldState
{
    /// <summary>Points and coupons are put aside until <see cref="Hold.ExpiresAt"/>.</summary>
    Held = 1,

    /// <summary>Used.</summary>
    Captured = 2,

    /// <summary>Given back, or refused before it was ever placed (a tombstone).</summary>
    Released = 3,

    /// <summary>Given back by the clock.</summary>
    Expired = 4,
}

/// <summary>What a hold took from one lot, and what became of it.</summary>
public sealed record Allocation(long LotSequence, long Points)
{
    public long Captured { get; init; }

    /// <summary>Of the captured points, those that returns gave back to the lot.</summary>
    public long Restored { get; init; }
}

/// <summary>Points and coupons that are put aside together and resolve once.</summary>
public sealed record Hold
{
    public required string HoldId { get; init; }

    /// <summary>Whose points are held, or the wallet whose money is. Null when only coupons are held, and for a tombstone.</summary>
    public string? MemberId { get; init; }

    /// <summary>What the wallet's money pays as; null when no wallet is held.</summary>
    public TenderKind? Tender { get; init; }

    /// <summary>Of a wallet's hold: the checkout's hold that resolves it.</summary>
    public string? PartOf { get; init; }

    /// <summary>Of a checkout's hold: how many wallets were named. Each may have a part.</summary>
    public long Wallets { get; init; }

    /// <summary>Of a checkout's hold: what it holds in wallets, in the order in which they were named.</summary>
    public IReadOnlyList<Hold> Parts { get; init; } = [];

    /// <summary>The ids that its parts in wallets can have.</summary>
    [JsonIgnore]
    public IEnumerable<string> PartIds => Enumerable.Range(0, (int)Wallets).Select(PartId);

    /// <summary>Of a cart's checkout: resolved by the saga only.</summary>
    public bool IsCheckout { get; init; }

    public HoldState State { get; init; } = HoldState.Held;

    public long Points { get; init; }

    public long CapturedPoints { get; init; }

    public IReadOnlyList<Allocation> Allocations { get; init; } = [];

    /// <summary>Codes in byte order: rows are locked in this order.</summary>
    public IReadOnlyList<HeldCoupon> Coupons { get; init; } = [];

    public string? OrderId { get; init; }

    public string Reference { get; init; } = "";

    /// <summary>The store whose till placed it; null for anybody else's.</summary>
    public string? StoreId { get; init; }

    /// <summary>What proved to the till that the member was there.</summary>
    public PresenceKind Presence { get; init; }

    public string CurrencyCode { get; init; } = "";

    /// <summary>What the points pay.</summary>
    public long ValueMinor { get; init; }

    /// <summary>Lines that points do not pay. Known while it is placed.</summary>
    public IReadOnlyList<string> LinesNotPaid { get; init; } = [];

    /// <summary>The cart's owner: whose use of the coupons it counts as.</summary>
    public string OwnerId { get; init; } = "";

    public bool OwnerIsGuest { get; init; }

    /// <summary>What was asked for, hashed: the same id again must mean the same hold.</summary>
    public string ContentHash { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Points that were used and not given back yet.</summary>
    public long UsedPoints => Allocations.Sum(allocation => allocation.Captured - allocation.Restored);

    /// <summary>Whether points or coupons may be used now; else why not.</summary>
    public Refusal? WhyNotCapturable(long points, string? orderId) => State switch
    {
        HoldState.Released => new HoldReleased(HoldId),
        HoldState.Expired => new HoldExpired(HoldId),
        HoldState.Captured when points != CapturedPoints || orderId != OrderId => new HoldAlreadyCaptured(HoldId),
        _ => null,
    };

    /// <summary>The id of its part in one of its wallets.</summary>
    /// <param name="number">From 0, in the order in which they were named.</param>
    public string PartId(int number) => FormattableString.Invariant($"{HoldId}/{number + 1}");

    public Hold Resolved(HoldState state, DateTimeOffset at) => this with { State = state, ResolvedAt = at };
}

/// <summary>A coupon in a hold, with what it takes off.</summary>
public sealed record HeldCoupon(string Code, IReadOnlyList<LineShare> Shares, long ShippingMinor, string CampaignId)
{
    /// <summary>As its terms say.</summary>
    public CouponGiveBack GiveBack { get; init; } = CouponGiveBack.Cancelled;

    /// <summary>Whether its campaign counts it.</summary>
    public bool IsBudgeted { get; init; }

    /// <summary>When what it was used for was called off, and it could be used again.</summary>
    public DateTimeOffset? GivenBackAt { get; init; }

    [JsonIgnore]
    public long DiscountMinor => Shares.Sum(share => share.AmountMinor) + ShippingMinor;
}

/// <summary>A line's part of held points, and what they pay of it.</summary>
public sealed record PointsShare(string LineId, long Points, long AmountMinor);

/// <summary>A line's part of a sum.</summary>
public sealed record LineShare(string LineId, long AmountMinor);
