using System.Runtime.CompilerServices;
using System.Text;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Actor = Omnichannel.CartSync.Domain.Actor;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>
/// One seed's world: three owners (two customers and a guest), up to eight devices, one or two replicas of the service over one store, Loyalty, and a clock. One thread:
/// many calls are in the air at once, and the seed says which of them goes on next. After each write and each step the invariants are checked.
/// </summary>
internal sealed partial class World
{
    private readonly Replica[] replicas;
    private readonly ICartStore store;
    private readonly LoyaltyBooks loyalty;
    private readonly Ledger ledger;
    private readonly List<Device> devices = [];
    private readonly Dictionary<string, SharedCart> stored = [];
    private readonly Dictionary<string, CartModel> models = [];
    private readonly Dictionary<string, DateTimeOffset> due = [];
    private readonly Dictionary<string, long> unanswered = [];
    private readonly Dictionary<string, int> changes = [];
    private readonly Dictionary<string, DateTimeOffset> used = [];
    private readonly Dictionary<string, int> lives = [];
    private readonly Dictionary<string, DateTimeOffset> givenUp = [];
    private readonly List<string>? trace;
    private readonly bool interleaves;
    private readonly Planted planted;
    private int made;
    private bool isQuiet;

    /// <summary>Makes a world.</summary>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="store">The store under test.</param>
    /// <param name="trace">Where what happens is told; null for nowhere.</param>
    /// <param name="canFailOver">The store can be set back to an older state.</param>
    /// <param name="planted">What is broken on purpose.</param>
    public World(int seed, ICartStore store, List<string>? trace, bool canFailOver, Planted? planted = null)
    {
        (this.store, this.trace, Current) = (store, trace, new Flight(0, new Dice(seed, 0), Clock.Now));
        this.planted = planted ?? new Planted();
        interleaves = this.planted.Interleaves;
        loyalty = new LoyaltyBooks(Clock);
        ledger = new Ledger(loyalty);

        // A cart's requests go to one replica; versions that were lost are known there. Two at once are for the seeds that lose none.
        LosesVersions = canFailOver && Dice.Chance(25);
        replicas = [.. Enumerable.Range(1, LosesVersions ? 1 : 2).Select(number => new Replica(this, $"replica {number}", store, Loyalty))];
        owners =
        [
            new CartOwner($"anna-{seed}", false, Shop.Market), new CartOwner($"berta-{seed}", false, Shop.Market), new CartOwner($"guest-{seed}", true, Shop.Market),
        ];
        cartIds = [.. owners.Select(owner => CartId.Of(owner.Id, owner.Market))];
        foreach (var cartId in cartIds)
        {
            models[cartId] = new CartModel();
        }

        for (var i = 0; i < 2 + Dice.Next(7); i++)
        {
            var owner = Dice.Chance(40) ? 0 : Dice.Next(owners.Length);
            devices.Add(Dice.Next(6) switch
            {
                0 => new Device($"till{i}", new Actor($"till-{seed}-{i}", ActorRole.Terminal, SalesChannel.Store, "rome-1", "associate-1"), ""),
                1 when owner < 2 => new Device($"agent{i}", new Actor($"agent-{seed}", ActorRole.Agent, SalesChannel.Support), cartIds[owner]),
                _ => new Device($"device{i}", OwnActor(owners[owner], Dice.Chance(50) ? SalesChannel.Web : SalesChannel.App), cartIds[owner]),
            });
        }
    }

    private readonly CartViews views = new(new StableAtOnce());
    private readonly CartOwner[] owners;
    private readonly string[] cartIds;

    public VirtualClock Clock { get; } = new();

    /// <summary>The first thing that was wrong; null while nothing is.</summary>
    public string? Fault { get; private set; }

    public bool IsHeard => trace is not null;

    /// <summary>The store's primary may be replaced by one that has not heard of the last writes.</summary>
    public bool LosesVersions { get; }

    /// <summary>Prices, the latest last.</summary>
    public List<Tariff> Tariffs { get; } = [Tariff.First];

    private Surroundings Around => new(Clock.Now, Tariffs[^1].Book);

