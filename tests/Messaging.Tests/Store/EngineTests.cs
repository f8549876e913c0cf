using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Messaging.Tests.Store;

public sealed class MessagingStoreOnSqliteTests : MessagingStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(Path.Combine(folder.Path, "messaging.db")));
}

public sealed class MessagingStoreOnPostgresTests : MessagingStoreContract
{
    protected override async Task<IDatabase> Open()
    {
        var server = await PostgresServer.SharedAsync();
        var fresh = await server.CreateDatabaseAsync("messaging_store", async connection =>
        {
            await using var database = new Platform.Storage.PostgresDatabase(connection);
            await Migrator.Migrate(database, TimeProvider.System, typeof(MessagingApplication).Assembly);
        });
        return new Platform.Storage.PostgresDatabase(fresh.ConnectionString);
    }
}
