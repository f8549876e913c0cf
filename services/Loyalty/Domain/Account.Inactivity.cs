namespace Omnichannel.Loyalty.Domain;

/// <content>Points that lapse when their member does nothing.</content>
public sealed partial class Account
{
    /// <summary>The first moment from which on ends have to be looked at: what was posted is something that members do, or new points lapse when they do nothing. Null for none.</summary>
    /// <param name="hasIdle">Whether the member has older points that lapse so.</param>
    public DateTimeOffset? EndsMoveSince(bool hasIdle)
    {
        var done = entries.Where(entry => hasIdle && entry.Kind.IsActivity()).Select(entry => entry.Cause.EffectiveAt);
        var begun = lots.Values.Where(lot => lot is { EndsAnew: true, End.Inactivity: not null }).Select(lot => lot.ActivatesAt!.Value);
        return done.Concat(begun).Min(at => (DateTimeOffset?)at);
    }

    /// <summary>
    /// Moves the ends of points that lapse when their member does nothing. An end follows from when the points became active and from everything that the member did, in whatever
    /// order that becomes known: what lapsed before it was known that it had not to, comes back.
    /// </summary>
    /// <param name="since">See <see cref="EndsMoveSince"/>. All lots that lapse so, and end later, are loaded.</param>
    /// <param name="known">When the member did something after that, as far as that was saved.</param>
    /// <param name="now">What is due to lapse by then lapses.</param>
    /// <param name="cause">Of what comes back.</param>
    public void MoveEnds(DateTimeOffset since, IEnumerable<DateTimeOffset> known, DateTimeOffset now, Cause cause)
    {
        var activities = entries.Where(entry => entry.Kind.IsActivity()).Select(entry => entry.Cause.EffectiveAt).Concat(known).Where(at => at >= since).Order().ToList();
        var back = new List<Lot>();
        var moves = new List<LotMove>();
        foreach (var lot in lots.Values.Where(lot => lot.End is { Inactivity: not null }))
        {
            lot.MoveEnd(lot.End!.Value.After(activities.Where(at => at >= lot.ActivatesAt)));
            if (lot.Expired > 0 && !lot.HasLapsed(now))
            {
                back.Add(lot);
                moves.Add(new LotMove(lot.Sequence, lot.Expired));
                lot.Active += lot.Expired;
                lot.Expired = 0;
                lot.Changed();
            }
        }

        Post(EntryKind.Reinstate, LedgerAccount.Expired, LedgerAccount.Active, moves.Sum(move => move.Points), cause, moves);
        PayDebt(back, cause);
        Expire(cause with { EffectiveAt = now });
    }
}
