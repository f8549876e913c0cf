#if !USE_STAND_INS
using Omnichannel.Platform.Events;
using Testcontainers.Kafka;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>A real broker in a container, for whoever builds with a complete registry and has Docker; elsewhere librdkafka's mock brokers stand in.</summary>
public sealed class KafkaInContainer : IAsyncLifetime
{
    private readonly KafkaContainer container = new KafkaBuilder("confluentinc/cp-kafka:7.9.1").Build();

    public string BootstrapServers => container.GetBootstrapAddress();

    public Task InitializeAsync() => container.StartAsync();

    public Task DisposeAsync() => container.DisposeAsync().AsTask();
}

/// <summary>The event log's contract on a real broker.</summary>
public sealed class KafkaContainerTests(KafkaInContainer kafka) : EventLogContract, IClassFixture<KafkaInContainer>
{
    private protected override IEventLog Log { get; } = KafkaCluster.Connect(kafka.BootstrapServers);

    // The broker creates a topic when it is first produced to.
    private protected override string NewTopic() => $"topic-{Guid.NewGuid():N}";
}
#endif
