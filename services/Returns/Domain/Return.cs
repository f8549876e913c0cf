using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.Returns.Domain;

/// <summary>Units of an order that come back. Immutable: a step answers the next state and what happened.</summary>
public sealed partial record Return
{
    public required string ReturnId { get; init; }

    public required string RmaCode { get; init; }

    /// <summary>Of an imported return: the system that numbers. Its store is that of <see cref="RequestedBy"/>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Its number there: unique in the source and store.</summary>
    public string ExternalId { get; init; } = "";

    public required string OrderId { get; init; }

    public required Origin Origin { get; init; }

    public required ReturnState State { get; init; }

    public required IReadOnlyList<ReturnLine> Lines { get; init; }

    public required ReturnMethod Method { get; init; }

    /// <summary>What is or will be given back, fees taken off.</summary>
    public required Money RefundAmount { get; init; }

    public IReadOnlyList<FeeCharge> Fees { get; init; } = [];

    /// <summary>Once asked for.</summary>
    public Refund? Refund { get; init; }

    public string DeclineReason { get; init; } = "";

    /// <summary>What staff set aside of the policy when they began it; null for nothing.</summary>
    public StaffException? Exception { get; init; }

    /// <summary>When it is approved unless staff decide before; null when it does not wait for that, or nothing limits it.</summary>
    public DateTimeOffset? ApproveBy { get; init; }

    /// <summary>Why staff took goods of it after it had ended.</summary>
    public string LateReason { get; init; } = "";

    /// <summary>Of the goods of a withdrawal from the contract; empty for other returns.</summary>
    public string WithdrawalId { get; init; } = "";

    /// <summary>The part of <see cref="RefundAmount"/> that is delivery cost; null for none.</summary>
    public Money? DeliveryRefund { get; init; }

    /// <summary>When money was given back before the goods were looked at; null when it was not.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>On its way, or the last that was; null while nobody told of one.</summary>
    public ReturnParcel? Parcel { get; init; }

    public required Actor RequestedBy { get; init; }

    public Actor? ResolvedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When nobody waits any longer for what has not come; null when there is no limit: what is in the post may take as long as it takes.</summary>
    public DateTimeOffset? ReceiveUntil { get; init; }

    /// <summary>Raised by every event.</summary>
    public long Version { get; init; }

    /// <summary>Whether its units are spoken for: no other return may have them.</summary>
    public bool IsLive => State is ReturnState.Requested or ReturnState.Approved or ReturnState.InTransit or ReturnState.PartiallyReceived
        or ReturnState.Received or ReturnState.Inspected;

    /// <summary>Whether its units count as returned.</summary>
    public bool IsResolved => State is ReturnState.Resolved or ReturnState.Closed;

    /// <summary>The part of <see cref="RefundAmount"/> that is store credit: what its units are worth, less the fees that are taken off it.</summary>
    public Money StoreCredit
    {
        get
        {
            var worth = Lines.Where(line => line.Resolution is Resolution.StoreCredit).Sum(line => line.RefundAmount.AmountMinor);
            return RefundAmount with { AmountMinor = Math.Clamp(worth - Fees.Sum(fee => fee.CreditMinor), 0, RefundAmount.AmountMinor) };
        }
    }

    /// <summary>Units of the order line that count as returned by this return.</summary>
    public int Counted(string lineId) => IsResolved ? Lines.Where(line => line.LineId == lineId).Sum(CountedOnceResolved) : 0;

    /// <summary>Units of the order line that this return has reserved.</summary>
    public int Reserved(string lineId) => IsLive ? Lines.Where(line => line.LineId == lineId).Sum(line => line.Unclaimed) : 0;

    /// <summary>Units of the order line for which this return is to give money.</summary>
    public int Asked(string lineId) => IsLive ? Lines.Where(line => line.LineId == lineId).Sum(line => line.Paying) : 0;

    /// <summary>Money of the order that is given back, or spoken for, in the line.</summary>
    public Money RefundedFor(string lineId, string currencyCode) =>
        IsResolved || IsPaidInAdvance
            ? Lines.Where(line => line.LineId == lineId).Aggregate(Money.Zero(currencyCode), (sum, line) => sum + line.RefundAmount)
            : Money.Zero(currencyCode);

    private int CountedOnceResolved(ReturnLine line) =>
        ReleasedAt is not null ? Math.Min(line.Paying, line.Released) : line.Stays ? line.Paying : Math.Min(line.Paying, Math.Min(line.Received, line.Quantity - line.Missing));
}

