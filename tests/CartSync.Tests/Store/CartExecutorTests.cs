using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Storage;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>A cart's queue and versions that nobody is sure of.</summary>
public sealed class CartExecutorTests
{
    private static readonly CartOwner Anna = new("anna", false, Shop.Market);
    private readonly LosesCalls store = new();
    private readonly FarReplicas replicas = new();
    private readonly CartExecutor carts;
    private long made;

    public CartExecutorTests() => carts = new CartExecutor(store, replicas, Shop.Open.Catalogue, new VirtualClock(), new InProcessNotifications());

    [Fact]
    public async Task Execute_AnswerLostAndTheWriteLostInAFailover_ItsVersionIsNotGivenToAnotherChange()
    {
        var first = await Add();
        store.LosesNext = true;
        await Assert.ThrowsAsync<TimeoutException>(() => Add());
        var seen = await carts.Read(first.Id, default);
        Assert.Equal(2, seen!.Version);

        store.Put(first, etag: 1);
        var next = await Add();
        Assert.Equal((3, 3), (next.Version, next.WatchFloor));
    }

    [Fact]
    public async Task Execute_RefusedAfterAFailover_ShowsAndLeavesTheVersionThatIsStored()
    {
        var first = await Add();
        await Add();
        store.Put(first, etag: 1);
        var refused = await carts.Execute(
            new CartCommand<bool> { CartId = first.Id, Decide = (cart, _) => new Change<bool>(cart, false) }, default);
        Assert.Equal(1, refused.Cart.Version);
        Assert.Equal(1, store.Etag(first.Id));
        var next = await Add();
        Assert.Equal((3, 3), (next.Version, next.WatchFloor));
    }

    [Fact]
    public async Task Execute_AfterAWriteThatWasLostWithoutAnAnswer_TheVersionThatWasShownIsStillTheCarts()
    {
        var shown = await Add();
        store.RefusesNext = true;
        await Assert.ThrowsAsync<TimeoutException>(() => Add());
        await Assert.ThrowsAsync<RefusedException>(() => Expect(shown.Version + 1));

        var begun = await Expect(shown.Version);
        Assert.Equal((3, 3), (begun.Version, begun.WatchFloor));
        Assert.Equal(4, (await Add()).Version);
    }

    [Fact]
    public async Task Execute_NumbersOfADeviceUsedUpAfterAWriteThatWasLost_StillPassesItWithTheNextChange()
    {
        var shown = await Add();
        store.RefusesNext = true;
        await Assert.ThrowsAsync<TimeoutException>(() => Add());
        var marked = await carts.Execute(
            new CartCommand<bool>
            {
                CartId = shown.Id,
                Decide = (cart, around) => new Change<bool>(cart with { Devices = cart.Devices.Add(new DeviceMark("till", 1, around.Now, 0)) }, true),
            },
            default);
        Assert.Equal(1, marked.Cart.Version);
        var next = await Add();
        Assert.Equal((3, 3), (next.Version, next.WatchFloor));
    }

    [Fact]
    public async Task Execute_AnswerLostAndTheWriteStored_GoesOnFromThere()
    {
        await Add();
        store.LosesNext = true;
        await Assert.ThrowsAsync<TimeoutException>(() => Add());
        var next = await Add();
        Assert.Equal((3, 0), (next.Version, next.WatchFloor));
    }

    [Fact]
    public async Task Execute_TheCartLostWithItsFirstChange_ItsVersionIsNotGivenToAnotherChange()
    {
        await Add();
        store.TakeBack();
        var next = await Add();
        Assert.Equal((2, 2), (next.Version, next.WatchFloor));
    }

