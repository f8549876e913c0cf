using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The lots of an account as its entries make them.</summary>
internal sealed class LotReplay
{
    private readonly Dictionary<long, Sums> lots = [];
    private readonly SortedSet<long> activities = [];

    /// <summary>How many there are.</summary>
    public long Count => lots.Count;

    /// <summary>Moves what an entry moved.</summary>
    public void Apply(PostedEntry entry, EntryKind kind, LedgerAccount from, LedgerAccount to, IReadOnlyList<LotMove> moves)
    {
        foreach (var move in moves)
        {
            var lot = Lot(move.Lot);
            if (kind is EntryKind.Unmerge && from is LedgerAccount.Issuance)
            {
                lot.Withdrawn -= move.Points;
            }
            else if (from is LedgerAccount.Issuance or LedgerAccount.Debt)
            {
                Issue(lot, kind, entry, move.Points);
            }
            else
            {
                lot[from] -= move.Points;
            }

            if (move.Into is { } into)
            {
                lot.Withdrawn += move.Points;
                lot = Part(lot, move.Lot, into, move.Points);
            }

            Arrive(lot, move.Lot, entry, kind, to, move.Points);
        }

        if (kind.IsActivity())
        {
            activities.Add(entry.EffectiveAt);
        }

        if (kind.IsClawback() && entry.LotSequence is { } claimed)
        {
            Lot(claimed).Clawed += entry.Points;
        }
    }

    /// <summary>Compares a lot's row with what the entries made of it.</summary>
    public void Check(LotFact row, string key, LedgerFindings findings)
    {
        const string Table = "lots";
        if (!lots.TryGetValue(row.Sequence, out var lot))
        {
            findings.Tell(Table, key, "sequence", LedgerFinding.Absent, LedgerFinding.Present);
            return;
        }

        lot.IsSeen = true;
        findings.Compare(Table, key, "source", lot.Source?.Name(), row.Source);
        findings.Compare(Table, key, "part_of", lot.PartOf, row.PartOf);
        findings.Compare(Table, key, "order_id", lot.OrderId, row.OrderId);
        findings.Compare(Table, key, "issued", lot.Issued, row.Issued);
        findings.Compare(Table, key, "issued_at", lot.IssuedAt, row.IssuedAt);
        findings.Compare(Table, key, "clawed", lot.Clawed, row.Clawed);
        findings.Compare(Table, key, "pending", lot[LedgerAccount.Pending], row.Pending);
        findings.Compare(Table, key, "active", lot[LedgerAccount.Active], row.Active);
        findings.Compare(Table, key, "held", lot[LedgerAccount.Held], row.Held);
        findings.Compare(Table, key, "redeemed", lot[LedgerAccount.Redeemed], row.Redeemed);
        findings.Compare(Table, key, "expired", lot[LedgerAccount.Expired], row.Expired);
        findings.Compare(Table, key, "status", lot[LedgerAccount.Status], row.Status);
        findings.Compare(Table, key, "reversed", lot.Reversed, row.Reversed);
        findings.Compare(Table, key, "withdrawn", lot.Withdrawn, row.Withdrawn);
        findings.Compare(Table, key, "activates_at", lot.ActivatesAt, row.ActivatesAt);
        if (lot.PartOf is null)
        {
            findings.Compare(Table, key, "expires_at", EndOf(lot, row.Inactivity), row.ExpiresAt);
            var due = row.ReturnedQuantity < 0 ? -1 : new Portion(row.Issued, row.Quantity).First(row.ReturnedQuantity);
            findings.Compare(Table, key, "returned_quantity", due, row.Clawed);
        }

        if (lot.IsNegative)
        {
            findings.Tell(Table, key, "issued", ">= 0 in each account", LedgerFinding.Show(lot.Issued));
        }
    }

    /// <summary>Tells the lots that have no row.</summary>
    public void CheckMissing(string holder, LedgerFindings findings)
    {
        foreach (var (sequence, _) in lots.Where(lot => !lot.Value.IsSeen).OrderBy(lot => lot.Key))
        {
            findings.Tell("lots", $"{holder}/{sequence}", "sequence", LedgerFinding.Present, LedgerFinding.Absent);
        }
    }

