using System.Collections.Concurrent;

namespace Omnichannel.Platform.Live;

/// <summary>
/// "Something about this key changed": wakes the streams that watch it. A notification may be lost; a watcher reads the state again at least
/// every <see cref="LongestWait"/>, so a loss only delays.
/// </summary>
public interface ILiveNotifications
{
    /// <summary>Wakes the watchers of a key, in this process and (in clusters) in the service's other replicas. Returns at once.</summary>
    void Notify(string key);

    /// <summary>Watches a key until disposed.</summary>
    LiveSubscription Subscribe(string key);

    /// <summary>How long a watcher waits at most before it looks by itself.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
}

/// <summary>One watcher. Notifications that come while it is busy are remembered as one.</summary>
public sealed class LiveSubscription(Action<LiveSubscription> unsubscribe) : IDisposable
{
    private readonly SemaphoreSlim changed = new(0, 1);

    /// <summary>Returns when the key changed since the last call, or after <see cref="ILiveNotifications.LongestWait"/>.</summary>
    public Task<bool> Wait(CancellationToken cancellation) => changed.WaitAsync(ILiveNotifications.LongestWait, cancellation);

    /// <inheritdoc/>
    public void Dispose() => unsubscribe(this);

    /// <summary>Wakes it as a change would.</summary>
    public void Wake()
    {
        if (changed.CurrentCount == 0)
        {
            try
            {
                changed.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another notifier was quicker: the watcher is awake already.
                return;
            }
        }
    }
}

/// <summary>Fan-out within one process.</summary>
public sealed class InProcessNotifications : ILiveNotifications
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<LiveSubscription, byte>> watchers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Notify(string key)
    {
        if (watchers.TryGetValue(key, out var subscriptions))
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Key.Wake();
            }
        }
    }

    /// <inheritdoc/>
    public LiveSubscription Subscribe(string key)
    {
        var subscription = new LiveSubscription(gone => Remove(key, gone));
        lock (watchers)
        {
            watchers.GetOrAdd(key, static _ => new()).TryAdd(subscription, 0);
        }

        return subscription;
    }

    // Under the lock, so that the last watcher's leaving does not take a new one's set with it.
    private void Remove(string key, LiveSubscription subscription)
    {
        lock (watchers)
        {
            if (watchers.TryGetValue(key, out var subscriptions) && subscriptions.TryRemove(subscription, out _) && subscriptions.IsEmpty)
            {
                watchers.TryRemove(key, out _);
            }
        }
    }
}
