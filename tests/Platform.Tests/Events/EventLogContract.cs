using Omnichannel.Platform.Events;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>What every event log promises.</summary>
public abstract class EventLogContract
{
    /// <summary>The log under test, with eight partitions for every topic.</summary>
    private protected abstract IEventLog Log { get; }

    /// <summary>A topic that no other test uses.</summary>
    private protected abstract string NewTopic();

    [Fact]
    public async Task Publish_Event_IsReadWithEveryAttribute()
    {
        var topic = NewTopic();
        var traced = TestEvents.Record(topic, "subject-Ω", 7) with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        var empty = TestEvents.Record(topic, "subject-Ω", 8) with { Data = Array.Empty<byte>() };
        await Publish(traced, empty);
        await using var subscription = Log.Subscribe("attributes", [topic]);

        var read = await subscription.Take(2);

        AssertSame(traced, read[0]);
        AssertSame(empty, read[1]);
    }

    [Fact]
    public async Task Publish_ManySubjects_KeepsTheOrderOfEach()
    {
        var topic = NewTopic();
        var random = new Random(20260304);
        var events = TestEvents.Interleaved(random, topic, subjects: 40, perSubject: 50);
        await using var subscription = Log.Subscribe("order", [topic]);
        await using (var publisher = Log.CreatePublisher("order"))
        {
            for (var from = 0; from < events.Count;)
            {
                var size = Math.Min(random.Next(1, 200), events.Count - from);
                await publisher.Publish(events.GetRange(from, size), CancellationToken.None);
                from += size;
            }
        }

        var read = await subscription.Take(events.Count, maxEvents: 17);

        Assert.Equal(events.Count, read.Count);
        TestEvents.AssertOrder(events, read);
    }

    [Fact]
    public async Task Progress_CountsWhatIsNotCommitted_AlsoWhatNobodyHasFetched()
    {
        var topic = NewTopic();
        await Publish([.. Enumerable.Range(1, 40).Select(version => TestEvents.Record(topic, "a", version))]);
        await using (var subscription = Log.Subscribe("progress", [topic]))
        {
            var batch = await subscription.TakeBatch(maxEvents: 5);
            await Progress(subscription, topic, lag: 40, paused: 0);
            subscription.Retry(batch, TimeSpan.FromMilliseconds(10));
            await Progress(subscription, topic, lag: 40, paused: 1);
            await subscription.Commit(await subscription.TakeBatch(maxEvents: 5), CancellationToken.None);
            await Progress(subscription, topic, lag: 35, paused: 0);

            // More than a member keeps in memory.
            await Publish([.. Enumerable.Range(41, 60).Select(version => TestEvents.Record(topic, "a", version))]);
            await Progress(subscription, topic, lag: 95, paused: 0);
        }

        await using var next = Log.Subscribe("progress", [topic]);
        await Progress(next, topic, lag: 95, paused: 0);
        await next.Take(95);
        await Progress(next, topic, lag: 0, paused: 0);
    }

    [Fact]
    public async Task Poll_Batch_IsOfOnePartitionWithItsOffsets()
    {
        var topic = NewTopic();
        await Publish([.. TestEvents.Interleaved(new Random(1), topic, subjects: 20, perSubject: 5)]);
        await using var subscription = Log.Subscribe("offsets", [topic]);

        var next = new Dictionary<int, long>();
        for (var taken = 0; taken < 100;)
        {
            var batch = await subscription.TakeBatch(maxEvents: 3);
            Assert.InRange(batch.Events.Count, 1, 3);
            Assert.Equal(batch.Events.Count, batch.Offsets.Count);
            Assert.Equal(batch.FirstOffset, batch.Offsets[0]);
            Assert.Equal(batch.NextOffset, batch.Offsets[^1] + 1);
            Assert.Equal(next.GetValueOrDefault(batch.Partition), batch.FirstOffset);
            next[batch.Partition] = batch.NextOffset;
            taken += batch.Events.Count;
            await subscription.Commit(batch, CancellationToken.None);
        }

        Assert.True(next.Count > 1, "20 subjects should not all fall into one partition");
    }

    [Fact]
    public async Task Poll_NothingThere_ReturnsNull()
    {
        var topic = NewTopic();
        await Publish(TestEvents.Record(topic, "a", 1));
        await using var subscription = Log.Subscribe("nothing", [topic]);
        await subscription.Take(1);

        Assert.Null(await subscription.Poll(10, TimeSpan.FromMilliseconds(50), CancellationToken.None));
    }

