using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;

namespace Omnichannel.Gateway.Tests;

/// <summary>
/// A gateway, a service behind it and a service behind that, each with mutual TLS, while every certificate and every token lives five seconds. The tokens are those of
/// an issuer that shares no code with ours.
/// </summary>
public sealed class RenewalTests : IAsyncLifetime, IDisposable
{
    private const int CallsPerSecond = 100;
    private const int Seconds = 60;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MountEvery = TimeSpan.FromSeconds(1.5);

    // What a renewal may be late by until a certificate or token may have ended that nobody could renew: then the machine stood still, and not the platform.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private const int MostMinutes = 4;

    private readonly TempFolder folder = new("renewal");
    private readonly CertificateAuthority authority = new();
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<string, bool> certificates = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<(TimeSpan From, TimeSpan To)> still = new();
    private readonly List<WebApplication> apps = [];
    private NodeScript issuer = null!;
    private string issuerAddress = null!;
    private string secret = null!;
    private volatile string token = null!;
    private Task renewing = null!;

    public async Task InitializeAsync()
    {
        authority.Mount(folder.Path, Lifetime);
        await File.WriteAllTextAsync(folder["client-secret"], secret = Guid.NewGuid().ToString("N"));
        issuer = NodeScript.Start("scripts/issuer.js");
        await issuer.SendAsync(new
        {
            ttlSeconds = (int)Lifetime.TotalSeconds,
            audience = "omnichannel",
            clients = new object[]
            {
                new { id = "front", secret, claims = new { role = "service" } },
                new { id = "shopper", secret, claims = new { role = "customer", channel = "APP" } },
            },
        });
        issuerAddress = (await issuer.ReadAsync()).GetProperty("issuer").GetString()!;
        token = await Token();
        renewing = Task.WhenAll(Repeat(MountEvery, () => Task.Run(() => authority.Mount(folder.Path, Lifetime))), Repeat(Lifetime / 2, async () => token = await Token()));
        var back = await Start("back", Build("back", builder => builder.AddGrpc<Back>()));
        var front = await Start("probe", Build("probe", builder => builder.AddClient<ProbeService.ProbeServiceClient>("back").AddGrpc<Front>()), ("back", back.Addresses().Grpc));
        await Start("gateway", (args, host) => GatewayApplication.Build(args, host, GatewayServices), ("probe", front.Addresses().Grpc), ("orders", new Uri("http://127.0.0.1:9")));
    }

