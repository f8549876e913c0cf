namespace Omnichannel.Platform.Events;

/// <summary>Settings of <see cref="KafkaEventLog"/>.</summary>
public sealed record KafkaEventLogOptions
{
    /// <summary>Brokers to begin with, <c>host:port</c> separated by commas.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>Shown in the brokers' logs and quotas.</summary>
    public string ClientId { get; init; } = "omnichannel";

    /// <summary>
    /// Further librdkafka settings by their names, for both producers and consumers: TLS and SASL above all. They do not override what the
    /// promises rest on (acknowledgements, idempotence, commits).
    /// </summary>
    public IReadOnlyDictionary<string, string> ClientSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Further settings of consumers only, for example <c>session.timeout.ms</c>.</summary>
    public IReadOnlyDictionary<string, string> ConsumerSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>A partition with this many events waiting is paused at the broker until half of them are taken.</summary>
    public int BufferedEventsPerPartition { get; init; } = 2048;
}
