using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Actor = Omnichannel.CartSync.Domain.Actor;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>
/// One seed's world: three owners (two customers and a guest), up to eight devices, one or two replicas of the service over one store, Loyalty, and a clock. One thread;
/// whatever happens at the same time happens inside the step that it interrupts (<see cref="Before"/>). After each write and each step the invariants are checked.
/// </summary>
internal sealed partial class World
{
    private const int MostNested = 2;
    private readonly Replica[] replicas;
    private readonly ICartStore store;
    private readonly LoyaltyBooks loyalty;
    private readonly Ledger ledger;
    private readonly List<Device> devices = [];
    private readonly Dictionary<string, SharedCart> stored = [];
    private readonly Dictionary<string, CartModel> models = [];
    private readonly Dictionary<string, DateTimeOffset> due = [];
    private readonly List<string>? trace;
    private readonly bool losesVersions;
    private Dice dice;
    private int nested;
    private int made;
    private bool isQuiet;

    /// <summary>Makes a world.</summary>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="store">The store under test.</param>
    /// <param name="trace">Where what happens is told; null for nowhere.</param>
    /// <param name="canFailOver">The store can be set back to an older state.</param>
    public World(int seed, ICartStore store, List<string>? trace, bool canFailOver)
    {
        (this.store, this.trace, dice) = (store, trace, new Dice(seed, 0));
        loyalty = new LoyaltyBooks(Clock);
        ledger = new Ledger(loyalty);

        // A cart's requests go to one replica; versions that were lost are known there. Two at once are for the seeds that lose none.
        losesVersions = canFailOver && dice.Chance(25);
        replicas = [.. Enumerable.Range(1, losesVersions ? 1 : 2).Select(number => new Replica(this, $"replica {number}", store, loyalty))];
        owners =
        [
            new CartOwner($"anna-{seed}", false, Shop.Market), new CartOwner($"berta-{seed}", false, Shop.Market), new CartOwner($"guest-{seed}", true, Shop.Market),
        ];
        cartIds = [.. owners.Select(owner => CartId.Of(owner.Id, owner.Market))];
        foreach (var cartId in cartIds)
        {
            models[cartId] = new CartModel();
        }

        for (var i = 0; i < 2 + dice.Next(7); i++)
        {
            var owner = dice.Chance(40) ? 0 : dice.Next(owners.Length);
            devices.Add(dice.Next(6) switch
            {
                0 => new Device($"till{i}", new Actor($"till-{seed}-{i}", ActorRole.Terminal, SalesChannel.Store, "rome-1", "associate-1"), ""),
                1 when owner < 2 => new Device($"agent{i}", new Actor($"agent-{seed}", ActorRole.Agent, SalesChannel.Support), cartIds[owner]),
                _ => new Device($"device{i}", OwnActor(owners[owner], dice.Chance(50) ? SalesChannel.Web : SalesChannel.App), cartIds[owner]),
            });
        }
    }

    private readonly CartOwner[] owners;
    private readonly string[] cartIds;

    public VirtualClock Clock { get; } = new();

    /// <summary>What is being done now, innermost.</summary>
    public Intent? Intent { get; private set; }

    /// <summary>The first thing that was wrong; null while nothing is.</summary>
    public string? Fault { get; private set; }

    public int Sales => ledger.Sales;

    private Surroundings Around => new(Clock.Now, Shop.Open.Book);

    /// <summary>Takes steps until something is wrong.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="steps">Which steps, in order.</param>
    /// <returns>The number of the step that went wrong; null when all is well.</returns>
    public int? Play(int seed, IEnumerable<int> steps)
    {
        var last = 0;
        foreach (var step in steps)
        {
            last = step;
            dice = new Dice(seed, step);
            Clock.Now += TimeSpan.FromMilliseconds(dice.Next(5_000));
            Step();
            CheckStep();
            if (Fault is not null)
            {
                return step;
            }
        }

        ComeToRest();
        return Fault is null ? null : last;
    }

