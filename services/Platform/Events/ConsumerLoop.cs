using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>Consumes everything that a service consumes, with one subscription. The offset is committed after the effect: a crash in between repeats the event, and its inbox row absorbs it.</summary>
internal sealed class ConsumerLoop(EventConsumption consumption, IEventLog log, EventApplier applier, EventTelemetry telemetry, TimeProvider clock, ILogger<ConsumerLoop> logger)
    : BackgroundService
{
    private const int MaxEventsPerTransaction = 256;
    private static readonly TimeSpan PollWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(10);

    private readonly BackOff backOff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));
    private readonly Dictionary<(string Topic, int Partition), int> failures = [];
    private volatile IEventSubscription? current;

    /// <summary>The consumer group.</summary>
    public string Group => consumption.Group;

    /// <summary>What it consumes.</summary>
    public IReadOnlyList<string> Topics => consumption.Topics;

    /// <summary>How far it is with each partition that this process has; refused while it has no subscription.</summary>
    public Task<IReadOnlyList<PartitionProgress>> MeasureProgress(CancellationToken cancellation) =>
        current?.MeasureProgress(cancellation) ?? Task.FromException<IReadOnlyList<PartitionProgress>>(new EventLogUnavailableException($"{Group} is not subscribed."));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (consumption.Topics.Count == 0)
        {
            return;
        }

        // Subscribing waits for the log; the host must not wait for it.
        await Task.Yield();
        for (var failed = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await using var subscription = log.Subscribe(consumption.Group, consumption.Topics);
                current = subscription;
                while (true)
                {
                    await Step(subscription, stoppingToken).ConfigureAwait(false);
                    failed = 0;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not EventLogDamagedException)
            {
                current = null;
                var delay = backOff.After(++failed);
                Log.SubscriptionFailed(logger, failure, consumption.Group, delay.TotalMilliseconds);
                await Task.Delay(delay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Step(IEventSubscription subscription, CancellationToken stopping)
    {
        if (await subscription.Poll(MaxEventsPerTransaction, PollWait, stopping).ConfigureAwait(false) is not { } batch)
        {
            return;
        }

        var place = (batch.Topic, batch.Partition);
        var began = clock.GetTimestamp();
        try
        {
            await applier.Apply(batch, stopping).ConfigureAwait(false);
            telemetry.Processed(consumption.Group, batch.Topic, clock.GetElapsedTime(began));
        }
        catch (TransientEventFailureException failure)
        {
            var attempt = failures.GetValueOrDefault(place) + 1;
            failures[place] = attempt;
            var delay = backOff.After(attempt);
            Log.PartitionPaused(logger, failure.InnerException!, consumption.Group, batch.Topic, batch.Partition, attempt, delay.TotalMilliseconds);
            telemetry.Processed(consumption.Group, batch.Topic, clock.GetElapsedTime(began), failure.InnerException);
            subscription.Retry(batch, delay);
            return;
        }

        failures.Remove(place);

        // Also while stopping: what has had its effect need not come again.
        using var patience = new CancellationTokenSource(CommitPatience, clock);
        await subscription.Commit(batch, patience.Token).ConfigureAwait(false);
    }
}
