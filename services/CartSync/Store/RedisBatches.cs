using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// Commands that are asked for at the same time, sent together. The first one has the rest of the thread pool's work run before it is sent: a busy process
/// sends many at once, an idle one sends without delay.
/// </summary>
internal sealed class RedisBatches(IDatabase database) : IThreadPoolWorkItem
{
    private readonly Lock guard = new();
    private IBatch? next;

    /// <summary>Adds commands to the next batch.</summary>
    public Task<T> Run<T>(Func<IDatabaseAsync, Task<T>> work)
    {
        Task<T> result;
        lock (guard)
        {
            if (next is null)
            {
                next = database.CreateBatch();
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            result = work(next);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Execute()
    {
        IBatch batch;
        lock (guard)
        {
            batch = next!;
            next = null;
        }

        try
        {
            batch.Execute();
        }
        catch (Exception error) when (error is RedisConnectionException or ObjectDisposedException)
        {
            // Without a connection every command of the batch has failed with it, and says so to whoever waits for it; at the end of the process nobody waits.
            return;
        }
    }
}
