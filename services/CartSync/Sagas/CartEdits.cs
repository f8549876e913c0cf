using System.Collections.Immutable;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Actor = Omnichannel.CartSync.Domain.Actor;
using OperationResult = Omnichannel.CartSync.Domain.OperationResult;

namespace Omnichannel.CartSync.Sagas;

/// <summary>Edits on their way: to the cart that they name, past a merge that is under way, to the cart that it moved into.</summary>
public sealed class CartEdits(CartExecutor carts, GuestMergeSaga merges)
{
    /// <summary>Applies operations of one device.</summary>
    /// <param name="cartId">The cart that they were made for.</param>
    /// <param name="newOwner">Whose cart it becomes when it is not stored yet.</param>
    /// <param name="device">The device's stable name.</param>
    /// <param name="operations">As the device sent them.</param>
    /// <param name="actor">Who sends them.</param>
    /// <param name="cancellation">Stops waiting; what was decided stands.</param>
    /// <returns>An answer to each, and the cart that took them, as far as the caller may see it.</returns>
    /// <exception cref="RefusedException">Nothing was applied: no such cart, or the merge is not finished yet.</exception>
    public Task<CartResult<ImmutableArray<OperationResult>>> Apply(
        string cartId, CartOwner? newOwner, string device, Operation[] operations, Actor actor, CancellationToken cancellation) => Go(
        new Way
        {
            CartId = cartId,
            NewOwner = newOwner,
            Actor = actor,
            Skus = OperationMapping.Skus(operations),
            Decide = (cart, around) => OperationRules.Apply(cart, device, operations, actor, around),
            DecideMoved = (customer, guest, around) => Redirection.Apply(customer, guest, device, operations, actor, around),
        },
        cancellation);

    /// <summary>Applies operations that no device numbered, once under their key.</summary>
    /// <param name="cartId">The cart that they were made for.</param>
    /// <param name="newOwner">Whose cart it becomes when it is not stored yet.</param>
    /// <param name="key">The request's key.</param>
    /// <param name="operations">In order.</param>
    /// <param name="isWhole">One that is refused refuses all.</param>
    /// <param name="actor">Who sends them.</param>
    /// <param name="cancellation">Stops waiting; what was decided stands.</param>
    /// <returns>The cart that took them, as far as the caller may see it; the answers, or those that were given when the key was first used.</returns>
    /// <exception cref="RefusedException">Nothing was applied: no such cart, the merge is not finished yet, or one operation was refused that refuses all.</exception>
    public Task<CartResult<ImmutableArray<OperationResult>>> ApplyPlain(
        string cartId, CartOwner? newOwner, AnswerKey key, Operation[] operations, bool isWhole, Actor actor, CancellationToken cancellation) => Go(
        new Way
        {
            CartId = cartId,
            NewOwner = newOwner,
            Actor = actor,
            Key = key,
            Skus = OperationMapping.Skus(operations),
            Decide = (cart, around) => OperationRules.ApplyPlain(cart, operations, isWhole, actor, around),
            DecideMoved = (customer, guest, around) => Redirection.ApplyPlain(customer, guest, operations, isWhole, actor, around),
        },
        cancellation);

    private async Task<CartResult<ImmutableArray<OperationResult>>> Go(Way way, CancellationToken cancellation)
    {
        var result = await Try(way, cancellation).ConfigureAwait(false);
        if (result is { Cart.Phase: CartPhase.Merging, Recorded: null })
        {
            result = await merges.Resume(way.CartId, cancellation).ConfigureAwait(false)
                ? await Try(way, cancellation).ConfigureAwait(false)
                : throw new RefusedException(new TooManyChanges());
        }

        return result.Cart.Phase is CartPhase.Merged ? await Redirect(way, result, cancellation).ConfigureAwait(false) : result;
    }

    private Task<CartResult<ImmutableArray<OperationResult>>> Try(Way way, CancellationToken cancellation) => carts.Execute(
        new CartCommand<ImmutableArray<OperationResult>>
        {
            CartId = way.CartId,
            Caller = way.Actor,
            NewOwner = way.NewOwner,
            Skus = way.Skus,
            Key = way.Key,

            // Whoever numbers operations sends them again until they are stable.
            IsKeptByCaller = way.Key is null,

            // A merge that is under way is resumed first; a merged cart redirects.
            Decide = (cart, around) => cart.Phase is CartPhase.Merging or CartPhase.Merged ? new Change<ImmutableArray<OperationResult>>(cart, []) : way.Decide(cart, around),
            Record = (change, _) => change.Cart.Phase is CartPhase.Merging or CartPhase.Merged ? [] : Recorded(way.Key, change),
        },
        cancellation);

    private async Task<CartResult<ImmutableArray<OperationResult>>> Redirect(
        Way way, CartResult<ImmutableArray<OperationResult>> closed, CancellationToken cancellation)
    {
        // The guest's cart has the key among its own. In the customer's it is a key for the guest's cart, and meets none of those that were used for this one.
        var guest = closed.Cart;
        var key = way.Key is { } own ? own with { Key = own.Of(guest.Id) } : null;

        // Awaited: the answer may be made of the guest's cart, whose stable version says nothing of the customer's.
        var result = await carts.Execute(
            new CartCommand<ImmutableArray<OperationResult>>
            {
                CartId = guest.MovedTo!.CustomerCartId,
                Skus = way.Skus,
                Key = closed.Recorded is null ? key : null,
                Decide = (cart, around) =>
                {
                    if (closed.Recorded is not null)
                    {
                        return new Change<ImmutableArray<OperationResult>>(cart, []);
                    }

                    var change = way.DecideMoved(cart, guest, around);

                    // Where and when the customer checks out is nobody else's business.
                    return change.Refusal is CartInCheckout && !cart.Admits(way.Actor, around.Now) ? change with { Refusal = new TooManyChanges() } : change;
                },
                Record = (change, _) => closed.Recorded is null ? Recorded(key, change) : [],
            },
            cancellation).ConfigureAwait(false);
        result = result with { Recorded = closed.Recorded ?? result.Recorded };
        return result.Cart.Admits(way.Actor, result.Around.Now) ? result : result with { Cart = guest, Around = closed.Around };
    }

    private static IEnumerable<(AnswerKey Key, RecordedAnswer Answer)> Recorded(AnswerKey? key, Change<ImmutableArray<OperationResult>> change) => key switch
    {
        null => [],
        _ when change.Refusal is { } refusal => Kept.IsKept(refusal) ? [(key, RecordedAnswer.Of(key, refusal))] : [],
        _ => [(key, RecordedAnswer.Of(key, new ApplyOperationsResponse { Results = { change.Answer.Select(OperationMapping.ToProto) } }))],
    };

    private sealed record Way
    {
        public required string CartId { get; init; }

        public required CartOwner? NewOwner { get; init; }

        public required Actor Actor { get; init; }

        public required IReadOnlyCollection<string> Skus { get; init; }

        public AnswerKey? Key { get; init; }

        public required Func<SharedCart, Surroundings, Change<ImmutableArray<OperationResult>>> Decide { get; init; }

        public required Func<SharedCart, SharedCart, Surroundings, Change<ImmutableArray<OperationResult>>> DecideMoved { get; init; }
    }
}