    public async Task DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(apps))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await ending.CancelAsync();
        await renewing;
        await issuer.DisposeAsync();
    }

    public void Dispose()
    {
        ending.Dispose();
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task TokensAndCertificatesOfFiveSeconds_AMinuteOfCalls_NoneFails()
    {
        var gateway = apps[^1].Addresses();
        using var http = new HttpClient(Handler()) { BaseAddress = gateway[GatewayApplication.PublicListener] };
        using var channel = GrpcChannel.ForAddress(gateway.Grpc, new GrpcChannelOptions { HttpHandler = Handler(), DisposeHttpClient = true });
        var grpc = new ProbeService.ProbeServiceClient(channel);

        // The minute begins when all three serve.
        await Eventually.Within(TimeSpan.FromSeconds(60), () => Json(http));
        await Eventually.Within(TimeSpan.FromSeconds(60), () => Grpc(grpc));
        var made = new ConcurrentQueue<Call>();

        // A machine that stands still most of a minute is given another one.
        for (var minute = 0; minute < MostMinutes && made.Count(call => !StoodStill(call)) < CallsPerSecond * Seconds / 2; minute++)
        {
            await CallForAMinute(made, http, grpc);
        }

        Assert.Equal("", string.Join(Environment.NewLine, made.Where(call => call.Failure is not null && !StoodStill(call)).Take(10)));
        Assert.True(made.Count(call => !StoodStill(call)) >= CallsPerSecond * Seconds / 2, $"The machine stood still too often to tell: {string.Join(", ", still)}");
        Assert.True(certificates.Count > Seconds / Lifetime.TotalSeconds, $"Only {certificates.Count} certificates were shown.");
        var issued = (await issuer.CallAsync("issued")).GetProperty("front").GetInt32();
        Assert.True(issued > Seconds / Lifetime.TotalSeconds, $"Only {issued} tokens were issued to the service.");
    }

    private static IReadOnlyList<Contracts.PublishedService> GatewayServices =>
        [new("probe", ProbeService.Descriptor, binder => ProbeService.BindService(binder, null))];

    private async Task CallForAMinute(ConcurrentQueue<Call> made, HttpClient http, ProbeService.ProbeServiceClient grpc)
    {
        var calls = new List<Task>();
        var minute = Stopwatch.StartNew();
        for (var call = 0; call < CallsPerSecond * Seconds; call++)
        {
            if (TimeSpan.FromSeconds((double)call / CallsPerSecond) - minute.Elapsed is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            var isJson = call % 2 == 0;
            calls.Add(Note(made, isJson ? () => Json(http) : () => Grpc(grpc)));
        }

        await Task.WhenAll(calls);
    }

    private async Task Note(ConcurrentQueue<Call> made, Func<Task> call)
    {
        var began = clock.Elapsed;
        try
        {
            await call();
            made.Enqueue(new Call(began, clock.Elapsed, null));
        }
        catch (Exception failure) when (failure is RpcException or HttpRequestException or OperationCanceledException)
        {
            made.Enqueue(new Call(began, clock.Elapsed, failure.Message));
        }
    }

    // What was renewed late is felt for as long as it lives.
    private bool StoodStill(Call call) => still.Any(stop => call.Began <= stop.To + Lifetime && call.Ended >= stop.From);

    private async Task Json(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/probe:guarded?name=a");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        if (body != """{"name":"front says: a"}""")
        {
            throw new HttpRequestException($"{(int)answer.StatusCode} {body}");
        }
    }

    private async Task Grpc(ProbeService.ProbeServiceClient client) => await client.GuardedAsync(
        new GuardedRequest { Name = "b" }, new Metadata { { "authorization", "Bearer " + token }, { "idempotency-key", Guid.NewGuid().ToString() } }, DateTime.UtcNow.AddSeconds(15));

    /// <summary>A client that believes the authority and makes a new connection every second.</summary>
    private SocketsHttpHandler Handler()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPem(authority.Pem);
        return new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromSeconds(1),
            SslOptions = new SslClientAuthenticationOptions
            {
                AllowTlsResume = false,
                CertificateChainPolicy = trust,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    certificates[certificate!.GetSerialNumberString()] = true;
                    return errors == SslPolicyErrors.None;
                },
            },
        };
    }

    private async Task<string> Token()
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });
        using var request = new HttpRequestMessage(HttpMethod.Post, issuerAddress + "/token") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"shopper:{secret}")));
        using var answer = await http.SendAsync(request);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!;
    }

    private async Task Repeat(TimeSpan every, Func<Task> work)
    {
        while (!ending.IsCancellationRequested)
        {
            var before = clock.Elapsed;
            await Task.Delay(every, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await work();
            if (clock.Elapsed - before > every + Slack)
            {
                still.Enqueue((before, clock.Elapsed));
            }
        }
    }

    private static BuildService Build(string area, Action<PlatformBuilder> services) => (args, host) =>
    {
        var builder = PlatformApplication.CreateBuilder(area, args, host);
        services(builder);
        return builder.Build();
    };

    private async Task<WebApplication> Start(string area, BuildService build, params (string Area, Uri Address)[] others)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Grpc"] = "https://127.0.0.1:0",
            ["Omnichannel:Listen:Http"] = "https://127.0.0.1:0",
            ["Omnichannel:Listen:Probes"] = "off",
            ["Omnichannel:Logging:Format"] = "none",
            ["Omnichannel:Tls:CertificatePath"] = folder["tls.crt"],
            ["Omnichannel:Tls:KeyPath"] = folder["tls.key"],
            ["Omnichannel:Tls:CaPath"] = folder["ca.crt"],
            ["Omnichannel:Tls:ConnectionLifetime"] = "00:00:01",
            ["Omnichannel:Tls:RequireClientCertificate"] = area == "gateway" ? "false" : "true",
            ["Omnichannel:Auth:Authority"] = issuerAddress,

            // An issuer counts in whole seconds: without any, a token would live four.
            ["Omnichannel:Auth:ClockSkewSeconds"] = "1",
            ["Omnichannel:Auth:Service:TokenEndpoint"] = issuerAddress + "/token",
            ["Omnichannel:Auth:Service:ClientId"] = "front",
            ["Omnichannel:Auth:Service:ClientSecretPath"] = folder["client-secret"],
        };
        foreach (var (other, address) in others)
        {
            settings[$"Omnichannel:Services:{other}"] = address.ToString();
        }

        var app = build([], new PlatformHost { Settings = settings });
        apps.Add(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>A call; <c>Failure</c> is null for one that was answered.</summary>
    private sealed record Call(TimeSpan Began, TimeSpan Ended, string? Failure);

    /// <summary>Asks the service behind it, with its own token.</summary>
    private sealed class Front(ProbeService.ProbeServiceClient back) : ProbeService.ProbeServiceBase
    {
        public override async Task<GuardedResponse> Guarded(GuardedRequest request, ServerCallContext context)
        {
            var answer = await back.InternalAsync(request, new Metadata { { "idempotency-key", Guid.NewGuid().ToString() } });
            return new GuardedResponse { Name = "front says: " + answer.Name };
        }
    }

    private sealed class Back : ProbeService.ProbeServiceBase
    {
        public override Task<GuardedResponse> Internal(GuardedRequest request, ServerCallContext context) => Task.FromResult(new GuardedResponse { Name = request.Name });
    }
}
