using Omnichannel.Platform.Time;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What a program gives for a friend whom a member brings.</summary>
public sealed record ReferralTerms
{
    /// <summary>For how many friends a member is rewarded in a period; 0 where the program rewards nobody.</summary>
    public long MostRewards { get; init; }

    /// <summary>When <see cref="MostRewards"/> begins anew.</summary>
    public CapPeriod Period { get; init; } = CapPeriod.Ever;

    /// <summary>Days of 24 hours in which the friend's order must be placed.</summary>
    public int FriendDays { get; init; } = 90;

    /// <summary>What the friend must keep of an order, by currency; an order in another currency does not count. None for any order.</summary>
    public IReadOnlyList<MinimumOrder> MinimumOrders { get; init; } = [];

    /// <summary>For whoever brings a friend.</summary>
    public ReferralReward Referrer { get; init; } = new();

    /// <summary>For the friend.</summary>
    public ReferralReward Friend { get; init; } = new();

    /// <summary>Whether the program rewards anybody.</summary>
    public bool IsOffered() => MostRewards > 0;

    /// <summary>Whether so much of an order is enough.</summary>
    public bool IsEnough(string currencyCode, long keptMinor) =>
        keptMinor > 0 && (MinimumOrders.Count == 0 || MinimumOrders.Any(minimum => minimum.CurrencyCode == currencyCode && minimum.AmountMinor <= keptMinor));
}

/// <summary>The least that an order of a currency must come to.</summary>
public sealed record MinimumOrder(string CurrencyCode, long AmountMinor);

/// <summary>What one side gets: points or a coupon, or nothing.</summary>
public sealed record ReferralReward
{
    public long Points { get; init; }

    public RewardCoupon Coupon { get; init; } = new();

    /// <summary>Whether it is anything.</summary>
    public bool IsAny() => Points > 0 || Coupon.IsAny();
}

/// <summary>A coupon that is made for a member when there is reason to. Exactly one of the three benefits.</summary>
public sealed record RewardCoupon
{
    /// <summary>Whose budget it is under; empty for no coupon.</summary>
    public string CampaignId { get; init; } = "";

    public decimal Percent { get; init; }

    public long AmountMinor { get; init; }

    /// <summary>Of the amount and of the minimum.</summary>
    public string CurrencyCode { get; init; } = "";

    public bool FreeShipping { get; init; }

    public long MinimumBasketMinor { get; init; }

    /// <summary>Days for which it can be used; it ends with the last of them.</summary>
    public int ValidDays { get; init; }

    /// <summary>Whether there is one.</summary>
    public bool IsAny() => CampaignId.Length > 0;

    /// <summary>The terms of one that is made for a member now.</summary>
    public CouponTerms For(string memberId, string timeZoneId, DateTimeOffset now) => new()
    {
        MemberId = memberId,
        CampaignId = CampaignId,
        Percent = Percent,
        AmountMinor = AmountMinor,
        AmountCurrency = AmountMinor > 0 ? CurrencyCode : "",
        FreeShipping = FreeShipping,
        MinimumBasketMinor = MinimumBasketMinor,
        MinimumBasketCurrency = MinimumBasketMinor > 0 ? CurrencyCode : "",
        ValidUntil = LocalDays.In(timeZoneId).EndOfDayAfter(now, ValidDays),
    };
}
