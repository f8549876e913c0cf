using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Monitoring;

namespace Omnichannel.Platform.Events;

/// <summary>Registers a service's part in the event flow.</summary>
public static class EventRegistration
{
    /// <summary>
    /// Publishes what the service puts into its outbox and consumes what <paramref name="configure"/> names, through the log that <c>Omnichannel:Events</c> configures
    /// (or that the process shares). Serves <c>omnichannel.platform.v1.OpsService</c>: parked events, and how the service fares. Call after <c>AddDatabase</c>.
    /// </summary>
    public static PlatformBuilder AddEvents(this PlatformBuilder builder, Action<EventsBuilder> configure)
    {
        if (builder.Host.EventLog is { } shared)
        {
            // Known all the same: the table of settings is one for all ways to run.
            builder.Host.KnownSettings.Read<EventSettings>(builder.Configuration);

            // Given as a thing, not as a factory: the container does not dispose of what others still use.
            builder.Services.AddSingleton(shared);
        }
        else
        {
            var settings = builder.Settings<EventSettings>();
            builder.Services.AddSingleton(services => EventLogFactory.Create(
                settings, $"omnichannel-{builder.Area}", services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>()));
        }

        builder.Services.AddEventProcessing(builder.Area, configure);
        builder.AddMonitoring();
        builder.AddGrpc<OpsGrpcService>();
        return builder;
    }
}
