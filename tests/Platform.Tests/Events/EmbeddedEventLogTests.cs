using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Omnichannel.Platform.Events;

namespace Omnichannel.Platform.Tests.Events;

public sealed class EmbeddedEventLogTests : EventLogContract, IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("event-log-").FullName;
    private readonly ShiftedClock clock = new();
    private EmbeddedEventLog log;

    public EmbeddedEventLogTests() => log = Open();

    private protected override IEventLog Log => log;

    private string FilePath => Path.Combine(directory, "events.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await log.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private protected override string NewTopic() => $"topic-{Guid.NewGuid():N}";

    [Fact]
    public async Task Open_AfterClosing_HasTheEventsAndTheOffsets()
    {
        await Publish(TestEvents.Record("t", "a", 1), TestEvents.Record("t", "a", 2));
        await using (var before = log.Subscribe("g", ["t"]))
        {
            await before.Commit(await before.TakeBatch(maxEvents: 1), CancellationToken.None);
        }

        await Reopen();
        await Publish(TestEvents.Record("t", "a", 3));

        await using var after = log.Subscribe("g", ["t"]);
        Assert.Equal([2L, 3L], (await after.Take(2)).Select(record => record.AggregateVersion));
    }

    [Fact]
    public async Task Open_OtherNumberOfPartitions_KeepsThatOfTheTopic()
    {
        var events = TestEvents.Interleaved(new Random(6), "t", subjects: 50, perSubject: 4);
        await Publish([.. events.Take(100)]);
        await Reopen(partitions: 3);
        await Publish([.. events.Skip(100)]);

        await using var subscription = log.Subscribe("g", ["t"]);
        TestEvents.AssertOrder(events, await subscription.Take(events.Count));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Open_NewFile_IsItsOwnersAlone() => Assert.All(
        Directory.GetFiles(directory, "events.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)),
        file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));

    [Fact]
    public async Task Open_WhileAnotherHasIt_IsRefused() =>
        Assert.Contains("in use", (await Assert.ThrowsAsync<EventLogUnavailableException>(() => Task.FromResult(Open()))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Open_NoDatabase_SaysSo()
    {
        await log.DisposeAsync();
        await File.WriteAllTextAsync(FilePath, string.Concat(Enumerable.Repeat("this is no database ", 500)));

        var damaged = Assert.Throws<EventLogDamagedException>(() => Open());
        Assert.Equal(FilePath, damaged.Path);

        // The refused open leaves nothing behind that would block the next one.
        File.Delete(FilePath);
        log = Open();
    }

    [Fact]
    public async Task Open_OtherApplicationsDatabase_SaysSo()
    {
        await log.DisposeAsync();
        File.Delete(FilePath);
        await using (var other = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "create table mine(x)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("other application", Assert.Throws<EventLogDamagedException>(() => Open()).Message, StringComparison.Ordinal);
        File.Delete(FilePath);
        log = Open();
    }

    [Fact]
    public async Task Poll_DamagedPages_SaysSo()
    {
        await Publish([.. TestEvents.Interleaved(new Random(7), "t", subjects: 10, perSubject: 100)]);
        await log.DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(FilePath);
        for (var i = 4096 * 5; i < bytes.Length; i++)
        {
            bytes[i] = 0x5A;
        }

        await File.WriteAllBytesAsync(FilePath, bytes);

        await Assert.ThrowsAsync<EventLogDamagedException>(async () =>
        {
            log = Open();
            await using var subscription = log.Subscribe("g", ["t"]);
            await subscription.Take(1000);
        });
    }

    [Fact]
    public async Task Poll_Waiting_IsWokenByThePublisher()
    {
        // The wait is far longer than the test's patience: only a wake-up can end it.
        await using var subscription = log.Subscribe("g", ["t"]);
        for (var version = 1; version <= 200; version++)
        {
            var polled = subscription.Poll(10, TimeSpan.FromHours(1), CancellationToken.None);
            await Publish(TestEvents.Record("t", $"s{version}", version));
            var batch = await polled.WaitAsync(TestEvents.Patience);
            Assert.Equal(version, Assert.Single(batch!.Events).AggregateVersion);
            await subscription.Commit(batch, CancellationToken.None);
        }
    }

    [Fact]
    public async Task RemoveExpired_OldEvents_GoOnceEveryGroupIsBehindThem()
    {
        var old = TestEvents.Interleaved(new Random(8), "t", subjects: 10, perSubject: 200);
        await Publish([.. old]);
        await using var quick = log.Subscribe("quick", ["t"]);
        await quick.Take(old.Count);
        await using var slow = log.Subscribe("slow", ["t"]);
        clock.Shift += TimeSpan.FromDays(8);
        await Publish(TestEvents.Record("t", "s1", 201));

        Assert.Equal(0, await log.RemoveExpired());
        await slow.Take(old.Count);
        Assert.Equal(old.Count, await log.RemoveExpired());

        // The youngest stays, and so do the offsets.
        await Reopen();
        await using var late = log.Subscribe("late", ["t"]);
        Assert.Equal(201, Assert.Single(await late.Take(1)).AggregateVersion);
    }

    [Fact]
    public async Task Progress_TellsWhetherEveryGroupHasAppliedWhatItGets()
    {
        await using var quick = log.Subscribe("quick", ["t"]);
        await using var slow = log.Subscribe("slow", ["t", "u"]);
        Assert.Equal((0L, true), log.Progress());
        await Publish(TestEvents.Record("t", "a", 1), TestEvents.Record("u", "a", 1));
        await quick.Take(1);
        Assert.Equal((2L, false), log.Progress());
        var last = await slow.TakeBatch(maxEvents: 10);
        await slow.Commit(last, CancellationToken.None);
        Assert.Equal((2L, false), log.Progress());
        await slow.Take(1);
        Assert.Equal((2L, true), log.Progress());

        // Who comes when the events have expired gets none of them.
        clock.Shift += TimeSpan.FromDays(8);
        await log.RemoveExpired();
        await using var late = log.Subscribe("late", ["t"]);
        Assert.Equal((2L, true), log.Progress());
    }

    [Fact]
    public async Task Publish_AllEventsExpired_OffsetsGoOn()
    {
        await Publish(TestEvents.Record("t", "a", 1));
        clock.Shift += TimeSpan.FromDays(8);
        Assert.Equal(1, await log.RemoveExpired());
        await Reopen();
        await Publish(TestEvents.Record("t", "a", 2));

        await using var subscription = log.Subscribe("g", ["t"]);
        Assert.Equal(1, (await subscription.TakeBatch()).FirstOffset);
    }

    [Fact]
    public async Task Publish_ManyCallersAtOnce_AllAreThereInOrder()
    {
        const int Callers = 32;
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            await using var publisher = log.CreatePublisher("caller");
            for (var version = 1; version <= 100; version++)
            {
                await publisher.Publish([TestEvents.Record($"topic-{version % 3}", $"s{caller}", version)], CancellationToken.None);
            }
        }));
        await Task.WhenAll(callers);

        await using var subscription = log.Subscribe("g", ["topic-0", "topic-1", "topic-2"]);
        var read = await subscription.Take(Callers * 100);
        Assert.All(read.GroupBy(record => (record.Topic, record.Subject)), group => Assert.Equal(group.OrderBy(record => record.AggregateVersion), group));
        Assert.Equal(Callers * 100, read.DistinctBy(record => (record.Subject, record.AggregateVersion)).Count());
    }

    [Fact]
    public async Task Publish_InBatches_Throughput()
    {
        var events = TestEvents.Interleaved(new Random(9), "t", subjects: 500, perSubject: 200);
        var watch = Stopwatch.StartNew();
        await using var publisher = log.CreatePublisher("fast");
        foreach (var chunk in events.Chunk(500))
        {
            await publisher.Publish(chunk, CancellationToken.None);
        }

        // Shown, not asserted: the machine is shared.
        var published = watch.Elapsed;
        watch.Restart();
        await using var subscription = log.Subscribe("g", ["t"]);
        Assert.Equal(events.Count, (await subscription.Take(events.Count)).Count);
        Console.WriteLine($"Embedded log: {events.Count / published.TotalSeconds:F0} events/s published, {events.Count / watch.Elapsed.TotalSeconds:F0} events/s consumed");
    }

    private EmbeddedEventLog Open(int partitions = 8) => new(new EmbeddedEventLogOptions { Path = FilePath, Partitions = partitions }, clock);

    private async Task Reopen(int partitions = 8)
    {
        await log.DisposeAsync();
        log = Open(partitions);
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
