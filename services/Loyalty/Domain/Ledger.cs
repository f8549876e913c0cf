using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The accounts of one member's double-entry ledger. Their balances always add up to zero.</summary>
public enum LedgerAccount
{
    /// <summary>Where points come from and go back to; its balance is minus what is in circulation.</summary>
    Issuance = 1,

    /// <summary>Earned, not yet to be spent.</summary>
    Pending = 2,

    /// <summary>Can be spent.</summary>
    Active = 3,

    /// <summary>Promised to a checkout or a till.</summary>
    Held = 4,

    /// <summary>Spent.</summary>
    Redeemed = 5,

    /// <summary>Lapsed.</summary>
    Expired = 6,

    /// <summary>Zero or negative: what the member owes: returned goods had earned points that are gone, or points were redeemed off line that were not there.</summary>
    Debt = 7,

    /// <summary>Status points, by which tiers are reached: never spent, and no part of what can be.</summary>
    Status = 8,
}

/// <summary>What is true of accounts.</summary>
public static class LedgerAccounts
{
    /// <summary>Whether each of its points lies in a lot.</summary>
    public static bool IsInLots(this LedgerAccount account) =>
        account is LedgerAccount.Pending or LedgerAccount.Active or LedgerAccount.Held or LedgerAccount.Redeemed or LedgerAccount.Expired or LedgerAccount.Status;
}

/// <summary>Why points moved.</summary>
public enum EntryKind
{
    EarnPending = 1,
    Activate = 2,
    Hold = 3,
    Capture = 4,
    Release = 5,
    HoldExpired = 6,
    Expire = 7,
    Clawback = 8,
    Restore = 9,
    Adjust = 10,
    Transfer = 11,

    /// <summary>Points that came in paid what the member owed.</summary>
    DebtPaid = 12,

    /// <summary>A promise about an order was broken.</summary>
    Goodwill = 13,

    /// <summary>Money came into a wallet.</summary>
    Issue = 14,

    /// <summary>A wallet was called off before it was used.</summary>
    Void = 15,

    /// <summary>Something other than a purchase earned points.</summary>
    Bonus = 16,

    /// <summary>A delivery turned out to be none: its points are pending again.</summary>
    Deactivate = 17,

    /// <summary>What lapsed had not to: its member had done something in time, as became known later.</summary>
    Reinstate = 18,

    /// <summary>A friend was brought, or came.</summary>
    Referral = 19,

    /// <summary>Points of one who turned out to be the same person are where they are spent: out of the one's account, into the other's.</summary>
    Merge = 20,

    /// <summary>What is left of them is back in the lot that it came from.</summary>
    Unmerge = 21,

    /// <summary>Points that were redeemed off line and were not there any more: owed from now on.</summary>
    Overspend = 22,

    /// <summary>A purchase, or something else, earned status points.</summary>
    EarnStatus = 23,

    /// <summary>What earned status points came back.</summary>
    ClawbackStatus = 24,
}

/// <summary>What is true of kinds of entries.</summary>
public static class EntryKinds
{
    /// <summary>Whether the member earned or redeemed: what moves the end of points that lapse when nobody does.</summary>
    public static bool IsActivity(this EntryKind kind) => kind is EntryKind.EarnPending or EntryKind.Bonus or EntryKind.Capture;

    /// <summary>Whether what had earned points came back.</summary>
    public static bool IsClawback(this EntryKind kind) => kind is EntryKind.Clawback or EntryKind.ClawbackStatus;
}

/// <summary>One immutable movement between two accounts of a member. It adds to one what it takes from the other, so the sum of all is zero.</summary>
public sealed record Entry
{
    /// <summary>Position in the member's ledger, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    public required EntryKind Kind { get; init; }

    public required LedgerAccount From { get; init; }

    public required LedgerAccount To { get; init; }

    /// <summary>Positive.</summary>
    public required long Points { get; init; }

    /// <summary>What it moved in which lots; none where neither account is kept in lots.</summary>
    public required IReadOnlyList<LotMove> Lots { get; init; }

    /// <summary>What could be spent after it.</summary>
    public required long ActiveAfter { get; init; }

    /// <summary>What was pending after it.</summary>
    public required long PendingAfter { get; init; }

    public required Cause Cause { get; init; }
}

/// <summary>What made points move.</summary>
/// <param name="EffectiveAt">When it counts: for history, long before it was posted.</param>
public sealed record Cause(DateTimeOffset EffectiveAt)
{
    public bool IsHistorical { get; init; }

    /// <summary>Where it was asked for: nowhere for a service.</summary>
    public SalesChannel Channel { get; init; }

    public string? OrderId { get; init; }

    /// <summary>What people call the order.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>What a hold is for, in its caller's terms.</summary>
    public string? Reference { get; init; }

    public string? HoldId { get; init; }

    public string? ReturnId { get; init; }

    /// <summary>The lot, when exactly one moved.</summary>
    public long? LotSequence { get; init; }

    /// <summary>The rule that decided, when exactly one did.</summary>
    public string? RuleId { get; init; }

    /// <summary>The program version that decided; 0 when none did.</summary>
    public long ProgramVersion { get; init; }

    /// <summary>When the points lapse, for earnings.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why, in words: of an adjustment or a transfer.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did it by hand.</summary>
    public Actor? Actor { get; init; }
}

/// <summary>Who did something, as the token said.</summary>
public sealed record Actor(string SubjectId, ActorRole Role, SalesChannel Channel, string? StoreId, string? ActingId)
{
    /// <summary>The person: who acts at a device, else the subject.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string PersonId => ActingId ?? SubjectId;

    /// <summary>Whether one person is behind both, whatever the device or the role.</summary>
    public bool IsSamePersonAs(Actor other) => PersonId == other.PersonId || SubjectId == other.SubjectId;
}

/// <summary>Balance per account.</summary>
public sealed class Balances
{
    private readonly long[] points = new long[9];

    /// <summary>Points on an account.</summary>
    public long this[LedgerAccount account]
    {
        get => points[(int)account];
        set => points[(int)account] = value;
    }

    /// <summary>Zero in a ledger that is right.</summary>
    public long Sum => points.Sum();

    /// <summary>What a member owes, as a positive number.</summary>
    public long Owed => -this[LedgerAccount.Debt];

    /// <summary>What a person has on several accounts: nobody owes with points to spend, wherever they lie.</summary>
    public static Balances Together(IReadOnlyList<Balances> accounts)
    {
        if (accounts.Count == 1)
        {
            return accounts[0];
        }

        var all = new Balances();
        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            all[account] = accounts.Sum(balances => balances[account]);
        }

        var paid = Math.Min(all.Owed, all[LedgerAccount.Active]);
        all[LedgerAccount.Active] -= paid;
        all[LedgerAccount.Debt] += paid;
        return all;
    }
}
