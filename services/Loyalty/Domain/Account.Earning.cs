namespace Omnichannel.Loyalty.Domain;

/// <summary>What one order line earned, by which rule.</summary>
public sealed record Earning(string OrderId, string LineId, long Quantity, long Points, long ProgramVersion, string RuleId);

/// <content>Points come in, become spendable and lapse.</content>
public sealed partial class Account
{
    /// <summary>Books what an order earned as pending, one lot for each line.</summary>
    /// <param name="earnings">Lines that earned something.</param>
    /// <param name="cause">The order.</param>
    public void Earn(IReadOnlyList<Earning> earnings, Cause cause) => Book(earnings, EntryKind.EarnPending, cause);

    /// <summary>Books the status points that an order earned, one lot for each line.</summary>
    /// <param name="earnings">Lines that earned some.</param>
    /// <param name="cause">The order.</param>
    public void EarnStatus(IReadOnlyList<Earning> earnings, Cause cause) => Book(earnings, EntryKind.EarnStatus, cause);

    /// <summary>Books status points for something other than a purchase.</summary>
    public void GiveStatus(long points, Cause cause, string eventId)
    {
        if (points > 0)
        {
            var lot = NewLot(LotSource.Status, points, cause, eventId: eventId);
            lot.Status = points;
            Post(EntryKind.EarnStatus, LedgerAccount.Issuance, LedgerAccount.Status, points, cause with { LotSequence = lot.Sequence }, [new LotMove(lot.Sequence, points)]);
        }
    }

    /// <summary>Makes pending points of some lots spendable. Those that a debt takes are gone at once.</summary>
    /// <returns>The points that left pending.</returns>
    public long Activate(Func<Lot, bool> which, LotEnd? end, Cause cause)
    {
        var due = lots.Values.Where(lot => lot.Pending > 0 && which(lot)).ToList();
        var total = 0L;
        var moves = new List<LotMove>(due.Count);
        foreach (var lot in due)
        {
            total += lot.Pending;
            moves.Add(new LotMove(lot.Sequence, lot.Pending));
            lot.Active += lot.Pending;
            lot.Pending = 0;
            lot.ActivatesAt = cause.EffectiveAt;
            lot.Ending(end);
        }

        Post(EntryKind.Activate, LedgerAccount.Pending, LedgerAccount.Active, total, cause with { ExpiresAt = end?.At }, moves);
        PayDebt(due, cause);
        return total;
    }

