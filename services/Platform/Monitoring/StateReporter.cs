using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Monitoring;

/// <summary>Measures this replica every few seconds, for its gauges, and leaves the numbers where the service's other replicas find them.</summary>
internal sealed partial class StateReporter(
    ServiceIdentity identity, ReplicaMonitor monitor, ReplicaReports reports, MonitoringSettings settings, TimeProvider clock, ILogger<StateReporter> log) : BackgroundService
{
    private readonly StateGauges gauges = new(identity, monitor);
    private bool isUnheard;

    /// <inheritdoc/>
    public override void Dispose()
    {
        gauges.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);

        // A row that stays behind tells of a replica that fell silent, which is what it then looks like from outside.
        await Attempt.Measure(Remove, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Measuring waits for what may be away; the host must not wait for it.
        await Task.Yield();
        try
        {
            while (true)
            {
                var own = await monitor.Measure(stoppingToken).ConfigureAwait(false);
                await Save(own).ConfigureAwait(false);
                await Task.Delay(settings.ReportEvery, clock, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The replica stops.
        }
    }

    [LoggerMessage(EventId = 1, EventName = "ReportFailed", Level = LogLevel.Warning, Message = "Other replicas cannot be told how this one fares; trying again.")]
    private static partial void ReportFailed(ILogger log, Exception failure);

    // To its end, also when the replica stops: a write that is left alone would come after the row is removed.
    private async Task Save(V1.ReplicaState own)
    {
        var isSaved = await Attempt.Measure(
            async limit =>
            {
                await reports.Save(own, limit).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None,
            Unheard).ConfigureAwait(false);
        isUnheard &= !isSaved;
    }

    // Once, until it works again.
    private void Unheard(Exception failure)
    {
        if (!isUnheard)
        {
            isUnheard = true;
            ReportFailed(log, failure);
        }
    }

    private async Task<bool> Remove(CancellationToken limit)
    {
        await reports.Remove(limit).ConfigureAwait(false);
        return true;
    }
}
