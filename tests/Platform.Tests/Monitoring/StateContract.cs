using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Tests.Events;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Monitoring;

/// <summary>What <c>GetState</c> and the gauges tell, through the wire, on whichever database.</summary>
public abstract class StateContract : IAsyncLifetime
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string directory = Directory.CreateTempSubdirectory("state-").FullName;
    private readonly Ledger ledger = new();
    private readonly List<MonitoredService> running = [];
    private IReadOnlyDictionary<string, string?> storage = new Dictionary<string, string?>();

    /// <summary>Whose meter no other test has.</summary>
    private string Area => $"monitored-{GetType().Name}";

    public async Task InitializeAsync() => storage = await Storage(directory);

    public async Task DisposeAsync()
    {
        foreach (var replica in running)
        {
            await replica.Stop();
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Replica_SaysWhoItIs_AndThatItIsReady()
    {
        var before = DateTimeOffset.UtcNow;
        var replica = await Start();
        await Eventually.Within(Limit, async () =>
        {
            var state = await replica.State();
            Assert.Equal((Area, false), (state.Service, state.OthersUnknown));
            var own = Assert.Single(state.Replicas);
            Assert.StartsWith(Environment.MachineName, own.Replica, StringComparison.Ordinal);
            Assert.NotEmpty(own.Version);
            Assert.InRange(own.StartedAt.ToDateTimeOffset(), before, own.ReportedAt.ToDateTimeOffset());
            Assert.Empty(own.Missing);
            Assert.Equal((true, false), (own.Ready, own.Silent));
            Assert.Equal((0, 0, 0), (own.OverdueTimers.Count, own.ParkedEventCount, Assert.Single(own.Relays).UnsentCount));
            Assert.Equal((true, true), (own.HasParkedEventCount, Assert.Single(own.Relays).HasUnsentCount));
            Assert.Null(own.OverdueTimers.OldestDueAt);
        });
    }

    [Fact]
    public async Task Relay_ThatStandsStill_ShowsTheAgeOfItsOldestRow()
    {
        var replica = await Start();
        await Eventually.Within(Limit, async () => Assert.NotNull(Assert.Single((await replica.OwnState()).Relays).LastRoundAge));

        await StopRelay(replica);
        await replica.AddToOutbox(DateTimeOffset.UtcNow.AddHours(-1));
        await replica.AddToOutbox(DateTimeOffset.UtcNow.AddMinutes(-1));
        await Eventually.Within(Limit, async () =>
        {
            var still = Assert.Single((await replica.OwnState()).Relays);
            Assert.Equal(("outbox", 2), (still.Outbox, still.UnsentCount));
            Assert.InRange(still.OldestUnsentAge.ToTimeSpan(), TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(65));
            Assert.Null(still.LastRoundAge);
        });

        await replica.GiveRelayBack();
        await Eventually.Within(Limit, async () =>
        {
            var relay = Assert.Single((await replica.OwnState()).Relays);
            Assert.Equal((true, 0), (relay.Active, relay.UnsentCount));
            Assert.Null(relay.OldestUnsentAge);
            Assert.InRange(relay.LastRoundAge.ToTimeSpan(), TimeSpan.Zero, Limit);
        });
    }

    [Fact]
    public async Task Timer_ThatFailsOrIsPutOff_IsOverdueSinceItWasDue()
    {
        var replica = await Start();
        var due = Instants.FromMicros(DateTimeOffset.UtcNow.AddMinutes(-10).ToMicros());
        await replica.AddTimer("fails", due.AddMinutes(3));
        await replica.AddTimer("put-off", due, putOffUntil: DateTimeOffset.UtcNow.AddMinutes(4));
        await replica.AddTimer("later", DateTimeOffset.UtcNow.AddMinutes(4));
        await Eventually.Within(Limit, async () =>
        {
            var overdue = (await replica.OwnState()).OverdueTimers;
            Assert.Equal((2, due), (overdue.Count, overdue.OldestDueAt.ToDateTimeOffset()));
        });
    }

    [Fact]
    public async Task Event_ThatCannotBeApplied_IsParked_AndLagsNoLonger()
    {
        ledger.Failure = record => record.AggregateVersion == 2 ? new InvalidOperationException("planted") : null;
        var replica = await Start();
        await replica.Publish([.. Enumerable.Range(1, 3).Select(version => ConsumerHarness.Tier("a", version))]);

        await Eventually.Within(Limit, async () =>
        {
            var state = await replica.OwnState();
            Assert.Equal(2, state.ParkedEventCount);
            Assert.Equal(0, Assert.Single(state.Consumers).Lag);
        });
    }

    [Fact]
    public async Task Consumer_WhoseDependencyIsAway_IsPausedAndLags()
    {
        ledger.Failure = record => record.AggregateVersion > 2 ? new DatabaseUnavailableException("planted") : null;
        var replica = await Start();
        await replica.Publish([.. Enumerable.Range(1, 2).Select(version => ConsumerHarness.Tier("a", version))]);
        await Eventually.Within(Limit, () => Assert.Equal(2, ledger.Outside.Count));
        await replica.Publish([.. Enumerable.Range(3, 5).Select(version => ConsumerHarness.Tier("a", version))]);
        await Eventually.Within(Limit, async () =>
        {
            var consumer = Assert.Single((await replica.OwnState()).Consumers);
            Assert.Equal((MonitoredService.Topic, $"omnichannel.{Area}"), (consumer.Topic, consumer.Group));
            Assert.Equal((8, 1, 5), (consumer.PartitionCount, consumer.PausedPartitionCount, consumer.Lag));
        });

        ledger.Failure = _ => null;
        await Eventually.Within(Limit, async () =>
        {
            var consumer = Assert.Single((await replica.OwnState()).Consumers);
            Assert.Equal((0, 0), (consumer.PausedPartitionCount, consumer.Lag));
        });
    }

    [Fact]
    public async Task Calls_OfTheLastMinute_AreThoseThatEnded_HealthChecksApart()
    {
        var replica = await Start();
        await replica.CallAsStranger();
        await replica.CheckHealth();
        await replica.CallAsStranger();
        await replica.State();
        var calls = (await replica.OwnState()).LastMinuteCalls;
        Assert.Equal((3, 2, 0), (calls.Count, calls.ClientErrorCount, calls.ServerErrorCount));
        Assert.True(calls.SlowestMs > 0);
    }

    [Fact]
    public async Task Replicas_SeeEachOther_AndMissTheOneThatWasKilled()
    {
        var (one, two) = (await Start("one"), await Start("two"));
        var names = new[] { (await one.OwnState()).Replica, (await two.OwnState()).Replica };
        Assert.NotEqual(names[0], names[1]);
        foreach (var (replica, expected) in new[] { (one, names), (two, [names[1], names[0]]) })
        {
            await Eventually.Within(Limit, async () =>
            {
                var state = await replica.State();
                Assert.Equal(expected, state.Replicas.Select(seen => seen.Replica));
                Assert.All(state.Replicas, seen => Assert.Equal((true, false), (seen.Ready, seen.Silent)));
            });
        }

        running.Remove(two);
        await two.Kill();
        var silent = await Eventually.Within(Limit, async () =>
        {
            var seen = (await one.State()).Replicas;
            Assert.Equal([false, true], seen.Select(replica => replica.Silent));
            return seen[1];
        });
        Assert.Equal(names[1], silent.Replica);
        Assert.True(silent.ReportedAt < (await one.OwnState()).ReportedAt);
    }

    [Fact]
    public async Task Replica_ThatStops_IsNotMissed_AndOneOfLongAgoIsForgotten()
    {
        var (one, two) = (await Start("one"), await Start("two"));
        await one.Database.Write(sql => sql.Execute(
            "insert into replicas (replica, reported_at, state) values ('long-ago', @then, @state)",
            new { then = DateTimeOffset.UtcNow.AddMinutes(-16).ToMicros(), state = Array.Empty<byte>() }));
        await Eventually.Within(Limit, async () => Assert.Equal(2, await one.Database.Read(sql => sql.QueryFirst<long>("select count(*) from replicas"))));

        running.Remove(two);
        await two.Stop();
        await Eventually.Within(Limit, async () =>
        {
            var state = await one.State();
            Assert.Equal((false, 1), (state.OthersUnknown, state.Replicas.Count));
        });
    }

    [Fact]
    public async Task Gauges_TellTheSameNumbers()
    {
        ledger.Failure = record => record.AggregateVersion == 2 ? new InvalidOperationException("planted") : new DatabaseUnavailableException("planted");
        using var gauges = new GaugeReader(Telemetry.NameOf(Area));
        var replica = await Start(reportEvery: "01:00:00");
        await StopRelay(replica);
        await replica.AddToOutbox(DateTimeOffset.UtcNow.AddHours(-1));
        await replica.AddTimer("a", DateTimeOffset.UtcNow.AddMinutes(-10));
        await replica.Publish(ConsumerHarness.Tier("a", 2), ConsumerHarness.Tier("a", 3));
        await Eventually.Within(Limit, async () => Assert.Equal(2, (await replica.OwnState()).ParkedEventCount));
        await replica.Publish(ConsumerHarness.Tier("b", 1));
        await replica.CallAsStranger();
        await Eventually.Within(Limit, async () =>
        {
            var state = await replica.OwnState();
            var relay = Assert.Single(state.Relays);
            var consumer = Assert.Single(state.Consumers);
            Assert.Equal((false, 1, 1, 2, 1), (relay.Active, relay.UnsentCount, state.OverdueTimers.Count, state.ParkedEventCount, consumer.Lag));
            Assert.Equal(
                new Dictionary<string, double>
                {
                    ["omnichannel.service.ready"] = 1,
                    ["omnichannel.outbox.active outbox"] = 0,
                    ["omnichannel.outbox.unsent outbox"] = 1,
                    ["omnichannel.outbox.oldest_unsent_age outbox"] = relay.OldestUnsentAge.ToTimeSpan().TotalSeconds,
                    ["omnichannel.timers.overdue"] = 1,
                    ["omnichannel.timers.oldest_overdue_age"] = (state.ReportedAt - state.OverdueTimers.OldestDueAt).ToTimeSpan().TotalSeconds,
                    ["omnichannel.events.parked"] = 2,
                    ["omnichannel.invariants.breaches"] = 0,
                    [$"omnichannel.consumer.partitions {MonitoredService.Topic} omnichannel.{Area}"] = 8,
                    [$"omnichannel.consumer.paused_partitions {MonitoredService.Topic} omnichannel.{Area}"] = consumer.PausedPartitionCount,
                    [$"omnichannel.consumer.lag {MonitoredService.Topic} omnichannel.{Area}"] = 1,
                    ["omnichannel.calls.last_minute ok"] = state.LastMinuteCalls.Count - 1,
                    ["omnichannel.calls.last_minute client_error"] = 1,
                    ["omnichannel.calls.last_minute server_error"] = 0,
                    ["omnichannel.calls.slowest"] = state.LastMinuteCalls.SlowestMs / 1000.0,
                },
                gauges.Scrape());
        });

        running.Remove(replica);
        await replica.Stop();
        Assert.Empty(gauges.Scrape());
    }

    private static async Task StopRelay(MonitoredService replica)
    {
        await replica.TakeRelay();
        await Eventually.Within(Limit, async () => Assert.False(Assert.Single((await replica.OwnState()).Relays).Active));
    }

    /// <summary>Settings of an empty database.</summary>
    private protected abstract Task<IReadOnlyDictionary<string, string?>> Storage(string directory);

    /// <summary>The topic's brokers; none: a log of the replica's own.</summary>
    private protected virtual string? Kafka => null;

    private protected async Task<MonitoredService> Start(string name = "one", string reportEvery = "00:00:00.200")
    {
        var settings = new Dictionary<string, string?>(storage)
        {
            ["Omnichannel:Monitoring:ReportEvery"] = reportEvery,
            ["Omnichannel:Takeover:After"] = "00:00:01",
        };
        if (Kafka is { } brokers)
        {
            settings["Omnichannel:Events:Provider"] = "kafka";
            settings["Omnichannel:Events:BootstrapServers"] = brokers;
        }
        else
        {
            settings["Omnichannel:Events:Path"] = Path.Combine(directory, $"events-{name}.db");
        }

        var replica = await MonitoredService.Start(Area, ledger, settings);
        running.Add(replica);
        return replica;
    }
}
