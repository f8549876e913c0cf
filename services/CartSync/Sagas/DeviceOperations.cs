using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Sagas;

/// <summary>The way of a device's operations: to the cart that they name, past a merge that is under way, to the cart that it moved into.</summary>
public sealed class DeviceOperations(CartExecutor carts, GuestMergeSaga merges)
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
    public async Task<CartResult<ImmutableArray<OperationResult>>> Apply(
        string cartId, CartOwner? newOwner, string device, Operation[] operations, Actor actor, CancellationToken cancellation)
    {
        var command = new CartCommand<ImmutableArray<OperationResult>>
        {
            CartId = cartId,
            Caller = actor,
            NewOwner = newOwner,
            Skus = OperationMapping.Skus(operations),
            IsKeptByCaller = true,

            // A merge that is under way is resumed first; a merged cart redirects.
            Decide = (cart, around) => cart.Phase is CartPhase.Merging or CartPhase.Merged
                ? new Change<ImmutableArray<OperationResult>>(cart, [])
                : OperationRules.Apply(cart, device, operations, actor, around),
        };
        var result = await carts.Execute(command, cancellation).ConfigureAwait(false);
        if (result.Cart.Phase is CartPhase.Merging)
        {
            result = await merges.Resume(cartId, cancellation).ConfigureAwait(false)
                ? await carts.Execute(command, cancellation).ConfigureAwait(false)
                : throw new RefusedException(new TooManyChanges());
        }

        return result.Cart.Phase is CartPhase.Merged ? await Redirect(result, device, operations, actor, cancellation).ConfigureAwait(false) : result;
    }

    private async Task<CartResult<ImmutableArray<OperationResult>>> Redirect(
        CartResult<ImmutableArray<OperationResult>> closed, string device, Operation[] operations, Actor actor, CancellationToken cancellation)
    {
        // Awaited: the answer may be made of the guest's cart, whose stable version says nothing of the customer's.
        var guest = closed.Cart;
        var result = await carts.Execute(
            new CartCommand<ImmutableArray<OperationResult>>
            {
                CartId = guest.MovedTo!.CustomerCartId,
                Skus = OperationMapping.Skus(operations),
                Decide = (cart, around) =>
                {
                    var change = Redirection.Apply(cart, guest, device, operations, actor, around);

                    // Where and when the customer checks out is nobody else's business.
                    return change.Refusal is CartInCheckout && !cart.Admits(actor, around.Now) ? change with { Refusal = new TooManyChanges() } : change;
                },
            },
            cancellation).ConfigureAwait(false);
        return result.Cart.Admits(actor, result.Around.Now) ? result : result with { Cart = guest, Around = closed.Around };
    }
}
