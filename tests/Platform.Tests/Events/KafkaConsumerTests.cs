using Confluent.Kafka;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>The whole way over Kafka, with a message among the events that no publisher of ours wrote.</summary>
public sealed class KafkaConsumerTests
{
    [Fact]
    public async Task ForeignMessage_IsParked_AndEverythingElseIsApplied()
    {
        using var folder = new TempFolder();
        using var kafka = new MockKafka();
        kafka.CreateTopic(ConsumerHarness.Topic);
        await using var log = KafkaCluster.Connect(kafka);
        await using var database = new SqliteDatabase(Path.Combine(folder.Path, "service.db"));
        await using var harness = await ConsumerHarness.Create(database, log);
        await harness.Publish(ConsumerHarness.Adjusted("a", 1), ConsumerHarness.Adjusted("b", 1));
        using (var foreign = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build())
        {
            for (var partition = 0; partition < 8; partition++)
            {
                await foreign.ProduceAsync(
                    new TopicPartition(ConsumerHarness.Topic, partition),
                    new Message<byte[], byte[]> { Key = [0, 0xFF], Value = "not ours"u8.ToArray(), Headers = new Headers { { "ce_id", [0xC3, 0x28] } } });
            }
        }

        await harness.Publish(ConsumerHarness.Adjusted("a", 2), ConsumerHarness.Adjusted("b", 2));
        await harness.Start();

        var parked = await harness.ParkedWhenAt(8);
        var effects = await harness.EffectsWhenAt(4);
        Assert.All(parked, entry => Assert.Contains("ce_type is missing", entry.Error, StringComparison.Ordinal));
        Assert.Equal(8, parked.Select(entry => entry.Record.Id).Distinct().Count());
        Assert.Equal([1L, 2L], effects.Where(effect => effect.Subject == "a").Select(effect => effect.Version));
        Assert.Equal([1L, 2L], effects.Where(effect => effect.Subject == "b").Select(effect => effect.Version));
    }

    // Two of the errors cost a new join each. On a machine that is slow to run their timers the brokers forget a member that waits for the answer to
    // its join, and never answer: it is the consumer that gives up then and joins again.
    [Fact]
    public async Task CommitsFail_EachEventHasOneEffect()
    {
        using var folder = new TempFolder();
        using var kafka = new MockKafka();
        kafka.CreateTopic(ConsumerHarness.Topic);
        await using var log = KafkaCluster.Connect(kafka);
        await using var database = new SqliteDatabase(Path.Combine(folder.Path, "service.db"));
        await using var harness = await ConsumerHarness.Create(database, log);
        var events = TestEvents.Interleaved(new Random(31), ConsumerHarness.Topic, subjects: 12, perSubject: 10)
            .Select(record => ConsumerHarness.Adjusted(record.Subject, record.AggregateVersion)).ToList();
        await harness.Publish(events);
        kafka.FailRequests(apiKey: 8, 27 /* REBALANCE_IN_PROGRESS */, 16 /* NOT_COORDINATOR */, 0, 22 /* ILLEGAL_GENERATION */);
        await harness.Start();

        var effects = await harness.EffectsWhenAt(events.Count);
        Assert.All(effects.GroupBy(effect => effect.Subject), group => Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), group.Select(effect => effect.Version)));
    }
}
