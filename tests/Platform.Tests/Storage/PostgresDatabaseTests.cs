using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Storage;

public sealed class PostgresDatabaseTests : DatabaseContract
{
    [Fact]
    public async Task Text_WithNul_IsRefusedAsBadInput_AndHarmsNothing()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Database.Write(sql => sql.Execute("insert into counters (id, value) values (@id, 1)", new { id = "a\0b" })));

        Assert.Equal(0, await Database.Read(sql => sql.QueryFirst<long>("select count(*) from counters")));
    }

    [Fact]
    public async Task Server_Away_IsUnavailable_AndBackAgainWorks()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new Platform.Storage.PostgresDatabase(server.ConnectionString);
        await database.Write(sql => sql.Execute("create table things (id bigint)"));

        server.Kill();
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.Write(sql => sql.Execute("insert into things values (1)")));
        await server.RestartAsync();
        await Eventually.Within(TimeSpan.FromSeconds(30), () => database.Write(sql => sql.Execute("insert into things values (2)")));

        Assert.True(await database.Read(sql => sql.QueryFirst<long>("select count(*) from things where id = 2")) >= 1);
    }

    protected override async Task<IDatabase> Open()
    {
        var fresh = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        return new Platform.Storage.PostgresDatabase(fresh.ConnectionString);
    }
}