    [Fact]
    public async Task Poll_Cancelled_Throws()
    {
        await using var subscription = Log.Subscribe("cancelled", [NewTopic()]);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscription.Poll(10, TestEvents.Patience, cancelled.Token));
    }

    [Fact]
    public async Task Commit_ThenSubscribeAgain_ContinuesBehindIt()
    {
        var topic = NewTopic();
        await Publish(TestEvents.Record(topic, "a", 1), TestEvents.Record(topic, "a", 2), TestEvents.Record(topic, "a", 3));
        await using (var first = Log.Subscribe("continue", [topic]))
        {
            // A batch may hold less than what is there.
            for (var taken = 0; taken < 2;)
            {
                var batch = await first.TakeBatch(maxEvents: 2 - taken);
                await first.Commit(batch, CancellationToken.None);
                taken += batch.Events.Count;
            }

            // Delivered, but never committed.
            await first.TakeBatch();
        }

        await using var second = Log.Subscribe("continue", [topic]);
        Assert.Equal([3L], (await second.Take(1)).Select(record => record.AggregateVersion));
    }

    [Fact]
    public async Task Subscribe_AnotherGroup_StartsAtTheBeginning()
    {
        var topic = NewTopic();
        await Publish(TestEvents.Record(topic, "a", 1), TestEvents.Record(topic, "a", 2));
        await using var first = Log.Subscribe("group-1", [topic]);
        await first.Take(2);

        await using var second = Log.Subscribe("group-2", [topic]);
        Assert.Equal([1L, 2L], (await second.Take(2)).Select(record => record.AggregateVersion));
    }

    [Fact]
    public async Task Subscribe_SeveralTopics_DeliversAllOfThem()
    {
        var first = NewTopic();
        var second = NewTopic();
        await using var subscription = Log.Subscribe("topics", [first, second]);
        await Publish(TestEvents.Record(first, "a", 1), TestEvents.Record(second, "a", 1));

        Assert.Equal(new[] { first, second }.Order(), (await subscription.Take(2)).Select(record => record.Topic).Order());
    }

    [Fact]
    public async Task Poll_BatchInHand_KeepsItsPartitionBack()
    {
        var topic = NewTopic();
        await Publish(TestEvents.Record(topic, "a", 1), TestEvents.Record(topic, "a", 2));
        await using var subscription = Log.Subscribe("in-hand", [topic]);
        var batch = await subscription.TakeBatch(maxEvents: 1);

        Assert.Null(await subscription.Poll(1, TimeSpan.FromMilliseconds(300), CancellationToken.None));
        await subscription.Commit(batch, CancellationToken.None);
        Assert.Equal(2, (await subscription.TakeBatch()).Events[0].AggregateVersion);
    }

    [Fact]
    public async Task Retry_Batch_ComesAgainWhileOtherPartitionsGoOn()
    {
        var topic = NewTopic();
        var events = TestEvents.Interleaved(new Random(2), topic, subjects: 30, perSubject: 4);
        await using var subscription = Log.Subscribe("retry", [topic]);
        await Publish([.. events]);
        var stuck = await subscription.TakeBatch(maxEvents: 2);
        subscription.Retry(stuck, TestEvents.Patience * 10);

        // Everything else flows.
        var others = new List<EventRecord>();
        using var patience = new CancellationTokenSource(TestEvents.Patience);
        for (var isOver = false; !isOver;)
        {
            if (await subscription.Poll(256, TimeSpan.FromSeconds(2), patience.Token) is { } batch)
            {
                Assert.NotEqual(stuck.Partition, batch.Partition);
                others.AddRange(batch.Events);
                await subscription.Commit(batch, CancellationToken.None);
            }
            else
            {
                isOver = others.Count > 0;
            }
        }

        var waiting = events.Where(record => !others.Contains(record, SameId.Comparer)).ToList();
        Assert.NotEmpty(others);
        Assert.NotEmpty(waiting);
        TestEvents.AssertOrder(events, [.. others, .. waiting]);
    }

    [Fact]
    public async Task Retry_NoDelay_DeliversTheSameBatchThenTheRest()
    {
        var topic = NewTopic();
        await Publish([.. Enumerable.Range(1, 10).Select(version => TestEvents.Record(topic, "a", version))]);
        await using var subscription = Log.Subscribe("again", [topic]);
        var first = await subscription.TakeBatch(maxEvents: 3);
        subscription.Retry(first, TimeSpan.FromMilliseconds(20));

        var again = await subscription.TakeBatch(maxEvents: 4);

        // How many more than the repeated ones a batch holds depends on what has arrived by then.
        Assert.Equal(first.FirstOffset, again.FirstOffset);
        Assert.InRange(again.Events.Count, first.Events.Count, 4);
        await subscription.Commit(again, CancellationToken.None);
        var rest = await subscription.Take(10 - again.Events.Count);
        Assert.Equal(Enumerable.Range(1, 10).Select(version => (long)version), again.Events.Concat(rest).Select(record => record.AggregateVersion));
    }

    [Fact]
    public async Task Subscribe_TwoMembers_ShareTheEvents()
    {
        var topic = NewTopic();
        await using var first = Log.Subscribe("shared", [topic]);
        await using var second = Log.Subscribe("shared", [topic]);
        var events = TestEvents.Interleaved(new Random(3), topic, subjects: 60, perSubject: 10);
        var read = new List<(int Member, EventRecord Event)>();
        using var stop = new CancellationTokenSource();
        var members = new[] { Consume(first, 1, read, stop.Token), Consume(second, 2, read, stop.Token) };

        // Published in portions until both members have had a part: joining takes its time.
        var published = 0;
        while (published < events.Count || Counted(read).Distinct < events.Count)
        {
            if (published < events.Count && (published == 0 || Counted(read).Members == 2))
            {
                var portion = published == 0 ? 300 : events.Count - published;
                await Publish([.. events.GetRange(published, portion)]);
                published += portion;
            }

            if (Counted(read).Members < 2)
            {
                await Publish(TestEvents.Record(topic, $"filler-{Guid.NewGuid():N}", 1));
            }

            await Task.Delay(20, new CancellationTokenSource(TestEvents.Patience).Token);
        }

        await stop.CancelAsync();
        await Task.WhenAll(members);
        var mine = read.Select(entry => entry.Event).Where(record => !record.Subject.StartsWith("filler", StringComparison.Ordinal));
        TestEvents.AssertOrder(events, TestEvents.Once(mine));
        Assert.Equal(2, read.Select(entry => entry.Member).Distinct().Count());
    }

    [Fact]
    public async Task Commit_PartitionWentToAnotherMember_DoesNotCount()
    {
        var topic = NewTopic();
        await Publish([.. TestEvents.Interleaved(new Random(4), topic, subjects: 60, perSubject: 2)]);
        var inHand = new List<EventBatch>();
        var first = Log.Subscribe("moved", [topic]);
        await using var firstMember = first;
        while (inHand.Count < 8)
        {
            inHand.Add(await first.TakeBatch());
        }

        // The first member holds a batch of every partition; the second is given some of the partitions, and so their events again.
        EventBatch moved;
        await using (var second = Log.Subscribe("moved", [topic]))
        {
            using var stop = new CancellationTokenSource();
            var polling = KeepPolling(first, stop.Token);
            moved = await second.TakeBatch();
            Assert.Contains(inHand, batch => batch.Partition == moved.Partition);
            foreach (var batch in inHand.Where(batch => batch.Partition == moved.Partition))
            {
                await first.Commit(batch, CancellationToken.None);
                first.Retry(batch, TimeSpan.Zero);
            }

            await stop.CancelAsync();
            await polling;
        }

        // The second leaves without committing: the void commit above must not have skipped the events.
        await firstMember.DisposeAsync();
        await using var third = Log.Subscribe("moved", [topic]);
        var read = new List<EventRecord>();
        while (!moved.Events.All(record => read.Contains(record, SameId.Comparer)))
        {
            read.AddRange(await third.Take(1));
        }
    }

    [Fact]
    public async Task Publish_Incomplete_IsRefused()
    {
        await using var publisher = Log.CreatePublisher("incomplete");
        var record = TestEvents.Record(NewTopic(), "a", 1);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => publisher.Publish([record with { Subject = "" }], CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => publisher.Publish([record with { Id = "" }], CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => publisher.Publish([record with { Defect = "broken" }], CancellationToken.None));
    }

    private protected async Task Publish(params EventRecord[] events)
    {
        await using var publisher = Log.CreatePublisher("test");
        await publisher.Publish(events, CancellationToken.None);
    }

    private protected static void AssertSame(EventRecord expected, EventRecord actual)
    {
        Assert.Equal(expected.Data.ToArray(), actual.Data.ToArray());
        Assert.Equal(expected with { Data = default }, actual with { Data = default });
    }

    private static (int Members, int Distinct) Counted(List<(int Member, EventRecord Event)> read)
    {
        lock (read)
        {
            return (read.Select(entry => entry.Member).Distinct().Count(),
                read.Select(entry => entry.Event).Where(record => !record.Subject.StartsWith("filler", StringComparison.Ordinal)).DistinctBy(record => record.Id).Count());
        }
    }

    private static async Task Consume(IEventSubscription subscription, int member, List<(int, EventRecord)> read, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await subscription.Poll(64, TimeSpan.FromMilliseconds(50), CancellationToken.None) is { } batch)
            {
                lock (read)
                {
                    read.AddRange(batch.Events.Select(record => (member, record)));
                }

                await subscription.Commit(batch, CancellationToken.None);
            }
        }
    }

    private static async Task KeepPolling(IEventSubscription subscription, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await subscription.Poll(1, TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    private sealed class SameId : IEqualityComparer<EventRecord>
    {
        public static readonly SameId Comparer = new();

        public bool Equals(EventRecord? left, EventRecord? right) => left?.Id == right?.Id;

        public int GetHashCode(EventRecord record) => record.Id.GetHashCode(StringComparison.Ordinal);
    }

    private static Task Progress(IEventSubscription subscription, string topic, long lag, int paused) => TestKit.Eventually.Within(TestEvents.Patience, async () =>
    {
        var all = await subscription.MeasureProgress(CancellationToken.None);
        Assert.Equal(8, all.Count);
        Assert.All(all, partition => Assert.Equal(topic, partition.Topic));
        Assert.Equal((lag, paused), (all.Sum(partition => partition.Lag ?? throw new InvalidOperationException("unknown")), all.Count(partition => partition.IsPaused)));
    });
}
