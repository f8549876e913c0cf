using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A member as it is read: no lock, no lots.</summary>
public sealed record MemberView(Member Member, Balances Balances, long Version, long NextExpiringPoints, DateTimeOffset? NextExpiresAt)
{
    /// <summary>Number of the entries of the member's own account.</summary>
    public long LastEntry => LastEntries[0];

    /// <summary>The accounts that are the person's: the member's first, then those of who was merged into them.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [Member.MemberId];

    /// <summary>How many entries each of them has.</summary>
    public IReadOnlyList<long> LastEntries { get; init; } = [0];
}

/// <summary>How far somebody who watches a balance has been told.</summary>
/// <param name="Version">All of it, and of those before.</param>
/// <param name="Sequence">The last entry told; of a later version it may be one of several.</param>
public sealed record WatchPlace(long Version, long Sequence);

/// <summary>What a watcher is told next.</summary>
/// <param name="View">The member now.</param>
/// <param name="Entries">In the order in which they were posted.</param>
/// <param name="Place">How far this goes.</param>
/// <param name="HasMore">Whether there is more to tell already.</param>
public sealed record BalanceNews(MemberView View, IReadOnlyList<EntryView> Entries, WatchPlace Place, bool HasMore);

/// <summary>An entry with what people call the lots that it moved.</summary>
/// <param name="Row">The entry.</param>
/// <param name="Lots">What it moved.</param>
public sealed record EntryView(EntryRow Row, IReadOnlyList<LotPoints> Lots);

/// <summary>What an entry moved in one lot.</summary>
/// <param name="Lot">Number of the lot.</param>
/// <param name="Points">Positive.</param>
/// <param name="LineId">The order line that earned it; null where none did.</param>
public sealed record LotPoints(long Lot, long Points, string? LineId);

/// <summary>Which part of a statement.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Kinds">Words of the kinds; empty for all.</param>
/// <param name="Period">Those that count from then (included) to then (not included), in microseconds; null for all.</param>
/// <param name="Before">Continue before this entry; the largest bigint for the first page.</param>
/// <param name="Size">How many.</param>
public sealed record StatementQuery(string MemberId, IReadOnlyList<string> Kinds, (long From, long Before)? Period, long Before, int Size)
{
    /// <summary>Continue in this account of the person; empty for the first page.</summary>
    public string Account { get; init; } = "";
}

/// <summary>Reads of members and their ledgers.</summary>
public sealed class Statements(IDatabase database, ProgramCatalogue programs, Tiers tiers, TimeProvider clock)
{
    private const int EntriesPerNews = 100;
    private const int EntriesPerChunk = 500;

    /// <summary>The moment of a read.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A member; null when there is none.</summary>
    public Task<MemberView?> Find(string memberId, CancellationToken cancellation) =>
        database.Read(sql => Find(sql, memberId), cancellation);

    /// <summary>A member with what counts towards the tiers of the program in force.</summary>
    public Task<(MemberView View, TierProgress? Progress)?> FindWithTier(string memberId, CancellationToken cancellation) =>
        database.Read<(MemberView, TierProgress?)?>(
            async sql => await Find(sql, memberId).ConfigureAwait(false) is { } view
                ? (view, await tiers.Progress(sql, view.Member, view.Accounts, clock.GetUtcNow()).ConfigureAwait(false))
                : null,
            cancellation);

    /// <summary>The program in force for a member.</summary>
    public Task<LoyaltyProgram?> ProgramOf(Member member, CancellationToken cancellation) =>
        database.Read(sql => programs.At(sql, member.ProgramId, clock.GetUtcNow()), cancellation);

    /// <summary>A version of a program; the latest for 0.</summary>
    public Task<LoyaltyProgram?> Program(string programId, long version, CancellationToken cancellation) =>
        database.Read(sql => programs.Version(sql, programId, version), cancellation);

    /// <summary>The version under which a purchase now would be.</summary>
    public Task<LoyaltyProgram?> ProgramInForce(string programId, CancellationToken cancellation) =>
        database.Read(sql => programs.At(sql, programId, clock.GetUtcNow()), cancellation);

