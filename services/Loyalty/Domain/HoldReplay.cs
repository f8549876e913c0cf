using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The holds of an account as its entries make them.</summary>
internal sealed class HoldReplay
{
    private readonly Dictionary<string, Sums> holds = new(StringComparer.Ordinal);

    /// <summary>What an entry did to its hold.</summary>
    public void Apply(PostedEntry entry, EntryKind kind, IReadOnlyList<LotMove> moves)
    {
        if (entry.HoldId is not { } id)
        {
            return;
        }

        if (!holds.TryGetValue(id, out var hold))
        {
            holds.Add(id, hold = new Sums());
        }

        switch (kind)
        {
            case EntryKind.Hold:
                hold.Allocations.AddRange(moves.Select(move => new Allocation(move.Lot, move.Points)));
                break;
            case EntryKind.Capture:
                (hold.State, hold.OrderId) = (HoldState.Captured, entry.OrderId);
                Add(hold, moves, static (allocation, points) => allocation with { Captured = allocation.Captured + points });
                break;
            case EntryKind.Release when hold.State is HoldState.Held:
                hold.State = HoldState.Released;
                break;
            case EntryKind.HoldExpired:
                hold.State = HoldState.Expired;
                break;
            case EntryKind.Restore:
                Add(hold, moves, static (allocation, points) => allocation with { Restored = allocation.Restored + points });
                break;
            default:
                break;
        }
    }

    /// <summary>Compares a hold's row with what the entries made of it.</summary>
    public void Check(HoldFact row, LedgerFindings findings)
    {
        const string Table = "holds";
        if (!holds.TryGetValue(row.HoldId, out var hold))
        {
            findings.Tell(Table, row.HoldId, "hold_id", LedgerFinding.Absent, LedgerFinding.Present);
            return;
        }

        hold.IsSeen = true;
        findings.Compare(Table, row.HoldId, "state", hold.State.Name(), row.State);
        findings.Compare(Table, row.HoldId, "points", hold.Allocations.Sum(allocation => allocation.Points), row.Points);
        findings.Compare(Table, row.HoldId, "captured_points", hold.Allocations.Sum(allocation => allocation.Captured), row.CapturedPoints);
        findings.Compare(Table, row.HoldId, "order_id", hold.OrderId, row.OrderId);
        if (row.Allocations is null || !hold.Allocations.SequenceEqual(row.Allocations))
        {
            findings.Tell(Table, row.HoldId, "allocations", Show(hold.Allocations), row.Allocations is null ? "unreadable" : Show(row.Allocations));
        }
    }

    /// <summary>Tells the holds that have no row.</summary>
    public void CheckMissing(LedgerFindings findings)
    {
        foreach (var (id, _) in holds.Where(hold => !hold.Value.IsSeen).OrderBy(hold => hold.Key, StringComparer.Ordinal))
        {
            findings.Tell("holds", id, "hold_id", LedgerFinding.Present, LedgerFinding.Absent);
        }
    }

    private static void Add(Sums hold, IReadOnlyList<LotMove> moves, Func<Allocation, long, Allocation> add)
    {
        foreach (var move in moves)
        {
            var index = hold.Allocations.FindIndex(allocation => allocation.LotSequence == move.Lot);
            if (index >= 0)
            {
                hold.Allocations[index] = add(hold.Allocations[index], move.Points);
            }
            else
            {
                hold.Allocations.Add(add(new Allocation(move.Lot, 0), move.Points));
            }
        }
    }

    private static string Show(IEnumerable<Allocation> allocations) => string.Join(
        " ", allocations.Select(allocation => $"{allocation.LotSequence}:{allocation.Points}/{allocation.Captured}/{allocation.Restored}"));

    private sealed class Sums
    {
        public HoldState State { get; set; } = HoldState.Held;

        public string? OrderId { get; set; }

        public List<Allocation> Allocations { get; } = [];

        public bool IsSeen { get; set; }
    }
}
