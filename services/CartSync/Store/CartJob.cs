using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;

namespace Omnichannel.CartSync.Store;

/// <summary>What one job did to the batch's state.</summary>
internal sealed record CartStep(
    SharedCart Cart, ImmutableArray<CartEvent> Events, ImmutableArray<Checkout> Ended, IReadOnlyList<(AnswerKey Key, RecordedAnswer Answer)> Answers)
{
    /// <summary>Earlier answers go.</summary>
    public bool Erases { get; init; }
}

/// <summary>One caller's command in a batch.</summary>
internal abstract class CartJob
{
    public abstract string CartId { get; }

    public abstract CartOwner? NewOwner { get; }

    public abstract IReadOnlyCollection<string> Skus { get; }

    public abstract AnswerKey? Key { get; }

    public abstract bool IsTimer { get; }

    /// <summary>It is answered before it is safe from a failover.</summary>
    public abstract bool IsKeptByCaller { get; }

    /// <summary>Decides over the state so far; null when there is nothing to do for it (refused, or answered from the record).</summary>
    public abstract CartStep? Decide(SharedCart? cart, Surroundings around, RecordedAnswer? recorded);

    /// <summary>The batch is stored: the caller gets the answer.</summary>
    public abstract void Complete();

    /// <summary>The batch is not stored, or nobody knows.</summary>
    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class CartJob<T>(CartCommand<T> command, bool goesOnInline) : CartJob
{
    private readonly TaskCompletionSource<CartResult<T>> completion = new(goesOnInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
    private CartResult<T>? result;
    private Exception? failure;

    public Task<CartResult<T>> Result => completion.Task;

    public override string CartId => command.CartId;

    public override CartOwner? NewOwner => command.NewOwner;

    public override IReadOnlyCollection<string> Skus => command.Skus;

    public override AnswerKey? Key => command.Key;

    public override bool IsTimer => command.IsTimer;

    public override bool IsKeptByCaller => command.IsKeptByCaller;

    public override CartStep? Decide(SharedCart? cart, Surroundings around, RecordedAnswer? recorded)
    {
        (result, failure) = (null, null);
        try
        {
            return Try(cart, around, recorded);
        }
        catch (Exception error)
        {
            failure = error;
            return null;
        }
    }

    public override void Complete()
    {
        if (failure is not null)
        {
            completion.TrySetException(failure);
        }
        else
        {
            completion.TrySetResult(result!);
        }
    }

    // A refusal too is an answer only once its batch is stored: it may come with a refund, or rest on what another job of the batch did.
    public override void Fail(Exception error) => completion.TrySetException(error);

    private CartStep? Try(SharedCart? cart, Surroundings around, RecordedAnswer? recorded)
    {
        if (recorded is not null)
        {
            if (recorded.RequestHash != command.Key!.RequestHash)
            {
                throw new RefusedException(new IdempotencyKeyReused());
            }

            failure = recorded.IsRefusal ? new RefusedException(recorded.Refusal()) : null;
            result = new CartResult<T>(cart!, default!, around, recorded);
            return null;
        }

        if (cart is null || (command.Caller is { } caller && !cart.Admits(caller, around.Now)))
        {
            throw new RefusedException(new CartNotFound());
        }

        var change = command.Decide(cart, around);
        var shown = change.MarksMoved ? change.Cart : LineChanges.ShowMoved(cart, change.Cart, around);
        change = ReferenceEquals(shown, change.Cart) ? change : change with { Cart = shown };
        result = new CartResult<T>(change.Cart, change.Answer, around, null);
        failure = change.Refusal is { } refusal ? Refused(refusal) : null;
        return new CartStep(change.Cart, change.Events, change.Ended, command.Record is null ? [] : [.. command.Record(change, around)]) { Erases = change.Erases };
    }

    // Waiting helps here: the one refusal of this service that says for how long.
    private static Exception Refused(Refusal refusal) => refusal is CartInCheckout busy
        ? GrpcErrors.Create(GrpcErrors.CodeOf(busy.Kind), busy.Reason, busy.Message, busy.Facts, retryAfter: TimeSpan.FromSeconds(5))
        : new RefusedException(refusal);
}
