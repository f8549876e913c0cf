using System.Collections.Immutable;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Actor = Omnichannel.CartSync.Domain.Actor;
using CancelCheckoutResponse = Omnichannel.Cart.V1.CancelCheckoutResponse;
using Checkout = Omnichannel.CartSync.Domain.Checkout;
using Tender = Omnichannel.CartSync.Domain.Tender;

namespace Omnichannel.CartSync.Sagas;

/// <summary>
/// Drives checkouts: the cart's state says which step is next, and every step may be taken again. The caller drives its own checkout; a timer drives what a crash or a
/// slow Loyalty left behind. The crash points between the steps are listed in the README.
/// </summary>
public sealed class CheckoutSaga(CartExecutor carts, ICartStore store, LoyaltyHolds loyalty, IUnknownCarts unknown, ILogger<CheckoutSaga> log)
{
    /// <summary>Begins a checkout, passes the call's personal data on, and drives it as far as it goes.</summary>
    /// <param name="cartId">The cart.</param>
    /// <param name="order">What is wanted sold.</param>
    /// <param name="newOwner">Whose cart it becomes when it is not stored yet.</param>
    /// <param name="findWallets">
    /// Finds the wallets that pay, where the order has yet to learn them. Not asked for a call that was answered before or whose checkout is under way: by then the caller
    /// may have no part in the cart any more, and the cards may be somebody's.
    /// </param>
    /// <param name="passOn">
    /// Passes contact and delivery details on. Called when the checkout is stored as this call's own, so whoever loses the cart to another passes nothing on; may be called
    /// again with a repetition of the call.
    /// </param>
    /// <param name="cancellation">Ends the waiting for the cart.</param>
    public async Task<CartResult<Checkout?>> Begin(
        string cartId,
        CheckoutOrder order,
        CartOwner? newOwner,
        Func<SharedCart, Task<ImmutableArray<WalletShare>>> findWallets,
        Func<SharedCart, Checkout, Task> passOn,
        CancellationToken cancellation)
    {
        var begun = await Begin(cartId, order, newOwner, cancellation).ConfigureAwait(false);
        if (begun is { Recorded: null, Answer: null })
        {
            begun = await Begin(cartId, order with { Wallets = await findWallets(begun.Cart).ConfigureAwait(false) }, newOwner, cancellation).ConfigureAwait(false);
        }

        if (begun.Recorded is not null)
        {
            return begun;
        }

        CrashPoints.Reach("checkout.begun");
        if (begun.Answer is { AwaitsDetails: true } checkout)
        {
            begun = await PassOn(begun.Cart, checkout, passOn, cancellation).ConfigureAwait(false);
        }

        return await DriveOn(begun, cancellation).ConfigureAwait(false);
    }

    private Task<CartResult<Checkout?>> Begin(string cartId, CheckoutOrder order, CartOwner? newOwner, CancellationToken cancellation) => carts.Execute(
        new CartCommand<Checkout?>
        {
            CartId = cartId,
            Caller = order.Actor,
            NewOwner = newOwner,
            Key = order.Key,
            Decide = (cart, around) => CheckoutRules.Begin(cart, order, around),
            Record = (change, around) => CheckoutAnswers.Of(change, order.Key, around),
        },
        cancellation);

    /// <summary>
    /// Takes tenders for a checkout and drives it on. A checkout that ended before is answered as it ended. What a service says was paid for a cart or a checkout that is
    /// not on file (any more) goes back.
    /// </summary>
    public async Task<CartResult<Checkout?>> Complete(
        string cartId, string checkoutId, ImmutableArray<Tender> tenders, AnswerKey key, Actor actor, CancellationToken cancellation)
    {
        var tendered = await Tender(cartId, checkoutId, tenders, key, actor, cancellation).ConfigureAwait(false);
        if (tendered.Recorded is not null)
        {
            return tendered;
        }

        if (tendered.Answer is null)
        {
            return tendered with { Answer = await store.FindCheckout(cartId, checkoutId, cancellation).ConfigureAwait(false) };
        }

        CrashPoints.Reach("checkout.completing");
        return await DriveOn(tendered, cancellation).ConfigureAwait(false);
    }

