using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Two people at one device (a kiosk, a family's tablet) who send the same call under the same key.</summary>
public abstract class KeyOwnerContract : IAsyncLifetime
{
    private const string Kiosk = "kiosk";

    private CartSyncWorld World { get; set; } = null!;

    public async Task InitializeAsync() => World = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await World.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task CreateWishlist_RepeatedByAnotherPersonAtTheDevice_IsTheirOwn()
    {
        var anna = World.As(Role.Customer, "anna", Kiosk);
        var bea = World.As(Role.Customer, "bea", Kiosk);
        var request = new CreateWishlistRequest { Name = "Gifts" };
        var annas = (await anna.Wishlists.CreateWishlistAsync(request, CartSyncWorld.Key("K"))).Wishlist.WishlistId;
        var beas = (await bea.Wishlists.CreateWishlistAsync(request, CartSyncWorld.Key("K"))).Wishlist.WishlistId;

        Assert.NotEqual(annas, beas);
        Assert.Equal(annas, (await anna.Wishlists.CreateWishlistAsync(request, CartSyncWorld.Key("K"))).Wishlist.WishlistId);
        Assert.Equal(beas, Assert.Single((await bea.Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists).WishlistId);
    }

    [Fact]
    public async Task ClaimHandoff_RepeatedByAnotherPersonAtTheDevice_ShowsNoCart()
    {
        var owner = World.As(Role.Customer, "olga");
        var cart = await World.Fill(owner, "IT", ("MUG", 2, null));
        var claim = new ClaimHandoffRequest { Code = (await owner.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code };
        var anna = World.As(Role.Customer, "anna", Kiosk);
        Assert.Equal(cart.CartId, (await anna.Cart.ClaimHandoffAsync(claim, CartSyncWorld.Key("K"))).Cart.CartId);
        Assert.Equal(cart.CartId, (await anna.Cart.ClaimHandoffAsync(claim, CartSyncWorld.Key("K"))).Cart.CartId);

        foreach (var other in new[] { World.As(Role.Customer, "bea", Kiosk), World.As(Role.Guest, "guest-1", Kiosk), World.As(Role.Customer, "anna", "tablet") })
        {
            Assert.Equal("GRANT_NOT_VALID", await Refused(other.Cart.ClaimHandoffAsync(claim, CartSyncWorld.Key("K"))));
        }
    }

    [Fact]
    public async Task KeysOfAGuest_CarryOverToTheCustomerWhoSignsInThere_AndToNobodyElse()
    {
        var guest = World.As(Role.Guest, "guest-1", Kiosk);
        var cart = await FillAt(guest);
        var handoff = new CreateHandoffRequest { CartId = cart.CartId };
        var code = (await guest.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("cart"))).Code;
        var list = new CreateWishlistRequest { Name = "Gifts" };
        var listId = (await guest.Wishlists.CreateWishlistAsync(list, CartSyncWorld.Key("list"))).Wishlist.WishlistId;
        var anna = World.As(Role.Customer, "anna", Kiosk);
        var merged = await anna.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = World.GuestToken("guest-1"), Market = "IT" });

        // Their answers were lost, and the app asks again after the login.
        Assert.Equal(code, (await anna.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("cart"))).Code);
        Assert.Equal(listId, (await anna.Wishlists.CreateWishlistAsync(list, CartSyncWorld.Key("list"))).Wishlist.WishlistId);
        Assert.Single((await anna.Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists);
        Assert.NotEqual(cart.CartId, merged.Cart.CartId);

        var bea = World.As(Role.Customer, "bea", Kiosk);
        Assert.Equal("CART_NOT_FOUND", await Refused(bea.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("cart"))));
        Assert.NotEqual(listId, (await bea.Wishlists.CreateWishlistAsync(list, CartSyncWorld.Key("list"))).Wishlist.WishlistId);
        var annasTablet = World.As(Role.Customer, "anna", "tablet");
        Assert.Equal("CART_CLOSED", await Refused(annasTablet.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("cart"))));
        Assert.NotEqual(listId, (await annasTablet.Wishlists.CreateWishlistAsync(list, CartSyncWorld.Key("list"))).Wishlist.WishlistId);
    }

    [Fact]
    public async Task KeysOfAGuestWhoHadJoinedTheCart_CarryOverToItsOwner()
    {
        var anna = World.As(Role.Customer, "anna", "tablet");
        var cart = await World.Fill(World.As(Role.Customer, "anna"), "IT", ("MUG", 2, null));
        var guest = World.As(Role.Guest, "guest-1", Kiosk);
        await guest.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = (await anna.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cart.CartId })).Code });
        var handoff = new CreateHandoffRequest { CartId = cart.CartId };
        var code = (await guest.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("K"))).Code;
        await FillAt(guest);
        var atKiosk = World.As(Role.Customer, "anna", Kiosk);
        Assert.NotEqual(code, (await atKiosk.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("other"))).Code);
        await atKiosk.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = World.GuestToken("guest-1"), Market = "IT" });

        Assert.Equal(code, (await atKiosk.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("K"))).Code);
        Assert.NotEqual(code, (await anna.Cart.CreateHandoffAsync(handoff, CartSyncWorld.Key("K"))).Code);
    }

    private static async Task<ShoppingCart> FillAt(CartClients guest)
    {
        var cartId = (await guest.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        return (await guest.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = Kiosk, Operations = { CartSyncWorld.Add(1, "CUP") } })).Cart;
    }

    private static async Task<string?> Refused<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).Reason();
}

public sealed class SqliteKeyOwnerTests : KeyOwnerContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisKeyOwnerTests : KeyOwnerContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
