using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;
using Refund = Omnichannel.OrderTracking.Domain.Refund;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>What returns tell: units that are to come back, that arrived, then that count as returned, and what they give back.</summary>
public sealed class ReturnEvents(OrderStore store)
{
    /// <summary>Its units are in a return, and in no claim, until it ends.</summary>
    public Task Requested(ConsumedEvent<ReturnRequested> consumed, UnitOfWork work) =>
        store.ApplyReturn(work, News(ReturnNewsKind.Begun, consumed.Message, consumed.Record) with { Lines = Units(consumed.Message.Lines) });

    /// <summary>Its goods are with a carrier, also after it had expired.</summary>
    public Task InTransit(ConsumedEvent<ReturnInTransit> consumed, UnitOfWork work) => store.ApplyReturn(work, News(ReturnNewsKind.UnderWay, consumed.Message, consumed.Record));

    /// <summary>Nothing comes back by it.</summary>
    public Task Ended<TEvent>(ConsumedEvent<TEvent> consumed, UnitOfWork work)
        where TEvent : class, IReturnEvent, IMessage<TEvent> => store.ApplyReturn(work, News(ReturnNewsKind.Ended, consumed.Message, consumed.Record));

    /// <summary>Goods arrived; they count until the return is resolved, then what was resolved does. Those that an accepted claim settled have come to nothing before, and do not count.</summary>
    public Task Received(ConsumedEvent<ReturnReceived> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        return store.ApplyReturn(work, News(ReturnNewsKind.Received, e, consumed.Record) with
        {
            Lines = [.. e.Lines.Where(line => line.Quantity > line.ClaimedQuantity).Select(line => new ReturnedUnits(line.LineId, line.Quantity - line.ClaimedQuantity, 0))],
        });
    }

    /// <summary>The units count as returned.</summary>
    public Task Resolved(ConsumedEvent<ReturnResolved> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        var past = e.Origin is Origin.Historical && e.RefundAmount is { AmountMinor: > 0 } amount
            ? new RefundAsk($"past/{e.ReturnId}", Refund.Return, amount.AmountMinor) { ReturnId = e.ReturnId, IsPast = true }
            : null;
        return store.ApplyReturn(work, News(ReturnNewsKind.Resolved, e, consumed.Record) with { Lines = Units(e.Lines), Ask = past, IsPast = e.Origin is Origin.Historical });
    }

    /// <summary>The return gives money back: granted and instructed here.</summary>
    public Task Owed(ConsumedEvent<RefundOwed> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        var ask = new RefundAsk(e.RefundId, Refund.Return, e.Amount.AmountMinor)
        {
            ReturnId = e.ReturnId,
            FeesMinor = (e.Fees?.AmountMinor ?? 0) - (e.Delivery?.AmountMinor ?? 0),
            IsCashAtTill = e.CashAtTill,
            StoreCredit = e.StoreCredit is { } credit ? new StoreCreditAsk(credit.Amount?.AmountMinor ?? 0, credit.Fees?.AmountMinor ?? 0, [.. credit.LineIds]) : null,
        };
        return store.ApplyReturn(work, News(ReturnNewsKind.Owed, e, consumed.Record) with { Ask = ask, Lines = Units(e.Lines) });
    }

    /// <summary>Money is asked back that went back before its goods came.</summary>
    public Task Reclaimed(ConsumedEvent<RefundReclaimed> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        return store.ApplyReturn(work, News(ReturnNewsKind.Reclaimed, e, consumed.Record) with
        {
            Ask = new RefundAsk(e.RefundId, Refund.Return, e.Amount.AmountMinor) { ReturnId = e.ReturnId, FeesMinor = e.Fees?.AmountMinor ?? 0 },
            Lines = Units(e.Lines),
        });
    }

    /// <summary>A consumer withdrew from the contract: what has not left is not sent any more. What is to come back, its return tells.</summary>
    public Task Withdrawn(ConsumedEvent<WithdrawalConfirmed> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        var cancelled = e.Lines.Where(line => line.TotalCancelled > 0).Select(line => new ReturnedUnits(line.LineId, line.TotalCancelled, 0)).ToArray();
        return cancelled.Length == 0
            ? Task.CompletedTask
            : store.ApplyReturn(work, new ReturnNews(ReturnNewsKind.Withdrawn, e.OrderId, consumed.Record.Id, e.ReturnId, e.EffectiveAt.ToInstant()) { Channel = e.Channel.ToDomain(), Lines = cancelled });
    }

    private static ReturnNews News(ReturnNewsKind kind, IReturnEvent e, EventRecord record) =>
        new(kind, e.OrderId, record.Id, e.ReturnId, e.EffectiveAt.ToInstant()) { Channel = e.Channel.ToDomain() };

    private static IReadOnlyList<ReturnedUnits> Units(IEnumerable<ReturnedLine> lines) =>
        [.. lines.Select(line => new ReturnedUnits(line.LineId, line.Quantity, line.RefundAmount?.AmountMinor ?? 0))];
}
