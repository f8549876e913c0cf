using System.Runtime.Versioning;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Storage;

public sealed class SqliteDatabaseTests : DatabaseContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_DamagedFile_SaysSo()
    {
        var path = Path.Combine(folder.Path, "damaged.db");
        File.WriteAllText(path, new string('x', 5000));

        var error = Assert.Throws<InvalidDataException>(() => new SqliteDatabase(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Open_NewFile_IsItsOwnersAlone_WithTheFilesBesideIt()
    {
        await using var database = new SqliteDatabase(Path.Combine(folder.Path, "below", "new.db"));
        await database.Write(sql => sql.Execute("create table contacts (email text)"));

        var files = Directory.GetFiles(Path.Combine(folder.Path, "below"));
        Assert.Equal(["new.db", "new.db-shm", "new.db-wal"], files.Select(Path.GetFileName).Order());
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Write_ThatWaitsForSomethingElse_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Write(async sql =>
        {
            await Task.Delay(50);
            return await sql.Execute("select 1");
        }));

    [Fact]
    public async Task Dispose_WritesWhatStillWaitsForCompany()
    {
        var along = SetAlong("late", 7);
        await Database.DisposeAsync();
        await along;

        await using var again = await Open();
        Assert.Equal(7, await again.Read(sql => sql.QueryFirst<long>("select value from counters where id = 'late'")));
    }

    [Fact]
    public Task Dispose_WhileTheTimerOfThoseWhoWaitFires_LosesNoneOfThem() => Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
    {
        await Task.Yield();
        await using var database = new SqliteDatabase(Path.Combine(folder.Path, "closing", $"{i}.db"));
        await database.Write(sql => sql.Execute("create table notes (id integer)"));
        var along = database.WriteAlong(sql => sql.Execute("insert into notes (id) values (1)"));

        // Around the moment at which the timer fires, 20 ms.
        await Task.Delay(10 + i / 4);
        await database.DisposeAsync();
        Assert.Equal(1, await along);
    }));

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(Path.Combine(folder.Path, "test.db")));
}
