using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Looks at a promise when time alone may have put it at risk or broken it.</summary>
public sealed class PromiseTimer(OrderStore store) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => store.CheckPromise(timer, cancellation);
}
