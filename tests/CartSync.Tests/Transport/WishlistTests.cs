using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Wishlists through the real wire.</summary>
public sealed class WishlistTests : IAsyncLifetime
{
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Wishlist_MadeEditedRenamedAndDeleted()
    {
        var client = world.As(Role.Customer, "anna");
        var list = await Made(client, "  Home ", Add("MUG", 2), Add("NONE", 1));
        Assert.Equal(("Home", 2L, 1), (list.Name, list.Version, list.Items.Count));

        var priced = (await client.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId, Market = "IT" })).Wishlist.Items.Single();
        Assert.Equal(("Tazza", "12.5", "EUR", 2), (priced.Title, priced.UnitPrice, priced.CurrencyCode, priced.Quantity));
        await Refused("MARKET_UNKNOWN", client.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId, Market = "XX" }).ResponseAsync);

        await Refused("WISHLIST_CHANGED", client.Wishlists.RenameWishlistAsync(new RenameWishlistRequest { WishlistId = list.WishlistId, Name = "New", ExpectedVersion = 1 }).ResponseAsync);
        var renamed = await client.Wishlists.RenameWishlistAsync(new RenameWishlistRequest { WishlistId = list.WishlistId, Name = "New", ExpectedVersion = 2 });
        Assert.Equal(("New", 3L, 1), (renamed.Wishlist.Name, renamed.Wishlist.Version, renamed.Wishlist.ItemCount));
        Assert.Equal("New", (await client.Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists.Single().Name);

        await Refused("WISHLIST_CHANGED", client.Wishlists.DeleteWishlistAsync(new DeleteWishlistRequest { WishlistId = list.WishlistId, ExpectedVersion = 2 }).ResponseAsync);
        var key = CartSyncWorld.Key("delete");
        await client.Wishlists.DeleteWishlistAsync(new DeleteWishlistRequest { WishlistId = list.WishlistId }, key);
        await client.Wishlists.DeleteWishlistAsync(new DeleteWishlistRequest { WishlistId = list.WishlistId }, key);
        Assert.Empty((await client.Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists);
    }

    [Fact]
    public async Task Wishlist_OfAnotherOwner_IsNotFound_OnEveryRpc()
    {
        var list = await Made(world.As(Role.Customer, "anna"), "Home", Add("MUG", 2));
        var id = list.WishlistId;
        foreach (var eve in new[] { world.As(Role.Customer, "eve"), world.As(Role.Guest, "guest-anna") })
        {
            var cartId = (await eve.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
            await eve.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "d", Operations = { CartSyncWorld.Add(1, "CUP") } });
            Task[] tries =
            [
                eve.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = id }).ResponseAsync,
                eve.Wishlists.RenameWishlistAsync(new RenameWishlistRequest { WishlistId = id, Name = "Mine" }).ResponseAsync,
                eve.Wishlists.EditWishlistAsync(new EditWishlistRequest { WishlistId = id, Edits = { Add("CUP", 1) } }).ResponseAsync,
                eve.Wishlists.CreateWishlistLinkAsync(new CreateWishlistLinkRequest { WishlistId = id }).ResponseAsync,
                eve.Wishlists.RevokeWishlistLinkAsync(new RevokeWishlistLinkRequest { WishlistId = id }).ResponseAsync,
                eve.Wishlists.DeleteWishlistAsync(new DeleteWishlistRequest { WishlistId = id }).ResponseAsync,
                eve.Wishlists.MoveWishlistItemToCartAsync(ToCart(list, cartId, 2)).ResponseAsync,
                eve.Wishlists.MoveCartLineToWishlistAsync(new MoveCartLineToWishlistRequest
                {
                    WishlistId = id, CartId = cartId, Line = new LineReference { Sku = "CUP" }, DeviceId = "d", DeviceSeq = 2, BaseVersion = 1,
                }).ResponseAsync,
            ];
            Assert.Equal(8, tries.Length);
            foreach (var attempt in tries)
            {
                await Refused("WISHLIST_NOT_FOUND", attempt);
            }

            Assert.Empty((await eve.Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists);
            await Refused("ROLE_NOT_ALLOWED", eve.Wishlists.ListWishlistsAsync(new ListWishlistsRequest { OwnerId = "bea" }).ResponseAsync);
            Assert.Equal(1, (await eve.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart.Lines.Single().Quantity);
        }

        var agent = world.As(Role.Agent, "agent-1");
        Assert.Equal(id, (await agent.Wishlists.ListWishlistsAsync(new ListWishlistsRequest { OwnerId = "anna" })).Wishlists.Single().WishlistId);
        await Refused("INVALID_FIELD", agent.Wishlists.ListWishlistsAsync(new ListWishlistsRequest()).ResponseAsync);
        Assert.Equal(1L, (await agent.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = id })).Wishlist.ItemCount);
    }

    [Fact]
    public async Task Wishlist_BadInput_IsRefusedPrecisely()
    {
        var client = world.As(Role.Customer, "anna");
        var list = await Made(client, "Home");
        await Refused("INVALID_FIELD", client.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = " " }).ResponseAsync);
        await Refused("INVALID_FIELD", client.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = new string('x', 101) }).ResponseAsync);
        var batch = new EditWishlistRequest { WishlistId = list.WishlistId, Edits = { Enumerable.Repeat(Add("MUG", 1), 101) } };
        await Refused("BATCH_TOO_LARGE", client.Wishlists.EditWishlistAsync(batch).ResponseAsync);
        await Refused("WISHLIST_NOT_FOUND", client.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = "' or 1=1" }).ResponseAsync);
        await Refused("WISHLIST_NOT_FOUND", client.Wishlists.GetWishlistAsync(new GetWishlistRequest()).ResponseAsync);
        await Refused("ITEM_NOT_FOUND", client.Wishlists.MoveWishlistItemToCartAsync(new MoveWishlistItemToCartRequest { WishlistId = list.WishlistId, ItemId = "none" }).ResponseAsync);
        Assert.Equal(0, (await client.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId })).Wishlist.ItemCount);
    }

    [Fact]
    public async Task Link_ReadsTheListForAnybody_UntilRevoked_AndNothingElse()
    {
        var client = world.As(Role.Customer, "anna");
        var list = await Made(client, "Wedding", Add("MUG", 2));
        var other = await Made(client, "Secret", Add("LAMP", 1));
        var link = await client.Wishlists.CreateWishlistLinkAsync(new CreateWishlistLinkRequest { WishlistId = list.WishlistId });
        var second = await client.Wishlists.CreateWishlistLinkAsync(new CreateWishlistLinkRequest { WishlistId = list.WishlistId });
        var anybody = new CartClients(world.Service.Anonymous);

        var seen = await anybody.Wishlists.GetSharedWishlistAsync(new GetSharedWishlistRequest { Token = link.Token, Market = "IT" });
        Assert.Equal(("Wedding", "MUG", "12.5"), (seen.Name, seen.Items.Single().Sku, seen.Items.Single().UnitPrice));
        Assert.DoesNotContain("anna", seen.ToString(), StringComparison.Ordinal);
        await anybody.Wishlists.GetSharedWishlistAsync(new GetSharedWishlistRequest { Token = second.Token });

        await client.Wishlists.RevokeWishlistLinkAsync(new RevokeWishlistLinkRequest { WishlistId = list.WishlistId });
        foreach (var token in new[] { link.Token, second.Token, link.Token[..^2] + "AA", list.WishlistId, "", other.WishlistId })
        {
            await Refused("GRANT_NOT_VALID", anybody.Wishlists.GetSharedWishlistAsync(new GetSharedWishlistRequest { Token = token }).ResponseAsync);
        }

        var again = await client.Wishlists.CreateWishlistLinkAsync(new CreateWishlistLinkRequest { WishlistId = list.WishlistId });
        await Refused("GRANT_NOT_VALID", anybody.Wishlists.GetSharedWishlistAsync(new GetSharedWishlistRequest { Token = link.Token }).ResponseAsync);
        await anybody.Wishlists.GetSharedWishlistAsync(new GetSharedWishlistRequest { Token = again.Token });
        world.Clock.Advance(TimeSpan.FromDays(366));
        await Refused("GRANT_NOT_VALID", anybody.Wishlists.GetSharedWishlistAsync(new GetSharedWishlistRequest { Token = again.Token }).ResponseAsync);
    }

    [Fact]
    public async Task MoveToCart_SentAgain_AddsOnce_AndARefusedOneStays()
    {
        var client = world.As(Role.Customer, "anna");
        var list = await Made(client, "Home", Add("MUG", 2), Add("LAMP", 1));
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var key = CartSyncWorld.Key("move");
        var moved = await client.Wishlists.MoveWishlistItemToCartAsync(ToCart(list, cartId, 1), key);
        var again = await client.Wishlists.MoveWishlistItemToCartAsync(ToCart(list, cartId, 1), key);

        Assert.Equal((OperationOutcome.Applied, 2, "LAMP"), (moved.Result.Outcome, moved.Cart.Lines.Single().Quantity, moved.Wishlist.Items.Single().Sku));
        Assert.Equal((OperationOutcome.Applied, 2), (again.Result.Outcome, again.Cart.Lines.Single().Quantity));

        await world.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest
        {
            Items = { new Item { Sku = "LAMP", Title = new LocalizedText { Texts = { ["it"] = "Lampada" } }, Discontinued = true } },
        });
        var refused = await client.Wishlists.MoveWishlistItemToCartAsync(ToCart(list, cartId, 2, item: 1));
        var retried = await client.Wishlists.MoveWishlistItemToCartAsync(ToCart(list, cartId, 2, item: 1));
        Assert.Equal("NOT_FOR_SALE", refused.Result.Refusal.Reason);
        Assert.Equal(OperationOutcome.Duplicate, retried.Result.Outcome);
        Assert.Equal("LAMP", retried.Wishlist.Items.Single().Sku);
    }

    [Fact]
    public async Task MoveToCart_CutOffAfterTheCartHadIt_IsFinishedByTheNextTry()
    {
        var client = world.As(Role.Customer, "anna");
        var list = await Made(client, "Home", Add("MUG", 2));
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 2) } });

        var moved = await client.Wishlists.MoveWishlistItemToCartAsync(ToCart(list, cartId, 1));
        Assert.Equal((OperationOutcome.Duplicate, 2, 0), (moved.Result.Outcome, moved.Cart.Lines.Single().Quantity, moved.Wishlist.Items.Count));
    }

    [Fact]
    public async Task MoveFromCart_TakesTheLine_SavedOrNot_AndSentAgainDoesNothingMore()
    {
        var client = world.As(Role.Customer, "anna");
        var list = await Made(client, "Home", Add("MUG", 1));
        var cartId = (await client.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var cart = (await client.Cart.ApplyOperationsAsync(new ApplyOperationsRequest
        {
            CartId = cartId,
            DeviceId = "web",
            Operations = { CartSyncWorld.Add(1, "MUG", 3), new CartOperation { DeviceSeq = 2, MoveToSaved = new MoveToSaved { Line = new LineReference { Sku = "MUG" } } } },
        })).Cart;
        var request = new MoveCartLineToWishlistRequest
        {
            WishlistId = list.WishlistId, CartId = cartId, Line = new LineReference { LineId = cart.Lines[0].LineId }, DeviceId = "web", DeviceSeq = 3, BaseVersion = cart.Version,
        };
        var moved = await client.Wishlists.MoveCartLineToWishlistAsync(request, CartSyncWorld.Key("move"));
        var again = await client.Wishlists.MoveCartLineToWishlistAsync(request, CartSyncWorld.Key("move"));

        Assert.Equal((OperationOutcome.Applied, 0, 3), (moved.Result.Outcome, moved.Cart.Lines.Count, moved.Wishlist.Items.Single().Quantity));
        Assert.Equal((OperationOutcome.Duplicate, 0, 3), (again.Result.Outcome, again.Cart.Lines.Count, again.Wishlist.Items.Single().Quantity));
        request.DeviceSeq = 4;
        await Refused("LINE_NOT_FOUND", client.Wishlists.MoveCartLineToWishlistAsync(request).ResponseAsync);
        request.CartId = "c00-none";
        await Refused("CART_NOT_FOUND", client.Wishlists.MoveCartLineToWishlistAsync(request).ResponseAsync);
    }

    [Fact]
    public async Task GuestsLists_AreTheCustomersAfterLogin_AndTheirLinksStayGood()
    {
        var guest = world.As(Role.Guest, "guest-1");
        var list = await Made(guest, "Mine", Add("MUG", 2));
        var link = await guest.Wishlists.CreateWishlistLinkAsync(new CreateWishlistLinkRequest { WishlistId = list.WishlistId });
        var customer = world.As(Role.Customer, "anna");
        await Made(customer, "Mine", Add("CUP", 1));
        var merge = new MergeGuestCartRequest { GuestToken = world.GuestToken("guest-1"), Market = "IT" };
        await Task.WhenAll(customer.Cart.MergeGuestCartAsync(merge).ResponseAsync, customer.Cart.MergeGuestCartAsync(merge).ResponseAsync);

        var lists = (await customer.Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists;
        Assert.Equal(["Mine", "Mine"], lists.Select(known => known.Name));
        Assert.Equal(2, (await customer.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId })).Wishlist.Items.Single().Quantity);
        await Refused("WISHLIST_NOT_FOUND", guest.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId }).ResponseAsync);
        Assert.Empty((await guest.Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists);
        await new CartClients(world.Service.Anonymous).Wishlists.GetSharedWishlistAsync(new GetSharedWishlistRequest { Token = link.Token });
    }

    private static async Task<Wishlist> Made(CartClients client, string name, params WishlistEdit[] edits)
    {
        var list = (await client.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = name })).Wishlist;
        return (await client.Wishlists.EditWishlistAsync(new EditWishlistRequest { WishlistId = list.WishlistId, Edits = { edits } })).Wishlist;
    }

    private static WishlistEdit Add(string sku, int quantity) => new() { Add = new AddWishlistItem { Sku = sku, Quantity = quantity } };

    private static MoveWishlistItemToCartRequest ToCart(Wishlist list, string cartId, long seq, int item = 0) =>
        new() { WishlistId = list.WishlistId, ItemId = list.Items[item].ItemId, CartId = cartId, DeviceId = "web", DeviceSeq = seq };

    private static async Task Refused(string reason, Task call) => Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(() => call)).Reason());
}
