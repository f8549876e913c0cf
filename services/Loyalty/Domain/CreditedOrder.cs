using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// An order as ledgers see it: whose it is, to whom it was credited and under which program, what it earned, and what of that was taken back. Its points lie in the lots of
/// its member's <see cref="Account"/>.
/// </summary>
public sealed record CreditedOrder
{
    public required string OrderId { get; init; }

    /// <summary>Who bought it without being known.</summary>
    public string? GuestId { get; init; }

    /// <summary>Keyed hash of the e-mail address that they gave; null when they gave none.</summary>
    public string? BuyerKey { get; init; }

    /// <summary>The customer whose it is; null while that is not known.</summary>
    public string? OwnerId { get; init; }

    /// <summary>To whom it was credited; null when it was not.</summary>
    public string? MemberId { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When all of it was with the customer: then the pending period began.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it was last told to be: also when that turned out not to be so.</summary>
    public DateTimeOffset? ToldDeliveredAt { get; init; }

    public bool IsHistorical { get; init; }

    public SalesChannel Channel { get; init; }

    /// <summary>The program that it earned under; null when it was not credited, or when there was none.</summary>
    public string? ProgramId { get; init; }

    public long ProgramVersion { get; init; }

    /// <summary>What its lines earned.</summary>
    public long EarnedPoints { get; init; }

    /// <summary>What returns and cancellations took back of that.</summary>
    public long ClawedPoints { get; init; }

    /// <summary>What it was paid with in points and coupons.</summary>
    public string? HoldId { get; init; }

    /// <summary>Lines that were paid with points.</summary>
    public IReadOnlyList<RedeemedLine> Redemptions { get; init; } = [];

    /// <summary>The goods, and how much of them came back or was cancelled.</summary>
    public IReadOnlyList<BoughtLine> Lines { get; init; } = [];

    /// <summary>Of whoever bought it: keyed hashes.</summary>
    public IReadOnlyList<BuyerMark> Marks { get; init; } = [];

    /// <summary>What it would earn by, while its owner may still enrol, or its guest turn out to be somebody else.</summary>
    public PlacedOrder? Content { get; init; }

    /// <summary>Until when <see cref="Content"/> is kept.</summary>
    public DateTimeOffset? RememberedUntil { get; init; }

    /// <summary>Whether its owner may still become a member: what it earned, and lost, counts then.</summary>
    public bool IsRemembered => MemberId is null && Content is not null;

    /// <summary>What follows from the order happens because of it.</summary>
    public Cause Cause => new(PlacedAt) { IsHistorical = IsHistorical, Channel = Channel, OrderId = OrderId, ProgramVersion = ProgramVersion };

    /// <summary>The latest moment since which it counts towards a tier.</summary>
    public DateTimeOffset CountsSince => ToldDeliveredAt > PlacedAt ? ToldDeliveredAt.Value : PlacedAt;

    /// <summary>Whether something of it was neither returned nor cancelled.</summary>
    public bool IsKept => Lines.Count == 0 || Lines.Any(line => line.Kept > 0);

    /// <summary>What its lines earned, each the lot that it began with.</summary>
    public IReadOnlyList<Lot> LotsIn(Account account) => [.. account.Lots.Where(lot => lot.OrderId == OrderId && lot.PartOf is null)];

    /// <summary>The lines that earned something, points, status points or both, with what came back of them as ledgers count it.</summary>
    public IReadOnlyList<BoughtLine> EarnedLinesIn(Account account) =>
        [.. LotsIn(account).DistinctBy(lot => lot.LineId).Select(lot => new BoughtLine(lot.LineId!, lot.Quantity) { ReturnedQuantity = lot.ReturnedQuantity })];
}

/// <summary>A member with the rules that an order is credited by.</summary>
/// <param name="Member">Whose order it is.</param>
/// <param name="Account">The ledger, to post in.</param>
/// <param name="Program">The version in force when it was placed; null when there was none.</param>
public sealed record Earner(Member Member, Account Account, LoyaltyProgram? Program)
{
    /// <summary>Whose orders are the member's: also those of who is the same person.</summary>
    public IReadOnlyList<string?> OwnerIds { get; init; } = [Member.MemberId];

    /// <summary>Whether no other order of the member is kept.</summary>
    public bool IsFirstOrder { get; init; }

    /// <summary>Until when lines can be returned, by line, as far as that is known.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Windows { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>What is left of the program's caps, by cap; of one that is not here nothing was used.</summary>
    public IReadOnlyDictionary<string, long> Room { get; init; } = new Dictionary<string, long>();
}

/// <summary>What an order or an event earned, and everything by which it did: it explains itself, and can be tried under other rules.</summary>
/// <param name="MemberId">For whom.</param>
/// <param name="ProgramId">Under which program.</param>
/// <param name="ProgramVersion">Under which version of it.</param>
/// <param name="Purchase">What the rules were asked about.</param>
/// <param name="Basket">The lines as they were bought.</param>
/// <param name="Lines">What each earned, by which rules.</param>
/// <param name="Uses">What that took of caps.</param>
public sealed record EarnedOrder(
    string MemberId, string ProgramId, long ProgramVersion, Purchase Purchase, IReadOnlyList<EarningLine> Basket, IReadOnlyList<EarnedLine> Lines, IReadOnlyList<CapUse> Uses)
{
    /// <summary>The status points of each line, by which rules; empty where the program gives none.</summary>
    public IReadOnlyList<EarnedLine> Status { get; init; } = [];

    /// <summary>The event that earned it; null for an order.</summary>
    public NamedEvent? Event { get; init; }
}

/// <summary>What a step made of an order, and what follows from it. What it means to points is posted in the account.</summary>
/// <param name="Order">The order afterwards.</param>
public sealed record OrderChange(CreditedOrder Order)
{
    /// <summary>When its pending points become active; null when that is not known, or has happened.</summary>
    public DateTimeOffset? ActivatesAt { get; init; }

    /// <summary>Whether the pending period that was under way counts no more.</summary>
    public bool StopsActivation { get; init; }

    /// <summary>Since when the order counts, or counted, towards its member's tier; null when nothing about that changed.</summary>
    public DateTimeOffset? TierSince { get; init; }

    /// <summary>What waits until somebody is credited.</summary>
    public ReturnedUnits? Waits { get; init; }

    /// <summary>What it earned, when that was decided by this step.</summary>
    public EarnedOrder? Earned { get; init; }

    /// <summary>Points of its hold that go back to the lots that they came from.</summary>
    public long PointsBack { get; init; }
}
