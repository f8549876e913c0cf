using System.Net.Security;
using System.Security.Cryptography;
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
    private readonly string folder = Directory.CreateTempSubdirectory("tls").FullName;

    public TlsTests()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=service", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3]);
        File.WriteAllText(Path.Combine(folder, "ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "service.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task MutualTls_ServicesReachEachOther_StrangersDoNot()
    {
        var host = new PlatformHost { HostsSeveralServices = true };
        var tokens = new TestTokens();
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Grpc"] = "https://127.0.0.1:0",
            ["Omnichannel:Tls:CertificatePath"] = Path.Combine(folder, "service.pem"),
            ["Omnichannel:Tls:KeyPath"] = Path.Combine(folder, "key.pem"),
            ["Omnichannel:Tls:CaPath"] = Path.Combine(folder, "ca.pem"),
            ["Omnichannel:Tls:RequireClientCertificate"] = "true",
        };
        await using var probe = await RunningService.Start(ProbeGrpcService.Build, settings, tokens, host);
        settings["Omnichannel:Listen:Grpc"] = "http://127.0.0.1:0";
        await using var front = await RunningService.Start(BuildFront, settings, tokens, host);

        Assert.Equal("hello", (await new ProbeClient(front.Anonymous).OpenAsync(new ProbeRequest { Text = "hello" })).Text);

        // Trusts the authority, but has no certificate of its own.
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Path.Combine(folder, "ca.pem"));
        var stranger = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } };
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(probe.App.Addresses().Grpc, new() { HttpHandler = stranger, DisposeHttpClient = true });
        await Assert.ThrowsAsync<RpcException>(async () => await new ProbeClient(channel).OpenAsync(new ProbeRequest()));
    }

    private static WebApplication BuildFront(string[] args, PlatformHost host) =>
        PlatformApplication.CreateBuilder("front", args, host).AddClient<ProbeClient>("probe").AddGrpc<Front>().Build();

    private sealed class Front(ProbeClient client) : ProbeService.ProbeServiceBase
    {
        public override async Task<ProbeResponse> Open(ProbeRequest request, ServerCallContext context) => await client.OpenAsync(request);
    }
}
