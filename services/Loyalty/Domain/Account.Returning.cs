namespace Omnichannel.Loyalty.Domain;

/// <content>Goods come back: what they earned goes, what they cost in points returns.</content>
public sealed partial class Account
{
    /// <summary>
    /// Takes back what returned units of a line had earned: their part of it (<see cref="Platform.Domain.Portion"/>), so that any sequence of partial returns adds up.
    /// </summary>
    /// <remarks>
    /// They are taken from what the line earned, wherever it is now (pending, active, lapsed), then from other active lots nearest to expiry, and what is
    /// missing becomes debt. Status points are never spent, so all of them are there. All lots with active points must be loaded when the line's own points are not enough (<see cref="NeedsOtherLots"/>).
    /// </remarks>
    /// <param name="lot">What the line earned.</param>
    /// <param name="quantity">Units that come back now.</param>
    /// <param name="now">What is due to lapse by then lapses first: whether a return makes debt does not depend on a timer.</param>
    /// <param name="cause">The return.</param>
    /// <returns>The points claimed.</returns>
    public long ClawBack(Lot lot, long quantity, DateTimeOffset now, Cause cause)
    {
        Expire(new Cause(now) { Channel = cause.Channel });
        var claim = ClaimFor(lot, quantity);
        lot.ReturnedQuantity = Math.Min(lot.Quantity, lot.ReturnedQuantity + quantity);
        lot.Clawed += claim;
        lot.Changed();

        var (pending, active, expired, status) = (new List<LotMove>(), new List<LotMove>(), new List<LotMove>(), new List<LotMove>());
        var fromStatus = Reverse(lot, LedgerAccount.Status, claim, status);
        var fromPending = Reverse(lot, LedgerAccount.Pending, claim - fromStatus, pending);
        var fromActive = Reverse(lot, LedgerAccount.Active, claim - fromStatus - fromPending, active);
        var fromExpired = Reverse(lot, LedgerAccount.Expired, claim - fromStatus - fromPending - fromActive, expired);
        var missing = claim - fromStatus - fromPending - fromActive - fromExpired;
        var fromOthers = Withdraw(missing, active);

        Post(EntryKind.ClawbackStatus, LedgerAccount.Status, LedgerAccount.Issuance, fromStatus, cause, status);
        Post(EntryKind.Clawback, LedgerAccount.Pending, LedgerAccount.Issuance, fromPending, cause, pending);
        Post(EntryKind.Clawback, LedgerAccount.Active, LedgerAccount.Issuance, fromActive + fromOthers, cause, active);
        Post(EntryKind.Clawback, LedgerAccount.Expired, LedgerAccount.Issuance, fromExpired, cause, expired);
        Post(EntryKind.Clawback, LedgerAccount.Debt, LedgerAccount.Issuance, missing - fromOthers, cause, []);
        return claim;
    }

    /// <summary>Whether taking back these units takes more than what the line earned has left.</summary>
    public bool NeedsOtherLots(Lot lot, long quantity) =>
        ClaimFor(lot, quantity) > EarnedAs(lot).Sum(part => part.Pending + part.Active + part.Expired + part.Status);

    /// <summary>
    /// Gives spent points back to the lots that they came from: those nearest to expiry were spent first, so the longest-living come back first. Points of a
    /// lot that lapsed meanwhile, or soon would, live on for the program's grace period, in a lot of their own: nothing else of their lot does.
    /// </summary>
    /// <param name="allocations">Of the captured hold; their lots must be loaded.</param>
    /// <param name="points">At most what was captured and not restored yet; more is cut.</param>
    /// <param name="program">The one in force when the goods came back; without one there is no grace.</param>
    /// <param name="now">What is due to lapse by then lapses.</param>
    /// <param name="cause">The return.</param>
    /// <returns>The allocations with what was restored of each.</returns>
    public IReadOnlyList<Allocation> Restore(
        IReadOnlyList<Allocation> allocations, long points, LoyaltyProgram? program, DateTimeOffset now, Cause cause) =>
        RestoreUntil(program?.GraceAfter(cause.EffectiveAt), allocations, points, now, cause);

    /// <summary>The same, of what lives at least until a moment; null for no grace.</summary>
    public IReadOnlyList<Allocation> RestoreUntil(LotEnd? graceEnd, IReadOnlyList<Allocation> allocations, long points, DateTimeOffset now, Cause cause)
    {
        var lapse = new Cause(now) { Channel = cause.Channel };
        Expire(lapse);
        var restored = allocations.ToArray();
        var credited = new List<Lot>();
        var moves = new List<LotMove>();
        var left = points;
        for (var i = restored.Length - 1; i >= 0 && left > 0; i--)
        {
            var part = Math.Min(left, restored[i].Captured - restored[i].Restored);
            if (part == 0)
            {
                continue;
            }

            restored[i] = restored[i] with { Restored = restored[i].Restored + part };
            credited.Add(Unspend(lots[restored[i].LotSequence], part, graceEnd, moves));
            left -= part;
        }

        Post(EntryKind.Restore, LedgerAccount.Redeemed, LedgerAccount.Active, points - left, cause, moves);
        PayDebt(credited, cause);
        Expire(lapse);
        return restored;
    }

    // Spent points of a lot become active again: in it, or in one of their own that lives longer.
    private Lot Unspend(Lot lot, long points, LotEnd? graceEnd, List<LotMove> moves)
    {
        lot.Changed().Redeemed -= points;
        if (lot.ExpiresAt is not { } end || graceEnd is not { } grace || end >= grace.At)
        {
            lot.Active += points;
            moves.Add(new LotMove(lot.Sequence, points));
            return lot;
        }

        lot.Withdrawn += points;
        var part = lot.Part(++LastLot, points, grace);
        lots.Add(part.Sequence, part);
        moves.Add(new LotMove(lot.Sequence, points) { Into = part.Sequence });
        return part;
    }

    // What an order line earned: its lot, and the parts of it that were given lots of their own.
    private IEnumerable<Lot> EarnedAs(Lot lot) => lots.Values.Where(other => other == lot || other.PartOf == lot.Sequence);

    private long Reverse(Lot lot, LedgerAccount at, long wanted, List<LotMove> moves)
    {
        var left = wanted;
        foreach (var part in EarnedAs(lot))
        {
            if (part.Reverse(at, left) is > 0 and var taken)
            {
                moves.Add(new LotMove(part.Sequence, taken));
                left -= taken;
            }
        }

        return wanted - left;
    }

    private static long ClaimFor(Lot lot, long quantity) => new Platform.Domain.Portion(lot.Issued, lot.Quantity).Next(quantity, lot.ReturnedQuantity);
}
