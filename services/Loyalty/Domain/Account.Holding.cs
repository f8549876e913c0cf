using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <content>Points are put aside, and used or given back: once.</content>
public sealed partial class Account
{
    /// <summary>
    /// Puts points aside, nearest to expiry first. Lots whose time has come lapse first, even if their timer has not fired yet. The loaded lots must hold
    /// enough points, or be all that are active.
    /// </summary>
    public Decision<IReadOnlyList<Allocation>> Hold(long points, Cause cause)
    {
        Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel });
        if (points > Math.Min(Active, Available))
        {
            return new InsufficientPoints(Math.Max(0, Available), points);
        }

        return PutAside(points, cause);
    }

    /// <summary>Uses held points, nearest to expiry first, and gives the rest back.</summary>
    /// <param name="hold">An open hold whose lots are loaded.</param>
    /// <param name="points">At most what is held.</param>
    /// <param name="cause">The sale.</param>
    /// <returns>The allocations with what was captured of each.</returns>
    public Decision<IReadOnlyList<Allocation>> Capture(Hold hold, long points, Cause cause)
    {
        if (points > hold.Points)
        {
            return new CaptureExceedsHold(hold.Points, points);
        }

        var left = points;
        var captured = new List<Allocation>(hold.Allocations.Count);
        foreach (var allocation in hold.Allocations)
        {
            var part = Math.Min(left, allocation.Points);
            var lot = lots[allocation.LotSequence].Changed();
            lot.Held -= part;
            lot.Redeemed += part;
            left -= part;
            captured.Add(allocation with { Captured = part });
        }

        Post(EntryKind.Capture, LedgerAccount.Held, LedgerAccount.Redeemed, points, cause, Moves(captured, allocation => allocation.Captured));
        GiveBack(EntryKind.Release, captured, cause);
        return captured;
    }

    /// <summary>Gives all held points back to their lots. What lapsed meanwhile lapses now; what the member owes is paid.</summary>
    public void Release(EntryKind kind, Hold hold, Cause cause) => GiveBack(kind, hold.Allocations, cause);

    // Of active points, those that lapse next.
    private List<Allocation> PutAside(long points, Cause cause)
    {
        var allocations = new List<Allocation>();
        var left = points;
        foreach (var lot in InSpendingOrder())
        {
            if (left == 0)
            {
                break;
            }

            var part = Math.Min(left, lot.Active);
            lot.Active -= part;
            lot.Held += part;
            lot.Changed();
            left -= part;
            allocations.Add(new Allocation(lot.Sequence, part));
        }

        if (left > 0)
        {
            throw new InvalidOperationException($"Member {MemberId}: the loaded lots lack {left} of the active points.");
        }

        Post(EntryKind.Hold, LedgerAccount.Active, LedgerAccount.Held, points, cause, Moves(allocations, allocation => allocation.Points));
        return allocations;
    }

    private void GiveBack(EntryKind kind, IReadOnlyList<Allocation> allocations, Cause cause)
    {
        var total = 0L;
        var credited = new List<Lot>(allocations.Count);
        foreach (var allocation in allocations.Where(allocation => allocation.Points > allocation.Captured))
        {
            var part = allocation.Points - allocation.Captured;
            var lot = lots[allocation.LotSequence].Changed();
            lot.Held -= part;
            lot.Active += part;
            total += part;
            credited.Add(lot);
        }

        if (total == 0)
        {
            return;
        }

        Post(kind, LedgerAccount.Held, LedgerAccount.Active, total, cause, Moves(allocations, allocation => allocation.Points - allocation.Captured));
        PayDebt(credited, cause);
        Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel }, atOwnTime: false);
    }

    private static List<LotMove> Moves(IEnumerable<Allocation> allocations, Func<Allocation, long> points) =>
        [.. allocations.Select(allocation => new LotMove(allocation.LotSequence, points(allocation))).Where(move => move.Points > 0)];
}
