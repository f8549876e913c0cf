using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Notices that somebody asks for, through the real wire and the service's own timers.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task BackInStock_AtAStore_IsToldWhenTheStoreHasIt()
    {
        await SetStock("milan-1", 4);
        var anna = world.As(Role.Customer, "anna", channel: Channel.App);
        var request = Wanted("MUG");
        request.Place = new ItemPlace { StoreId = "rome-1" };
        request.Options.Add("colour", "red");
        var made = (await anna.Subscriptions.CreateItemSubscriptionAsync(request)).Subscription;
        Assert.Equal(
            (ItemSubscriptionState.Waiting, "rome-1", "red", ""), (made.State, made.Place.StoreId, made.Options["colour"], made.ReferencePrice));

        await SetStock("milan-1", 9);
        await SetStock("rome-1", 1);
        var told = Assert.Single(await world.EventsOf<BackInStock>(1));
        Assert.Equal((made.SubscriptionId, "anna", "anna", "rome-1", "red", Channel.App),
            (told.SubscriptionId, told.CustomerId, told.ContactId, told.Place.StoreId, told.Options["colour"], told.Channel));
        await world.Restart();
        var listed = Assert.Single((await world.As(Role.Customer, "anna").Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest())).Subscriptions);
        Assert.Equal(ItemSubscriptionState.Told, listed.State);
        await world.EventsOf<BackInStock>(1);
    }

    [Fact]
    public async Task PriceDrop_IsTold_AndAPurchaseElsewhereEndsTheOthers()
    {
        var anna = world.As(Role.Customer, "anna");
        var request = Wanted("MUG", ItemSubscriptionKind.PriceDrop);
        request.ThresholdPrice = "10.00";
        var made = (await anna.Subscriptions.CreateItemSubscriptionAsync(request)).Subscription;
        Assert.Equal(("10", "12.5", null), (made.ThresholdPrice, made.ReferencePrice, made.Place));
        await world.As(Role.Customer, "bea").Subscriptions.CreateItemSubscriptionAsync(Wanted("MUG", ItemSubscriptionKind.PriceDrop));
        var now = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow().AddSeconds(1));
        await world.Publish(new OrderPlaced
        {
            Origin = Origin.Live, EffectiveAt = now, Channel = Channel.Store, OrderId = "o-1", CustomerId = "bea", Market = "IT", Lines = { new SaleLine { Sku = "MUG", Quantity = 1 } },
        });
        await Eventually.Within(TimeSpan.FromSeconds(20), async () => Assert.Equal(
            ItemSubscriptionState.Bought, (await world.As(Role.Customer, "bea").Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest())).Subscriptions.Single().State));

        await world.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { CartSyncWorld.Item("MUG", "Tazza", "9.99") } });
        Assert.Equal("anna", Assert.Single(await world.EventsOf<PriceDropped>(1)).CustomerId);
    }

    [Fact]
    public async Task Guest_MustBeReachable_AndWhatTheyWaitForIsTheirsAfterLogin()
    {
        var guest = world.As(Role.Guest, "guest-1");
        await Refused("CONTACT_REQUIRED", guest.Subscriptions.CreateItemSubscriptionAsync(Wanted("LAMP")).ResponseAsync);
        var request = Wanted("LAMP");
        request.Contact = new ContactDetails { Name = "G" };
        await Refused("INVALID_FIELD", guest.Subscriptions.CreateItemSubscriptionAsync(request).ResponseAsync);
        request.Contact.Email = "g@example.com";
        await guest.Subscriptions.CreateItemSubscriptionAsync(request);
        Assert.Equal("g@example.com", world.Messaging.Contacts["guest-1"].Email);

        var anna = world.As(Role.Customer, "anna");
        await anna.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = world.GuestToken("guest-1"), Market = "IT" });
        Assert.Empty((await guest.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest())).Subscriptions);
        Assert.Single((await anna.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest())).Subscriptions);
        await world.As(Role.Ops, "ops").Catalogue.SetStockAsync(new SetStockRequest { Levels = { new StockLevel { Sku = "LAMP", LocationId = "warehouse", Quantity = 1, ShipToMarkets = { "IT" } } } });
        Assert.Equal(("anna", "anna"), (await world.EventsOf<BackInStock>(1)).Select(e => (e.CustomerId, e.ContactId)).Single());
    }

    [Fact]
    public async Task Subscription_OfAnotherOwner_IsNotFound_AndListsArePaged()
    {
        var anna = world.As(Role.Customer, "anna");
        var first = (await anna.Subscriptions.CreateItemSubscriptionAsync(Wanted("MUG"), CartSyncWorld.Key("k"))).Subscription;
        Assert.Equal(first, (await anna.Subscriptions.CreateItemSubscriptionAsync(Wanted("MUG"), CartSyncWorld.Key("k"))).Subscription);
        await anna.Subscriptions.CreateItemSubscriptionAsync(Wanted("CUP"));
        await anna.Subscriptions.CreateItemSubscriptionAsync(Wanted("LAMP"));
        foreach (var eve in new[] { world.As(Role.Customer, "eve"), world.As(Role.Guest, "guest-anna") })
        {
            await Refused("SUBSCRIPTION_NOT_FOUND", eve.Subscriptions.CancelItemSubscriptionAsync(new CancelItemSubscriptionRequest { SubscriptionId = first.SubscriptionId }).ResponseAsync);
            Assert.Empty((await eve.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest())).Subscriptions);
            await Refused("ROLE_NOT_ALLOWED", eve.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest { OwnerId = "bea" }).ResponseAsync);
            await Refused("ROLE_NOT_ALLOWED", eve.Subscriptions.CreateItemSubscriptionAsync(new CreateItemSubscriptionRequest(Wanted("MUG")) { OwnerId = "bea" }).ResponseAsync);
        }

        var page = await anna.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest { PageSize = 2 });
        var rest = await anna.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest { PageSize = 2, PageToken = page.NextPageToken });
        Assert.Equal(["LAMP", "CUP", "MUG"], page.Subscriptions.Concat(rest.Subscriptions).Select(known => known.Sku));
        Assert.Equal("", rest.NextPageToken);
        await Refused("PAGE_TOKEN_INVALID", world.As(Role.Customer, "eve").Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest { PageToken = page.NextPageToken }).ResponseAsync);

        var agent = world.As(Role.Agent, "agent-1");
        var ended = await agent.Subscriptions.CancelItemSubscriptionAsync(new CancelItemSubscriptionRequest { SubscriptionId = first.SubscriptionId });
        Assert.Equal(ItemSubscriptionState.Cancelled, ended.Subscription.State);
        Assert.Equal(3, (await agent.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest { OwnerId = "anna" })).Subscriptions.Count);
    }

    [Fact]
    public async Task Subscription_BadInput_IsRefusedPrecisely()
    {
        var anna = world.As(Role.Customer, "anna");
        await SetStock("rome-1", 2);
        (string Reason, CreateItemSubscriptionRequest Request)[] cases =
        [
            ("INVALID_FIELD", Wanted("MUG", ItemSubscriptionKind.Unspecified)),
            ("INVALID_FIELD", Wanted("MUG", (ItemSubscriptionKind)9)),
            ("INVALID_FIELD", Wanted("")),
            ("INVALID_FIELD", new CreateItemSubscriptionRequest(Wanted("MUG")) { ThresholdPrice = "10" }),
            ("INVALID_FIELD", new CreateItemSubscriptionRequest(Wanted("MUG")) { Place = new ItemPlace() }),
            ("INVALID_FIELD", new CreateItemSubscriptionRequest(Wanted("MUG", ItemSubscriptionKind.PriceDrop)) { Place = new ItemPlace { Shipping = true } }),
            ("PRICE_INVALID", new CreateItemSubscriptionRequest(Wanted("MUG", ItemSubscriptionKind.PriceDrop)) { ThresholdPrice = "-1" }),
            ("PRICE_REACHED", new CreateItemSubscriptionRequest(Wanted("MUG", ItemSubscriptionKind.PriceDrop)) { ThresholdPrice = "12.5" }),
            ("MARKET_UNKNOWN", new CreateItemSubscriptionRequest(Wanted("MUG")) { Market = "XX" }),
            ("SKU_UNKNOWN", Wanted("NONE")),
            ("STORE_UNKNOWN", new CreateItemSubscriptionRequest(Wanted("MUG")) { Place = new ItemPlace { StoreId = "nowhere" } }),
            ("OPTIONS_TOO_LARGE", new CreateItemSubscriptionRequest(Wanted("MUG")) { Options = { ["text"] = new string('x', 2048) } }),
            ("OPTIONS_INVALID", new CreateItemSubscriptionRequest(Wanted("MUG")) { Options = { ["text"] = "a\u0001b" } }),
            ("ITEM_IN_STOCK", Wanted("MUG")),
        ];
        Assert.NotEmpty(cases);
        foreach (var (reason, request) in cases)
        {
            await Refused(reason, anna.Subscriptions.CreateItemSubscriptionAsync(request).ResponseAsync);
        }

        await Refused("SUBSCRIPTION_NOT_FOUND", anna.Subscriptions.CancelItemSubscriptionAsync(new CancelItemSubscriptionRequest { SubscriptionId = "' or 1=1" }).ResponseAsync);
        Assert.Empty((await anna.Subscriptions.ListItemSubscriptionsAsync(new ListItemSubscriptionsRequest())).Subscriptions);
    }

    private static CreateItemSubscriptionRequest Wanted(string sku, ItemSubscriptionKind kind = ItemSubscriptionKind.BackInStock) => new() { Kind = kind, Sku = sku, Market = "IT" };

    private async Task SetStock(string location, int quantity) => await world.As(Role.Ops, "ops").Catalogue.SetStockAsync(new SetStockRequest
    {
        Levels = { new StockLevel { Sku = "MUG", LocationId = location, Quantity = quantity } },
    });

    private static async Task Refused(string reason, Task call) => Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(() => call)).Reason());
}
