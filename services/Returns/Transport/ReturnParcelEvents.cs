using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>What Order-tracking tells of the parcels that bring goods back.</summary>
public sealed class ReturnParcelEvents(ReturnsStore store)
{
    /// <summary>One has another status.</summary>
    public Task Changed(ConsumedEvent<ReturnParcelChanged> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        return store.Follow(work, e.ReturnId, change => change.Current.Carried(
            e.ReverseDeliveryId, e.LeftAt.ToInstantOrNull(), e.DeliveredAt.ToInstantOrNull(), change.Order, change.Policy, change.Now));
    }
}
