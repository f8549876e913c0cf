using Npgsql;

namespace Omnichannel.TestKit.Tests;

public sealed class PostgresServerTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Fixture_IsAnEmptyDatabase()
    {
        await Execute(fixture.ConnectionString, "create table lines (id text primary key)");
        Assert.Equal(0L, await Execute(fixture.ConnectionString, "select count(*) from lines"));
    }

    [Fact]
    public async Task CreateDatabaseAsync_FromAPreparedOne_PreparesOnce()
    {
        var server = await PostgresServer.SharedAsync();
        var prepared = 0;
        Task<PostgresDatabase> Create() => server.CreateDatabaseAsync("lines", async connection =>
        {
            Interlocked.Increment(ref prepared);
            await Execute(connection, "create table lines (id text); insert into lines values ('prepared')");
        });

        var databases = await Task.WhenAll(Create(), Create(), Create());

        Assert.Equal(1, prepared);
        await Execute(databases[0].ConnectionString, "delete from lines");
        Assert.Equal(1L, await Execute(databases[1].ConnectionString, "select count(*) from lines"));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }

        await Assert.ThrowsAsync<PostgresException>(() => Execute(databases[0].ConnectionString, "select 1"));
    }

    [Fact]
    public async Task SharedAsync_MayNotBeStopped()
    {
        var server = await PostgresServer.SharedAsync();
        Assert.Throws<InvalidOperationException>(server.Kill);
        await Assert.ThrowsAsync<InvalidOperationException>(server.StopAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(server.RestartAsync);
    }

    [Fact]
    public async Task Kill_BreaksConnections_AndRestartKeepsWhatWasCommitted()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync();
        await Execute(database.ConnectionString, "create table lines (id text); insert into lines values ('kept')");

        server.Kill();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Execute(database.ConnectionString, "select 1"));
        await server.RestartAsync();

        NpgsqlConnection.ClearAllPools();
        Assert.Equal("kept", await Execute(database.ConnectionString, "select id from lines"));
        await server.StopAsync();
        await server.RestartAsync();
        NpgsqlConnection.ClearAllPools();
        Assert.Equal("kept", await Execute(database.ConnectionString, "select id from lines"));
    }

    private static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
