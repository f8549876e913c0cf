using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using ProbeClient = Omnichannel.Platform.Tests.V1.ProbeService.ProbeServiceClient;

namespace Omnichannel.Platform.Tests.Hosting;

/// <summary>Two services that know each other by certificates of one authority.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new("tls");
    private readonly CertificateAuthority authority = new();

    public TlsTests() => authority.Mount(folder.Path, TimeSpan.FromHours(1));

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task MutualTls_ServicesReachEachOther_StrangersDoNot()
    {
        await using var services = await Services.Start(folder);

        Assert.Equal("hello", (await services.Front.OpenAsync(new ProbeRequest { Text = "hello" })).Text);
        using var stranger = services.Call(Trusting(authority));
        await Assert.ThrowsAsync<RpcException>(async () => await new ProbeClient(stranger).OpenAsync(new ProbeRequest()));
    }

    [Fact]
    public async Task SwappedCertificates_AreTakenUp_AndOpenConnectionsStay()
    {
        await using var services = await Services.Start(folder);
        using var early = services.Call(Trusting(authority, authority.Issue(TimeSpan.FromHours(1))));
        await new ProbeClient(early).OpenAsync(new ProbeRequest());
        using var watch = new ProbeClient(early).Watch(
            new ProbeRequest { MemberId = "m", Behaviour = "wait" }, new Metadata { { "authorization", "Bearer " + services.Tokens.Issue(Types.V1.Role.Customer, "m") } });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));

        // Another authority altogether: from now on only what it signed is shown and believed.
        using var other = new CertificateAuthority();
        other.Mount(folder.Path, TimeSpan.FromHours(1));

        await Eventually.Within(Limit, async () =>
        {
            using var late = services.Call(Trusting(other, other.Issue(TimeSpan.FromHours(1))));
            Assert.Equal("late", (await new ProbeClient(late).OpenAsync(new ProbeRequest { Text = "late" })).Text);
        });
        using var old = services.Call(Trusting(authority, authority.Issue(TimeSpan.FromHours(1))));
        await Assert.ThrowsAsync<RpcException>(async () => await new ProbeClient(old).OpenAsync(new ProbeRequest()));

        // The connection between the two services is renewed all the time, and both sides come to go by the new files, each at its own moment.
        await Eventually.Within(Limit, async () => Assert.Equal("hello", (await services.Front.OpenAsync(new ProbeRequest { Text = "hello" })).Text));

        // Who was connected before is not disturbed.
        Assert.Equal("still", (await new ProbeClient(early).OpenAsync(new ProbeRequest { Text = "still" })).Text);
        Assert.False(watch.ResponseStream.MoveNext(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task ServiceThatIsNotBelieved_IsUnavailable_SoThatTheCallIsRepeated()
    {
        using var theirs = new TempFolder("tls");
        using var other = new CertificateAuthority();
        other.Mount(theirs.Path, TimeSpan.FromHours(1));
        await using var services = await Services.Start(folder, theirs);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await services.Front.OpenAsync(new ProbeRequest()));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }

    [Fact]
    public async Task CertificateThatHasEnded_LetsNobodyIn()
    {
        await using var services = await Services.Start(folder);
        using var ended = services.Call(Trusting(authority, authority.Issue(TimeSpan.FromSeconds(-10))));

        await Assert.ThrowsAsync<RpcException>(async () => await new ProbeClient(ended).OpenAsync(new ProbeRequest()));
    }

    [Fact]
    public async Task BrokenFiles_LeaveTheOldCertificateInUse()
    {
        await using var services = await Services.Start(folder);
        CertificateAuthority.Swap(folder.Path, new() { ["tls.crt"] = authority.Issue(TimeSpan.FromHours(1)).Certificate, ["tls.key"] = "half a k", ["ca.crt"] = "" });

        // Long enough for the files to be looked at.
        for (var call = 0; call < 5; call++)
        {
            Assert.Equal("hello", (await services.Front.OpenAsync(new ProbeRequest { Text = "hello" })).Text);
            await Task.Delay(100);
        }
    }

    /// <summary>A client of its own certificate, if any, that believes one authority.</summary>
    private static SslClientAuthenticationOptions Trusting(CertificateAuthority authority, (string Certificate, string Key)? own = null)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPem(authority.Pem);
        return new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = trust,
            ClientCertificates = own is { } pair ? [X509Certificate2.CreateFromPem(pair.Certificate, pair.Key)] : null,
        };
    }

    /// <summary>A service behind mutual TLS, and one before it that makes a new connection for nearly every call.</summary>
    private sealed class Services(RunningService probe, RunningService front) : IAsyncDisposable
    {
        public TestTokens Tokens => probe.Tokens;

        public ProbeClient Front => new(front.Anonymous);

        public static async Task<Services> Start(TempFolder folder, TempFolder? frontFolder = null)
        {
            var host = new PlatformHost { HostsSeveralServices = true };
            var tokens = new TestTokens();
            var probe = await RunningService.Start(ProbeGrpcService.Build, Settings(folder, "https"), tokens, host);
            return new Services(probe, await RunningService.Start(BuildFront, Settings(frontFolder ?? folder, "http"), tokens, host));
        }

        public Grpc.Net.Client.GrpcChannel Call(SslClientAuthenticationOptions ssl) => Grpc.Net.Client.GrpcChannel.ForAddress(
            probe.App.Addresses().Grpc, new() { HttpHandler = new SocketsHttpHandler { SslOptions = ssl }, DisposeHttpClient = true });

        public async ValueTask DisposeAsync()
        {
            await front.DisposeAsync();
            await probe.DisposeAsync();
        }

        private static Dictionary<string, string?> Settings(TempFolder folder, string scheme) => new()
        {
            ["Omnichannel:Listen:Grpc"] = $"{scheme}://127.0.0.1:0",
            ["Omnichannel:Tls:CertificatePath"] = folder["tls.crt"],
            ["Omnichannel:Tls:KeyPath"] = folder["tls.key"],
            ["Omnichannel:Tls:CaPath"] = folder["ca.crt"],
            ["Omnichannel:Tls:RequireClientCertificate"] = "true",
            ["Omnichannel:Tls:ConnectionLifetime"] = "00:00:00.05",
        };
    }

    private static WebApplication BuildFront(string[] args, PlatformHost host) =>
        PlatformApplication.CreateBuilder("front", args, host).AddClient<ProbeClient>("probe").AddGrpc<Front>().Build();

    private sealed class Front(ProbeClient client) : ProbeService.ProbeServiceBase
    {
        public override async Task<ProbeResponse> Open(ProbeRequest request, ServerCallContext context) => await client.OpenAsync(request);
    }
}
