using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>Makes the event log that the settings ask for.</summary>
public static class EventLogFactory
{
    /// <summary>Creates the log.</summary>
    public static IEventLog Create(EventSettings settings, string clientId, TimeProvider clock, ILoggerFactory loggers) => settings.Provider == EventLogProvider.Kafka
        ? new KafkaEventLog(Kafka(settings, clientId), clock, loggers.CreateLogger<KafkaEventLog>())
        : new EmbeddedEventLog(Embedded(settings), clock);

    private static EmbeddedEventLogOptions Embedded(EventSettings settings) =>
        new() { Path = settings.Path, Partitions = settings.Partitions, Retention = TimeSpan.FromDays(settings.RetentionDays) };

    private static KafkaEventLogOptions Kafka(EventSettings settings, string clientId) => new()
    {
        BootstrapServers = settings.BootstrapServers,
        ClientId = clientId,
        ClientSettings = settings.Kafka.Client,
        ConsumerSettings = settings.Kafka.Consumer,
    };
}
