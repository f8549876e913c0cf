using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Timers;

namespace Omnichannel.CartSync.Sagas;

/// <summary>A cart's timer came due: the cart says what for.</summary>
public sealed class CartTimer(CartExecutor carts, CheckoutSaga checkouts, GuestMergeSaga merges) : ITimerHandler
{
    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken cancellation)
    {
        SharedCart cart;
        try
        {
            var passed = await carts.Execute(
                new CartCommand<bool>
                {
                    CartId = timer.Key,
                    Decide = DueTimes.Pass,
                    Record = (change, _) => CheckoutAnswers.OfEnded(change.Ended),
                    IsTimer = true,
                },
                cancellation).ConfigureAwait(false);
            cart = passed.Cart;
        }
        catch (RefusedException refused) when (refused.Refusal is CartNotFound)
        {
            return;
        }

        if (cart.Phase is CartPhase.Holding or CartPhase.Completing || !cart.PendingReleases.IsEmpty)
        {
            await checkouts.Drive(cart, cancellation).ConfigureAwait(false);
        }

        if (cart.Phase is CartPhase.Merging)
        {
            await merges.Resume(cart.Id, cancellation).ConfigureAwait(false);
        }
    }
}
