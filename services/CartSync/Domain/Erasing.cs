namespace Omnichannel.CartSync.Domain;

/// <summary>What the erasure of a cart did.</summary>
/// <param name="IsErased">There was something of the person, and it is gone.</param>
/// <param name="Duty">What keeps the rest; empty for none.</param>
/// <param name="Until">How long.</param>
public sealed record ErasedCart(bool IsErased, string Duty = "", DateTimeOffset Until = default);

/// <summary>
/// Erases what a cart says about a person. What numbers are made of stays, as it does after a guest's time (<see cref="Retention"/>): versions do not go back for devices
/// that have seen them, and no order, checkout, hold, refund or merge gets the id of another.
/// </summary>
public static class Erasing
{
    /// <summary>A checkout runs: somebody may be paying. It ends by itself.</summary>
    public const string CheckoutRunning = "CHECKOUT_RUNNING";

    /// <summary>The cart is moving into another, which then has what is in it.</summary>
    public const string MergeRunning = "MERGE_RUNNING";

    /// <summary>Points or a coupon are still to be given back.</summary>
    public const string HoldToRelease = "HOLD_TO_RELEASE";

    /// <summary>The devices' last numbers: without them an edit that comes once more would put back what was erased.</summary>
    public const string DeviceNumbers = "DEVICE_NUMBERS";

    /// <summary>A payment for a checkout that ended may still come: it is given back, or told from the one that the sale stands on, by what the checkout says.</summary>
    public const string LatePayment = "LATE_PAYMENT";

    /// <summary>How long devices send again what they have, and providers what was paid.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    /// <summary>Empties the cart, or says why not yet.</summary>
    public static Change<ErasedCart> Erase(SharedCart cart, DateTimeOffset now)
    {
        if (Runs(cart, now) is { } runs)
        {
            return new Change<ErasedCart>(cart, runs);
        }

        var devices = cart.Devices.RemoveAll(mark => mark.UsedAt + Grace <= now);
        var wasEmpty = IsEmpty(cart);
        var next = !wasEmpty ? Emptied(cart, now) with { Devices = devices } : devices.Length < cart.Devices.Length ? cart with { Devices = devices } : cart;
        var erased = new ErasedCart(!wasEmpty || (devices.IsEmpty && !cart.Devices.IsEmpty));
        return new Change<ErasedCart>(next, devices.IsEmpty ? erased : erased with { Duty = DeviceNumbers, Until = devices.Max(mark => mark.UsedAt) + Grace }) { Erases = true };
    }

    /// <summary>It says nothing about anybody, but for the numbers of devices.</summary>
    public static bool IsEmpty(SharedCart cart) =>
        cart.Lines.IsEmpty && cart.Codes.IsEmpty && cart.Participants.IsEmpty && cart.Handoff is null && cart.LastActor is null && cart.LastEditAt == default
        && cart.GiftNote.Length == 0 && cart.CampaignSource.Length == 0 && cart.Merges.IsEmpty && cart.Removed.IsEmpty && cart.WaitingPurchases.IsEmpty
        && (cart.ContactId.Length == 0 || cart.ContactId == cart.OwnerId) && cart.Checkout is null;

    private static ErasedCart? Runs(SharedCart cart, DateTimeOffset now) =>
        cart is { IsInCheckout: true, Checkout: { } checkout } ? new ErasedCart(false, CheckoutRunning, checkout.ExpiresAt)
        : cart is { Phase: CartPhase.Merging, MovedTo: { } merge } ? new ErasedCart(false, MergeRunning, merge.DriveAt)
        : !cart.PendingReleases.IsEmpty ? new ErasedCart(false, HoldToRelease, now + CheckoutRules.Retry)
        : null;

    // Who watches the cart gets a snapshot of it, and who edits it with an older base means what is gone.
    private static SharedCart Emptied(SharedCart cart, DateTimeOffset now) => SharedCart.Empty(new CartOwner(cart.OwnerId, cart.OwnerIsGuest, cart.Market), cart.CurrencyCode) with
    {
        // A checkout's and a hold's id are made of the generation and the attempt.
        Generation = cart.Attempts > 0 ? cart.Generation + 1 : cart.Generation,
        GenerationStart = cart.NextVersion,
        Version = cart.NextVersion,
        WatchFloor = cart.NextVersion,
        Phase = cart.Phase,
        MovedTo = cart.MovedTo,
        AppliedMerges = cart.AppliedMerges,
        Refunds = cart.Refunds,
        SeenOrders = cart.SeenOrders,
        CreatedAt = cart.CreatedAt,
        UpdatedAt = now,
    };
}
