namespace Omnichannel.Loyalty.Domain;

/// <summary>How a lot came to be.</summary>
public enum LotSource
{
    Order = 1,
    Adjustment = 2,
    Transfer = 3,
    Goodwill = 4,

    /// <summary>Money that came into a wallet.</summary>
    Issue = 5,

    /// <summary>Something other than a purchase.</summary>
    Bonus = 6,

    /// <summary>A friend who was brought, or came.</summary>
    Referral = 7,

    /// <summary>Points of somebody who turned out to be the same person (<see cref="Lot.Origin"/>).</summary>
    Merge = 8,

    /// <summary>Owed points that were redeemed off line.</summary>
    Overspend = 9,

    /// <summary>A line of an order, or something other than a purchase, by rules for status points.</summary>
    Status = 10,
}

/// <summary>A lot of another account.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Lot">Its number there.</param>
public sealed record LotOrigin(string MemberId, long Lot);

/// <summary>
/// Points that were issued together: those of one order line, or of one adjustment. Says by which rule of which program version they were earned, when they
/// become spendable and when they lapse, and where each of them is now:
/// <c>Issued = Pending + Active + Held + Redeemed + Expired + Status + Reversed + Withdrawn</c>.
/// </summary>
public sealed class Lot
{
    /// <summary>Number within the member.</summary>
    public required long Sequence { get; init; }

    public required LotSource Source { get; init; }

    /// <summary>The lot whose points these were before they were spent and given back, to live longer than the rest of it.</summary>
    public long? PartOf { get; init; }

    /// <summary>The lot of somebody who was merged into the holder that these points came from; null for the holder's own.</summary>
    public LotOrigin? Origin { get; init; }

    public string? OrderId { get; init; }

    public string? LineId { get; init; }

    /// <summary>The event that earned them, by the id under which what it earned is kept; null for other sources.</summary>
    public string? EventId { get; init; }

    public long ProgramVersion { get; init; }

    /// <summary>The rules that multiplied, comma-separated; <c>base</c> for the plain rate.</summary>
    public string RuleId { get; init; } = "";

    /// <summary>Units of the order line: the denominator of partial returns.</summary>
    public long Quantity { get; init; }

    public required long Issued { get; init; }

    /// <summary>When they were issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    public long ReturnedQuantity { get; set; }

    /// <summary>How much of <see cref="Issued"/> returns have claimed so far, wherever it was taken from.</summary>
    public long Clawed { get; set; }

    public long Pending { get; set; }

    public long Active { get; set; }

    public long Held { get; set; }

    public long Redeemed { get; set; }

    public long Expired { get; set; }

    /// <summary>Kept as status points: those of a lot of <see cref="LotSource.Status"/>, which has no others.</summary>
    public long Status { get; set; }

    /// <summary>Taken back because the goods came back; of another account's points, given back to it or on to a third.</summary>
    public long Reversed { get; set; }

    /// <summary>Left for another reason: paid a debt, was adjusted away or transferred, or lives on as a part of its own.</summary>
    public long Withdrawn { get; set; }

    /// <summary>When pending points become spendable; null while that is not known.</summary>
    public DateTimeOffset? ActivatesAt { get; set; }

    /// <summary>When active points lapse, and what that depends on; null for never.</summary>
    public LotEnd? End { get; set; }

    public DateTimeOffset? ExpiresAt => End?.At;

    /// <summary>Whether the end was set since the lot was read.</summary>
    public bool EndsAnew { get; private set; }

    /// <summary>The end that was set or moved since the lot was read; null for none.</summary>
    public LotEnd? EndBefore { get; private set; }

    public bool IsNew { get; init; }

    public bool IsChanged { get; private set; }

    /// <summary>Whether every point is somewhere, and nowhere twice.</summary>
    public bool IsConsistent =>
        Issued == Pending + Active + Held + Redeemed + Expired + Status + Reversed + Withdrawn
        && Pending >= 0 && Active >= 0 && Held >= 0 && Redeemed >= 0 && Expired >= 0 && Status >= 0 && Reversed >= 0 && Withdrawn >= 0
        && Clawed <= Issued && ReturnedQuantity <= Quantity;

    /// <summary>Spending order: nearest to expiry first, then the holder's own, then the older one.</summary>
    public static int BySpending(Lot left, Lot right) =>
        (left.ExpiresAt ?? DateTimeOffset.MaxValue, left.Origin is not null, left.Sequence).CompareTo((right.ExpiresAt ?? DateTimeOffset.MaxValue, right.Origin is not null, right.Sequence));

    public bool HasLapsed(DateTimeOffset at) => ExpiresAt is { } end && end <= at;

    /// <summary>A new lot of the same origin, for points of this one that live until another day. Returned units are counted here, not there.</summary>
    public Lot Part(long sequence, long points, LotEnd? end) => new Lot
    {
        Sequence = sequence,
        Source = Source,
        PartOf = PartOf ?? Sequence,
        Origin = Origin,
        OrderId = OrderId,
        LineId = LineId,
        EventId = EventId,
        ProgramVersion = ProgramVersion,
        RuleId = RuleId,
        Issued = points,
        IssuedAt = IssuedAt,
        Active = points,
        ActivatesAt = ActivatesAt,
        IsNew = true,
    }.Ending(end is { } at ? at with { Inactivity = End?.Inactivity } : null);

    /// <summary>Sets when what is active lapses.</summary>
    public Lot Ending(LotEnd? end)
    {
        (EndBefore, End, EndsAnew) = (EndBefore ?? End, end, true);
        return Changed();
    }

    /// <summary>Moves the end, if this is another one.</summary>
    public void MoveEnd(LotEnd end)
    {
        if (end != End)
        {
            (EndBefore, End) = (EndBefore ?? End, end);
            Changed();
        }
    }

    /// <summary>Takes points back from where they are, at most those that are there.</summary>
    /// <returns>How many were taken.</returns>
    public long Reverse(LedgerAccount at, long wanted)
    {
        var taken = Math.Min(wanted, at switch { LedgerAccount.Pending => Pending, LedgerAccount.Active => Active, LedgerAccount.Status => Status, _ => Expired });
        if (taken > 0)
        {
            Pending -= at is LedgerAccount.Pending ? taken : 0;
            Active -= at is LedgerAccount.Active ? taken : 0;
            Expired -= at is LedgerAccount.Expired ? taken : 0;
            Status -= at is LedgerAccount.Status ? taken : 0;
            Reversed += taken;
            Changed();
        }

        return taken;
    }

    public Lot Changed()
    {
        IsChanged = true;
        return this;
    }
}