    /// <summary>Takes steps until something is wrong.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="steps">Which steps, in order.</param>
    /// <returns>The number of the step that went wrong; null when all is well.</returns>
    public int? Play(int seed, IEnumerable<int> steps)
    {
        var last = 0;

        // Whoever is answered goes on here and now.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            foreach (var step in steps)
            {
                last = step;
                Step(step, new Dice(seed, step));
                if (Fault is not null)
                {
                    return step;
                }
            }

            ComeToRest();
            return Fault is null ? null : last;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>A call leaves a replica.</summary>
    public ValueTask Before(Replica replica, string what)
    {
        if (isQuiet)
        {
            return default;
        }

        Meanwhile(what);
        var roll = Dice.Next(1000);
        if (roll < 15 && MayDie)
        {
            Kill(replica, $"before its {what}");
        }
        else if (roll < 30)
        {
            Say($"{replica.Name}: {what} gets no answer");
            throw Network.NoAnswer();
        }

        return Wait(replica, "before its", what, 150);
    }

    /// <summary>A call was effective; its answer comes back.</summary>
    public ValueTask After(Replica replica, string what)
    {
        if (isQuiet)
        {
            return default;
        }

        Meanwhile(what);
        var roll = Dice.Next(1000);
        if (roll < 12 && MayDie)
        {
            Kill(replica, $"after its {what}");
        }
        else if (roll < 24)
        {
            Say($"{replica.Name}: the answer to {what} is lost");
            throw Network.NoAnswer();
        }

        return Wait(replica, "after its", what, 80);
    }

    /// <summary>A replica has read something, and may learn of it when it is not so any more.</summary>
    public ValueTask Look(Replica replica, string what)
    {
        if (isQuiet)
        {
            return default;
        }

        if (Dice.Next(1000) < 8)
        {
            Say($"{replica.Name}: its {what} gets no answer");
            throw Network.NoAnswer();
        }

        return Wait(replica, "after its", what, 50);
    }

    /// <summary>A commit is stored: the model follows, command by command, and must agree.</summary>
    public void Saved(CartCommit commit, SharedCart? kept, IReadOnlyList<WatchedJob> batch)
    {
        var cart = kept ?? commit.Cart;
        var before = stored.GetValueOrDefault(cart.Id);
        var done = batch.Where(job => job.Step is not null).ToList();

        CheckVersions(cart.Id, before?.Version ?? 0, done);
        Remember(before, cart, commit, done);
        stored[cart.Id] = cart;
        if (commit.SetsTimer)
        {
            _ = commit.Due is { } at ? due[cart.Id] = at : due.Remove(cart.Id) ? default : default;
        }

        if (done.Count > 1)
        {
            Say($"{done.Count} commands become one write");
        }

        FollowMoney(commit);
        for (var i = 0; i < done.Count && Fault is null; i++)
        {
            var (from, to) = (done[i].Found, i == done.Count - 1 ? cart : done[i].Step!.Cart);
            Follow(from, to, done[i], commit.Now);
            if (Fault is null && models[cart.Id].Compare(to, from?.Version ?? 0, commit.Now) is { } difference)
            {
                Fail($"{Name(cart)} at version {to.Version} {difference}");
            }
        }

        if (kept is null != commit.Removes)
        {
            Fail($"{Name(cart)} is {(kept is null ? "gone" : "still there")}");
        }

        if (kept is null)
        {
            stored.Remove(cart.Id);
            due.Remove(cart.Id);
        }
        else if (cart.Version < (before?.Version ?? 0) && cart.CreatedAt == before!.CreatedAt)
        {
            Fail($"{Name(cart)} went back from version {before!.Version} to {cart.Version}");
        }
    }

    /// <summary>The cart as a command finds it.</summary>
    public SharedCart? Found(SharedCart? cart) =>
        planted.KeepsVersions || cart is null || cart.Given <= cart.Version ? cart : cart with { Version = cart.NextVersion, WatchFloor = cart.NextVersion };

    /// <summary>A process does not know whether it has stored something.</summary>
    public void Unanswered(SharedCart cart) => unanswered[cart.Id] = Math.Max(unanswered.GetValueOrDefault(cart.Id), cart.Version);

    public void Say(string what) => trace?.Add($"{Clock.Now:dd HH:mm:ss.fff} {Current.Number,3} {what}");

    public void Say([InterpolatedStringHandlerArgument("")] ref Told told)
    {
        if (trace is not null)
        {
            Say(told.Text());
        }
    }

    private SimulatedLoyalty Loyalty(Replica replica) => planted.Loyalty(replica, loyalty);

    private bool MayDie => !LosesVersions || lost.Count == 0;

    private static Actor OwnActor(CartOwner owner, SalesChannel channel) => new(owner.Id, owner.IsGuest ? ActorRole.Guest : ActorRole.Customer, channel);

    private string Name(SharedCart cart) => $"{cart.OwnerId.Split('-')[0]}'s cart";

    private string Name(string cartId) => $"{owners[Array.IndexOf(cartIds, cartId)].Id.Split('-')[0]}'s cart";

    private void Fail(string fault)
    {
        if (Fault is null)
        {
            Fault = fault;
            Say($"WRONG: {fault}");
        }
    }

    private void Kill(Replica replica, string when)
    {
        Say($"{replica.Name} dies {when}");
        replica.IsDead = true;

        // Before another process is up the store's replica has caught up: what can still be lost is known to the one that lives.
        unsafeSteps.Clear();
    }

    /// <summary>A replica for the next call; a dead one has been started again.</summary>
    private Replica AnyReplica()
    {
        ref var replica = ref replicas[Dice.Next(replicas.Length)];
        if (replica.IsDead)
        {
            replica = new Replica(this, replica.Name, store, Loyalty);
        }

        return replica;
    }

    /// <summary>One call of the service. The answer is lost when the process died, or on the way.</summary>
    private async Task<Answer<T>> Call<T>(Intent? intent, Func<Replica, Task<T>> action)
    {
        if (Fault is not null)
        {
            return new Answer<T>(false, default, null);
        }

        var replica = AnyReplica();
        Current.Intent = intent;
        try
        {
            var result = await action(replica);
            return replica.IsDead ? new Answer<T>(false, default, null) : new Answer<T>(true, result, null);
        }
        catch (RefusedException refused)
        {
            return new Answer<T>(!replica.IsDead, default, refused.Refusal.Reason);
        }
        catch (RpcException error) when (error.Reason() is { } reason)
        {
            return new Answer<T>(!replica.IsDead, default, reason);
        }
        catch (Exception error) when (error is RpcException or ProcessDiedException)
        {
            return new Answer<T>(false, default, null);
        }
    }

    /// <summary>An answer that came, or did not.</summary>
    private readonly record struct Answer<T>(bool Came, T? Result, string? Refusal)
    {
        public bool IsRefused => Refusal is not null;
    }
}

/// <summary>What is only put into words when somebody listens.</summary>
[InterpolatedStringHandler]
internal readonly ref struct Told
{
    private readonly StringBuilder? text;

    public Told(int literalLength, int formattedCount, World world, out bool isHeard)
    {
        isHeard = world.IsHeard;
        text = isHeard ? new StringBuilder(literalLength + (8 * formattedCount)) : null;
    }

    public void AppendLiteral(string part) => text!.Append(part);

    public void AppendFormatted<T>(T value, string? format = null) =>
        text!.Append(value is IFormattable formattable ? formattable.ToString(format, System.Globalization.CultureInfo.InvariantCulture) : value?.ToString());

    public string Text() => text!.ToString();
}

/// <summary>What is other than in the service, to see that the simulation finds it.</summary>
internal sealed class Planted
{
    /// <summary>Each process' connection to Loyalty.</summary>
    public Func<Replica, LoyaltyBooks, SimulatedLoyalty> Loyalty { get; init; } = (replica, books) => new SimulatedLoyalty(replica, books);

    /// <summary>Whoever tells somebody of a step, or takes the next, waits until the store does not go back behind it.</summary>
    public bool WaitsForReplicas { get; init; } = true;

    /// <summary>What is published does not go back any more.</summary>
    public bool PublishesWhatIsSafe { get; init; } = true;

    /// <summary>What changes nothing leaves a cart's version as it is, also after writes that were lost.</summary>
    public bool KeepsVersions { get; init; } = true;

    /// <summary>The store goes back over steps of sagas too; if not, over devices' edits only.</summary>
    public bool LosesSteps { get; init; } = true;

    /// <summary>Calls interleave; if not, each comes to its end (or dies half-way) before the next begins.</summary>
    public bool Interleaves { get; init; } = true;
}