    /// <summary>A coupon; null when there is none.</summary>
    public Task<Coupon?> FindCoupon(string code, CancellationToken cancellation) => database.Read(sql => Coupons.Find(sql, code), cancellation);

    /// <summary>Whether a coupon is for somebody, or for who is the same person.</summary>
    public async Task<bool> IsFor(Coupon coupon, string customerId, CancellationToken cancellation) => coupon.Terms.IsFor(customerId)
        || (customerId.Length > 0 && await database.Read(sql => PersonAccounts.AreOne(sql, customerId, coupon.Terms.MemberId!), cancellation).ConfigureAwait(false));

    /// <summary>
    /// A page of the statement, latest first: so many rows are read as it shows, however long the ledger is; of a period, as the period has. The accounts of who was merged into the member
    /// follow the member's own, one after the other: in each, balances run on.
    /// </summary>
    public Task<IReadOnlyList<EntryView>> Page(StatementQuery query, CancellationToken cancellation) => database.Read<IReadOnlyList<EntryView>>(
        async sql =>
        {
            var page = new List<EntryView>();
            var accounts = await PersonAccounts.OfMember(sql, query.MemberId).ConfigureAwait(false);
            var begin = query.Account.Length > 0 ? query.Account : accounts.Count > 0 ? accounts[0] : "";
            foreach (var account in accounts.SkipWhile(account => account != begin))
            {
                var rest = query with { MemberId = account, Before = account == begin ? query.Before : long.MaxValue, Size = query.Size - page.Count };
                page.AddRange(await PageOf(sql, rest).ConfigureAwait(false));
                if (page.Count == query.Size)
                {
                    break;
                }
            }

            return page;
        },
        cancellation);

    private static async Task<IReadOnlyList<EntryView>> PageOf(SqlSession sql, StatementQuery query)
    {
        var isAsked = query.Kinds.Count == 0 ? "" : $" and kind {sql.Dialect.In("@kinds")}";
        var isInPeriod = query.Period is null
            ? ""
            : " and sequence in (select sequence from entries where member_id = @memberId and effective_at >= @from and effective_at < @until)";
        var rows = await sql.Query<EntryRow>(
            $"{EntryRow.Select} where member_id = @memberId and sequence < @before{isAsked}{isInPeriod} order by sequence desc limit {query.Size}",
            new
            {
                memberId = query.MemberId,
                before = query.Before,
                kinds = query.Kinds.ToArray(),
                from = query.Period?.From ?? 0,
                until = query.Period?.Before ?? 0,
            }).ConfigureAwait(false);
        return await WithLines(sql, query.MemberId, rows).ConfigureAwait(false);
    }

    /// <summary>What somebody who watches a balance has not been told yet: at most so many entries at once, none left out; null when there is no such member.</summary>
    /// <param name="memberId">The member.</param>
    /// <param name="told">Version 0 for somebody who knows nothing: the balance says it all.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<BalanceNews?> Changes(string memberId, WatchPlace told, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            if (await Find(sql, memberId).ConfigureAwait(false) is not { } view)
            {
                return null;
            }

            var all = new WatchPlace(view.Version, view.LastEntry);
            if (told.Version == 0 || told.Version >= view.Version || view.Accounts.Count > 1)
            {
                // Of several accounts the balance says it: their versions are no one order.
                return new BalanceNews(view, [], told.Version > view.Version && view.Accounts.Count == 1 ? told : all, false);
            }

            var entries = await sql.Query<EntryRow>(
                $"""
                {EntryRow.Select} where member_id = @memberId and version > @sinceVersion and version <= @version and sequence > @after
                order by sequence limit {EntriesPerNews}
                """,
                new { memberId, sinceVersion = told.Version, version = view.Version, after = told.Sequence }).ConfigureAwait(false);
            var shown = await WithLines(sql, memberId, entries).ConfigureAwait(false);

