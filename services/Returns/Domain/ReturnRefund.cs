using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>What became of the refund.</content>
public sealed partial record Return
{
    /// <summary>The provider gave the money back. The same news again changes nothing.</summary>
    public Decision<ReturnStep> RefundCompleted(DateTimeOffset completedAt, DateTimeOffset now) => Refund switch
    {
        null => new RefundNotFound(),
        _ when ReportedTime.IsAhead(completedAt, now) => new TimeInFuture("completed_at"),
        { State: RefundState.Completed } => ReturnStep.Unchanged(this),
        var refund => Then(
            Step(
                this with { Refund = refund with { State = RefundState.Completed, FailureReason = "", CompletedAt = completedAt } },
                new RefundDone(refund.RefundId, refund.Amount - refund.CashAtTill)),
            next => next.Close(now)),
    };

    /// <summary>The provider would not; a later success is still taken. Nothing can undo a completed refund.</summary>
    public Decision<ReturnStep> RefundFailed(string reason) => Refund switch
    {
        null => new RefundNotFound(),
        { State: RefundState.Completed } => new RefundFinal(),
        { State: RefundState.Failed } => ReturnStep.Unchanged(this),
        var refund => Step(
            this with { Refund = refund with { State = RefundState.Failed, FailureReason = reason } },
            new RefundRefused(refund.RefundId, refund.Amount - refund.CashAtTill, reason)),
    };
}
