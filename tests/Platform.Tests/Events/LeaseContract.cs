using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>A lease in a database: one owner at a time.</summary>
public abstract class LeaseContract : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly string directory = Directory.CreateTempSubdirectory("lease-").FullName;
    private readonly SettableClock clock = new();
    private IDatabase database = null!;
    private SqlLease lease = null!;

    public async Task InitializeAsync()
    {
        database = await OpenDatabase(directory);
        await Migrator.Migrate(database, TimeProvider.System, typeof(LeaseContract).Assembly);
        lease = new SqlLease(database, clock);
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private protected abstract Task<IDatabase> OpenDatabase(string folder);

    [Fact]
    public async Task TryAcquire_ManyAtOnce_OneHasIt()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => lease.TryAcquire("l", $"owner-{i}", Minute, CancellationToken.None)));

        Assert.Single(taken, has => has);
    }

    [Fact]
    public async Task TryAcquire_Expired_GoesToTheNext()
    {
        Assert.True(await lease.TryAcquire("l", "a", Minute, CancellationToken.None));
        Assert.False(await lease.TryAcquire("l", "b", Minute, CancellationToken.None));
        clock.Shift += Minute;

        Assert.True(await lease.TryAcquire("l", "b", Minute, CancellationToken.None));
        Assert.False(await lease.TryAcquire("l", "a", Minute, CancellationToken.None));
    }

    [Fact]
    public async Task TryAcquire_ByItsOwner_RenewsIt()
    {
        Assert.True(await lease.TryAcquire("l", "a", Minute, CancellationToken.None));
        clock.Shift += Minute / 2;
        Assert.True(await lease.TryAcquire("l", "a", Minute, CancellationToken.None));
        clock.Shift += Minute / 2;

        Assert.False(await lease.TryAcquire("l", "b", Minute, CancellationToken.None));
    }

    [Fact]
    public async Task Release_OnlyFreesTheOwnersLease()
    {
        Assert.True(await lease.TryAcquire("l", "a", Minute, CancellationToken.None));
        await lease.Release("l", "b", CancellationToken.None);
        Assert.False(await lease.TryAcquire("l", "b", Minute, CancellationToken.None));
        await lease.Release("l", "a", CancellationToken.None);

        Assert.True(await lease.TryAcquire("l", "b", Minute, CancellationToken.None));
        Assert.True(await lease.TryAcquire("other", "a", Minute, CancellationToken.None));
    }

    private sealed class SettableClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => TestEvents.Moment + Shift;
    }
}

public sealed class SqliteLeaseTests : LeaseContract
{
    private protected override Task<IDatabase> OpenDatabase(string folder) => Task.FromResult<IDatabase>(new SqliteDatabase(Path.Combine(folder, "service.db")));
}

public sealed class PostgresLeaseTests : LeaseContract
{
    private protected override async Task<IDatabase> OpenDatabase(string folder) =>
        new Platform.Storage.PostgresDatabase((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);
}
