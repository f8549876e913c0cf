using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Actor = Omnichannel.Loyalty.Domain.Actor;
using EntryKind = Omnichannel.Loyalty.Domain.EntryKind;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>What those are told who watch a balance, and who change it.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Watcher_IsToldEveryEntry_HoweverMany_WithTheBalancesOfTheStatement()
    {
        const int Lines = 230;
        await bench.Enroll("m");
        await bench.Give("m", 7);
        var (view, none, place, _) = await News(new WatchPlace(0, 0));
        Assert.Empty(none);
        Assert.Equal(new WatchPlace(view.Version, 1), place);

        await bench.Advance(TimeSpan.FromHours(1));
        await bench.Place(bench.Order("o", "m", [.. Enumerable.Repeat(400L, Lines)]));
        await bench.Place(bench.Order("late", "m", 5_000) with { PlacedAt = bench.Clock.Now.AddDays(-3) });
        await bench.Return("o", [.. Enumerable.Range(0, Lines).Select(i => ($"l{i}", 4L))]);
        await bench.Give("m", 5);

        var told = new List<EntryRow>();
        var versions = new List<long> { place.Version };
        for (var hasMore = true; hasMore;)
        {
            (view, var news, place, hasMore) = await News(place);
            List<EntryRow> entries = [.. news.Select(entry => entry.Row)];
            Assert.InRange(entries.Count, 0, 100);
            Assert.True(hasMore || place.Version == view.Version);
            Assert.True(!hasMore || place.Version < entries[^1].Version, "a version was told that is not told whole");
            told.AddRange(entries);
            versions.Add(place.Version);
        }

        Assert.Equal(versions.Order(), versions);
        Assert.Equal(Enumerable.Range(2, Lines + 3).Select(sequence => (long)sequence), told.Select(entry => entry.Sequence));
        var statement = await bench.Statement("m");
        Assert.Equal(statement.Where(entry => entry.Sequence > 1).OrderBy(entry => entry.Sequence).Select(entry => entry.Hash), told.Select(entry => entry.Hash));
        Assert.Equal((12, 50), ((int)statement[0].ActiveAfter, (int)statement[0].PendingAfter));
        Assert.Empty((await News(place)).Entries);
        var again = await News(new WatchPlace(versions[1], 0));
        Assert.Equal(told.First(entry => entry.Version > versions[1]).Sequence, again.Entries[0].Row.Sequence);
    }

    [Fact]
    public async Task Statement_AnyPage_RunsOnFromTheOneBefore()
    {
        var random = new Random(7);
        await bench.Enroll("m");
        for (var i = 0; i < 40; i++)
        {
            await (random.Next(3) switch
            {
                0 => bench.Place(bench.Order($"o{i}", "m", random.Next(1, 90) * 100) with { PlacedAt = bench.Clock.Now.AddHours(-random.Next(0, 600)) }),
                1 => bench.Give("m", random.Next(1, 30)),
                _ => bench.Advance(TimeSpan.FromHours(random.Next(0, 60))),
            });
        }

        var (active, pending) = (0L, 0L);
        var whole = await bench.Statement("m");
        foreach (var entry in whole.Reverse())
        {
            var points = (LedgerAccount account) => (entry.ToAccount == account.Name() ? entry.Points : 0) - (entry.FromAccount == account.Name() ? entry.Points : 0);
            active += points(LedgerAccount.Active);
            pending += points(LedgerAccount.Pending);
            Assert.Equal((active, pending), (entry.ActiveAfter, entry.PendingAfter));
        }

        var paged = new List<EntryRow>();
        for (var before = long.MaxValue; paged.Count < whole.Count; before = paged[^1].Sequence)
        {
            paged.AddRange((await bench.Statements.Page(new StatementQuery("m", [], null, before, 7), default)).Select(entry => entry.Row));
        }

        Assert.Equal(whole.Select(entry => entry.Hash), paged.Select(entry => entry.Hash));
    }

    [Theory]
    [InlineData(-100, "Adjust 30 0, Adjust 70 0")]
    [InlineData(-30, "Adjust 30 0")]
    [InlineData(12, "Adjust 12 42")]
    public async Task Adjust_AnswersAllOfIt(long points, string expected)
    {
        await bench.Enroll("m");
        await bench.Give("m", 30);

        Assert.Equal(expected, await Adjusted(points));
    }

    [Fact]
    public async Task Adjust_ThatPaysADebt_SaysSo()
    {
        await bench.Enroll("m");
        await Adjusted(-20);

        Assert.Equal("Adjust 50 50, DebtPaid 20 30", await Adjusted(50));
    }

    private async Task<string> Adjusted(long points) => (await bench.Get<Adjustments>().Adjust(
        bench.Context(),
        new AdjustCommand("m", points, true, null, "test", new Actor("staff", ActorRole.Agent, SalesChannel.Support, null, null)),
        adjusted => new StringValue { Value = string.Join(", ", adjusted.Entries.Select(entry => $"{KindOf(entry.Row)} {entry.Row.Points} {entry.Row.ActiveAfter}")) })).Value;

    private async Task<BalanceNews> News(WatchPlace told) => (await bench.Statements.Changes("m", told, default))!;
}
