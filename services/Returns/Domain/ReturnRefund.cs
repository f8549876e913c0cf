using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What Order-tracking granted of what a return owes.</summary>
/// <param name="Amount">All of it, rounded in cash.</param>
/// <param name="Tenders">What goes back on which payment; adds up to the amount.</param>
/// <param name="CashAtTill">Part of it that the till gives back.</param>
/// <param name="RoundingMinor">What rounding cash added; negative: took off.</param>
public sealed record GrantedRefund(Money Amount, IReadOnlyList<Tender> Tenders, Money CashAtTill, long RoundingMinor);

/// <summary>Units of a line that are given back, and what they are worth, before fees.</summary>
public sealed record CountedUnits(int Quantity, Money Worth);

/// <content>What became of the refund, as Order-tracking tells. The same news again changes nothing.</content>
public sealed partial record Return
{
    /// <summary>
    /// Which of its units are given back, and what they are worth: Order-tracking decides, as it alone knows what was settled otherwise. Fees stay what they were, as far as there is
    /// something to take them from. What was told of history stays, and what was given in advance.
    /// </summary>
    public ReturnStep CountedAs(IReadOnlyDictionary<string, CountedUnits> counted)
    {
        if (!IsResolved || IsPaidInAdvance || Origin is Origin.Historical)
        {
            return ReturnStep.Unchanged(this);
        }

        var next = Worth([.. Lines.Select(line => counted.TryGetValue(line.LineId, out var units) ? Counted(line, units) : Counted(line, new CountedUnits(0, Money.Zero(RefundAmount.CurrencyCode))))]);
        if (next.Lines.SequenceEqual(Lines))
        {
            return ReturnStep.Unchanged(this);
        }

        var fees = Domain.Fees.Within(next.RefundAmount, Fees);
        next = next with { Fees = fees, RefundAmount = fees.Aggregate(next.RefundAmount, (left, fee) => left - fee.Amount) };
        return Step(next with { Refund = Refund is { IsGranted: false } asked ? asked with { Amount = next.RefundAmount } : Refund });
    }

    private ReturnLine Counted(ReturnLine line, CountedUnits units) =>
        line with { Claimed = units.Quantity < CountedOnceResolved(line) ? line.Quantity - units.Quantity : line.Claimed, RefundAmount = units.Worth };

    /// <summary>It was granted, and its instructions are out.</summary>
    public ReturnStep RefundGranted(string refundId, GrantedRefund granted) => Refund is { IsGranted: false } refund && refund.RefundId == refundId
        ? Step(this with { Refund = refund.With(granted) })
        : ReturnStep.Unchanged(this);

    /// <summary>What had failed is tried again.</summary>
    public ReturnStep RefundRetried(string refundId) => Refund is { State: RefundState.Failed } refund && refund.RefundId == refundId
        ? Step(this with { Refund = refund with { State = RefundState.Requested, FailureReason = "" } })
        : ReturnStep.Unchanged(this);

    /// <summary>All of it was given back.</summary>
    public ReturnStep RefundCompleted(string refundId, GrantedRefund granted, DateTimeOffset completedAt, DateTimeOffset now)
    {
        if (Refund is not { State: not RefundState.Completed } refund || refund.RefundId != refundId)
        {
            return ReturnStep.Unchanged(this);
        }

        var paid = this with { Refund = refund.With(granted) with { State = RefundState.Completed, FailureReason = "", CompletedAt = completedAt } };
        return Then(Step(paid), next => next.CloseOnceDone(now));
    }

    /// <summary>The provider would not, too often or for good. A success that comes later is still taken; a provider may even take one back.</summary>
    public ReturnStep RefundFailed(string refundId, string reason) => Refund is { State: not RefundState.Failed } refund && refund.RefundId == refundId
        ? Step(this with { Refund = refund with { State = RefundState.Failed, FailureReason = reason, CompletedAt = null } })
        : ReturnStep.Unchanged(this);
}
