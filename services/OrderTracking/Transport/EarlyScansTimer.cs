using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Looks for scans that came while their parcel was announced.</summary>
public sealed class EarlyScansTimer(TrackingStore tracking) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => tracking.TakeEarly(timer, cancellation);
}
