namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// One member's points, or the money in one wallet (minor units of its currency; what is said of points holds for it): balances, the lots that a command needs, and the
/// entries that the command posts. Pure: it is loaded, decides, and is saved.
/// </summary>
/// <remarks>
/// Invariants, held after every command: balances add up to zero; each balance equals the sum of its entries; pending, active, held, redeemed and
/// expired equal the sums over the lots; nothing is negative but issuance and debt; and nobody owes points while having some to spend.
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

    public static Account Load(string memberId, Balances balances, long lastEntry, long lastLot) =>
        new() { MemberId = memberId, Balances = balances, LastEntry = lastEntry, LastLot = lastLot };

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

    private Lot NewLot(LotSource source, long points, Earning? earning = null)
    {
        var lot = new Lot
        {
            Sequence = ++LastLot,
            Source = source,
            Issued = points,
            OrderId = earning?.OrderId,
            LineId = earning?.LineId,
            ProgramVersion = earning?.ProgramVersion ?? 0,
            RuleId = earning?.RuleId ?? "",
            Quantity = earning?.Quantity ?? 0,
            IsNew = true,
        };
        lots.Add(lot.Sequence, lot);
        return lot;
    }

    private void Post(EntryKind kind, LedgerAccount from, LedgerAccount to, long points, Cause cause)
    {
        if (points == 0)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(points);
        Balances[from] = checked(Balances[from] - points);
        Balances[to] = checked(Balances[to] + points);
        entries.Add(new Entry
        {
            Sequence = ++LastEntry,
            Kind = kind,
            From = from,
            To = to,
            Points = points,
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
        foreach (var lot in credited)
        {
            if (left == 0)
            {
                break;
            }

            var part = Math.Min(left, lot.Active);
            lot.Active -= part;
            lot.Withdrawn += part;
            left -= part;
        }

        Post(EntryKind.DebtPaid, LedgerAccount.Active, LedgerAccount.Debt, due - left, cause);
    }
}
