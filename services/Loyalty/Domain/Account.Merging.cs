namespace Omnichannel.Loyalty.Domain;

/// <content>
/// Accounts of customers who turned out to be one person. Each keeps its lots, and goes on as it was; only what the survivor spends of another's goes through the survivor's own,
/// in lots that know where they came from.
/// </content>
public sealed partial class Account
{
    /// <summary>What the person has beside this account and could spend, less what is owed there; negative when more is owed. 0 for who was never merged.</summary>
    public long Beside { get; private set; }

    /// <summary>What the person can spend in all; negative when they owe more.</summary>
    public long Available => Active - Owed + Beside;

    /// <summary>
    /// Brings into this account what it lacks to give so many points, from the accounts of those who were merged into its holder: what lapses next is taken first, at the same moment the holder's own.
    /// What the holder owes is paid by it first. Where all of them together have too little nothing moves, or all that there is.
    /// </summary>
    /// <param name="others">With the lots that can give as much, or all that can be spent; so must this one.</param>
    /// <param name="points">How many are to be spent.</param>
    /// <param name="orAll">Whether all that there is comes where it is too little.</param>
    /// <param name="cause">When.</param>
    public void Gather(IReadOnlyList<Account> others, long points, bool orAll, Cause cause)
    {
        foreach (var account in others.Prepend(this))
        {
            account.Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel });
        }

        foreach (var other in others)
        {
            other.GiveBack(this, cause);
        }

        Beside = others.Sum(other => other.Active - other.Owed);
        if (points > Available && !orAll)
        {
            return;
        }

        var left = Math.Min(points, Math.Max(0, Available)) + Owed;
        var taken = new List<(Account Account, Lot Lot, long Points)>();
        foreach (var (account, lot) in others.Prepend(this).SelectMany(account => account.lots.Values.Select(lot => (Account: account, Lot: lot)))
            .Where(each => each.Lot.Active > 0)
            .OrderBy(each => each.Lot.ExpiresAt ?? DateTimeOffset.MaxValue)
            .ThenBy(each => each.Account != this || each.Lot.Origin is not null)
            .ThenBy(each => each.Account != this)
            .ThenBy(each => each.Account.MemberId, StringComparer.Ordinal)
            .ThenBy(each => each.Lot.Sequence))
        {
            var part = Math.Min(left, lot.Active);
            left -= part;
            if (part > 0 && account != this)
            {
                taken.Add((account, lot, part));
            }
        }

        foreach (var of in taken.GroupBy(each => each.Account))
        {
            Take(of.Key, [.. of.Select(each => (each.Lot, each.Points))], cause);
        }

        Beside = others.Sum(other => other.Active - other.Owed);
    }

    /// <summary>Points that came from an account, and are not there again: on hold, spent, lapsed, or gone to pay what was owed. By the lots that are loaded.</summary>
    public long Outstanding(string memberId) =>
        lots.Values.Where(lot => lot.Origin?.MemberId == memberId).Sum(lot => (lot.PartOf is null ? lot.Issued : 0) - lot.Reversed);

    /// <summary>
    /// Gives what is left of another account's points back to the lots that they came from. Points that a return gave longer to live live as long there. What the other owes is paid.
    /// </summary>
    /// <param name="owner">With the lots that they came from.</param>
    /// <param name="cause">When.</param>
    /// <returns>How many.</returns>
    public long GiveBack(Account owner, Cause cause)
    {
        Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel });
        var back = lots.Values.Where(lot => lot.Active > 0 && lot.Origin?.MemberId == owner.MemberId).ToList();
        var total = 0L;
        var moves = new List<LotMove>(back.Count);
        var home = new List<LotMove>(back.Count);
        var credited = new List<Lot>(back.Count);
        foreach (var lot in back)
        {
            total += lot.Active;
            moves.Add(new LotMove(lot.Sequence, lot.Active));
            credited.Add(owner.Welcome(lot, home));
            lot.Changed().Reversed += lot.Active;
            lot.Active = 0;
        }

        Post(EntryKind.Unmerge, LedgerAccount.Active, LedgerAccount.Issuance, total, cause, moves);
        owner.Post(EntryKind.Unmerge, LedgerAccount.Issuance, LedgerAccount.Active, total, cause, home);
        owner.PayDebt(credited, cause);
        owner.Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel }, atOwnTime: false);
        return total;
    }

    private void Take(Account other, IReadOnlyList<(Lot Lot, long Points)> parts, Cause cause)
    {
        var moves = new List<LotMove>(parts.Count);
        var credited = new List<Lot>(parts.Count);
        foreach (var (lot, points) in parts)
        {
            // What came from elsewhere goes on: it is outstanding where it is.
            lot.Changed().Active -= points;
            _ = lot.Origin is null ? lot.Withdrawn += points : lot.Reversed += points;
            moves.Add(new LotMove(lot.Sequence, points));
        }

        other.Post(EntryKind.Merge, LedgerAccount.Active, LedgerAccount.Issuance, parts.Sum(part => part.Points), cause, moves);
        foreach (var (from, points) in parts)
        {
            var lot = new Lot
            {
                Sequence = ++LastLot,
                Source = LotSource.Merge,
                Origin = from.Origin ?? new LotOrigin(other.MemberId, from.Sequence),
                ProgramVersion = from.ProgramVersion,
                RuleId = from.RuleId,
                Issued = points,
                IssuedAt = cause.EffectiveAt,
                Active = points,
                ActivatesAt = cause.EffectiveAt,
                IsNew = true,
            }.Ending(from.End);
            lots.Add(lot.Sequence, lot);
            Post(
                EntryKind.Merge,
                LedgerAccount.Issuance,
                LedgerAccount.Active,
                points,
                cause with { LotSequence = lot.Sequence, ExpiresAt = lot.ExpiresAt },
                [new LotMove(lot.Sequence, points)]);
            credited.Add(lot);
        }

        PayDebt(credited, cause);
    }

    // Points that were away are in their lot again, or in one of their own that lives as long as they do.
    private Lot Welcome(Lot guest, List<LotMove> moves)
    {
        var (points, lot) = (guest.Active, lots[guest.Origin!.Lot].Changed());
        if (lot.ExpiresAt is not { } end || (guest.ExpiresAt is { } until && until <= end))
        {
            lot.Withdrawn -= points;
            lot.Active += points;
            moves.Add(new LotMove(lot.Sequence, points));
            return lot;
        }

        var part = lot.Part(++LastLot, points, guest.End);
        lots.Add(part.Sequence, part);
        moves.Add(new LotMove(lot.Sequence, points) { Into = part.Sequence });
        return part;
    }
}
