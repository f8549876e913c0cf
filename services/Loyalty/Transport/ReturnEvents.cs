using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Returns' events: until when lines can be returned.</summary>
public sealed class ReturnEvents(Store.Orders orders)
{
    public Task WindowSet(ConsumedEvent<ReturnWindowSet> consumed, UnitOfWork unit) => orders.MoveWindows(
        unit,
        consumed.Message.OrderId,
        consumed.Record.AggregateVersion,
        consumed.Message.Lines.ToDictionary(line => line.LineId, line => ToDomain.Instant(line.EndsAt)!.Value, StringComparer.Ordinal));
}
