using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Money = Omnichannel.Types.V1.Money;
using Tender = Omnichannel.Types.V1.Tender;
using TenderKind = Omnichannel.Types.V1.TenderKind;

namespace Omnichannel.Returns.Transport;

/// <summary>What Order-tracking tells of the refunds that returns asked for. Those of others are none of theirs.</summary>
public sealed class RefundEvents(ReturnsStore store)
{
    /// <summary>Which units of a return are given back, and what they are worth in the end.</summary>
    public Task Counted(ConsumedEvent<ReturnCounted> consumed, UnitOfWork work)
    {
        var counted = ToDomain(consumed.Message.Lines);
        return Follow(work, consumed.Message.ReturnId, change => change.Current.CountedAs(counted));
    }

    /// <summary>A refund was granted, or tried again.</summary>
    public Task Requested(ConsumedEvent<RefundRequested> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        var cash = e.CashAtTill is { AmountMinor: > 0 } ? [new Tender { Kind = TenderKind.Cash, Amount = e.CashAtTill }] : (Tender[])[];
        var amount = new Money { CurrencyCode = e.Amount.CurrencyCode, AmountMinor = e.Amount.AmountMinor + (e.CashAtTill?.AmountMinor ?? 0) };
        var granted = ToDomain(amount, [.. e.Instructions.Select(instruction => instruction.Tender), .. cash], e.CashAtTill, e.Rounding) with { Counted = ToDomain(e.Lines) };
        return Follow(work, e.ReturnId, change => e.Retry ? change.Current.RefundRetried(e.RefundId) : change.Current.RefundGranted(e.RefundId, granted, change.Order));
    }

    /// <summary>All of a refund was given back.</summary>
    public Task Completed(ConsumedEvent<RefundCompleted> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        var granted = ToDomain(e.Amount, e.Tenders, e.CashAtTill, e.Rounding);
        return Follow(work, e.ReturnId, change => change.Current.RefundCompleted(e.RefundId, granted, e.EffectiveAt.ToInstant(), change.Now));
    }

    /// <summary>A refund failed for good.</summary>
    public Task Failed(ConsumedEvent<RefundFailed> consumed, UnitOfWork work) =>
        Follow(work, consumed.Message.ReturnId, change => change.Current.RefundFailed(consumed.Message.RefundId, consumed.Message.Reason));

    private Task Follow(UnitOfWork work, string returnId, Func<ReturnChange, ReturnStep> step) =>
        returnId.Length == 0 ? Task.CompletedTask : store.Follow(work, returnId, step);

    private static Dictionary<string, CountedUnits> ToDomain(IEnumerable<CountedLine> lines) =>
        lines.ToDictionary(line => line.LineId, line => new CountedUnits(line.Quantity, line.Worth.ToDomain(line.Worth.CurrencyCode)), StringComparer.Ordinal);

    private static GrantedRefund ToDomain(Money amount, IEnumerable<Tender> tenders, Money? cashAtTill, Money? rounding)
    {
        var currency = amount.CurrencyCode;
        return new GrantedRefund(
            amount.ToDomain(currency), [.. tenders.Select(tender => tender.ToDomain(currency))], cashAtTill.ToDomain(currency), rounding?.AmountMinor ?? 0);
    }
}
