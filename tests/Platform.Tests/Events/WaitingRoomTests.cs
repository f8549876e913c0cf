using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>News before its subject: kept, applied once, removed in the end.</summary>
public abstract class WaitingRoomContract : IAsyncLifetime
{
    private static readonly WaitingRoom Room = new("returns-of-orders");
    private readonly ManualClock clock = new();
    private IDatabase database = null!;
    private CommandExecutor executor = null!;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, TimeProvider.System, typeof(WaitingRoomContract).Assembly);
        await database.Write(sql => sql.Execute("create table subjects (key text primary key, applied bigint not null)"));
        executor = new CommandExecutor(
            database, clock, new UuidV7Generator(clock), new ServiceIdentity("orders"), new SqlOutbox(database, clock), new TimerWakeUp());
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Wait_ThenOpen_AnswersWhatWaited_InItsOrder_Once()
    {
        await News("a", new("e2", "t", 2, [2]));
        await News("a", new("e1", "t", 1, [1]));
        await News("a", new("e1", "t", 1, [9]));
        await News("b", new("e3", "t", 3, [3]));

        var found = await executor.Apply(unit => Room.Open(unit, "a"));

        Assert.Equal(["e1", "e2"], found.Select(news => news.Id));
        Assert.Equal([1, 2], found.Select(news => (int)news.Data[0]));
        Assert.Empty(await executor.Apply(unit => Room.Open(unit, "a")));
        Assert.Single(await executor.Apply(unit => Room.Open(unit, "b")));
    }

    [Fact]
    public async Task Open_OfManySubjects_AnswersEachItsOwn_AndNothingOfOthers()
    {
        await News("a", new("e2", "t", 2, []));
        await News("a", new("e1", "t", 1, []));
        await News("b", new("e3", "t", 3, []));
        await News("other", new("e4", "t", 4, []));

        var found = await executor.Apply(unit => Room.Open(unit, [.. Enumerable.Range(0, 1_200).Select(i => $"k{i}"), "b", "a"]));

        Assert.Equal(["a: e1 e2", "b: e3"], found.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value.Select(news => news.Id))}"));
        Assert.Single(await executor.Apply(unit => Room.Open(unit, "other")));
    }

    [Fact]
    public async Task Close_ForgetsWhatWaits_OfOneSubjectAndOfMany()
    {
        await News("a", new("e1", "t", 1, []));
        await News("b", new("e2", "t", 2, []));
        await News("c", new("e3", "t", 3, []));
        await executor.Apply(async unit =>
        {
            Room.Close(unit, "a");
            await Room.Close(unit, "select @key", new { key = "b" });
        });

        Assert.Equal(["c"], (await executor.Apply(unit => Room.Open(unit, ["a", "b", "c"]))).Keys);
    }

    [Fact]
    public async Task Wait_TheSubjectCameMeanwhile_DoesNotWait()
    {
        await Subject("a");
        Assert.False(await executor.Apply(unit => Room.Wait(unit, "a", new("e1", "t", 1, []), () => Exists(unit, "a"))));
        Assert.Empty(await executor.Apply(unit => Room.Open(unit, "a")));
    }

    [Fact]
    public async Task Rooms_AreApart()
    {
        await News("a", new("e1", "t", 1, []));
        Assert.Empty(await executor.Apply(unit => new WaitingRoom("another").Open(unit, "a")));
    }

    /// <summary>Two consumers, one with the subject and one with news of it, at the same time: whoever is first, the news is applied once.</summary>
    [Fact]
    public async Task WaitAndOpen_AtOnce_NeverMissEachOther()
    {
        const int Pairs = 1_000;
        await Parallel.ForAsync(0, Pairs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            var key = $"k{i}";
            Func<Task>[] both = [() => Subject(key), () => News(key, new("e", "t", 1, []))];
            await Task.WhenAll((i % 2 == 0 ? both : both.Reverse()).Select(step => Task.Run(step)));
        });

        Assert.Equal(Pairs, await database.Read(sql => sql.QueryFirst<long>("select count(*) from subjects where applied = 1")));
        Assert.Equal(0, await database.Read(sql => sql.QueryFirst<long>("select count(*) from waiting_news")));
    }

    [Fact]
    public async Task News_ForWhichNobodyCame_IsRemovedAfterItsTime()
    {
        await News("a", new("e1", "t", 1, []));
        clock.Now += WaitingRoom.Patience - TimeSpan.FromHours(1);
        await Sweep();
        await News("b", new("e2", "t", 1, []));
        clock.Now += TimeSpan.FromHours(2);

        await Sweep();

        Assert.Empty(await executor.Apply(unit => Room.Open(unit, "a")));
        Assert.Single(await executor.Apply(unit => Room.Open(unit, "b")));
    }

    private Task Sweep() => new Housekeeping(database, clock, NullLogger<Housekeeping>.Instance).Sweep(default);

    // As a service does it: looks without the lock first, and settles it with the room where there is nothing.
    private Task News(string key, WaitingNews news) => executor.Apply(async unit =>
    {
        if (await Exists(unit, key) || !await Room.Wait(unit, key, news, () => Exists(unit, key)))
        {
            unit.Sql.Defer("update subjects set applied = applied + 1 where key = @key", new { key });
        }
    });

    private Task Subject(string key) => executor.Apply(async unit =>
    {
        var waited = await Room.Open(unit, key);
        unit.Sql.Defer("insert into subjects (key, applied) values (@key, @applied)", new { key, applied = (long)waited.Count });
    });

    private static async Task<bool> Exists(UnitOfWork unit, string key) =>
        await unit.Sql.QueryFirst<string>("select key from subjects where key = @key", new { key }) is not null;

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

public sealed class WaitingRoomOnSqliteTests : WaitingRoomContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(folder["test.db"]));
}

public sealed class WaitingRoomOnPostgresTests : WaitingRoomContract
{
    protected override async Task<IDatabase> Open() =>
        new Platform.Storage.PostgresDatabase((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);
}