    private long? EndOf(Sums lot, Inactivity? inactivity) => inactivity is null || lot.ExpiresAt is not { } end ? lot.ExpiresAt
        : Micros(new LotEnd(Instant(end)) { Inactivity = inactivity }.After(activities.GetViewBetween(lot.ActivatesAt ?? 0, long.MaxValue).Select(Instant)).At);

    private static DateTimeOffset Instant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    private static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static void Issue(Sums lot, EntryKind kind, PostedEntry entry, long points)
    {
        lot.Issued += points;
        lot.IssuedAt = entry.EffectiveAt;
        lot.Source = kind switch
        {
            EntryKind.EarnPending => LotSource.Order,
            EntryKind.Goodwill => LotSource.Goodwill,
            EntryKind.Bonus => LotSource.Bonus,
            EntryKind.Referral => LotSource.Referral,
            EntryKind.Transfer => LotSource.Transfer,
            EntryKind.Issue => LotSource.Issue,
            EntryKind.Merge => LotSource.Merge,
            EntryKind.Overspend => LotSource.Overspend,
            EntryKind.EarnStatus => LotSource.Status,
            _ => LotSource.Adjustment,
        };
        lot.OrderId = kind is EntryKind.EarnPending or EntryKind.EarnStatus ? entry.OrderId : null;
    }

    private static void Arrive(Sums lot, long own, PostedEntry entry, EntryKind kind, LedgerAccount to, long points)
    {
        if (to.IsInLots())
        {
            lot[to] += points;
            if (to is LedgerAccount.Active && (kind is EntryKind.Activate || lot.ActivatesAt is null))
            {
                (lot.ActivatesAt, lot.ExpiresAt) = (entry.EffectiveAt, entry.ExpiresAt);
            }
        }
        else if (kind is EntryKind.Unmerge || (kind is EntryKind.Merge && lot.Source is LotSource.Merge) || (kind.IsClawback() && (own == entry.LotSequence || lot.PartOf == entry.LotSequence)))
        {
            lot.Reversed += points;
        }
        else
        {
            lot.Withdrawn += points;
        }
    }

    private Sums Part(Sums whole, long wholeNumber, long number, long points)
    {
        var part = Lot(number);
        part.Issued += points;
        (part.Source, part.OrderId, part.IssuedAt, part.ActivatesAt) = (whole.Source, whole.OrderId, whole.IssuedAt, whole.ActivatesAt);
        part.PartOf = whole.PartOf ?? wholeNumber;
        return part;
    }

    private Sums Lot(long number)
    {
        if (!lots.TryGetValue(number, out var lot))
        {
            lots.Add(number, lot = new Sums());
        }

        return lot;
    }

    private sealed class Sums
    {
        private long pending;
        private long active;
        private long held;
        private long redeemed;
        private long expired;
        private long status;

        public LotSource? Source { get; set; }

        public long? PartOf { get; set; }

        public string? OrderId { get; set; }

        public long Issued { get; set; }

        public long IssuedAt { get; set; }

        public long Clawed { get; set; }

        public long Reversed { get; set; }

        public long Withdrawn { get; set; }

        public long? ActivatesAt { get; set; }

        public long? ExpiresAt { get; set; }

        public bool IsSeen { get; set; }

        public bool IsNegative => (pending | active | held | redeemed | expired | status | Withdrawn) < 0;

        public long this[LedgerAccount account]
        {
            get => account switch
            {
                LedgerAccount.Pending => pending,
                LedgerAccount.Active => active,
                LedgerAccount.Held => held,
                LedgerAccount.Redeemed => redeemed,
                LedgerAccount.Expired => expired,
                LedgerAccount.Status => status,
                _ => 0,
            };
            set
            {
                switch (account)
                {
                    case LedgerAccount.Pending:
                        pending = value;
                        break;
                    case LedgerAccount.Active:
                        active = value;
                        break;
                    case LedgerAccount.Held:
                        held = value;
                        break;
                    case LedgerAccount.Redeemed:
                        redeemed = value;
                        break;
                    case LedgerAccount.Expired:
                        expired = value;
                        break;
                    case LedgerAccount.Status:
                        status = value;
                        break;
                    default:
                        break;
                }
            }
        }
    }
}
