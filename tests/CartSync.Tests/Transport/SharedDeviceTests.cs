using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Who else reaches a cart: an agent before its first edit, a device after its logout.</summary>
public sealed class SharedDeviceTests : IAsyncLifetime
{
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Agent_EditsACartThatWasNeverStored_WhenItSaysWhose()
    {
        var agent = world.As(Role.Agent, "agent-1");
        var cartId = (await agent.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT", OwnerId = "nina" })).Cart.CartId;
        var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "desk", Operations = { CartSyncWorld.Add(1, "MUG", 2) } };
        Assert.Equal("CART_NOT_FOUND", (await Assert.ThrowsAsync<RpcException>(async () => await agent.Cart.ApplyOperationsAsync(request))).Reason());
        request.OwnerId = "olga";
        Assert.Equal("CART_NOT_FOUND", (await Assert.ThrowsAsync<RpcException>(async () => await agent.Cart.ApplyOperationsAsync(request))).Reason());
        request.OwnerId = "nina";
        Assert.Equal(1, (await agent.Cart.ApplyOperationsAsync(request)).Version);

        var own = (await world.As(Role.Customer, "nina").Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        Assert.Equal(("nina", 2), (own.OwnerId, own.Lines.Single().Quantity));

        // A shopper's own id counts, whatever is said.
        request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "x", OwnerId = "nina", Operations = { CartSyncWorld.Add(1, "MUG") } };
        Assert.Equal("CART_NOT_FOUND", (await Assert.ThrowsAsync<RpcException>(async () => await world.As(Role.Customer, "olga").Cart.ApplyOperationsAsync(request))).Reason());
    }

    [Fact]
    public async Task RefusedFirstOperations_UseUpTheirNumbers_AlsoOfACartThatWasNeverStored()
    {
        var client = world.As(Role.Customer, "petra");
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var refused = await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "NONE") } });
        Assert.Equal("SKU_UNKNOWN", refused.Results.Single().Refusal.Reason);
        var next = await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(2, "MUG") } });
        Assert.Equal(OperationOutcome.Applied, next.Results.Single().Outcome);
    }

    [Fact]
    public async Task Logout_StaleGuestSession_SeesNothingOfTheCustomersCart()
    {
        var guest = world.As(Role.Guest, "guest-1");
        var guestCartId = (await guest.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await guest.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = guestCartId, DeviceId = "kiosk", Operations = { CartSyncWorld.Add(1, "MUG", 2) } });
        var customer = world.As(Role.Customer, "rosa");
        var merged = await customer.Cart.MergeGuestCartAsync(
            new MergeGuestCartRequest { Market = "IT", GuestToken = world.GuestToken("guest-1") }, CartSyncWorld.Key("login"));

        var closed = (await guest.Cart.GetCartAsync(new GetCartRequest { CartId = guestCartId })).Cart;
        Assert.Equal((CartState.Merged, 0), (closed.State, closed.Lines.Count));
        await Assert.ThrowsAsync<RpcException>(async () => await guest.Cart.GetCartAsync(new GetCartRequest { CartId = merged.Cart.CartId }));

        var late = await guest.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = guestCartId, DeviceId = "kiosk", Operations = { CartSyncWorld.Add(2, "CUP", 1, 1) } });
        Assert.Equal((OperationOutcome.Merged, guestCartId, 0), (late.Results.Single().Outcome, late.Cart.CartId, late.Cart.Lines.Count));
        var stranger = await guest.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = guestCartId, DeviceId = "kiosk", Operations = { CartSyncWorld.Add(3, "LAMP", 1, late.Version) } });
        Assert.Equal("CART_CLOSED", stranger.Results.Single().Refusal.Reason);

        var own = (await customer.Cart.GetCartAsync(new GetCartRequest { CartId = merged.Cart.CartId })).Cart;
        Assert.Equal([("MUG", 2), ("CUP", 1)], own.Lines.Select(line => (line.Sku, line.Quantity)));
    }
}
