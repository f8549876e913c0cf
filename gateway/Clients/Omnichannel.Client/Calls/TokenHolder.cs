namespace Omnichannel.Client.Calls;

/// <summary>The token in use. Calls that find it refused at the same time ask the source once.</summary>
internal sealed class TokenHolder(Func<CancellationToken, ValueTask<string>> source) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile string? current;
    private int forgotten;

    /// <param name="refused">The token that the platform does not take any more; null for the one in use.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<string> Get(string? refused, CancellationToken cancellation)
    {
        if (current is { } known && known != refused)
        {
            return known;
        }

        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (current is not { } found || found == refused)
            {
                var before = Volatile.Read(ref forgotten);
                current = found = await source(cancellation).ConfigureAwait(false);
                if (Volatile.Read(ref forgotten) != before)
                {
                    // Forgotten while it was on its way, it is nobody's any more.
                    current = null;
                }
            }

            return found;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Forget()
    {
        Interlocked.Increment(ref forgotten);
        current = null;
    }

    public void Dispose() => gate.Dispose();
}
