using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>What no honest device sends: it is answered where it stands, keeps nothing else from happening, and leaves nothing behind.</summary>
public sealed class MalformedInputTests : IAsyncLifetime
{
    private static readonly string Endless = new('x', 200_000);
    private CartSyncWorld world = null!;

    public async Task InitializeAsync() => world = await CartSyncWorld.Start();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task ApplyOperations_GoodAmongBadOnes_AreApplied_AndSentAgainNothingDoubles()
    {
        var anna = world.As(Role.Customer, "anna");
        var cartId = (await anna.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var odd = CartSyncWorld.Add(6, "LAMP");
        odd.Add.Options.Add("text", "a\u0001b");
        var shipped = CartSyncWorld.Add(7, "LAMP");
        shipped.Add.Fulfilment = new Fulfilment { Ship = new Fulfilment.Types.Ship { ShippingOptionId = Endless } };
        (CartOperation Operation, OperationOutcome Outcome, string Reason)[] batch =
        [
            (CartSyncWorld.Add(1, "MUG", 2), OperationOutcome.Applied, ""),
            (CartSyncWorld.Add(0, "MUG"), OperationOutcome.Rejected, "OPERATION_INVALID"),
            (CartSyncWorld.Add(long.MinValue, "MUG"), OperationOutcome.Rejected, "OPERATION_INVALID"),
            (CartSyncWorld.Add(1, "MUG"), OperationOutcome.Duplicate, ""),
            (CartSyncWorld.Add(2, "NONE"), OperationOutcome.Rejected, "SKU_UNKNOWN"),
            (CartSyncWorld.Add(3, "MUG", baseVersion: -1), OperationOutcome.Rejected, "OPERATION_INVALID"),
            (CartSyncWorld.Add(4, "CUP", 3), OperationOutcome.Applied, ""),
            (CartSyncWorld.Add(6, "LAMP"), OperationOutcome.OutOfOrder, ""),
            (CartSyncWorld.Add(5, "LAMP"), OperationOutcome.Applied, ""),
            (CartSyncWorld.Add(3, "LAMP"), OperationOutcome.Duplicate, ""),
            (odd, OperationOutcome.Rejected, "OPTIONS_INVALID"),
            (shipped, OperationOutcome.Rejected, "SHIPPING_OPTION_UNKNOWN"),
            (new CartOperation { DeviceSeq = 8 }, OperationOutcome.Rejected, "OPERATION_INVALID"),
            (CartSyncWorld.Add(9, Endless), OperationOutcome.Rejected, "SKU_UNKNOWN"),
            (CartSyncWorld.Add(10, "MUG"), OperationOutcome.Applied, ""),
        ];
        var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { batch.Select(entry => entry.Operation) } };

        var first = await anna.Cart.ApplyOperationsAsync(request);
        var again = await anna.Cart.ApplyOperationsAsync(request);

        Assert.Equal(batch.Select(entry => (entry.Outcome, entry.Reason)), first.Results.Select(result => (result.Outcome, result.Refusal?.Reason ?? "")));
        Assert.Equal(5, first.Results[7].ExpectedDeviceSeq);
        Assert.Equal([("MUG", 3), ("CUP", 3), ("LAMP", 1)], first.Cart.Lines.Select(line => (line.Sku, line.Quantity)));
        Assert.Equal(4, first.Version);
        Assert.Equal(
            batch.Select(entry => entry.Operation.DeviceSeq < 1 ? OperationOutcome.Rejected : OperationOutcome.Duplicate), again.Results.Select(result => result.Outcome));
        Assert.Equal(first.Cart, again.Cart);
    }

