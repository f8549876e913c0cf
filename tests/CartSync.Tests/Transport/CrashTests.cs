using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>
/// The service as a process that dies at each step of both sagas and is started again on the same state: the device sends its call again, or nobody does and the
/// timer goes on. Either way it ends once.
/// </summary>
public sealed class CrashTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new("crash");
    private readonly FakeLoyalty loyalty = new();
    private readonly FakeOrders orders = new();
    private readonly TestTokens tokens = new();
    private readonly PlatformHost host = new() { HostsSeveralServices = true };
    private readonly List<RunningService> fakes = [];
    private readonly int port = FreePort.Next();
    private readonly int probes = FreePort.Next();
    private ProcessUnderTest? process;
    private string? redis;

    public async Task InitializeAsync()
    {
        fakes.Add(await FakeServices.Start("loyalty", loyalty, tokens, host));
        fakes.Add(await FakeServices.Start("messaging", new FakeMessaging(), tokens, host));
        fakes.Add(await FakeServices.Start("orders", orders, tokens, host));
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        foreach (var fake in fakes)
        {
            await fake.DisposeAsync();
        }
    }

    public void Dispose() => folder.Dispose();

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
        redis = await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
        await SellsOnce(point);
    }

    private async Task SellsOnce(string point)
    {
        await Start(point);
        var cart = await FilledAndJoined();
        var request = new CheckoutInStoreRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, CouponCodes = { "TEN" }, PointsToRedeem = 100,
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "c", Amount = CartSyncWorld.Eur(2300) } },
        };
        await Dies(() => As(Role.Terminal, "till").Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale")).ResponseAsync);
        await Start(null);
        var sold = await Repeated(() => As(Role.Terminal, "till").Checkout.CheckoutInStoreAsync(request, CartSyncWorld.Key("sale")).ResponseAsync,
            answer => answer.Checkout.State is CartState.CheckedOut);

        Assert.Equal($"{cart.CartId}.1", sold.Checkout.OrderId);
        Assert.Equal("COMMITTED", Assert.Single(loyalty.Holds).Value);
        var after = (await As(Role.Customer, "anna").Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        Assert.Equal((2, 0), (after.Generation, after.Lines.Count));
    }

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
        Assert.Equal("COMMITTED", Assert.Single(loyalty.Holds).Value);
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
        Assert.Equal(passedOn, orders.Deliveries.Count);
        await Start(null);
        var begun = await Repeated(
            () => As(Role.Customer, "anna").Checkout.BeginCheckoutAsync(request, CartSyncWorld.Key("b")).ResponseAsync, answer => answer.Checkout.State is CartState.Ready);
        Assert.Equal($"{cart.CartId}/1/1", Assert.Single(loyalty.Holds).Key);
        Assert.Equal("HELD", Assert.Single(loyalty.Holds).Value);
        Assert.Equal(1, begun.Checkout.Generation);
        Assert.Equal("A", orders.Deliveries[begun.Checkout.CheckoutId].Delivery.RecipientName);
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
        await using (var database = new SqliteDatabase(folder["cart.db"]))
        {
            await Eventually.Within(Limit, async () => Assert.Equal(0, await database.Read(sql => sql.QueryFirst<long>("select count(*) from outbox"))));
        }

        await process!.StopAsync();
        await using var log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = folder["events.db"] }, TimeProvider.System);
        var refunds = (await CartSyncWorld.EventsIn(log)).Where(record => record.Type == CheckoutRefundRequested.Descriptor.FullName);
        Assert.Single(refunds.Select(record => record.Id).Distinct());

        // Everything is logged that can be, and nothing of it names the payment.
        Assert.Contains("CompleteCheckout", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ref-9c1e77", process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout.cancelled")]
    [InlineData("checkout.released")]
    public async Task BeginCheckout_RefusedAndProcessDies_TheHoldIsReleased(string point)
    {
        await Start(point);
        var cart = await FilledAndJoined();
        loyalty.PointsOfOwner = 5;
        var request = new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", PointsToRedeem = 100, Delivery = new DeliveryDetails { RecipientName = "A" },
        };
        await Dies(() => As(Role.Customer, "anna").Checkout.BeginCheckoutAsync(request).ResponseAsync);
        await Start(null);
        await Eventually.Within(Limit, () => Assert.Equal("RELEASED", Assert.Single(loyalty.Holds).Value));
        Assert.Equal(CartState.Open, (await As(Role.Customer, "anna").Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart.State);
    }

    [Theory]
    [InlineData("merge.frozen")]
    [InlineData("merge.applied")]
    [InlineData("merge.closed")]
    public async Task MergeGuestCart_ProcessDies_MergesOnce(string point)
    {
        await Start(point);
        var cart = await FilledAndJoined();
        var guest = As(Role.Guest, "guest-1");
        var guestCart = (await guest.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await guest.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = guestCart, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 3) } });
        var request = new MergeGuestCartRequest { GuestToken = tokens.Issue(Role.Guest, "guest-1"), Market = "IT", Strategy = MergeStrategy.Sum };
        await Dies(() => As(Role.Customer, "anna").Cart.MergeGuestCartAsync(request, CartSyncWorld.Key("m")).ResponseAsync);
        await Start(null);

        // Nobody asks again: the guest's cart resumes by itself.
        await Repeated(() => As(Role.Guest, "guest-1").Cart.GetCartAsync(new GetCartRequest { CartId = guestCart }).ResponseAsync, answer => answer.Cart.State is CartState.Merged);
        var merged = await As(Role.Customer, "anna").Cart.MergeGuestCartAsync(request, CartSyncWorld.Key("m"));
        Assert.Equal((cart.CartId, 5), (merged.Cart.CartId, merged.Cart.Lines.Single().Quantity));
        Assert.Equal((2, 3, 5), (merged.Lines.Single().CustomerQuantity, merged.Lines.Single().GuestQuantity, merged.Lines.Single().MergedQuantity));
    }

    private static BeginCheckoutRequest BeginRequest(ShoppingCart cart, long points) => new()
    {
        CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", PointsToRedeem = points, Delivery = new DeliveryDetails { RecipientName = "A" },
    };

    private static async Task Dies<T>(Func<Task<T>> call) =>
        Assert.Contains((await Assert.ThrowsAsync<RpcException>(call)).StatusCode, new[] { StatusCode.Unavailable, StatusCode.Internal, StatusCode.Cancelled });

    private static Task<T> Repeated<T>(Func<Task<T>> call, Func<T, bool> isDone) => Eventually.Within(Limit, async () =>
    {
        var answer = await call();
        return isDone(answer) ? answer : throw new TimeoutException($"still {answer}");
    });

    private async Task Start(string? crashPoint, params string[] logging)
    {
        if (process is not null)
        {
            await process.WaitForExitAsync();
            await process.DisposeAsync();
        }

        process = await ProcessUnderTest.StartAsync(new ProcessSettings("services/CartSync")
        {
            ReadyWhen = new Uri($"http://127.0.0.1:{probes}/readyz"),
            Environment = new Dictionary<string, string?> { ["OMNICHANNEL_CRASH_AT"] = crashPoint },
            Arguments =
            [
                $"--Omnichannel:Listen:Grpc=http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}",
                $"--Omnichannel:Listen:Probes=http://127.0.0.1:{probes.ToString(CultureInfo.InvariantCulture)}",
                $"--Omnichannel:Storage:Path={folder["cart.db"]}",
                .. redis is null ? Array.Empty<string>() : ["--Omnichannel:Carts:Provider=redis", $"--Omnichannel:Carts:Redis={redis}"],
                .. logging,
                "--Omnichannel:Events:Provider=embedded",
                $"--Omnichannel:Installation:Key={Convert.ToBase64String(new byte[32])}",
                $"--Omnichannel:Events:Path={folder["events.db"]}",
                $"--Omnichannel:Auth:Issuer={tokens.Issuer.Issuer}",
                $"--Omnichannel:Auth:Jwks={tokens.Issuer.Keys.ToJwks()}",
                "--Omnichannel:Auth:Roles=customer, guest, terminal, ops, service",
                $"--Omnichannel:Auth:ServiceTokenPath={ServiceToken()}",
                .. fakes.Zip(["loyalty", "messaging", "orders"], (fake, area) => $"--Omnichannel:Services:{area}={fake.App.Addresses().Grpc}"),
            ],
        });
    }

    private string ServiceToken()
    {
        File.WriteAllText(folder["service-token"], tokens.Issue(Role.Service, "cart"));
        return folder["service-token"];
    }

    private CartClients As(Role role, string subject) => new(
        GrpcChannel.ForAddress($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}")
            .CreateCallInvoker().WithToken(() => tokens.Issue(role, subject)));

    private async Task<ShoppingCart> FilledAndJoined()
    {
        await CartSyncWorld.FillCatalogue(As(Role.Ops, "ops"));
        var anna = As(Role.Customer, "anna");
        var cartId = (await anna.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = "IT" })).Cart.CartId;
        await anna.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cartId, DeviceId = "web", Operations = { CartSyncWorld.Add(1, "MUG", 2) } });
        var code = await anna.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId });
        return (await As(Role.Terminal, "till").Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code })).Cart;
    }
}
