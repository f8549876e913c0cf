using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>What is kept how long, and lines that were put aside, through the real wire on either store.</summary>
public abstract class RetentionContract : IAsyncLifetime
{
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await world.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task GuestsCart_NobodyTouches_GoesWithItsNumbers_AndCustomersStay()
    {
        var guest = await Filled(Role.Guest, "guest-1");
        var touched = await Filled(Role.Guest, "guest-2");
        var customer = await Filled(Role.Customer, "anna");
        world.Clock.Advance(TimeSpan.FromDays(20));
        await Apply(Role.Guest, "guest-2", touched, CartSyncWorld.Add(2, "CUP"));
        world.Clock.Advance(TimeSpan.FromDays(12));
        foreach (var cartId in new[] { guest, touched, customer })
        {
            await world.FireTimer(cartId);
        }

        Assert.Equal((0L, 0), await Seen(Role.Guest, "guest-1", guest));
        Assert.Equal((2L, 2), await Seen(Role.Guest, "guest-2", touched));
        Assert.Equal((1L, 1), await Seen(Role.Customer, "anna", customer));
        var anew = await Apply(Role.Guest, "guest-1", guest, CartSyncWorld.Add(1, "CUP", 3));
        Assert.Equal((OperationOutcome.Applied, 3, 1L), (anew.Results.Single().Outcome, anew.Cart.Lines.Single().Quantity, anew.Cart.Generation));
        await world.Restart();
        Assert.Equal((1L, 1), await Seen(Role.Guest, "guest-1", guest));
    }

    [Fact]
    public async Task GuestsCart_ThatIsGone_LeavesACodeThatIsLikeAnyOtherWrongOne()
    {
        var cartId = await Filled(Role.Guest, "guest-1");
        var code = (await world.As(Role.Guest, "guest-1").Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId })).Code;
        world.Clock.Advance(TimeSpan.FromDays(32));
        await world.FireTimer(cartId);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.As(Role.Terminal, "till-1").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code }));
        Assert.Equal((StatusCode.NotFound, "GRANT_NOT_VALID"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public async Task GuestsCart_TouchedWhileItsTimerFires_IsNeverLost()
    {
        var cartId = await Filled(Role.Guest, "guest-1");
        world.Clock.Advance(TimeSpan.FromDays(32));
        var fired = Enumerable.Range(0, 8).Select(_ => world.FireTimer(cartId));
        var applied = Apply(Role.Guest, "guest-1", cartId, CartSyncWorld.Add(1, "LAMP"), device: "other");
        await Task.WhenAll([.. fired, applied]);

        var cart = (await world.As(Role.Guest, "guest-1").Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        Assert.Equal(1, cart.Lines.Single(line => line.Sku == "LAMP").Quantity);
    }

    [Fact]
    public async Task GuestsCart_ThatWasSold_NeverGivesItsOrderIdAgain()
    {
        var cartId = await Filled(Role.Guest, "guest-1");
        var first = await Buy(cartId);
        world.Clock.Advance(TimeSpan.FromDays(32));
        await world.FireTimer(cartId);
        await Apply(Role.Guest, "guest-1", cartId, CartSyncWorld.Add(1, "CUP"));
        var second = await Buy(cartId);
        Assert.Equal([$"{cartId}.1", $"{cartId}.2"], new[] { first, second });
    }

    [Fact]
    public async Task SavedLines_AreNotPricedNorSold_SurviveTheCheckout_AndJoinAtLogin()
    {
        var cartId = await Filled(Role.Customer, "anna");
        var cart = (await Apply(
            Role.Customer, "anna", cartId, CartSyncWorld.Add(2, "LAMP"), new CartOperation { DeviceSeq = 3, MoveToSaved = new MoveToSaved { Line = new LineReference { Sku = "LAMP" } } })).Cart;
        Assert.Equal([("MUG", false), ("LAMP", true)], cart.Lines.Select(line => (line.Sku, line.Saved)));
        Assert.Equal((2500L, "80"), (cart.Totals.Due.AmountMinor, cart.Lines[1].UnitPrice));

        await Buy(cartId, Role.Customer, "anna");
        Assert.Equal("MUG", Assert.Single(Assert.Single(await world.EventsOf<CartCheckedOut>(1)).Lines).Sku);
        var after = (await world.As(Role.Customer, "anna").Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        Assert.Equal(("LAMP", true, 2L, 0L), (after.Lines.Single().Sku, after.Lines.Single().Saved, after.Generation, after.Totals.Due.AmountMinor));
        var empty = await Assert.ThrowsAsync<RpcException>(() => Buy(cartId, Role.Customer, "anna"));
        Assert.Equal("CART_EMPTY", empty.Reason());

        // A guest's saved line stays saved, and one that either wants now is in the cart.
        var guestCart = await Filled(Role.Guest, "guest-1");
        await Apply(
            Role.Guest, "guest-1", guestCart, new CartOperation { DeviceSeq = 2, MoveToSaved = new MoveToSaved { Line = new LineReference { Sku = "MUG" } } }, CartSyncWorld.Add(3, "LAMP"));
        var merged = (await world.As(Role.Customer, "anna").Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = world.GuestToken("guest-1"), Market = "IT" })).Cart;
        Assert.Equal([("LAMP", false, 1), ("MUG", true, 2)], merged.Lines.Select(line => (line.Sku, line.Saved, line.Quantity)));
        var back = await Apply(Role.Customer, "anna", cartId, new CartOperation { DeviceSeq = 4, BaseVersion = merged.Version, MoveToCart = new MoveToCart { Line = new LineReference { Sku = "MUG" } } });
        Assert.Equal(8000 + 2500, back.Cart.Totals.Due.AmountMinor);
    }

    private async Task<string> Filled(Role role, string owner)
    {
        var cartId = (await world.As(role, owner).Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await Apply(role, owner, cartId, CartSyncWorld.Add(1, "MUG", 2));
        return cartId;
    }

    private Task<ApplyOperationsResponse> Apply(Role role, string owner, string cartId, params CartOperation[] operations) => Apply(role, owner, cartId, "web", operations);

    private Task<ApplyOperationsResponse> Apply(Role role, string owner, string cartId, CartOperation operation, string device) => Apply(role, owner, cartId, device, operation);

    private Task<ApplyOperationsResponse> Apply(Role role, string owner, string cartId, string device, params CartOperation[] operations) =>
        world.As(role, owner).Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = device, Operations = { operations } }).ResponseAsync;

    private async Task<(long Version, int Lines)> Seen(Role role, string owner, string cartId)
    {
        var cart = (await world.As(role, owner).Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        return (cart.Version, cart.Lines.Count);
    }

    private async Task<string> Buy(string cartId, Role role = Role.Guest, string owner = "guest-1")
    {
        var client = world.As(role, owner);
        var cart = (await client.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        var checkout = (await client.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = cartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" },
            Contact = new ContactDetails { Email = "x@example.com" },
        })).Checkout;
        var sold = await world.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(new CompleteCheckoutRequest
        {
            CartId = cartId, CheckoutId = checkout.CheckoutId,
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "p-" + checkout.CheckoutId, Amount = checkout.Totals.Due } },
        });
        return sold.Checkout.OrderId;
    }
}

public sealed class SqliteRetentionTests : RetentionContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisRetentionTests : RetentionContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
