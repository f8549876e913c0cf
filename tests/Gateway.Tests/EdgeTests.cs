using System.Net;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>What stands between the world and the routes.</summary>
public sealed class EdgeTests
{
    private const string Ingest = "/omnichannel.orders.v1.OrderTrackingService/IngestTrackingEvents";

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
    public async Task Limits_PerSubjectAndForTheAnonymous_Are429()
    {
        await using var gateway = await Start(new()
        {
            ["Omnichannel:Gateway:Limits:PerSubject:PerSecond"] = "1",
            ["Omnichannel:Gateway:Limits:PerSubject:Burst"] = "3",
            ["Omnichannel:Gateway:Limits:Anonymous:PerSecond"] = "1",
            ["Omnichannel:Gateway:Limits:Anonymous:Burst"] = "2",
        });
        await AssertLimited(gateway, 3, () => gateway.Send("GET", "/v1/probe", role: Role.Customer));
        await AssertLimited(gateway, 2, () => gateway.Send("GET", "/v1/probe"));

        // Another subject is not held up by them.
        var other = gateway.Request("GET", "/v1/probe");
        other.Headers.Add("Authorization", "Bearer " + gateway.Token(Role.Customer, "c2"));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(other)).Status);
    }

    [Fact]
    public async Task Limits_PerAddress_CountEverybody()
    {
        await using var gateway = await Start(new()
        {
            ["Omnichannel:Gateway:Limits:PerAddress:PerSecond"] = "1",
            ["Omnichannel:Gateway:Limits:PerAddress:Burst"] = "2",
        });
        await AssertLimited(gateway, 2, () => gateway.Send("GET", "/v1/probe", role: Role.Customer));
    }

    [Fact]
    public async Task Limits_PassedThroughCalls_GetResourceExhausted()
    {
        await using var gateway = await Start(new()
        {
            ["Omnichannel:Gateway:Limits:Anonymous:PerSecond"] = "1",
            ["Omnichannel:Gateway:Limits:Anonymous:Burst"] = "1",
        });
        var client = new ProbeService.ProbeServiceClient(gateway.Grpc);
        await client.EverythingAsync(new EverythingRequest());
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var call = 0; call < 20; call++)
            {
                await client.EverythingAsync(new EverythingRequest());
            }
        });
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal("RATE_LIMITED", Platform.Errors.GrpcErrors.Reason(refused));
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
    public async Task CarrierWebhook_Signed_GoesToOrderTrackingAsItIs()
    {
        await using var gateway = await Start(new() { ["Omnichannel:Webhooks:Carriers:dhl:Secret"] = "s3cret" });
        IngestTrackingEventsRequest? arrived = null;
        string? authorization = null;
        gateway.Upstream.On(Ingest, async call =>
        {
            authorization = call.Headers.Authorization;
            arrived = await call.Read<IngestTrackingEventsRequest>();
            await call.Send(new IngestTrackingEventsResponse { Results = { new TrackingReportResult { AcceptedEvents = 1 } } });
        });
        const string Body = """{ "anything": ["the carrier", "says"] }""";
        Assert.Equal(HttpStatusCode.Accepted, (await Webhook(gateway, "dhl", Body, "s3cret", TimeSpan.Zero)).Status);
        Assert.Equal(("dhl", Body), (arrived!.Reports.Single().CarrierCode, arrived.Reports.Single().RawPayload));
        Assert.Equal("Bearer service-token", authorization);

        (await Webhook(gateway, "dhl", Body, "other", TimeSpan.Zero)).AssertProblem(401, "SIGNATURE_INVALID");
        (await Webhook(gateway, "dhl", Body, "s3cret", TimeSpan.FromMinutes(-6))).AssertProblem(401, "TIMESTAMP_OUTSIDE_WINDOW");
        (await Webhook(gateway, "dhl", Body, "s3cret", TimeSpan.FromMinutes(6))).AssertProblem(401, "TIMESTAMP_OUTSIDE_WINDOW");
        (await Webhook(gateway, "ups", Body, "s3cret", TimeSpan.Zero)).AssertProblem(404, "CARRIER_UNKNOWN");
        (await gateway.Send("POST", "/v1/webhooks/carriers/dhl", Body)).AssertProblem(401, "TIMESTAMP_OUTSIDE_WINDOW");

        gateway.Upstream.On(Ingest, call => call.Send(new IngestTrackingEventsResponse
        {
            Results = { new TrackingReportResult { Refusal = new Refusal { Reason = "PAYLOAD_NOT_UNDERSTOOD", Message = "Not a document of this carrier." } } },
        }));
        (await Webhook(gateway, "dhl", Body, "s3cret", TimeSpan.Zero)).AssertProblem(422, "PAYLOAD_NOT_UNDERSTOOD");
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

    private static async Task AssertLimited(GatewayUnderTest gateway, int atOnce, Func<Task<Answer>> send)
    {
        var before = gateway.Upstream.Calls;
        Answer answer;
        var sent = 0;
        do
        {
            answer = await send();
            sent++;
        }
        while (answer.Status == HttpStatusCode.OK && sent < 50);
        answer.AssertProblem(429, "RATE_LIMITED");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.True(gateway.Upstream.Calls - before >= atOnce);
        Assert.True(sent < 50);
    }

    private static Task<Answer> Webhook(GatewayUnderTest gateway, string carrier, string body, string secret, TimeSpan offset)
    {
        var timestamp = (DateTimeOffset.UtcNow + offset).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var request = gateway.Request("POST", "/v1/webhooks/carriers/" + carrier, body);
        request.Headers.Add("Omnichannel-Timestamp", timestamp);
        request.Headers.Add(
            "Omnichannel-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(timestamp + "." + body))));
        return gateway.Send(request);
    }

    private static string? Header(Answer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
