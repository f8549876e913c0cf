using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.OrderTracking.Tests.Store;

public sealed class SqliteOrderStoreTests : OrderStoreContract, IDisposable
{
    private readonly TempFolder folder = new("orders");

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(folder["orders.db"]));
}

public sealed class PostgresOrderStoreTests : OrderStoreContract
{
    protected override async Task<IDatabase> Open()
    {
        var fresh = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("orders", async connection =>
        {
            await using var database = new Platform.Storage.PostgresDatabase(connection);
            await Migrator.Migrate(database, TimeProvider.System, typeof(OrderTrackingApplication).Assembly);
        });
        return new Platform.Storage.PostgresDatabase(fresh.ConnectionString);
    }
}
