using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Two instances of the service on one store, each with its own timers, caches and relay.</summary>
public abstract class ReplicaContract : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private CartSyncWorld World { get; set; } = null!;

    private RunningService Other { get; set; } = null!;

    private PostgresDatabase Database { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        World = await CartSyncWorld.Start(await Redis(), Database.ConnectionString);
        Other = await World.StartReplica();
    }

    public async Task DisposeAsync()
    {
        await World.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected abstract Task<string?> Redis();

    [Fact]
    public async Task Abandonment_EachStage_IsRaisedOnceByTwoInstances()
    {
        var carts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => World.Fill(World.As(Role.Customer, $"idle-{i}"), "IT", ("MUG", 1, null))));
        var stage = 0;
        foreach (var hours in new[] { 1.1, 23, 49 })
        {
            World.Clock.Advance(TimeSpan.FromHours(hours));
            stage++;
            await Raised(carts.Length * stage);

            // Once more on both at once: a claim that lapsed fires again, and finds it done.
            await Task.WhenAll(carts.SelectMany(cart => new[] { World.FireTimer(cart.CartId), World.FireTimer(cart.CartId, Other) }));
        }

        World.Clock.Advance(TimeSpan.FromHours(100));
        await Task.WhenAll(carts.SelectMany(cart => new[] { World.FireTimer(cart.CartId), World.FireTimer(cart.CartId, Other) }));
        var raised = await World.EventsOf<CartAbandoned>(carts.Length * 3);
        Assert.All(raised.GroupBy(e => e.CartId), cart => Assert.Equal([1, 2, 3], cart.Select(e => e.Stage).Order()));
        Assert.Equal(carts.Length, raised.Select(e => e.CartId).Distinct().Count());
    }

    [Fact]
    public async Task Abandonment_OneInstanceGone_IsRaisedByTheOther()
    {
        var cart = await World.Fill(World.As(Role.Customer, "lone"), "IT", ("MUG", 1, null));
        await World.Service.App.StopAsync();
        World.Clock.Advance(TimeSpan.FromHours(2));
        await Eventually.Within(Limit, async () => Assert.Equal(1, (await World.Stored(cart.CartId, Other)).AbandonedStage));
    }

    [Fact]
    public async Task Checkout_BegunHereAndPaidThere_IsOneSale_WhateverEitherRemembers()
    {
        var here = World.As(Role.Customer, "anna");
        var there = World.As(Role.Customer, "anna", at: Other);
        var cart = await World.Fill(here, "IT", ("MUG", 2, null));

        // The other one knows the cart as it is now, and is not told of what comes.
        await there.Cart.ApplyOperationsAsync(new ApplyOperationsRequest { CartId = cart.CartId, DeviceId = "app", Operations = { CartSyncWorld.Add(1, "CUP", 3) } });
        cart = (await here.Cart.GetCartAsync(new GetCartRequest { CartId = cart.CartId })).Cart;
        var request = Begin(cart);
        request.PointsToRedeem = 100;
        var checkout = (await here.Checkout.BeginCheckoutAsync(request)).Checkout;
        var late = await Assert.ThrowsAsync<RpcException>(async () => await there.Checkout.BeginCheckoutAsync(Begin(cart)));
        Assert.Equal("CART_IN_CHECKOUT", late.Reason());

        var pay = new CompleteCheckoutRequest
        {
            CartId = cart.CartId, CheckoutId = checkout.CheckoutId, Tenders = { new Tender { Kind = TenderKind.Card, Reference = "p", Amount = checkout.Totals.Due } },
        };
        var sold = await Task.WhenAll(
            new[] { Other, World.Service, Other, World.Service }.Select(at => World.As(Role.Service, "payments", at: at).Checkout.CompleteCheckoutAsync(pay).ResponseAsync));
        Assert.All(sold, answer => Assert.Equal($"{cart.CartId}.1", answer.Checkout.OrderId));
        Assert.Single(await World.EventsOf<CartCheckedOut>(1));
        Assert.Empty(await World.EventsOf<CheckoutRefundRequested>(0));
    }

    [Fact]
    public async Task CompleteCheckout_WhereTheCartIsRememberedWithoutIt_IsNotTakenForUnknown()
    {
        var here = World.As(Role.Customer, "bea");
        var there = World.As(Role.Customer, "bea", at: Other);
        var cart = await World.Fill(there, "IT", ("MUG", 2, null));
        var checkout = (await here.Checkout.BeginCheckoutAsync(Begin(cart))).Checkout;
        var sold = await World.As(Role.Service, "payments", at: Other).Checkout.CompleteCheckoutAsync(new CompleteCheckoutRequest
        {
            CartId = cart.CartId, CheckoutId = checkout.CheckoutId, Tenders = { new Tender { Kind = TenderKind.Card, Reference = "p", Amount = checkout.Totals.Due } },
        });
        Assert.Equal(CartState.CheckedOut, sold.Checkout.State);
        var cancel = await Assert.ThrowsAsync<RpcException>(
            async () => await here.Checkout.CancelCheckoutAsync(new CancelCheckoutRequest { CartId = cart.CartId, CheckoutId = checkout.CheckoutId }));
        Assert.Equal("CHECKOUT_ALREADY_COMPLETED", cancel.Reason());
        Assert.Empty(await World.EventsOf<CheckoutRefundRequested>(0));
    }

    [Fact]
    public async Task CompleteCheckout_ForACartThatIsGone_AtBothInstances_IsRefundedOnce()
    {
        var pay = new CompleteCheckoutRequest
        {
            CartId = CartSync.Domain.CartId.Of("gone", "IT"), CheckoutId = "k-gone",
            Tenders = { new Tender { Kind = TenderKind.Wallet, Reference = "w", Amount = CartSyncWorld.Eur(700) } },
        };
        await Task.WhenAll(new[] { Other, World.Service, Other, World.Service }.Select(at => Assert.ThrowsAsync<RpcException>(
            async () => await World.As(Role.Service, "payments", at: at).Checkout.CompleteCheckoutAsync(pay))));
        var refund = Assert.Single(await World.EventsOf<CheckoutRefundRequested>(1));
        Assert.Equal(("CHECKOUT_UNKNOWN", 700L, "EUR"), (refund.Reason, refund.Tenders.Single().Amount.AmountMinor, refund.Tenders.Single().Amount.CurrencyCode));
    }

    [Fact]
    public async Task OrderPlaced_AtATill_EndsAbandonmentOnBothInstances()
    {
        var cart = await World.Fill(World.As(Role.Customer, "carla"), "IT", ("MUG", 1, null));
        World.Clock.Advance(TimeSpan.FromHours(1.1));
        await Raised(1);
        var now = World.Clock.GetUtcNow();
        await World.Publish(Order("o-2", Origin.Live, now), Order("o-1", Origin.Historical, now), Order("o-0", Origin.Unspecified, now));
        Assert.True(Assert.Single(await World.EventsOf<CartRecovered>(1)).Purchased);
        World.Clock.Advance(TimeSpan.FromHours(100));
        await Task.WhenAll(World.FireTimer(cart.CartId), World.FireTimer(cart.CartId, Other));
        await World.EventsOf<CartAbandoned>(1);
        Assert.Equal(["o-2"], (await World.Stored(cart.CartId)).SeenOrders.AsEnumerable());
    }

    private static OrderPlaced Order(string id, Origin origin, DateTimeOffset at) => new()
    {
        Origin = origin, EffectiveAt = Timestamp.FromDateTimeOffset(at), Channel = Channel.Store, OrderId = id, CustomerId = "carla", Market = "IT",
        Lines = { new SaleLine { Sku = "LAMP", Quantity = 1 } },
    };

    private static BeginCheckoutRequest Begin(ShoppingCart cart) => new()
    {
        CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", Delivery = new DeliveryDetails { RecipientName = "X" },
    };

    // The instances' own timers raise it: nobody fires them.
    private Task Raised(int count) => Eventually.Within(Limit, async () =>
        Assert.Equal(count, (await World.Events()).Count(record => record.Type == CartAbandoned.Descriptor.FullName)));
}

public sealed class PostgresReplicaTests : ReplicaContract
{
    protected override Task<string?> Redis() => Task.FromResult<string?>(null);
}

public sealed class RedisReplicaTests : ReplicaContract
{
    protected override async Task<string?> Redis() => await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
}
