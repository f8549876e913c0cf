using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What Order-tracking granted of what a return owes.</summary>
/// <param name="Amount">All of it, rounded in cash.</param>
/// <param name="Tenders">What goes back on which payment; adds up to the amount.</param>
/// <param name="CashAtTill">Part of it that the till gives back.</param>
/// <param name="RoundingMinor">What rounding cash added; negative: took off.</param>
public sealed record GrantedRefund(Money Amount, IReadOnlyList<Tender> Tenders, Money CashAtTill, long RoundingMinor)
{
    /// <summary>Of one that was asked for in advance: for which units it is, and what each line's are worth. Empty: not told.</summary>
    public IReadOnlyDictionary<string, CountedUnits> Counted { get; init; } = new Dictionary<string, CountedUnits>(StringComparer.Ordinal);
}

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

        var next = Counted(counted, CountedOnceResolved);
        return next.Lines.SequenceEqual(Lines)
            ? ReturnStep.Unchanged(this)
            : Step(next with { Refund = Refund is { IsGranted: false } asked ? asked with { Amount = next.RefundAmount } : Refund });
    }

    private Return Counted(IReadOnlyDictionary<string, CountedUnits> counted, Func<ReturnLine, int> asked)
    {
        var none = new CountedUnits(0, Money.Zero(RefundAmount.CurrencyCode));
        return Within(Worth([.. Lines.Select(line => Counted(line, counted.GetValueOrDefault(line.LineId, none), asked(line)))]));
    }

    // Fees stay what they were as far as there is something to take them from.
    private Return Within(Return worth)
    {
        var fees = Domain.Fees.Within(worth.RefundAmount, Fees);
        return worth with { Fees = fees, RefundAmount = fees.Aggregate(worth.RefundAmount, (left, fee) => left - fee.Amount) };
    }

    private static ReturnLine Counted(ReturnLine line, CountedUnits units, int asked) => !line.PaysBack ? line :
        line with { Claimed = units.Quantity < asked ? line.Quantity - units.Quantity : line.Claimed, RefundAmount = units.Worth };

    /// <summary>It was granted, and its instructions are out. What is given in advance is for the units that Order-tracking counted, as <see cref="CountedAs"/> says for the others.</summary>
    /// <param name="refundId">Which.</param>
    /// <param name="granted">What was granted.</param>
    /// <param name="order">With all of its returns.</param>
    public ReturnStep RefundGranted(string refundId, GrantedRefund granted, OrderReturns order)
    {
        if (Refund is not { IsGranted: false } refund || refund.RefundId != refundId)
        {
            return ReturnStep.Unchanged(this);
        }

        var next = this with { Refund = refund.With(granted) };
        return Step(IsPaidInAdvance && granted.Counted.Count > 0 ? next.AdvanceCounted(granted.Counted, order.Without(ReturnId)) : next);
    }

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
        return Then(Then(Step(paid), next => next.GiveBonus()), next => next.CloseOnceDone(now));
    }

    /// <summary>The provider would not, too often or for good. A success that comes later is still taken; a provider may even take one back.</summary>
    public ReturnStep RefundFailed(string refundId, string reason) => Refund is { State: not RefundState.Failed } refund && refund.RefundId == refundId
        ? Step(this with { Refund = refund with { State = RefundState.Failed, FailureReason = reason, CompletedAt = null } })
        : ReturnStep.Unchanged(this);
}
