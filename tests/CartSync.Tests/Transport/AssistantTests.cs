using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>A customer's software agent: it fills the live cart and begins a checkout, and everything that binds stays the customer's.</summary>
public sealed class AssistantTests : IAsyncLifetime
{
    private CartSyncWorld world = null!;
    private CartClients helper = null!;
    private CartClients anna = null!;
    private string cartId = "";

    public async Task InitializeAsync()
    {
        world = await CartSyncWorld.Start();
        (helper, anna) = (world.As(Role.Assistant, "anna"), world.As(Role.Customer, "anna"));
        cartId = (await helper.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Cart_IsTheCustomersOwn_EditedUnderTheAgentsName()
    {
        await helper.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 2 }, CartSyncWorld.Key("a"));
        await helper.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "helper-1", Operations = { CartSyncWorld.Add(1, "CUP") } });
        var cart = (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        Assert.Equal("anna", cart.OwnerId);
        Assert.Equal(["MUG", "CUP"], cart.Lines.Select(line => line.Sku));

        // The same key of the customer is another one.
        await anna.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 1 }, CartSyncWorld.Key("a"));
        Assert.Equal(3, (await helper.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart.Lines[0].Quantity);
        var touched = (await world.EventsOf<CartTouched>(2))[0];
        Assert.Equal(Channel.Agent, touched.Channel);
        Assert.Equal("DEVICE_MISMATCH", await Reason(() => helper.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, DeviceId = "phone", Operations = { CartSyncWorld.Add(1, "CUP") } })));

        // Nor is it a device of the customer's, whatever its token was made of.
        var named = world.As(Role.Assistant, "anna", device: "phone");
        Assert.Equal("DEVICE_MISMATCH", await Reason(() => named.Cart.ApplyOperationsAsync(
            new ApplyOperationsRequest { CartId = cartId, DeviceId = "phone", Operations = { CartSyncWorld.Add(1, "CUP") } })));

        var audited = await world.Service.App.Services.GetRequiredService<IDatabase>().Read(sql => sql.Query<string>(
            "select role || ' ' || staff_id || ' ' || rpc from audit where subject = 'anna' order by seq"));
        Assert.Equal("assistant helper-1 omnichannel.cart.v1.CartService/GetActiveCart", audited[0]);
        Assert.Contains("assistant helper-1 omnichannel.cart.v1.CartEditService/AddLine", audited);
        Assert.All(audited, entry => Assert.StartsWith("assistant helper-1 ", entry, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wishlists_AreTheCustomersOwn()
    {
        var list = (await helper.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "later" }, CartSyncWorld.Key("w"))).Wishlist;
        await helper.Wishlists.EditWishlistAsync(
            new EditWishlistRequest { WishlistId = list.WishlistId, Edits = { new WishlistEdit { Add = new AddWishlistItem { Sku = "MUG", Quantity = 2 } } } }, CartSyncWorld.Key("e"));
        Assert.Equal(2, Assert.Single((await anna.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId })).Wishlist.Items).Quantity);
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(() => helper.Wishlists.CreateWishlistLinkAsync(new CreateWishlistLinkRequest { WishlistId = list.WishlistId }, CartSyncWorld.Key("l"))));
    }

    [Fact]
    public async Task OtherCustomersThings_DoNotExist()
    {
        var other = world.As(Role.Customer, "bea");
        var theirs = (await other.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await other.Edits.AddLineAsync(new AddLineRequest { CartId = theirs, Sku = "MUG", Quantity = 1 }, CartSyncWorld.Key("b"));
        var list = (await other.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "mine" }, CartSyncWorld.Key("w"))).Wishlist.WishlistId;

        Assert.Equal("CART_NOT_FOUND", await Reason(() => helper.Cart.GetCartAsync(new GetCartRequest { CartId = theirs })));
        Assert.Equal("CART_NOT_FOUND", await Reason(() => helper.Edits.AddLineAsync(new AddLineRequest { CartId = theirs, Sku = "MUG", Quantity = 1 }, CartSyncWorld.Key("c"))));
        Assert.Equal("WISHLIST_NOT_FOUND", await Reason(() => helper.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list })));
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(() => helper.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "x", OwnerId = "bea" }, CartSyncWorld.Key("x"))));

        // A guest cannot be acted for.
        var guests = world.As(Role.Assistant, "guest-1");
        await Assert.ThrowsAsync<RpcException>(async () => await guests.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" }));
    }

    [Fact]
    public async Task Checkout_IsBegunByTheAgent_AndEndedByTheCustomer()
    {
        await helper.Edits.AddLineAsync(new AddLineRequest { CartId = cartId, Sku = "MUG", Quantity = 2 }, CartSyncWorld.Key("a"));
        var cart = (await helper.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;
        var begun = (await helper.Checkout.BeginCheckoutAsync(
            new BeginCheckoutRequest
            {
                CartId = cartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", PointsToRedeem = 100,
                Contact = new ContactDetails { Name = "Anna", Email = "gift@example.com" },
                Delivery = new DeliveryDetails
                {
                    RecipientName = "Anna", Address = new PostalAddress { AddressLines = { "Via Brera 1" }, PostalCode = "20121", Locality = "Milano", RegionCode = "IT" },
                },
            },
            CartSyncWorld.Key("begin"))).Checkout;
        Assert.Equal((CartState.Ready, Role.Assistant, "anna", "helper-1"), (begun.State, begun.Actor.Role, begun.Actor.SubjectId, begun.Actor.ActingId));

        // The contact is this checkout's: where the customer is reached, the customer alone says.
        Assert.Equal("gift@example.com", World(begun.CheckoutId));
        Assert.False(world.Messaging.Contacts.ContainsKey("anna"));

        foreach (var call in new Func<Task>[]
        {
            () => helper.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cartId, CheckoutId = begun.CheckoutId }, CartSyncWorld.Key("x")).ResponseAsync,
            () => helper.Checkout.CompleteCheckoutAsync(new CompleteCheckoutRequest { CartId = cartId, CheckoutId = begun.CheckoutId }, CartSyncWorld.Key("y")).ResponseAsync,
            () => helper.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId }, CartSyncWorld.Key("h")).ResponseAsync,
            () => helper.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = cartId }, CartSyncWorld.Key("k")).ResponseAsync,
        })
        {
            Assert.Equal(ErrorReasons.RoleNotAllowed, (await Assert.ThrowsAsync<RpcException>(call)).Reason());
        }

        Assert.Equal(CartState.Ready, (await helper.Checkout.GetCheckoutAsync(new GetCheckoutRequest { CartId = cartId, CheckoutId = begun.CheckoutId })).Checkout.State);
        await anna.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cartId, CheckoutId = begun.CheckoutId }, CartSyncWorld.Key("cancel"));
        Assert.Equal(CartState.Open, (await helper.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart.State);

        string World(string contactId) => world.Messaging.Contacts[contactId].Email;
    }

    private static async Task<string?> Reason<T>(Func<AsyncUnaryCall<T>> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call())).Reason();
}
