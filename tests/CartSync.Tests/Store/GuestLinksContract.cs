using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>Whose a guest is, from merges and their undoing.</summary>
public abstract class GuestLinksContract : IAsyncLifetime
{
    private readonly GuestLinks links = new();
    private SqlUnderTest sql = null!;

    public async Task InitializeAsync() => sql = await Open();

    public async Task DisposeAsync() => await sql.DisposeAsync();

    protected abstract Task<SqlUnderTest> Open();

    [Fact]
    public async Task Merged_OfTwoCustomers_TheLatestHasTheGuest_UntilItIsTakenBack()
    {
        await Merged("g", "m1", "ada");
        await Merged("g", "m1", "ada");
        await Merged("g", "m2", "bo");
        await Undone("g", "m1");
        await Undone("g", "m2");
        await Undone("g", "m2");

        Assert.Equal(["1 ada", "2 bo", "4 -"], await Told("g"));
    }

    [Fact]
    public async Task Undone_WhileAnEarlierMergeHolds_GivesTheGuestBackToThatCustomer()
    {
        await Merged("g", "m1", "ada");
        await Merged("g", "m2", "bo");
        await Undone("g", "m2");

        Assert.Equal(["1 ada", "2 bo", "3 ada"], await Told("g"));
    }

    [Fact]
    public async Task Merged_InTwoMarkets_IsToldOnce_AndEndsWithTheLastOfThem()
    {
        await Merged("g", "m-it", "ada");
        await Merged("g", "m-us", "ada");
        await Undone("g", "m-it");
        Assert.Equal(["1 ada"], await Told("g"));

        await Undone("g", "m-us");
        Assert.Equal(["1 ada", "4 -"], await Told("g"));
    }

    [Fact]
    public async Task AnySequence_WhatWasToldLast_IsTheCustomerOfTheLatestMergeThatHolds()
    {
        var step = Gen.Choose(0, 4).SelectMany(merge => Gen.Elements(true, false).Select(isUndo => (Merge: merge, IsUndo: isUndo)));
        var guests = 0;
        foreach (var steps in Gen.ListOf(step, 12).Sample(15))
        {
            var guest = $"any-{guests++}";
            var holding = new List<int>();
            var seen = new HashSet<int>();
            foreach (var (merge, isUndo) in steps.Where(next => next.IsUndo || !seen.Contains(next.Merge)))
            {
                await (isUndo ? Undone(guest, $"m{merge}") : Merged(guest, $"m{merge}", $"c{merge % 3}"));
                seen.Add(merge);
                holding.Remove(merge);
                holding.AddRange(isUndo ? [] : [merge]);
            }

            var told = await Told(guest);
            var versions = told.Select(line => int.Parse(line.Split(' ')[0])).ToList();
            Assert.Equal(versions.Distinct().Order(), versions);
            Assert.Equal(holding.Count == 0 ? "-" : $"c{holding[^1] % 3}", told.Count == 0 ? "-" : told[^1].Split(' ')[1]);
        }
    }

    private Task Merged(string guest, string merge, string customer) =>
        sql.Executor.Apply(unit => links.Merged(unit, new CartMerged { EffectiveAt = unit.Now.ToTimestamp(), GuestId = guest, MergeId = merge, CustomerId = customer }));

    private Task Undone(string guest, string merge) => sql.Executor.Apply(unit => links.Undone(unit, new CartMergeUndone { EffectiveAt = unit.Now.ToTimestamp(), GuestId = guest, MergeId = merge }));

    private async Task<List<string>> Told(string guest) =>
    [
        .. (await sql.Outbox.Read(10_000, default)).Select(row => row.Event).Where(told => told.Subject == guest).Select(told => told.Type == GuestLinked.Descriptor.FullName
            ? $"{told.AggregateVersion} {GuestLinked.Parser.ParseFrom(told.Data.Span).CustomerId}"
            : $"{told.AggregateVersion} -"),
    ];
}

public sealed class SqliteGuestLinksTests : GuestLinksContract
{
    protected override Task<SqlUnderTest> Open() => SqlUnderTest.OnSqlite();
}

public sealed class PostgresGuestLinksTests : GuestLinksContract
{
    protected override Task<SqlUnderTest> Open() => SqlUnderTest.OnPostgres();
}
