using Omnichannel.Platform.Live;
using Omnichannel.TestKit;
using StackExchange.Redis;

namespace Omnichannel.Platform.Tests.Live;

public sealed class RedisOptionsTests
{
    // The library's own pace is a minute.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task ReplicaPromotedWhileItIsConnectedTo_TakesWrites()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await primary.StartReplicaAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisOptions.Parse($"{primary.ConnectionString},{replica.ConnectionString}"));
        await redis.GetDatabase().StringSetAsync("key", "before");

        primary.Kill();
        await replica.SendAsync("REPLICAOF NO ONE");

        await Eventually.Within(Limit, () => redis.GetDatabase().StringSetAsync("key", "after"));
        Assert.Equal("after", await redis.GetDatabase().StringGetAsync("key"));
    }
}
