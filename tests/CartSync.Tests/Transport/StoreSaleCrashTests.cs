using Omnichannel.Cart.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>The service dies at each step of a sale at the till.</summary>
public sealed class StoreSaleCrashTests : CrashingService
{
    [Theory]
    [InlineData("checkout.begun")]
    [InlineData("checkout.held")]
    [InlineData("checkout.ready")]
    [InlineData("checkout.committed")]
    [InlineData("checkout.sold")]
    public Task CheckoutInStore_ProcessDies_SellsOnceWhenSentAgain(string point) => SellsOnce(point);

    [Theory]
    [InlineData("checkout.ready")]
    [InlineData("checkout.committed")]
    public async Task CheckoutInStore_WithCartsInRedis_ProcessDies_SellsOnceWhenSentAgain(string point)
    {
        Redis = await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
        await SellsOnce(point);
    }

    private async Task SellsOnce(string point)
    {
        await Start(point);
        var cart = await FilledAndJoined();
        var request = new CheckoutInStoreRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, CouponCodes = { "TEN" }, PointsToRedeem = 100,
            Wallets = { PayByCard(700) },
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "c", Amount = CartSyncWorld.Eur(1600) } },
        };
        await Dies(() => As(Role.Terminal, "till").Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale")).ResponseAsync);
        await Start(null);
        var sold = await Repeated(() => As(Role.Terminal, "till").Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale")).ResponseAsync,
            answer => answer.Checkout.State is CartState.CheckedOut);

        Assert.Equal($"{cart.CartId}.1", sold.Checkout.OrderId);
        Assert.Equal("COMMITTED", Assert.Single(Loyalty.Holds).Value);
        Assert.Equal(300, Loyalty.Wallets["GIFT-1"]);
        Assert.Equal(700, Assert.Single(sold.Checkout.WalletTenders).Amount.AmountMinor);
        var after = (await As(Role.Customer, "anna").Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        Assert.Equal((2, 0), (after.Generation, after.Lines.Count));
    }
}
