using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Actor = Omnichannel.CartSync.Domain.Actor;
using MergeStrategy = Omnichannel.CartSync.Domain.MergeStrategy;
using OperationOutcome = Omnichannel.Cart.V1.OperationOutcome;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Guest to customer and back, through the real wire, on either store.</summary>
public abstract class MergeContract : IAsyncLifetime
{
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await world.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task Operation_WhileAMergeWaitsForTheCustomersCheckout_IsConcurrentChange_AndItsNumberStaysFree()
    {
        var (guest, guestCart) = await Filled(Role.Guest, "guest-1", "CUP");
        var (anna, cart) = await Filled(Role.Customer, "anna", "MUG");

        // The process that merged stopped when the guest's cart was frozen, and then the customer's checkout begins.
        await world.Service.App.Services.GetRequiredService<CartExecutor>().Execute(
            new CartCommand<MergeOut?>
            {
                CartId = guestCart.CartId,
                Decide = (frozen, around) => MergeRules.Begin(frozen, "anna", MergeStrategy.Max, new Actor("anna", ActorRole.Customer, SalesChannel.Web), around.Now),
            },
            default);
        var checkout = (await anna.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "A" },
        })).Checkout;

        var request = new ApplyOperationsRequest { CartId = guestCart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(2, "CUP", 4, guestCart.Version) } };
        for (var time = 0; time < 2; time++)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await guest.Cart.ApplyOperationsAsync(request));
            Assert.Equal((StatusCode.Aborted, "CONCURRENT_CHANGE"), (refused.StatusCode, refused.Reason()));
        }

        await anna.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId });
        Assert.Equal(OperationOutcome.Merged, (await guest.Cart.ApplyOperationsAsync(request)).Results.Single().Outcome);
        Assert.Equal(OperationOutcome.Duplicate, (await guest.Cart.ApplyOperationsAsync(request)).Results.Single().Outcome);
        var own = (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        Assert.Equal([("MUG", 1), ("CUP", 5)], own.Lines.Select(line => (line.Sku, line.Quantity)));
    }

    [Fact]
    public async Task UndoMerge_Twice_HasEffectOnce()
    {
        var (anna, merged) = await Merged();
        var request = new UndoMergeRequest { CartId = merged.Cart.CartId, MergeId = merged.MergeId };
        var undone = await anna.Cart.UndoMergeAsync(request, CartSyncWorld.Key("undo"));
        Assert.Equal((1, ""), (undone.Cart.Lines.Single().Quantity, undone.Cart.GiftNote));

        // What the undo took away is put in again; neither the same call nor another one takes it away again.
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = merged.Cart.CartId,
            DeviceId = "web",
            Operations =
            {
                CartSyncWorld.Add(2, "CUP", 3, undone.Cart.Version),
                new CartOperation { DeviceSeq = 3, BaseVersion = undone.Cart.Version, SetGiftNote = new SetGiftNote { Text = "Auguri" } },
            },
        });
        Assert.Equal(undone, await anna.Cart.UndoMergeAsync(request, CartSyncWorld.Key("undo")));
        var again = (await anna.Cart.UndoMergeAsync(request, CartSyncWorld.Key("again"))).Cart;
        Assert.Equal([("MUG", 1), ("CUP", 3)], again.Lines.Select(line => (line.Sku, line.Quantity)));
        Assert.Equal("Auguri", again.GiftNote);
        await world.EventsOf<CartMergeUndone>(1);
    }

    [Fact]
    public async Task UndoMerge_LineThatTheCartHasNoRoomFor_IsTold_AndToldAgain()
    {
        await Filled(Role.Guest, "guest-1", "CUP");
        var (anna, cart) = await Filled(Role.Customer, "anna", "LAMP");
        var full = new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web" };
        for (var seq = 2; seq <= 500; seq++)
        {
            var add = CartSyncWorld.Add(seq, "MUG", 3);
            add.Add.Options.Add("text", $"{seq}");
            full.Operations.Add(add);
        }

        await anna.Cart.ApplyOperationsAsync(full);
        var merged = await anna.Cart.MergeGuestCartAsync(new MergeGuestCartRequest
        {
            Market = "IT", GuestToken = world.GuestToken("guest-1"), Strategy = Cart.V1.MergeStrategy.GuestWins,
        });
        Assert.Equal("CUP", merged.Cart.Lines.Single().Sku);
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(501, "MUG", 1, merged.Cart.Version) } });

        var request = new UndoMergeRequest { CartId = cart.CartId, MergeId = merged.MergeId };
        var undone = await anna.Cart.UndoMergeAsync(request, CartSyncWorld.Key("undo"));
        Assert.Equal(500, undone.Cart.Lines.Count);
        var told = new NotRestoredLine { LineId = undone.NotRestored.Single().LineId, Sku = "MUG", Options = { ["text"] = "500" }, Quantity = 3 };
        Assert.Equal([told], undone.NotRestored);
        Assert.Equal([told], (await anna.Cart.UndoMergeAsync(request, CartSyncWorld.Key("again"))).NotRestored);
    }

    [Fact]
    public async Task UndoMerge_DuringACheckout_IsDoneWhenItIsSentAgainAsItIs()
    {
        var (anna, merged) = await Merged();
        var checkout = (await anna.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = merged.Cart.CartId, ExpectedVersion = merged.Cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "A" },
        })).Checkout;
        var request = new UndoMergeRequest { CartId = merged.Cart.CartId, MergeId = merged.MergeId };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await anna.Cart.UndoMergeAsync(request, CartSyncWorld.Key("undo")));
        Assert.Equal("CART_IN_CHECKOUT", refused.Reason());
        Assert.NotNull(refused.Detail<Google.Rpc.RetryInfo>());

        await anna.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = merged.Cart.CartId, CheckoutId = checkout.CheckoutId });
        Assert.Equal(["MUG"], (await anna.Cart.UndoMergeAsync(request, CartSyncWorld.Key("undo"))).Cart.Lines.Select(line => line.Sku));
    }

    [Fact]
    public async Task UndoMerge_AfterFifteenMinutes_IsRefused()
    {
        var (anna, merged) = await Merged();
        world.Clock.Advance(MergeRules.UndoWindow);
        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await anna.Cart.UndoMergeAsync(new UndoMergeRequest { CartId = merged.Cart.CartId, MergeId = merged.MergeId }));
        Assert.Equal((StatusCode.FailedPrecondition, "MERGE_UNDO_EXPIRED"), (refused.StatusCode, refused.Reason()));
        var own = (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = merged.Cart.CartId })).Cart;
        Assert.Equal((2, "Auguri"), (own.Lines.Count, own.GiftNote));
    }

    [Fact]
    public async Task MergeGuestCart_AskedForAgain_AddsNothing_AndWhatItBroughtIsADuplicate()
    {
        var (anna, merged) = await Merged();
        var again = await anna.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { Market = "IT", GuestToken = world.GuestToken("guest-1") }, CartSyncWorld.Key("again"));
        Assert.Equal((merged.MergeId, merged.Cart.Version), (again.MergeId, again.Cart.Version));

        var guestCartId = CartId.Of("guest-1", "IT");
        var late = await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = guestCartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "CUP") } });
        Assert.Equal((OperationOutcome.Duplicate, merged.Cart.Version), (late.Results.Single().Outcome, late.Version));
    }

    private async Task<(CartClients Anna, MergeGuestCartResponse Merged)> Merged()
    {
        var (guest, guestCart) = await Filled(Role.Guest, "guest-1", "CUP");
        await guest.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = guestCart.CartId, DeviceId = "web", Operations = { new CartOperation { DeviceSeq = 2, SetGiftNote = new SetGiftNote { Text = "Auguri" } } },
        });
        var (anna, _) = await Filled(Role.Customer, "anna", "MUG");
        return (anna, await anna.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { Market = "IT", GuestToken = world.GuestToken("guest-1") }, CartSyncWorld.Key("login")));
    }

    private async Task<(CartClients Client, ShoppingCart Cart)> Filled(Role role, string owner, string sku)
    {
        var client = world.As(role, owner);
        return (client, await world.Fill(client, CartSyncWorld.Market, (sku, 1, null)));
    }
}

public sealed class SqliteMergeTests : MergeContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisMergeTests : MergeContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
