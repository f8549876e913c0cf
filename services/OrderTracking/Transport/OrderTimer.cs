using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Looks at an order when time alone may have changed what becomes of its promises, or what silence about its parcels means.</summary>
public sealed class OrderTimer(OrderStore store) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => store.Look(timer, cancellation);
}
