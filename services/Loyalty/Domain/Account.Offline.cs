namespace Omnichannel.Loyalty.Domain;

/// <content>Points that were redeemed while nobody could ask the ledger.</content>
public sealed partial class Account
{
    /// <summary>
    /// Puts points aside that were redeemed before it was known here, whether they are still there or not. What has lapsed since then had not: it goes first. What is missing is owed from now on, in a
    /// lot of its own, so that it comes back like any other when what it paid does.
    /// </summary>
    /// <param name="points">How many. The loaded lots must hold as many, or be all that are active and all that lapsed since.</param>
    /// <param name="now">What is due to lapse by then lapses.</param>
    /// <param name="end">Of what is owed, should it come back when the debt is paid.</param>
    /// <param name="cause">The redemption, at its own time: what members do moves the end of points that lapse when they do nothing.</param>
    /// <returns>What was put aside, and how much of it is owed.</returns>
    public (IReadOnlyList<Allocation> Allocations, long Debt) HoldRedeemed(long points, DateTimeOffset now, LotEnd? end, Cause cause)
    {
        Expire(new Cause(now) { Channel = cause.Channel });
        Revive(points, cause);
        var debt = Math.Max(0, points - Active);
        if (debt > 0)
        {
            var lot = NewLot(LotSource.Overspend, debt, cause);
            lot.Active = debt;
            lot.ActivatesAt = cause.EffectiveAt;
            lot.Ending(end);
            Post(EntryKind.Overspend, LedgerAccount.Debt, LedgerAccount.Active, debt, cause with { LotSequence = lot.Sequence, ExpiresAt = end?.At }, [new LotMove(lot.Sequence, debt)]);
        }

        return (PutAside(points, cause), debt);
    }

    // Points that lapsed after they were redeemed.
    private void Revive(long points, Cause cause)
    {
        var left = points;
        var moves = new List<LotMove>();
        foreach (var lot in lots.Values.Where(lot => lot.Expired > 0 && !lot.HasLapsed(cause.EffectiveAt)).OrderBy(lot => lot.ExpiresAt).ThenBy(lot => lot.Sequence))
        {
            var part = Math.Min(left, lot.Expired);
            if (part > 0)
            {
                lot.Changed().Expired -= part;
                lot.Active += part;
                left -= part;
                moves.Add(new LotMove(lot.Sequence, part));
            }
        }

        Post(EntryKind.Reinstate, LedgerAccount.Expired, LedgerAccount.Active, points - left, cause, moves);
    }
}
