using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Whose purchases are whose, and the tier that a customer has when buying.</summary>
public sealed class OwnerEvents(OrderBook orders)
{
    public Task GuestLinked(ConsumedEvent<GuestLinked> consumed, UnitOfWork work)
    {
        GuestOwners.Linked(work, consumed.Message.GuestId, consumed.Message.CustomerId);
        orders.GuestLinked(work, consumed.Message.GuestId, consumed.Message.CustomerId);
        return Task.CompletedTask;
    }

    public Task Enrolled(ConsumedEvent<MemberEnrolled> consumed, UnitOfWork work)
    {
        orders.TierReached(work, consumed.Message.MemberId, consumed.Message.TierId, consumed.Message.EffectiveAt?.ToDateTimeOffset() ?? work.Now);
        return Task.CompletedTask;
    }

    public Task TierChanged(ConsumedEvent<TierChanged> consumed, UnitOfWork work)
    {
        orders.TierReached(work, consumed.Message.MemberId, consumed.Message.TierId, consumed.Message.EffectiveAt?.ToDateTimeOffset() ?? work.Now);
        return Task.CompletedTask;
    }
}
