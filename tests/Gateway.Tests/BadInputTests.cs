using System.Net;
using System.Net.Sockets;
using System.Text;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>What is wrong is refused at the edge with status, reason and field, and nothing reaches a service.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayUnderTest.Start();
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", call => call.Send(new EverythingResponse()));
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Batch", call => call.Send(new EverythingResponse()));
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Guarded", call => call.Send(new GuardedResponse()));
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("{", "MALFORMED_JSON", null)]
    [InlineData("{\"text\": \"a\"} x", "MALFORMED_JSON", null)]
    [InlineData("{\"text\": 1}", "INVALID_FIELD", "text")]
    [InlineData("{\"int32\": 99999999999}", "INVALID_FIELD", "int32")]
    [InlineData("{\"int64\": \"9999999999999999999\"}", "INVALID_FIELD", "int64")]
    [InlineData("{\"list\": [{\"nmae\": \"x\"}]}", "INVALID_FIELD", "list[0].nmae")]
    [InlineData("[1]", "INVALID_FIELD", "body")]
    [InlineData("\"x\"", "INVALID_FIELD", "body")]
    [InlineData("null", "INVALID_FIELD", "body")]
    public async Task Body_Wrong_Is400(string json, string reason, string? field)
    {
        var problem = (await gateway.Send("POST", "/v1/probe", json)).AssertProblem(400, reason);
        if (field is not null)
        {
            Assert.Equal(field, problem.GetProperty("violations")[0].GetProperty("field").GetString());
        }

        Assert.Contains("line 1, position ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Body_Wrong_LeavesTheConnectionToTheNextRequest()
    {
        var connections = 0;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        for (var request = 0; request < 3; request++)
        {
            using var body = new StringContent("{\"nonsense\": 1}", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(gateway.Http.BaseAddress!, "/v1/probe"), body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            await answer.Content.ReadAsByteArrayAsync();
        }

        Assert.Equal(1, connections);
    }

    [Theory]
    [InlineData("?nonsense=1", "nonsense")]
    [InlineData("?int32=x", "int32")]
    [InlineData("?int32=1&int32=2", "int32")]
    [InlineData("?colour=GREEN", "colour")]
    [InlineData("?moment=now", "moment")]
    [InlineData("?inner=x", "inner")]
    [InlineData("?inner.nonsense=x", "inner.nonsense")]
    [InlineData("?list.name=x", "list.name")]
    [InlineData("?byName.a=x", "byName.a")]
    public async Task Query_Wrong_Is400(string query, string field)
    {
        var problem = (await gateway.Send("GET", "/v1/probe" + query)).AssertProblem(400, "INVALID_FIELD");
        Assert.Equal(field, problem.GetProperty("violations")[0].GetProperty("field").GetString());
        Assert.Equal(0, gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Query_BesideAWholeBody_IsRefused() => (await gateway.Send("POST", "/v1/probe?text=x", "{}")).AssertProblem(400, "INVALID_FIELD");

    [Fact]
    public async Task Path_ValueOfAnotherType_Is400() => (await gateway.Send("DELETE", "/v1/probe/a/parts/x:drop")).AssertProblem(400, "INVALID_FIELD");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task ContentType_Other_Is415(string? contentType) =>
        (await gateway.Send("POST", "/v1/probe", "{}", contentType: contentType)).AssertProblem(415, "UNSUPPORTED_CONTENT_TYPE");

    [Theory]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.OK)]
    [InlineData("application/merge-patch+json", HttpStatusCode.OK)]
    public async Task ContentType_Json_IsTaken(string contentType, HttpStatusCode status) =>
        Assert.Equal(status, (await gateway.Send("POST", "/v1/probe", "{}", contentType: contentType)).Status);

    [Theory]
    [InlineData("text/html", false)]
    [InlineData("application/json;q=0", false)]
    [InlineData("text/html, application/*;q=0.5", true)]
    [InlineData("*/*", true)]
    public async Task Accept_DecidesAlone(string accept, bool taken)
    {
        var request = gateway.Request("GET", "/v1/probe");
        request.Headers.Add("Accept", accept);
        var answer = await gateway.Send(request);
        if (taken)
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
        else
        {
            answer.AssertProblem(406, "NOT_ACCEPTABLE");
        }
    }

    [Theory]
    [InlineData("/v1/probe", Role.Unspecified, 1024 * 1024, true)]
    [InlineData("/v1/probe", Role.Unspecified, (1024 * 1024) + 1, false)]
    [InlineData("/v1/probe:batch", Role.Ops, 3 * 1024 * 1024, true)]
    [InlineData("/v1/probe:batch", Role.Ops, (16 * 1024 * 1024) + 1, false)]
    public async Task Body_Large_TakenToTheLimit(string path, Role role, int bytes, bool taken)
    {
        var json = "{\"text\":\"" + new string('x', bytes - 11) + "\"}";
        foreach (var chunked in new[] { false, true })
        {
            var request = gateway.Request("POST", path, json, role);
            request.Headers.TransferEncodingChunked = chunked;
            var answer = await gateway.Send(request);
            if (taken)
            {
                Assert.Equal(HttpStatusCode.OK, answer.Status);
            }
            else
            {
                answer.AssertProblem(413, "BODY_TOO_LARGE");
            }
        }
    }

    [Fact]
    public async Task Body_WhereNoneBelongs_Is400() => (await gateway.Send("GET", "/v1/probe", "{}")).AssertProblem(400, "MALFORMED_REQUEST");

    [Fact]
    public async Task Path_Unknown_Is404() => (await gateway.Send("GET", "/v1/nonsense")).AssertProblem(404, "ROUTE_UNKNOWN");

    [Fact]
    public async Task Verb_Unknown_Is404() => (await gateway.Send("GET", "/v1/carts/c1:claim", role: Role.Customer)).AssertProblem(404, "ROUTE_UNKNOWN");

    [Fact]
    public async Task Method_Other_Is405AndSaysWhich()
    {
        var answer = await gateway.Send("DELETE", "/v1/probe");
        answer.AssertProblem(405, "METHOD_NOT_ALLOWED");
    }

    [Theory]
    [InlineData("x y")]
    [InlineData("")]
    [InlineData("129")]
    public async Task IdempotencyKey_Unusable_Is400(string key)
    {
        var request = gateway.Request("POST", "/v1/probe", "{}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key == "129" ? new string('k', 129) : key);
        (await gateway.Send(request)).AssertProblem(400, "INVALID_FIELD");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("")]
    [InlineData("{400}")]
    public async Task Timeout_Unusable_Is400(string timeout)
    {
        var request = gateway.Request("GET", "/v1/probe");
        request.Headers.TryAddWithoutValidation("X-Request-Timeout", timeout.Replace("{400}", new string('9', 400), StringComparison.Ordinal));
        (await gateway.Send(request)).AssertProblem(400, "INVALID_FIELD");
    }

    /// <summary>By every endpoint that reads a body: the framing is broken, not what is in it.</summary>
    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    [InlineData("7FFFFFFFFFFFFFFFF\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("x\r\n{}\r\n0\r\n\r\n")]
    [InlineData("\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}}}}0\r\n\r\n")]
    [InlineData("2;a=\n\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}\r\n0\r\nno trailer\r\n\r\n")]
    public async Task Chunks_Malformed_Are400(string chunks)
    {
        foreach (var path in new[] { "/v1/probe", "/v1/guestSessions", "/v1/probe:batch" })
        {
            var head = $"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer {gateway.Token(Role.Ops)}\r\nTransfer-Encoding: chunked\r\n\r\n";
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head + chunks));

            // The server answers and closes: what would follow cannot be told from the body.
            using var reader = new StreamReader(client.GetStream());
            var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));

            Assert.True(answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), $"{path}: {answer}");
            Assert.Contains("MALFORMED_REQUEST", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Token_MissingForgedExpiredOrOfTheWrongRole_IsRefusedBeforeTheService()
    {
        (await gateway.Send("GET", "/v1/probe:guarded")).AssertProblem(401, "TOKEN_MISSING");
        (await Bearer("nonsense")).AssertProblem(401, "TOKEN_INVALID");
        var token = gateway.Token(Role.Customer);
        (await Bearer(token[..^8] + "AAAAAAAA")).AssertProblem(401, "TOKEN_INVALID");
        (await Bearer(gateway.Token(Role.Customer, lifetime: TimeSpan.FromMinutes(-10)))).AssertProblem(401, "TOKEN_EXPIRED");
        (await gateway.Send("GET", "/v1/probe:guarded", role: Role.Guest)).AssertProblem(403, "ROLE_NOT_ALLOWED");
        (await gateway.Send("GET", "/v1/probe:guarded", role: Role.Terminal)).AssertProblem(403, "ROLE_NOT_ALLOWED");
        Assert.Equal(0, gateway.Upstream.Calls);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("GET", "/v1/probe:guarded", role: Role.Agent)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Bearer(token)).Status);
    }

    [Fact]
    public async Task Token_StaleOnAPublicCall_LocksNobodyOut()
    {
        var request = gateway.Request("GET", "/v1/probe");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer nonsense");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(request)).Status);
    }

    [Theory]
    [InlineData("GET /v1/probe HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /v1/probe HTTP/1.1\r\nHost: a\r\nX: {40000}\r\n\r\n", "431")]
    [InlineData("GET /v1/probe?text={20000} HTTP/1.1\r\nHost: a\r\n\r\n", "414")]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("POST /v1/probe HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "400")]
    [InlineData("GET /v1/probe/%ff%fe:verb HTTP/1.1\r\nHost: a\r\n\r\n", "40")]
    public async Task Http_Malformed_IsAnsweredAndClosed(string text, string status)
    {
        text = text.Replace("{40000}", new string('x', 40_000), StringComparison.Ordinal).Replace("{20000}", new string('x', 20_000), StringComparison.Ordinal);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 " + status, await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
    }

    private Task<Answer> Bearer(string token)
    {
        var request = gateway.Request("GET", "/v1/probe:guarded");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return gateway.Send(request);
    }
}
