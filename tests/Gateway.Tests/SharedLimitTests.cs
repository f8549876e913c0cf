using System.Diagnostics;
using System.Net;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Several gateways before one Redis.</summary>
public sealed class SharedLimitTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const int PerSecond = 20;
    private const int Burst = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("PerSubject", Role.Customer, "198.51.100.1")]
    [InlineData("Anonymous", Role.Guest, "198.51.100.2")]
    [InlineData("PerAddress", Role.Customer, "198.51.100.3")]
    public async Task TwoGateways_LetThroughOneBudget_AndNotTwo(string limit, Role role, string address)
    {
        await using var first = await Start(redis.ConnectionString, limit);
        await using var second = await Start(redis.ConnectionString, limit);
        await AssertTogether(first, second);

        var number = 0;
        var clock = Stopwatch.StartNew();
        var passed = await Passed([first, second], gateway =>
            Show(gateway, address, role, limit == "PerSubject" ? "one" : $"{(role == Role.Guest ? "guest" : "customer")}-{Interlocked.Increment(ref number)}"));

        // What was there, and what was added meanwhile.
        Assert.InRange(passed, Burst, 1.1 * (Burst + (PerSecond * Math.Ceiling(clock.Elapsed.TotalSeconds))));

        // Another one has a budget of its own.
        Assert.Equal(HttpStatusCode.OK, (await first.Send(Show(first, "198.51.100.8", role, role == Role.Guest ? "guest-new" : "new"))).Status);
    }

    [Fact]
    public async Task RedisAway_CallsGoOn_ByWhatEachGatewayCounts_AndTogetherAgainWhenItIsBack()
    {
        await using var server = await RedisServer.StartAsync(appendOnly: false);
        await using var first = await Start(server.ConnectionString, "PerSubject");
        await using var second = await Start(server.ConnectionString, "PerSubject");
        await AssertTogether(first, second);

        server.Kill();
        foreach (var gateway in new[] { first, second })
        {
            var clock = Stopwatch.StartNew();
            var passed = await Passed([gateway], each => Show(each, "198.51.100.7", Role.Customer, "away"));
            Assert.InRange(passed, Burst, Burst + (PerSecond * Math.Ceiling(clock.Elapsed.TotalSeconds)));
        }

        await server.RestartAsync();
        await AssertTogether(first, second);
    }

    [Fact]
    public async Task RedisAwayFromTheStart_TheGatewayStarts_AndCounts_AndJoinsWhenItComes()
    {
        await using var server = await RedisServer.StartAsync(appendOnly: false);
        server.Kill();
        await using var first = await Start(server.ConnectionString, "PerSubject");
        await using var second = await Start(server.ConnectionString, "PerSubject");
        Assert.InRange(await Passed([first], each => Show(each, "198.51.100.7", Role.Customer, "c1")), Burst, (3 * Burst) - 1);

        await server.RestartAsync();
        await AssertTogether(first, second);
    }

    /// <summary>What one of them takes, the other one misses.</summary>
    private static Task AssertTogether(GatewayUnderTest first, GatewayUnderTest second) => Eventually.Within(Patience, async () =>
    {
        var subject = Guid.NewGuid().ToString("N");
        for (var call = 0; call < 10; call++)
        {
            await first.Send(Show(first, "203.0.113.1", Role.Customer, subject));
        }

        var answer = await second.Send(Show(second, "203.0.113.2", Role.Customer, subject));
        var quota = Number(answer, "RateLimit-Policy", "q");
        Assert.True(Number(answer, "RateLimit", "r") < quota - 1, "Its own first call is all that the second one knows of.");
    });

    private static long Number(Answer answer, string header, string parameter) => long.Parse(
        System.Text.RegularExpressions.Regex.Match(answer.Headers.GetValues(header).Single(), $";{parameter}=([0-9]+)").Groups[1].ValueSpan,
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How many of three times the budget's calls pass, spread over the gateways.</summary>
    private static async Task<int> Passed(GatewayUnderTest[] gateways, Func<GatewayUnderTest, HttpRequestMessage> call)
    {
        var passed = 0;
        await Parallel.ForAsync(0, 3 * Burst, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var gateway = gateways[number % gateways.Length];
            var answer = await gateway.Send(call(gateway));
            if (answer.Status == HttpStatusCode.OK)
            {
                Interlocked.Increment(ref passed);
            }
            else
            {
                answer.AssertProblem(429, "RATE_LIMITED");
            }
        });
        return passed;
    }

    private static HttpRequestMessage Show(GatewayUnderTest gateway, string address, Role role, string subject) =>
        gateway.From(address, "GET", "/v1/probe:show", gateway.Token(role, subject));

    private static async Task<GatewayUnderTest> Start(string redis, string limit) => LimitTests.Answering(await GatewayUnderTest.Start(new()
    {
        ["Omnichannel:Gateway:TrustedProxies"] = "127.0.0.0/8",
        ["Omnichannel:Gateway:Limits:Redis"] = redis,
        [$"Omnichannel:Gateway:Limits:{limit}:PerSecond"] = $"{PerSecond}",
        [$"Omnichannel:Gateway:Limits:{limit}:Burst"] = $"{Burst}",
    }));
}
