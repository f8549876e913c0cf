using Omnichannel.Cart.V1;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>What Cart-sync tells of the merchant's stores.</summary>
public sealed class StoreEvents
{
    /// <summary>A store's record is another one.</summary>
    public Task Changed(ConsumedEvent<StoreChanged> consumed, UnitOfWork work)
    {
        StoreRecords.Put(work, consumed.Message.Store, consumed.Message.Version);
        return Task.CompletedTask;
    }
}
