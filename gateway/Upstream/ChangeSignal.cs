using Microsoft.Extensions.Primitives;

namespace Omnichannel.Gateway.Upstream;

/// <summary>
/// A change that a token tells of. Whoever takes a callback back does not wait for one that is running, as with <see cref="CancellationChangeToken"/>: a
/// <see cref="CompositeChangeToken"/> takes its callbacks back under the very lock that the running one waits for, and the gateway would never start.
/// </summary>
internal sealed class ChangeSignal(CancellationToken changed) : IChangeToken
{
    /// <inheritdoc/>
    public bool HasChanged => changed.IsCancellationRequested;

    /// <inheritdoc/>
    public bool ActiveChangeCallbacks => true;

    /// <inheritdoc/>
    public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) => new Callback(changed.UnsafeRegister(callback, state));

    private sealed class Callback(CancellationTokenRegistration registration) : IDisposable
    {
        public void Dispose() => registration.Unregister();
    }
}
