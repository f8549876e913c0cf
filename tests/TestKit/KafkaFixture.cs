using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;
using Testcontainers.Kafka;
using Xunit;
using Xunit.Abstractions;

namespace Omnichannel.TestKit;

/// <summary>
/// Kafka for one test class, <c>IClassFixture&lt;KafkaFixture&gt;</c>, on whatever <see cref="KafkaChoice"/> finds. Tests that want brokers to go down or to
/// answer errors start a <see cref="MockKafka"/> of their own.
/// </summary>
/// <param name="log">Is told the choice.</param>
public sealed class KafkaFixture(IMessageSink log) : IAsyncLifetime, IDisposable
{
    private const int Partitions = 8;
    private KafkaContainer? container;
    private MockKafka? mock;

    /// <summary>The brokers' addresses.</summary>
    public string BootstrapServers { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var servers = Environment.GetEnvironmentVariable(KafkaChoice.ServersVariable);
        var engine = string.IsNullOrEmpty(servers) ? await ContainerEngine.OfThisMachine().LookForAsync(KafkaChoice.Image) : EngineState.Absent;
        var choice = KafkaChoice.Of(servers, Environment.GetEnvironmentVariable(KafkaChoice.PullVariable), engine);
        log.OnMessage(new Said(choice.Text));
        BootstrapServers = choice switch
        {
            KafkaChoice.Named named => named.BootstrapServers,
            KafkaChoice.Container wanted => await StartContainerAsync(wanted.Pulls),
            _ => (mock = new MockKafka()).BootstrapServers,
        };
    }

    /// <summary>Makes a topic of eight partitions that no other test uses.</summary>
    public string NewTopic()
    {
        var topic = $"topic-{Guid.NewGuid():N}";
        if (mock is not null)
        {
            mock.CreateTopic(topic, Partitions);
        }
        else
        {
            CreateTopicAsync(topic).GetAwaiter().GetResult();
        }

        return topic;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (container is not null)
        {
            await container.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => mock?.Dispose();

    // -1: as many replicas as the servers want.
    private async Task CreateTopicAsync(string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = Partitions, ReplicationFactor = -1 }]);
    }

    // A second container would end the first one with a test process that is killed; its image is not pulled for that alone.
    private async Task<string> StartContainerAsync(bool pulls)
    {
        var hasReaper = pulls || await ContainerEngine.OfThisMachine().LookForAsync(TestcontainersSettings.ResourceReaperImage.FullName) is EngineState.WithImage;
        container = new KafkaBuilder(KafkaChoice.Image).WithImagePullPolicy(pulls ? PullPolicy.Missing : PullPolicy.Never).WithCleanUp(hasReaper).Build();
        await container.StartAsync();
        return container.GetBootstrapAddress();
    }

    private sealed class Said(string message) : IDiagnosticMessage
    {
        public string Message => message;
    }
}
