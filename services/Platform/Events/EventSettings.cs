using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Events;

/// <summary>Which log carries the events.</summary>
public enum EventLogProvider
{
    /// <summary>A file of this process.</summary>
    Embedded,

    /// <summary>Brokers.</summary>
    Kafka,
}

/// <summary>Where events go.</summary>
public sealed class EventSettings : ISettings
{
    /// <inheritdoc/>
    public static string Section => "Omnichannel:Events";

    [Setting("embedded, or kafka.")]
    public EventLogProvider Provider { get; set; }

    [Setting("The file of the embedded log.")]
    public string Path { get; set; } = "";

    [Setting("Partitions of a new topic of the embedded log.")]
    public int Partitions { get; set; } = 8;

    [Setting("Days that the embedded log keeps an event; longer while a group has not read it.")]
    public double RetentionDays { get; set; } = 7;

    [Setting("Brokers of kafka, host:port, separated by commas.")]
    public string BootstrapServers { get; set; } = "";

    /// <summary>librdkafka's own settings.</summary>
    public KafkaClientSettings Kafka { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (Provider == EventLogProvider.Kafka && BootstrapServers.Length == 0)
        {
            yield return $"{Section}:BootstrapServers is not set, which {Section}:Provider kafka needs.";
        }

        if (Provider == EventLogProvider.Embedded && Path.Length == 0)
        {
            yield return $"{Section}:Path is not set, which {Section}:Provider embedded needs.";
        }

        if (Partitions <= 0)
        {
            yield return $"{Section}:Partitions is {Partitions}; it must be a positive number.";
        }

        if (RetentionDays <= 0)
        {
            yield return $"{Section}:RetentionDays is {RetentionDays}; it must be a positive number.";
        }
    }
}

/// <summary>librdkafka's own settings, by librdkafka's names: TLS and SASL above all. They do not override what the order of events rests on.</summary>
public sealed class KafkaClientSettings
{
    [Setting("A setting of librdkafka for producers and consumers, as in security.protocol.", IsSecret = true)]
    public Dictionary<string, string> Client { get; set; } = [];

    [Setting("A setting of librdkafka for consumers only.")]
    public Dictionary<string, string> Consumer { get; set; } = [];
}
