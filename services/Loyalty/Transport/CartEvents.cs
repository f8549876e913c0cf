using Omnichannel.Cart.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Cart-sync's events: a guest who turned out to be a customer brings their orders along, until that is taken back.</summary>
public sealed class CartEvents(Store.Orders orders)
{
    public Task GuestLinked(ConsumedEvent<GuestLinked> consumed, UnitOfWork unit) =>
        orders.Follow(unit, consumed.Message.GuestId, consumed.Message.CustomerId, consumed.Record.AggregateVersion);

    public Task GuestUnlinked(ConsumedEvent<GuestUnlinked> consumed, UnitOfWork unit) =>
        orders.Follow(unit, consumed.Message.GuestId, null, consumed.Record.AggregateVersion);
}
