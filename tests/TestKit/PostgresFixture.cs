using Xunit;

namespace Omnichannel.TestKit;

/// <summary>
/// An empty database for one test class: <c>IClassFixture&lt;PostgresFixture&gt;</c>. Classes that want migrated databases ask
/// <see cref="PostgresServer.CreateDatabaseAsync(string, Func{string, Task})"/>.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresDatabase? _database;

    /// <summary>Npgsql connection string of the database.</summary>
    public string ConnectionString => _database!.ConnectionString;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
