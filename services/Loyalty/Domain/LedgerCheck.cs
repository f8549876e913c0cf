namespace Omnichannel.Loyalty.Domain;

/// <summary>Something in a ledger that does not add up.</summary>
public sealed record Violation(string MemberId, string Code, long Expected, long Found);

/// <summary>One member's ledger in sums, each from where it is stored: the entries decide, all others must agree with them.</summary>
public sealed record LedgerSums
{
    public required string MemberId { get; init; }

    /// <summary>What the entries add up to.</summary>
    public required Balances Entries { get; init; }

    /// <summary>What the member's row says.</summary>
    public required Balances Stored { get; init; }

    /// <summary>What lies in the lots: pending, active, held, redeemed and expired.</summary>
    public required Balances Lots { get; init; }

    /// <summary>What open holds have.</summary>
    public long OnHold { get; init; }

    /// <summary>How many entries and lots there are.</summary>
    public (long Entries, long Lots) Count { get; init; }

    /// <summary>The numbers of the first and the last entry.</summary>
    public (long First, long Last) Sequence { get; init; }

    /// <summary>The numbers of the last entry and the last lot, as the member's row says.</summary>
    public (long Entry, long Lot) Last { get; init; }

    /// <summary>Lots in which a point is nowhere, or twice.</summary>
    public long BrokenLots { get; init; }
}

/// <summary>What must be true of every ledger at every moment, whoever works on it.</summary>
public static class LedgerCheck
{
    private static readonly LedgerAccount[] Accounts = Enum.GetValues<LedgerAccount>();

    private static readonly LedgerAccount[] InLots =
        [LedgerAccount.Pending, LedgerAccount.Active, LedgerAccount.Held, LedgerAccount.Redeemed, LedgerAccount.Expired];

    /// <summary>Everything that does not add up.</summary>
    public static IEnumerable<Violation> Of(LedgerSums sums) => Checks(sums)
        .Where(check => check.Expected != check.Found)
        .Select(check => new Violation(sums.MemberId, check.Code, check.Expected, check.Found));

    private static IEnumerable<(string Code, long Expected, long Found)> Checks(LedgerSums sums) =>
    [
        ("POSTINGS_NOT_ZERO", 0, sums.Entries.Sum),
        .. Accounts.Select(account => ("BALANCE_MISMATCH", sums.Entries[account], sums.Stored[account])),
        .. Accounts.Where(account => account is not LedgerAccount.Issuance)
            .Select(account => ("NEGATIVE_ACCOUNT", 0L, Math.Min(0, account is LedgerAccount.Debt ? sums.Entries.Owed : sums.Entries[account]))),
        .. InLots.Select(account => ("LOT_MISMATCH", sums.Entries[account], sums.Lots[account])),
        ("LOT_MISMATCH", 0, sums.BrokenLots),
        ("LOT_MISMATCH", sums.Last.Lot, sums.Count.Lots),
        ("HOLD_MISMATCH", sums.OnHold, sums.Entries[LedgerAccount.Held]),
        ("SEQUENCE_GAP", sums.Last.Entry, sums.Count.Entries),
        ("SEQUENCE_GAP", sums.Last.Entry, sums.Sequence.Last),
        ("SEQUENCE_GAP", 1, sums.Sequence.First),
    ];
}