/// <summary>Units of one order line that come back.</summary>
/// <param name="Quantity">Requested.</param>
/// <param name="Received">Of them.</param>
/// <param name="RefundAmount">The line's share, before fees.</param>
/// <param name="Decision">Which rule allowed it; null for history.</param>
/// <param name="DeadlineAt">The end of the window that was applied.</param>
public sealed record ReturnLine(
    string LineId,
    string Sku,
    string Title,
    int Quantity,
    int Received,
    ReturnReason Reason,
    string Comment,
    Money RefundAmount,
    IReadOnlyList<Inspection> Inspections,
    PolicyDecision? Decision,
    DateTimeOffset? DeadlineAt,
    bool RequiresApproval)
{
    /// <summary>What the customer gets for its units.</summary>
    public required Resolution Resolution { get; init; }

    /// <summary>To what they are given; empty unless they are donated.</summary>
    public string DonationPurpose { get; init; } = "";

    /// <summary>Of store credit: what is given on top of it, in percent of it.</summary>
    public decimal BonusPercent { get; init; }

    /// <summary>What the quantities count.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>In what condition it is to come back, as who returns it says.</summary>
    public ItemCondition Condition { get; init; }

    /// <summary>Ids of photos that were sent along.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];

    /// <summary>To questions of the rule.</summary>
    public IReadOnlyList<ReturnAnswer> Answers { get; init; } = [];

    /// <summary>Units that a claim settled which was accepted after the return began. They are taken when they come, and nothing is given for them.</summary>
    public int Claimed { get; init; }

    /// <summary>Units for which money was given back before they were looked at.</summary>
    public int Released { get; init; }

    /// <summary>Units for which something is given once they are here.</summary>
    public int Unclaimed => Quantity - Claimed;

    /// <summary>Whether the customer gets money (or credit) for the units. Else they get a unit for a unit, which can come back again.</summary>
    public bool PaysBack => Resolution is Resolution.Refund or Resolution.StoreCredit or Resolution.Keep or Resolution.Donate;

    /// <summary>Whether its units stay with the customer, or where the customer gives them.</summary>
    public bool Stays => Return.Stays(Resolution);

    /// <summary>Whether its units can be sold again once they are here; what is repaired is the customer's.</summary>
    public bool IsForStock => Resolution is not Resolution.Repair;

    /// <summary>What went back after its repair.</summary>
    public IReadOnlyList<Repair> Repairs { get; init; } = [];

    /// <summary>Units that are here to be repaired: looked at, and not back with the customer. What a claim settled is nobody's to get back.</summary>
    public int InRepair => Resolution is Resolution.Repair ? Math.Max(0, Math.Min(Unclaimed, Inspected - Missing) - Repairs.Sum(repair => repair.Quantity)) : 0;

    /// <summary>Units for which money (or credit) is given once they are here.</summary>
    public int Paying => PaysBack ? Unclaimed : 0;

    /// <summary>Units that are to come back.</summary>
    public int Coming => Stays ? 0 : Quantity;

    /// <summary>Units looked at, or found missing.</summary>
    public int Inspected => Inspections.Sum(inspection => inspection.Quantity);

    /// <summary>Units that nobody has received or found missing.</summary>
    public int Outstanding => Coming - Math.Max(Received, Inspected);

    /// <summary>Units that were not in the parcel.</summary>
    public int Missing => Inspections.Where(inspection => inspection.Disposition is Disposition.Missing).Sum(inspection => inspection.Quantity);
}

/// <summary>What an inspection found for some units of a line.</summary>
public sealed record Inspection(string LineId, int Quantity, InspectionGrade Grade, Disposition Disposition, string Note)
{
    /// <summary>Of a withdrawal: what the units lost in value by more than being tried, in minor units.</summary>
    public long DiminishedMinor { get; init; }
}

/// <summary>A fee that is taken off.</summary>
public sealed record FeeCharge(string Code, Money Amount, string RuleId)
{
    /// <summary>Of the amount: what is taken off the store credit.</summary>
    public long CreditMinor { get; init; }
}

/// <summary>Money on its way back.</summary>
/// <param name="RefundId">Names it to Order-tracking: asked for once.</param>
/// <param name="Amount">What the return owes; once granted, what is given back.</param>
/// <param name="Tenders">What goes back on which payment; adds up to the amount. Empty until granted.</param>
/// <param name="CashAtTill">Part of it that the till gives back in cash.</param>
public sealed record Refund(
    string RefundId,
    RefundState State,
    Money Amount,
    IReadOnlyList<Tender> Tenders,
    Money CashAtTill,
    string FailureReason,
    DateTimeOffset RequestedAt,
    DateTimeOffset? CompletedAt)
{
    /// <summary>What rounding cash added to the amount; negative: took off.</summary>
    public long RoundingMinor { get; init; }

    /// <summary>What it was asked for at.</summary>
    public RefundTrigger Trigger { get; init; } = RefundTrigger.Inspection;

    /// <summary>Whether Order-tracking has answered.</summary>
    public bool IsGranted => Tenders.Count > 0 || State is RefundState.Completed;

    /// <summary>As it was granted.</summary>
    public Refund With(GrantedRefund granted) =>
        this with { Amount = granted.Amount, Tenders = granted.Tenders, CashAtTill = granted.CashAtTill, RoundingMinor = granted.RoundingMinor };
}

/// <summary>Which rule decided.</summary>
public sealed record PolicyDecision(string PolicyId, int PolicyVersion, string RuleId);

/// <summary>Who does something, as the token said.</summary>
public sealed record Actor(string SubjectId, ActorRole Role, SalesChannel Channel, string StoreId, string ActingId)
{
    /// <summary>A timer of this service, or history.</summary>
    public static Actor None(SalesChannel channel, string storeId = "") => new("", ActorRole.None, channel, storeId, "");
}
