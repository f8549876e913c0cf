using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using ItemPlace = Omnichannel.CartSync.Domain.ItemPlace;
using ItemSubscription = Omnichannel.CartSync.Domain.ItemSubscription;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>What subscriptions promise on every engine: each is told once, whatever crashes and however many look.</summary>
public abstract class SubscriptionStoreContract : IAsyncLifetime
{
    private static readonly ListOwner Anna = new("anna", false);
    private SqlUnderTest sql = null!;
    private SubscriptionStore store = null!;
    private CatalogueStore catalogue = null!;
    private ItemWatch watch = null!;
    private int made;

    public async Task InitializeAsync()
    {
        sql = await Open();
        store = new SubscriptionStore(sql.Database, sql.Executor);
        watch = new ItemWatch(sql.Database, sql.Executor);
        catalogue = new CatalogueStore(sql.Database, sql.Executor, new CatalogueCache(sql.Database, sql.Clock), sql.Clock);
        await Price("MUG", "12.50");
        await SetStock("MUG", 0);
        await Fire();
    }

    public async Task DisposeAsync() => await sql.DisposeAsync();

    protected abstract Task<SqlUnderTest> Open();

    [Fact]
    public async Task BackInStock_IsToldOnce_AndTakenBackWhenItIsGone()
    {
        var id = await Subscribe("anna");
        await SetStock("MUG", 3);
        await SetStock("MUG", 4);
        await Fire();
        await SetStock("MUG", 5);
        await Fire();
        var told = Assert.Single(await Events<BackInStock>());
        Assert.Equal((id, "anna", "anna", "MUG", "Tazza", "12.5", "EUR"), (told.SubscriptionId, told.CustomerId, told.ContactId, told.Sku, told.Title, told.UnitPrice, told.CurrencyCode));
        Assert.Equal(SubscriptionState.Told, Assert.Single(await List()).State);

        await SetStock("MUG", 0);
        await Fire();
        await Fire();
        var changed = Assert.Single(await Events<ItemNoticeChanged>());
        Assert.Equal((id, "STOCK_GONE", false), (changed.SubscriptionId, changed.Reason, changed.TrueAgain));
        Assert.Equal(0, await sql.Database.Read(session => session.QueryFirst<long>("select count(*) from item_changes")));
    }

    [Fact]
    public async Task Warehouse_ThatBeginsToShipToAMarket_IsToldToThoseWhoWaitThereForWhateverItHolds()
    {
        foreach (var sku in new[] { "CUP", "PIN" })
        {
            await Price(sku, "2");
            Assert.Equal([null], await catalogue.SetStock([Level(sku, 3, "CH", "abroad")], default));
        }

        await Subscribe("anna", sku: "CUP");
        await Subscribe("bea", sku: "CUP", place: new ItemPlace.Shipping());
        await Fire();
        Assert.Empty(await Events<BackInStock>());
        Assert.Equal([null], await catalogue.SetStock([Level("PIN", 3, "IT", "abroad")], default));
        await Fire();
        Assert.Equal(["anna", "bea"], (await Events<BackInStock>()).Select(e => e.CustomerId).Order());

        // It ships there no longer.
        Assert.Equal([null], await catalogue.SetStock([Level("PIN", 3, "CH", "abroad")], default));
        await Fire();
        Assert.Equal(["STOCK_GONE", "STOCK_GONE"], (await Events<ItemNoticeChanged>()).Select(e => e.Reason));
    }

    [Fact]
    public async Task Bundle_IsBackWhenItsScarcestPartIs()
    {
        await Price("CUP", "2");
        await SetStock("CUP", 0);
        var set = CartSyncWorld.Item("SET", "Servizio", "30");
        set.Components.Add([new BundleComponent { Sku = "MUG", Quantity = 2 }, new BundleComponent { Sku = "CUP", Quantity = 1 }]);
        Assert.Equal([null], await catalogue.UpsertItems([set], default));
        await Subscribe("anna", sku: "SET");
        await SetStock("MUG", 5);
        await Fire();
        Assert.Empty(await Events<BackInStock>());
        await SetStock("CUP", 1);
        await Fire();
        Assert.Equal("SET", Assert.Single(await Events<BackInStock>()).Sku);
    }

