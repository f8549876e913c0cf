using System.Net;
using Grpc.Core;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>What stands between the world and the routes.</summary>
public sealed class EdgeTests
{
    [Fact]
    public async Task Cors_AllowedOrigin_MayCallAndReadErrors()
    {
        await using var gateway = await Start(new() { ["Omnichannel:Gateway:AllowedOrigins"] = "https://shop.example, https://app.example" });
        var preflight = gateway.Request("OPTIONS", "/v1/probe");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,idempotency-key,content-type,last-event-id,x-request-timeout");
        var answer = await gateway.Send(preflight);
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("https://shop.example", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("Idempotency-Key", Header(answer, "Access-Control-Allow-Headers")!, StringComparison.OrdinalIgnoreCase);

        var refused = gateway.Request("GET", "/v1/probe:guarded");
        refused.Headers.Add("Origin", "https://shop.example");
        var problem = await gateway.Send(refused);
        problem.AssertProblem(401, "TOKEN_MISSING");
        Assert.Equal("https://shop.example", Header(problem, "Access-Control-Allow-Origin"));

        var stranger = gateway.Request("GET", "/v1/probe");
        stranger.Headers.Add("Origin", "https://evil.example");
        Assert.Null(Header(await gateway.Send(stranger), "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Headers_OfSecurity_AreOnEveryAnswer()
    {
        await using var gateway = await Start();
        foreach (var path in new[] { "/v1/probe", "/v1/nonsense", "/openapi.json" })
        {
            var answer = await gateway.Send("GET", path);
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
            Assert.Null(Header(answer, "Server"));
        }
    }

    [Fact]
    public async Task ForwardedAddress_IsBelievedOfTrustedProxiesOnly()
    {
        foreach (var (trusted, expected) in new[] { (string.Empty, "127.0.0.1"), ("127.0.0.0/8", "203.0.113.9") })
        {
            await using var gateway = await Start(new() { ["Omnichannel:Gateway:TrustedProxies"] = trusted });
            string? forwarded = null;
            gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
            {
                forwarded = call.Headers["x-forwarded-for"];
                await call.Send(new EverythingResponse());
            });
            var request = gateway.Request("GET", "/v1/probe");
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");
            Assert.Equal(HttpStatusCode.OK, (await gateway.Send(request)).Status);
            Assert.Equal(expected, forwarded);
        }
    }

    [Theory]
    [InlineData("1", "10.9.9.9")]
    [InlineData("2", "203.0.113.9")]
    [InlineData("3", "203.0.113.9")]
    public async Task ForwardedAddress_BehindSeveralProxies_IsTheOneBeforeAsManyAsThereAre(string limit, string expected)
    {
        await using var gateway = await Start(new()
        {
            ["Omnichannel:Gateway:TrustedProxies"] = "127.0.0.0/8, 10.0.0.0/8",
            ["Omnichannel:Gateway:ForwardLimit"] = limit,
        });
        string? forwarded = null;
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", async call =>
        {
            forwarded = call.Headers["x-forwarded-for"];
            await call.Send(new EverythingResponse());
        });
        var request = gateway.Request("GET", "/v1/probe");

        // What the caller made up, who it was, and the proxy that said so.
        request.Headers.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 10.9.9.9");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(request)).Status);
        Assert.Equal(expected, forwarded);
    }

    [Theory]
    [InlineData("TrustedProxies", "10.0.0.0/8, everybody", "everybody")]
    [InlineData("ForwardLimit", "0", "1 or more")]
    public async Task Proxies_ThatMakeNoSense_StopTheStart(string setting, string value, string named)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => Start(new() { ["Omnichannel:Gateway:" + setting] = value }));
        Assert.Contains("Omnichannel:Gateway:" + setting, failure.Message, StringComparison.Ordinal);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GuestSession_IsATokenOfAnewGuest_ThatTheGatewayAccepts()
    {
        await using var gateway = await Start();
        string? authorization = null;
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Watch", call =>
        {
            authorization = call.Headers.Authorization;
            return Task.CompletedTask;
        });
        var session = (await gateway.Send("POST", "/v1/guestSessions", """{ "channel": "APP" }""")).Json;
        var other = (await gateway.Send("POST", "/v1/guestSessions")).Json;
        Assert.NotEqual(other.GetProperty("guestId").GetString(), session.GetProperty("guestId").GetString());
        var request = gateway.Request("GET", "/v1/probe/x:watch");
        request.Headers.Add("Authorization", "Bearer " + session.GetProperty("accessToken").GetString());
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(request)).Status);
        Assert.Equal(request.Headers.Authorization!.ToString(), authorization);

        (await gateway.Send("POST", "/v1/guestSessions", """{ "channel": "STORE" }""")).AssertProblem(400, "INVALID_FIELD");
        (await gateway.Send("POST", "/v1/guestSessions", """{ "role": "ops" }""")).AssertProblem(400, "INVALID_FIELD");
        (await gateway.Send("POST", "/v1/guestSessions", "{")).AssertProblem(400, "MALFORMED_JSON");

        var keys = (await gateway.Send("GET", "/.well-known/jwks.json")).Json.GetProperty("keys");
        Assert.Equal("ES256", keys[0].GetProperty("alg").GetString());
        Assert.False(keys[0].TryGetProperty("d", out _));
        var discovery = (await gateway.Send("GET", "/.well-known/openid-configuration")).Json;
        Assert.Equal(GuestIssuer.DefaultName, discovery.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Health_TellsWhatStandsBehind()
    {
        await using var gateway = await Start();
        using var probes = new HttpClient { BaseAddress = gateway.App.Addresses().Probes };
        await Eventually.True(TimeSpan.FromSeconds(60), "ready", async () => (await probes.GetAsync(new Uri("/readyz", UriKind.Relative))).IsSuccessStatusCode);
        Assert.True((await probes.GetAsync(new Uri("/livez", UriKind.Relative))).IsSuccessStatusCode);
        using var report = await probes.GetAsync(new Uri("/readyz/services", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, report.StatusCode);
        Assert.Contains("\"area\":\"cart\",\"serving\":true", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        gateway.Upstream.IsServing = false;
        using var down = await probes.GetAsync(new Uri("/readyz/services", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
        (await gateway.Send("GET", "/v1/probe")).AssertProblem(503, "DEPENDENCY_UNAVAILABLE");
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/readyz/services")]
    public async Task Health_IsNobodysBusinessOutside(string path)
    {
        await using var gateway = await Start();
        foreach (var method in new[] { "GET", "HEAD", "POST" })
        {
            var answer = await gateway.Send(method, path);
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.True(method == "HEAD" || answer.Reason == "ROUTE_UNKNOWN", answer.Body);
        }

        using var overGrpc = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.App.Addresses().Grpc, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        (await gateway.Send(overGrpc)).AssertProblem(404, "ROUTE_UNKNOWN");

        // And the probes' listener is no way in.
        using var probes = new HttpClient { BaseAddress = gateway.App.Addresses().Probes };
        foreach (var inside in new[] { "/v1/probe", "/openapi.json", "/v1/guestSessions" })
        {
            using var answer = await probes.GetAsync(new Uri(inside, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(0, gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Start_WithoutTheAddressOfAnArea_SaysWhichSetting()
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => GatewayUnderTest.Start(new() { ["Omnichannel:Services:loyalty"] = null }));
        Assert.Contains("Omnichannel:Services:loyalty", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_StartedInThisProcess_AreFoundByTheirAddress()
    {
        await using var gateway = await GatewayUnderTest.Start(new() { ["Omnichannel:Services:probe"] = null }, prepare: host => host.HostsSeveralServices = true);
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", call => call.Send(new EverythingResponse()));
        (await gateway.Send("GET", "/v1/probe")).AssertProblem(503, "DEPENDENCY_UNAVAILABLE");
        gateway.Host.Addresses["probe"] = new Uri(gateway.Upstream.Address);
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => Assert.Equal(HttpStatusCode.OK, (await gateway.Send("GET", "/v1/probe")).Status));
    }

    private static async Task<GatewayUnderTest> Start(Dictionary<string, string?>? settings = null)
    {
        var gateway = await GatewayUnderTest.Start(settings);
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", call => call.Send(new EverythingResponse()));
        return gateway;
    }

    private static string? Header(Answer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
