using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>A lease that is renewed in the background until it is disposed or lost.</summary>
internal sealed class HeldLease : IAsyncDisposable
{
    private readonly ILease lease;
    private readonly string name;
    private readonly string owner;
    private readonly TimeSpan duration;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource done = new();
    private readonly ITimer deadline;
    private Task renewing = Task.CompletedTask;

    private HeldLease(ILease lease, string name, string owner, TimeSpan duration, TimeProvider clock, ILogger logger)
    {
        this.lease = lease;
        this.name = name;
        this.owner = owner;
        this.duration = duration;
        this.clock = clock;
        this.logger = logger;
        deadline = clock.CreateTimer(_ => lost.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled well before the lease expires unrenewed, and as soon as somebody else has it.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Takes the lease; null while another owner holds it.</summary>
    public static async Task<HeldLease?> TryAcquire(
        ILease lease, string name, string owner, TimeSpan duration, TimeProvider clock, ILogger logger, CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        if (!await lease.TryAcquire(name, owner, duration, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        var held = new HeldLease(lease, name, owner, duration, clock, logger);
        held.KeepUntil(asked);
        held.renewing = Task.Run(held.Renew, CancellationToken.None);
        return held;
    }

    /// <summary>Stops renewing and frees the lease, so that the next owner need not wait for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
        await deadline.DisposeAsync().ConfigureAwait(false);
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
            await lease.Release(name, owner, patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // It expires by itself.
            Log.LeaseFailed(logger, failure, name);
        }

        lost.Dispose();
        done.Dispose();
    }

    // The last quarter is margin: for an answer that takes its time, and for clocks that run apart.
    private void KeepUntil(long asked)
    {
        var left = (duration * 0.75) - clock.GetElapsedTime(asked);
        deadline.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task Renew()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(done.Token, lost.Token);
        var pause = duration / 4;
        while (true)
        {
            try
            {
                await Task.Delay(pause, clock, either.Token).ConfigureAwait(false);
                var asked = clock.GetTimestamp();
                if (!await lease.TryAcquire(name, owner, duration, either.Token).WaitAsync(either.Token).ConfigureAwait(false))
                {
                    await lost.CancelAsync().ConfigureAwait(false);
                    return;
                }

                KeepUntil(asked);
                pause = duration / 4;
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The database is away: the deadline decides how long that may last.
                Log.LeaseFailed(logger, failure, name);
                pause = duration / 20;
            }
        }
    }
}
