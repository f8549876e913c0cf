using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A member as it is read: no lock, no lots.</summary>
public sealed record MemberView(Member Member, Balances Balances, long Version, long NextExpiringPoints, DateTimeOffset? NextExpiresAt)
{
    /// <summary>Number of the member's entries.</summary>
    public long LastEntry { get; init; }
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
public sealed record BalanceNews(MemberView View, IReadOnlyList<EntryRow> Entries, WatchPlace Place, bool HasMore);

/// <summary>Which part of a statement.</summary>
/// <param name="Kinds">Numbers of the kinds; empty for all.</param>
/// <param name="From">Included, microseconds.</param>
/// <param name="Before">Not included, microseconds.</param>
/// <param name="After">Continue behind this entry; null for the first page.</param>
public sealed record StatementQuery(
    string MemberId, IReadOnlyList<long> Kinds, long From, long Before, (long EffectiveAt, long Sequence)? After, int Size);

/// <summary>Reads of members and their ledgers.</summary>
public sealed class Statements(IDatabase database, ProgramCatalogue programs, Tiers tiers, TimeProvider clock)
{
    private const int EntriesPerNews = 100;

    /// <summary>The moment of a read.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A member; null when there is none.</summary>
    public Task<MemberView?> Find(string memberId, CancellationToken cancellation) =>
        database.Read(sql => Find(sql, memberId), cancellation);

    /// <summary>A member with what counts towards the tiers of the program in force.</summary>
    public Task<(MemberView View, TierProgress? Progress)?> FindWithTier(string memberId, CancellationToken cancellation) =>
        database.Read<(MemberView, TierProgress?)?>(
            async sql => await Find(sql, memberId).ConfigureAwait(false) is { } view
                ? (view, await tiers.Progress(sql, view.Member, clock.GetUtcNow()).ConfigureAwait(false))
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

    /// <summary>A page of the statement, latest first. Running balances are over the whole ledger in the order of effect, whatever was posted late.</summary>
    public Task<IReadOnlyList<EntryRow>> Page(StatementQuery query, CancellationToken cancellation)
    {
        var parameters = new
        {
            memberId = query.MemberId,
            from = query.From,
            before = query.Before,
            afterEffectiveAt = query.After?.EffectiveAt ?? long.MaxValue,
            afterSequence = query.After?.Sequence ?? long.MaxValue,
            kinds = query.Kinds.ToArray(),
        };
        var isAsked = query.Kinds.Count == 0 ? "" : $"and kind {database.Dialect.In("@kinds")}";
        var page =
            $"""
            select sequence, effective_at from entries
            where member_id = @memberId and effective_at >= @from and effective_at < @before
                and (effective_at, sequence) < (@afterEffectiveAt, @afterSequence) {isAsked}
            order by effective_at desc, sequence desc limit {query.Size}
            """;
        return database.Read(sql => sql.Query<EntryRow>($"{WithRunning(page)} order by effective_at desc, sequence desc", parameters), cancellation);
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
            if (told.Version == 0 || told.Version >= view.Version)
            {
                return new BalanceNews(view, [], told.Version > view.Version ? told : all, false);
            }

            var news =
                $"""
                select sequence, effective_at from entries
                where member_id = @memberId and version > @sinceVersion and version <= @version and sequence > @after order by sequence limit {EntriesPerNews}
                """;
            var entries = await sql.Query<EntryRow>(
                $"{WithRunning(news)} order by sequence",
                new { memberId, sinceVersion = told.Version, version = view.Version, after = told.Sequence }).ConfigureAwait(false);

            // The last version of a full answer may have more entries: it is not told as a whole yet.
            return entries.Count < EntriesPerNews
                ? new BalanceNews(view, entries, all, false)
                : new BalanceNews(view, entries, new WatchPlace(entries[^1].Version - 1, entries[^1].Sequence), true);
        },
        cancellation);

    internal static Task<IReadOnlyList<EntryRow>> EntriesAfter(SqlSession sql, string memberId, long sequence) => sql.Query<EntryRow>(
        $"{WithRunning("select sequence, effective_at from entries where member_id = @memberId and sequence > @sequence")} order by sequence",
        new { memberId, sequence });

    // Counted back from what there is now, less what came after in the order of effect: what is read grows with how long ago the entries are, not with the ledger.
    private static string WithRunning(string shown) =>
        $"""
        with shown as ({shown})
        select {EntryRow.Columns}, running_active as RunningActive, running_total as RunningTotal from (
            select entries.*, members.active - {After(Delta(LedgerAccount.Active))} as running_active,
                members.active + members.pending - {After($"{Delta(LedgerAccount.Active)} + {Delta(LedgerAccount.Pending)}")} as running_total
            from entries join members on members.member_id = entries.member_id
            where entries.member_id = @memberId and effective_at >= (select min(effective_at) from shown)) as ledger
        where sequence in (select sequence from shown)
        """;

    private static string After(string points) =>
        $"cast(coalesce(sum({points}) over (order by effective_at desc, sequence desc rows between unbounded preceding and 1 preceding), 0) as bigint)";

    internal static async Task<MemberView?> Find(SqlSession sql, string memberId)
    {
        var row = await sql.QueryFirst<MemberRow>(MemberRow.Select, new { memberId }).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        var next = row.Active == 0
            ? null
            : await sql.QueryFirst<Expiring>(
                """
                select expires_at as ExpiresAt, cast(sum(active) as bigint) as Points from lots
                where member_id = @memberId and active > 0 and expires_at < @never group by expires_at order by expires_at limit 1
                """,
                new { memberId, never = Columns.Never }).ConfigureAwait(false);
        return new MemberView(row.ToMember(), row.ToBalances(), row.Version, next?.Points ?? 0, Columns.Instant(next?.ExpiresAt)) { LastEntry = row.LastEntry };
    }

    private static string Delta(LedgerAccount account) =>
        $"(case when to_account = {(int)account} then points when from_account = {(int)account} then -points else 0 end)";

    private sealed record Expiring
    {
        public long ExpiresAt { get; init; }

        public long Points { get; init; }
    }
}
