using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using StackExchange.Redis;

namespace Omnichannel.Platform.Tests.Security;

/// <summary>Two replicas that share a Redis: what is tried at one counts at the other.</summary>
public sealed class SharedGuessLimitsTests : GuessLimitsContract
{
    private readonly List<SharedGuessCounts> counts = [];
    private string redis = "";

    public override Task DisposeAsync()
    {
        counts.ForEach(one => one.Dispose());
        return Task.CompletedTask;
    }

    internal override async Task<(GuessLimits, GuessLimits)> Start()
    {
        redis = await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
        return (Replica(redis), Replica(redis));
    }

    [Fact]
    public async Task Reserve_WhileRedisIsAway_IsLimitedByEachReplicaAlone()
    {
        await using var server = await RedisServer.StartAsync();
        var (one, other) = (Replica(server.ConnectionString), Replica(server.ConnectionString));
        await Wrong(one, Guest("anna", "a"), "1");
        server.Kill();
        await Wrong(other, Guest("anna", "a"), "2");
        await Wrong(other, Guest("anna", "b"), "3");
        await Wrong(other, Guest("anna", "c"), "4");
        await Refused(other, Guest("anna", "d"), "5");
        await Wrong(one, Guest("anna", "b"), "6");
        await Wrong(one, Guest("anna", "c"), "7");
        await Refused(one, Guest("anna", "d"), "8");
    }

    [Fact]
    public async Task Redis_HoldsNoAddressAndNoCode_AndForgetsWithinAMinute()
    {
        await Wrong(Other, Guest("anna@example.com", "2001:db8::/64"), "SECRET-CODE");
        await using var client = await ConnectionMultiplexer.ConnectAsync(redis);
        var keys = client.GetServers().Single().Keys(pattern: "guess:*").ToList();
        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            Assert.Matches("^guess:\\{test-[0-9a-f]{32}\\}:[0-9a-f]{64}$", key.ToString());
            Assert.InRange((await client.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        }
    }

    private GuessLimits Replica(string server)
    {
        var one = GuessRegistration.Shared(server, TimeProvider.System, NullLogger<SharedGuessCounts>.Instance);
        counts.Add(one);
        return new GuessLimits(one);
    }
}
