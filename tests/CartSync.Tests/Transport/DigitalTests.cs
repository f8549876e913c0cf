using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Downloads, codes and tickets: nothing of them travels.</summary>
public sealed class DigitalTests : IAsyncLifetime
{
    private CartSyncWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await CartSyncWorld.Start();
        var song = CartSyncWorld.Item("SONG", "Canzone", "2.00");
        song.Digital = true;
        await world.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { song } });
        await world.As(Role.Ops, "ops").Catalogue.SetStockAsync(new SetStockRequest
        {
            Levels = { new StockLevel { Sku = "SONG", LocationId = "warehouse", Quantity = 0, ShipToMarkets = { CartSyncWorld.Market }, AsOf = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(world.Clock.GetUtcNow()) } },
        });
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("rome-1")]
    public async Task Digital_NeedsNoShippingOption_NoAddress_AndNoStock_WhateverItsLineChose(string? pickupAt)
    {
        var anna = world.As(Role.Customer, "anna");
        var cart = await world.Fill(
            anna, CartSyncWorld.Market, ("SONG", 2, pickupAt is null ? null : new Fulfilment { Pickup = new Fulfilment.Types.Pickup { StoreId = pickupAt } }));
        Assert.Equal((Fulfilment.MethodOneofCase.Digital, Availability.Unspecified), (cart.Lines[0].Fulfilment.MethodCase, cart.Lines[0].Availability));

        var checkout = await Begin(anna, cart);
        Assert.Equal((400, 0), (checkout.Totals.Due.AmountMinor, checkout.Totals.Shipping.AmountMinor));
        Assert.Null(checkout.Delivery);
        await Pay(checkout);

        var order = Assert.Single(await world.EventsOf<CartCheckedOut>(1));
        Assert.Equal((Fulfilment.MethodOneofCase.Digital, "", 0), (order.Lines[0].Fulfilment.MethodCase, order.ShippingOptionId, order.PromiseMaxDays));
        Assert.Null(order.PromiseShownAt);
    }

    [Fact]
    public async Task Goods_ThatCallThemselvesDigital_AreShipped()
    {
        var anna = world.As(Role.Customer, "anna");
        var cart = await world.Fill(anna, CartSyncWorld.Market, ("MUG", 1, new Fulfilment { Digital = new Fulfilment.Types.Digital() }), ("SONG", 1, null));

        Assert.Equal("SHIPPING_OPTION_REQUIRED", (await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => Begin(anna, cart))).Reason());
    }

    private static async Task<Checkout> Begin(CartClients anna, ShoppingCart cart) => (await anna.Checkout.BeginCheckoutAsync(
        new BeginCheckoutRequest { CartId = cart.CartId, ExpectedVersion = cart.Version }, CartSyncWorld.Key("begin"))).Checkout;

    private async Task Pay(Checkout checkout) => await world.As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(
        new CompleteCheckoutRequest { CartId = checkout.CartId, CheckoutId = checkout.CheckoutId, Tenders = { new Tender { Kind = TenderKind.Card, Reference = "pay-1", Amount = checkout.Totals.Due } } },
        CartSyncWorld.Key("pay"));
}
