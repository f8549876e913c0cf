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
/// <see cref="After"/>, where the process may die, the answer may get lost, and the call may have to wait while others go on.
/// </summary>
internal sealed class Replica : ICartStore, IStableVersions, IGuestJoin, IUnknownCarts, ILiveNotifications
{
    private readonly World world;
    private readonly ICartStore store;
    private readonly Dictionary<string, List<WatchedJob>> batches = [];
    private readonly Dictionary<string, string> histories = [];

    public Replica(World world, string name, ICartStore store, Func<Replica, SimulatedLoyalty> loyalty)
    {
        (this.world, this.store, Name) = (world, store, name);
        Carts = new CartExecutor(this, this, new TariffCatalogue(TariffAt, world.Clock), world.Clock, this) { Watch = job => new WatchedJob(world, this, job) };
        Merges = new GuestMergeSaga(Carts, this, NullLogger<GuestMergeSaga>.Instance);
        Checkouts = new CheckoutSaga(Carts, this, new LoyaltyHolds(loyalty(this)), this, NullLogger<CheckoutSaga>.Instance);
        Devices = new CartEdits(Carts, Merges);
        Timer = new CartTimer(Carts, Checkouts, Merges);
        Purchases = new Purchases(Carts, Merges);
    }

    public string Name { get; }

    public CartExecutor Carts { get; }

    public GuestMergeSaga Merges { get; }

    public CheckoutSaga Checkouts { get; }

    public CartEdits Devices { get; }

    public CartTimer Timer { get; }

    public Purchases Purchases { get; }

    public bool IsDead { get; set; }

    /// <summary>What it takes for the prices of a moment: those of another process's upsert come a little later.</summary>
    public Tariff TariffAt(DateTimeOffset moment)
    {
        for (var i = world.Tariffs.Count - 1; i > 0; i--)
        {
            var tariff = world.Tariffs[i];
            if (tariff.From + TimeSpan.FromSeconds((tariff.Number + Name.Length + Name[^1]) % 4) <= moment)
            {
                return tariff;
            }
        }

        return world.Tariffs[0];
    }

    /// <summary>What the batch of a cart that is at work here did, command by command.</summary>
    public List<WatchedJob> Batch(string cartId) => batches.TryGetValue(cartId, out var batch) ? batch : batches[cartId] = [];

    /// <summary>A call with an effect sets out.</summary>
    public ValueTask Before(string what)
    {
        Live();
        return Live(world.Before(this, what));
    }

    /// <summary>It was effective; its answer is on its way.</summary>
    public ValueTask After(string what) => Live(world.After(this, what));

    public Task<StoredCart?> Load(string cartId, StoredCart? known, CancellationToken cancellation) => Look("look", () => store.Load(cartId, known, cancellation));

    public async Task<bool> Save(CartCommit commit, CancellationToken cancellation)
    {
        try
        {
            return await Store(commit, cancellation);
        }
        catch (RpcException)
        {
            world.Unanswered(commit.Cart);
            throw;
        }
    }

    public Task<RecordedAnswer?> FindAnswer(string cartId, AnswerKey key, CancellationToken cancellation) =>
        Look("look for an answer", () => store.FindAnswer(cartId, key, cancellation));

    public Task<IReadOnlyList<KeptEdit>> LoadEdits(string cartId, CancellationToken cancellation) =>
        Look("look for edits", () => store.LoadEdits(cartId, cancellation));

    public Task<string?> FindHandoff(string code, CancellationToken cancellation) => store.FindHandoff(code, cancellation);

    public Task<Checkout?> FindCheckout(string cartId, string checkoutId, CancellationToken cancellation) =>
        Look("look into the archive", () => store.FindCheckout(cartId, checkoutId, cancellation));

    public Task<IReadOnlyList<Checkout>> ListCheckouts(string cartId, CancellationToken cancellation) =>
        Look("list the archive", () => store.ListCheckouts(cartId, cancellation));

    public Task ForgetCheckouts(string cartId, IReadOnlyCollection<string> checkoutIds, CancellationToken cancellation) =>
        store.ForgetCheckouts(cartId, checkoutIds, cancellation);

    // Each answer says in it what is stable: the simulation looks for itself.
    public long Of(string cartId, long version) => throw new NotSupportedException();

    /// <summary>As it was when this process last heard of it.</summary>
    public ValueTask<string?> History(string cartId) => new(Known(cartId));

    public Task Reached(string cartId, string? history) => world.LosesVersions ? Fence(cartId, history) : Task.CompletedTask;

    /// <summary>What is to be published and does not go back any more.</summary>
    public async Task<List<MemoryStore.Row>> ReadOutbox(MemoryStore memory, bool waits)
    {
        var known = memory.Outbox.Select(row => row.CartId).Distinct().ToDictionary(cartId => cartId, Known);
        var rows = await Look("look for events", () => Task.FromResult(memory.Outbox.ToList()));
        foreach (var (cartId, history) in known)
        {
            await (waits ? Reached(cartId, history) : Task.CompletedTask);
        }

        return rows;
    }

    public async Task Join(string guestId, string customerId, CancellationToken cancellation)
    {
        await Before("join");
        await After("join");
    }

    // Only services pay for carts that are not on file, and the simulation has none of those.
    public Task Refund(string cartId, string checkoutId, ImmutableArray<Tender> tenders, Actor actor, CancellationToken cancellation) => throw new NotSupportedException();

    public void Notify(string key)
    {
        // Watchers of the simulation look by themselves, at random moments.
    }

    public LiveSubscription Subscribe(string key) => throw new NotSupportedException();

    private string Known(string cartId) => histories.TryGetValue(cartId, out var known) ? known : histories[cartId] = world.History(cartId);

    private async Task Fence(string cartId, string? history)
    {
        await Before("fence");
        var now = histories[cartId] = world.Fence(cartId);
        await After("fence");
        if (now != history)
        {
            world.Say($"{Name} does not know what is left of what it did");
            throw Network.NoAnswer();
        }
    }

    private async Task<bool> Store(CartCommit commit, CancellationToken cancellation)
    {
        await Before("save");
        var batch = Batch(commit.Cart.Id);
        var isSaved = Now(store.Save(commit, cancellation));
        if (isSaved)
        {
            world.Saved(commit, Now(store.Load(commit.Cart.Id, null, cancellation))?.Cart, batch);
            batch.Clear();
        }
        else
        {
            world.Say($"{Name} was too late with {commit.Cart.OwnerId}'s cart");
        }

        await After("save");
        return isSaved;
    }

    // The simulation has one thread: a real engine is waited for here.
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private Task<T> Look<T>(string what, Func<Task<T>> read)
    {
        Live();
        var found = Task.FromResult(Now(read()));
        var pause = world.Look(this, what);
        return pause.IsCompletedSuccessfully ? found : Later(pause, found);
    }

    private async Task<T> Later<T>(ValueTask pause, Task<T> read)
    {
        await Live(pause);
        return await read;
    }

    private ValueTask Live(ValueTask pause)
    {
        if (!pause.IsCompletedSuccessfully)
        {
            return LiveAfter(pause);
        }

        Live();
        return default;
    }

    private async ValueTask LiveAfter(ValueTask pause)
    {
        await pause;
        Live();
    }

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
