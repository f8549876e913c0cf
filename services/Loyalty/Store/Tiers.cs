using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Reads what members' tiers rest on, and keeps the tiers true to it.</summary>
public sealed class Tiers(ProgramCatalogue programs, Ledgers ledgers)
{
    private const long MicrosPerDay = 86_400_000_000;

    /// <summary>What counts towards a member's tiers now; null when the program has none to reach.</summary>
    /// <param name="sql">To read with.</param>
    /// <param name="member">The member.</param>
    /// <param name="accounts">Those of the member's person: what was credited to any of them counts.</param>
    /// <param name="now">The moment.</param>
    public Task<TierProgress?> Progress(SqlSession sql, Member member, IReadOnlyList<string> accounts, DateTimeOffset now) => Progress(sql, member, accounts, now, []);

    /// <summary>What was credited to some accounts counts, added up by days; at least since a moment. Status points are counted in their lots.</summary>
    public static async Task<IReadOnlyList<CountedDay>> Days(SqlSession sql, IReadOnlyList<string> accounts, TierMetric metric, DateTimeOffset from)
    {
        var (table, at, kept, told) = metric switch
        {
            TierMetric.Orders => ("orders", "told_delivered_at", "case when delivered_at is null then 0 else kept end", "1"),
            TierMetric.StatusPoints => ("lots", "issued_at", "status", "issued"),
            _ => ("orders", "placed_at", "earned_points - clawed_points", "earned_points"),
        };
        var isCounted = metric is TierMetric.StatusPoints ? $" and source = '{LotSource.Status.Name()}'" : "";
        var rows = await sql.Query<DayRow>(
            $"""
            select {at} / {MicrosPerDay} as Day, cast(sum({kept}) as bigint) as Kept, cast(sum({told}) as bigint) as Told
            from {table} where member_id {sql.Dialect.In("@accounts")}{isCounted} and {at} >= @from group by {at} / {MicrosPerDay}
            """,
            new { accounts = accounts.ToArray(), from = from.ToMicros() }).ConfigureAwait(false);
        return [.. rows.Select(row => new CountedDay(row.Day, row.Kept, row.Told))];
    }

    /// <summary>
    /// Looks whether the member's tier still follows from what counts. The change is saved and told with the member's next <see cref="Ledgers.Save"/>, which the caller
    /// makes. What history changes is history: nobody is congratulated on an import.
    /// </summary>
    /// <returns>Whether something about the member changed.</returns>
    public Task<bool> Review(UnitOfWork unit, MemberState state, Cause cause) => Review(unit, state, cause, []);

    /// <summary>The same, when what happened is about an order that tiers look back to: most of an import is not.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="state">The member.</param>
    /// <param name="since">Since when the order counts; null when nothing about that changed.</param>
    /// <param name="cause">What happened.</param>
    /// <param name="gone">Orders that turned out not to be the member's.</param>
    public async Task Review(UnitOfWork unit, MemberState state, DateTimeOffset? since, Cause cause, params IReadOnlyList<CreditedOrder> gone)
    {
        if (since is not null
            && await programs.At(unit.Sql, state.Member.ProgramId, unit.Now).ConfigureAwait(false) is { } program
            && since >= TierProgress.CountsFrom(program, unit.Now))
        {
            await Review(unit, state, cause, gone).ConfigureAwait(false);
        }
    }

