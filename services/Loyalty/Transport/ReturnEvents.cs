using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Returns' events: what the units earned goes, what they cost in points comes back.</summary>
public sealed class ReturnEvents(Store.Orders orders, CardSales cards)
{
    public async Task Resolved(ConsumedEvent<ReturnResolved> consumed, UnitOfWork unit)
    {
        var resolved = consumed.Message;
        await orders.Return(unit, new ReturnedUnits(
            resolved.OrderId,
            resolved.ReturnId,
            OrderEvents.At(resolved.EffectiveAt, consumed.Record),
            resolved.Origin is Origin.Historical,
            resolved.Channel.ToDomain(),
            [.. resolved.Lines.Select(line => new Domain.ReturnedLine(line.LineId, line.Quantity))])
        {
            NewsId = consumed.Record.Id,
        }).ConfigureAwait(false);
        var cause = new Cause(unit.Now) { OrderId = resolved.OrderId, ReturnId = resolved.ReturnId, Channel = resolved.Channel.ToDomain() };
        await cards.CallOff(unit, resolved.OrderId, resolved.Lines.Select(line => (line.LineId, (long)line.Quantity)), cause).ConfigureAwait(false);
    }

    public Task WindowSet(ConsumedEvent<ReturnWindowSet> consumed, UnitOfWork unit) => orders.MoveWindows(
        unit,
        consumed.Message.OrderId,
        consumed.Record.AggregateVersion,
        consumed.Message.Lines.ToDictionary(line => line.LineId, line => ToDomain.Instant(line.EndsAt)!.Value, StringComparer.Ordinal));
}
