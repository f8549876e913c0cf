using System.Collections.Immutable;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Live;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>
/// One process of the service: the real queue, sagas and timer handler over the shared store. Everything that leaves the process passes <see cref="Before"/> and
/// <see cref="After"/>, where the process may die, the answer may get lost, and others may be quicker.
/// </summary>
internal sealed class Replica : ICartStore, IGuestJoin, IUnknownCarts, ILiveNotifications
{
    private readonly World world;
    private readonly ICartStore store;

    public Replica(World world, string name, ICartStore store, LoyaltyBooks books)
    {
        (this.world, this.store, Name) = (world, store, name);
        Carts = new CartExecutor(this, Shop.Open.Catalogue, world.Clock, this);
        Merges = new GuestMergeSaga(Carts, this, NullLogger<GuestMergeSaga>.Instance);
        Checkouts = new CheckoutSaga(Carts, this, new LoyaltyHolds(new SimulatedLoyalty(this, books)), this, NullLogger<CheckoutSaga>.Instance);
        Devices = new DeviceOperations(Carts, Merges);
        Timer = new CartTimer(Carts, Checkouts, Merges);
        Purchases = new Purchases(Carts, Merges);
    }

    public string Name { get; }

    public CartExecutor Carts { get; }

    public GuestMergeSaga Merges { get; }

    public CheckoutSaga Checkouts { get; }

    public DeviceOperations Devices { get; }

    public CartTimer Timer { get; }

    public Purchases Purchases { get; }

    public bool IsDead { get; set; }

    /// <summary>A cart's queue is at work here: another command would only wait behind it.</summary>
    public bool IsInStore { get; private set; }

    public void Before(string what)
    {
        Live();
        world.Before(this, what);
        Live();
    }

    public void After(string what)
    {
        world.After(this, what);
        Live();
    }

    public Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation)
    {
        Live();
        return Task.FromResult(Now(store.Load(cartId, known, cancellation)));
    }

    public Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        IsInStore = true;
        try
        {
            Before("save");
            var before = world.Intent;
            var isSaved = Now(store.Save(commit, cancellation));
            if (isSaved && commit.Removes)
            {
                world.Forgotten(commit.Cart);
            }
            else if (isSaved)
            {
                world.Saved(commit, Now(store.Load(commit.Cart.Id, null, cancellation))!.Cart, before);
            }
            else
            {
                world.Say($"{Name} was too late with {commit.Cart.OwnerId}'s cart");
            }

            After("save");
            return Task.FromResult(isSaved);
        }
        finally
        {
            IsInStore = false;
        }
    }

    public Task<RecordedAnswer?> FindAnswer(string cartId, AnswerKey key, CancellationToken cancellation)
    {
        Live();
        return Task.FromResult(Now(store.FindAnswer(cartId, key, cancellation)));
    }

    public Task<string?> FindHandoff(string code, CancellationToken cancellation) => store.FindHandoff(code, cancellation);

    public Task<Checkout?> FindCheckout(string cartId, string checkoutId, CancellationToken cancellation)
    {
        Live();
        return Task.FromResult(Now(store.FindCheckout(cartId, checkoutId, cancellation)));
    }

    public Task Join(string guestId, string customerId, CancellationToken cancellation)
    {
        Before("join");
        After("join");
        return Task.CompletedTask;
    }

    // Only services pay for carts that are not on file, and the simulation has none of those.
    public Task Refund(string cartId, string checkoutId, ImmutableArray<Tender> tenders, Actor actor, CancellationToken cancellation) => throw new NotSupportedException();

    public void Notify(string key)
    {
        // Watchers of the simulation look by themselves, at random moments.
    }

    public LiveSubscription Subscribe(string key) => throw new NotSupportedException();

    // The simulation has one thread: a real engine is waited for here.
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private void Live()
    {
        if (IsDead)
        {
            throw new ProcessDiedException();
        }
    }
}

/// <summary>The process is gone: nothing that it was about to do happens any more.</summary>
internal sealed class ProcessDiedException : Exception;

/// <summary>Faults of the network.</summary>
internal static class Network
{
    public static RpcException NoAnswer() => new(new Status(StatusCode.Unavailable, "no answer"));
}
