using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Events;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>The log over Kafka, with settings for brokers that are near.</summary>
internal static class KafkaCluster
{
    public static KafkaEventLog Connect(MockKafka kafka) => Connect(kafka.BootstrapServers);

    public static KafkaEventLog Connect(string bootstrapServers) => new(
        new KafkaEventLogOptions
        {
            BootstrapServers = bootstrapServers,
            ClientSettings = new Dictionary<string, string> { ["reconnect.backoff.max.ms"] = "500" },
            ConsumerSettings = new Dictionary<string, string>
            {
                ["session.timeout.ms"] = "6000",
                ["heartbeat.interval.ms"] = "200",
                ["fetch.wait.max.ms"] = "50",
                ["topic.metadata.refresh.interval.ms"] = "500",
            },
            BufferedEventsPerPartition = 16,
        },
        TimeProvider.System,
        NullLogger<KafkaEventLog>.Instance);
}

public sealed class KafkaEventLogTests(KafkaFixture kafka) : EventLogContract, IClassFixture<KafkaFixture>
{
    private protected override IEventLog Log { get; } = KafkaCluster.Connect(kafka.BootstrapServers);

    private protected override string NewTopic() => kafka.NewTopic();

    [Fact]
    public async Task Publish_Event_WritesBinaryModeHeadersAndTheSubjectAsKey()
    {
        var topic = NewTopic();
        await Publish(TestEvents.Record(topic, "order-1", 3) with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });

        var message = ReadRaw(topic);

        Assert.Equal("order-1", Encoding.UTF8.GetString(message.Key));
        Assert.Equal("order-1:3", Encoding.UTF8.GetString(message.Value));
        Assert.Equal(
            [
                ("ce_specversion", "1.0"), ("ce_id", $"{topic}/order-1/3"), ("ce_source", "/test"), ("ce_type", "test.Happened"),
                ("ce_time", "2026-03-04T05:06:07.891003Z"), ("ce_subject", "order-1"), ("ce_aggregateversion", "3"),
                ("content-type", "application/protobuf"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            ],
            message.Headers.Select(header => (header.Key, Encoding.UTF8.GetString(header.GetValueBytes()))));
    }

    [Fact]
    public async Task Poll_MessageWithoutHeaders_IsDeliveredAsDefective()
    {
        var topic = NewTopic();
        using (var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build())
        {
            await producer.ProduceAsync(new TopicPartition(topic, 5), new Message<byte[], byte[]> { Key = "k"u8.ToArray(), Value = null! });
        }

        await using var subscription = Log.Subscribe("defective", [topic]);
        var record = Assert.Single(await subscription.Take(1));

        Assert.Equal($"{topic}/5/0", record.Id);
        Assert.Equal("k", record.Subject);
        Assert.Contains("ce_type is missing", record.Defect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_BrokerRefusesForGood_Throws()
    {
        using var mock = new MockKafka();
        mock.CreateTopic("refused");
        await using var log = KafkaCluster.Connect(mock);
        await using var publisher = log.CreatePublisher("refused");
        mock.FailRequests(apiKey: 0, [.. Enumerable.Repeat(29 /* TOPIC_AUTHORIZATION_FAILED */, 20)]);

        await Assert.ThrowsAsync<EventLogUnavailableException>(() => publisher.Publish([TestEvents.Record("refused", "a", 1)], CancellationToken.None));
    }

    [Fact]
    public async Task Poll_MoreThanTheBufferHolds_LosesNothing()
    {
        var topic = NewTopic();
        var events = TestEvents.Interleaved(new Random(5), topic, subjects: 20, perSubject: 100);
        await Publish([.. events]);
        await using var subscription = Log.Subscribe("buffer", [topic]);

        // The first batch stays in hand while everything is fetched, so that its partition is paused at the broker.
        var held = await subscription.TakeBatch(maxEvents: 1);
        var others = new List<EventRecord>();
        while (await subscription.Poll(7, TimeSpan.FromSeconds(1), CancellationToken.None) is { } batch)
        {
            others.AddRange(batch.Events);
            await subscription.Commit(batch, CancellationToken.None);
        }

        await subscription.Commit(held, CancellationToken.None);
        var rest = await subscription.Take(events.Count - others.Count - 1, maxEvents: 7);

        TestEvents.AssertOrder(events, [.. others, .. held.Events, .. rest]);
    }

    private Message<byte[], byte[]> ReadRaw(string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "raw", AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Assign(Enumerable.Range(0, 8).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        return consumer.Consume(TestEvents.Patience).Message;
    }
}
