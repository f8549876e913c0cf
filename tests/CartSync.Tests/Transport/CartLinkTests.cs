using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Cart links and ordering again, through the real wire, on either store.</summary>
public abstract class CartLinkContract : IAsyncLifetime
{
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start(await Redis());

    public async Task DisposeAsync() => await world.DisposeAsync();

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task Link_OpenedByTheOwner_IsTheLiveCart_AndTheSaleIsAttributed()
    {
        var (anna, cart) = await Filled(Role.Customer, "anna");
        var link = await anna.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = cart.CartId, CampaignSource = "abandoned-cart-1" });
        var app = world.As(Role.Customer, "anna", channel: Channel.App);
        var opened = await app.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token });
        Assert.Equal((true, cart.CartId, "abandoned-cart-1", 2), (opened.OwnCart, opened.Cart.CartId, opened.Cart.CampaignSource, opened.Cart.Lines.Single().Quantity));

        var checkout = (await app.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = opened.Cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" },
        })).Checkout;
        await world.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(new CompleteCheckoutRequest
        {
            CartId = cart.CartId, CheckoutId = checkout.CheckoutId, Tenders = { new Tender { Kind = TenderKind.Card, Reference = "p", Amount = checkout.Totals.Due } },
        });
        Assert.Equal("abandoned-cart-1", Assert.Single(await world.EventsOf<CartCheckedOut>(1)).CampaignSource);

        // Sold: strangers get nothing, the owner the live cart.
        await Refused("GRANT_NOT_VALID", world.As(Role.Customer, "eve").Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token }).ResponseAsync);
        Assert.Equal(2, (await anna.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token })).Cart.Generation);
    }

    [Fact]
    public async Task Link_OpenedByAnother_CopiesLinesOnly_OnceAndPricedNow()
    {
        var (anna, cart) = await Filled(Role.Customer, "anna");
        cart = (await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cart.CartId,
            DeviceId = "web",
            Operations =
            {
                new CartOperation { DeviceSeq = 2, ApplyCode = new ApplyCode { Code = "BIRTHDAY" } },
                new CartOperation { DeviceSeq = 3, SetGiftNote = new SetGiftNote { Text = "For Bea, from Anna" } },
            },
        })).Cart;
        var link = await anna.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = cart.CartId, CampaignSource = "friends" });
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "web", Operations = { CartSyncWorld.Add(4, "LAMP") } });
        await world.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { CartSyncWorld.Item("MUG", "Tazza", "13") } });

        var guest = world.As(Role.Guest, "guest-9");
        var opened = await guest.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token });
        var again = await guest.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token });

        Assert.Equal((false, "guest-9", "friends"), (opened.OwnCart, opened.Cart.OwnerId, opened.Cart.CampaignSource));
        var line = Assert.Single(opened.Lines);
        Assert.Equal((BroughtOutcome.Added, "MUG", 2, "13", "12.5"), (line.Outcome, line.Sku, line.Quantity, line.UnitPrice, line.PreviousUnitPrice));
        Assert.Equal(("MUG", 2), (again.Cart.Lines.Single().Sku, again.Cart.Lines.Single().Quantity));
        Assert.Equal(BroughtOutcome.Kept, again.Lines.Single().Outcome);
        Assert.DoesNotContain("anna", opened.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("BIRTHDAY", opened.ToString(), StringComparison.Ordinal);
        await Refused("CART_NOT_FOUND", guest.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId }).ResponseAsync);
        Assert.Equal(2, (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines.Count);
    }

    [Fact]
    public async Task Link_OfAGuestsCartThatMoved_IsTheCustomersLiveCart_AndNobodyElses()
    {
        var (guest, cart) = await Filled(Role.Guest, "guest-1");
        var link = await guest.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = cart.CartId, CampaignSource = "mail" });
        var anna = world.As(Role.Customer, "anna");
        await anna.Cart.MergeGuestCartAsync(new MergeGuestCartRequest { GuestToken = world.GuestToken("guest-1"), Market = "IT" });

        var opened = await anna.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token });
        Assert.Equal((true, "anna", "mail", 2), (opened.OwnCart, opened.Cart.OwnerId, opened.Cart.CampaignSource, opened.Cart.Lines.Single().Quantity));
        await Refused("GRANT_NOT_VALID", world.As(Role.Customer, "eve").Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token }).ResponseAsync);
        await Refused("CART_CLOSED", guest.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token }).ResponseAsync);
    }

    [Fact]
    public async Task Link_ForgedExpiredOrOfAnotherKind_OpensNothing()
    {
        var (anna, cart) = await Filled(Role.Customer, "anna");
        var link = await anna.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = cart.CartId });
        var list = await anna.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "Home" });
        var wishes = await anna.Wishlists.CreateWishlistLinkAsync(new CreateWishlistLinkRequest { WishlistId = list.Wishlist.WishlistId });
        var eve = world.As(Role.Customer, "eve");
        foreach (var token in new[] { "", cart.CartId, link.Token[..^3] + "AAA", wishes.Token, link.Token + link.Token })
        {
            await Refused("GRANT_NOT_VALID", eve.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = token }).ResponseAsync);
        }

        await Refused("CART_NOT_FOUND", eve.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = cart.CartId }).ResponseAsync);
        await Refused("INVALID_FIELD", anna.Cart.CreateCartLinkAsync(new CreateCartLinkRequest { CartId = cart.CartId, CampaignSource = "a|b" }).ResponseAsync);
        await eve.Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token });
        world.Clock.Advance(TimeSpan.FromDays(31));
        await Refused("GRANT_NOT_VALID", world.As(Role.Customer, "eve").Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token }).ResponseAsync);
        await Refused("GRANT_NOT_VALID", world.As(Role.Customer, "anna").Cart.OpenCartLinkAsync(new OpenCartLinkRequest { Token = link.Token }).ResponseAsync);
    }

    [Fact]
    public async Task Reorder_SentAgain_AddsOnce_AndOnlyToOnesOwnCart()
    {
        var (anna, cart) = await Filled(Role.Customer, "anna");
        var request = new ReorderItemsRequest
        {
            CartId = cart.CartId,
            Lines =
            {
                new ReorderLine { Sku = "MUG", Quantity = 1, UnitPrice = "11" }, new ReorderLine { Sku = "LAMP", Quantity = 1, UnitPrice = "80.00", Options = { ["colour"] = "red" } },
                new ReorderLine { Sku = "NONE", Quantity = 1 },
            },
        };
        var answers = await Task.WhenAll(anna.Cart.ReorderItemsAsync(request, CartSyncWorld.Key("again")).ResponseAsync, anna.Cart.ReorderItemsAsync(request, CartSyncWorld.Key("again")).ResponseAsync);

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(
            [(BroughtOutcome.Raised, "11", ""), (BroughtOutcome.Added, "", ""), (BroughtOutcome.Gone, "", "SKU_UNKNOWN")],
            answers[0].Lines.Select(line => (line.Outcome, line.PreviousUnitPrice, line.Refusal?.Reason ?? "")));
        Assert.Equal([3, 1], answers[0].Cart.Lines.Select(line => line.Quantity));
        await Refused("CART_NOT_FOUND", world.As(Role.Customer, "eve").Cart.ReorderItemsAsync(request).ResponseAsync);
        await Refused("INVALID_FIELD", anna.Cart.ReorderItemsAsync(new ReorderItemsRequest { CartId = cart.CartId }).ResponseAsync);
        request.Lines.Add(Enumerable.Repeat(request.Lines[0], 500));
        await Refused("INVALID_FIELD", anna.Cart.ReorderItemsAsync(request).ResponseAsync);
    }

    private async Task<(CartClients Client, ShoppingCart Cart)> Filled(Role role, string owner)
    {
        var client = world.As(role, owner);
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        return (client, (await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 2) } })).Cart);
    }

    private static async Task Refused(string reason, Task call) => Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(() => call)).Reason());
}

public sealed class SqliteCartLinkTests : CartLinkContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisCartLinkTests : CartLinkContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
