using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Order-tracking's events: the purchases that returns are decided on.</summary>
public sealed class OrderEvents(OrderBook orders, ReturnsStore returns, WithdrawalStore withdrawals)
{
    public Task Placed(ConsumedEvent<OrderPlaced> consumed, UnitOfWork work) => orders.Placed(work, consumed.Message);

    /// <summary>Some left, or came. Among them may be what a withdrawal wanted cancelled too late.</summary>
    public async Task FulfilmentChanged(ConsumedEvent<OrderFulfilmentChanged> consumed, UnitOfWork work)
    {
        await orders.Changed(work, consumed.Message.OrderId, consumed.Record);
        await withdrawals.Overtaken(work, consumed.Message.OrderId);
    }

    public Task Delivered(ConsumedEvent<OrderDelivered> consumed, UnitOfWork work) => orders.Changed(work, consumed.Message.OrderId, consumed.Record);

    public Task DeliveryCorrected(ConsumedEvent<OrderDeliveryCorrected> consumed, UnitOfWork work) => orders.Changed(work, consumed.Message.OrderId, consumed.Record);

    public Task Cancelled(ConsumedEvent<OrderCancelled> consumed, UnitOfWork work) => orders.Changed(work, consumed.Message.OrderId, consumed.Record);

    public Task ClaimFiled(ConsumedEvent<ClaimFiled> consumed, UnitOfWork work) => orders.Changed(work, consumed.Message.OrderId, consumed.Record);

    /// <summary>An accepted claim settles its units. Returns that have them hear of it first: what they reserved was the customer's until now.</summary>
    public async Task ClaimResolved(ConsumedEvent<ClaimResolved> consumed, UnitOfWork work)
    {
        if (consumed.Message.Claim.State is ClaimState.Accepted)
        {
            await returns.Settle(work, consumed.Message.Claim);
        }

        await orders.Changed(work, consumed.Message.OrderId, consumed.Record);
    }

    public Task Claimed(ConsumedEvent<OrderClaimed> consumed, UnitOfWork work) => orders.Changed(work, consumed.Message.OrderId, consumed.Record);
}
