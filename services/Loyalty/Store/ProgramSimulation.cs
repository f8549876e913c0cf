using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What a simulation came to, over all members.</summary>
/// <param name="Members">How many were looked at.</param>
/// <param name="Changed">How many of them it would change.</param>
/// <param name="Earnings">Orders and events that were replayed.</param>
/// <param name="PointsBefore">What was earned, less what came back.</param>
/// <param name="PointsAfter">What would have been.</param>
/// <param name="Rules">By which rules.</param>
/// <param name="Budgets">Points that would have been taken of each budget of all, without its limit.</param>
public sealed record SimulationSums(
    long Members, long Changed, long Earnings, long PointsBefore, long PointsAfter, IReadOnlyList<RuleChange> Rules, IReadOnlyList<KeyValuePair<string, long>> Budgets);

/// <summary>
/// Replays what was earned under another program, member by member, and tells whom it changes. It only reads, a page at a time, each as it is then: memory grows with the
/// number of rules, not with history.
/// </summary>
public sealed class ProgramSimulation(IDatabase database, ProgramCatalogue programs, Tiers tiers, TimeProvider clock)
{
    private const int MembersPerPage = 200;
    private const int EarningsPerPage = 500;

    /// <summary>Runs it.</summary>
    /// <param name="draft">The program to try; its members are those of the program of its id.</param>
    /// <param name="from">The first moment of the replayed time.</param>
    /// <param name="before">The first moment after it.</param>
    /// <param name="tell">Takes each change, with the number of members looked at so far.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<SimulationSums> Run(
        LoyaltyProgram draft, DateTimeOffset from, DateTimeOffset before, Func<long, MemberChange, Task> tell, CancellationToken cancellation)
    {
        var versions = await database.Read(sql => programs.Versions(sql, draft.ProgramId), cancellation).ConfigureAwait(false);
        var sums = new Sums();
        var after = "";
        while (true)
        {
            var members = await database.Read(
                sql => sql.Query<string>(
                    $"select member_id from members where program_id = @program and member_id > @after order by member_id limit {MembersPerPage}",
                    new { program = draft.ProgramId, after }),
                cancellation).ConfigureAwait(false);
            foreach (var memberId in members)
            {
                var change = await Try(memberId, draft with { Version = (versions.Count > 0 ? versions[0].Version : 0) + 1 }, versions, (from, before), sums, cancellation).ConfigureAwait(false);
                if (change.IsChange)
                {
                    sums.Changed++;
                    await tell(sums.Members, change).ConfigureAwait(false);
                }
            }

            if (members.Count < MembersPerPage)
            {
                return sums.ToResult();
            }

            after = members[^1];
        }
    }

    private async Task<MemberChange> Try(
        string memberId, LoyaltyProgram draft, IReadOnlyList<LoyaltyProgram> versions, (DateTimeOffset From, DateTimeOffset Before) time, Sums sums, CancellationToken cancellation)
    {
        var first = draft.EarnRules.Any(rule => rule.FirstOrder)
            ? await database.Read(
                sql => sql.QueryFirst<string>("select order_id from orders where member_id = @memberId and kept = 1 order by placed_at, order_id limit 1", new { memberId }), cancellation).ConfigureAwait(false)
            : null;
        var trial = new ProgramTrial(draft, number => versions.FirstOrDefault(version => version.Version == number), first);
        var (afterAt, afterId) = (time.From.ToMicros(), "");
        while (true)
        {
            var rows = await database.Read(
                sql => sql.Query<Row>(
                    $"""
                    select earnings.earning_id as EarningId, earnings.earned_at as EarnedAt, earnings.document as Document, orders.lines as Lines
                    from earnings left join orders on orders.order_id = earnings.earning_id
                    where earnings.member_id = @memberId and earnings.program_id = @program and earnings.earned_at < @before
                        and (earnings.earned_at, earnings.earning_id) > (@afterAt, @afterId)
                    order by earnings.earned_at, earnings.earning_id limit {EarningsPerPage}
                    """,
                    new { memberId, program = draft.ProgramId, before = time.Before.ToMicros(), afterAt, afterId }),
                cancellation).ConfigureAwait(false);
            foreach (var row in rows)
            {
                var returned = row.Lines is null ? [] : Columns.FromJson<List<BoughtLine>>(row.Lines).ToDictionary(line => line.LineId, line => line.ReturnedQuantity, StringComparer.Ordinal);
                trial.Add(row.EarningId, Columns.FromJson<EarnedOrder>(row.Document), line => returned.GetValueOrDefault(line));
            }

            sums.Earnings += rows.Count;
            if (rows.Count < EarningsPerPage)
            {
                break;
            }

            (afterAt, afterId) = (rows[^1].EarnedAt, rows[^1].EarningId);
        }

        sums.Add(trial);
        var (tierBefore, tierAfter) = await TiersOf(memberId, draft, versions, trial, cancellation).ConfigureAwait(false);
        return new MemberChange(memberId, trial.Before, trial.After, tierBefore, tierAfter, [.. trial.Rules.Where(rule => rule.Before != rule.After)]);
    }

    // The tier that what counts speaks for, without grace: what the draft would make of the same history.
    private async Task<(string Before, string After)> TiersOf(
        string memberId, LoyaltyProgram draft, IReadOnlyList<LoyaltyProgram> versions, ProgramTrial trial, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var inForce = Platform.Domain.VersionInForce.At(versions, now);
        return await database.Read(
            async sql => (
                inForce is null ? "" : await tiers.Qualified(sql, inForce, memberId, _ => [], now).ConfigureAwait(false),
                await tiers.Qualified(
                    sql, draft, memberId, trial.DayChanges, now).ConfigureAwait(false)),
            cancellation).ConfigureAwait(false);
    }

    private sealed record Row
    {
        public string EarningId { get; init; } = "";

        public long EarnedAt { get; init; }

        public string Document { get; init; } = "";

        public string? Lines { get; init; }
    }

    private sealed class Sums
    {
        private readonly Dictionary<string, (long Before, long After)> rules = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, long> budgets = new(StringComparer.Ordinal);
        private long before;
        private long after;

        public long Members { get; private set; }

        public long Changed { get; set; }

        public long Earnings { get; set; }

        public void Add(ProgramTrial trial)
        {
            Members++;
            (before, after) = (before + trial.Before, after + trial.After);
            foreach (var rule in trial.Rules)
            {
                var (ruleBefore, ruleAfter) = rules.GetValueOrDefault(rule.RuleId);
                rules[rule.RuleId] = (ruleBefore + rule.Before, ruleAfter + rule.After);
            }

            foreach (var (cap, points) in trial.Wanted)
            {
                budgets[cap] = budgets.GetValueOrDefault(cap) + points;
            }
        }

        public SimulationSums ToResult() => new(
            Members, Changed, Earnings, before, after,
            [.. rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new RuleChange(rule.Key, rule.Value.Before, rule.Value.After))], [.. budgets]);
    }
}
