using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// Proves one account: goes over its entries from the first to the last, follows the chain, does again what each of them did, and compares what comes of it with every row
/// that says something about the account. Keeps as much as the account has lots, holds and orders, however many entries there are.
/// </summary>
public sealed class AccountCheck(HolderFact holder, LedgerFindings findings)
{
    private static readonly Dictionary<string, EntryKind> Kinds = Enum.GetValues<EntryKind>().ToDictionary(kind => kind.Name(), StringComparer.Ordinal);
    private static readonly Dictionary<string, LedgerAccount> Accounts = Enum.GetValues<LedgerAccount>().ToDictionary(account => account.Name(), StringComparer.Ordinal);
    private readonly LotReplay lots = new();
    private readonly HoldReplay holds = new();
    private readonly OrderReplay orders = new();
    private byte[] head = LedgerChain.Start;
    private long last;
    private long version;
    private long rows;

    /// <summary>What the entries add up to, as far as they were added.</summary>
    public Balances Balances { get; } = new();

    /// <summary>How many entries there are.</summary>
    public long Entries { get; private set; }

    /// <summary>The next entry, in the order of their numbers.</summary>
    public void Add(PostedEntry entry)
    {
        const string Table = "entries";
        var key = $"{holder.Id}/{entry.Sequence}";
        Entries++;
        findings.Compare(Table, key, "sequence", last + 1, entry.Sequence);
        findings.Compare(Table, key, "hash", LedgerChain.Next(head, entry), entry.Hash);
        (head, last) = (entry.Hash, entry.Sequence);
        CheckReason(entry, key);
        if (entry.Version < version || entry.Version > holder.Version)
        {
            findings.Tell(Table, key, "version", $"{version}..{holder.Version}", entry.Version);
        }

        version = Math.Max(version, entry.Version);
        if (Word(Kinds, entry.Kind, "kind", key) is { } kind
            && Word(Accounts, entry.FromAccount, "from_account", key) is { } from
            && Word(Accounts, entry.ToAccount, "to_account", key) is { } to)
        {
            Apply(entry, key, kind, from, to);
        }
    }

    /// <summary>A lot's row. All entries were added before.</summary>
    public void Add(LotFact lot)
    {
        rows++;
        lots.Check(lot, $"{holder.Id}/{lot.Sequence}", findings);
    }

    /// <summary>A hold's row.</summary>
    public void Add(HoldFact hold) => holds.Check(hold, findings);

    /// <summary>The row of an order that was credited to the holder.</summary>
    public void Add(OrderFact order) => orders.Check(order, findings);

    /// <summary>The row of goodwill that was given to the holder.</summary>
    public void Add(GoodwillFact goodwill) => orders.Check(goodwill, findings);

    /// <summary>Compares the holder's row, and tells what is missing: all rows were added.</summary>
    public void Complete()
    {
        findings.Compare(holder.Table, holder.Id, "last_entry", last, holder.LastEntry);
        findings.Compare(holder.Table, holder.Id, "last_lot", rows, holder.LastLot);
        findings.Compare(holder.Table, holder.Id, "chain_head", head, holder.ChainHead);
        foreach (var account in Accounts.Values)
        {
            findings.Compare(holder.Table, holder.Id, account.Name().ToLowerInvariant(), Balances[account], holder.Balances[account]);
        }

        if (holder.Balances.Owed > 0 && holder.Balances[LedgerAccount.Active] > 0)
        {
            findings.Tell(holder.Table, holder.Id, "debt", "0 with points to spend", holder.Balances.Owed);
        }

        lots.CheckMissing(holder.Id, findings);
        holds.CheckMissing(findings);
        orders.CheckMissing(holder.Id, findings);
    }

    private void Apply(PostedEntry entry, string key, EntryKind kind, LedgerAccount from, LedgerAccount to)
    {
        const string Table = "entries";
        Balances[from] -= entry.Points;
        Balances[to] += entry.Points;
        if (entry.Points <= 0 || IsOverdrawn(from))
        {
            findings.Tell(Table, key, "points", "what the account has", entry.Points);
        }

        findings.Compare(Table, key, "active_after", Balances[LedgerAccount.Active], entry.ActiveAfter);
        findings.Compare(Table, key, "pending_after", Balances[LedgerAccount.Pending], entry.PendingAfter);
        var moves = LotMoves.Read(entry.Lots);
        if (moves is null || LotMoves.Total(moves) != (from.IsInLots() || to.IsInLots() ? entry.Points : 0))
        {
            findings.Tell(Table, key, "lots", entry.Points, entry.Lots);
        }

        if (moves is not null)
        {
            lots.Apply(entry, kind, from, to, moves);
            holds.Apply(entry, kind, moves);
        }

        orders.Apply(entry, kind);
    }

    private bool IsOverdrawn(LedgerAccount account) => account.IsInLots() && Balances[account] < 0;

    // Words that were erased took their salt with them, and left their digest.
    private void CheckReason(PostedEntry entry, string key)
    {
        var isSound = entry.Reason is null ? entry.ReasonSalt is null
            : entry is { ReasonSalt: { } salt, ReasonDigest: { } digest } && LedgerChain.Digest(entry.Reason, salt).AsSpan().SequenceEqual(digest);
        if (!isSound)
        {
            findings.Tell("entries", key, "reason", entry.ReasonDigest, entry.Reason);
        }
    }

    private T? Word<T>(Dictionary<string, T> words, string word, string field, string key)
        where T : struct
    {
        if (words.TryGetValue(word, out var known))
        {
            return known;
        }

        findings.Tell("entries", key, field, string.Join('|', words.Keys), word);
        return null;
    }
}
