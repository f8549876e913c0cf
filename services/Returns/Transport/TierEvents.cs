using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>The tier that a customer has when buying.</summary>
public sealed class TierEvents(OrderBook orders)
{
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
