using System.Collections.Concurrent;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Tests.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using ProbeClient = Omnichannel.Platform.Tests.V1.ProbeService.ProbeServiceClient;

namespace Omnichannel.Platform.Tests.Clients;

/// <summary>How a service comes by the token that it shows to others.</summary>
public sealed class ClientCredentialsTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentQueue<(string? Authorization, Dictionary<string, string> Form)> requests = new();
    private readonly TempFolder folder = new("credentials");
    private readonly TestTokens tokens = new();
    private WebApplication endpoint = null!;
    private Func<IResult> answer = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        endpoint = builder.Build();
        endpoint.MapPost("/token", async (HttpRequest request) =>
        {
            requests.Enqueue((request.Headers.Authorization, (await request.ReadFormAsync()).ToDictionary(each => each.Key, each => each.Value.ToString())));
            return answer();
        });
        await endpoint.StartAsync();
        Gives(tokens.Issue(Role.Service, "front"));
        await File.WriteAllTextAsync(folder["secret"], "s3cret +/é\n");
    }

    public async Task DisposeAsync() => await endpoint.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Basic_CarriesIdAndSecretEncoded_AndWhatIsAskedFor()
    {
        var token = await Fetch(new() { ClientId = "shop:cart", Scope = "omnichannel", Audience = "a", Resource = "r" });

        Assert.Equal(TimeSpan.FromSeconds(300), token.Lifetime);
        var (authorization, form) = Assert.Single(requests);
        Assert.Equal("shop%3Acart:s3cret%20%2B%2F%C3%A9", Encoding.UTF8.GetString(Convert.FromBase64String(authorization!["Basic ".Length..])));
        Assert.Equal(
            new() { ["grant_type"] = "client_credentials", ["scope"] = "omnichannel", ["audience"] = "a", ["resource"] = "r" }, form);
    }

    [Fact]
    public async Task Post_CarriesThemInTheForm()
    {
        await Fetch(new() { ClientAuthentication = "post" });

        var (authorization, form) = Assert.Single(requests);
        Assert.Null(authorization);
        Assert.Equal(new() { ["grant_type"] = "client_credentials", ["client_id"] = "cart", ["client_secret"] = "s3cret +/é" }, form);
    }

    [Fact]
    public async Task ChangedSecret_IsUsedForTheNextToken()
    {
        var credentials = Credentials(new() { ClientAuthentication = "post" });
        await credentials.Fetch(CancellationToken.None);
        await File.WriteAllTextAsync(folder["secret"], "another");
        await credentials.Fetch(CancellationToken.None);

        Assert.Equal(["s3cret +/é", "another"], requests.Select(request => request.Form["client_secret"]));
    }

    [Theory]
    [InlineData("""{"access_token":"t","token_type":"bearer","expires_in":5}""", 5)]
    [InlineData("""{"access_token":"t","token_type":"Bearer","expires_in":"7"}""", 7)]
    [InlineData("""{"access_token":"t","token_type":"Bearer"}""", 60)]
    [InlineData("""{"access_token":"t","token_type":"Bearer","expires_in":-1}""", 60)]
    [InlineData("""{"access_token":"{jwt}","token_type":"Bearer"}""", 600)]
    public async Task Lifetime_IsWhatTheAnswerOrTheTokenSays(string body, int seconds)
    {
        answer = () => Results.Text(body.Replace("{jwt}", tokens.Issue(Role.Service, "cart"), StringComparison.Ordinal), "application/json");

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await Fetch(new())).Lifetime);
    }

    [Theory]
    [InlineData("""{"access_token":"t","token_type":"DPoP"}""")]
    [InlineData("""{"access_token":7}""")]
    [InlineData("""{"token":"t"}""")]
    [InlineData("""{"access_token":"t\n"}""")]
    [InlineData("""[]""")]
    [InlineData("<html>")]
    public async Task AnswerThatIsNoToken_IsAnError(string body)
    {
        answer = () => Results.Text(body, "application/json");

        await Assert.ThrowsAsync<InvalidDataException>(() => Fetch(new()));
    }

    [Fact]
    public async Task Refusal_IsToldByItsCode_AndNothingElse()
    {
        answer = () => Results.Text("""{"error":"invalid_client","error_description":"s3cret is wrong"}""", "application/json", statusCode: 401);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => Fetch(new()));

        Assert.Equal("127.0.0.1 answered 401 invalid_client.", error.Message);
    }

    [Fact]
    public async Task Service_CallsOthersWithTheTokenThatItIsGiven()
    {
        await using var world = await World.Start(tokens, Settings());

        Assert.Equal(Role.Service, (await world.Front.OpenAsync(new ProbeRequest())).Role);
        Assert.Equal(Role.Service, (await world.Front.OpenAsync(new ProbeRequest())).Role);
        Assert.Single(requests);
    }

    [Fact]
    public async Task IssuerAway_IsUnavailable()
    {
        answer = () => Results.StatusCode(500);
        await using var world = await World.Start(tokens, Settings());

        var error = await Assert.ThrowsAsync<RpcException>(async () => await world.Front.OpenAsync(new ProbeRequest()));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Fact]
    public async Task TokenFile_IsReadAgainWhenItChanges()
    {
        await File.WriteAllTextAsync(folder["token"], tokens.IssueExpired(Role.Service, "front"));
        await using var world = await World.Start(tokens, new() { ["Omnichannel:Auth:ServiceTokenPath"] = folder["token"] });
        Assert.Equal(Role.Unspecified, (await world.Front.OpenAsync(new ProbeRequest())).Role);
        await File.WriteAllTextAsync(folder["token"], tokens.Issue(Role.Service, "front") + "\n");

        await Eventually.True(
            TimeSpan.FromSeconds(60), "the new token is shown", async () => (await world.Front.OpenAsync(new ProbeRequest())).Role == Role.Service);
    }

    [Theory]
    [InlineData("", "no token to show")]
    [InlineData("Service:TokenEndpoint=ftp://x;Service:ClientId=c;Service:ClientSecret=s", "TokenEndpoint")]
    [InlineData("Service:TokenEndpoint=http://x;Service:ClientSecret=s", "ClientId")]
    [InlineData("Service:TokenEndpoint=http://x;Service:ClientId=c", "ClientSecret")]
    [InlineData("Service:TokenEndpoint=http://x;Service:ClientId=c;Service:ClientSecret=s;Service:ClientSecretPath=/s", "one of")]
    [InlineData("Service:TokenEndpoint=http://x;Service:ClientId=c;Service:ClientSecret=s;Service:ClientAuthentication=jwt", "ClientAuthentication")]
    [InlineData("Service:TokenEndpoint=http://x;Service:ClientId=c;Service:ClientSecret=s;ServiceTokenPath=/t", "not both")]
    [InlineData("ServiceTokenPath=/no/such/token", "/no/such/token")]
    [InlineData("ServiceToken=eyJ", "ServiceToken")]
    public async Task SettingsThatMakeNoSense_StopTheStart(string settings, string named)
    {
        var error = await Assert.ThrowsAsync<StartupException>(() => World.Start(tokens, settings.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(setting => setting.Split('=', 2)).ToDictionary(pair => "Omnichannel:Auth:" + pair[0], string? (pair) => pair[1])));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private void Gives(string token) => answer = () => Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 300 });

    private Task<IssuedToken> Fetch(ClientCredentialsOptions options) => Credentials(options).Fetch(CancellationToken.None);

    private ClientCredentials Credentials(ClientCredentialsOptions options)
    {
        options.TokenEndpoint = endpoint.Urls.First() + "/token";
        options.ClientId ??= "cart";
        options.ClientSecretPath = folder["secret"];
        return new ClientCredentials(options, new HttpClient());
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["Omnichannel:Auth:Service:TokenEndpoint"] = endpoint.Urls.First() + "/token",
        ["Omnichannel:Auth:Service:ClientId"] = "front",
        ["Omnichannel:Auth:Service:ClientSecretPath"] = folder["secret"],
    };

    /// <summary>A service that calls another one, each in a host of its own.</summary>
    private sealed class World(RunningService probe, WebApplication front) : IAsyncDisposable
    {
        private readonly Grpc.Net.Client.GrpcChannel channel = Grpc.Net.Client.GrpcChannel.ForAddress(front.Addresses().Grpc);

        public ProbeClient Front => new(channel);

        public static async Task<World> Start(TestTokens tokens, Dictionary<string, string?> settings)
        {
            var probe = await RunningService.Start(ProbeGrpcService.Build, tokens: tokens);
            var host = new PlatformHost
            {
                Settings = new Dictionary<string, string?>(settings)
                {
                    ["Omnichannel:Listen:Grpc"] = "http://127.0.0.1:0",
                    ["Omnichannel:Listen:Probes"] = "off",
                    ["Omnichannel:Logging:Format"] = "none",
                    ["Omnichannel:Services:probe"] = probe.App.Addresses().Grpc.ToString(),
                },
                TrustedIssuers = { tokens.Issuer },
            };
            var front = PlatformApplication.CreateBuilder("front", [], host).AddClient<ProbeClient>("probe").AddGrpc<FrontGrpcService>().Build();
            try
            {
                await front.StartAsync();
            }
            catch
            {
                await probe.DisposeAsync();
                throw;
            }

            return new World(probe, front);
        }

        public async ValueTask DisposeAsync()
        {
            channel.Dispose();
            await front.StopAsync();
            await front.DisposeAsync();
            await probe.DisposeAsync();
        }
    }

    private sealed class FrontGrpcService(ProbeClient client) : ProbeService.ProbeServiceBase
    {
        public override async Task<ProbeResponse> Open(ProbeRequest request, ServerCallContext context) => await client.OpenAsync(request);
    }
}
