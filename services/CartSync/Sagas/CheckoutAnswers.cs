using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Checkout = Omnichannel.CartSync.Domain.Checkout;

namespace Omnichannel.CartSync.Sagas;

/// <summary>
/// The answers of a checkout's calls, written in the step that decides them, whoever takes that step: the caller, a duplicate, or a timer after a crash. Refusals of the
/// request's own content, and those that only say "read again", are not recorded.
/// </summary>
internal static class CheckoutAnswers
{
    /// <summary>What a step has decided.</summary>
    public static IEnumerable<(AnswerKey Key, RecordedAnswer Answer)> Of(Change<Checkout?> change, AnswerKey? asked, Surroundings around)
    {
        if (change.Refusal is { } refusal)
        {
            var key = change.Answer?.BegunBy ?? asked;
            return key is not null && IsFinal(refusal) ? [(asked ?? key, RecordedAnswer.Of(asked ?? key, refusal))] : [];
        }

        return change.Answer is { } checkout ? Of(change.Cart, checkout, around) : [];
    }

    /// <summary>
    /// The answer of a till's one call whose checkout somebody else, or time, has ended: its tenders are on their way back, so the call must not be begun anew.
    /// </summary>
    public static IEnumerable<(AnswerKey Key, RecordedAnswer Answer)> OfEnded(IEnumerable<Checkout> ended) =>
        ended.Where(checkout => checkout is { IsInStore: true, Phase: CartPhase.Cancelled, Cancellation.Name: "BY_CALLER" or "TIMED_OUT" })
            .Select(checkout => checkout.BegunBy)
            .OfType<AnswerKey>()
            .Select(key => (key, RecordedAnswer.Of(key, new CheckoutWasCancelled())));

    // Waiting or reading again helps against the others.
    private static bool IsFinal(Refusal refusal) =>
        refusal.Kind is not (RefusalKind.Conflict or RefusalKind.Invalid or RefusalKind.NotFound) && refusal is not (CartInCheckout or CheckoutNotReady);

    private static IEnumerable<(AnswerKey, RecordedAnswer)> Of(SharedCart cart, Checkout checkout, Surroundings around)
    {
        if (checkout.Phase is CartPhase.Cancelled && checkout.Cancellation is { Name: not ("BY_CALLER" or "TIMED_OUT" or ErrorReasons.RateLimited) } reason)
        {
            foreach (var key in new[] { checkout.BegunBy, checkout.CompletedByKey }.OfType<AnswerKey>().Distinct())
            {
                yield return (key, RecordedAnswer.Of(key, new KeptRefusal(reason)));
            }
        }
        else if (checkout.Phase is CartPhase.Ready && checkout is { IsInStore: false, BegunBy: { } begun })
        {
            yield return (begun, RecordedAnswer.Of(begun, new BeginCheckoutResponse { Checkout = checkout.ToProto(cart) }));
        }
        else if (checkout.Phase is CartPhase.CheckedOut && checkout.CompletedByKey is { } completed)
        {
            var message = checkout.ToProto(cart);
            yield return (completed, checkout.IsInStore
                ? RecordedAnswer.Of(completed, new CheckoutInStoreResponse { Checkout = message, Cart = CartView.Of(cart, around) })
                : RecordedAnswer.Of(completed, new CompleteCheckoutResponse { Checkout = message }));
        }
    }
}