    private async Task<CartResult<Checkout?>> Tender(
        string cartId, string checkoutId, ImmutableArray<Tender> tenders, AnswerKey key, Actor actor, CancellationToken cancellation)
    {
        var isService = actor.Role is ActorRole.Service;
        try
        {
            return await OnKnown(
                cartId,
                checkoutId,
                isService ? EndedCheckout.Unknown(checkoutId) : null,
                actor,
                (ended, caller) => new CartCommand<Checkout?>
                {
                    CartId = cartId,
                    Caller = caller,
                    Key = key,
                    Decide = (cart, around) => CheckoutRules.Complete(cart, checkoutId, tenders, key, actor, ended, around.Now),
                    Record = (change, around) => CheckoutAnswers.Of(change, key, around),
                },
                cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.Refusal is CheckoutWasCancelled or CheckoutAlreadyCompleted or CheckoutNotFound or CartNotFound)
        {
            if (isService && refused.Refusal is CartNotFound)
            {
                await unknown.Refund(cartId, checkoutId, tenders, actor, cancellation).ConfigureAwait(false);
            }

            CrashPoints.Reach("checkout.refunded");
            throw;
        }
    }

    /// <summary>Gives a checkout up and what it holds back.</summary>
    public async Task<CartResult<Checkout?>> Cancel(string cartId, string checkoutId, AnswerKey key, Actor actor, CancellationToken cancellation)
    {
        var cancelled = await OnKnown(
            cartId,
            checkoutId,
            null,
            actor,
            (ended, caller) => new CartCommand<Checkout?>
            {
                CartId = cartId,
                Caller = caller,
                Key = key,
                Decide = (cart, around) => CheckoutRules.Cancel(cart, checkoutId, actor, ended, around.Now),
                Record = (change, _) => change.Answer is { } checkout
                    ? [(key, RecordedAnswer.Of(key, new CancelCheckoutResponse { Checkout = checkout.ToProto(change.Cart) })), .. CheckoutAnswers.OfEnded(change.Ended)]
                    : [],
            },
            cancellation).ConfigureAwait(false);
        return cancelled switch
        {
            { Recorded: not null } => cancelled,
            { Answer: null } => cancelled with { Answer = await store.FindCheckout(cartId, checkoutId, cancellation).ConfigureAwait(false) },
            _ => await DriveOn(cancelled, cancellation).ConfigureAwait(false),
        };
    }

    /// <summary>Takes every step that is due on a cart: holds, commits, releases.</summary>
    /// <param name="cart">As a command answered it: no step is taken for a state that a failover takes back.</param>
    /// <param name="cancellation">Ends the waiting for the cart.</param>
    public Task Drive(SharedCart cart, CancellationToken cancellation) => DriveOn(new CartResult<Checkout?>(cart, cart.Checkout, null!, null), cancellation);

    // Without an answer the checkout stays HOLDING: the caller's repetition goes on, or time ends it. What is refused would be refused again: the cart opens.
    private async Task<CartResult<Checkout?>> PassOn(
        SharedCart cart, Checkout checkout, Func<SharedCart, Checkout, Task> passOn, CancellationToken cancellation)
    {
        try
        {
            await passOn(cart, checkout).ConfigureAwait(false);
        }
        catch (RpcException error) when (LoyaltyHolds.IsRefusal(error))
        {
            await Checkout(cart.Id, (current, around) => CheckoutRules.DetailsRefused(current, checkout.CheckoutId, around.Now)).ConfigureAwait(false);
            throw;
        }

        CrashPoints.Reach("checkout.passed-on");
        var result = await Checkout(cart.Id, (current, around) => CheckoutRules.PassedOn(current, checkout.CheckoutId, around)).ConfigureAwait(false);
        return await OfSame(result, checkout, cancellation).ConfigureAwait(false);
    }

    // Somebody else (a duplicate of this call, the timer) may have been quicker to its end: then the archive has it.
    private async Task<CartResult<Checkout?>> OfSame(CartResult<Checkout?> result, Checkout checkout, CancellationToken cancellation) =>
        result.Answer?.CheckoutId == checkout.CheckoutId
            ? result
            : result with { Answer = await store.FindCheckout(result.Cart.Id, checkout.CheckoutId, cancellation).ConfigureAwait(false) };

    // A checkout may end between the look into the archive and the look at the cart: then the archive has it. One that neither has is taken for what the caller says.
    private async Task<CartResult<Checkout?>> OnKnown(
        string cartId, string checkoutId, EndedCheckout? otherwise, Actor actor, Func<EndedCheckout?, Actor?, CartCommand<Checkout?>> command, CancellationToken cancellation)
    {
        var archived = await store.FindCheckout(cartId, checkoutId, cancellation).ConfigureAwait(false);
        try
        {
            return await On(archived, null).ConfigureAwait(false);
        }
        catch (RefusedException refused) when (archived is null && refused.Refusal is CheckoutNotFound or CartNotFound)
        {
            archived = await store.FindCheckout(cartId, checkoutId, cancellation).ConfigureAwait(false);
            if (archived is null && refused.Refusal is CartNotFound)
            {
                throw;
            }

            return await On(archived, otherwise).ConfigureAwait(false);
        }

        // Whoever made a checkout asks about it after its end, too, when they have no part in the cart any more.
        Task<CartResult<Checkout?>> On(Checkout? ended, EndedCheckout? unknown) => carts.Execute(
            command(ended is null ? unknown : EndedCheckout.Of(ended), ended?.IsBy(actor) is true ? null : actor), cancellation);
    }

    private async Task<CartResult<Checkout?>> DriveOn(CartResult<Checkout?> result, CancellationToken cancellation)
    {
        try
        {
            while (result.Answer is { Phase: CartPhase.Holding or CartPhase.Completing, AwaitsDetails: false } checkout && result.Cart.IsInCheckout)
            {
                var step = checkout.Phase is CartPhase.Holding
                    ? await Hold(result.Cart, checkout).ConfigureAwait(false)
                    : await Commit(result.Cart, checkout).ConfigureAwait(false);

                // Not taken for an answer before it is this checkout's: should the archive not answer, the caller is told the phase before.
                result = await OfSame(step, checkout, cancellation).ConfigureAwait(false);
            }

            foreach (var release in result.Cart.PendingReleases)
            {
                if (!await loyalty.Release(release).ConfigureAwait(false))
                {
                    Log.HoldCapturedUnsold(log, result.Cart.Id, release.HoldId);
                }

                CrashPoints.Reach("checkout.released");
                await Step(result.Cart.Id, cart => CheckoutRules.Released(cart, release.HoldId), cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not RefusedException and not RpcException { StatusCode: StatusCode.FailedPrecondition })
        {
            // Loyalty did not answer, so nobody knows: the state says what to repeat, and the timer does.
            Log.CheckoutStepUnanswered(log, error, result.Cart.Id);
        }

        return result;
    }

    private async Task<CartResult<Checkout?>> Hold(SharedCart cart, Checkout checkout)
    {
        var (held, refusal) = await loyalty.Place(cart, checkout).ConfigureAwait(false);
        CrashPoints.Reach("checkout.held");
        var result = await Checkout(
            cart.Id,
            (current, around) => refusal is null
                ? CheckoutRules.Held(current, checkout.CheckoutId, held!, around)
                : CheckoutRules.HoldRefused(current, checkout.CheckoutId, refusal, around.Now)).ConfigureAwait(false);
        CrashPoints.Reach(refusal is null ? "checkout.ready" : "checkout.cancelled");
        return result;
    }

    private async Task<CartResult<Checkout?>> Commit(SharedCart cart, Checkout checkout)
    {
        var refusal = await loyalty.Commit(cart, checkout).ConfigureAwait(false);
        CrashPoints.Reach("checkout.committed");
        var result = await Checkout(
            cart.Id,
            (current, around) => refusal is null
                ? CheckoutRules.Committed(current, checkout.CheckoutId, around.Now)
                : CheckoutRules.CommitRefused(current, checkout.CheckoutId, refusal, around.Now)).ConfigureAwait(false);
        CrashPoints.Reach(refusal is null ? "checkout.sold" : "checkout.cancelled");
        return result;
    }

    // A refusal that comes with a step (a till's tenders do not match) is the caller's answer, not the step's failure: it is kept in the checkout.
    private Task<CartResult<Checkout?>> Checkout(string cartId, Func<SharedCart, Surroundings, Change<Checkout>> decide) => carts.Execute(
        new CartCommand<Checkout?>
        {
            CartId = cartId,
            Decide = (cart, around) =>
            {
                var change = decide(cart, around);
                return new Change<Checkout?>(change.Cart, change.Answer) { Events = change.Events, Ended = change.Ended };
            },
            Record = (change, around) => change.Answer is { Cancellation.Kind: RefusalKind.Invalid } ? [] : CheckoutAnswers.Of(change, null, around),
        },
        CancellationToken.None);

    private Task Step(string cartId, Func<SharedCart, Change<bool>> decide, CancellationToken cancellation) => carts.Execute(
        new CartCommand<bool> { CartId = cartId, Decide = (cart, _) => decide(cart) }, cancellation);
}
