using StackExchange.Redis;

namespace Omnichannel.TestKit.Tests;

public sealed class RedisServerTests(RedisFixture fixture) : IClassFixture<RedisFixture>
{
    [Fact]
    public async Task TakeDatabaseAsync_GivesEachTakerAnEmptyOne()
    {
        var other = await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
        using var mine = await ConnectionMultiplexer.ConnectAsync(fixture.ConnectionString);
        using var theirs = await ConnectionMultiplexer.ConnectAsync(other);

        await mine.GetDatabase().StringSetAsync("cart", "1");

        Assert.NotEqual(fixture.ConnectionString, other);
        Assert.False(await theirs.GetDatabase().KeyExistsAsync("cart"));
        Assert.True(await mine.GetDatabase().KeyExistsAsync("cart"));
    }

    [Fact]
    public async Task SharedAsync_MayNotBeStopped()
    {
        var server = await RedisServer.SharedAsync();
        Assert.Throws<InvalidOperationException>(server.Kill);
        await Assert.ThrowsAsync<InvalidOperationException>(server.StopAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(server.RestartAsync);
    }

    [Fact]
    public async Task Kill_AndRestart_KeepsWhatWasAcknowledged()
    {
        await using var server = await RedisServer.StartAsync();
        using (var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString))
        {
            await connection.GetDatabase().StringSetAsync("cart", "1");
        }

        server.Kill();
        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(server.ConnectionString));
        await server.RestartAsync();

        using var again = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        Assert.Equal("1", await again.GetDatabase().StringGetAsync("cart"));
    }
}
