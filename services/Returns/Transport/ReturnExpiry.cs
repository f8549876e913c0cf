using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>The goods of a return did not come in time, or nobody approved it in time.</summary>
public sealed class ReturnExpiry(ReturnsStore store) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => store.TimeIsUp(timer, cancellation);
}
