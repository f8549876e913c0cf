using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Time;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Lots, and the report of a month.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Lots_SayWhoseLineTheyAre_WhereTheirPointsAre_AndWhenTheyCount()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o", "m", 10_000, 4_000));
        Assert.All(await Lots(), lot => Assert.Null(lot.ActivatesAt));
        var delivered = bench.Clock.Now;
        await bench.Deliver("o");
        var due = delivered.AddDays(14);
        Assert.All(await Lots(), lot => Assert.Equal((due, LoyaltyProgram.BuiltIn().ExpiryAfter(due)?.At), (lot.ActivatesAt, lot.ExpiresAt)));

        await bench.Advance(TimeSpan.FromDays(14));
        await bench.Give("m", 5, bench.Clock.Now.AddDays(1));
        await bench.Capture("m", await bench.Hold("m", 25), 20);
        await bench.Hold("m", 7);
        await bench.Return("o", ("l1", 4));

        var lots = await Lots();
        Assert.Equal(
            [
                (3L, LotSource.Adjustment, null, null, 5L, 0L, 0L, 5L, 0L),
                (2L, LotSource.Order, "o", "l1", 40L, 0L, 0L, 0L, 40L),
                (1L, LotSource.Order, "o", "l0", 100L, 78L, 7L, 15L, 0L),
            ],
            lots.Select(lot => (lot.Sequence, lot.Source, lot.OrderId, lot.LineId, lot.Issued, lot.Active, lot.Held, lot.Redeemed, lot.Reversed)));
        Assert.All(lots, lot => Assert.True(lot.IsConsistent));
        Assert.Equal([1L], (await Lots(LedgerAccount.Held)).Select(lot => lot.Sequence));
        Assert.Equal([3L, 1L], (await Lots(LedgerAccount.Redeemed, LedgerAccount.Held)).Select(lot => lot.Sequence));
        Assert.Equal([2L], (await bench.Get<LotList>().Page(new LotQuery("m", [], 3, 1), default)).Select(listed => listed.Lot.Sequence));
        var clawed = (await bench.Statements.Page(new StatementQuery("m", [EntryKind.Clawback.Name()], null, long.MaxValue, 9), default)).Single();
        Assert.Equal([new LotPoints(2, 40, "l1")], clawed.Lots);
    }

    [Fact]
    public async Task MovementReport_IsWhatTheEntriesSay_MonthByMonth()
    {
        await LiveThroughEverything();
        await bench.Advance(TimeSpan.FromDays(400));
        await bench.Give("m", 50);
        await bench.Capture("m", await bench.Hold("m", 1));
        var zone = LocalDays.In("Europe/Rome");
        var first = new DateOnly(2026, 2, 1);

        var report = await bench.Get<Movements>().Report(new MovementQuery(first, 20, zone, "EUR"), default);

        var rows = await bench.Database.Read(sql => sql.Query<EntryRow>($"{EntryRowSelect} where member_id in (select member_id from members) order by recorded_at"));
        var seen = new Dictionary<string, long>();
        foreach (var month in report)
        {
            var of = rows.Where(row => zone.DayOf(Instants.FromMicros(row.RecordedAt)) is var day && day.Year == month.Movement.Month.Year && day.Month == month.Movement.Month.Month).ToList();
            Assert.Equal(Outstanding(seen), month.Movement.Opening);
            foreach (var row in of)
            {
                seen[row.FromAccount] = seen.GetValueOrDefault(row.FromAccount) - row.Points;
                seen[row.ToAccount] = seen.GetValueOrDefault(row.ToAccount) + row.Points;
            }

            Assert.Equal(Outstanding(seen), month.Movement.Closing);
            Assert.Equal(of.Where(row => row.Kind == "EXPIRE").Sum(row => row.Points), month.Movement.Expired);
            Assert.Equal(month.Movement.Expired, month.ExpiredValueMinor);
        }

        Assert.Contains(report, month => month.Movement.Expired > 0);
        Assert.Contains(report, month => month.Movement is { Goodwill: > 0, Adjusted: > 0, TakenBack: > 0, Restored: > 0, Earned: > 0, Spent: > 0 });
        Assert.Equal(report.SkipLast(1).Select(month => month.Movement.Closing), report.Skip(1).Select(month => month.Movement.Opening));
        var now = new List<long>();
        foreach (var member in new[] { "m", "past", "owing", "away" })
        {
            var (pending, active, held, owed) = await bench.Points(member);
            now.Add(pending + active + held - owed);
        }

        Assert.Equal(now.Sum(), report[^1].Movement.Closing);
        var cohort = Assert.Single(await bench.Get<Movements>().Report(new MovementQuery(new DateOnly(2027, 4, 1), 1, LocalDays.Utc, ""), default));
        var issued = await bench.Database.Read(sql => sql.Query<(long Issued, long Expired)>(
            "select cast(sum(case when part_of is null and origin_lot is null and source <> 'OVERSPEND' then issued else 0 end) as bigint), cast(sum(expired) as bigint) from lots where source <> 'STATUS' and member_id in (select member_id from members) and issued_at >= @from and issued_at < @until",
            new { from = LocalDays.Utc.StartOf(new DateOnly(2025, 5, 1)).ToMicros(), until = LocalDays.Utc.StartOf(new DateOnly(2026, 5, 1)).ToMicros() }));
        Assert.Equal(issued.Single(), (cohort.Movement.CohortIssued, cohort.Movement.CohortExpired));
        Assert.True(cohort.Movement is { CohortIssued: > 0, CohortExpired: > 0 });
        Assert.Null(cohort.ExpiredValueMinor);
    }

    private const string EntryRowSelect = "select kind as Kind, from_account as FromAccount, to_account as ToAccount, points as Points, recorded_at as RecordedAt from entries";

    private static long Outstanding(Dictionary<string, long> accounts) => accounts.Where(account => account.Key is "PENDING" or "ACTIVE" or "HELD" or "DEBT").Sum(account => account.Value);

    private async Task<IReadOnlyList<Lot>> Lots(params LedgerAccount[] accounts) =>
        [.. (await bench.Get<LotList>().Page(new LotQuery("m", accounts, long.MaxValue, 100), default)).Select(listed => listed.Lot)];
}
