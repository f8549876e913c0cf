using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>A photo was sent for a return that did not begin.</summary>
public sealed class PhotoLeft(PhotoStore photos) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => photos.Left(timer, cancellation);
}
