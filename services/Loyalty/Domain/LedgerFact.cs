namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// What one command meant to a member, told to others as one event: a clawback takes from several accounts, an activation pays a debt, a capture gives the rest back.
/// </summary>
public sealed record LedgerFact
{
    private LedgerFact(IReadOnlyList<Entry> entries) => Entries = entries;

    /// <summary>The entries that stand together; at least one.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>What happened.</summary>
    public EntryKind Kind => Entries[0].Kind;

    /// <summary>What made it happen.</summary>
    public Cause Cause => Entries[0].Cause;

    /// <summary>How many points moved; negative where an adjustment takes.</summary>
    public long Points => Kind is EntryKind.Adjust && Entries[0].From is not LedgerAccount.Issuance ? -Moved(Kind) : Moved(Kind);

    /// <summary>How many of the points the member owes now.</summary>
    public long BecameDebt => Entries.Where(entry => entry.From is LedgerAccount.Debt).Sum(entry => entry.Points);

    /// <summary>How many points moved for one reason among those of the fact.</summary>
    public long Moved(EntryKind kind) => Entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Points);

    /// <summary>The facts that entries tell, in their order. Every entry is of one.</summary>
    public static IReadOnlyList<LedgerFact> Of(IReadOnlyList<Entry> entries)
    {
        var facts = new List<LedgerFact>();
        for (var start = 0; start < entries.Count;)
        {
            var end = start + 1;
            while (end < entries.Count && Belongs(entries[end], entries[start]))
            {
                end++;
            }

            facts.Add(new LedgerFact([.. entries.Skip(start).Take(end - start)]));
            start = end;
        }

        return facts;
    }

    private static bool Belongs(Entry next, Entry first) =>
        (next.Kind == first.Kind
            || next.Kind is EntryKind.DebtPaid
            || (next.Kind is EntryKind.Release && first.Kind is EntryKind.Capture))
        && next.Cause.OrderId == first.Cause.OrderId
        && next.Cause.HoldId == first.Cause.HoldId
        && next.Cause.ReturnId == first.Cause.ReturnId;
}
