using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;
using Tender = Omnichannel.OrderTracking.Domain.Tender;
using TenderKind = Omnichannel.Platform.Domain.TenderKind;
using Refund = Omnichannel.OrderTracking.Domain.Refund;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>What returns tell: units that arrived, then units that count as returned, and what they give back.</summary>
public sealed class ReturnEvents(OrderStore store)
{
    /// <summary>Goods arrived; they count until the return is resolved, then what was resolved does. Those that an accepted claim settled have come to nothing before, and do not count.</summary>
    public Task Received(ConsumedEvent<ReturnReceived> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        return store.ApplyReturn(work, new ReturnNews(
            e.OrderId, consumed.Record.Id, e.ReturnId, IsResolution: false, e.EffectiveAt.ToInstant(),
            [.. e.Lines.Where(line => line.Quantity > line.ClaimedQuantity).Select(line => new LineUnits(line.LineId, line.Quantity - line.ClaimedQuantity))]));
    }

    /// <summary>The units count as returned.</summary>
    public Task Resolved(ConsumedEvent<ReturnResolved> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        var past = e.Origin is Origin.Historical && e.RefundAmount is { AmountMinor: > 0 } amount
            ? new RefundAsk($"past/{e.ReturnId}", Refund.Return, amount.AmountMinor) { ReturnId = e.ReturnId, IsPast = true }
            : null;
        return store.ApplyReturn(work, new ReturnNews(e.OrderId, consumed.Record.Id, e.ReturnId, IsResolution: true, e.EffectiveAt.ToInstant(), Units(e.Lines), past));
    }

    /// <summary>The return gives money back: granted and instructed here.</summary>
    public Task Owed(ConsumedEvent<RefundOwed> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        var ask = new RefundAsk(e.RefundId, Refund.Return, e.Amount.AmountMinor)
        {
            ReturnId = e.ReturnId, IsCashAtTill = e.CashAtTill, To = e.StoreCredit ? new Tender(TenderKind.StoreCredit, "", 0) : null,
        };
        return store.ApplyReturn(work, new ReturnNews(e.OrderId, consumed.Record.Id, e.ReturnId, IsResolution: false, e.EffectiveAt.ToInstant(), [], ask));
    }

    private static IReadOnlyList<LineUnits> Units(IEnumerable<ReturnedLine> lines) => [.. lines.Select(line => new LineUnits(line.LineId, line.Quantity))];
}
