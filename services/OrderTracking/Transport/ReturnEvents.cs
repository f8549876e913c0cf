using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>What returns tell: units that arrived, then units that count as returned.</summary>
public sealed class ReturnEvents(OrderStore store)
{
    /// <summary>Goods arrived; they count until the return is resolved, then what was resolved does.</summary>
    public Task Received(ConsumedEvent<ReturnReceived> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        return store.ApplyReturn(work, new ReturnNews(e.OrderId, consumed.Record.Id, e.ReturnId, IsResolution: false, e.EffectiveAt.ToInstant(), Units(e.Lines)));
    }

    /// <summary>The units count as returned.</summary>
    public Task Resolved(ConsumedEvent<ReturnResolved> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        return store.ApplyReturn(work, new ReturnNews(e.OrderId, consumed.Record.Id, e.ReturnId, IsResolution: true, e.EffectiveAt.ToInstant(), Units(e.Lines)));
    }

    private static IReadOnlyList<LineUnits> Units(IEnumerable<ReturnedLine> lines) => [.. lines.Select(line => new LineUnits(line.LineId, line.Quantity))];
}
