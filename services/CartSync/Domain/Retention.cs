namespace Omnichannel.CartSync.Domain;

/// <summary>
/// How long carts are kept. A customer's cart stays, with what was saved for later. A guest's goes 30 days after its last activity with everything in it, its device
/// numbers included, by the cart's own timer and compare-and-set: one that is touched meanwhile is not lost.
/// </summary>
public static class Retention
{
    /// <summary>From the last activity of a guest's cart on.</summary>
    public static readonly TimeSpan OfGuests = TimeSpan.FromDays(30);

    /// <summary>When the cart has outlived its use; null for never. A whole day, so that not every edit moves the timer.</summary>
    public static DateTimeOffset? DueAt(SharedCart cart)
    {
        if (!cart.OwnerIsGuest || cart.Phase is not (CartPhase.Open or CartPhase.Merged) || !cart.PendingReleases.IsEmpty || IsReduced(cart))
        {
            return null;
        }

        var end = LastActivity(cart) + OfGuests;
        return new DateTimeOffset(end.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
    }

    /// <summary>The cart after its time: blank, which is not stored; or, where numbers of it must never be given again, what keeps them.</summary>
    public static SharedCart Pass(SharedCart cart, DateTimeOffset now)
    {
        if (DueAt(cart) is not { } due || due > now)
        {
            return cart;
        }

        var blank = SharedCart.Empty(new CartOwner(cart.OwnerId, cart.OwnerIsGuest, cart.Market), cart.CurrencyCode);
        return IsForgettable(cart) ? blank : blank with
        {
            // A checkout's and a hold's id are made of the generation and the attempt.
            Generation = cart.Attempts > 0 ? cart.Generation + 1 : cart.Generation,
            GenerationStart = cart.NextVersion,
            Version = cart.NextVersion,
            WatchFloor = cart.NextVersion,
            Phase = cart.Phase,
            MovedTo = cart.MovedTo,
            Refunds = cart.Refunds,
            SeenOrders = cart.SeenOrders,
            CreatedAt = cart.CreatedAt,
            UpdatedAt = now,
        };
    }

    /// <summary>Nothing of it is worth storing.</summary>
    public static bool IsBlank(SharedCart cart) => cart.Version == 0 && IsReduced(cart);

    // Ids of orders, checkouts, holds and merges are derived from the cart: one that made any may not begin anew.
    private static bool IsForgettable(SharedCart cart) =>
        cart is { Generation: 1, Attempts: 0, MovedTo: null } && cart.Refunds.IsEmpty && cart.AppliedMerges.IsEmpty;

    private static bool IsReduced(SharedCart cart) =>
        cart.Lines.IsEmpty && cart.Devices.IsEmpty && cart.Codes.IsEmpty && cart.Participants.IsEmpty && cart.Handoff is null && cart.LastActor is null
        && cart.LastEditAt == default && cart.ContactId.Length == 0 && cart.GiftNote.Length == 0 && cart.CampaignSource.Length == 0;

    private static DateTimeOffset LastActivity(SharedCart cart)
    {
        var last = cart.UpdatedAt > cart.LastEditAt ? cart.UpdatedAt : cart.LastEditAt;
        last = cart.Handoff is { } handoff && handoff.ExpiresAt > last ? handoff.ExpiresAt : last;

        // A refused operation changes nothing but the number of its device, and a device that asks again must be told the same.
        foreach (var device in cart.Devices)
        {
            last = device.UsedAt > last ? device.UsedAt : last;
        }

        return last;
    }
}
