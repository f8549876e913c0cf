using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>What the relay promises: everything that was committed is published, first occurrences in order, whatever fails.</summary>
public sealed class OutboxRelayTests : IAsyncLifetime
{
    private const string Topic = "omnichannel.loyalty.events.v1";

    private readonly string directory = Directory.CreateTempSubdirectory("relay-").FullName;
    private readonly List<OutboxRelay> relays = [];
    private IDatabase database = null!;
    private SqlOutbox sql = null!;
    private FaultyOutbox outbox = null!;
    private FaultyEventLog log = null!;

    public async Task InitializeAsync()
    {
        database = OpenDatabase();
        log = OpenLog();
        sql = new SqlOutbox(database, TimeProvider.System);
        outbox = new FaultyOutbox(sql);
        await Migrator.Migrate(database, TimeProvider.System, typeof(OutboxRelayTests).Assembly);
    }

    public async Task DisposeAsync()
    {
        foreach (var relay in relays)
        {
            await relay.StopAsync(CancellationToken.None);
            relay.Dispose();
        }

        await log.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Rows_ArePublishedInOrder_AndRemoved()
    {
        var events = TestEvents.Interleaved(new Random(21), Topic, subjects: 30, perSubject: 60);
        await Start(outbox, log);
        foreach (var chunk in events.Chunk(37))
        {
            await Commit(chunk);
        }

        TestEvents.AssertOrder(events, await Published(events.Count));
        await UntilEmpty();
    }

    [Fact]
    public async Task CrashBetweenPublishAndRemove_RepeatsEvents_InOrder()
    {
        var random = new Random(22);
        var events = TestEvents.Interleaved(random, Topic, subjects: 20, perSubject: 50);
        await Commit(events);
        var crashes = 12;
        outbox.FailsRemove = () => random.Next(3) > 0 && crashes-- > 0;
        await Start(outbox, log, batchSize: 50);
        await UntilEmpty();

        var published = await All();
        Assert.True(published.Count > events.Count, "a crash after publishing repeats events");
        TestEvents.AssertOrder(events, TestEvents.Once(published));
    }

    [Fact]
    public async Task PublishFails_AfterAnyPrefix_StartsAgainWithANewPublisher()
    {
        var random = new Random(23);
        var failures = 15;
        var events = TestEvents.Interleaved(random, Topic, subjects: 20, perSubject: 50);
        log.FailPublishAfter = size => random.Next(2) == 0 && failures-- > 0 ? random.Next(size) : null;
        await Start(outbox, log, batchSize: 40);
        foreach (var chunk in events.Chunk(100))
        {
            await Commit(chunk);
        }

        await UntilEmpty();
        TestEvents.AssertOrder(events, TestEvents.Once(await All()));
        Assert.True(log.Publishers > 5);
    }

    [Fact]
    public async Task TwoRelays_LeaseStolenAgainAndAgain_OrderOfFirstOccurrencesHolds()
    {
        var random = new Random(24);
        var lease = new StolenLease(new SqlLease(database, TimeProvider.System), random);
        var events = TestEvents.Interleaved(random, Topic, subjects: 20, perSubject: 100);
        await Start(outbox, log, lease, batchSize: 20);
        await Start(outbox, log, lease, batchSize: 33);
        foreach (var chunk in events.Chunk(25))
        {
            await Commit(chunk);
            await Task.Yield();
        }

        await UntilEmpty();
        TestEvents.AssertOrder(events, TestEvents.Once(await All()));
        Assert.True(lease.Thefts > 0);
    }

    [Fact]
    public async Task Lease_HeldByAnother_StandsByUntilItIsFree()
    {
        var lease = new SqlLease(database, TimeProvider.System);
        Assert.True(await lease.TryAcquire("relay/outbox", "another", TimeSpan.FromMinutes(5), CancellationToken.None));
        await Commit([TestEvents.Record(Topic, "a", 1)]);
        await Start(outbox, log, lease);
        Assert.Equal(0, outbox.Reads);

        await lease.Release("relay/outbox", "another", CancellationToken.None);

        await UntilEmpty();
    }

    [Fact]
    public async Task Lease_CannotBeRenewed_StopsPublishing()
    {
        var lease = new StolenLease(new SqlLease(database, TimeProvider.System), new Random(25)) { IsAway = () => outbox.Reads > 0 };
        await Start(outbox, log, lease, leaseDuration: TimeSpan.FromMilliseconds(400));
        await TestEvents.Until(() => Task.FromResult(lease.Releases > 0));
        await Commit([TestEvents.Record(Topic, "a", 1)]);
        var reads = outbox.Reads;
        var failures = lease.Failures;

        // It only tries to lead again; it does not look at the outbox meanwhile.
        await TestEvents.Until(() => Task.FromResult(lease.Failures > failures + 3));
        Assert.Equal(reads, outbox.Reads);
        lease.IsAway = () => false;
        await UntilEmpty();
    }

    [Fact]
    public async Task Stop_PublishesWhatIsCommitted_AndFreesTheLease()
    {
        var relay = await Start(outbox, log);
        await Published(0);
        var events = TestEvents.Interleaved(new Random(26), Topic, subjects: 50, perSubject: 60);
        await Commit(events);

        await relay.StopAsync(CancellationToken.None);

        Assert.Empty(await sql.Read(1, CancellationToken.None));
        TestEvents.AssertOrder(events, await All());
        Assert.True(await new SqlLease(database, TimeProvider.System).TryAcquire("relay/outbox", "next", TimeSpan.FromSeconds(1), CancellationToken.None));
    }

    [Fact]
    public async Task Stop_LogAway_LeavesTheRowsForTheNextStart()
    {
        await Commit([TestEvents.Record(Topic, "a", 1)]);
        log.FailPublishAfter = _ => 0;
        var relay = await Start(outbox, log);
        await TestEvents.Until(() => Task.FromResult(log.Publishers > 1));
        await relay.StopAsync(CancellationToken.None);
        Assert.Single(await sql.Read(10, CancellationToken.None));

        log.FailPublishAfter = _ => null;
        await Start(outbox, log);
        await UntilEmpty();
    }

    [Fact]
    public async Task BrokerAway_ForAWhile_LosesAndReordersNothing()
    {
        using var kafka = new MockKafka();
        kafka.CreateTopic(Topic);
        await using var kafkaLog = KafkaCluster.Connect(kafka);
        var events = TestEvents.Interleaved(new Random(27), Topic, subjects: 20, perSubject: 30);
        await Start(outbox, kafkaLog, batchSize: 50);
        await Commit([.. events.Take(200)]);
        await UntilEmpty();

        kafka.GoDown();
        await Commit([.. events.Skip(200).Take(200)]);
        await TestEvents.Until(async () => (await sql.Read(1000, CancellationToken.None)).Count == 200);
        await Commit([.. events.Skip(400)]);
        kafka.ComeUp();

        await UntilEmpty();
        await using var subscription = kafkaLog.Subscribe("after", [Topic]);
        TestEvents.AssertOrder(events, TestEvents.Once(await subscription.Take(events.Count)));
    }

    private SqliteDatabase OpenDatabase() => new(Path.Combine(directory, "service.db"));

    private FaultyEventLog OpenLog() =>
        new(new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = Path.Combine(directory, "events.db") }, TimeProvider.System));

    private async Task<OutboxRelay> Start(
        IOutbox rows, IEventLog target, ILease? lease = null, int batchSize = 500, TimeSpan? leaseDuration = null)
    {
        var relay = new OutboxRelay(
            new OutboxRelayOptions
            {
                BatchSize = batchSize,
                LeaseDuration = leaseDuration ?? TimeSpan.FromSeconds(2),
                StandbyInterval = TimeSpan.FromMilliseconds(20),
                IdleInterval = TimeSpan.FromMilliseconds(20),
                FirstBackOff = TimeSpan.FromMilliseconds(2),
                LongestBackOff = TimeSpan.FromMilliseconds(20),
            },
            rows,
            target,
            lease ?? new SqlLease(database, TimeProvider.System),
            new ServiceIdentity("loyalty"),
            new EventTelemetry(new ServiceIdentity("loyalty"), target),
            TimeProvider.System,
            NullLogger<OutboxRelay>.Instance);
        relays.Add(relay);
        await relay.StartAsync(CancellationToken.None);
        return relay;
    }

    private async Task Commit(IReadOnlyList<EventRecord> events)
    {
        await database.Write(session =>
        {
            foreach (var record in events)
            {
                session.Defer(
                    """
                    insert into outbox (id, topic, type, source, subject, aggregate_version, time, traceparent, data)
                    values (@id, @topic, @type, @source, @subject, @version, @time, null, @data)
                    """,
                    new
                    {
                        id = record.Id, topic = record.Topic, type = record.Type, source = record.Source, subject = record.Subject, version = record.AggregateVersion,
                        time = record.Time.ToMicros(), data = record.Data.ToArray(),
                    });
            }

            return Task.FromResult(0);
        });
        sql.Committed();
    }

    private Task UntilEmpty() => TestEvents.Until(async () => (await sql.Read(1, CancellationToken.None)).Count == 0);

    private async Task<List<EventRecord>> Published(int count)
    {
        await using var subscription = log.Subscribe($"reader-{Guid.NewGuid():N}", [Topic]);
        return await subscription.Take(count);
    }

    private async Task<List<EventRecord>> All()
    {
        await using var subscription = log.Subscribe($"reader-{Guid.NewGuid():N}", [Topic]);
        var read = new List<EventRecord>();
        while (await subscription.Poll(256, TimeSpan.FromSeconds(1), CancellationToken.None) is { } batch)
        {
            read.AddRange(batch.Events);
            await subscription.Commit(batch, CancellationToken.None);
        }

        return read;
    }

    private sealed class FaultyOutbox(IOutbox inner) : IOutbox
    {
        private int reads;

        public Func<bool> FailsRemove { get; set; } = () => false;

        public int Reads => Volatile.Read(ref reads);

        public Task<IReadOnlyList<OutboxRow>> Read(int max, CancellationToken cancellation)
        {
            Interlocked.Increment(ref reads);
            return inner.Read(max, cancellation);
        }

        public Task Remove(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation) =>
            rows.Count > 0 && FailsRemove() ? Task.FromException(new DatabaseUnavailableException("planted")) : inner.Remove(rows, cancellation);

        public Task WaitForRows(TimeSpan atMost, CancellationToken cancellation) => inner.WaitForRows(atMost, cancellation);

        public Task<OutboxBacklog> MeasureBacklog(CancellationToken cancellation) => inner.MeasureBacklog(cancellation);
    }

    /// <summary>A lease that is given to a second owner while the first believes to hold it, as after a long pause of the first.</summary>
    private sealed class StolenLease(ILease inner, Random random) : ILease
    {
        private int thefts;
        private int failures;
        private int releases;
        private string? lastOwner;

        public Func<bool> IsAway { get; set; } = () => false;

        public int Thefts => Volatile.Read(ref thefts);

        public int Failures => Volatile.Read(ref failures);

        public int Releases => Volatile.Read(ref releases);

        public async Task<bool> TryAcquire(string name, string owner, TimeSpan duration, CancellationToken cancellation)
        {
            if (IsAway())
            {
                Interlocked.Increment(ref failures);
                throw new DatabaseUnavailableException("planted");
            }

            if (await inner.TryAcquire(name, owner, duration, cancellation))
            {
                lastOwner = owner;
                return true;
            }

            lock (random)
            {
                if (random.Next(4) != 0 || lastOwner is null)
                {
                    return false;
                }
            }

            Interlocked.Increment(ref thefts);
            await inner.Release(name, lastOwner, cancellation);
            lastOwner = owner;
            return await inner.TryAcquire(name, owner, duration, cancellation);
        }

        public Task Release(string name, string owner, CancellationToken cancellation)
        {
            Interlocked.Increment(ref releases);
            return inner.Release(name, owner, cancellation);
        }
    }
}
