using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;

namespace Omnichannel.CartSync.Store;

/// <summary>What a guest has beside the cart becomes the customer's at login: wishlists, what they wait for, and the answers to what they asked. A step of the merge saga, which may take it again.</summary>
public interface IGuestJoin
{
    /// <summary>Joins.</summary>
    Task Join(string guestId, string customerId, CancellationToken cancellation);
}

/// <inheritdoc/>
public sealed class GuestJoin(CommandExecutor executor) : IGuestJoin
{
    /// <inheritdoc/>
    public Task Join(string guestId, string customerId, CancellationToken cancellation) => executor.Apply(
        async unit =>
        {
            GuestOwners.Joining(unit, guestId, customerId);
            WishlistStore.Join(unit, guestId, customerId);
            await SubscriptionStore.Join(unit, guestId, customerId).ConfigureAwait(false);
        },
        cancellation);
}
