using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Events;

/// <summary>Publishes what a service has committed: in sequence, at least once, by one process at a time.</summary>
/// <remarks>
/// The next rows are only published once all earlier ones are acknowledged, and after a failure it starts again from the first row that is
/// not. So a crash, a lost acknowledgement or a second relay during a change of lease can repeat events but never reorder their first occurrences.
/// </remarks>
public sealed class OutboxRelay(
    OutboxRelayOptions options, IOutbox outbox, IEventLog log, ILease lease, ServiceIdentity identity, EventTelemetry telemetry, TimeProvider clock, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    private const long NoneYet = -1;

    private readonly BackOff backOff = new(options.FirstBackOff, options.LongestBackOff);
    private readonly string leaseName = $"relay/{options.Name}";
    private volatile bool isActive;
    private long lastRound = NoneYet;

    /// <summary>How it fares in this process.</summary>
    public RelayProgress Progress => new(
        options.Name, isActive, isActive && Interlocked.Read(ref lastRound) is >= 0 and var round ? clock.GetElapsedTime(round) : null);

    /// <summary>What waits in its outbox, whoever publishes it.</summary>
    public Task<OutboxBacklog> MeasureBacklog(CancellationToken cancellation) => outbox.MeasureBacklog(cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var held = await TryLead(stoppingToken).ConfigureAwait(false);
            if (held is null)
            {
                await Pause(options.StandbyInterval, stoppingToken).ConfigureAwait(false);
                continue;
            }

            Log.RelayLeading(logger, options.Name);
            Interlocked.Exchange(ref lastRound, NoneYet);
            isActive = true;
            await Relay(held, stoppingToken).ConfigureAwait(false);
            isActive = false;
        }
    }

    private async Task<HeldLease?> TryLead(CancellationToken stopping)
    {
        try
        {
            return await HeldLease.TryAcquire(lease, leaseName, identity.Instance, options.LeaseDuration, clock, logger, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            Log.LeaseFailed(logger, failure, leaseName);
            return null;
        }
    }

    private async Task Relay(HeldLease held, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(held.Lost);
        using var drain = clock.CreateTimer(_ => end.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stop = stopping.Register(() => drain.Change(options.DrainTimeout, Timeout.InfiniteTimeSpan));
        var run = new Run(options, outbox, log, telemetry, clock);
        for (var failures = 0; !end.IsCancellationRequested;)
        {
            try
            {
                var hasPublished = await run.PublishNext(end.Token).ConfigureAwait(false);
                Interlocked.Exchange(ref lastRound, clock.GetTimestamp());
                if (hasPublished)
                {
                    failures = 0;
                }
                else if (stopping.IsCancellationRequested)
                {
                    break;
                }
                else
                {
                    await WaitForRows(end.Token, stopping).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                Report(held, stopping);
            }
            catch (Exception failure) when (failure is not EventLogDamagedException)
            {
                await run.StartAgain().ConfigureAwait(false);
                if (stopping.IsCancellationRequested)
                {
                    // What is left is published after the next start.
                    Log.RelayUndrained(logger, options.Name);
                    break;
                }

                var delay = backOff.After(++failures);
                telemetry.RelayFailed(options.Name, failure);
                Log.RelayFailed(logger, failure, options.Name, delay.TotalMilliseconds);
                await Pause(delay, end.Token, stopping).ConfigureAwait(false);
            }
        }

        await run.StartAgain().ConfigureAwait(false);
    }

    private async Task WaitForRows(CancellationToken end, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, stopping);
        try
        {
            await outbox.WaitForRows(options.IdleInterval, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // One more look: a call that was just answered has left its events.
        }
    }

    private void Report(HeldLease held, CancellationToken stopping)
    {
        if (held.Lost.IsCancellationRequested)
        {
            Log.RelayLost(logger, options.Name);
        }
        else if (stopping.IsCancellationRequested)
        {
            Log.RelayUndrained(logger, options.Name);
        }
    }

    private async Task Pause(TimeSpan delay, params CancellationToken[] ends)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ends);
        await Task.Delay(delay, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>One publisher's life. Acknowledged rows are removed while the next ones are being published.</summary>
    private sealed class Run(OutboxRelayOptions options, IOutbox outbox, IEventLog log, EventTelemetry telemetry, TimeProvider clock)
    {
        private HashSet<string> acknowledged = [];
        private Task removal = Task.CompletedTask;
        private IEventPublisher? publisher;

        /// <summary>Publishes the next rows; false when there are none and every acknowledged one is removed.</summary>
        public async Task<bool> PublishNext(CancellationToken cancellation)
        {
            var oldest = await outbox.Read(options.BatchSize + acknowledged.Count, cancellation).ConfigureAwait(false);
            var next = oldest.Where(row => !acknowledged.Contains(row.Event.Id)).Take(options.BatchSize).ToList();
            if (next.Count > 0)
            {
                publisher ??= log.CreatePublisher(options.Name);
                await publisher.Publish([.. next.Select(row => row.Event)], cancellation).ConfigureAwait(false);
                CrashPoints.Reach("relay.published");
                telemetry.Published(options.Name, next, clock.GetUtcNow());
            }

            await removal.ConfigureAwait(false);
            acknowledged = [.. next.Select(row => row.Event.Id)];
            removal = outbox.Remove(next, cancellation);
            return next.Count > 0;
        }

        /// <summary>Forgets what is under way: the next call begins with the first row that is still there.</summary>
        public async Task StartAgain()
        {
            await removal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            removal = Task.CompletedTask;
            acknowledged = [];
            if (publisher is { } failed)
            {
                publisher = null;
                await failed.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}

/// <summary>How a relay fares in one process.</summary>
/// <param name="Outbox">Name of its outbox.</param>
/// <param name="IsActive">It publishes; else it stands by.</param>
/// <param name="LastRoundAge">Since it last published rows, or found none; null when it stands by or has not come so far yet.</param>
public readonly record struct RelayProgress(string Outbox, bool IsActive, TimeSpan? LastRoundAge);
