using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Sagas;

/// <summary>What owners buy outside their carts is taken off these: for a guest whose cart has moved, off the customer's.</summary>
public sealed class Purchases(CartExecutor carts, GuestMergeSaga merges)
{
    /// <summary>Takes a purchase into account, once by its order's id.</summary>
    /// <exception cref="RefusedException">The owner has no cart.</exception>
    public async Task Note(string cartId, Purchase purchase, CancellationToken cancellation)
    {
        var bought = await Bought(cartId, purchase, cancellation).ConfigureAwait(false);
        if (bought.Cart.MovedTo is { } moved)
        {
            await merges.Resume(cartId, cancellation).ConfigureAwait(false);
            await Bought(moved.CustomerCartId, purchase, cancellation).ConfigureAwait(false);
        }
    }

    private Task<CartResult<bool>> Bought(string cartId, Purchase purchase, CancellationToken cancellation) => carts.Execute(
        new CartCommand<bool> { CartId = cartId, Decide = (cart, around) => Abandonment.Bought(cart, purchase, around) }, cancellation);
}
