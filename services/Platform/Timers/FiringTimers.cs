namespace Omnichannel.Platform.Timers;

/// <summary>Timers that are being fired. One that waits for another service goes on in the background: it holds up the others no longer than <see cref="LongestRound"/>.</summary>
public sealed class FiringTimers(TimeProvider clock)
{
    private const int Most = 1000;

    /// <summary>How long a round waits for its timers.</summary>
    public static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(1);

    private readonly List<Task> underWay = [];

    /// <summary>Completes when these and all earlier ones have fired, or the time of a round is over and not too many are left.</summary>
    public async Task Round(IEnumerable<Task> fired, CancellationToken cancellation)
    {
        underWay.AddRange(fired);
        do
        {
            await Task.WhenAll(underWay).WaitAsync(LongestRound, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            underWay.RemoveAll(static one => one.IsCompleted);
        }
        while (underWay.Count > Most && !cancellation.IsCancellationRequested);
    }

    /// <summary>Completes when all have fired.</summary>
    public Task End() => Task.WhenAll(underWay);
}
