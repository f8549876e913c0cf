using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Whose contact and delivery details a checkout passes on: those of the call that it was begun by, and of no other.</summary>
public abstract class CheckoutDetailsContract : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private CartSyncWorld World { get; set; } = null!;

    public async Task InitializeAsync() => World = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task BeginCheckout_TwoChannelsAtOnceWithOtherAddresses_OnlyTheWinnersArePassedOn()
    {
        var (anna, till, cart) = await Shared("anna");
        var reached = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        World.Messaging.Before = async request =>
        {
            if (request.Details.Email == "web@example.com")
            {
                reached.TrySetResult();
                await released.Task;
            }
        };

        // The one is slow to pass its details on; the other comes in between.
        var web = Attempt(() => anna.Checkout.BeginCheckoutAsync(Request(cart, "web"), CartSyncWorld.Key("web")));
        await reached.Task.WaitAsync(Limit);
        var other = await Attempt(() => till.Checkout.BeginCheckoutAsync(Request(cart, "till"), CartSyncWorld.Key("till")));
        released.SetResult();
        (Checkout? Checkout, string Reason)[] answers = [await web, other];

        var winner = Assert.Single(answers, answer => answer.Checkout is not null).Checkout!;
        Assert.Equal("CART_IN_CHECKOUT", Assert.Single(answers, answer => answer.Checkout is null).Reason);
        var name = winner.Actor.Role is Role.Terminal ? "till" : "web";
        var sold = await World.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(Pay(winner));
        Assert.Equal(CartState.CheckedOut, sold.Checkout.State);
        var order = Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        var details = World.Orders.Deliveries[order.CheckoutId];
        Assert.Equal((name, $"{name}@example.com"), (details.Delivery.RecipientName, details.Email));
        Assert.Equal(name == "web" ? "anna" : order.CheckoutId, order.ContactId);
        Assert.Equal(details.Email, World.Messaging.Contacts[order.ContactId].Email);
    }

    [Fact]
    public async Task BeginCheckout_ManyCallersRush_TheOrderHasTheWinners()
    {
        var (bea, till, cart) = await Shared("bea");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Attempt(
            () => (i % 2 == 0 ? bea : till).Checkout.BeginCheckoutAsync(Request(cart, $"caller-{i}"), CartSyncWorld.Key($"key-{i}")))));

        var winner = Assert.Single(Enumerable.Range(0, answers.Length), i => answers[i].Checkout is not null);
        Assert.Equal($"caller-{winner}", World.Orders.Deliveries[answers[winner].Checkout!.CheckoutId].Delivery.RecipientName);
        var contact = winner % 2 == 0 ? "bea" : answers[winner].Checkout!.CheckoutId;
        Assert.Equal($"caller-{winner}@example.com", World.Messaging.Contacts[contact].Email);
    }

    [Fact]
    public async Task CheckoutInStore_WithAContactSentThreeTimes_SellsOnce()
    {
        var (_, till, cart) = await Shared("fina");
        var request = new CheckoutInStoreRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, Tenders = { new Tender { Kind = TenderKind.Cash } },
            Contact = new ContactDetails { Email = "fina@example.com" },
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => till.Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale")).ResponseAsync));

        Assert.All(answers, answer => Assert.Equal((CartState.CheckedOut, 2), (answer.Checkout.State, answer.Cart.Generation)));
        var order = Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        Assert.Equal("fina@example.com", Assert.Single(World.Orders.Deliveries).Value.Email);
        Assert.Equal(order.CheckoutId, World.Orders.Deliveries.Keys.Single());
        Assert.Equal("fina@example.com", World.Messaging.Contacts[order.CheckoutId].Email);
        Assert.False(World.Messaging.Contacts.ContainsKey("fina"));
    }

    [Fact]
    public async Task BeginCheckout_DetailsNotPassedOn_HoldsTheCartForTheCallersRepetition()
    {
        var (carla, till, cart) = await Shared("carla");
        World.Messaging.Before = _ => throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        var request = Request(cart, "web");
        request.PointsToRedeem = 100;
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await carla.Checkout.BeginCheckoutAsync(request, CartSyncWorld.Key("web")))).StatusCode);

        // Nobody else has the details: the timer does not go on without them, and another's do not take their place.
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        await World.FireTimer(cart.CartId);
        Assert.Empty(World.Loyalty.Calls);
        World.Messaging.Before = null;
        Assert.Equal("CART_IN_CHECKOUT", (await Attempt(() => till.Checkout.BeginCheckoutAsync(Request(cart, "till"), CartSyncWorld.Key("till")))).Reason);
        Assert.Empty(World.Messaging.Contacts);

        // Sent again, on another day's connection: the same checkout goes on, and what it answers is remembered.
        await World.Restart();
        carla = World.As(Role.Customer, "carla");
        var begun = (await carla.Checkout.BeginCheckoutAsync(request, CartSyncWorld.Key("web"))).Checkout;
        Assert.Equal((CartState.Ready, 2500 - 100 + 490L), (begun.State, begun.Totals.Due.AmountMinor));
        Assert.Equal("web", World.Orders.Deliveries[begun.CheckoutId].Delivery.RecipientName);
        World.Messaging.Contacts.Clear();
        Assert.Equal(begun, (await carla.Checkout.BeginCheckoutAsync(request, CartSyncWorld.Key("web"))).Checkout);
        Assert.Empty(World.Messaging.Contacts);
    }

    [Fact]
    public async Task BeginCheckout_DetailsNotPassedOnAndNobodyAsksAgain_OpensTheCartInTime()
    {
        var (dora, till, cart) = await Shared("dora");
        World.Messaging.Before = _ => throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        await Assert.ThrowsAsync<RpcException>(async () => await dora.Checkout.BeginCheckoutAsync(Request(cart, "web"), CartSyncWorld.Key("web")));
        World.Clock.Advance(TimeSpan.FromMinutes(16));
        await World.FireTimer(cart.CartId);
        Assert.Equal("TIMED_OUT", Assert.Single(await World.EventsOf<CheckoutCancelled>(1)).Reason);

        // Then sold at a till, where nobody says anything.
        World.Messaging.Before = null;
        var open = (await dora.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        var sold = (await till.Checkout.CheckoutInStoreAsync(new CheckoutInStoreRequest
        {
            CartId = cart.CartId, ExpectedVersion = open.Version, Tenders = { new Tender { Kind = TenderKind.Cash } },
        })).Checkout;
        Assert.Equal(CartState.CheckedOut, sold.State);
        Assert.Empty(World.Orders.Deliveries);
        Assert.Empty(World.Messaging.Contacts);
    }

    [Fact]
    public async Task BeginCheckout_AnAddressThatIsNone_IsRefusedAndTheCartIsOpen()
    {
        var (elsa, _, cart) = await Shared("elsa");
        World.Messaging.Before = request => request.Details.Email == "web@example.com"
            ? throw GrpcErrors.Create(StatusCode.InvalidArgument, "EMAIL_INVALID", "This is no e-mail address.")
            : Task.CompletedTask;
        Assert.Equal("EMAIL_INVALID", (await Attempt(() => elsa.Checkout.BeginCheckoutAsync(Request(cart, "web"), CartSyncWorld.Key("web")))).Reason);

        var open = (await elsa.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        Assert.Equal(CartState.Open, open.State);
        Assert.Equal("DETAILS_REFUSED", Assert.Single(await World.EventsOf<CheckoutCancelled>(1)).Reason);
        Assert.Equal(CartState.Ready, (await Attempt(() => elsa.Checkout.BeginCheckoutAsync(Request(open, "mended"), CartSyncWorld.Key("mended")))).Checkout?.State);
        Assert.Equal("mended@example.com", World.Messaging.Contacts["elsa"].Email);
    }

    private static BeginCheckoutRequest Request(ShoppingCart cart, string name) => new()
    {
        CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard",
        Delivery = new DeliveryDetails { RecipientName = name }, Contact = new ContactDetails { Email = $"{name}@example.com" },
    };

    private static CompleteCheckoutRequest Pay(Checkout checkout) => new()
    {
        CartId = checkout.CartId, CheckoutId = checkout.CheckoutId, Tenders = { new Tender { Kind = TenderKind.Card, Reference = "p", Amount = checkout.Totals.Due } },
    };

    private static async Task<(Checkout? Checkout, string Reason)> Attempt(Func<AsyncUnaryCall<BeginCheckoutResponse>> call)
    {
        try
        {
            return ((await call()).Checkout, "");
        }
        catch (RpcException error)
        {
            return (null, error.Reason() ?? error.Message);
        }
    }

    // Two mugs, in a cart that a till joined.
    private async Task<(CartClients Owner, CartClients Till, ShoppingCart Cart)> Shared(string owner)
    {
        var client = World.As(Role.Customer, owner);
        var cart = await World.Fill(client, "IT", ("MUG", 2, null));
        var till = await World.JoinedTill(client, cart.CartId);
        return (client, till, (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart);
    }
}

public sealed class SqliteCheckoutDetailsTests : CheckoutDetailsContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisCheckoutDetailsTests : CheckoutDetailsContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
