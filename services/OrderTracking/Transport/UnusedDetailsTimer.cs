using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Removes where goods should have gone when no order was made of it for long.</summary>
public sealed class UnusedDetailsTimer(DeliveryStore deliveries) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => deliveries.RemoveUnused(timer, cancellation);
}
