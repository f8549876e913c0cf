using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>Makes the event log that the configuration asks for (section <c>Omnichannel:Events</c>).</summary>
/// <remarks>
/// <c>Provider</c> = <c>embedded</c> (<c>Path</c>, <c>Partitions</c>, <c>RetentionDays</c>) or <c>kafka</c> (<c>BootstrapServers</c>, and any
/// librdkafka setting under <c>Kafka:Client</c> or <c>Kafka:Consumer</c>).
/// </remarks>
public static class EventLogFactory
{
    /// <summary>Reads the section and creates the log.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or not understood.</exception>
    public static IEventLog Create(IConfiguration events, string clientId, TimeProvider clock, ILoggerFactory loggers) => events["Provider"] switch
    {
        null or "" or "embedded" => new EmbeddedEventLog(Embedded(events), clock),
        "kafka" => new KafkaEventLog(Kafka(events, clientId), clock, loggers.CreateLogger<KafkaEventLog>()),
        var other => throw new InvalidOperationException($"Omnichannel:Events:Provider is '{other}'; it must be 'embedded' or 'kafka'."),
    };

    private static EmbeddedEventLogOptions Embedded(IConfiguration events)
    {
        var options = new EmbeddedEventLogOptions { Path = Required(events, "Path") };
        return options with
        {
            Partitions = Number(events, "Partitions") is { } partitions ? (int)partitions : options.Partitions,
            Retention = Number(events, "RetentionDays") is { } days ? TimeSpan.FromDays(days) : options.Retention,
        };
    }

    private static KafkaEventLogOptions Kafka(IConfiguration events, string clientId) => new()
    {
        BootstrapServers = Required(events, "BootstrapServers"),
        ClientId = clientId,
        ClientSettings = Settings(events.GetSection("Kafka:Client")),
        ConsumerSettings = Settings(events.GetSection("Kafka:Consumer")),
    };

    private static string Required(IConfiguration events, string name) =>
        events[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Omnichannel:Events:{name} is missing.");

    private static double? Number(IConfiguration events, string name)
    {
        if (events[name] is not { Length: > 0 } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new InvalidOperationException($"Omnichannel:Events:{name} is '{text}'; it must be a positive number.");
    }

    private static Dictionary<string, string> Settings(IConfigurationSection section) =>
        section.GetChildren().Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.Ordinal);
}
