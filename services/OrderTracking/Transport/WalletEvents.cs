using Omnichannel.Loyalty.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Loyalty's events: what it did of the instructions to give back on gift cards and store credit.</summary>
public sealed class WalletEvents(OrderStore store)
{
    /// <summary>An instruction was done, or refused for good.</summary>
    public Task Settled(ConsumedEvent<WalletRefundSettled> consumed, UnitOfWork work)
    {
        var e = consumed.Message;
        return InstructionId.Parse(e.InstructionId) is { } id
            ? store.Report(work, id, new PaymentResult(e.Refusal.Length == 0 ? InstructionState.Succeeded : InstructionState.Failed, e.EffectiveAt.ToInstant())
            {
                FailureReason = e.Refusal,
                IsPermanent = e.Refusal.Length > 0,
                AmountMinor = e.Amount.AmountMinor,
            })
            : Task.CompletedTask;
    }
}