    [Fact]
    public async Task Execute_TheCartLostWithItsFirstChange_IsStillNobodyElsesToChange()
    {
        var lost = await Add();
        store.TakeBack();
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => carts.Execute(new CartCommand<bool> { CartId = lost.Id, Decide = (cart, _) => new Change<bool>(cart, true) }, default));
        Assert.IsType<CartNotFound>(refused.Refusal);
    }

    [Fact]
    public async Task Execute_UntilTheReplicasHaveIt_AnswersNobodyWhoDoesNotKeepWhatTheyAskFor()
    {
        await Add();
        replicas.Wait = new TaskCompletionSource();
        var step = Add(isKept: false);
        Assert.False(step.IsCompleted);
        Assert.Equal(2, (await carts.Read(CartId.Of(Anna.Id, Anna.Market), default))!.Version);

        // An edit behind it is answered at once.
        Assert.Equal(3, (await Add()).Version);
        Assert.False(step.IsCompleted);
        replicas.Wait.SetResult();
        Assert.Equal(2, (await step).Version);
    }

    [Fact]
    public async Task Resume_WhileTheReplicasMayNotHaveTheFrozenCart_TakesNothingIn()
    {
        var guest = new CartOwner("guest-1", true, Shop.Market);
        var frozen = MergeRules.Begin(SharedCart.Empty(guest, "EUR"), Anna.Id, MergeStrategy.Sum, new Actor(Anna.Id, ActorRole.Customer, SalesChannel.Web), Shop.Opening).Cart;
        store.Put(frozen, etag: 1);
        var merges = new GuestMergeSaga(carts, new NothingToJoin(), NullLogger<GuestMergeSaga>.Instance);
        replicas.Wait = new TaskCompletionSource();
        replicas.Wait.SetException(new DatabaseUnavailableException("They have not."));

        // The guest's cart may open again: what is put into it then must not be thought to be the customer's already.
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => merges.Resume(frozen.Id, default));
        Assert.Null(await carts.Read(frozen.MovedTo!.CustomerCartId, default));

        replicas.Wait = null;
        Assert.True(await merges.Resume(frozen.Id, default));
        Assert.Single((await carts.Read(frozen.MovedTo.CustomerCartId, default))!.AppliedMerges);
        Assert.Equal(CartPhase.Merged, (await carts.Read(frozen.Id, default))!.Phase);
    }

    [Fact]
    public async Task Execute_RefusedWhileItIsNotKnownWhetherTheReplicasHaveTheState_IsNotAnswered()
    {
        var cart = await Add();
        replicas.Wait = new TaskCompletionSource();
        replicas.Wait.SetException(new DatabaseUnavailableException("They have not."));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => carts.Execute(new CartCommand<bool> { CartId = cart.Id, Decide = (now, _) => new Change<bool>(now, false) { Refusal = new CartClosed() } }, default));
    }

    private async Task<SharedCart> Add(bool isKept = true)
    {
        var actor = new Actor(Anna.Id, ActorRole.Customer, SalesChannel.Web);
        var operation = new Operation(1, 0, new Edit.Add("MUG", [], 1, null));
        var device = $"device-{++made}";
        return (await carts.Execute(
            new CartCommand<bool>
            {
                CartId = CartId.Of(Anna.Id, Anna.Market),
                NewOwner = Anna,
                IsKeptByCaller = isKept,
                Skus = ["MUG"],
                Decide = (cart, around) => new Change<bool>(OperationRules.Apply(cart, device, [operation], actor, around).Cart, true),
            },
            default)).Cart;
    }

    // What a checkout does that its caller begins at a version.
    private async Task<SharedCart> Expect(long version) => (await carts.Execute(
        new CartCommand<bool>
        {
            CartId = CartId.Of(Anna.Id, Anna.Market),
            Decide = (cart, around) => cart.Version == version
                ? new Change<bool>(cart.Next(null, around.Now), true)
                : new Change<bool>(cart, false) { Refusal = new CartChanged(cart.Version) },
        },
        default)).Cart;

    private sealed class NothingToJoin : IGuestJoin
    {
        public Task Join(string guestId, string customerId, CancellationToken cancellation) => Task.CompletedTask;
    }

    private sealed class FarReplicas : IStableVersions
    {
        public TaskCompletionSource? Wait { get; set; }

        public long Of(string cartId, long version) => throw new NotSupportedException();

        public ValueTask<string?> History(string cartId) => new("the one");

        public Task Reached(string cartId, string? history) => history == "the one" ? Wait?.Task ?? Task.CompletedTask : throw new NotSupportedException();
    }

    private sealed class LosesCalls : MemoryStore
    {
        public bool LosesNext { get; set; }

        public bool RefusesNext { get; set; }

        public override async Task<bool> Save(CartCommit commit, CancellationToken cancellation)
        {
            if (RefusesNext)
            {
                RefusesNext = false;
                throw new TimeoutException();
            }

            var isSaved = await base.Save(commit, cancellation);
            var isLost = LosesNext;
            LosesNext = false;
            return isLost ? throw new TimeoutException() : isSaved;
        }
    }
}