    [Fact]
    public async Task ApplyOperations_NothingButNumbersThatAreNone_StoresNothing()
    {
        var anna = world.As(Role.Customer, "anna");
        var cartId = (await anna.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var answer = await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(0, "MUG"), CartSyncWorld.Add(-1, "MUG") } });

        Assert.Equal([OperationOutcome.Rejected, OperationOutcome.Rejected], answer.Results.Select(result => result.Outcome));
        Assert.Null(await world.Service.App.Services.GetRequiredService<CartExecutor>().Read(cartId, default));
    }

    [Fact]
    public async Task ApplyOperations_ByADeviceNamedLikeAMergeOrALink_IsRefusedAsAWhole()
    {
        var anna = world.As(Role.Customer, "anna");
        var cart = await world.Fill(anna, "IT", ("MUG", 1, null));
        var request = new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "~link", Operations = { CartSyncWorld.Add(1, "MUG") } };
        await Refused("INVALID_FIELD", anna.Cart.ApplyOperationsAsync(request).ResponseAsync);

        Assert.Equal(cart, (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart);
    }

    [Fact]
    public async Task Moves_WithANumberThatIsNone_AreRefusedAsAWhole_AndNothingIsAtBothPlaces()
    {
        var anna = world.As(Role.Customer, "anna");
        var cart = await world.Fill(anna, "IT", ("MUG", 1, null));
        var list = (await anna.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "later" })).Wishlist;
        var move = new MoveCartLineToWishlistRequest { WishlistId = list.WishlistId, CartId = cart.CartId, DeviceId = "web", DeviceSeq = 0, Line = new LineReference { Sku = "MUG" } };
        await Refused("INVALID_FIELD", anna.Wishlists.MoveCartLineToWishlistAsync(move).ResponseAsync);
        await Refused("INVALID_FIELD", anna.Wishlists.MoveCartLineToWishlistAsync(new MoveCartLineToWishlistRequest(move) { DeviceSeq = 2, BaseVersion = -1 }).ResponseAsync);

        Assert.Empty((await anna.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId })).Wishlist.Items);
        Assert.Single((await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines);
    }

    [Fact]
    public async Task Moves_InTheNameOfAnotherDevice_AreRefusedAsAWhole_AndNothingIsAtBothPlaces()
    {
        var anna = world.As(Role.Customer, "anna");
        var cart = await world.Fill(anna, "IT", ("MUG", 1, null));
        var list = (await anna.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "later" })).Wishlist;
        var phone = world.As(Role.Customer, "anna", device: "phone");
        var move = new MoveCartLineToWishlistRequest { WishlistId = list.WishlistId, CartId = cart.CartId, DeviceId = "web", DeviceSeq = 2, Line = new LineReference { Sku = "MUG" } };
        await Refused("DEVICE_MISMATCH", phone.Wishlists.MoveCartLineToWishlistAsync(move).ResponseAsync);

        Assert.Empty((await anna.Wishlists.GetWishlistAsync(new GetWishlistRequest { WishlistId = list.WishlistId })).Wishlist.Items);
        Assert.Single((await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.Lines);
    }

    [Fact]
    public async Task Skus_ThatCanBeNone_AreNotKeptInMemory()
    {
        var guest = world.As(Role.Guest, "guest-1");
        var cartId = (await guest.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var before = (await Book()).Count;
        string[] skus = [Endless, new('x', 65), "a\u0001b"];

        await guest.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { skus.Select((sku, i) => CartSyncWorld.Add(i + 1, sku)) } });
        var available = await guest.Catalogue.CheckAvailabilityAsync(new CheckAvailabilityRequest { Market = "IT", Skus = { skus } });
        await guest.Cart.ReorderItemsAsync(new ReorderItemsRequest { CartId = cartId, Lines = { skus.Select(sku => new ReorderLine { Sku = sku, Quantity = 1 }) } });

        Assert.Equal([0, 0, 0], available.Availabilities.Select(availability => availability.ShippableQuantity));
        Assert.Equal(before, (await Book()).Count);
    }

    [Fact]
    public async Task Answers_ThatAreKept_DoNotRepeatWhatNamesNothing()
    {
        var anna = world.As(Role.Customer, "anna");
        var cartId = (await anna.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        var again = await anna.Cart.ReorderItemsAsync(new ReorderItemsRequest
        {
            CartId = cartId,
            Lines =
            {
                new ReorderLine { Sku = Endless, Quantity = 1 }, new ReorderLine { Sku = "MUG", Quantity = 0, Options = { ["text"] = Endless } },
                new ReorderLine { Sku = "MUG", Quantity = 1, Options = { ["text"] = "Anna" } },
            },
        });
        Assert.Equal(["SKU_UNKNOWN", "QUANTITY_OUT_OF_RANGE", null], again.Lines.Select(line => line.Refusal?.Reason));
        Assert.Equal([("", 0), ("MUG", 0), ("MUG", 1)], again.Lines.Select(line => (line.Sku, line.Options.Count)));

        var list = (await anna.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "later" })).Wishlist;
        var edited = await anna.Wishlists.EditWishlistAsync(new EditWishlistRequest
        {
            WishlistId = list.WishlistId,
            Edits = { new WishlistEdit { Remove = new RemoveWishlistItem { ItemId = Endless } }, new WishlistEdit { Remove = new RemoveWishlistItem { ItemId = "gone" } } },
        });
        Assert.Equal(["", "gone"], edited.Results.Select(result => result.ItemId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GuestsCart_FirstTouchedByAnAgent_IsTheGuests(bool isAsked)
    {
        var agent = world.As(Role.Agent, "agent-1");
        var guest = world.As(Role.Guest, "guest-1");
        var cartId = (await (isAsked ? agent : guest).Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT", OwnerId = "guest-1" })).Cart.CartId;
        var filled = (await agent.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "desk", OwnerId = "guest-1", Operations = { CartSyncWorld.Add(1, "MUG") } })).Cart;
        var seen = (await guest.Cart.GetCartAsync(new GetCartRequest { CartId = cartId })).Cart;

        Assert.Equal((true, "MUG"), (filled.OwnerIsGuest, Assert.Single(seen.Lines).Sku));
    }

    [Fact]
    public async Task GuestsList_MadeByAnAgent_IsTheGuests_AndACustomersIsNot()
    {
        var agent = world.As(Role.Agent, "agent-1");
        await agent.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "later", OwnerId = "guest-1" });
        await agent.Wishlists.CreateWishlistAsync(new CreateWishlistRequest { Name = "gifts", OwnerId = "anna" });

        Assert.Equal("later", Assert.Single((await world.As(Role.Guest, "guest-1").Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists).Name);
        Assert.Equal("gifts", Assert.Single((await world.As(Role.Customer, "anna").Wishlists.ListWishlistsAsync(new ListWishlistsRequest())).Wishlists).Name);
    }

    [Fact]
    public async Task Checkouts_WithMorePointsThanLoyaltyTakes_AreRefused_AndTheCartStaysOpen()
    {
        var anna = world.As(Role.Customer, "anna");
        var cart = await world.Fill(anna, "IT", ("MUG", 1, null));
        var till = await world.JoinedTill(anna, cart.CartId);
        var begun = await Assert.ThrowsAsync<RpcException>(async () => await anna.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest { CartId = cart.CartId, PointsToRedeem = 1_000_000_001 }));
        var sold = await Assert.ThrowsAsync<RpcException>(async () => await till.Checkout.CheckoutInStoreAsync(new CheckoutInStoreRequest { CartId = cart.CartId, PointsToRedeem = 1_000_000_001 }));

        Assert.All([begun, sold], error => Assert.Equal((StatusCode.InvalidArgument, "points_to_redeem"), (error.StatusCode, Assert.Single(error.Violations()).Field)));
        Assert.Equal(CartState.Open, (await anna.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.State);
    }

    private static async Task Refused<T>(string reason, Task<T> call) => Assert.Equal(reason, (await Assert.ThrowsAsync<RpcException>(() => call)).Reason());

    private async Task<PriceBook> Book() =>
        Assert.IsType<PriceBook>(await world.Service.App.Services.GetRequiredService<CatalogueCache>().Open("IT", [], default));
}
