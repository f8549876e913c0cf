using Omnichannel.Cart.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Cart-sync's events: a guest who turned out to be a customer brings their orders along.</summary>
public sealed class CartEvents(Store.Orders orders)
{
    public Task GuestLinked(ConsumedEvent<GuestLinked> consumed, UnitOfWork unit) =>
        orders.LinkGuest(unit, consumed.Message.GuestId, consumed.Message.CustomerId);
}