    /// <summary>A call leaves a replica.</summary>
    public void Before(Replica replica, string what)
    {
        if (isQuiet)
        {
            return;
        }

        var roll = dice.Next(1000);
        if (roll < 15 && MayDie)
        {
            Kill(replica, $"before its {what}");
        }
        else if (roll < 30)
        {
            Say($"{replica.Name}: {what} gets no answer");
            throw Network.NoAnswer();
        }
        else if (roll < 130 && nested < MostNested)
        {
            nested++;
            var (outer, intent) = (Intent, Intent);
            for (var i = dice.Next(3); i >= 0; i--)
            {
                Say($"meanwhile, before {replica.Name}'s {what}:");
                Clock.Now += TimeSpan.FromMilliseconds(dice.Next(2_000));
                Step();
            }

            Intent = intent;
            nested--;
        }
    }

    /// <summary>A call was effective; its answer comes back.</summary>
    public void After(Replica replica, string what)
    {
        if (isQuiet)
        {
            return;
        }

        var roll = dice.Next(1000);
        if (roll < 12 && MayDie)
        {
            Kill(replica, $"after its {what}");
        }
        else if (roll < 24)
        {
            Say($"{replica.Name}: the answer to {what} is lost");
            throw Network.NoAnswer();
        }
    }

    /// <summary>A commit is stored: the model follows, and must agree.</summary>
    public void Saved(CartCommit commit, SharedCart cart, Intent? intent)
    {
        var before = stored.GetValueOrDefault(cart.Id);
        stored[cart.Id] = cart;
        Remember(before, cart, commit, intent);
        if (commit.SetsTimer)
        {
            _ = commit.Due is { } at ? due[cart.Id] = at : due.Remove(cart.Id) ? default : default;
        }

        Follow(before, cart, commit, intent);
        if (Fault is null && models[cart.Id].Compare(cart, before?.Version ?? 0, commit.Now) is { } difference)
        {
            Fail($"{Name(cart)} at version {cart.Version} {difference}");
        }

        if (cart.Version < (before?.Version ?? 0))
        {
            Fail($"{Name(cart)} went back from version {before!.Version} to {cart.Version}");
        }
    }

    /// <summary>A guest's cart is not kept any longer.</summary>
    public void Forgotten(SharedCart cart)
    {
        Fail($"{Name(cart)} is forgotten, last used {stored.GetValueOrDefault(cart.Id)?.UpdatedAt}");
    }

    public void Say(string what) => trace?.Add($"{Clock.Now:dd HH:mm:ss.fff} {new string(' ', 2 * nested)}{what}");

    private bool MayDie => !losesVersions || lost.Count == 0;

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
    }

    /// <summary>A replica that can take a call now; a dead one has been started again.</summary>
    private Replica? Free()
    {
        var start = dice.Next(replicas.Length);
        for (var i = 0; i < replicas.Length; i++)
        {
            ref var replica = ref replicas[(start + i) % replicas.Length];
            if (replica.IsDead)
            {
                replica = new Replica(this, replica.Name, store, loyalty);
            }

            if (!replica.IsInStore)
            {
                return replica;
            }
        }

        return null;
    }

    /// <summary>One call of the service. The answer is lost when the process died, or on the way.</summary>
    private Answer<T> Call<T>(Intent? intent, Func<Replica, Task<T>> action)
    {
        if (Fault is not null || Free() is not { } replica)
        {
            return new Answer<T>(false, default, null);
        }

        var outer = Intent;
        Intent = intent;
        try
        {
            var task = action(replica);
            if (!task.IsCompleted)
            {
                Fail("something waits for another thread");
                return new Answer<T>(false, default, null);
            }

            var result = task.GetAwaiter().GetResult();
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
        finally
        {
            Intent = outer;
        }
    }

    /// <summary>An answer that came, or did not.</summary>
    private readonly record struct Answer<T>(bool Came, T? Result, string? Refusal)
    {
        public bool IsRefused => Refusal is not null;
    }
}
