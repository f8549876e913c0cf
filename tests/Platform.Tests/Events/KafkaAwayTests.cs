using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Events;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>
/// Brokers that go and come back, with the product's own settings but for a shorter session. With librdkafka's defaults the cases in which nobody closes
/// the connections take from one minute to five, longer than the tests' patience.
/// </summary>
public sealed class KafkaAwayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(55);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BrokersAway_WhileEventsFlow_TheyFlowAgain(bool silently)
    {
        await using var shop = new PublisherAndConsumer();
        await shop.Publish(first: 1, last: 3);
        await shop.TakeUpTo(version: 3);

        shop.Kafka.GoDown(silently);
        var more = shop.Publish(first: 4, last: 6);
        shop.Kafka.ComeUp();

        await more;
        await shop.TakeUpTo(version: 6);
    }

    [Fact]
    public async Task BrokersVanish_WhileTheConsumerJoins_ItJoinsAgain()
    {
        // The consumer is still waiting for the answer to its join when the brokers go.
        await using var shop = new PublisherAndConsumer(joinWaitMs: 3_000);
        Assert.Null(await shop.Subscription.Poll(1, TimeSpan.FromSeconds(1), CancellationToken.None));

        shop.Kafka.GoDown(silently: true);
        shop.Kafka.ComeUp();

        await shop.Publish(first: 1, last: 3);
        await shop.TakeUpTo(version: 3);
    }

    private sealed class PublisherAndConsumer : IAsyncDisposable
    {
        private const string Topic = "away";

        private readonly KafkaEventLog log;
        private readonly IEventPublisher publisher;

        public PublisherAndConsumer(int joinWaitMs = 50)
        {
            Kafka = new MockKafka(joinWaitMs: joinWaitMs);
            Kafka.CreateTopic(Topic);
            log = new KafkaEventLog(
                new KafkaEventLogOptions
                {
                    BootstrapServers = Kafka.BootstrapServers,
                    ConsumerSettings = new Dictionary<string, string> { ["session.timeout.ms"] = "3000", ["heartbeat.interval.ms"] = "300" },
                },
                TimeProvider.System,
                NullLogger<KafkaEventLog>.Instance);
            Subscription = log.Subscribe("away", [Topic]);
            publisher = log.CreatePublisher("away");
        }

        public MockKafka Kafka { get; }

        public IEventSubscription Subscription { get; }

        public Task Publish(int first, int last) =>
            publisher.Publish([.. Enumerable.Range(first, last - first + 1).Select(version => TestEvents.Record(Topic, "a", version))], CancellationToken.None)
                .WaitAsync(Patience);

        public async Task TakeUpTo(long version)
        {
            using var patience = new CancellationTokenSource(Patience);
            for (var taken = 0L; taken < version;)
            {
                if (await Subscription.Poll(256, TimeSpan.FromSeconds(1), patience.Token) is { } batch)
                {
                    taken = Math.Max(taken, batch.Events[^1].AggregateVersion);
                    await Subscription.Commit(batch, patience.Token);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await publisher.DisposeAsync();
            await Subscription.DisposeAsync();
            await log.DisposeAsync();
            Kafka.Dispose();
        }
    }
}