    [Fact]
    public async Task PriceDrop_AtTheThreshold_IsToldOnce()
    {
        await Subscribe("anna", SubscriptionKind.PriceDrop, threshold: "10");
        await Subscribe("bea", SubscriptionKind.PriceDrop);
        await Price("MUG", "11");
        await Fire();
        Assert.Equal(["bea"], (await Events<PriceDropped>()).Select(e => e.CustomerId));
        await Price("MUG", "9.99");
        await Fire();
        var told = (await Events<PriceDropped>())[1];
        Assert.Equal(("anna", "9.99", "12.5"), (told.CustomerId, told.UnitPrice, told.PreviousUnitPrice));
    }

    [Fact]
    public async Task ThousandItems_TenThousandSubscribers_AreToldOnceEach_InSmallTransactions()
    {
        const int Items = 1000, PerItem = 10;
        await catalogue.UpsertItems([.. Enumerable.Range(0, Items).Select(i => CartSyncWorld.Item($"S{i:0000}", "Cosa", "1"))], default);
        await sql.Database.Write(async session =>
        {
            for (var i = 0; i < Items * PerItem; i++)
            {
                session.Defer(
                    """
                    insert into item_subscriptions (subscription_id, owner_id, owner_is_guest, contact_id, kind, state, sku, line_id, options, market, place, threshold_price, reference_price,
                        currency, channel, created_at, ended_at, is_outdated, version)
                    values (@id, @owner, 0, @owner, 1, 1, @sku, @sku, '', 'IT', 'anywhere', '', '1', 'EUR', 'WEB', 1, 0, 0, 1)
                    """,
                    new { id = $"n-{i:00000}", owner = $"o{i:00000}", sku = $"S{i % Items:0000}" });
            }

            await session.Flush();
            return 0;
        });
        await Fire();
        await catalogue.SetStock([.. Enumerable.Range(0, Items).Select(i => Level($"S{i:0000}", 1))], default);
        var change = await sql.Database.Read(session => session.QueryFirst<string>("select change_id from item_changes"));

        // The process dies after the third step; another one, and a third beside it, go on.
        for (var i = 1; i <= 3; i++)
        {
            Assert.True(await watch.Step(change!, default));
            Assert.Equal(i * ItemWatch.MostPerStep, await sql.Database.Read(session => session.QueryFirst<long>("select count(*) from outbox")));
        }

        await Task.WhenAll(Fire(), Fire());
        var told = await Events<BackInStock>();
        Assert.Equal(Items * PerItem, told.Count);
        Assert.Equal(Items * PerItem, told.Select(e => e.SubscriptionId).Distinct().Count());
        Assert.Empty(await Events<ItemNoticeChanged>());
    }

    [Fact]
    public async Task Create_AgainForTheSame_IsTheSameSubscription_WithTheNewThreshold()
    {
        var first = await Subscribe("anna", SubscriptionKind.PriceDrop, threshold: "10");
        Assert.Equal(first, await Subscribe("anna", SubscriptionKind.PriceDrop, threshold: "8"));
        Assert.NotEqual(first, await Subscribe("anna"));
        Assert.NotEqual(first, await Subscribe("bea", SubscriptionKind.PriceDrop, threshold: "8"));
        var kept = (await List()).Single(subscription => subscription.Kind is SubscriptionKind.PriceDrop);
        Assert.Equal(("8", "12.5"), (kept.Threshold!.Value.ToString(), kept.Reference!.Value.ToString()));
    }

