using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>A command on its way through a cart's queue: notes what it did to the cart, for the model to do the same, and whose turn it is when its caller goes on.</summary>
internal sealed class WatchedJob(World world, Replica replica, CartJob job) : CartJob
{
    private readonly Flight flight = world.Current;

    public Replica Replica => replica;

    /// <summary>What its caller is at.</summary>
    public Intent? Intent { get; } = world.Current.Intent;

    /// <summary>The cart as the command found it; null when there was none.</summary>
    public SharedCart? Found { get; private set; }

    /// <summary>What it did; null when it left the cart as it was.</summary>
    public CartStep? Step { get; private set; }

    public override string CartId => job.CartId;

    public override CartOwner? NewOwner => job.NewOwner;

    public override IReadOnlyCollection<string> Skus => job.Skus;

    public override AnswerKey? Key => job.Key;

    public override bool IsTimer => job.IsTimer;

    public override bool IsKeptByCaller => job.IsKeptByCaller;

    public override CartStep? Decide(SharedCart? cart, Surroundings around, RecordedAnswer? recorded)
    {
        // The first of a batch comes again when another process was quicker: then all of it is decided anew.
        var batch = replica.Batch(CartId);
        if (batch.IndexOf(this) is >= 0 and var first)
        {
            batch.RemoveRange(first, batch.Count - first);
        }

        cart = world.Found(cart);
        batch.Add(this);
        if (cart?.Phase is CartPhase.Merged && (Intent?.Message?.CartId ?? Intent?.Plain?.CartId) == CartId)
        {
            Intent!.Closed = cart;
        }

        var step = job.Decide(cart, around, recorded);
        (Found, Step) = (cart, step is null || ReferenceEquals(step.Cart, cart) ? null : step);
        return step;
    }

    public override void Complete() => GoOn(job.Complete);

    public override void Fail(Exception error) => GoOn(() => job.Fail(error));

    private void GoOn(Action answer)
    {
        replica.Batch(CartId).Remove(this);
        world.As(flight, answer);
    }
}
