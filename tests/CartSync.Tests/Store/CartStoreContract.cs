using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;
using Checkout = Omnichannel.CartSync.Domain.Checkout;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>What every store of carts promises.</summary>
public abstract class CartStoreContract : IAsyncLifetime
{
    private ICartStore store = null!;
    private IOutbox outbox = null!;
    private Func<Task> end = () => Task.CompletedTask;

    public async Task InitializeAsync() => (store, outbox) = await Open();

    public Task DisposeAsync() => end();

    protected void OnEnd(Func<Task> dispose) => end = dispose;

    protected abstract Task<(ICartStore Store, IOutbox Outbox)> Open();

    [Fact]
    public async Task Save_ThenLoad_IsTheSameCart()
    {
        var cart = Given.Cart("load").Do("web", Given.Add(1, "MUG", 2));
        Assert.Null(await store.Load(cart.Id, null, default));
        Assert.True(await store.Save(Commit(cart, 0, 7), default));

        var stored = await store.Load(cart.Id, null, default);
        Assert.Equal((7L, 2), (stored!.Etag, stored.Cart.Units("MUG")));
        Assert.Equal(CartCodec.Write(cart), CartCodec.Write(stored.Cart));
        Assert.Same(stored, await store.Load(cart.Id, stored, default));
    }

    [Fact]
    public async Task Save_WithAnotherEtag_WritesNothing()
    {
        var cart = Given.Cart("etag").Do("web", Given.Add(1, "MUG"));
        var other = cart.Do("app", Given.Add(1, "CUP"));
        Assert.True(await store.Save(Commit(cart, 0, 1), default));
        Assert.False(await store.Save(Commit(other, 0, 2) with { Events = [EventHeader.News(Given.Now).On(new CartTouched())] }, default));
        Assert.False(await store.Save(Commit(other, 9, 2) with { Events = [EventHeader.News(Given.Now).On(new CartTouched())], Answers = [(Given.Key("x"), Answer("x"))] }, default));

        Assert.Equal(0, (await store.Load(cart.Id, null, default))!.Cart.Units("CUP"));
        Assert.Null(await store.FindAnswer(cart.Id, Given.Key("x"), default));
        Assert.Empty(await outbox.Read(10, default));
        Assert.True(await store.Save(Commit(other, 1, 2), default));
    }

    [Fact]
    public async Task Save_ThatRemoves_TakesTheCartOnlyAsItWasSeen_AndItMayBeginAnew()
    {
        var cart = Given.Cart("old", true).Do("web", Given.Add(1, "MUG"));
        var blank = Given.Cart("old", true);
        Assert.True(await store.Save(Commit(cart, 0, 1), default));
        Assert.True(await store.Save(Commit(cart.Do("web", Given.Add(2, "MUG")), 1, 2), default));
        Assert.False(await store.Save(Commit(blank, 1, 3) with { Removes = true, Due = null }, default));
        Assert.Equal(2, (await store.Load(cart.Id, null, default))!.Cart.Units("MUG"));

        Assert.True(await store.Save(Commit(blank, 2, 3) with { Removes = true, Due = null }, default));
        Assert.Null(await store.Load(cart.Id, null, default));
        Assert.False(await store.Save(Commit(cart, 2, 4), default));
        Assert.True(await store.Save(Commit(cart, 0, 5), default));
        Assert.Equal(1, (await store.Load(cart.Id, null, default))!.Cart.Units("MUG"));
    }

    [Fact]
    public async Task Save_ByManyAtOnce_OneWins()
    {
        var cart = Given.Cart("race").Do("web", Given.Add(1, "MUG"));
        var won = await Task.WhenAll(Enumerable.Range(1, 20).Select(etag => store.Save(Commit(cart, 0, etag), default)));
        Assert.Single(won, isSaved => isSaved);
    }

