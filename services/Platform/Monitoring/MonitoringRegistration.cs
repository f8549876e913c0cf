using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Monitoring;

/// <summary>Registers how a service watches itself.</summary>
internal static class MonitoringRegistration
{
    /// <summary>Measures the service every few seconds: for its gauges, and for <c>OpsService.GetState</c> of all its replicas. Expects database and events.</summary>
    public static PlatformBuilder AddMonitoring(this PlatformBuilder builder)
    {
        builder.Settings<MonitoringSettings>();
        builder.Services.AddSingleton<Breaches>();
        builder.Services.AddSingleton<ReplicaMonitor>();
        builder.Services.AddSingleton<ReplicaReports>();
        builder.Services.AddHostedService<StateReporter>();
        return builder;
    }
}