    [Fact]
    public async Task Create_WithNothingToWaitFor_IsRefused()
    {
        await SetStock("MUG", 1);
        await Refused<ItemInStock>(() => Subscribe("anna"));
        await Refused<ItemInStock>(() => Subscribe("anna", place: new ItemPlace.Shipping()));
        await Refused<StoreUnknown>(() => Subscribe("anna", place: new ItemPlace.Store("nowhere")));
        await Refused<PriceReached>(() => Subscribe("anna", SubscriptionKind.PriceDrop, threshold: "13"));
        await Refused<SkuUnknown>(() => Subscribe("anna", sku: "NONE"));
    }

    [Fact]
    public async Task Create_BeyondTheLimit_IsRefused()
    {
        for (var i = 0; i < SubscriptionRules.MostWaiting; i++)
        {
            await Subscribe("anna", option: $"{i}");
        }

        await Refused<SubscriptionLimit>(() => Subscribe("anna"));
        await Subscribe("anna", option: "7");
        Assert.Equal(SubscriptionRules.MostWaiting, (await List()).Count);
    }

    [Fact]
    public async Task Create_ByManyAtOnce_KeepsTheLimit()
    {
        for (var i = 2; i < SubscriptionRules.MostWaiting; i++)
        {
            await Subscribe("anna", option: $"{i}");
        }

        // Others first, so that each of those below has its connection: six ask for one thing, which is one subscription, and six for different ones.
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Subscribe($"other-{i}")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Record.ExceptionAsync(() => Subscribe("anna", option: i % 2 == 0 ? "same" : $"more-{i}"))));
        Assert.All(answers, answer => Assert.True(answer is null or RefusedException { Refusal: SubscriptionLimit }, answer?.ToString()));
        Assert.Equal(SubscriptionRules.MostWaiting, (await List()).Count);
    }

    [Fact]
    public async Task Bought_EndsWaiting_OfTheBuyerOnly_AndTakesBackWhatWasTold()
    {
        await Subscribe("anna");
        await Subscribe("bea");
        await store.Bought("anna", ["MUG", "CUP"], sql.Clock.GetUtcNow().AddSeconds(1), default);
        await SetStock("MUG", 1);
        await Fire();
        Assert.Equal("bea", Assert.Single(await Events<BackInStock>()).CustomerId);
        Assert.Equal(SubscriptionState.Bought, Assert.Single(await List()).State);

        await store.Bought("bea", ["MUG"], sql.Clock.GetUtcNow().AddSeconds(1), default);
        await store.Bought("bea", ["MUG"], sql.Clock.GetUtcNow().AddSeconds(1), default);
        await SetStock("MUG", 0);
        await Fire();
        Assert.Equal("ITEM_BOUGHT", Assert.Single(await Events<ItemNoticeChanged>()).Reason);
    }

    [Fact]
    public async Task Cancel_ByTheOwner_EndsIt_AndListForgetsItAfterAMonth()
    {
        var id = await Subscribe("anna");
        await Refused<SubscriptionNotFound>(() => Cancel(id, _ => false));
        await Refused<SubscriptionNotFound>(() => Cancel("n-none", _ => true));
        await Cancel(id, _ => true);
        await SetStock("MUG", 1);
        await Fire();
        Assert.Empty(await Events<BackInStock>());
        Assert.Equal(SubscriptionState.Cancelled, Assert.Single(await List()).State);
        sql.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty(await List());
    }

    [Fact]
    public async Task Join_OfTheSameWish_TellsTheCustomerOnce()
    {
        await Subscribe("anna");
        await Subscribe("guest-1", isGuest: true);
        await Subscribe("guest-1", isGuest: true, option: "red");
        var join = new GuestJoin(sql.Executor);
        await join.Join("guest-1", "anna", default);
        await join.Join("guest-1", "anna", default);
        await SetStock("MUG", 1);
        await Fire();

        var told = await Events<BackInStock>();
        Assert.Equal(2, told.Count);
        Assert.All(told, e => Assert.Equal(("anna", "", "anna"), (e.CustomerId, e.GuestId, e.ContactId)));
    }

    [Fact]
    public async Task PeopleMerged_OnePersonIsToldOnce_AndBothAreWhenTheyAreTwoAgain()
    {
        var (red, mine) = (await Subscribe("old", option: "red"), await Subscribe("old"));
        var theirs = await Subscribe("anna");
        await Follow("merge");
        await Follow("merge");
        Assert.Equal([(theirs, "anna"), (red, "anna")], (await List()).Where(one => one.State is SubscriptionState.Waiting).OrderBy(one => one.Options.Length).Select(one => (one.Id, one.ContactId)));

        await Follow("undo");
        await Follow("undo");
        await Follow("merge");
        Assert.Equal([theirs], (await List()).Select(one => one.Id));
        await SetStock("MUG", 1);
        await Fire();
        Assert.Equal(
            new[] { (red, "old", "old"), (mine, "old", "old"), (theirs, "anna", "anna") }.Order(),
            (await Events<BackInStock>()).Select(told => (told.SubscriptionId, told.CustomerId, told.ContactId)).Order());
    }

    [Fact]
    public async Task PeopleMerged_WhoeverWasPausedForOneWhoLeaves_WaitsAgain()
    {
        await Subscribe("old");
        await Subscribe("anna");
        await Subscribe("third");
        await Move("old", "old", "anna");
        await Move("anna", "anna", "third");
        await Move("old", "anna", "third");
        Assert.Equal(["third"], await Waiting());

        await Move("anna", "third", "anna");
        Assert.Equal(["anna", "third"], await Waiting());
        await Move("old", "third", "old");
        Assert.Equal(["anna", "old", "third"], await Waiting());

        // Under the old id they ask once more, and both go on to the next one.
        await Move("old", "old", "anna");
        await Subscribe("old");
        await Move("old", "anna", "new");
        Assert.Equal(["anna", "new", "third"], await Waiting());
    }

    [Fact]
    public async Task Erase_TakesAllOfAPerson_AndNobodyElses()
    {
        await Subscribe("anna");
        await Subscribe("guest-1", isGuest: true);
        await Subscribe("bea");
        await Subscribe("old");
        await Move("old", "old", "bea");
        var person = new Person(["anna"], ["guest-1"]);

        Assert.Equal(["anna", "guest-1"], (await store.Of(person, default)).Select(one => one.OwnerId).Order());
        Assert.Equal((2, 0), (await store.Erase(person, default), await store.Erase(person, default)));
        Assert.Empty(await store.Of(person, default));
        Assert.Equal(2, (await store.Of(new Person(["bea", "old"], ["anna"]), default)).Count);
        Assert.Single(await store.Of(new Person(["old"], []), default));
    }

    private Task Follow(string what) => sql.Executor.Apply(async unit => await PersonEvents.Move(
        unit,
        what == "merge"
            ? await PersonMerges.Follow(unit, "m-1", new PersonMerge("old", "anna", 1))
            : await PersonMerges.FollowUndo(unit, "m-1")));

    private Task Move(string person, string before, string now) =>
        sql.Executor.Apply(unit => PersonEvents.Move(unit, [new PersonMoved(person, before, now)]));

    private Task<IReadOnlyList<string>> Waiting() =>
        sql.Database.Read(session => session.Query<string>("select owner_id from item_subscriptions where state = 1 order by owner_id"));

    [Fact]
    public async Task Join_OfTheSamePriceDrop_WaitsForThePriceThatWasAskedForLast()
    {
        var id = await Subscribe("anna", SubscriptionKind.PriceDrop, threshold: "5");
        await Subscribe("guest-1", SubscriptionKind.PriceDrop, threshold: "10", isGuest: true);
        await Subscribe("guest-2", SubscriptionKind.PriceDrop, threshold: "11", isGuest: true);
        var join = new GuestJoin(sql.Executor);
        await join.Join("guest-1", "anna", default);
        await join.Join("guest-1", "anna", default);
        await Fire();
        Assert.Empty(await Events<PriceDropped>());

        await Price("MUG", "9");
        await Fire();
        var told = Assert.Single(await Events<PriceDropped>(), e => e.GuestId != "guest-2");
        Assert.Equal((id, "anna", "9"), (told.SubscriptionId, told.CustomerId, told.UnitPrice));
    }

    [Fact]
    public async Task Subscribing_WhileStockIsSet_IsNeverForgotten()
    {
        for (var round = 0; round < 20; round++)
        {
            await SetStock("MUG", 0);
            await Fire();
            var owner = $"owner-{round}";
            var subscribing = Task.Run(() => Subscribe(owner));
            await SetStock("MUG", 1);
            var wasInStock = false;
            try
            {
                await subscribing;
            }
            catch (RefusedException refused) when (refused.Refusal is ItemInStock)
            {
                wasInStock = true;
            }

            await Fire();
            Assert.Equal(!wasInStock, (await Events<BackInStock>()).Any(e => e.CustomerId == owner));
        }
    }

    private static StockLevel Level(string sku, int quantity, string market = "IT", string warehouse = "warehouse") =>
        new() { Sku = sku, LocationId = warehouse, Quantity = quantity, ShipToMarkets = { market } };

    private static async Task Refused<T>(Func<Task<string>> call) => Assert.IsType<T>((await Assert.ThrowsAsync<RefusedException>(call)).Refusal);

    private Task<IReadOnlyList<ItemSubscription>> List() => store.List(Anna, sql.Clock.GetUtcNow() - SubscriptionRules.EndedRetention, null, 1000, default);

    private async Task SetStock(string sku, int quantity) => Assert.Equal([null], await catalogue.SetStock([Level(sku, quantity)], default));

    private async Task Price(string sku, string price) => Assert.Equal([null], await catalogue.UpsertItems([CartSyncWorld.Item(sku, "Tazza", price)], default));

    private async Task<string> Subscribe(
        string owner, SubscriptionKind kind = SubscriptionKind.BackInStock, string? threshold = null, string sku = "MUG", ItemPlace? place = null, bool isGuest = false, string? option = null)
    {
        var wanted = new ItemSubscription
        {
            Id = "", OwnerId = owner, OwnerIsGuest = isGuest, ContactId = owner, Kind = kind, Sku = sku, Market = "IT", Place = place ?? ItemPlace.Any,
            Options = option is null ? [] : [new Option("o", option)],
            Threshold = threshold is null ? null : UnitPrice.Parse("EUR", threshold),
            CreatedAt = sql.Clock.GetUtcNow(),
        };
        var answer = await store.Create(
            SqlUnderTest.Command($"s{Interlocked.Increment(ref made)}", owner), wanted, "EUR",
            subscription => new CreateItemSubscriptionResponse { Subscription = new Cart.V1.ItemSubscription { SubscriptionId = subscription.Id } }, default);
        return answer.Subscription.SubscriptionId;
    }

    private async Task<string> Cancel(string id, Func<ItemSubscription, bool> admits) => (await store.Cancel(
        SqlUnderTest.Command($"c{Interlocked.Increment(ref made)}"), id, admits, _ => new CancelItemSubscriptionResponse(), default)).ToString();

    // The second look at what was told comes two seconds later.
    private async Task Fire()
    {
        await sql.FireDue(ItemWatch.TimerKind, watch);
        sql.Clock.Advance(TimeSpan.FromSeconds(3));
        await sql.FireDue(ItemWatch.TimerKind, watch);
    }

    private async Task<IReadOnlyList<T>> Events<T>()
        where T : class, IMessage<T>, new()
    {
        var found = new List<T>();
        foreach (var row in (await sql.Outbox.Read(100_000, default)).Where(row => row.Event.Type == new T().Descriptor.FullName))
        {
            var message = new T();
            message.MergeFrom(row.Event.Data.Span);
            found.Add(message);
        }

        return found;
    }
}

public sealed class SqliteSubscriptionStoreTests : SubscriptionStoreContract
{
    protected override Task<SqlUnderTest> Open() => SqlUnderTest.OnSqlite();
}

public sealed class PostgresSubscriptionStoreTests : SubscriptionStoreContract
{
    protected override Task<SqlUnderTest> Open() => SqlUnderTest.OnPostgres();
}
