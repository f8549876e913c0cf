using System.Diagnostics;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>What the consumer promises on every database: each event once, in order, or parked where an operator finds it.</summary>
public abstract class ConsumerContract : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("consumer-").FullName;
    private IEventLog log = null!;
    private ConsumerHarness harness = null!;

    public async Task InitializeAsync()
    {
        log = OpenLog();
        harness = await ConsumerHarness.Create(await OpenDatabase(directory), log);
    }

    public async Task DisposeAsync()
    {
        await harness.DisposeAsync();
        await log.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private protected abstract Task<IDatabase> OpenDatabase(string folder);

    [Fact]
    public async Task Duplicates_InOneBatchAndLater_HaveOneEffect()
    {
        var events = new[] { ConsumerHarness.Adjusted("a", 1), ConsumerHarness.Adjusted("a", 1), ConsumerHarness.Adjusted("a", 2) };
        await harness.Publish(events);
        await harness.Start();
        await harness.EffectsWhenAt(2);

        await harness.Publish(events);
        await harness.Publish(ConsumerHarness.Adjusted("a", 3));

        Assert.Equal([("a", 1L), ("a", 2L), ("a", 3L)], await harness.EffectsWhenAt(3));
    }

    [Fact]
    public async Task Poison_ParksWithItsFollowers_OthersGoOn()
    {
        harness.Ledger.Failure = record => record is { Subject: "bad", AggregateVersion: 2 } ? new InvalidOperationException("planted") : null;
        await harness.Publish(Numbered(["bad", "good"], 5));
        await harness.Start();

        var parked = await harness.ParkedWhenAt(4);

        Assert.Equal([2L, 3L, 4L, 5L], parked.Select(entry => entry.Record.AggregateVersion));
        Assert.All(parked, entry => Assert.Equal("bad", entry.Record.Subject));
        Assert.Contains("planted", parked[0].Error, StringComparison.Ordinal);
        Assert.Equal([1L, 0L, 0L, 0L], parked.Select(entry => entry.Attempts));
        Assert.All(parked.Skip(1), entry => Assert.Equal("", entry.Error));
        var effects = await harness.EffectsWhenAt(6);
        Assert.Equal([1L], Versions(effects, "bad"));
        Assert.Equal([1L, 2L, 3L, 4L, 5L], Versions(effects, "good"));
    }

    [Fact]
    public async Task Replay_AfterTheRepair_AppliesInOrder_ThenTheSubjectFlowsAgain()
    {
        harness.Ledger.Failure = record => record.AggregateVersion is 2 or 4 ? new InvalidOperationException("planted") : null;
        await harness.Publish(Numbered(["a"], 5));
        await harness.Start();
        await harness.ParkedWhenAt(4);
        var subject = new EventSubject(ConsumerHarness.Topic, "a");

        var stillBroken = await harness.Parked.Replay(subject, "ops-1");
        Assert.Equal(0, stillBroken.Applied);
        Assert.Equal(2, stillBroken.Remaining[0].Attempts);

        harness.Ledger.Failure = record => record.AggregateVersion is 4 ? new InvalidOperationException("still planted") : null;
        var partly = await harness.Parked.Replay(subject, "ops-1");
        Assert.Equal(2, partly.Applied);
        Assert.Equal([4L, 5L], partly.Remaining.Select(entry => entry.Record.AggregateVersion));
        Assert.Contains("still planted", partly.Remaining[0].Error, StringComparison.Ordinal);

        harness.Ledger.Failure = _ => null;
        var rest = await harness.Parked.Replay(subject, "ops-2");
        Assert.Equal(2, rest.Applied);
        Assert.Empty(rest.Remaining);

        await harness.Publish(ConsumerHarness.Adjusted("a", 6));
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], Versions(await harness.EffectsWhenAt(6), "a"));
        var resolved = await harness.Parked.List(new ParkedEventFilter { State = ParkedEventState.Replayed });
        Assert.Equal(["ops-1", "ops-1", "ops-2", "ops-2"], resolved.Select(entry => entry.Resolution!.By));
        Assert.Equal("NOTHING_PARKED", (await Assert.ThrowsAsync<RefusedException>(() => harness.Parked.Replay(subject, "ops-1"))).Refusal.Reason);
    }

    [Fact]
    public async Task Skip_FirstEvent_ReplaysWhatIsBehindIt()
    {
        harness.Ledger.Failure = record => record.AggregateVersion is 2 ? new InvalidOperationException("planted") : null;
        await harness.Publish(Numbered(["a"], 4));
        await harness.Start();
        await harness.ParkedWhenAt(3);
        var subject = new EventSubject(ConsumerHarness.Topic, "a");

        async Task<string> Refused(string eventId, string reason) =>
            (await Assert.ThrowsAsync<RefusedException>(() => harness.Parked.Skip(subject, eventId, reason, "ops-1"))).Refusal.Reason;
        Assert.Equal("REASON_REQUIRED", await Refused("a/2", " "));
        Assert.Equal("NOT_FIRST", await Refused("a/3", "does not matter"));

        var outcome = await harness.Parked.Skip(subject, "a/2", "sold twice by mistake", "ops-1");

        Assert.Equal(2, outcome.Applied);
        Assert.Empty(outcome.Remaining);
        Assert.Equal([1L, 3L, 4L], Versions(await harness.EffectsWhenAt(3), "a"));
        var skipped = Assert.Single(await harness.Parked.List(new ParkedEventFilter { State = ParkedEventState.Skipped }));
        Assert.Equal(("ops-1", "sold twice by mistake"), (skipped.Resolution!.By, skipped.Resolution.Reason));

        // The same request again, after its answer was lost.
        Assert.Equal(0, (await harness.Parked.Skip(subject, "a/2", "sold twice by mistake", "ops-1")).Applied);
        Assert.Equal("NOTHING_PARKED", await Refused("a/3", "does not matter"));
    }

    [Fact]
    public async Task TransientFailure_PausesItsPartition_AndLosesNothing()
    {
        var isAway = true;
        harness.Ledger.Failure = record => isAway && record.Subject == "needs-it" ? new RpcException(new Status(StatusCode.Unavailable, "planted")) : null;
        var other = Enumerable.Range(0, 100).Select(i => $"o{i}").First(subject => LogPartition.Of(subject, 8) != LogPartition.Of("needs-it", 8));
        await harness.Publish(Numbered(["needs-it", other], 10));
        await harness.Start();

        Assert.All(await harness.EffectsWhenAt(10), effect => Assert.Equal(other, effect.Subject));
        isAway = false;

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), Versions(await harness.EffectsWhenAt(20), "needs-it"));
        Assert.Equal(0, await harness.Parked.Count());
    }

    [Fact]
    public async Task DatabaseAway_AndAnswersLost_EachEventHasOneEffect()
    {
        var random = new Random(20260501);
        var faults = 60;
        bool Planted()
        {
            lock (random)
            {
                return faults > 0 && random.Next(3) == 0 && faults-- > 0;
            }
        }

        var events = Interleaved(random, subjects: 25, perSubject: 20);
        harness.Database.IsAway = Planted;
        harness.Database.IsAnswerLost = Planted;
        harness.Log.FailsCommit = Planted;
        await harness.Start();
        foreach (var chunk in events.Chunk(50))
        {
            await harness.Publish(chunk);
        }

        await TestEvents.Until(() => Task.FromResult(Volatile.Read(ref faults) == 0 || EnoughEffects()));
        harness.Database.IsAway = () => false;
        harness.Database.IsAnswerLost = () => false;
        harness.Log.FailsCommit = () => false;
        AssertComplete(await harness.EffectsWhenAt(events.Count), subjects: 25, perSubject: 20);
        Assert.Equal(0, await harness.Parked.Count());

        bool EnoughEffects()
        {
            try
            {
                return harness.Effects().GetAwaiter().GetResult().Count == events.Count;
            }
            catch (DatabaseUnavailableException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task CrashBetweenEffectAndCommit_RepeatsTheEvents_NotTheirEffects()
    {
        var crashes = 5;
        harness.Log.FailsCommit = () => crashes-- > 0;
        await harness.Publish(Numbered(["a", "b", "c"], 20));
        await harness.Start();

        await TestEvents.Until(() => Task.FromResult(crashes < 0));
        AssertComplete(await harness.EffectsWhenAt(60), ["a", "b", "c"], perSubject: 20);
    }

    [Fact]
    public async Task FullBatchWithPoison_IsHalvedDownToIt()
    {
        // One partition, one event per subject, so that nothing parks behind another.
        var random = new Random(20260502);
        var subjects = Enumerable.Range(0, 10_000).Select(i => $"s{i}").Where(subject => LogPartition.Of(subject, 8) == 3).Take(256).ToList();
        var poison = subjects.OrderBy(_ => random.Next()).Take(3).ToHashSet();
        harness.Ledger.Failure = record => poison.Contains(record.Subject) ? new FormatException("planted") : null;
        await harness.Publish([.. subjects.Select(subject => ConsumerHarness.Adjusted(subject, 1))]);
        var before = harness.Database.Writes;
        await harness.Start();

        var parked = await harness.ParkedWhenAt(3);
        var effects = await harness.EffectsWhenAt(253);

        Assert.Equal(poison.Order(), parked.Select(entry => entry.Record.Subject).Order());
        Assert.Equal(subjects.Where(subject => !poison.Contains(subject)), effects.Select(effect => effect.Subject));

        // Each poisoned event costs at most two transactions per halving of 256, and its parking.
        Assert.InRange(harness.Database.Writes - before, 1 + 3, 1 + (3 * ((2 * 8) + 1)));
    }

    [Fact]
    public async Task PoisonEverywhere_KeepsTheOrderOfWhatIsLeft()
    {
        var random = new Random(20260503);
        var events = Interleaved(random, subjects: 30, perSubject: 10);
        var poison = Enumerable.Range(0, 30).ToDictionary(i => $"s{i}", _ => random.Next(1, 15));
        harness.Ledger.Failure = record => record.AggregateVersion == poison[record.Subject] ? new FormatException("planted") : null;
        await harness.Publish(events);
        await harness.Start();
        var expectedParked = poison.Values.Sum(first => Math.Max(0, 11 - first));

        var parked = await harness.ParkedWhenAt(expectedParked);
        var effects = await harness.EffectsWhenAt(events.Count - expectedParked);
        foreach (var (subject, first) in poison)
        {
            Assert.Equal(Enumerable.Range(1, Math.Min(10, first - 1)).Select(i => (long)i), Versions(effects, subject));
            Assert.Equal(Enumerable.Range(first, Math.Max(0, 11 - first)).Select(i => (long)i), parked.Where(entry => entry.Record.Subject == subject).Select(entry => entry.Record.AggregateVersion));
        }

        harness.Ledger.Failure = _ => null;
        foreach (var subject in parked.Select(entry => entry.Record.Subject).Distinct())
        {
            await harness.Parked.Replay(new EventSubject(ConsumerHarness.Topic, subject), "ops-1");
        }

        AssertComplete(await harness.EffectsWhenAt(events.Count), subjects: 30, perSubject: 10);
    }

    [Fact]
    public async Task UnknownAndUnhandledTypes_AreSkipped()
    {
        await harness.Publish(
            ConsumerHarness.Adjusted("a", 1),
            ConsumerHarness.Adjusted("a", 2) with { Type = "omnichannel.loyalty.v1.FromTheFuture" },
            ConsumerHarness.Record(new PointsExpired { MemberId = "a" }, "a", 3),
            ConsumerHarness.Adjusted("a", 4));
        await harness.Start();

        Assert.Equal([1L, 4L], Versions(await harness.EffectsWhenAt(2), "a"));
        Assert.Equal(0, await harness.Parked.Count());
    }

    [Fact]
    public async Task UndecodableData_IsParkedWithItsFollowers()
    {
        await harness.Publish(
            ConsumerHarness.Adjusted("a", 1) with { Data = new byte[] { 0xFF, 0xFF, 0xFF } }, ConsumerHarness.Adjusted("a", 2), ConsumerHarness.Adjusted("b", 1));
        await harness.Start();

        var parked = await harness.ParkedWhenAt(2);

        Assert.Contains("omnichannel.loyalty.v1.PointsAdjusted", parked[0].Error, StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xFF, 0xFF], parked[0].Record.Data.ToArray());
        Assert.Equal([("b", 1L)], await harness.EffectsWhenAt(1));
        Assert.Equal(0, (await harness.Parked.Replay(new EventSubject(ConsumerHarness.Topic, "a"), "ops-1")).Applied);
    }

    [Fact]
    public async Task OutsideEffects_KeepTheirPlaceAmongTheOthers_AndRepeatOnlyAfterACrash()
    {
        await harness.Publish(
            ConsumerHarness.Tier("a", 1), ConsumerHarness.Adjusted("a", 2), ConsumerHarness.Tier("a", 3), ConsumerHarness.Tier("a", 3), ConsumerHarness.Tier("a", 4));
        await harness.Start();
        await TestEvents.Until(() => Task.FromResult(harness.Ledger.Outside.Count >= 3));
        await harness.EffectsWhenAt(1);
        Assert.Equal(["a/1", "a/3", "a/4"], harness.Ledger.Outside);

        // The inbox row is lost with the database: the effect happens again, and only that.
        var outages = 3;
        harness.Database.IsAnswerLost = () => false;
        harness.Database.IsAway = () => harness.Ledger.Outside.Contains("b/1") && outages-- > 0;
        await harness.Publish(ConsumerHarness.Tier("b", 1), ConsumerHarness.Adjusted("b", 2));
        await TestEvents.Until(() => Task.FromResult(outages < 0));
        await harness.EffectsWhenAt(2);
        Assert.All(harness.Ledger.Outside.Skip(3), id => Assert.Equal("b/1", id));
        Assert.InRange(harness.Ledger.Outside.Count, 4, 3 + 1 + 3);
    }

    [Fact]
    public async Task OutsidePoison_ParksWithFollowers_AndReplays()
    {
        harness.Ledger.Failure = record => record.AggregateVersion == 2 ? new InvalidOperationException("planted") : null;
        await harness.Publish(ConsumerHarness.Tier("a", 1), ConsumerHarness.Tier("a", 2), ConsumerHarness.Adjusted("a", 3), ConsumerHarness.Tier("b", 1));
        await harness.Start();

        Assert.Equal([2L, 3L], (await harness.ParkedWhenAt(2)).Select(entry => entry.Record.AggregateVersion));
        await TestEvents.Until(() => Task.FromResult(harness.Ledger.Outside.Count == 2));
        harness.Ledger.Failure = _ => null;
        Assert.Equal(2, (await harness.Parked.Replay(new EventSubject(ConsumerHarness.Topic, "a"), "ops-1")).Applied);

        Assert.Equal(["a/1", "a/2", "b/1"], harness.Ledger.Outside.Order());
        Assert.Equal([("a", 3L)], await harness.Effects());
    }

    [Fact]
    public async Task Handler_RunsInTheTraceOfTheCause()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.NameOf("support"),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        await harness.Publish(ConsumerHarness.Adjusted("a", 1) with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });
        await harness.Start();
        await harness.EffectsWhenAt(1);

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Assert.Single(harness.Ledger.Traces));
    }

    private EmbeddedEventLog OpenLog() => new(new EmbeddedEventLogOptions { Path = Path.Combine(directory, "events.db") }, TimeProvider.System);

    private static EventRecord[] Numbered(string[] subjects, int perSubject) =>
        [.. Enumerable.Range(1, perSubject).SelectMany(version => subjects.Select(subject => ConsumerHarness.Adjusted(subject, version)))];

    private static List<EventRecord> Interleaved(Random random, int subjects, int perSubject) =>
        [.. TestEvents.Interleaved(random, ConsumerHarness.Topic, subjects, perSubject).Select(record => ConsumerHarness.Adjusted(record.Subject, record.AggregateVersion))];

    private static IEnumerable<long> Versions(IEnumerable<(string Subject, long Version)> effects, string subject) =>
        effects.Where(effect => effect.Subject == subject).Select(effect => effect.Version);

    private static void AssertComplete(List<(string Subject, long Version)> effects, int subjects, int perSubject) =>
        AssertComplete(effects, [.. Enumerable.Range(0, subjects).Select(i => $"s{i}")], perSubject);

    private static void AssertComplete(List<(string Subject, long Version)> effects, string[] subjects, int perSubject)
    {
        Assert.Equal(subjects.Length * perSubject, effects.Count);
        foreach (var subject in subjects)
        {
            Assert.Equal(Enumerable.Range(1, perSubject).Select(i => (long)i), Versions(effects, subject));
        }
    }
}

public sealed class SqliteConsumerTests : ConsumerContract
{
    private protected override Task<IDatabase> OpenDatabase(string folder) => Task.FromResult<IDatabase>(new SqliteDatabase(Path.Combine(folder, "service.db")));
}

public sealed class PostgresConsumerTests : ConsumerContract
{
    private protected override async Task<IDatabase> OpenDatabase(string folder) =>
        new Platform.Storage.PostgresDatabase((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);
}
