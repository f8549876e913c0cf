using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Time;

namespace Omnichannel.Loyalty.Store;

/// <summary>What a movement report is of.</summary>
/// <param name="First">First day of the first month.</param>
/// <param name="Count">How many months.</param>
/// <param name="Zone">In which months begin and end.</param>
/// <param name="CurrencyCode">In which the value of what lapsed is told; empty for none.</param>
public sealed record MovementQuery(DateOnly First, int Count, LocalDays Zone, string CurrencyCode);

/// <summary>A month with what lapsed in it in money; null where no program redeems in the currency.</summary>
public sealed record ValuedMonth(MonthMovement Movement, long? ExpiredValueMinor);

/// <summary>
/// Sums entries by the month in which they were posted: what is posted later changes no month that was reported. Reads the entries since the report begins, in one snapshot: what
/// members had before them is what they have now, less what these moved.
/// </summary>
public sealed class Movements(IDatabase database, ProgramCatalogue programs)
{
    /// <summary>The report.</summary>
    public Task<IReadOnlyList<ValuedMonth>> Report(MovementQuery query, CancellationToken cancellation) => database.ReadSnapshot<IReadOnlyList<ValuedMonth>>(
        async sql =>
        {
            var outstanding = sql.AskFirst<long>("select cast(coalesce(sum(pending + active + held + debt), 0) as bigint) from members");
            var rows = await sql.Query<SumRow>(
                $"""
                select {Bucket("entries.recorded_at", Ends(query, query.First, query.Count), query.Count)} as Bucket, members.program_id as ProgramId,
                    kind as Kind, from_account as FromAccount, to_account as ToAccount, cast(sum(points) as bigint) as Points
                from entries join members on members.member_id = entries.member_id
                where entries.recorded_at >= {Number(End(query, query.First.AddMonths(-1)))}
                group by 1, 2, 3, 4, 5
                """).ConfigureAwait(false);
            var cohorts = query.First.AddMonths(1 - MovementReport.CohortMonths.From);
            var count = query.Count + MovementReport.CohortMonths.From - MovementReport.CohortMonths.Until - 1;
            var issued = await sql.Query<IssuedRow>(
                $"""
                select {Bucket("issued_at", Ends(query, cohorts, count), count)} as Bucket, cast(sum(case when part_of is null and origin_lot is null and source <> 'OVERSPEND' then issued else 0 end) as bigint) as Issued,
                    cast(sum(lots.expired) as bigint) as Expired
                from lots join members on members.member_id = lots.member_id
                where lots.source <> '{LotSource.Status.Name()}' and issued_at >= {Number(End(query, cohorts.AddMonths(-1)))} and issued_at < {Number(End(query, cohorts.AddMonths(count - 1)))}
                group by 1
                """).ConfigureAwait(false);
            var months = MovementReport.Of(
                query.First,
                query.Count,
                await outstanding.First().ConfigureAwait(false),
                [.. rows.Select(row => row.ToSum())],
                [.. issued.Select(row => new IssuedSum(cohorts.AddMonths((int)row.Bucket), row.Issued, row.Expired))]);
            var valued = new List<ValuedMonth>(months.Count);
            foreach (var month in months)
            {
                valued.Add(new ValuedMonth(month, await Value(sql, month, query).ConfigureAwait(false)));
            }

            return valued;
        },
        cancellation);

    // Each program's points at what its version of the month's end says.
    private async Task<long?> Value(SqlSession sql, MonthMovement month, MovementQuery query)
    {
        long? value = query.CurrencyCode.Length > 0 && month.ExpiredByProgram.Count == 0 ? 0 : null;
        foreach (var (programId, points) in month.ExpiredByProgram)
        {
            var program = await programs.At(sql, programId, Instants.FromMicros(End(query, month.Month))).ConfigureAwait(false);
            if (program?.ValueOf(points, query.CurrencyCode) is { } worth)
            {
                value = (value ?? 0) + worth;
            }
        }

        return value;
    }

    private static long[] Ends(MovementQuery query, DateOnly first, int count) => [.. Enumerable.Range(0, count).Select(i => End(query, first.AddMonths(i)))];

    private static long End(MovementQuery query, DateOnly month) => query.Zone.StartOf(month.AddMonths(1)).ToMicros();

    private static string Bucket(string column, long[] ends, int after) =>
        $"cast(case {string.Join(' ', ends.Select((end, i) => $"when {column} < {Number(end)} then {Number(i)}"))} else {Number(after)} end as bigint)";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record SumRow
    {
        public long Bucket { get; init; }

        public string ProgramId { get; init; } = "";

        public string Kind { get; init; } = "";

        public string FromAccount { get; init; } = "";

        public string ToAccount { get; init; } = "";

        public long Points { get; init; }

        public MovementSum ToSum() => new(
            (int)Bucket, ProgramId, EnumNames.Read<EntryKind>(Kind), EnumNames.Read<LedgerAccount>(FromAccount), EnumNames.Read<LedgerAccount>(ToAccount), Points);
    }

    private sealed record IssuedRow
    {
        public long Bucket { get; init; }

        public long Issued { get; init; }

        public long Expired { get; init; }
    }
}