    /// <summary>Makes active points pending again: their goods had not come. What is on hold or was spent stays so, and what lapsed has lapsed.</summary>
    /// <param name="which">The lots.</param>
    /// <param name="cause">Of the entries.</param>
    /// <returns>The points that are pending again.</returns>
    public long Deactivate(Func<Lot, bool> which, Cause cause)
    {
        Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel });
        var total = 0L;
        var moves = new List<LotMove>();
        foreach (var lot in lots.Values.Where(lot => lot.Active > 0 && which(lot)))
        {
            total += lot.Active;
            moves.Add(new LotMove(lot.Sequence, lot.Active));
            lot.Pending += lot.Active;
            lot.Active = 0;
            lot.Changed();
        }

        Post(EntryKind.Deactivate, LedgerAccount.Active, LedgerAccount.Pending, total, cause, moves);
        return total;
    }

    /// <summary>Lets lapse what is due by the cause's time, among the loaded lots; each lot at its own time, so that late posting shows in no statement.</summary>
    /// <returns>The points that lapsed.</returns>
    public long Expire(Cause cause, bool atOwnTime = true)
    {
        var due = lots.Values.Where(lot => lot.Active > 0 && lot.HasLapsed(cause.EffectiveAt)).ToList();
        var total = 0L;
        foreach (var group in due.GroupBy(lot => atOwnTime ? lot.ExpiresAt!.Value : cause.EffectiveAt).OrderBy(group => group.Key))
        {
            var points = 0L;
            var moves = new List<LotMove>();
            foreach (var lot in group)
            {
                points += lot.Active;
                moves.Add(new LotMove(lot.Sequence, lot.Active));
                lot.Expired += lot.Active;
                lot.Active = 0;
                lot.Changed();
            }

            Post(EntryKind.Expire, LedgerAccount.Active, LedgerAccount.Expired, points, cause with { EffectiveAt = group.Key }, moves);
            total += points;
        }

        return total;
    }

    /// <summary>Gives points for a promise that was broken; they pay debts first.</summary>
    public void GiveGoodwill(long points, LotEnd? end, Cause cause) => Grant(EntryKind.Goodwill, LotSource.Goodwill, points, end, cause);

    /// <summary>Gives points for something other than a purchase; they pay debts first.</summary>
    public void GiveBonus(long points, LotEnd? end, Cause cause, string? eventId = null) => Grant(EntryKind.Bonus, LotSource.Bonus, points, end, cause, eventId);

    /// <summary>Gives points for a friend; they pay debts first.</summary>
    /// <returns>The lot that they are in. It is taken back whole (<see cref="ClawBack"/> of one unit).</returns>
    public Lot GiveForReferral(long points, LotEnd? end, Cause cause)
    {
        Grant(EntryKind.Referral, LotSource.Referral, points, end, cause);
        return lots[LastLot];
    }

    /// <summary>Staff give points (they pay debts first) or take them away.</summary>
    /// <param name="points">Positive to give.</param>
    /// <param name="end">Of given points.</param>
    /// <param name="mayOwe">Whether taking more than there is makes a debt; only staff may.</param>
    /// <param name="cause">Reason and member of staff.</param>
    public Platform.Domain.Decision<long> Adjust(long points, LotEnd? end, bool mayOwe, Cause cause)
    {
        if (points >= 0)
        {
            Grant(EntryKind.Adjust, LotSource.Adjustment, points, end, cause);
            return points;
        }

        Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel });
        var wanted = checked(-points);
        if (wanted > Math.Min(Active, Available) && !mayOwe)
        {
            return new InsufficientPoints(Math.Max(0, Available), wanted);
        }

        var moves = new List<LotMove>();
        var taken = Withdraw(wanted, moves);
        Post(EntryKind.Adjust, LedgerAccount.Active, LedgerAccount.Issuance, taken, cause, moves);
        Post(EntryKind.Adjust, LedgerAccount.Debt, LedgerAccount.Issuance, wanted - taken, cause, []);
        return points;
    }

    /// <summary>Moves points to another member, with their dates of expiry. All lots with active points must be loaded.</summary>
    public Platform.Domain.Decision<long> TransferTo(Account other, long points, Cause cause)
    {
        Expire(new Cause(cause.EffectiveAt) { Channel = cause.Channel });
        if (points > Active)
        {
            return new InsufficientPoints(Active, points);
        }

        var left = points;
        var moves = new List<LotMove>();
        foreach (var lot in InSpendingOrder())
        {
            var part = Take(lot, left, moves);
            left -= part;
            other.Grant(EntryKind.Transfer, LotSource.Transfer, part, lot.End, cause with { Reason = $"{cause.Reason} (from {MemberId})" });
            if (left == 0)
            {
                break;
            }
        }

        Post(EntryKind.Transfer, LedgerAccount.Active, LedgerAccount.Issuance, points, cause with { Reason = $"{cause.Reason} (to {other.MemberId})" }, moves);
        return points;
    }

    private void Book(IReadOnlyList<Earning> earnings, EntryKind kind, Cause cause)
    {
        var isStatus = kind is EntryKind.EarnStatus;
        var total = 0L;
        var moves = new List<LotMove>(earnings.Count);
        foreach (var earning in earnings.Where(earning => earning.Points > 0))
        {
            var lot = NewLot(isStatus ? LotSource.Status : LotSource.Order, earning.Points, cause, earning);
            (lot.Pending, lot.Status) = isStatus ? (0L, earning.Points) : (earning.Points, 0L);
            moves.Add(new LotMove(lot.Sequence, earning.Points));
            total = checked(total + earning.Points);
        }

        var rules = earnings.Select(earning => earning.RuleId).Distinct().ToList();
        Post(
            kind,
            LedgerAccount.Issuance,
            isStatus ? LedgerAccount.Status : LedgerAccount.Pending,
            total,
            cause with { RuleId = rules.Count == 1 ? rules[0] : null },
            moves);
    }

    private void Grant(EntryKind kind, LotSource source, long points, LotEnd? end, Cause cause, string? eventId = null)
    {
        if (points == 0)
        {
            return;
        }

        var lot = NewLot(source, points, cause, eventId: eventId);
        lot.Active = points;
        lot.ActivatesAt = cause.EffectiveAt;
        lot.Ending(end);
        Post(
            kind,
            LedgerAccount.Issuance,
            LedgerAccount.Active,
            points,
            cause with { LotSequence = lot.Sequence, ExpiresAt = end?.At },
            [new LotMove(lot.Sequence, points)]);
        PayDebt([lot], cause);
    }

    // Takes active points, nearest to expiry first; returns how many there were.
    private long Withdraw(long wanted, List<LotMove> moves)
    {
        var left = wanted;
        foreach (var lot in left == 0 ? [] : InSpendingOrder())
        {
            left -= Take(lot, left, moves);
            if (left == 0)
            {
                break;
            }
        }

        return wanted - left;
    }
}
