using Omnichannel.Platform.Execution;

namespace Omnichannel.CartSync.Store;

/// <summary>What a guest has beside the cart becomes the customer's at login: wishlists. A step of the merge saga, which may take it again.</summary>
public sealed class GuestJoin(CommandExecutor executor)
{
    /// <summary>Joins.</summary>
    public Task Join(string guestId, string customerId, CancellationToken cancellation) => executor.Apply(
        unit =>
        {
            WishlistStore.Join(unit, guestId, customerId);
            return Task.CompletedTask;
        },
        cancellation);
}
