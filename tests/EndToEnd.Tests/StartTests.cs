using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>Starting and stopping: what stands in the way is said in one line, with exit code 1; Ctrl-C is a clean end, and the state is there the next time.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly HttpClient Client = new();
    private readonly TempFolder state = new("start");

    public void Dispose() => state.Dispose();

    [Fact]
    public async Task Interrupt_StopsCleanly_AndTheStateIsThereTheNextTime()
    {
        await using var system = await AllInOneProcess.StartAsync();
        using (var answer = await Send(system, HttpMethod.Put, "/v1/contacts/shopper", """{"details":{"name":"Ada","email":"ada@shop.example","language":"it","timeZone":"Europe/Rome"}}"""))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await using (var second = Start(system.State))
        {
            await AssertRefusesAsync(second, "is used by another process");
        }

        Assert.Equal(0, await system.Process.InterruptAsync());
        await system.Process.RestartAsync();
        using var kept = await Send(system, HttpMethod.Get, "/v1/contacts/shopper", null);
        var contact = await kept.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("ada@shop.example", contact.GetProperty("contact").GetProperty("details").GetProperty("email").GetString());
        Assert.DoesNotContain("   at ", system.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_IsQuiet()
    {
        await using var system = await AllInOneProcess.StartAsync(more: "--sample-data");
        await Eventually.Within(TimeSpan.FromSeconds(60), () =>
        {
            Assert.Contains("Omnichannel is ready.", system.Output, StringComparison.Ordinal);
            return Task.CompletedTask;
        });

        Assert.DoesNotMatch(@"\b(warn|fail|crit): ", system.Output);
        Assert.Contains("info: ", system.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortInUse_IsSaid()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await using var process = Start(state.Path, "--http-port", port);

        await AssertRefusesAsync(process, port);
    }

    [Theory]
    [InlineData("cart.db")]
    [InlineData("events.db")]
    [InlineData("keys/development.pem")]
    [InlineData("keys/grants.secret")]
    [InlineData("keys/installation.secret")]
    public async Task DamagedFile_IsNamed(string file)
    {
        Directory.CreateDirectory(state["keys"]);
        await File.WriteAllTextAsync(state[file], string.Concat(Enumerable.Repeat("This was something else once. ", 1_000)));

        await using var process = Start(state.Path);

        await AssertRefusesAsync(process, Path.GetFileName(file));
    }

    [Fact]
    public async Task DevelopmentTokens_SwitchedOff_AreNeitherGivenNorAccepted()
    {
        string token;
        await using (var before = Start(state["shop"]))
        {
            await before.WaitForOutputAsync("Ctrl-C stops", TimeSpan.FromMinutes(2));
            var code = (await File.ReadAllTextAsync(state["shop/dev-code"])).Trim();
            Assert.Contains(code, before.Output, StringComparison.Ordinal);
            using var given = await AskForToken(code);
            token = (await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
            Assert.Equal(HttpStatusCode.OK, await Look(token));
            Assert.Equal(0, await before.StopAsync());
        }

        await using var process = Start(state["shop"], "--sample-data", "--no-development-tokens");
        await process.WaitForOutputAsync("Ctrl-C stops", TimeSpan.FromMinutes(2));

        Assert.False(File.Exists(state["shop/dev-code"]));
        Assert.Equal(HttpStatusCode.Unauthorized, await Look(token));
        using var refused = await AskForToken("0123456789abcdef0123456789abcdef");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        async Task<HttpResponseMessage> AskForToken(string code)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address(), "/dev/tokens")) { Content = JsonContent.Create(new { sub = "shopper", role = "customer" }) };
            request.Headers.Add("Omnichannel-Dev-Code", code);
            return await Client.SendAsync(request);
        }

        async Task<HttpStatusCode> Look(string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address(), "/v1/customers/shopper/orders"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await Client.SendAsync(request);
            return answer.StatusCode;
        }

        Uri Address() => new(JsonDocument.Parse(File.ReadAllText(state["shop/addresses.json"])).RootElement.GetProperty("http").GetString()!);
    }

    [Fact]
    public async Task StateFolderThatIsAFile_IsSaid()
    {
        await File.WriteAllTextAsync(state["file"], "not a folder");

        await using var process = Start(state["file"]);

        await AssertRefusesAsync(process, state["file"]);
    }

    [Fact]
    public async Task UnknownOption_IsSaid()
    {
        await using var process = Start(state.Path, "--nonsense");

        await AssertRefusesAsync(process, "--nonsense");
    }

    private static ProcessUnderTest Start(string folder, params string[] more) => ProcessUnderTest.StartWithoutWaiting(new ProcessSettings("services/AllInOne")
    {
        Arguments = ["--state", folder, "--http-port", "0", "--grpc-port", "0", "--probes-port", "0", .. more],
    });

    private static async Task AssertRefusesAsync(ProcessUnderTest process, string because)
    {
        Assert.Equal(1, await process.WaitForExitAsync(TimeSpan.FromMinutes(1)));
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith("omnichannel", StringComparison.Ordinal));
        Assert.Contains(because, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Send(AllInOneProcess system, HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, new Uri(system.Http, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await system.TokenAsync(new { sub = "shopper", role = "customer", channel = "WEB" }));
        request.Content = json is null ? null : new StringContent(json, MediaTypeHeaderValue.Parse("application/json"));
        return await Client.SendAsync(request);
    }
}
