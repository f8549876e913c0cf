using Omnichannel.Cart.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;

namespace Omnichannel.Messaging.Transport;

/// <summary>Whose a guest is: what they asked for on a device before they signed in is not done twice.</summary>
internal sealed class GuestEvents
{
    /// <summary>A guest is a customer.</summary>
    public Task Linked(ConsumedEvent<GuestLinked> e, UnitOfWork unit)
    {
        GuestOwners.Linked(unit, e.Message.GuestId, e.Message.CustomerId);
        return Task.CompletedTask;
    }
}
