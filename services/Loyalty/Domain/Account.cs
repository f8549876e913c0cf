namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// One member's points, or the money in one wallet (minor units of its currency; what is said of points holds for it): balances, the lots that a command needs, and the entries that the command posts. Pure: it is loaded, decides, and is saved.
/// </summary>
/// <remarks>
/// Invariants, held after every command: balances add up to zero; each balance equals the sum of its entries; pending, active, held, redeemed,
/// expired and status equal the sums over the lots; nothing is negative but issuance and debt; and nobody owes points while having some to spend.
/// </remarks>
public sealed partial class Account
{
    private readonly SortedDictionary<long, Lot> lots = [];
    private readonly List<Entry> entries = [];

    /// <summary>Whose it is: a member's id, or a wallet's.</summary>
    public required string MemberId { get; init; }

    public Balances Balances { get; init; } = new();

    /// <summary>Number of the member's entries.</summary>
    public long LastEntry { get; private set; }

    /// <summary>Hash of the last entry that is in the store (<see cref="LedgerChain"/>): what the next one links to.</summary>
    public byte[] ChainHead { get; set; } = LedgerChain.Start;

    /// <summary>Number of the member's lots.</summary>
    public long LastLot { get; private set; }

    /// <summary>What can be spent.</summary>
    public long Active => Balances[LedgerAccount.Active];

    /// <summary>What the member owes, positive.</summary>
    public long Owed => Balances.Owed;

    /// <summary>Entries posted since the account was loaded or <see cref="Saved"/>.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>The lots that were loaded or made.</summary>
    public IReadOnlyCollection<Lot> Lots => lots.Values;

    public static Account Load(string memberId, Balances balances, long lastEntry, long lastLot, byte[] chainHead) =>
        new() { MemberId = memberId, Balances = balances, LastEntry = lastEntry, LastLot = lastLot, ChainHead = chainHead };

    /// <summary>Adds lots that were read; one that is here already stays as it is.</summary>
    public void Add(IEnumerable<Lot> read)
    {
        foreach (var lot in read)
        {
            lots.TryAdd(lot.Sequence, lot);
        }
    }

    /// <summary>Points that the loaded lots could give at a moment.</summary>
    public long Spendable(DateTimeOffset at) => lots.Values.Where(lot => !lot.HasLapsed(at)).Sum(lot => lot.Active);

    /// <summary>Forgets the posted entries and the lots: they are in the store.</summary>
    public void Saved()
    {
        entries.Clear();
        lots.Clear();
    }

    private Lot NewLot(LotSource source, long points, Cause cause, Earning? earning = null, string? eventId = null)
    {
        var lot = new Lot
        {
            Sequence = ++LastLot,
            Source = source,
            Issued = points,
            IssuedAt = cause.EffectiveAt,
            OrderId = earning?.OrderId,
            LineId = earning?.LineId,
            EventId = eventId,
            ProgramVersion = earning?.ProgramVersion ?? 0,
            RuleId = earning?.RuleId ?? "",
            Quantity = earning?.Quantity ?? (source is LotSource.Referral ? 1 : 0),
            IsNew = true,
        };
        lots.Add(lot.Sequence, lot);
        return lot;
    }

    // Nothing moves unseen: what an entry takes from accounts that are kept in lots, or adds to them, it takes from lots or adds to them.
    private void Post(EntryKind kind, LedgerAccount from, LedgerAccount to, long points, Cause cause, IReadOnlyList<LotMove> moves)
    {
        if (points == 0)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(points);
        if ((from.IsInLots() || to.IsInLots()) && moves.Sum(move => move.Points) != points)
        {
            throw new InvalidOperationException($"Account {MemberId}: {kind} of {points} moves {LotMoves.Write(moves)} in its lots.");
        }

        Balances[from] = checked(Balances[from] - points);
        Balances[to] = checked(Balances[to] + points);
        entries.Add(new Entry
        {
            Sequence = ++LastEntry,
            Kind = kind,
            From = from,
            To = to,
            Points = points,
            Lots = moves,
            ActiveAfter = Active,
            PendingAfter = Balances[LedgerAccount.Pending],
            Cause = cause,
        });
    }

    private List<Lot> InSpendingOrder()
    {
        var spending = lots.Values.Where(lot => lot.Active > 0).ToList();
        spending.Sort(Lot.BySpending);
        return spending;
    }

    // Points have just become active on these lots: what the member owes is paid first.
    private void PayDebt(IEnumerable<Lot> credited, Cause cause)
    {
        var due = Math.Min(Owed, Active);
        var left = due;
        var moves = new List<LotMove>();
        foreach (var lot in due == 0 ? [] : credited)
        {
            if (left == 0)
            {
                break;
            }

            left -= Take(lot, left, moves);
        }

        Post(EntryKind.DebtPaid, LedgerAccount.Active, LedgerAccount.Debt, due - left, cause, moves);
    }

    // Takes active points of a lot, at most those that are there, and says so among the moves; returns how many.
    private static long Take(Lot lot, long wanted, List<LotMove> moves)
    {
        var part = Math.Min(wanted, lot.Active);
        if (part > 0)
        {
            lot.Changed().Active -= part;
            lot.Withdrawn += part;
            moves.Add(new LotMove(lot.Sequence, part));
        }

        return part;
    }
}
