using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>What those who joined a cart can do in it, and what stays its owner's.</summary>
public abstract class JoinedContract : IAsyncLifetime
{
    private CartSyncWorld World { get; set; } = null!;

    public async Task InitializeAsync() => World = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Theory]
    [InlineData(Role.Guest, "guest-thief")]
    [InlineData(Role.Customer, "carla")]
    [InlineData(Role.Terminal, "till-1")]
    [InlineData(Role.Agent, "agent-1")]
    public async Task BeginCheckout_ByAnybodyButTheOwner_GivesTheContactToTheCheckoutOnly(Role role, string subject)
    {
        var anna = World.As(Role.Customer, "anna");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        var joined = await Joined(anna, cart.CartId, role, subject);
        var checkout = (await joined.Checkout.BeginCheckoutAsync(await Begin(joined, cart.CartId, "thief@evil.example"))).Checkout;
        await joined.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId });
        Assert.Equal([checkout.CheckoutId], World.Messaging.Contacts.Keys);
        Assert.Equal("thief@evil.example", World.Orders.Deliveries[checkout.CheckoutId].Email);
        Assert.Equal("anna", (await World.Stored(cart.CartId)).ContactId);

        // Sold, messages about the order go where its buyer said; the next order's go to the owner again.
        checkout = (await joined.Checkout.BeginCheckoutAsync(await Begin(joined, cart.CartId, "buyer@example.com"))).Checkout;
        await Pay(checkout);
        var version = (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Version;
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(2, "CUP", 3, version) } });
        await Pay((await anna.Checkout.BeginCheckoutAsync(await Begin(anna, cart.CartId))).Checkout);
        Assert.Equal([checkout.CheckoutId, "anna"], (await World.EventsOf<CartCheckedOut>(2)).Select(sold => sold.ContactId));
        Assert.DoesNotContain("anna", World.Messaging.Contacts.Keys);
    }

    [Fact]
    public async Task CheckoutInStore_WithAContact_IsForThatReceipt_AndItsRefundIsToldThere()
    {
        var anna = World.As(Role.Customer, "anna");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        var till = await World.JoinedTill(anna, cart.CartId);
        World.Loyalty.Failing = 100;
        var sale = new CheckoutInStoreRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version + 1, Contact = new ContactDetails { Email = "receipt@example.com" }, CouponCodes = { "TEN" },
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "t-1", Amount = CartSyncWorld.Eur(2400) } },
        };
        var holding = (await till.Checkout.CheckoutInStoreAsync(sale)).Checkout;
        Assert.Equal(CartState.Holding, holding.State);
        await anna.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = holding.CheckoutId });
        Assert.Equal(holding.CheckoutId, Assert.Single(await World.EventsOf<CheckoutRefundRequested>(1)).ContactId);

        World.Loyalty.Failing = 0;
        sale.ExpectedVersion = (await till.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Version;
        sale.Tenders[0].Reference = "t-2";
        var sold = (await till.Checkout.CheckoutInStoreAsync(sale)).Checkout;
        Assert.Equal(sold.CheckoutId, Assert.Single(await World.EventsOf<CartCheckedOut>(1)).ContactId);
        Assert.Equal(new HashSet<string> { holding.CheckoutId, sold.CheckoutId }, World.Messaging.Contacts.Keys.ToHashSet());
    }

    [Fact]
    public async Task BeginCheckout_WithTooManyWrongCodes_OpensTheCartAgain_AndTheSameCallMayBeSentLater()
    {
        var anna = World.As(Role.Customer, "anna");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { new CartOperation { DeviceSeq = 2, ApplyCode = new ApplyCode { Code = "TEN" } } } });
        World.Loyalty.IsGuessedTooOften = true;
        var begin = await Begin(anna, cart.CartId);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await anna.Checkout.BeginCheckoutAsync(begin, CartSyncWorld.Key("K")));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.StatusCode, refused.Reason()));
        Assert.NotNull(refused.Detail<Google.Rpc.RetryInfo>());
        Assert.Equal(CartState.Open, (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.State);

        World.Loyalty.IsGuessedTooOften = false;
        Assert.Equal("CART_CHANGED", await Refused(anna.Checkout.BeginCheckoutAsync(begin, CartSyncWorld.Key("K"))));
        Assert.Equal(CartState.Ready, (await anna.Checkout.BeginCheckoutAsync(await Begin(anna, cart.CartId), CartSyncWorld.Key("next"))).Checkout.State);
    }

    [Fact]
    public async Task BeginCheckout_TellsLoyaltyWhoReallyAsks_AndFromWhere()
    {
        var anna = World.As(Role.Customer, "anna");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        var thief = await Joined(anna, cart.CartId, Role.Guest, "guest-thief");
        var begin = await Begin(thief, cart.CartId);
        begin.PointsToRedeem = 100;
        await thief.Checkout.BeginCheckoutAsync(begin, new Metadata { { "idempotency-key", "K" }, { "x-forwarded-for", "203.0.113.9" } });
        var (request, address) = Assert.Single(World.Loyalty.Placed);
        Assert.Equal(("anna", "guest-thief", Role.Guest, "203.0.113.9"), (request.OwnerId, request.Actor.SubjectId, request.Actor.Role, address));
    }

    [Fact]
    public async Task BeginCheckout_OnAGuestsCart_ByAnother_LeavesTheGuestUnknown()
    {
        var guest = World.As(Role.Guest, "guest-1");
        var cart = await World.Fill(guest, "IT", ("MUG", 2, null));
        var other = await Joined(guest, cart.CartId, Role.Guest, "guest-2");
        var checkout = (await other.Checkout.BeginCheckoutAsync(await Begin(other, cart.CartId, "other@example.com"))).Checkout;
        await other.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId });

        Assert.Equal("", (await World.Stored(cart.CartId)).ContactId);
        var notice = new CreateItemSubscriptionRequest { Kind = ItemSubscriptionKind.BackInStock, Sku = "LAMP", Market = "IT" };
        Assert.Equal("CONTACT_REQUIRED", await Refused(guest.Subscriptions.CreateItemSubscriptionAsync(notice)));
        Assert.Equal("CONTACT_REQUIRED", await Refused(guest.Checkout.BeginCheckoutAsync(await Begin(guest, cart.CartId))));

        // The guest's own word counts, and stays with the guest.
        await guest.Checkout.BeginCheckoutAsync(await Begin(guest, cart.CartId, "guest@example.com"));
        Assert.Equal("guest@example.com", World.Messaging.Contacts["guest-1"].Email);
    }

    [Fact]
    public async Task CreateItemSubscription_ByAnAgent_ForAnOwner_NeverChangesTheOwnersContact()
    {
        var agent = World.As(Role.Agent, "agent-1");
        var notice = new CreateItemSubscriptionRequest
        {
            Kind = ItemSubscriptionKind.BackInStock, Sku = "LAMP", Market = "IT", OwnerId = "anna", Contact = new ContactDetails { Email = "agent@example.com" },
        };
        Assert.Equal("CONTACT_NOT_YOURS", await Refused(agent.Subscriptions.CreateItemSubscriptionAsync(notice)));
        Assert.Empty(World.Messaging.Contacts);
        notice.Contact = null;
        Assert.NotNull((await agent.Subscriptions.CreateItemSubscriptionAsync(notice)).Subscription);
    }

    [Fact]
    public async Task Till_AfterItsSale_HasNoPartInTheNextCart_ButCanAskAboutTheSale()
    {
        var anna = World.As(Role.Customer, "anna");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        var till = await World.JoinedTill(anna, cart.CartId);
        using var watch = till.Cart.WatchCart(new WatchCartRequest { CartId = cart.CartId });
        Assert.True(await watch.ResponseStream.MoveNext(default));
        var checkout = (await till.Checkout.BeginCheckoutAsync(await Begin(till, cart.CartId))).Checkout;
        var paid = Payment(checkout);
        Assert.Equal(CartState.CheckedOut, (await till.Checkout.CompleteCheckoutAsync(paid)).Checkout.State);
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(2, "LAMP") } });

        Assert.Equal("CART_NOT_FOUND", await Refused(till.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })));
        var edit = new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "till-1", Operations = { CartSyncWorld.Add(1, "LAMP", 9) } };
        Assert.Equal("CART_NOT_FOUND", await Refused(till.Cart.ApplyOperationsAsync(edit)));
        Assert.Equal("CART_NOT_FOUND", await Refused(till.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })));
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(default))
            {
            }
        });
        Assert.Equal("CART_NOT_FOUND", ended.Reason());

        // It may not have heard: the sale is still its own to ask about, under any key.
        Assert.Equal(CartState.CheckedOut, (await till.Checkout.GetCheckoutAsync(new GetCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId })).Checkout.State);
        Assert.Equal($"{cart.CartId}.1", (await till.Checkout.CompleteCheckoutAsync(paid, CartSyncWorld.Key("another"))).Checkout.OrderId);
        Assert.Equal("CHECKOUT_ALREADY_COMPLETED", await Refused(till.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId })));
        var stranger = World.As(Role.Terminal, "till-9");
        Assert.Equal("CART_NOT_FOUND", await Refused(stranger.Checkout.GetCheckoutAsync(new GetCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId })));
        Assert.Equal("CART_NOT_FOUND", await Refused(stranger.Checkout.CompleteCheckoutAsync(paid)));
    }

    [Fact]
    public async Task ReleaseHandoff_OfAGuestWhoLetAnotherIn_EndsBoth()
    {
        var anna = World.As(Role.Customer, "anna");
        var cart = await World.Fill(anna, "IT", ("MUG", 2, null));
        var first = await Joined(anna, cart.CartId, Role.Guest, "guest-1");
        var second = await Joined(first, cart.CartId, Role.Guest, "guest-2");
        var unused = (await second.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code;
        var shown = (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        Assert.Equal(2, shown.Participants.Count);
        await anna.Cart.ReleaseHandoffAsync(new ReleaseHandoffRequest { CartId = cart.CartId, ParticipantId = shown.Participants.Single(p => p.Actor.SubjectId == "guest-1").ParticipantId });

        Assert.Equal("CART_NOT_FOUND", await Refused(first.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })));
        Assert.Equal("CART_NOT_FOUND", await Refused(second.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })));
        Assert.Equal("GRANT_NOT_VALID", await Refused(World.As(Role.Guest, "guest-3").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = unused })));
    }

    private async Task<CartClients> Joined(CartClients by, string cartId, Role role, string subject)
    {
        var client = World.As(role, subject);
        var code = (await by.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId })).Code;
        await client.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code });
        return client;
    }

    private static async Task<BeginCheckoutRequest> Begin(CartClients client, string cartId, string email = "") => new()
    {
        CartId = cartId,
        ExpectedVersion = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart.Version,
        ShippingOptionId = "standard",
        Delivery = new DeliveryDetails { RecipientName = "X" },
        Contact = email.Length == 0 ? null : new ContactDetails { Email = email },
    };

    private static CompleteCheckoutRequest Payment(Checkout checkout) => new()
    {
        CartId = checkout.CartId,
        CheckoutId = checkout.CheckoutId,
        Tenders = { new Tender { Kind = TenderKind.Card, Reference = checkout.CheckoutId, Amount = checkout.Totals.Due } },
    };

    private async Task Pay(Checkout checkout) => await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Payment(checkout));

    private static async Task<string?> Refused<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).Reason();
}

public sealed class SqliteJoinedTests : JoinedContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisJoinedTests : JoinedContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
