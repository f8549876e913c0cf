using System.Collections.Immutable;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// A cart has one timer: the earliest moment at which anything may be due. When it fires, the cart itself says what is; so a timer that fires twice, late or for
/// nothing does no harm.
/// </summary>
public static class DueTimes
{
    /// <summary>When the cart wants to be looked at; null for never.</summary>
    public static DateTimeOffset? Next(SharedCart cart)
    {
        DateTimeOffset? next = Abandonment.DueAt(cart);
        if (cart.Checkout is { } checkout && cart.IsInCheckout)
        {
            next = Earlier(next, checkout.Phase is CartPhase.Ready || checkout.AwaitsDetails ? checkout.ExpiresAt : checkout.DriveAt);
            next = checkout.Phase is CartPhase.Holding ? Earlier(next, checkout.ExpiresAt) : next;
        }

        if (cart is { Phase: CartPhase.Merging, MovedTo: { } merge })
        {
            next = Earlier(next, merge.DriveAt);
        }

        if (Retention.DueAt(cart) is { } end)
        {
            next = Earlier(next, end);
        }

        return cart.PendingReleases.IsEmpty ? next : Earlier(next, cart.UpdatedAt + CheckoutRules.Retry);
    }

    /// <summary>Does what time alone decides: expires a checkout, calls a cart abandoned, ends a guest's cart.</summary>
    public static Change<bool> Pass(SharedCart cart, Surroundings around)
    {
        var expired = CheckoutRules.Expire(cart, around.Now);
        var raised = Abandonment.Raise(expired.Cart, around);
        if (ReferenceEquals(raised.Cart, cart) && Retention.Pass(cart, around.Now) is var kept && !ReferenceEquals(kept, cart))
        {
            return new Change<bool>(kept, true);
        }

        return new Change<bool>(raised.Cart, raised.Cart != cart)
        {
            Events = expired.Events.AddRange(raised.Events),
            Ended = expired.Ended,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one is { } known && known < other ? known : other;
}
