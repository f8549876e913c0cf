using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Execution;

public sealed class CommandExecutorOnSqliteTests : CommandExecutorContract, IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IDatabase> Open() => Task.FromResult<IDatabase>(new SqliteDatabase(folder["test.db"]));
}

public sealed class CommandExecutorOnPostgresTests : CommandExecutorContract
{
    protected override async Task<IDatabase> Open() =>
        new Platform.Storage.PostgresDatabase((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);
}
