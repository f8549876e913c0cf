namespace Omnichannel.WebConsole.Sessions;

/// <summary>One at a time for each session.</summary>
internal sealed class SessionTurns
{
    private readonly Dictionary<(string Browser, string Seat), Queue> queues = [];

    /// <summary>Waits for the turn, which ends with what is returned.</summary>
    public async Task<IDisposable> Take((string Browser, string Seat) session, CancellationToken cancellation)
    {
        Queue queue;
        lock (queues)
        {
            if (!queues.TryGetValue(session, out queue!))
            {
                queues.Add(session, queue = new Queue());
            }

            queue.Users++;
        }

        try
        {
            await queue.Turn.WaitAsync(cancellation);
            return new Taken(this, session, queue);
        }
        catch
        {
            Leave(session, queue);
            throw;
        }
    }

    private void Leave((string Browser, string Seat) session, Queue queue)
    {
        lock (queues)
        {
            if (--queue.Users == 0)
            {
                queues.Remove(session);
                queue.Turn.Dispose();
            }
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Taken(SessionTurns turns, (string Browser, string Seat) session, Queue queue) : IDisposable
    {
        public void Dispose()
        {
            queue.Turn.Release();
            turns.Leave(session, queue);
        }
    }
}
