using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.V1;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>What is kept about a person, its erasure, and people who turn out to be one, through the real wire on either store.</summary>
public abstract class PersonalDataContract : IAsyncLifetime
{
    private const string Secret = "Per la nonna";
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await world.DisposeAsync();

    private PersonalDataService.PersonalDataServiceClient Support => new(world.Service.As(Role.Service, "support"));

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task EverythingOfAPerson_IsExported_Resumed_AndErased_WithWhatStaysByWhichDuty()
    {
        var cartId = await Fill(Role.Customer, "anna");
        var guestCart = await Fill(Role.Guest, "guest-1");
        var merged = await world.As(Role.Customer, "anna").Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = world.GuestToken("guest-1"), Market = "IT" });
        await Bought(cartId, merged.Cart.Version);
        await Edit(Role.Customer, "anna", cartId, 2);
        await world.As(Role.Customer, "anna").Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "LAMP", Quantity = 1 });
        var code = (await world.As(Role.Customer, "anna").Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId })).Code;
        await world.As(Role.Customer, "anna").Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "Regali" });
        await Fill(Role.Customer, "bea");

        var all = await Export("anna");
        Assert.Equal(["answer", "cart", "checkout", "wishlist"], all.Select(one => one.Record.Kind).Distinct());
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(one => one.Position));
        Assert.Equal(all.Skip(2).Select(one => one.Record), (await Export("anna", after: 2)).Select(one => one.Record));
        Assert.Contains(all, one => one.Record.Id == cartId && one.Record.Data.ToString().Contains(Secret, StringComparison.Ordinal));
        Assert.Contains(all, one => one.Record is { Kind: "cart" } record && record.Id == guestCart);
        var before = await world.Stored(cartId);

        var first = await Erase("anna");
        Assert.Equal((1, 0), (first["wishlist"].ErasedCount, first["checkout"].ErasedCount));
        Assert.Equal(2, first["cart"].ErasedCount);
        Assert.Equal([(1, Erasing.LatePayment)], first["checkout"].Kept.Select(kept => (kept.Count, kept.Duty)));
        Assert.Equal(Erasing.DeviceNumbers, Assert.Single(first["cart"].Kept).Duty);
        var left = await Export("anna");
        Assert.All(left, one => Assert.NotEqual("", one.Record.Duty));
        Assert.All(left, one => Assert.DoesNotContain(Secret, one.Record.Data.ToString(), StringComparison.Ordinal));
        Assert.Equal(0, (await Erase("anna")).Values.Sum(kind => kind.ErasedCount));
        Assert.True((await world.Stored(cartId)).Version > before.Version);
        var gone = await Assert.ThrowsAsync<RpcException>(async () => await world.As(Role.Terminal, "till-1").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code }));
        Assert.Equal("GRANT_NOT_VALID", gone.Reason());
        await AnswersAreGone();

        // Another process reads what is stored; the person's device goes on.
        await world.Restart();
        Assert.Empty((await world.As(Role.Customer, "anna").Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart.Lines);
        Assert.Equal(0, (await Erase("anna")).Values.Sum(kind => kind.ErasedCount));

        world.Clock.Advance(TimeSpan.FromDays(31));
        var last = await Erase("anna");
        Assert.Empty(last.Values.SelectMany(kind => kind.Kept));
        Assert.Equal(1, last["checkout"].ErasedCount);
        Assert.Empty(await Export("anna"));
        Assert.NotEmpty(await Export("bea"));
        await Edit(Role.Customer, "anna", cartId, 1);
        Assert.NotEmpty(await Export("anna"));
    }

    [Fact]
    public async Task Erased_WhileDevicesEdit_EachEditIsGoneOrThereOnce_AndNoDeviceSeesTheVersionGoBack()
    {
        var cartId = await Fill(Role.Customer, "anna");
        var answers = new System.Collections.Concurrent.ConcurrentBag<ApplyOperationsResponse>();
        var editing = Enumerable.Range(0, 4).Select(async device =>
        {
            var seen = 0L;
            for (var seq = 1; seq <= 10; seq++)
            {
                var answer = await Send(device, seq);

                // What the device had not seen erased is an addition to the cart that follows, and flagged as one.
                Assert.True(Assert.Single(answer.Results).Outcome is Cart.V1.OperationOutcome.Applied or Cart.V1.OperationOutcome.Merged);
                Assert.True(answer.Cart.Version > seen);
                seen = answer.Cart.Version;
                answers.Add(answer);
            }
        });
        var erasing = Enumerable.Range(0, 5).Select(async i =>
        {
            await Task.Delay(20 * i);
            await Erase("anna");
        });
        await Task.WhenAll([.. editing, .. erasing]);

        var erasedAt = (await world.Stored(cartId)).GenerationStart;
        Assert.True(erasedAt > 0);
        for (var seq = 1; seq <= 10; seq++)
        {
            var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(device => Send(device, seq)));
            Assert.All(again, answer => Assert.Equal(Cart.V1.OperationOutcome.Duplicate, Assert.Single(answer.Results).Outcome));
        }

        Assert.Equal(answers.Count(answer => answer.Cart.Version > erasedAt), (await world.Stored(cartId)).Lines.Sum(line => line.Quantity));

        Task<ApplyOperationsResponse> Send(int device, long seq) => world.As(Role.Customer, "anna").Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, DeviceId = $"d{device}", Operations = { CartSyncWorld.Add(seq, "CUP") } }).ResponseAsync;
    }

    [Fact]
    public async Task CartInCheckout_WaitsWithItsErasure_AndThePaymentStillCounts()
    {
        var cartId = await Fill(Role.Customer, "anna");
        var checkout = await Begin(cartId, (await world.Stored(cartId)).Version);
        var waits = await Erase("anna");
        Assert.Equal((0, Erasing.CheckoutRunning), (waits["cart"].ErasedCount, Assert.Single(waits["cart"].Kept).Duty));
        Assert.Equal((await world.Stored(cartId)).Checkout!.ExpiresAt, waits["cart"].Kept[0].Until.ToDateTimeOffset());

        Assert.Equal($"{cartId}.1", (await Pay(cartId, checkout)).OrderId);
        await Erase("anna");
        Assert.Equal($"{cartId}.1", (await Pay(cartId, checkout, "again")).OrderId);
        Assert.Empty(await world.EventsOf<CheckoutRefundRequested>(0));
    }

    [Fact]
    public async Task PeopleMerged_WishlistsAndErasureFollow_AndComeBack()
    {
        await world.As(Role.Customer, "old").Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "Regali" });
        await Follow(new PersonMerged { Origin = Origin.Live, MergeId = "m-1", From = "old", Into = "anna" }, 1);
        await Eventually.Within(TimeSpan.FromSeconds(30), async () => Assert.Equal("Regali", Assert.Single(await Lists("anna")).Name));
        Assert.Empty(await Lists("old"));
        Assert.Contains(await Export("anna"), one => one.Record.Kind == "wishlist");

        await Follow(new PersonMergeUndone { Origin = Origin.Live, MergeId = "m-1" }, 2);
        await Eventually.Within(TimeSpan.FromSeconds(30), async () => Assert.Single(await Lists("old")));
        await Erase("anna");
        Assert.Single(await Lists("old"));
        await Follow(new PersonMerged { Origin = Origin.Live, MergeId = "m-2", From = "old", Into = "anna" }, 3);
        await Eventually.Within(TimeSpan.FromSeconds(30), async () => Assert.Single(await Lists("anna")));
        Assert.Equal(1, (await Erase("anna"))["wishlist"].ErasedCount);
    }

    [Fact]
    public async Task PeopleMerged_CartsFollow_WaitForCheckouts_AndComeBack()
    {
        var (old, anna) = (await Fill(Role.Customer, "old"), await Fill(Role.Customer, "anna"));
        await world.As(Role.Customer, "old").Edits.AddLineAsync(new AddLineRequest { CartId = old, Sku = "LAMP", Quantity = 2 });
        var checkout = await Begin(anna, (await world.Stored(anna)).Version);
        await Follow(new PersonMerged { Origin = Origin.Live, MergeId = "m-1", From = "old", Into = "anna" }, 1);
        await Eventually.Within(TimeSpan.FromSeconds(30), async () => Assert.Equal(1, await world.Service.App.Services.GetRequiredService<IDatabase>().Read(
            sql => sql.QueryFirst<long>("select count(*) from timers where kind = 'person-merge' and key = 'm-1' and due_at > @now", new { now = world.Clock.GetUtcNow().AddSeconds(5).ToMicros() }))));
        Assert.Equal(["MUG"], await Skus(anna));

        await world.As(Role.Customer, "anna").Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = anna, CheckoutId = checkout.CheckoutId });
        await FirePeople("m-1");
        await FirePeople("m-1");
        Assert.Equal(["MUG", "LAMP"], await Skus(anna));
        Assert.Equal(["MUG", "LAMP"], await Skus(old));
        Assert.Equal(2, (await world.Stored(anna)).Lines.Single(line => line.Sku == "LAMP").Quantity);

        await Follow(new PersonMergeUndone { Origin = Origin.Live, MergeId = "m-1" }, 2);
        await Eventually.Within(TimeSpan.FromSeconds(30), async () => Assert.Equal(["MUG"], await Skus(anna)));
        await FirePeople("m-1");
        Assert.Equal(["MUG", "LAMP"], await Skus(old));
        Assert.Empty(await world.EventsOf<CartMerged>(0));

        // The undo that comes first: the merge never is.
        await Follow(new PersonMergeUndone { Origin = Origin.Live, MergeId = "m-2" }, 4);
        await Follow(new PersonMerged { Origin = Origin.Live, MergeId = "m-2", From = "old", Into = "anna" }, 3);
        await Follow(new PersonMerged { Origin = Origin.Live, MergeId = "m-3", From = "old", Into = "new" }, 5);
        await Eventually.Within(TimeSpan.FromSeconds(30), async () => Assert.Equal(
            ["MUG", "LAMP"], await Skus((await world.As(Role.Customer, "new").Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId)));
        await FirePeople("m-2");
        Assert.Equal(["MUG"], await Skus(anna));
    }

    [Fact]
    public async Task WhoeverAsks_IsAudited_AndAPersonMustBeNamed()
    {
        await Export("anna");
        await Erase("anna");
        var audited = await world.Service.App.Services.GetRequiredService<IDatabase>().Read(sql => sql.Query<string>(
            "select role || ' ' || staff_id || ' ' || rpc from audit where subject = 'anna' order by seq"));
        Assert.Equal(
            ["service support omnichannel.platform.v1.PersonalDataService/ExportPersonalData", "service support omnichannel.platform.v1.PersonalDataService/ErasePersonalData"], audited);
        foreach (var nobody in new[] { null, new PersonReference(), new PersonReference { GuestId = "" }, new PersonReference { CustomerId = "a b" } })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await Support.ErasePersonalDataAsync(new ErasePersonalDataRequest { Person = nobody }));
            Assert.Equal("INVALID_FIELD", refused.Reason());
        }
    }

    [Fact]
    public Task Strangers_GetNothing() => StrangerTest.Verify(world.Service, PersonalDataService.Descriptor);

    /// <summary>No answer of a call on the cart is stored any more, in whichever store.</summary>
    protected abstract Task AnswersAreGone();

    protected async Task<long> StoredAnswers() => await world.Service.App.Services.GetRequiredService<IDatabase>().Read(
        sql => sql.QueryFirst<long>("select count(*) from idempotency where person = 'customer:anna'"));

    protected async Task<int> KeysInRedis(string prefix)
    {
        var redis = world.Service.App.Services.GetRequiredService<Omnichannel.CartSync.Store.RedisConnection>();
        return (int)await redis.Run(db => db.ScriptEvaluateAsync("return #redis.call('KEYS', ARGV[1])", [], [prefix + "*"]));
    }

    private async Task<string> Fill(Role role, string owner)
    {
        var cartId = (await world.As(role, owner).Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await Edit(role, owner, cartId, 1);
        return cartId;
    }

    private async Task Edit(Role role, string owner, string cartId, long seq) => await world.As(role, owner).Cart.ApplyOperationsAsync(new ApplyOperationsRequest
    {
        CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(seq * 2 - 1, "MUG"), new CartOperation { DeviceSeq = seq * 2, SetGiftNote = new SetGiftNote { Text = Secret } } },
    });

    private Task FirePeople(string mergeId) => world.Service.App.Services.GetRequiredService<PersonMergeSaga>().Fire(
        new Platform.Timers.DueTimer(PersonMergeSaga.TimerKind, mergeId, 0, world.Clock.GetUtcNow()), default);

    private async Task<IEnumerable<string>> Skus(string cartId) => (await world.Stored(cartId))?.Lines.Select(line => line.Sku) ?? [];

    private async Task Bought(string cartId, long version) => await Pay(cartId, await Begin(cartId, version));

    private async Task<Omnichannel.Cart.V1.Checkout> Begin(string cartId, long version) => (await world.As(Role.Customer, "anna").Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
    {
        CartId = cartId, ExpectedVersion = version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" },
    })).Checkout;

    private async Task<Omnichannel.Cart.V1.Checkout> Pay(string cartId, Omnichannel.Cart.V1.Checkout checkout, string key = "first") =>
        (await world.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(
            new CompleteCheckoutRequest
            {
                CartId = cartId, CheckoutId = checkout.CheckoutId,
                Tenders = { new Omnichannel.Types.V1.Tender { Kind = TenderKind.Card, Reference = "p-1", Amount = checkout.Totals.Due } },
            },
            CartSyncWorld.Key(key))).Checkout;

    private async Task<IReadOnlyList<ExportPersonalDataResponse>> Export(string customer, long after = 0)
    {
        var found = new List<ExportPersonalDataResponse>();
        using var call = Support.ExportPersonalData(new ExportPersonalDataRequest { Person = new PersonReference { CustomerId = customer }, AfterPosition = after });
        await foreach (var one in call.ResponseStream.ReadAllAsync())
        {
            found.Add(one);
        }

        return found;
    }

    private async Task<Dictionary<string, ErasedKind>> Erase(string customer) =>
        (await Support.ErasePersonalDataAsync(new ErasePersonalDataRequest { Person = new PersonReference { CustomerId = customer } })).Kinds.ToDictionary(kind => kind.Kind);

    private async Task<IReadOnlyList<Omnichannel.Cart.V1.Wishlist>> Lists(string customer) =>
        (await world.As(Role.Customer, customer).Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists;

    private async Task Follow(Google.Protobuf.IMessage news, long version)
    {
        await using var publisher = world.Service.App.Services.GetRequiredService<IEventLog>().CreatePublisher("test");
        await publisher.Publish(
            [
                new EventRecord(
                    "omnichannel.support.events.v1", Guid.CreateVersion7().ToString(), news.Descriptor.FullName, "/omnichannel/support", "old", version, world.Clock.GetUtcNow(), null,
                    Google.Protobuf.MessageExtensions.ToByteArray(news)),
            ],
            default);
    }
}

public sealed class SqlitePersonalDataTests : PersonalDataContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);

    protected override async Task AnswersAreGone() => Assert.Equal(0, await StoredAnswers());
}

public sealed class RedisPersonalDataTests : PersonalDataContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();

    protected override async Task AnswersAreGone()
    {
        Assert.Equal(0, await StoredAnswers());
        Assert.Equal(0, await KeysInRedis("handoff:") + await KeysInRedis("edits:") + await KeysInRedis("kept:"));
    }
}
