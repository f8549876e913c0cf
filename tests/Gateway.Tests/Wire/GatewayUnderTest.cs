using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests.Wire;

/// <summary>A gateway on loopback before a <see cref="FakeUpstream"/>, with an issuer of its own.</summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    public const string ProbeRpc = "/omnichannel.probe.v1.ProbeService/";

    public static readonly IReadOnlyList<PublishedService> ProbeServices =
    [
        new("probe", ProbeService.Descriptor, binder => ProbeService.BindService(binder, null)),
        .. PublishedServices.All,
    ];

    private readonly SigningKeys keys;
    private readonly WebApplication app;

    private GatewayUnderTest(WebApplication app, FakeUpstream upstream, SigningKeys keys, PlatformHost host)
    {
        this.app = app;
        this.keys = keys;
        Upstream = upstream;
        Host = host;
        Http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = app.Addresses()[GatewayApplication.PublicListener], Timeout = TimeSpan.FromSeconds(60) };
        Grpc = GrpcChannel.ForAddress(app.Addresses().Grpc);
    }

    public FakeUpstream Upstream { get; }

    public PlatformHost Host { get; }

    public HttpClient Http { get; }

    public GrpcChannel Grpc { get; }

    public Uri Address => Http.BaseAddress!;

    public WebApplication App => app;

    public static async Task<GatewayUnderTest> Start(Dictionary<string, string?>? settings = null, TimeProvider? clock = null, Action<PlatformHost>? prepare = null, FakeNames? names = null)
    {
        var upstream = await FakeUpstream.Start();
        var all = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Grpc"] = "http://127.0.0.1:0",
            ["Omnichannel:Listen:Probes"] = "http://127.0.0.1:0",
            ["Omnichannel:Listen:Http"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var area in new[] { "probe", "cart", "orders", "returns", "loyalty", "messaging", "support" })
        {
            all[$"Omnichannel:Services:{area}"] = upstream.Address;
        }

        foreach (var (name, value) in settings ?? [])
        {
            all[name] = value;
        }

        var host = new PlatformHost { Settings = all, Clock = clock ?? TimeProvider.System, ServiceTokens = _ => "service-token" };
        var keys = SigningKeys.Generate("test");
        host.TrustedIssuers.Add(new TrustedIssuer("test", keys));
        prepare?.Invoke(host);
        var app = GatewayApplication.Build([], host, ProbeServices, names is null ? null : names.Resolve);
        await app.StartAsync();
        return new GatewayUnderTest(app, upstream, keys, host);
    }

    /// <summary>A token of this role.</summary>
    public string Token(Role role, string? subject = null, TimeSpan? lifetime = null) => new TokenIssuer("test", keys, Host.Clock).Issue(
        new TokenRequest(subject ?? (role == Role.Guest ? "guest-1" : "c1"), role, lifetime ?? TimeSpan.FromMinutes(5))
        {
            Channel = Channel.Web, StoreId = role == Role.Terminal ? "s1" : null, ActorId = role == Role.Assistant ? "helper-1" : null,
        });

    /// <summary>A request that a trusted proxy says comes from there.</summary>
    public HttpRequestMessage From(string address, string method, string path, string? token = null, string? json = null)
    {
        var request = Request(method, path, json);
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>A request with a token of this role; none for <see cref="Role.Unspecified"/>.</summary>
    public HttpRequestMessage Request(string method, string path, string? json = null, Role role = Role.Unspecified, string? contentType = "application/json")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        if (role != Role.Unspecified)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(role));
        }

        return request;
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await Answer.Of(response);
    }

    public Task<Answer> Send(string method, string path, string? json = null, Role role = Role.Unspecified, string? contentType = "application/json") =>
        Send(Request(method, path, json, role, contentType));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}

/// <summary>An HTTP answer, read.</summary>
public sealed record Answer(HttpStatusCode Status, string? ContentType, string Body, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Reason => Json.TryGetProperty("reason", out var reason) ? reason.GetString() : null;

    public static async Task<Answer> Of(HttpResponseMessage response) => new(
        response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Headers);

    /// <summary>That it is a problem of this status and reason, complete, and without anything of our insides.</summary>
    public JsonElement AssertProblem(int status, string reason)
    {
        Assert.True((int)Status == status, $"expected {status} {reason}, got {(int)Status}: {Body}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(reason, Reason);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.Equal("urn:omnichannel:problem:" + reason.ToLowerInvariant().Replace('_', '-'), Json.GetProperty("type").GetString());
        Assert.StartsWith("urn:trace:", Json.GetProperty("instance").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        Assert.NotEmpty(Json.GetProperty("detail").GetString()!);
        Assert.DoesNotContain("   at ", Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Body, StringComparison.Ordinal);
        return Json;
    }
}