    [Fact]
    public async Task Events_ComeInOrder_AndGoWhenRemoved()
    {
        var cart = Given.Cart("events").Do("web", Given.Add(1, "MUG"));
        await store.Save(Commit(cart, 0, 1) with { Events = [EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 1 }), EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 2 })] }, default);
        await store.Save(Commit(cart, 1, 2) with { Events = [EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 3 })] }, default);
        var rows = await outbox.Read(10, default);

        Assert.Equal([1, 2, 3], rows.Select(row => CartTouched.Parser.ParseFrom(row.Event.Data.Span).ItemCount));
        Assert.All(rows, row => Assert.Equal((cart.Id, "omnichannel.cart.events.v1", cart.Version), (row.Event.Subject, row.Event.Topic, row.Event.AggregateVersion)));
        await outbox.Remove([.. rows.Take(2)], default);
        Assert.Equal(3, CartTouched.Parser.ParseFrom(Assert.Single(await outbox.Read(10, default)).Event.Data.Span).ItemCount);
    }

    [Fact]
    public async Task Answers_Checkouts_AndCodes_AreFoundAgain()
    {
        var cart = Given.Cart("rest").Do("web", Given.Add(1, "MUG"));
        CartId.TryShard(cart.Id, out var shard);
        var code = new HandoffCode(HandoffRules.MakeCode(shard, 12345), Given.Now.AddMinutes(10), SalesChannel.Web);
        var checkout = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around).Answer!;
        await store.Save(Commit(cart, 0, 1) with { Answers = [(Given.Key("a"), Answer("yes"))], Ended = [checkout], Handoff = code }, default);

        var answer = await store.FindAnswer(cart.Id, Given.Key("a"), default);
        Assert.Equal(("00", false), (answer!.RequestHash, answer.IsRefusal));
        Assert.Equal("yes", CreateHandoffResponse.Parser.ParseFrom(answer.Bytes).Code);
        Assert.Null(await store.FindAnswer(cart.Id, Given.Key("b"), default));
        var key = Given.Key("a");
        Assert.Null(await store.FindAnswer(cart.Id, key with { Principal = key.Principal with { Person = "customer:bea" } }, default));
        Assert.Null(await store.FindAnswer(cart.Id, key with { Principal = key.Principal with { Device = "tablet" } }, default));
        Assert.Equal(cart.Id, await store.FindHandoff(code.Code, default));
        Assert.Null(await store.FindHandoff(HandoffRules.MakeCode(shard, 99), default));
        Assert.Equal(checkout.Totals, (await store.FindCheckout(cart.Id, checkout.CheckoutId, default))!.Totals);
        Assert.Null(await store.FindCheckout(cart.Id, "k-none", default));
    }

    [Fact]
    public async Task Save_ThatErases_TakesAnswersEditsAndCodes_OfThisCartAlone()
    {
        var (cart, other) = (Given.Cart("erased").Do("web", Given.Add(1, "MUG")), Given.Cart("stays").Do("web", Given.Add(1, "MUG")));
        var codes = new[] { cart, other }.Select((one, i) => new HandoffCode(HandoffRules.MakeCode(CartId.TryShard(one.Id, out var shard) ? shard : 0, 777UL + (ulong)(i * 16)), Given.Now.AddMinutes(10), SalesChannel.Web)).ToArray();
        await store.Save(Commit(cart, 0, 1) with { Answers = [(Given.Key("a"), Answer("one")), (Given.Key("b"), Answer("two"))], Edits = [Edit(0)], Handoff = codes[0] }, default);
        await store.Save(Commit(other, 0, 1) with { Answers = [(Given.Key("a"), Answer("other"))], Edits = [Edit(1)], Handoff = codes[1] }, default);
        Assert.False(await store.Save(Commit(cart, 9, 2) with { Erases = true }, default));
        Assert.NotNull(await store.FindAnswer(cart.Id, Given.Key("a"), default));

        Assert.True(await store.Save(Commit(cart, 1, 2) with { Erases = true, Answers = [(Given.Key("c"), Answer("new"))], Edits = [Edit(2)] }, default));
        Assert.Null(await store.FindAnswer(cart.Id, Given.Key("a"), default));
        Assert.Null(await store.FindAnswer(cart.Id, Given.Key("b"), default));
        Assert.NotNull(await store.FindAnswer(cart.Id, Given.Key("c"), default));
        Assert.Equal(["2"], (await store.LoadEdits(cart.Id, default)).Select(edit => edit.Digest));
        Assert.Null(await store.FindHandoff(codes[0].Code, default));
        Assert.NotNull(await store.FindAnswer(other.Id, Given.Key("a"), default));
        Assert.Equal(["1"], (await store.LoadEdits(other.Id, default)).Select(edit => edit.Digest));
        Assert.Equal(other.Id, await store.FindHandoff(codes[1].Code, default));
    }

    [Fact]
    public async Task Checkouts_ThatAreForgotten_AreNotFound_AndOthersAre()
    {
        var cart = Given.Cart("archive").Do("web", Given.Add(1, "MUG"));
        var checkout = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around).Answer!;
        await store.Save(Commit(cart, 0, 1) with { Ended = [checkout with { CheckoutId = "k-2" }, checkout with { CheckoutId = "k-1" }] }, default);
        Assert.Equal(["k-1", "k-2"], (await store.ListCheckouts(cart.Id, default)).Select(one => one.CheckoutId));
        await store.ForgetCheckouts(cart.Id, ["k-1", "k-none"], default);

        Assert.Equal(["k-2"], (await store.ListCheckouts(cart.Id, default)).Select(one => one.CheckoutId));
        Assert.Null(await store.FindCheckout(cart.Id, "k-1", default));
        Assert.Empty(await store.ListCheckouts(Given.Cart("archiveless").Id, default));
    }

    [Fact]
    public async Task Edits_AreKeptWithTheirState_InOrder_TheLast200()
    {
        var cart = Given.Cart("edits").Do("web", Given.Add(1, "MUG"));
        Assert.Empty(await store.LoadEdits(cart.Id, default));
        Assert.True(await store.Save(Commit(cart, 0, 1) with { Edits = [Edit(0), Edit(1)] }, default));
        Assert.False(await store.Save(Commit(cart, 0, 2) with { Edits = [Edit(2)] }, default));
        Assert.Equal(["0", "1"], (await store.LoadEdits(cart.Id, default)).Select(edit => edit.Digest));
        Assert.Empty(await store.LoadEdits(Given.Cart("others").Id, default));

        Assert.True(await store.Save(Commit(cart, 1, 2) with { Edits = [.. Enumerable.Range(2, 210).Select(Edit)] }, default));
        var kept = await store.LoadEdits(cart.Id, default);
        Assert.Equal(Enumerable.Range(12, 200).Select(number => $"{number}"), kept.Select(edit => edit.Digest));
        Assert.Equal((Given.Now, "00", false, "no 12"), (kept[0].MadeAt, kept[0].Answer.RequestHash, kept[0].Answer.IsRefusal, CreateHandoffResponse.Parser.ParseFrom(kept[0].Answer.Bytes).Code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_UnderOneKey_AreEachCartsOwn(bool isSameShard)
    {
        var cart = Given.Cart("one").Do("web", Given.Add(1, "MUG"));
        var other = Enumerable.Range(0, 10_000).Select(i => Given.Cart($"other-{i}")).First(found => ShardOf(found) == ShardOf(cart) == isSameShard).Do("web", Given.Add(1, "MUG"));
        Assert.True(await store.Save(Commit(cart, 0, 1) with { Answers = [(Given.Key("a"), Answer("yes"))] }, default));
        Assert.Null(await store.FindAnswer(other.Id, Given.Key("a"), default));

        Assert.True(await store.Save(Commit(other, 0, 1) with { Answers = [(Given.Key("a"), Answer("no"))] }, default));
        Assert.Equal("yes", await Found(cart.Id));
        Assert.Equal("no", await Found(other.Id));

        static int ShardOf(SharedCart cart) => CartId.TryShard(cart.Id, out var shard) ? shard : -1;

        async Task<string> Found(string cartId) => CreateHandoffResponse.Parser.ParseFrom((await store.FindAnswer(cartId, Given.Key("a"), default))!.Bytes).Code;
    }

    [Fact]
    public async Task Simulation_OnThisEngine_LosesAndDoublesNothing() => Assert.Null(await Task.Run(() => Simulation.Simulation.FindOnEngine(0, 10, store)));

    [Fact]
    public void Refusal_Kept_IsTheSameRefusal()
    {
        var kept = RecordedAnswer.Of(Given.Key("r"), new TendersDoNotMatch(5, 5, 3)).Refusal();
        Assert.Equal(("TENDERS_DO_NOT_MATCH", RefusalKind.Invalid, "5"), (kept.Reason, kept.Kind, kept.Facts["due_minor"]));
    }

    private static RecordedAnswer Answer(string code) => RecordedAnswer.Of(Given.Key("a"), new CreateHandoffResponse { Code = code });

    private static KeptEdit Edit(int number) => new($"{number}", Given.Now, Answer($"no {number}"));

    private static CartCommit Commit(SharedCart cart, long expected, long etag) => new()
    {
        Cart = cart, ExpectedEtag = expected, Etag = etag, Now = Given.Now, SetsTimer = true, Due = Given.Now.AddHours(1),
    };

    protected static (ICartStore Store, IOutbox Outbox) OnSql(IDatabase database)
    {
        var outbox = new SqlOutbox(database, TimeProvider.System);
        var executor = new CommandExecutor(
            database, TimeProvider.System, new UuidV7Generator(TimeProvider.System), new ServiceIdentity("cart"), outbox, new TimerWakeUp());
        return (new SqlCartStore(database, executor), outbox);
    }
}

public sealed class SqliteCartStoreTests : CartStoreContract
{
    protected override async Task<(ICartStore Store, IOutbox Outbox)> Open()
    {
        var folder = new TempFolder("carts");
        var database = new SqliteDatabase(folder["carts.db"]);
        OnEnd(async () =>
        {
            await database.DisposeAsync();
            folder.Dispose();
        });
        await Migrator.Migrate(database, TimeProvider.System, typeof(CartSyncApplication).Assembly);
        return OnSql(database);
    }
}

public sealed class PostgresCartStoreTests : CartStoreContract
{
    protected override async Task<(ICartStore Store, IOutbox Outbox)> Open()
    {
        var server = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var database = new Platform.Storage.PostgresDatabase(server.ConnectionString);
        OnEnd(async () =>
        {
            await database.DisposeAsync();
            await server.DisposeAsync();
        });
        await Migrator.Migrate(database, TimeProvider.System, typeof(CartSyncApplication).Assembly);
        return OnSql(database);
    }
}

public sealed class RedisCartStoreTests : CartStoreContract
{
    protected override async Task<(ICartStore Store, IOutbox Outbox)> Open()
    {
        var redis = new RedisConnection(await (await RedisServer.SharedAsync()).TakeDatabaseAsync());
        OnEnd(() =>
        {
            redis.Dispose();
            return Task.CompletedTask;
        });
        var outbox = new RedisOutbox(redis, new StableAtOnce(), TimeProvider.System);
        return (new RedisCartStore(redis, outbox, new StableAtOnce(), new UuidV7Generator(TimeProvider.System), new ServiceIdentity("cart")), outbox);
    }
}
