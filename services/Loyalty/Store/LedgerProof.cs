using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What was proved. Wallets are proved, too; the totals are the members' points.</summary>
public sealed record Proof(long Members, long Entries, Balances Totals, IReadOnlyList<Violation> Violations);

/// <summary>Proves the ledgers from their entries. One statement, so that it sees one moment however busy the ledgers are.</summary>
public sealed class LedgerProof(IDatabase database)
{
    private const int MostViolations = 100;

    /// <summary>Checks one member, or all.</summary>
    public async Task<Proof> Verify(string? memberId, CancellationToken cancellation)
    {
        var filter = memberId is null ? "" : "where member_id = @memberId";
        var rows = await database.Read(
            sql => sql.Query<Sums>(
                $"""
                with e as (
                    select member_id, count(*) as entries, max(sequence) as last, min(sequence) as first, {AccountSums()}
                    from entries {filter} group by member_id),
                l as (
                    select member_id, count(*) as lots, sum(pending) as pending, sum(active) as active, sum(held) as held, sum(redeemed) as redeemed,
                        sum(expired) as expired,
                        sum(case when issued = pending + active + held + redeemed + expired + reversed + withdrawn and pending >= 0 and active >= 0
                            and held >= 0 and redeemed >= 0 and expired >= 0 and reversed >= 0 and withdrawn >= 0
                            and clawed <= issued and returned_quantity <= quantity then 0 else 1 end) as broken
                    from lots {filter} group by member_id),
                h as (select member_id, sum(points) as held from holds where state = 1 and member_id is not null group by member_id)
                select m.member_id as MemberId, m.issuance as Issuance, m.pending as Pending, m.active as Active, m.held as Held, m.redeemed as Redeemed,
                    m.expired as Expired, m.debt as Debt, m.last_entry as LastEntry, m.last_lot as LastLot, cast(m.is_wallet as bigint) as IsWallet,
                    cast(coalesce(e.entries, 0) as bigint) as Entries, cast(coalesce(e.last, 0) as bigint) as LastSequence,
                    cast(coalesce(e.first, 1) as bigint) as FirstSequence,
                    {EntrySums()},
                    cast(coalesce(l.lots, 0) as bigint) as Lots, cast(coalesce(l.pending, 0) as bigint) as LotPending,
                    cast(coalesce(l.active, 0) as bigint) as LotActive, cast(coalesce(l.held, 0) as bigint) as LotHeld,
                    cast(coalesce(l.redeemed, 0) as bigint) as LotRedeemed, cast(coalesce(l.expired, 0) as bigint) as LotExpired,
                    cast(coalesce(l.broken, 0) as bigint) as BrokenLots, cast(coalesce(h.held, 0) as bigint) as OnHold
                from (select * from accounts {filter}) m
                left join e on e.member_id = m.member_id left join l on l.member_id = m.member_id left join h on h.member_id = m.member_id
                order by m.member_id
                """,
                new { memberId }),
            cancellation).ConfigureAwait(false);

        var totals = new Balances();
        var violations = new List<Violation>();
        foreach (var row in rows)
        {
            var sums = row.ToSums();
            foreach (var account in row.IsWallet == 0 ? Enum.GetValues<LedgerAccount>() : [])
            {
                totals[account] += sums.Entries[account];
            }

            violations.AddRange(LedgerCheck.Of(sums).Take(MostViolations - violations.Count));
        }

        return new Proof(rows.Count(row => row.IsWallet == 0), rows.Sum(row => row.Entries), totals, violations);
    }

    private static string AccountSums() => string.Join(", ", Enum.GetValues<LedgerAccount>().Select(account =>
        $"sum(case when to_account = {(int)account} then points else 0 end - case when from_account = {(int)account} then points else 0 end) as a{(int)account}"));

    private static string EntrySums() => string.Join(", ", Enum.GetValues<LedgerAccount>().Select(account =>
        $"cast(coalesce(e.a{(int)account}, 0) as bigint) as Entry{account}"));

    private sealed record Sums
    {
        public string MemberId { get; init; } = "";

        public long Issuance { get; init; }

        public long Pending { get; init; }

        public long Active { get; init; }

        public long Held { get; init; }

        public long Redeemed { get; init; }

        public long Expired { get; init; }

        public long Debt { get; init; }

        public long LastEntry { get; init; }

        public long LastLot { get; init; }

        public long IsWallet { get; init; }

        public long Entries { get; init; }

        public long LastSequence { get; init; }

        public long FirstSequence { get; init; }

        public long EntryIssuance { get; init; }

        public long EntryPending { get; init; }

        public long EntryActive { get; init; }

        public long EntryHeld { get; init; }

        public long EntryRedeemed { get; init; }

        public long EntryExpired { get; init; }

        public long EntryDebt { get; init; }

        public long Lots { get; init; }

        public long LotPending { get; init; }

        public long LotActive { get; init; }

        public long LotHeld { get; init; }

        public long LotRedeemed { get; init; }

        public long LotExpired { get; init; }

        public long BrokenLots { get; init; }

        public long OnHold { get; init; }

        public LedgerSums ToSums() => new()
        {
            MemberId = MemberId,
            Entries = new Balances
            {
                [LedgerAccount.Issuance] = EntryIssuance,
                [LedgerAccount.Pending] = EntryPending,
                [LedgerAccount.Active] = EntryActive,
                [LedgerAccount.Held] = EntryHeld,
                [LedgerAccount.Redeemed] = EntryRedeemed,
                [LedgerAccount.Expired] = EntryExpired,
                [LedgerAccount.Debt] = EntryDebt,
            },
            Stored = new Balances
            {
                [LedgerAccount.Issuance] = Issuance,
                [LedgerAccount.Pending] = Pending,
                [LedgerAccount.Active] = Active,
                [LedgerAccount.Held] = Held,
                [LedgerAccount.Redeemed] = Redeemed,
                [LedgerAccount.Expired] = Expired,
                [LedgerAccount.Debt] = Debt,
            },
            Lots = new Balances
            {
                [LedgerAccount.Pending] = LotPending,
                [LedgerAccount.Active] = LotActive,
                [LedgerAccount.Held] = LotHeld,
                [LedgerAccount.Redeemed] = LotRedeemed,
                [LedgerAccount.Expired] = LotExpired,
            },
            OnHold = OnHold,
            Count = (Entries, Lots),
            Sequence = (FirstSequence, LastSequence),
            Last = (LastEntry, LastLot),
            BrokenLots = BrokenLots,
        };
    }
}
