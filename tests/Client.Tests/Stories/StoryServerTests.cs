using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Omnichannel.Stories.Format;
using Omnichannel.Stories.Serving;
using Omnichannel.Stories.Telling;
using Omnichannel.TestKit;

namespace Omnichannel.Client.Tests.Stories;

/// <summary>The server as players outside of this process see it: as a process, over plain HTTP.</summary>
public sealed class StoryServerTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder pages = new("story-pages");
    private readonly HttpClient http = new();
    private Process server = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(pages["index.html"], "<title>Stories</title>");
        server = Process.Start(new ProcessStartInfo("dotnet", [typeof(StoryServer).Assembly.Location, "--pages", pages.Path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        http.BaseAddress = new Uri((string)JsonNode.Parse(line!)!["http"]!);
    }

    public async Task DisposeAsync()
    {
        server.StandardInput.Close();
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, server.ExitCode);
    }

    public void Dispose()
    {
        server.Dispose();
        http.Dispose();
        pages.Dispose();
    }

    [Fact]
    public async Task Story_AndPages_AreServed()
    {
        Assert.Equal(StoryJson.Write(Author.Write(7)), await http.GetStringAsync("stories/7"));
        Assert.Equal("<title>Stories</title>", await http.GetStringAsync("pages/index.html"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("pages/other.html")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("stories/7/steps/0", null)).StatusCode);
    }

    [Fact]
    public async Task LostCalls_BreakTheirConnections_AndAreDoneOnce()
    {
        var (story, number) = With(Fate.RequestLost, Fate.AnswerLost);
        var sync = (SyncStep)story.Steps[number];
        var begun = JsonNode.Parse(await Post($"stories/{story.Seed}:begin"))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)begun["devices"]![sync.Device]!["token"]!);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync("v1/carts:active?market=IT"));

        await Post($"stories/{story.Seed}/steps/{number}");
        var cart = (string)JsonNode.Parse(await http.GetStringAsync("v1/carts:active?market=IT"))!["cart"]!["cartId"]!;
        await Assert.ThrowsAsync<HttpRequestException>(() => Add(cart));
        await Assert.ThrowsAsync<HttpRequestException>(() => Add(cart));
        Assert.Equal(["OPERATION_OUTCOME_DUPLICATE"], JsonNode.Parse(await Add(cart))!["results"]!.AsArray().Select(result => (string?)result!["outcome"]));

        await Post($"stories/{story.Seed}/steps/{number}:end");
        await Assert.ThrowsAsync<HttpRequestException>(() => Add(cart));
        Assert.False((bool)JsonNode.Parse(await http.GetStringAsync($"stories/{story.Seed}/devices/{sync.Device}"))!["network"]!);
        await Post($"stories/{story.Seed}:end");
    }

    private Task<string> Add(string cart) => Post($"v1/carts/{cart}:apply", """{"deviceId":"d","operations":[{"deviceSeq":"1","baseVersion":"0","add":{"sku":"LAMP","quantity":1}}]}""");

    private async Task<string> Post(string path, string json = "")
    {
        using var content = json.Length == 0 ? null : new StringContent(json, Encoding.UTF8, "application/json");
        var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }

    // The first story in which a device of the customer's meets these.
    private static (Story Story, int Number) With(params ImmutableArray<Fate> network) => Enumerable.Range(0, int.MaxValue).Select(Author.Write)
        .SelectMany(story => story.Steps.Select((step, number) => (story, number)).Where(entry =>
            entry.story.Steps[entry.number] is SyncStep { Device: "web" } sync && sync.Network.SequenceEqual(network))).First();
}
