using Omnichannel.Platform.Tests.Events;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Monitoring;

/// <summary>What a replica still knows when what it stands on is away.</summary>
public sealed class AwayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Database_Away_ReplicaTellsWhatItKnowsByItself()
    {
        using var folder = new TempFolder("away");
        await using var server = await PostgresServer.StartAsync();
        var settings = PostgresStateTests.Postgres(server.ConnectionString);
        settings["Omnichannel:Events:Path"] = folder["events.db"];
        var replica = await MonitoredService.Start("monitored-away", new Ledger(), settings);
        try
        {
            await Eventually.Within(Limit, async () => Assert.False((await replica.State()).OthersUnknown));
            server.Kill();
            await Eventually.Within(Limit, async () =>
            {
                var state = await replica.State();
                Assert.True(state.OthersUnknown);
                var own = Assert.Single(state.Replicas);
                Assert.Equal((false, "database"), (own.Ready, Assert.Single(own.Missing)));
                Assert.Null(own.OverdueTimers);
                Assert.False(own.HasParkedEventCount);
                Assert.False(Assert.Single(own.Relays).HasUnsentCount);
                Assert.Equal(0, Assert.Single(own.Consumers).Lag);
                Assert.True(own.LastMinuteCalls.Count > 0);
            });

            await server.RestartAsync();
            await Eventually.Within(Limit, async () =>
            {
                var state = await replica.State();
                Assert.Equal((false, true, true), (state.OthersUnknown, state.Replicas[0].Ready, state.Replicas[0].HasParkedEventCount));
            });
        }
        finally
        {
            await replica.Stop();
        }
    }

    [Fact]
    public async Task Brokers_Away_LagIsWhatWasLastHeard_OrUnknown()
    {
        using var kafka = new MockKafka();
        kafka.CreateTopic("topic", partitions: 1);
        await using var log = KafkaCluster.Connect(kafka);
        await using var subscription = log.Subscribe("away", ["topic"]);
        await using (var publisher = log.CreatePublisher("away"))
        {
            await publisher.Publish([TestEvents.Record("topic", "a", 1), TestEvents.Record("topic", "a", 2)], default);
        }

        await subscription.Commit(await subscription.TakeBatch(maxEvents: 1), default);
        await Eventually.Within(Limit, async () => Assert.Equal(1, Assert.Single(await subscription.MeasureProgress(default)).Lag));
        kafka.GoDown();
        Assert.True(Assert.Single(await subscription.MeasureProgress(default)).Lag is null or 1);

        await using var joining = log.Subscribe("joining", ["topic"]);
        Assert.Empty(await joining.MeasureProgress(default));
    }
}
