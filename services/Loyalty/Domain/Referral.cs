namespace Omnichannel.Loyalty.Domain;

/// <summary>How far it is with a friend whom a member brought.</summary>
public enum ReferralState
{
    /// <summary>The friend has no order yet that is enough.</summary>
    Linked = 1,

    /// <summary>The friend has one: it waits until it can be returned no more.</summary>
    Qualified = 2,

    /// <summary>Both have what the program gives, or the friend alone (<see cref="ReferralReason.CapReached"/>).</summary>
    Rewarded = 3,

    /// <summary>It earns nothing, for good.</summary>
    Refused = 4,

    /// <summary>The time for the friend's order is over. News of one that was placed in time still counts.</summary>
    Lapsed = 5,

    /// <summary>The goods came back after all, and what was given for them was taken back.</summary>
    TakenBack = 6,
}

/// <summary>Why it is in that state.</summary>
public enum ReferralReason
{
    /// <summary>There is nothing to say.</summary>
    None = 0,

    /// <summary>The friend bought something before.</summary>
    BoughtBefore = 1,

    /// <summary>Both have goods sent to one address.</summary>
    SameAddress = 2,

    /// <summary>Both pay with one means of payment.</summary>
    SamePayment = 3,

    /// <summary>Both use one device.</summary>
    SameDevice = 4,

    /// <summary>Both are reached at one e-mail address or phone number.</summary>
    SameContact = 5,

    /// <summary>What the friend kept of the orders is less than the program asks for.</summary>
    BelowMinimum = 6,

    /// <summary>The member was rewarded for as many friends as the program says.</summary>
    CapReached = 7,

    /// <summary>What the friend kept of the order that it was given for is less than the program asks for.</summary>
    OrderReturned = 8,

    /// <summary>Both turned out to be one person.</summary>
    SamePerson = 9,

    /// <summary>The friend turned out to be a member whom somebody else had brought.</summary>
    AlreadyBrought = 10,
}

/// <summary>What a mark is of.</summary>
public enum MarkKind
{
    Address = 1,
    Payment = 2,
    Device = 3,
    Contact = 4,
}

/// <summary>By what two people are known to be one, or to live together: a keyed hash, which tells nobody what it is of.</summary>
public sealed record BuyerMark(MarkKind Kind, string Key);

/// <summary>A friend whom a member brought, and what became of it.</summary>
public sealed record Referral
{
    public required string ReferralId { get; init; }

    /// <summary>Who brought the friend.</summary>
    public required string ReferrerId { get; init; }

    /// <summary>A customer who may be no member yet. Of one friend there is one referral.</summary>
    public required string FriendId { get; init; }

    /// <summary>By whose terms it is rewarded.</summary>
    public required string ProgramId { get; init; }

    public required long ProgramVersion { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>Before when the friend's order must be placed.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public ReferralState State { get; init; } = ReferralState.Linked;

    public ReferralReason Reason { get; init; }

    /// <summary>The friend's order that counts.</summary>
    public string? OrderId { get; init; }

    /// <summary>When it is rewarded, as far as that is known; afterwards when it was.</summary>
    public DateTimeOffset? RewardedAt { get; init; }

    /// <summary>What the referrer got.</summary>
    public GivenReward Referrer { get; init; } = new();

    /// <summary>What the friend got.</summary>
    public GivenReward Friend { get; init; } = new();

    public long Version { get; init; } = 1;

    /// <summary>Whether an order may still change what becomes of it.</summary>
    public bool IsOpen => State is ReferralState.Linked or ReferralState.Qualified or ReferralState.Lapsed;
}

/// <summary>What one side got.</summary>
public sealed record GivenReward
{
    public long Points { get; init; }

    /// <summary>Where the points were put; 0 for none.</summary>
    public long LotSequence { get; init; }

    public string? CouponCode { get; init; }
}

/// <summary>An order of a friend, as far as it matters here.</summary>
/// <param name="OrderId">Which.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="CurrencyCode">What it was paid in.</param>
/// <param name="KeptMinor">What was paid for the goods of it that were kept.</param>
/// <param name="FinalAt">When none of them can be returned any more; null while that is not known.</param>
/// <param name="Marks">Of whoever bought it.</param>
public sealed record FriendOrder(string OrderId, DateTimeOffset PlacedAt, string CurrencyCode, long KeptMinor, DateTimeOffset? FinalAt, IReadOnlyList<BuyerMark> Marks)
{
    /// <summary>An order as its ledger and its return windows tell of it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="earned">What it earned by: its basket, and what was paid in.</param>
    /// <param name="program">The program that it earned under.</param>
    /// <param name="windows">Until when lines can be returned, as far as that is known.</param>
    public static FriendOrder Of(CreditedOrder order, EarnedOrder earned, LoyaltyProgram program, IReadOnlyDictionary<string, DateTimeOffset> windows)
    {
        var (kept, final) = (0L, (DateTimeOffset?)DateTimeOffset.MinValue);
        foreach (var line in order.Lines.Where(line => line.Kept > 0))
        {
            var paid = earned.Basket.FirstOrDefault(each => each.LineId == line.LineId)?.AmountMinor ?? 0;
            kept += paid - new Platform.Domain.Portion(paid, line.Quantity).First(line.ReturnedQuantity);
            DateTimeOffset? end = windows.TryGetValue(line.LineId, out var told) ? told : order.DeliveredAt?.AddDays(program.PendingDays);
            final = final is null || end is null ? null : end > final ? end : final;
        }

        return new FriendOrder(order.OrderId, order.PlacedAt, earned.Purchase.CurrencyCode, kept, kept == 0 ? null : final, order.Marks);
    }
}

/// <summary>What is known when a referral is looked at.</summary>
public sealed record ReferralFacts
{
    /// <summary>The friend's orders, the earliest first, as far as they may count; of one that was rewarded, the one that it was rewarded for.</summary>
    public IReadOnlyList<FriendOrder> Orders { get; init; } = [];

    /// <summary>Whether the friend kept something of an order that was placed before the two were linked.</summary>
    public bool BoughtBefore { get; init; }

    /// <summary>Of the member who brought the friend.</summary>
    public IReadOnlySet<BuyerMark> ReferrerMarks { get; init; } = new HashSet<BuyerMark>();

    /// <summary>Of the friend, besides those of the orders.</summary>
    public IReadOnlySet<BuyerMark> FriendMarks { get; init; } = new HashSet<BuyerMark>();

    /// <summary>Whether both are one person, as far as that is known.</summary>
    public bool AreOne { get; init; }

    /// <summary>Whether the friend, who was no member, turned out to be one whom another referral brought.</summary>
    public bool AlreadyBrought { get; init; }

    /// <summary>For how many friends the member has been rewarded in this period.</summary>
    public long RewardsInPeriod { get; init; }
}

/// <summary>What looking at a referral made of it.</summary>
/// <param name="Referral">Afterwards.</param>
public sealed record ReferralChange(Referral Referral)
{
    /// <summary>What the friend is to be given.</summary>
    public ReferralReward? FriendReward { get; init; }

    /// <summary>What the referrer is to be given.</summary>
    public ReferralReward? ReferrerReward { get; init; }

    /// <summary>What both were given is to be taken back.</summary>
    public bool TakesBack { get; init; }

    /// <summary>When it is to be looked at again, whatever happens until then; null for not before something does.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
