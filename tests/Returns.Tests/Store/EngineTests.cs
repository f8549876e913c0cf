using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Returns.Tests.Store;

public sealed class ReturnsStoreOnSqliteTests : ReturnsStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(Path.Combine(folder.Path, "returns.db")));
}

public sealed class ReturnsStoreOnPostgresTests : ReturnsStoreContract
{
    protected override async Task<IDatabase> Open()
    {
        var server = await PostgresServer.SharedAsync();
        var fresh = await server.CreateDatabaseAsync("returns_store", async connection =>
        {
            await using var database = new Platform.Storage.PostgresDatabase(connection);
            await Migrator.Migrate(database, TimeProvider.System, typeof(ReturnsApplication).Assembly);
        });
        return new Platform.Storage.PostgresDatabase(fresh.ConnectionString);
    }
}
