using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Tries failed refunds again.</summary>
public sealed class RefundTimer(OrderStore store) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => store.RetryRefunds(timer, cancellation);
}
