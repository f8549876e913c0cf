using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.People;

/// <summary>Who is who: the same everywhere, whatever comes in which order and however often.</summary>
public abstract class PersonMergesContract : IAsyncLifetime
{
    private IDatabase database = null!;
    private CommandExecutor executor = null!;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, TimeProvider.System, typeof(PersonMergesContract).Assembly);
        executor = new CommandExecutor(
            database, TimeProvider.System, new UuidV7Generator(TimeProvider.System), new ServiceIdentity("cart"), new SqlOutbox(database, TimeProvider.System), new TimerWakeUp());
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Merge_MovesOnce_AndUndoTakesItBackOnce()
    {
        Assert.Equal([new PersonMoved("ann", "ann", "bo")], await Merge("m1", "ann", "bo", 1));
        Assert.Empty(await Merge("m1", "ann", "bo", 1));
        Assert.Equal(["bo", "ann"], await Everybody("bo"));
        Assert.Equal([new PersonMoved("ann", "bo", "ann")], await Undo("m1"));
        Assert.Empty(await Undo("m1"));
        Assert.Empty(await Merge("m1", "ann", "bo", 1));
        Assert.Equal(["bo"], await Everybody("bo"));
    }

    [Fact]
    public async Task Undo_ThatComesFirst_LeavesTheMergeWithoutEffect_AndALaterMergeHasIts()
    {
        Assert.Empty(await Undo("first"));
        Assert.Empty(await Merge("first", "cy", "di", 1));
        Assert.Equal([new PersonMoved("cy", "cy", "di")], await Merge("second", "cy", "di", 3));
    }

    [Fact]
    public async Task Merge_OfSomebodyWithOthers_TakesThemAlong_AndEachUndoTakesBackItsOwn()
    {
        await Merge("e-f", "e", "f", 1);

        Assert.Equal([new PersonMoved("e", "f", "g"), new PersonMoved("f", "f", "g")], (await Merge("f-g", "f", "g", 1)).OrderBy(moved => moved.PersonId));
        Assert.Equal(["g", "e", "f"], await Everybody("g"));
        Assert.Equal([new PersonMoved("e", "g", "e")], await Undo("e-f"));
        Assert.Equal([new PersonMoved("f", "g", "f")], await Undo("f-g"));
    }

    [Fact]
    public async Task Find_TellsTheWayToWhoTheyAre_AndNothingOfAMergeWhoseUndoCameFirst()
    {
        await Merge("y-z", "y", "z", 1);
        await Merge("x-y", "x", "y", 1);
        Assert.Equal("x y>z False", await Known("x-y"));
        await Undo("x-y");
        Assert.Equal("x y>z True", await Known("x-y"));
        await Undo("y-z");
        Assert.Equal("x y True", await Known("x-y"));
        await Undo("none");
        await Merge("none", "n", "o", 1);
        Assert.Null(await Known("none"));

        async Task<string?> Known(string mergeId) =>
            await database.Read(sql => PersonMerges.Find(sql, mergeId)) is { } merge ? $"{merge.From} {string.Join('>', merge.Way)} {merge.IsUndone}" : null;
    }

    /// <summary>Every order of two people's merges and undos, with repeats: owners that are moved along as told end where the merges that hold say.</summary>
    [Fact]
    public async Task Follow_EveryOrderWithRepeats_MovesOwnersToTheSameEnd()
    {
        var run = 0;
        (string Kind, string Id)[] events = [("merge", "1"), ("undo", "1"), ("merge", "2"), ("merge", "3"), ("undo", "3"), ("merge", "2"), ("undo", "1")];
        foreach (var order in Gen.Shuffle(events).Sample(40).Append(events).Append([.. events.Reverse()]))
        {
            var prefix = $"r{run++}-";
            var owners = new[] { "a", "b", "c" }.ToDictionary(person => prefix + person, person => prefix + person);
            foreach (var (kind, id) in order)
            {
                // 1: a into b, undone. 2: a into c, which holds. 3: c into b, undone.
                var (from, into, version) = id switch { "1" => ("a", "b", 1L), "2" => ("a", "c", 3L), _ => ("c", "b", 1L) };
                foreach (var moved in kind == "merge" ? await Merge(prefix + id, prefix + from, prefix + into, version) : await Undo(prefix + id))
                {
                    Assert.Equal(moved.Before, owners[moved.PersonId]);
                    owners[moved.PersonId] = moved.Now;
                }
            }

            Assert.Equal([prefix + "c", prefix + "b", prefix + "c"], owners.Values);
        }
    }

    [Fact]
    public void Graph_WithACircle_MakesAllInItOne()
    {
        var graph = new PersonGraph([new PersonMerge("x", "b", 1), new PersonMerge("b", "c", 1), new PersonMerge("c", "b", 1)]);

        Assert.Equal(["b", "b", "b"], new[] { "x", "b", "c" }.Select(graph.Find));
    }

    private Task<IReadOnlyList<PersonMoved>> Merge(string mergeId, string from, string into, long version) =>
        executor.Apply(unit => PersonMerges.Follow(unit, mergeId, new PersonMerge(from, into, version)));

    private Task<IReadOnlyList<PersonMoved>> Undo(string mergeId) => executor.Apply(unit => PersonMerges.FollowUndo(unit, mergeId));

    private Task<IReadOnlyList<string>> Everybody(string customerId) => database.Read(sql => PersonMerges.Everybody(sql, customerId));
}

public sealed class PersonMergesOnSqliteTests : PersonMergesContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(folder["test.db"]));
}

public sealed class PersonMergesOnPostgresTests : PersonMergesContract
{
    protected override async Task<IDatabase> Open() =>
        new Platform.Storage.PostgresDatabase((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);
}