            // The last version of a full answer may have more entries: it is not told as a whole yet.
            return entries.Count < EntriesPerNews
                ? new BalanceNews(view, shown, all, false)
                : new BalanceNews(view, shown, new WatchPlace(entries[^1].Version - 1, entries[^1].Sequence), true);
        },
        cancellation);

    /// <summary>The next entries of a whole statement, oldest first; empty at its end.</summary>
    /// <param name="memberId">Whose.</param>
    /// <param name="sequence">Behind this one.</param>
    /// <param name="last">None beyond this one.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<IReadOnlyList<EntryView>> After(string memberId, long sequence, long last, CancellationToken cancellation) => database.Read(
        async sql => await WithLines(
            sql,
            memberId,
            await sql.Query<EntryRow>(
                $"{EntryRow.Select} where member_id = @memberId and sequence > @sequence and sequence <= @last order by sequence limit {EntriesPerChunk}",
                new { memberId, sequence, last }).ConfigureAwait(false)).ConfigureAwait(false),
        cancellation);

    internal static async Task<IReadOnlyList<EntryView>> EntriesAfter(SqlSession sql, string memberId, long sequence, int most = int.MaxValue) => await WithLines(
        sql,
        memberId,
        await sql.Query<EntryRow>($"{EntryRow.Select} where member_id = @memberId and sequence > @sequence order by sequence limit {most}", new { memberId, sequence }).ConfigureAwait(false))
        .ConfigureAwait(false);

    private static async Task<IReadOnlyList<EntryView>> WithLines(SqlSession sql, string memberId, IReadOnlyList<EntryRow> rows)
    {
        var moves = rows.Select(row => LotMoves.Read(row.Lots) ?? []).ToList();
        long[] sequences = [.. moves.SelectMany(move => move).Select(move => move.Lot).Distinct()];
        var lots = sequences.Length == 0 ? [] : await sql.Query<LotLine>(
            $"select sequence as Sequence, line_id as LineId from lots where member_id = @memberId and sequence {sql.Dialect.In("@sequences")} and line_id is not null",
            new { memberId, sequences }).ConfigureAwait(false);
        var lines = lots.ToDictionary(lot => lot.Sequence, lot => lot.LineId);
        return [.. rows.Zip(moves, (row, moved) => new EntryView(row, [.. moved.Select(move => new LotPoints(move.Lot, move.Points, lines.GetValueOrDefault(move.Lot)))]))];
    }

    internal static async Task<MemberView?> Find(SqlSession sql, string memberId)
    {
        var row = await sql.QueryFirst<MemberRow>(MemberRow.Select, new { memberId }).ConfigureAwait(false);
        var rows = row is { IsMerged: 0 } ? [row] : await Person(sql, memberId).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return null;
        }

        string[] accounts = [.. rows.Select(each => each.MemberId)];
        var balances = Balances.Together([.. rows.Select(each => each.ToBalances())]);
        var next = balances[LedgerAccount.Active] == 0
            ? null
            : await sql.QueryFirst<Expiring>(
                $"""
                select expires_at as ExpiresAt, cast(sum(active) as bigint) as Points from lots
                where member_id {sql.Dialect.In("@accounts")} and active > 0 and expires_at < @never group by expires_at order by expires_at limit 1
                """,
                new { accounts, never = Columns.Never }).ConfigureAwait(false);
        return new MemberView(rows[0].ToMember(), balances, rows.Sum(each => each.Version), next?.Points ?? 0, Columns.Instant(next?.ExpiresAt))
        {
            Accounts = accounts,
            LastEntries = [.. rows.Select(each => each.LastEntry)],
        };
    }

    private static async Task<IReadOnlyList<MemberRow>> Person(SqlSession sql, string customerId)
    {
        var rows = new List<MemberRow>();
        foreach (var account in await PersonAccounts.Of(sql, customerId).ConfigureAwait(false))
        {
            rows.Add((await sql.QueryFirst<MemberRow>(MemberRow.Select, new { memberId = account }).ConfigureAwait(false))!);
        }

        return rows;
    }

    private sealed record LotLine
    {
        public long Sequence { get; init; }

        public string LineId { get; init; } = "";
    }

    private sealed record Expiring
    {
        public long ExpiresAt { get; init; }

        public long Points { get; init; }
    }
}
