using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Omnichannel.Gateway.Edge;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Gateway.Tests;

/// <summary>The development issuer is for people and scripts of this machine: not for pages that they visit, not for whoever comes through a proxy.</summary>
public sealed class DevelopmentTokenTests(DevelopmentTokenTests.Fixture fixture) : IClassFixture<DevelopmentTokenTests.Fixture>
{
    private const string Code = "0123456789abcdef0123456789abcdef";
    private const string Body = """{ "sub": "c1", "role": "customer", "ttl_seconds": 60 }""";

    private readonly GatewayUnderTest gateway = fixture.Gateway;

    [Fact]
    public async Task Token_WithTheCode_IsAcceptedHere()
    {
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Guarded", call => call.Send(new GuardedResponse()));
        var issued = await Ask();
        Assert.Equal(60, issued.Json.GetProperty("expires_in").GetInt32());
        var request = gateway.Request("GET", "/v1/probe:guarded");
        request.Headers.Add("Authorization", "Bearer " + issued.Json.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(request)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdee")]
    [InlineData("0123456789abcdef")]
    public async Task Token_WithoutTheCode_IsRefused(string? code) => (await Ask(code: code)).AssertProblem(403, "DEVELOPMENT_CODE_WRONG");

    [Fact]
    public async Task Token_WithTheCodeTwice_IsRefused()
    {
        var request = Request(Code);
        request.Headers.Add(DevelopmentTokens.CodeHeader, Code);
        (await gateway.Send(request)).AssertProblem(403, "DEVELOPMENT_CODE_WRONG");
    }

    [Theory]
    [InlineData("localhost:{0}", 200, null)]
    [InlineData("LOCALHOST:{0}", 200, null)]
    [InlineData("127.0.0.9:{0}", 200, null)]
    [InlineData("[::1]:{0}", 200, null)]
    [InlineData("localhost:1", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("localhost", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("evil.example:{0}", 421, "HOST_NOT_SERVED")]
    [InlineData("localhost.evil.example:{0}", 421, "HOST_NOT_SERVED")]
    [InlineData("localhost.:{0}", 421, "HOST_NOT_SERVED")]
    [InlineData("127.1:{0}", 421, "HOST_NOT_SERVED")]
    [InlineData("2130706433:{0}", 421, "HOST_NOT_SERVED")]
    [InlineData("0.0.0.0:{0}", 421, "HOST_NOT_SERVED")]
    [InlineData("192.168.1.2:{0}", 421, "HOST_NOT_SERVED")]
    public async Task Token_AskedOfAnotherHost_IsRefused(string host, int status, string? reason) => AssertAnswered(await Ask(("Host", Here(host))), status, reason);

    [Theory]
    [InlineData("http://127.0.0.1:{0}", 200, null)]
    [InlineData("http://localhost:{0}", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("https://127.0.0.1:{0}", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("http://127.0.0.1", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("http://127.0.0.1:{0}/", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("http://evil.example:{0}", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("null", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    public async Task Token_AskedByAPage_OnlyByOurOwn(string origin, int status, string? reason) => AssertAnswered(await Ask(("Origin", Here(origin))), status, reason);

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("x-forwarded-for", "8.8.8.8")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    public async Task Token_AskedThroughAProxyOfThisMachine_IsRefused(string header, string value) =>
        (await Ask((header, value))).AssertProblem(403, "DEVELOPMENT_TOKENS_LOCAL_ONLY");

    [Theory]
    [InlineData("127.0.0.1", 403, "DEVELOPMENT_TOKENS_LOCAL_ONLY")]
    [InlineData("8.8.8.8", 404, "ROUTE_UNKNOWN")]
    public async Task Token_AskedThroughATrustedProxy_IsRefused(string client, int status, string reason)
    {
        await using var proxied = await Start(new() { ["Omnichannel:Gateway:TrustedProxies"] = "127.0.0.0/8" });
        var request = Request(Code, of: proxied);
        request.Headers.Add("X-Forwarded-For", client);
        (await proxied.Send(request)).AssertProblem(status, reason);
    }

    [Fact]
    public async Task Token_AskedAtAnotherListener_IsRefused()
    {
        var grpc = Request(Code);
        grpc.RequestUri = new Uri(gateway.App.Addresses().Grpc, "/dev/tokens");
        (grpc.Version, grpc.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        (await gateway.Send(grpc)).AssertProblem(403, "DEVELOPMENT_TOKENS_LOCAL_ONLY");

        var probes = Request(Code);
        probes.RequestUri = new Uri(gateway.App.Addresses().Probes, "/dev/tokens");
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Send(probes)).Status);
    }

    [Theory]
    [InlineData("""{ "sub": "c1", "role": "king" }""", "role")]
    [InlineData("""{ "sub": "t1", "role": "terminal" }""", "store_id")]
    [InlineData("""{ "role": "customer" }""", "sub")]
    [InlineData("""{ "sub": "c1", "role": "customer", "sub": "c2" }""", "sub")]
    [InlineData("""{ "sub": "c1", "role": "customer", "r\u006fle": "ops" }""", "role")]
    [InlineData("""{ "sub": "c\u00001", "role": "customer" }""", "sub")]
    [InlineData("""{ "sub": "c1", "role": "customer", "device_id": "d\u007f" }""", "device_id")]
    [InlineData("""{ "sub": "c1", "role": "customer", "ttl_seconds": 86401 }""", "ttl_seconds")]
    public async Task Token_OfOddClaims_IsRefusedWithTheField(string body, string field)
    {
        var problem = (await Ask(body: body)).AssertProblem(400, "INVALID_FIELD");
        Assert.Equal(field, problem.GetProperty("violations")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""{ "sub": "\ud800", "role": "customer" }""")]
    [InlineData("""{ "\udc00": "c1" }""")]
    public async Task Token_OfNoUnicode_IsRefused(string body) => (await Ask(body: body)).AssertProblem(400, "MALFORMED_JSON");

    [Fact]
    public async Task Link_CarriesTheCodeOnce()
    {
        var link = (await Post("/dev/links", null, Code)).Json.GetProperty("link").GetString();
        Assert.Equal(Code, (await Redeem(link)).Json.GetProperty("code").GetString());
        (await Redeem(link)).AssertProblem(403, "DEVELOPMENT_LINK_USED");

        var older = (await Post("/dev/links", null, Code)).Json.GetProperty("link").GetString();
        var newer = (await Post("/dev/links", null, Code)).Json.GetProperty("link").GetString();
        (await Redeem(older)).AssertProblem(403, "DEVELOPMENT_LINK_USED");
        Assert.Equal(Code, (await Redeem(newer)).Json.GetProperty("code").GetString());

        (await Post("/dev/links", null, null)).AssertProblem(403, "DEVELOPMENT_CODE_WRONG");
        (await Redeem(Code)).AssertProblem(403, "DEVELOPMENT_LINK_USED");
        (await Post("/dev/code", "{}", null)).AssertProblem(400, "INVALID_FIELD");
    }

    [Fact]
    public async Task Link_UsedByManyAtOnce_IsGoodForOne()
    {
        var link = (await Post("/dev/links", null, Code)).Json.GetProperty("link").GetString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Redeem(link)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Link_RedeemedByAnotherPage_IsRefused()
    {
        var link = (await Post("/dev/links", null, Code)).Json.GetProperty("link").GetString();
        var request = gateway.Request("POST", "/dev/code", $$"""{ "link": "{{link}}" }""");
        request.Headers.Add("Origin", "http://evil.example");
        (await gateway.Send(request)).AssertProblem(403, "DEVELOPMENT_TOKENS_LOCAL_ONLY");
        Assert.Equal(HttpStatusCode.OK, (await Redeem(link)).Status);
    }

    [Fact]
    public async Task Issuer_IsThereOnlyWhereAHostOfEverythingHasItsKeysAndACode()
    {
        await using var alone = await GatewayUnderTest.Start(new() { [DevelopmentTokens.CodeSetting] = Code });
        await using var withoutCode = await Start(new() { [DevelopmentTokens.CodeSetting] = null });
        foreach (var other in new[] { alone, withoutCode })
        {
            (await other.Send(Request(Code, of: other))).AssertProblem(404, "ROUTE_UNKNOWN");
            (await other.Send("POST", "/dev/links")).AssertProblem(404, "ROUTE_UNKNOWN");
            (await other.Send("POST", "/dev/code")).AssertProblem(404, "ROUTE_UNKNOWN");
        }
    }

    [Theory]
    [InlineData("/v1/probe")]
    [InlineData("/openapi.json")]
    [InlineData("/v1/guestSessions")]
    [InlineData("/readyz")]
    [InlineData("/nonsense")]
    public async Task Everything_OfAHostOfEverything_AnswersToLoopbackNamesOnly(string path)
    {
        var request = gateway.Request("GET", path);
        request.Headers.Host = Here("evil.example:{0}");
        (await gateway.Send(request)).AssertProblem(421, "HOST_NOT_SERVED");
    }

    [Fact]
    public async Task Hosts_NamedByConfiguration_AreServed_ButGetNoDevelopmentTokens()
    {
        await using var shop = await Start(new() { ["Omnichannel:Gateway:AllowedHosts"] = "shop.example, other.example" });
        shop.Upstream.On(GatewayUnderTest.ProbeRpc + "Everything", call => call.Send(new EverythingResponse()));
        var request = shop.Request("GET", "/v1/probe");
        request.Headers.Host = "Shop.example";
        Assert.Equal(HttpStatusCode.OK, (await shop.Send(request)).Status);
        var token = Request(Code, of: shop);
        token.Headers.Host = string.Create(CultureInfo.InvariantCulture, $"shop.example:{shop.Address.Port}");
        (await shop.Send(token)).AssertProblem(403, "DEVELOPMENT_TOKENS_LOCAL_ONLY");
    }

    [Theory]
    [InlineData("GET /v1/probe HTTP/1.0\r\n\r\n", 421)]
    [InlineData("GET /v1/probe HTTP/1.1\r\nHost:\r\n\r\n", 421)]
    [InlineData("GET /v1/probe HTTP/1.1\r\nHost: [\r\n\r\n", 400)]
    [InlineData("GET /v1/probe HTTP/1.1\r\nHost: []\r\n\r\n", 400)]
    [InlineData("GET /v1/probe HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400)]
    public async Task Host_MissingOrNone_IsRefused(string request, int status)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}"), await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assistant_HasANameOfItsOwn()
    {
        (await Ask(body: """{"sub":"anna","role":"assistant"}""")).AssertProblem(400, "INVALID_FIELD");
        Assert.Equal(HttpStatusCode.OK, (await Ask(body: """{"sub":"anna","role":"assistant","actor":"helper-1"}""")).Status);
    }

    private static async Task<GatewayUnderTest> Start(Dictionary<string, string?>? settings = null) => await GatewayUnderTest.Start(
        new Dictionary<string, string?> { [DevelopmentTokens.CodeSetting] = Code }.Concat(settings ?? []).GroupBy(setting => setting.Key)
            .ToDictionary(setting => setting.Key, setting => setting.Last().Value),
        prepare: host =>
        {
            host.HostsSeveralServices = true;
            host.TrustedIssuers.Add(new TrustedIssuer(DevelopmentTokens.Issuer, SigningKeys.Generate("development")));
        });

    private static void AssertAnswered(Answer answer, int status, string? reason)
    {
        if (reason is null)
        {
            Assert.Equal(status, (int)answer.Status);
        }
        else
        {
            answer.AssertProblem(status, reason);
        }
    }

    private string Here(string text) => string.Format(CultureInfo.InvariantCulture, text, gateway.Address.Port);

    private HttpRequestMessage Request(string? code, string body = Body, GatewayUnderTest? of = null)
    {
        var request = (of ?? gateway).Request("POST", "/dev/tokens", body);
        if (code is not null)
        {
            request.Headers.Add(DevelopmentTokens.CodeHeader, code);
        }

        return request;
    }

    private Task<Answer> Ask((string Name, string Value)? header = null, string body = Body, string? code = Code)
    {
        var request = Request(code, body);
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return gateway.Send(request);
    }

    private Task<Answer> Post(string path, string? body, string? code)
    {
        var request = gateway.Request("POST", path, body);
        if (code is not null)
        {
            request.Headers.Add(DevelopmentTokens.CodeHeader, code);
        }

        return gateway.Send(request);
    }

    private Task<Answer> Redeem(string? link) => Post("/dev/code", $$"""{ "link": "{{link}}" }""", null);

    /// <summary>One gateway for all cases.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public GatewayUnderTest Gateway { get; private set; } = null!;

        public async Task InitializeAsync() => Gateway = await Start();

        public async Task DisposeAsync() => await Gateway.DisposeAsync();
    }
}
