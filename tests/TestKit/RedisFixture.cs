using Xunit;

namespace Omnichannel.TestKit;

/// <summary>An empty logical Redis database for one test class: <c>IClassFixture&lt;RedisFixture&gt;</c>.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private string? _connectionString;

    /// <summary>Connection string as StackExchange.Redis takes it, with the logical database.</summary>
    public string ConnectionString => _connectionString!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _connectionString = await (await RedisServer.SharedAsync()).TakeDatabaseAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
