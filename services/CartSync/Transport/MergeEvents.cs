using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.CartSync.Transport;

/// <summary>The carts' own news of merges, from which follows whose a guest is.</summary>
public sealed class MergeEvents(GuestLinks links)
{
    /// <summary>A guest's cart moved into a customer's.</summary>
    public Task Merged(ConsumedEvent<CartMerged> merged, UnitOfWork unit) => links.Merged(unit, merged.Message);

    /// <summary>A merge was taken back.</summary>
    public Task Undone(ConsumedEvent<CartMergeUndone> undone, UnitOfWork unit) => links.Undone(unit, undone.Message);
}
