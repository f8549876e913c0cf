using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>A closing is the next month's opening, and each is what a count of all entries says.</summary>
public sealed class MovementReportTests
{
    private static readonly DateOnly First = new(2026, 2, 1);
    private const int Months = 5;

    [Fact]
    public void Months_OfAnyLedgers_AddUp_AndAreWhatTheEntriesSay() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var ledgers = Enumerable.Range(0, 3).Select(i => Run(seed + i)).ToList();
        var entries = ledgers.SelectMany((ledger, i) => ledger.Select(entry => (Program: "p" + (i % 2), Entry: entry))).ToList();
        var sums = entries
            .Where(each => MonthOf(each.Entry) >= 0)
            .GroupBy(each => (Math.Min(Months, MonthOf(each.Entry)), each.Program, each.Entry.Kind, each.Entry.From, each.Entry.To))
            .Select(group => new MovementSum(group.Key.Item1, group.Key.Program, group.Key.Kind, group.Key.From, group.Key.To, group.Sum(each => each.Entry.Points)))
            .ToList();

        var report = MovementReport.Of(First, Months, Held(entries), sums, []);

        Assert.Equal(Enumerable.Range(0, Months).Select(First.AddMonths), report.Select(month => month.Month));
        for (var i = 0; i < Months; i++)
        {
            var month = report[i];
            Assert.Equal(Held(entries.Where(each => MonthOf(each.Entry) < i)), month.Opening);
            Assert.Equal(Held(entries.Where(each => MonthOf(each.Entry) <= i)), month.Closing);
            var of = entries.Where(each => MonthOf(each.Entry) == i).Select(each => each.Entry).ToList();
            Assert.Equal(
                (Of(of, EntryKind.EarnPending) + Of(of, EntryKind.Bonus) + Of(of, EntryKind.Referral), Of(of, EntryKind.Goodwill), Of(of, EntryKind.Capture), Of(of, EntryKind.Restore), Of(of, EntryKind.Expire) - Of(of, EntryKind.Reinstate)),
                (month.Earned, month.Goodwill, month.Spent, month.Restored, month.Expired));
            Assert.Equal(of.Where(entry => entry is { Kind: EntryKind.Clawback, From: not LedgerAccount.Expired }).Sum(entry => entry.Points), month.TakenBack);
            Assert.Equal(of.Where(entry => entry.Kind is EntryKind.Adjust).Sum(entry => entry.From is LedgerAccount.Issuance ? entry.Points : -entry.Points), month.Adjusted);
            Assert.Equal(month.Expired, month.ExpiredByProgram.Values.Sum());
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2025, 2, 0, 0)] // 13 months before the month's end: of the cohort
    [InlineData(2024, 3, 0, 0)] // the first of it
    [InlineData(2024, 2, -40, -10)] // too early
    [InlineData(2025, 3, -40, -10)] // too late
    public void ExpectedBreakage_IsTheShareOfTheCohortThatLapsed(int year, int month, int lessIssued, int lessExpired)
    {
        MovementSum[] after = [new(1, "p", EntryKind.EarnPending, LedgerAccount.Issuance, LedgerAccount.Pending, 500)];
        IssuedSum[] issued = [new(new DateOnly(2024, 9, 1), 60, 20), new(new DateOnly(year, month, 1), 40, 10)];

        var report = Assert.Single(MovementReport.Of(First, 1, 1_500, after, issued));

        Assert.Equal((100 + lessIssued, 30 + lessExpired), ((int)report.CohortIssued, (int)report.CohortExpired));
        Assert.Equal(1_000 * report.CohortExpired / report.CohortIssued, report.ExpectedBreakage);
        Assert.Equal(0, Assert.Single(MovementReport.Of(First, 1, 1_500, after, [])).ExpectedBreakage);
    }

    private static IReadOnlyList<Entry> Run(int seed)
    {
        var model = new AccountModel(seed);
        for (var step = 0; step < 60; step++)
        {
            model.Step();
        }

        return model.Ledger;
    }

    private static int MonthOf(Entry entry) => ((entry.Cause.EffectiveAt.Year - First.Year) * 12) + entry.Cause.EffectiveAt.Month - First.Month;

    private static long Of(IEnumerable<Entry> entries, EntryKind kind) => entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Points);

    // What is in circulation: what left the issuance account, is no status point, and was neither spent nor lost.
    private static long Held(IEnumerable<(string Program, Entry Entry)> entries)
    {
        var balances = new Balances();
        foreach (var (_, entry) in entries)
        {
            balances[entry.From] -= entry.Points;
            balances[entry.To] += entry.Points;
        }

        return -balances[LedgerAccount.Issuance] - balances[LedgerAccount.Redeemed] - balances[LedgerAccount.Expired] - balances[LedgerAccount.Status];
    }
}
