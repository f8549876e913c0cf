using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Loyalty.Tests.Store;

public sealed class SqliteLoyaltyStoreTests : LoyaltyStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(Path.Combine(folder.Path, "loyalty.db")));
}
