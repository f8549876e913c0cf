namespace Omnichannel.Platform.Execution;

/// <summary>Wakes the relay (or the timer pump) of this process as soon as something was committed for it.</summary>
public sealed class WakeUp
{
    private TaskCompletionSource signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes whoever waits now or next.</summary>
    public void Set() => Volatile.Read(ref signal).TrySetResult();

    /// <summary>Returns at once if set since the last return, else when set or after <paramref name="atMost"/>.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await Volatile.Read(ref signal).Task.WaitAsync(atMost, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return;
        }

        Interlocked.Exchange(ref signal, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
