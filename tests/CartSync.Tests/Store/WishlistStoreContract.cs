using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Wishlist = Omnichannel.CartSync.Domain.Wishlist;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>What the store of wishlists promises on every engine.</summary>
public abstract class WishlistStoreContract : IAsyncLifetime
{
    private static readonly Actor Anna = new("anna", ActorRole.Customer, SalesChannel.Web);
    private static readonly ListOwner Owner = new("anna", false);
    private SqlUnderTest sql = null!;
    private WishlistStore store = null!;

    public async Task InitializeAsync()
    {
        sql = await Open();
        store = new WishlistStore(sql.Database, sql.Executor);
        await sql.Database.Write(async session => await session.Execute("insert into items (sku, document, category, measure, is_bundle, is_discontinued) values ('MUG', @none, '', 'PIECE', 0, 0), ('CUP', @none, '', 'GRAM', 0, 0)", new { none = Array.Empty<byte>() }));
    }

    public async Task DisposeAsync() => await sql.DisposeAsync();

    protected abstract Task<SqlUnderTest> Open();

    [Fact]
    public async Task List_MadeAndEdited_IsReadAgainInOrder()
    {
        var id = await Create("k1", Owner, "Home");
        await Edit("k2", id, Add("CUP", 1, new Option("colour", "d'oro"), new Option("size", "L")), Add("MUG", 2));
        await Edit("k3", id, Add("MUG", 7));

        var list = (await store.Find(id, default))!;
        Assert.Equal([("CUP", 1), ("MUG", 7)], list.Entries.Select(entry => (entry.Sku, entry.Quantity)));
        Assert.Equal([new Option("colour", "d'oro"), new Option("size", "L")], list.Entries[0].Options.AsEnumerable());
        Assert.Equal(("Home", 3L), (list.Name, list.Version));
        Assert.Equal((id, 2), (await store.List(Owner, default)).Select(entry => (entry.List.Id, entry.Items)).Single());
        Assert.Empty(await store.List(new ListOwner("anna", true), default));
    }

