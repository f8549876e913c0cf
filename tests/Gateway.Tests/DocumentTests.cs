using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Settings;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>What the gateway publishes about itself, and where.</summary>
public sealed class DocumentTests : IDisposable
{
    private readonly TempFolder folder = new("documents");
    private readonly CertificateAuthority authority = new();

    public DocumentTests() => authority.Mount(folder.Path, TimeSpan.FromHours(1));

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8000")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost@evil.example")]
    public async Task Discovery_NeverRepeatsTheHostHeader(string host)
    {
        await using var gateway = await GatewayUnderTest.Start();
        var answer = await Raw(gateway, $"GET /.well-known/openid-configuration HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n");

        Assert.DoesNotContain("evil", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_NamesTheAddressThatWasCalled_OrThePublicOne()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await using var published = await GatewayUnderTest.Start(new() { ["Omnichannel:Gateway:PublicUri"] = "https://shop.example" });

        var own = (await gateway.Send("GET", "/.well-known/openid-configuration")).Json.GetProperty("jwks_uri").GetString()!;
        Assert.Equal($"http://127.0.0.1:{gateway.Address.Port}/.well-known/jwks.json", own);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("GET", own)).Status);
        Assert.Equal("https://shop.example/.well-known/jwks.json", (await published.Send("GET", "/.well-known/openid-configuration")).Json.GetProperty("jwks_uri").GetString());
    }

    [Theory]
    [InlineData("shop.example")]
    [InlineData("ftp://shop.example")]
    public async Task PublicUri_ThatIsNone_StopsTheStart(string uri)
    {
        var error = await Assert.ThrowsAsync<StartupException>(() => GatewayUnderTest.Start(new() { ["Omnichannel:Gateway:PublicUri"] = uri }));

        Assert.Contains("PublicUri", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/readyz/services")]
    public async Task Probes_AreNotForThePublic(string path)
    {
        await using var gateway = await GatewayUnderTest.Start();

        (await gateway.Send("GET", path)).AssertProblem(404, "ROUTE_UNKNOWN");
    }

    [Fact]
    public async Task GuestKeys_AreFetchedOverMutualTls_AndByNobodyElse()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Listen:Internal"] = "https://127.0.0.1:0",
            ["Omnichannel:Tls:CertificatePath"] = folder["tls.crt"],
            ["Omnichannel:Tls:KeyPath"] = folder["tls.key"],
            ["Omnichannel:Tls:CaPath"] = folder["ca.crt"],
            ["Omnichannel:Tls:RequireClientCertificate"] = "true",
        };
        await using var gateway = await GatewayUnderTest.Start(settings);
        var keys = new Uri(gateway.App.Addresses()[GatewayApplication.ServicesListener], "/.well-known/jwks.json");
        settings["Omnichannel:Auth:Issuers:guests:Issuer"] = "omnichannel-gateway";
        settings["Omnichannel:Auth:Issuers:guests:JwksUri"] = keys.ToString();
        settings["Omnichannel:Auth:Issuers:guests:CaPath"] = folder["ca.crt"];
        settings["Omnichannel:Auth:Issuers:guests:Roles"] = "guest";
        var token = (await gateway.Send("POST", "/v1/guestSessions", "{}")).Json.GetProperty("accessToken").GetString()!;

        var validation = await Validator(settings).Validate(token.AsMemory());

        Assert.Equal(Role.Guest, validation.Caller?.Role);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPem(authority.Pem);
        using var stranger = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } });
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync(keys));
    }

    private static TokenValidator Validator(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new TokenValidator(
            SettingsCatalogue.Bind<AuthOptions>(configuration), new PlatformHost(), new PlatformTls(SettingsCatalogue.Bind<TlsSettings>(configuration), TimeProvider.System, NullLogger<PlatformTls>.Instance), NullLogger<TokenValidator>.Instance);
    }

    private static async Task<string> Raw(GatewayUnderTest gateway, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }
}
