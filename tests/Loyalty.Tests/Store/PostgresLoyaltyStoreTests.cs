using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Loyalty.Tests.Store;

public sealed class PostgresLoyaltyStoreTests : LoyaltyStoreContract
{
    protected override async Task<IDatabase> Open()
    {
        var server = await PostgresServer.SharedAsync();
        var fresh = await server.CreateDatabaseAsync("loyalty_store", async connection =>
        {
            await using var database = new Platform.Storage.PostgresDatabase(connection);
            await Migrator.Migrate(database, TimeProvider.System, typeof(LoyaltyApplication).Assembly);
        });
        return new Platform.Storage.PostgresDatabase(fresh.ConnectionString);
    }
}
