namespace Omnichannel.Platform.Execution;

/// <summary>
/// Does together what is asked for at once. So many batches run at a time; what comes meanwhile waits, and shares the next one. Who comes alone waits for nobody. Under load one
/// statement serves many callers, and each pays for a share of it.
/// </summary>
/// <param name="atOnce">How many batches run at a time.</param>
/// <param name="most">Most items of a batch.</param>
/// <param name="run">Does a batch, and answers its items in their order. What it throws is thrown at everybody who waits for that batch.</param>
public sealed class Batched<TItem, TResult>(int atOnce, int most, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run)
{
    private readonly Lock gate = new();
    private readonly Queue<Asked> queue = new();
    private int running;

    /// <summary>How many items no batch has taken yet.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return queue.Count;
            }
        }
    }

    /// <summary>The result of an item, by a batch that begins after this call.</summary>
    public Task<TResult> Do(TItem item)
    {
        var asked = new Asked(item);
        lock (gate)
        {
            queue.Enqueue(asked);
            if (running == atOnce)
            {
                return asked.Task;
            }

            running++;
        }

        // Not in the caller's context: a batch is of nobody's trace, and outlives the call that began it.
        ThreadPool.UnsafeQueueUserWorkItem(static batched => _ = batched.RunAll(), this, preferLocal: false);
        return asked.Task;
    }

    private async Task RunAll()
    {
        while (Take() is { Length: > 0 } batch)
        {
            try
            {
                var results = await run(Array.ConvertAll(batch, static asked => asked.Item)).ConfigureAwait(false);
                for (var i = 0; i < batch.Length; i++)
                {
                    batch[i].SetResult(results[i]);
                }
            }
            catch (Exception error)
            {
                foreach (var asked in batch)
                {
                    asked.TrySetException(error);
                }
            }
        }
    }

    private Asked[] Take()
    {
        lock (gate)
        {
            var batch = new Asked[Math.Min(queue.Count, most)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = queue.Dequeue();
            }

            // In the same breath as the look at the queue: what comes now begins a batch of its own.
            running -= batch.Length == 0 ? 1 : 0;
            return batch;
        }
    }

    private sealed class Asked(TItem item) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;
    }
}
