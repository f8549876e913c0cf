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

    [Fact]
    public async Task Take_ByTwoReplicasAtOnce_AsksNoMoreThanOneAccountMay()
    {
        var (one, other) = (new OutboundLimits(Counts(redis)), new OutboundLimits(Counts(redis)));
        var waits = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : other).Take("pigeon", 7).AsTask()));

        Assert.Equal(7, waits.Count(wait => wait is null));
        Assert.All(waits.OfType<TimeSpan>(), wait => Assert.InRange(wait, TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1)));
        Assert.Null(await other.Take("dove", 7));
    }

    private GuessLimits Replica(string server) => new(Counts(server));

    private SharedGuessCounts Counts(string server)
    {
        var one = GuessRegistration.Shared(server, TimeProvider.System, NullLogger<SharedGuessCounts>.Instance);
        counts.Add(one);
        return one;
    }
}
