using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Client = Omnichannel.TestKit.CartClients;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Steps of checkouts and merges while their Redis has no replica, and after it was replaced by one that lacks them.</summary>
public sealed class FailoverTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string?> WithReplica = new() { ["Omnichannel:Carts:Replicas"] = "1" };

    [Fact]
    public async Task Payment_WhileNoReplicaHasIt_IsNeitherAnsweredNorCommitted_AndIsOnceOneHas()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replica = await redis.StartReplicaAsync();
        await using var world = await CartSyncWorld.Start($"{redis.ConnectionString},{replica.ConnectionString}", settings: WithReplica);
        var payments = world.As(Role.Service, "payments");
        var checkout = await Begin(world, world.As(Role.Customer, "anna"), points: 100);

        replica.Kill();
        Assert.Equal(StatusCode.Unavailable, await Fails(() => Pay(payments, checkout)));
        Assert.DoesNotContain("commit", world.Loyalty.Calls);

        await replica.RestartAsync();
        var sold = await Eventually.Within(Limit, () => Pay(payments, checkout));
        Assert.Equal(CartState.CheckedOut, sold.State);
        Assert.Equal(checkout.CheckoutId, (await world.EventsOf<CartCheckedOut>(1)).Single().CheckoutId);
    }

    [Fact]
    public async Task Failover_ThatLosesASaleOfWhichNobodyWasTold_SellsItOnce()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replica = await redis.StartReplicaAsync();
        await using var world = await CartSyncWorld.Start($"{redis.ConnectionString},{replica.ConnectionString}", settings: WithReplica);
        var payments = world.As(Role.Service, "payments");
        var checkout = await Begin(world, world.As(Role.Customer, "anna"), points: 0);

        // The primary alone has the sale, its event and its answer.
        replica.Kill();
        Assert.Equal(StatusCode.Unavailable, await Fails(() => Pay(payments, checkout)));
        Assert.Equal(2, (await world.Stored(checkout.CartId)).Generation);
        redis.Kill();
        await replica.PromoteAsync();
        Assert.Equal(1, (await Eventually.Within(Limit, () => world.Stored(checkout.CartId))).Generation);

        await using var next = await replica.StartReplicaAsync();
        Assert.Equal(CartState.CheckedOut, (await Eventually.Within(Limit, () => Pay(payments, checkout))).State);
        Assert.Equal(2, (await world.Stored(checkout.CartId)).Generation);
        Assert.Equal(["payment"], (await world.EventsOf<CartCheckedOut>(1)).Single().Tenders.Select(tender => tender.Reference));
        Assert.Empty(await world.EventsOf<CheckoutRefundRequested>(0));
    }

    [Fact]
    public async Task AdditionThatFollowsAMovedCart_IsAnsweredOnlyOnceAReplicaHasIt()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var replica = await redis.StartReplicaAsync();
        await using var world = await CartSyncWorld.Start($"{redis.ConnectionString},{replica.ConnectionString}", settings: WithReplica);
        var (guest, anna) = (world.As(Role.Guest, "guest-1"), world.As(Role.Customer, "anna"));
        var guestCart = (await world.Fill(guest, CartSyncWorld.Market, ("MUG", 1, null))).CartId;
        var request = new MergeGuestCartRequest { GuestToken = world.GuestToken("guest-1"), Market = CartSyncWorld.Market };
        var merged = await Eventually.Within(Limit, async () => (await anna.Cart.MergeGuestCartAsync(request, CartSyncWorld.Key("merge"))).Cart);

        // The guest's answer shows the closed cart, which every replica has: its stable version would say nothing of the addition, which is in the customer's.
        replica.Kill();
        var addition = new ApplyOperationsRequest { CartId = guestCart, DeviceId = "web", Operations = { CartSyncWorld.Add(2, "CUP") } };
        Assert.Equal(StatusCode.Unavailable, await Fails(async () => await guest.Cart.ApplyOperationsAsync(addition)));

        // Who sees the cart that takes it need not wait.
        var own = new ApplyOperationsRequest { CartId = merged.CartId, DeviceId = "app", Operations = { CartSyncWorld.Add(1, "LAMP") } };
        var alone = await anna.Cart.ApplyOperationsAsync(own);
        Assert.True(alone.StableVersion < alone.Version);

        await replica.RestartAsync();
        var told = await Eventually.Within(Limit, async () => await guest.Cart.ApplyOperationsAsync(addition));
        Assert.Equal(OperationOutcome.Duplicate, told.Results.Single().Outcome);
    }

    private static async Task<Checkout> Begin(CartSyncWorld world, Client owner, long points)
    {
        var cart = await world.Fill(owner, CartSyncWorld.Market, ("MUG", 1, null));
        var request = new BeginCheckoutRequest
        {
            CartId = cart.CartId, ExpectedVersion = cart.Version, ShippingOptionId = "standard", PointsToRedeem = points, Delivery = new DeliveryDetails { RecipientName = "X" },
        };
        var checkout = await Eventually.Within(Limit, async () => (await owner.Checkout.BeginCheckoutAsync(request, CartSyncWorld.Key("begin"))).Checkout);
        Assert.Equal(CartState.Ready, checkout.State);
        return checkout;
    }

    private static async Task<Checkout> Pay(Client payments, Checkout checkout)
    {
        var request = new CompleteCheckoutRequest
        {
            CartId = checkout.CartId,
            CheckoutId = checkout.CheckoutId,
            Tenders = { new Tender { Kind = TenderKind.Card, Reference = "payment", Amount = checkout.Totals.Due } },
        };
        var paid = (await payments.Checkout.CompleteCheckoutAsync(request, CartSyncWorld.Key("pay"))).Checkout;
        return paid.State is CartState.Completing ? throw new InvalidOperationException("It is still being completed.") : paid;
    }

    private static async Task<StatusCode> Fails<T>(Func<Task<T>> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call())).StatusCode;
}
