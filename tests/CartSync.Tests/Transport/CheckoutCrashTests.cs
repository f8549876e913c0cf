using System.Text;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>The service dies at the steps of a checkout.</summary>
public sealed class CheckoutCrashTests : CrashingService
{
    [Fact]
    public async Task CompleteCheckout_ProcessDiesAndNobodyAsksAgain_TheTimerSells()
    {
        await Start("checkout.completing");
        var cart = await FilledAndJoined();
        var anna = As(Role.Customer, "anna");
        var begun = await anna.Checkout.BeginCheckoutAsync(new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", PointsToRedeem = 100, Delivery = new DeliveryDetails { RecipientName = "A" },
        });
        var pay = new CompleteCheckoutRequest
        {
            CartId = cart.CartId, CheckoutId = begun.Checkout.CheckoutId,
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "p", Amount = begun.Checkout.Totals.Due } },
        };
        await Dies(() => As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(pay).ResponseAsync);
        await Start(null);
        await Repeated(
            () => As(Role.Customer, "anna").Checkout.GetCheckoutAsync(new GetCheckoutRequest { CartId = cart.CartId, CheckoutId = begun.Checkout.CheckoutId }).ResponseAsync,
            answer => answer.Checkout.State is CartState.CheckedOut);
        Assert.Equal("COMMITTED", Assert.Single(Loyalty.Holds).Value);
    }

    [Theory]
    [InlineData("checkout.begun", 0)]
    [InlineData("checkout.passed-on", 1)]
    public async Task BeginCheckout_ProcessDiesAroundPassingPersonalDataOn_BeginsOnceWhenSentAgain(string point, int passedOn)
    {
        await Start(point);
        var cart = await FilledAndJoined();
        var request = BeginRequest(cart, 100);
        await Dies(() => As(Role.Customer, "anna").Checkout.BeginCheckoutAsync(request, CartSyncWorld.Key("b")).ResponseAsync);
        Assert.Equal(passedOn, Orders.Deliveries.Count);
        await Start(null);
        var begun = await Repeated(
            () => As(Role.Customer, "anna").Checkout.BeginCheckoutAsync(request, CartSyncWorld.Key("b")).ResponseAsync, answer => answer.Checkout.State is CartState.Ready);
        Assert.Equal($"{cart.CartId}/1/1", Assert.Single(Loyalty.Holds).Key);
        Assert.Equal("HELD", Assert.Single(Loyalty.Holds).Value);
        Assert.Equal(1, begun.Checkout.Generation);
        Assert.Equal("A", Orders.Deliveries[begun.Checkout.CheckoutId].Delivery.RecipientName);
    }

    [Fact]
    public async Task CompleteCheckout_CancelledAndProcessDies_GivesBackOnceWhenSentAgain()
    {
        string[] everything = [.. new[] { "Default", "Microsoft", "Grpc" }.Select(category => $"--Logging:LogLevel:{category}=Trace")];
        await Start("checkout.refunded", everything);
        var cart = await FilledAndJoined();
        var anna = As(Role.Customer, "anna");
        var begun = await anna.Checkout.BeginCheckoutAsync(BeginRequest(cart, 0));
        await anna.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = begun.Checkout.CheckoutId });
        var pay = new CompleteCheckoutRequest
        {
            CartId = cart.CartId, CheckoutId = begun.Checkout.CheckoutId,
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "ref-9c1e77", Amount = begun.Checkout.Totals.Due } },
        };
        await Dies(() => As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(pay, CartSyncWorld.Key("p")).ResponseAsync);
        await Start(null, everything);
        foreach (var key in new[] { "p", "p", "q" })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await As(Role.Service, "payments").Checkout.CompleteCheckoutAsync(pay, CartSyncWorld.Key(key)));
            Assert.Equal("CHECKOUT_CANCELLED", refused.Reason());
        }

        // What the dead process had left to publish is published by the next one.
        await using (var database = new SqliteDatabase(Folder["cart.db"]))
        {
            await Eventually.Within(Limit, async () => Assert.Equal(0, await database.Read(sql => sql.QueryFirst<long>("select count(*) from outbox"))));
        }

        await Running.StopAsync();
        await using var log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = Folder["events.db"] }, TimeProvider.System);
        var refunds = (await CartSyncWorld.EventsIn(log)).Where(record => record.Type == CheckoutRefundRequested.Descriptor.FullName);
        Assert.Single(refunds.Select(record => record.Id).Distinct());

        // Everything is logged that can be, and nothing of it names the payment.
        Assert.Contains("CompleteCheckout", Running.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ref-9c1e77", Running.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout.cancelled")]
    [InlineData("checkout.released")]
    public async Task BeginCheckout_RefusedAndProcessDies_TheHoldIsReleased(string point)
    {
        await Start(point);
        var cart = await FilledAndJoined();
        Loyalty.PointsOfOwner = 5;
        await Dies(() => As(Role.Customer, "anna").Checkout.BeginCheckoutAsync(BeginRequest(cart, 100)).ResponseAsync);
        await Start(null);
        await Eventually.Within(Limit, () => Assert.Equal("RELEASED", Assert.Single(Loyalty.Holds).Value));
        Assert.Equal(CartState.Open, (await As(Role.Customer, "anna").Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.State);
    }

    [Fact]
    public async Task CancelCheckout_ProcessDies_TheGiftCardHasItsMoneyBackOnce()
    {
        await Start("checkout.released");
        var cart = await FilledAndJoined();
        var request = BeginRequest(cart, 0);
        request.Wallets.Add(PayByCard(700));
        var begun = await As(Role.Customer, "anna").Checkout.BeginCheckoutAsync(request);
        Assert.Equal(300, Loyalty.Wallets["GIFT-1"]);
        var cancel = new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = begun.Checkout.CheckoutId };
        await Dies(() => As(Role.Customer, "anna").Checkout.CancelCheckoutAsync(cancel).ResponseAsync);
        Assert.DoesNotContain(
            Directory.GetFiles(Folder.Path, "cart.db*"),
            file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(request.Wallets[0].GiftCard.Pin)) >= 0);
        await Start(null);
        await Repeated(() => As(Role.Customer, "anna").Checkout.CancelCheckoutAsync(cancel).ResponseAsync, answer => answer.Checkout.State is CartState.Cancelled);
        await Eventually.Within(Limit, () => Assert.Equal("RELEASED", Assert.Single(Loyalty.Holds).Value));
        Assert.Equal(1_000, Loyalty.Wallets["GIFT-1"]);
    }

    private static BeginCheckoutRequest BeginRequest(ShoppingCart cart, long points) => new()
    {
        CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", PointsToRedeem = points, Delivery = new DeliveryDetails { RecipientName = "A" },
    };
}
