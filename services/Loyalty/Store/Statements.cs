using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A member as it is read: no lock, no lots.</summary>
public sealed record MemberView(Member Member, Balances Balances, long Version, long NextExpiringPoints, DateTimeOffset? NextExpiresAt);

/// <summary>Which part of a statement.</summary>
/// <param name="Kinds">Numbers of the kinds; empty for all.</param>
/// <param name="From">Included, microseconds.</param>
/// <param name="Before">Not included, microseconds.</param>
/// <param name="After">Continue behind this entry; null for the first page.</param>
public sealed record StatementQuery(
    string MemberId, IReadOnlyList<long> Kinds, long From, long Before, (long EffectiveAt, long Sequence)? After, int Size);

/// <summary>Reads of members and their ledgers.</summary>
public sealed class Statements(IDatabase database, ProgramCatalogue programs, TimeProvider clock)
{
    /// <summary>The moment of a read.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A member; null when there is none.</summary>
    public Task<MemberView?> Find(string memberId, CancellationToken cancellation) =>
        database.Read(sql => Find(sql, memberId), cancellation);

    /// <summary>A member with what counts towards the tiers of the program in force.</summary>
    public Task<(MemberView View, LoyaltyProgram? Program, IReadOnlyList<long> Reached)?> FindWithTier(string memberId, CancellationToken cancellation) =>
        database.Read<(MemberView, LoyaltyProgram?, IReadOnlyList<long>)?>(
            async sql =>
            {
                if (await Find(sql, memberId).ConfigureAwait(false) is not { } view)
                {
                    return null;
                }

                var program = await programs.At(sql, view.Member.ProgramId, clock.GetUtcNow()).ConfigureAwait(false);
                return (view, program, program is null ? [] : await Members.Reached(sql, memberId, program, clock.GetUtcNow()).ConfigureAwait(false));
            },
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
        return database.Read(
            sql => sql.Query<EntryRow>(
                $"""
                select {EntryRow.Columns}, running_active as RunningActive, running_total as RunningTotal from (
                    select entries.*,
                        cast(sum({Delta(LedgerAccount.Active)}) over (order by effective_at, sequence) as bigint) as running_active,
                        cast(sum({Delta(LedgerAccount.Active)} + {Delta(LedgerAccount.Pending)}) over (order by effective_at, sequence) as bigint)
                            as running_total
                    from entries where member_id = @memberId) as statement
                where effective_at >= @from and effective_at < @before and (effective_at, sequence) < (@afterEffectiveAt, @afterSequence) {isAsked}
                order by effective_at desc, sequence desc limit {query.Size}
                """,
                parameters),
            cancellation);
    }

    /// <summary>A member with the entries posted since a version, at most 100; for live streams.</summary>
    public Task<(MemberView? View, IReadOnlyList<EntryRow> Entries)> Changes(string memberId, long sinceVersion, CancellationToken cancellation) =>
        database.Read<(MemberView?, IReadOnlyList<EntryRow>)>(
            async sql =>
            {
                var view = await Find(sql, memberId).ConfigureAwait(false);
                if (view is null || view.Version == sinceVersion || sinceVersion == 0)
                {
                    return (view, []);
                }

                var entries = await sql.Query<EntryRow>(
                    $"select {EntryRow.Columns} from entries where member_id = @memberId and version > @sinceVersion and version <= @version order by sequence limit 100",
                    new { memberId, sinceVersion, version = view.Version }).ConfigureAwait(false);
                return (view, entries);
            },
            cancellation);

    internal static Task<EntryRow?> Entry(SqlSession sql, string memberId, long sequence) => sql.QueryFirst<EntryRow>(
        $"""
        select {EntryRow.Columns}, (select active from members where member_id = @memberId) as RunningActive,
            (select active + pending from members where member_id = @memberId) as RunningTotal
        from entries where member_id = @memberId and sequence = @sequence
        """,
        new { memberId, sequence });

    private static async Task<MemberView?> Find(SqlSession sql, string memberId)
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
        return new MemberView(row.ToMember(), row.ToBalances(), row.Version, next?.Points ?? 0, Columns.Instant(next?.ExpiresAt));
    }

    private static string Delta(LedgerAccount account) =>
        $"(case when to_account = {(int)account} then points when from_account = {(int)account} then -points else 0 end)";

    private sealed record Expiring
    {
        public long ExpiresAt { get; init; }

        public long Points { get; init; }
    }
}
