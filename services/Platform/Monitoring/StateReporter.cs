using Microsoft.Extensions.Hosting;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Monitoring;

/// <summary>Measures this replica every few seconds, for its gauges, and leaves the numbers where the service's other replicas find them.</summary>
internal sealed class StateReporter(ServiceIdentity identity, ReplicaMonitor monitor, ReplicaReports reports, MonitoringSettings settings, TimeProvider clock) : BackgroundService
{
    private readonly StateGauges gauges = new(identity, monitor);

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
                await Attempt.Measure(limit => Save(own, limit), stoppingToken).ConfigureAwait(false);
                await Task.Delay(settings.ReportEvery, clock, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The replica stops.
        }
    }

    private async Task<bool> Save(V1.ReplicaState own, CancellationToken limit)
    {
        await reports.Save(own, limit).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> Remove(CancellationToken limit)
    {
        await reports.Remove(limit).ConfigureAwait(false);
        return true;
    }
}