    [Fact]
    public async Task Edits_OfManyDevicesAtOnce_LoseNothing()
    {
        var id = await Create("k1", Owner, "Home");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Edit($"e{i}", id, Add("MUG", 1, new Option("n", $"{i}")), Add("CUP", i + 1))));

        var list = (await store.Find(id, default))!;
        Assert.Equal(21, list.Entries.Length);
        Assert.Equal(20, list.Entries.Single(entry => entry.Sku == "CUP").Quantity);
        Assert.True(list.Version > 20);
    }

    [Fact]
    public async Task Edit_SentTwice_IsDoneOnce()
    {
        var id = await Create("k1", Owner, "Home");
        await Edit("add", id, Add("MUG", 1));
        await Edit("remove", id, new ListEdit.Remove(CartId.OfLine("MUG", [])));
        await Edit("add", id, Add("MUG", 1));
        Assert.Empty((await store.Find(id, default))!.Entries);
        Assert.Equal(id, await Create("k1", Owner, "Home"));
    }

    [Fact]
    public async Task List_OfAnotherOwner_IsNotFound()
    {
        var id = await Create("k1", Owner, "Home");
        foreach (var stranger in new[] { Anna with { Subject = "eve" }, Anna with { Role = ActorRole.Guest }, Anna with { Role = ActorRole.Terminal } })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => Edit($"k-{stranger}", id, stranger, Add("MUG", 1)));
            Assert.IsType<WishlistNotFound>(refused.Refusal);
        }

        await Edit("agent", id, Anna with { Subject = "agent-1", Role = ActorRole.Agent }, Add("MUG", 1));
    }

    [Fact]
    public async Task Create_BeyondTheLimit_IsRefused()
    {
        for (var i = 0; i < WishlistRules.MostLists; i++)
        {
            await Create($"k{i}", Owner, "Home");
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Create("more", Owner, "Home"));
        Assert.IsType<WishlistLimit>(refused.Refusal);
        await Create("other", new ListOwner("bea", false), "Home");
    }

    [Fact]
    public async Task Create_ByManyAtOnce_KeepsTheLimit()
    {
        for (var i = 2; i < WishlistRules.MostLists; i++)
        {
            await Create($"k{i}", Owner, "Home");
        }

        // Others first, so that each of those below has its connection.
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Create($"other-{i}", new ListOwner($"other-{i}", false), "Home")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Record.ExceptionAsync(() => Create($"more-{i}", Owner, "Home"))));
        Assert.Equal(2, answers.Count(answer => answer is null));
        Assert.Equal(10, answers.Count(answer => answer is RefusedException { Refusal: WishlistLimit }));
        Assert.Equal(WishlistRules.MostLists, (await store.List(Owner, default)).Count);
    }

    [Fact]
    public async Task Delete_TakesTheItemsAlong()
    {
        var id = await Create("k1", Owner, "Home");
        await Edit("k2", id, Add("MUG", 1));
        await store.Change<DeleteWishlistResponse>(SqlUnderTest.Command("k3"), id, Anna, static _ => [], (_, _, _) => (null, new DeleteWishlistResponse()), default);
        Assert.Null(await store.Find(id, default));
        Assert.Equal(0, await sql.Database.Read(session => session.QueryFirst<long>("select count(*) from wishlist_items")));
    }

    [Fact]
    public async Task Join_Twice_MovesAGuestsListsOnce_WithTheirContent()
    {
        var guest = await Create("k1", new ListOwner("guest-1", true), "Mine");
        await Edit("k2", guest, new Actor("guest-1", ActorRole.Guest, SalesChannel.Web), Add("MUG", 3));
        var own = await Create("k3", Owner, "Home");
        var join = new GuestJoin(sql.Executor);
        await join.Join("guest-1", "anna", default);
        await join.Join("guest-1", "anna", default);

        Assert.Equal([guest, own], (await store.List(Owner, default)).Select(entry => entry.List.Id));
        var joined = (await store.Find(guest, default))!;
        Assert.Equal((3L, 3), (joined.Version, joined.Entries.Single().Quantity));
        Assert.Empty(await store.List(new ListOwner("guest-1", true), default));
    }

    /// <summary>Every sequence of up to five events of one merge: what was moved once is moved once, and an undo takes it back for good, whichever came first.</summary>
    [Fact]
    public async Task PeopleMerged_InEveryOrderAndHoweverOften_TheListIsWhoseTheMergeSays()
    {
        var sequences = Enumerable.Range(1, 5).SelectMany(length => Enumerable.Range(0, 1 << length).Select(bits => Enumerable.Range(0, length).Select(i => (bits >> i & 1) == 1).ToArray()));
        var number = 0;
        foreach (var sequence in sequences)
        {
            var (from, into, merge) = ($"from-{number}", $"into-{number}", $"m-{number++}");
            var id = await Create($"k-{from}", new ListOwner(from, false), "Home");
            foreach (var isUndo in sequence)
            {
                await sql.Executor.Apply(async unit => await PersonEvents.Move(
                    unit, isUndo ? await PersonMerges.FollowUndo(unit, merge) : await PersonMerges.Follow(unit, merge, new PersonMerge(from, into, 1))));
            }

            var list = (await store.Find(id, default))!;
            var moves = sequence[0] || sequence.All(isUndo => !isUndo) ? sequence[0] ? 0 : 1 : 2;
            Assert.Equal((sequence.Contains(true) ? from : into, 1L + moves), (list.OwnerId, list.Version));
        }
    }

    [Fact]
    public async Task PeopleMerged_WhatAGuestOfTheirsMadeGoesAlong_AndLinksStayGood()
    {
        var guests = await Create("k1", new ListOwner("guest-1", true), "Mine");
        await new GuestJoin(sql.Executor).Join("guest-1", "old", default);
        await store.Change<CreateWishlistLinkResponse>(
            SqlUnderTest.Command("k2"), guests, Anna with { Subject = "old" }, static _ => [], (list, _, _) => (list with { IsShared = true, ShareSerial = 3 }, new CreateWishlistLinkResponse()), default);
        await sql.Executor.Apply(unit => PersonEvents.Move(unit, [new PersonMoved("old", "old", "anna")]));

        var moved = (await store.Find(guests, default))!;
        Assert.Equal(("anna", true, 3L), (moved.OwnerId, moved.IsShared, moved.ShareSerial));
        Assert.True(moved.Admits(Anna) && !moved.Admits(Anna with { Subject = "old" }));
    }

    [Fact]
    public async Task Erase_TakesAllOfAPerson_WithItems_AndNobodyElses()
    {
        var own = await Create("k1", Owner, "Home");
        await Edit("k2", own, Add("MUG", 1));
        await Create("k3", new ListOwner("guest-1", true), "Mine");
        var other = await Create("k4", new ListOwner("bea", false), "Hers");
        var person = new Person(["anna"], ["guest-1"]);

        Assert.Equal(2, (await store.Of(person, default)).Count);
        Assert.Equal((2, 0), (await store.Erase(person, default), await store.Erase(person, default)));
        Assert.Empty(await store.Of(person, default));
        Assert.NotNull(await store.Find(other, default));
        Assert.Equal((0L, 0L), await sql.Database.Read(async session => (
            await session.QueryFirst<long>("select count(*) from wishlist_items"), await session.QueryFirst<long>("select count(*) from timers where kind = 'guest-wishlist'"))));
    }

    [Fact]
    public async Task GuestsList_UntouchedFor30Days_Goes_AndOthersStay()
    {
        var old = await Create("k1", new ListOwner("guest-1", true), "Old");
        var touched = await Create("k2", new ListOwner("guest-1", true), "Touched");
        var customers = await Create("k3", Owner, "Home");
        sql.Clock.Advance(TimeSpan.FromDays(20));
        await Edit("k4", touched, new Actor("guest-1", ActorRole.Guest, SalesChannel.Web), Add("MUG", 1));
        sql.Clock.Advance(TimeSpan.FromDays(11));
        Assert.Equal(1, await sql.FireDue(WishlistStore.TimerKind, store));

        Assert.Null(await store.Find(old, default));
        Assert.NotNull(await store.Find(touched, default));
        Assert.NotNull(await store.Find(customers, default));

        await new GuestJoin(sql.Executor).Join("guest-1", "anna", default);
        sql.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(1, await sql.FireDue(WishlistStore.TimerKind, store));
        Assert.NotNull(await store.Find(touched, default));
        Assert.Equal(0, await sql.FireDue(WishlistStore.TimerKind, store));
    }

    private static ListEdit.Add Add(string sku, int quantity, params Option[] options) => new(sku, [.. options], quantity);

    private async Task<string> Create(string key, ListOwner owner, string name) => (await store.Create(
        SqlUnderTest.Command(key), owner, name, list => new CreateWishlistResponse { Wishlist = new Cart.V1.Wishlist { WishlistId = list.Id } }, default)).Wishlist.WishlistId;

    private Task<EditWishlistResponse> Edit(string key, string id, params ListEdit[] edits) => Edit(key, id, Anna, edits);

    private Task<EditWishlistResponse> Edit(string key, string id, Actor caller, params ListEdit[] edits) => store.Change<EditWishlistResponse>(
        SqlUnderTest.Command(key),
        id,
        caller,
        static _ => ["MUG", "CUP"],
        (list, known, now) => (WishlistRules.Edit(list, edits, known, now).List, new EditWishlistResponse()),
        default);
}

public sealed class SqliteWishlistStoreTests : WishlistStoreContract
{
    protected override Task<SqlUnderTest> Open() => SqlUnderTest.OnSqlite();
}

public sealed class PostgresWishlistStoreTests : WishlistStoreContract
{
    protected override Task<SqlUnderTest> Open() => SqlUnderTest.OnPostgres();
}
