using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Live;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// The one way to change a cart. Concurrent commands on a cart queue up in this process and become one compare-and-set: the domain folds all of them over the loaded
/// state, and one that is refused does not harm the others. The last state is kept in memory; the compare-and-set finds out when it is not the last any more.
/// </summary>
public sealed class CartExecutor(ICartStore store, IStableVersions stable, CatalogueCache catalogue, TimeProvider clock, ILiveNotifications live)
{
    private const int MostQueues = 20_000;
    private readonly ConcurrentDictionary<string, CartQueue> queues = new(StringComparer.Ordinal);

    /// <summary>
    /// For the simulation, which plays many callers on one thread: sees each command on its way into its cart's queue, and its caller goes on at once, on the thread
    /// that performed it. Null otherwise: callers go on on threads of their own, and hold no queue up.
    /// </summary>
    internal Func<CartJob, CartJob>? Watch { get; init; }

    /// <summary>Performs a command.</summary>
    /// <exception cref="RefusedException">The domain refused, now or when the key was first used.</exception>
    public Task<CartResult<T>> Execute<T>(CartCommand<T> command, CancellationToken cancellation)
    {
        var job = new CartJob<T>(command, goesOnInline: Watch is not null);
        Queue(command.CartId).Add(Watch is null ? job : Watch(job));
        return job.Result.WaitAsync(cancellation);
    }

    /// <summary>The last state of a cart that this process saw: maybe not the last one there is.</summary>
    public SharedCart? LastSeen(string cartId) => queues.TryGetValue(cartId, out var queue) ? queue.Known?.Cart : null;

    /// <summary>Reads a cart; null when it is not stored.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SharedCart?> Read(string cartId, CancellationToken cancellation)
    {
        var known = queues.TryGetValue(cartId, out var queue) ? queue.Known : null;
        return (await store.Load(cartId, known, cancellation).ConfigureAwait(false))?.Cart;
    }

    /// <summary>
    /// Reads a cart for a step elsewhere (in another cart, in another service), which must not be taken for a state that a failover takes back; null when it is not stored.
    /// </summary>
    public async Task<SharedCart?> ReadSafe(string cartId, CancellationToken cancellation)
    {
        var history = await stable.History(cartId).ConfigureAwait(false);
        var cart = await Read(cartId, cancellation).ConfigureAwait(false);
        await stable.Reached(cartId, history).ConfigureAwait(false);
        return cart;
    }

    private CartQueue Queue(string cartId)
    {
        while (true)
        {
            if (!queues.TryGetValue(cartId, out var queue))
            {
                MakeRoom();
                queue = queues.GetOrAdd(cartId, _ => new CartQueue(store, stable, catalogue, clock, live));
            }

            if (!queue.IsRetired)
            {
                return queue;
            }

            queues.TryRemove(KeyValuePair.Create(cartId, queue));
        }
    }

    // Counting them stops all who look one up: only when one more is made.
    private void MakeRoom()
    {
        if (queues.Count > MostQueues)
        {
            // Idle ones only hold a cached state.
            foreach (var (id, idle) in queues.Where(entry => entry.Value.TryRetire()).Take(MostQueues / 4))
            {
                queues.TryRemove(KeyValuePair.Create(id, idle));
            }
        }
    }
}
