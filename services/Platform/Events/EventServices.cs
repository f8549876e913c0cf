using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Events;

/// <summary>Registers the event machinery of one service.</summary>
public static class EventServices
{
    /// <summary>
    /// Adds the relay of the SQL outbox, the consumer loop and the parked events. Expects <see cref="IEventLog"/>, <see cref="IDatabase"/>,
    /// <see cref="SqlOutbox"/>, <see cref="CommandExecutor"/>, <see cref="ServiceIdentity"/> and <see cref="TimeProvider"/> in the container.
    /// </summary>
    public static IServiceCollection AddEventProcessing(this IServiceCollection services, string area, Action<EventsBuilder> configure)
    {
        var builder = new EventsBuilder(services);
        configure(builder);
        services.AddSingleton(builder.Build(area));
        services.AddSingleton<EventTelemetry>();
        services.AddSingleton<EventApplier>();
        services.AddSingleton(provider => new ParkedEvents(
            provider.GetRequiredService<EventConsumption>(), provider.GetRequiredService<CommandExecutor>(), provider.GetRequiredService<IDatabase>(), provider, provider.GetRequiredService<EventTelemetry>()));
        services.TryAddSingleton<ILease, SqlLease>();
        services.TryAddSingleton<TakeoverSettings>();
        services.AddOutboxRelay(new OutboxRelayOptions(), provider => provider.GetRequiredService<SqlOutbox>());
        services.AddHostedService<ConsumerLoop>();
        return services;
    }

    /// <summary>Adds the relay of a further outbox (a shard of the carts in Redis). Each outbox has a name, and a lease, of its own.</summary>
    public static IServiceCollection AddOutboxRelay(this IServiceCollection services, OutboxRelayOptions options, Func<IServiceProvider, IOutbox> outbox) =>
        services.AddSingleton<IHostedService>(provider => new OutboxRelay(
            options with { LeaseDuration = provider.GetRequiredService<TakeoverSettings>().After },
            outbox(provider),
            provider.GetRequiredService<IEventLog>(),
            provider.GetRequiredService<ILease>(),
            provider.GetRequiredService<ServiceIdentity>(),
            provider.GetRequiredService<EventTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OutboxRelay>>()));
}
