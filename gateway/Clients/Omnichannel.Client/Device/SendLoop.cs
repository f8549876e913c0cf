using Omnichannel.Client.Calls;

namespace Omnichannel.Client.Device;

/// <summary>Sends what a device keeps, one step at a time, for as long as it takes. A step that fails comes again after a pause that grows.</summary>
/// <param name="options">How long the pauses are.</param>
/// <param name="step">One step; false when there is nothing to do until <see cref="Wake"/>.</param>
/// <param name="handlers">Are told what went wrong.</param>
internal sealed class SendLoop(OmnichannelClientOptions options, Func<Task<bool>> step, Handlers handlers) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly SemaphoreSlim retry = new(0, 1);
    private readonly Pauses pauses = new(options.FirstPause, options.LongestPause);
    private Task sending = Task.CompletedTask;

    /// <summary>Ends with the loop.</summary>
    public CancellationToken Stop => stop.Token;

    /// <param name="damagedFile">Where the log that was damaged is now; null when it was sound.</param>
    public void Start(string? damagedFile) => sending = Task.Run(async () =>
    {
        if (damagedFile is not null)
        {
            handlers.Tell(new ClientTrouble(TroubleKind.LogDamaged, $"The log was damaged. It is kept as {damagedFile}, and a new one was begun: what was not settled is in there."));
        }

        await Run().ConfigureAwait(false);
    });

    /// <summary>There is something to do.</summary>
    public void Wake() => Release(wake);

    /// <summary>Ends a pause.</summary>
    public void Retry()
    {
        Release(retry);
        Release(wake);
    }

    /// <summary>Ends the loop, and waits for its step under way.</summary>
    public async Task End()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose();
        wake.Dispose();
        retry.Dispose();
    }

    private async Task Run()
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                if (!await step().ConfigureAwait(false))
                {
                    await wake.WaitAsync(stop.Token).ConfigureAwait(false);
                }

                failures = 0;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is: what is not settled is in the log, and the next try begins there.
                var pause = (e as RefusedException)?.RetryAfter ?? pauses.After(failures++);
                handlers.Tell(Troubles.Of(e));
                await Task.WhenAny(retry.WaitAsync(pause < options.LongestPause ? pause : options.LongestPause, stop.Token)).ConfigureAwait(false);
            }
        }
    }

    private static void Release(SemaphoreSlim semaphore)
    {
        try
        {
            semaphore.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake already, or has ended.
        }
    }
}