    /// <summary>The tier that what a member's orders count speaks for under a program; empty when it has none.</summary>
    /// <param name="sql">To read with.</param>
    /// <param name="program">The program.</param>
    /// <param name="memberId">The member.</param>
    /// <param name="changes">How much more days would count by the program's metric; nothing where it counts orders.</param>
    /// <param name="now">The moment.</param>
    public async Task<string> Qualified(SqlSession sql, LoyaltyProgram program, string memberId, Func<TierMetric, IReadOnlyList<CountedDay>> changes, DateTimeOffset now)
    {
        if (TierProgress.ReadsFrom(program, now) is not { } from)
        {
            return program.LowestTier;
        }

        var metric = program.Tiers[^1].Metric;
        var days = await Days(sql, [memberId], metric, from).ConfigureAwait(false);
        var counted = days.Concat(changes(metric).Where(day => day.Day >= CountedDay.DayOf(from)));
        return program.Tiers[new TierProgress(program, await programs.Versions(sql, program.ProgramId).ConfigureAwait(false), counted, now).Qualified].TierId;
    }

    private async Task<TierProgress?> Progress(SqlSession sql, Member member, IReadOnlyList<string> accounts, DateTimeOffset now, IReadOnlyList<CreditedOrder> gone)
    {
        if (await programs.At(sql, member.ProgramId, now).ConfigureAwait(false) is not { } program || TierProgress.ReadsFrom(program, now) is not { } from)
        {
            return null;
        }

        var metric = program.Tiers[^1].Metric;
        var days = await Days(sql, accounts, metric, from).ConfigureAwait(false);
        var lost = gone.Select(order => CountedDay.Of(order, metric)).OfType<CountedDay>().Select(day => day with { Kept = 0 });
        return new TierProgress(program, await programs.Versions(sql, member.ProgramId).ConfigureAwait(false), [.. days, .. lost], now);
    }

    /// <summary>A merge was undone that a member's tier had followed. Saved and told as by a review.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="state">The member.</param>
    /// <param name="before">The member with the tier of before the merge.</param>
    public async Task Restore(UnitOfWork unit, MemberState state, Member before)
    {
        var accounts = await PersonAccounts.Of(unit.Sql, state.Member.MemberId).ConfigureAwait(false);
        if (await Progress(unit.Sql, state.Member, accounts, unit.Now, []).ConfigureAwait(false) is { } progress)
        {
            Take(unit, state, progress.Restore(before, state.Member), new Cause(unit.Now));
        }
    }

    // The tier is the person's, and stands with the survivor: whose account was merged keeps the one that they had.
    private async Task<bool> Review(UnitOfWork unit, MemberState state, Cause cause, IReadOnlyList<CreditedOrder> gone)
    {
        var accounts = state.IsMerged ? await PersonAccounts.Of(unit.Sql, state.Member.MemberId).ConfigureAwait(false) : [state.Member.MemberId];
        var survivor = accounts.Contains(state.Member.MemberId) && accounts[0] != state.Member.MemberId ? await ledgers.Get(unit, accounts[0]).ConfigureAwait(false) : state;
        if (state.Account.Entries.Any(entry => entry.From is LedgerAccount.Status || entry.To is LedgerAccount.Status))
        {
            // Status points count as their lots stand.
            await ledgers.Save(unit, state).ConfigureAwait(false);
        }

        if (await Progress(unit.Sql, survivor.Member, accounts, unit.Now, gone).ConfigureAwait(false) is not { } progress)
        {
            return false;
        }

        var isChanged = Take(unit, survivor, progress.Review(survivor.Member), cause);
        if (survivor != state && isChanged)
        {
            await ledgers.Save(unit, survivor).ConfigureAwait(false);
        }

        return isChanged && survivor == state;
    }

    private static bool Take(UnitOfWork unit, MemberState state, TierOutcome outcome, Cause cause)
    {
        var isChanged = outcome.Member != state.Member;
        state.Member = outcome.Member;
        if (outcome.Move is { } move)
        {
            state.Moves.Add((move, cause with { EffectiveAt = unit.Now }));
        }

        if (outcome.LookAgainAt is { } at)
        {
            unit.Schedule(TimerKinds.TierReview, state.Member.MemberId, at);
        }

        return isChanged;
    }

    private sealed record DayRow
    {
        public long Day { get; init; }

        public long Kept { get; init; }

        public long Told { get; init; }
    }
}
