using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Omnichannel.Platform.Events;

/// <summary>Kafka as the event log: CloudEvents in binary mode, the subject as key. Topics are created by the installation, not by this program.</summary>
public sealed class KafkaEventLog(KafkaEventLogOptions options, TimeProvider clock, ILogger<KafkaEventLog> logger) : IEventLog
{
    /// <inheritdoc/>
    public IEventPublisher CreatePublisher(string name) => new KafkaPublisher(ProducerConfig(name), logger);

    /// <inheritdoc/>
    public IEventSubscription Subscribe(string group, IReadOnlyCollection<string> topics) =>
        new KafkaSubscription(ConsumerConfig(group), topics, options.BufferedEventsPerPartition, clock, logger);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ProducerConfig ProducerConfig(string name) => new(Settings())
    {
        BootstrapServers = options.BootstrapServers,
        ClientId = $"{options.ClientId}-{name}",

        // Order and completeness of what the relay publishes: an event that cannot be written stops the producer instead of leaving a gap
        // that later events jump over, and no time limit turns a slow broker into a failed event.
        EnableIdempotence = true,
        EnableGaplessGuarantee = true,
        Acks = Acks.All,
        MessageTimeoutMs = 0,

        LingerMs = 2,
        CompressionType = CompressionType.Lz4,

        // As Java clients do it: a subject's events stay in one partition, whoever else writes to the topic.
        Partitioner = Partitioner.Murmur2Random,
    };

    private ConsumerConfig ConsumerConfig(string group)
    {
        var settings = Settings();
        foreach (var (name, value) in options.ConsumerSettings)
        {
            settings[name] = value;
        }

        settings.TryAdd("partition.assignment.strategy", "cooperative-sticky");

        // The poller never pauses, so this is not about slow handlers: it bounds how long the answer to joining a group is waited for. With
        // librdkafka's own 5 minutes a member whose broker vanishes while it joins would be silent for that long.
        settings.TryAdd("session.timeout.ms", "30000");
        settings.TryAdd("max.poll.interval.ms", settings["session.timeout.ms"]);

        // A topic that is created after its consumer is found within seconds.
        settings.TryAdd("topic.metadata.refresh.interval.ms", "10000");
        return new ConsumerConfig(settings)
        {
            BootstrapServers = options.BootstrapServers,
            ClientId = options.ClientId,
            GroupId = group,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            MaxPartitionFetchBytes = 256 * 1024,
        };
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(options.ClientSettings, StringComparer.Ordinal);

        // Brokers that come back are found within a second. With librdkafka's own 10 s a short absence costs a session and a rebalance on top.
        settings.TryAdd("reconnect.backoff.max.ms", "1000");

        // A broker that went without closing its connections (power, network) is given up after this long, instead of 60 s.
        settings.TryAdd("socket.timeout.ms", "10000");
        settings.TryAdd("socket.keepalive.enable", "true");
        return settings;
    }
}
