using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.Platform.Live;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>A cart's queue and versions that nobody is sure of.</summary>
public sealed class CartExecutorTests
{
    private static readonly CartOwner Anna = new("anna", false, Shop.Market);
    private readonly LosesAnswers store = new();
    private readonly CartExecutor carts;
    private long made;

    public CartExecutorTests() => carts = new CartExecutor(store, Shop.Open.Catalogue, new VirtualClock(), new InProcessNotifications());

    [Fact]
    public async Task Execute_AnswerLostAndTheWriteLostInAFailover_ItsVersionIsNotGivenToAnotherChange()
    {
        var first = await Add();
        store.LosesNext = true;
        await Assert.ThrowsAsync<TimeoutException>(Add);
        var seen = await carts.Read(first.Id, default);
        Assert.Equal(2, seen!.Version);

        store.Put(first, etag: 1);
        var next = await Add();
        Assert.Equal((4, 3), (next.Version, next.WatchFloor));
    }

    [Fact]
    public async Task Execute_RefusedAfterAFailover_ShowsNoVersionThatIsNotStored()
    {
        var first = await Add();
        await Add();
        store.Put(first, etag: 1);
        var refused = await carts.Execute(
            new CartCommand<bool> { CartId = first.Id, Decide = (cart, _) => new Change<bool>(cart, false) }, default);
        Assert.Equal(3, refused.Cart.Version);
        Assert.Equal(3, (await store.Load(first.Id, null, default))!.Cart.Version);
        Assert.Equal(3, (await carts.Read(first.Id, default))!.Version);
    }

    [Fact]
    public async Task Execute_AnswerLostAndTheWriteStored_GoesOnFromThere()
    {
        await Add();
        store.LosesNext = true;
        await Assert.ThrowsAsync<TimeoutException>(Add);
        var next = await Add();
        Assert.Equal((3, 0), (next.Version, next.WatchFloor));
    }

    private async Task<SharedCart> Add()
    {
        var actor = new Actor(Anna.Id, ActorRole.Customer, SalesChannel.Web);
        var operation = new Operation(1, 0, new Edit.Add("MUG", [], 1, null));
        var device = $"device-{++made}";
        return (await carts.Execute(
            new CartCommand<bool>
            {
                CartId = CartId.Of(Anna.Id, Anna.Market),
                NewOwner = Anna,
                Skus = ["MUG"],
                Decide = (cart, around) => new Change<bool>(OperationRules.Apply(cart, device, [operation], actor, around).Cart, true),
            },
            default)).Cart;
    }

    private sealed class LosesAnswers : MemoryStore
    {
        public bool LosesNext { get; set; }

        public override async Task<bool> Save(CartCommit commit, CancellationToken cancellation)
        {
            var isSaved = await base.Save(commit, cancellation);
            var isLost = LosesNext;
            LosesNext = false;
            return isLost ? throw new TimeoutException() : isSaved;
        }
    }
}
