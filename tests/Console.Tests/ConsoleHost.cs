using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Omnichannel.TestKit;

namespace Omnichannel.WebConsole.Tests;

/// <summary>Everything in one process with the sample shop, as the README's first command starts it. <see cref="SharedAsync"/> is the one that the stories of all pages are told before.</summary>
/// <param name="environment">More settings.</param>
public sealed partial class ConsoleHost(IReadOnlyDictionary<string, string?> environment) : IAsyncDisposable
{
    private static readonly TimeSpan StoryLimit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<ConsoleHost>> Shared = new(StartSharedAsync);
    private readonly TempFolder state = new("console");
    private readonly int[] ports = FreePort.Next(3);
    private ProcessUnderTest process = null!;
    private NodeScript? stories;

    /// <summary>The one origin of pages and API.</summary>
    public Uri Http => new($"http://127.0.0.1:{ports[0]}");

    /// <summary>The gateway's gRPC address, host and port.</summary>
    public string Grpc => $"127.0.0.1:{ports[1]}";

    /// <summary>What it wrote.</summary>
    public string Output => process.Output;

    /// <summary>Its state folder.</summary>
    public string State => state.Path;

    /// <summary>One for all stories, with one browser. Both end with the test process.</summary>
    public static Task<ConsoleHost> SharedAsync() => Shared.Value;

    /// <summary>Starts it, and waits until it has printed its link.</summary>
    public async Task StartAsync()
    {
        process = await ProcessUnderTest.StartAsync(new ProcessSettings("services/AllInOne")
        {
            Arguments = ["--state", state.Path, "--http-port", Port(0), "--grpc-port", Port(1), "--probes-port", Port(2), "--sample-data"],
            Environment = environment,
            ReadyWhen = new Uri($"http://127.0.0.1:{ports[2]}/readyz"),
        });
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Link().IsMatch(Output) ? Task.FromResult(true) : throw new InvalidOperationException($"It printed no link: {Output}"));
    }

    /// <summary>A token of the development issuer.</summary>
    public async Task<string> TokenAsync(object claims)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Http, "/dev/tokens")) { Content = JsonContent.Create(claims) };
        request.Headers.Add("Omnichannel-Dev-Code", DevelopmentCode);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Tells a story of <c>tests/node/console/stories.js</c> before it.</summary>
    /// <returns>What it has shown.</returns>
    public async Task<IReadOnlyList<string>> TellAsync(string story)
    {
        try
        {
            return ChecksOf(await stories!.CallAsync(story, limit: StoryLimit));
        }
        catch (Exception failure) when (failure is NodeCallException or TimeoutException)
        {
            throw WithOutput(failure);
        }
    }

    /// <summary>Runs a script of <c>tests/node/console</c> before it, with a browser of its own.</summary>
    /// <param name="script">Its file.</param>
    /// <param name="more">What it is told beside where the process is.</param>
    /// <returns>What it has shown.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string script, params string[] more)
    {
        try
        {
            return ChecksOf(await NodeScript.RunAsync($"console/{script}", [World(), .. more], limit: StoryLimit));
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            throw WithOutput(failure);
        }
    }

    private static async Task<ConsoleHost> StartSharedAsync()
    {
        var console = new ConsoleHost(new Dictionary<string, string?>());
        await console.StartAsync();
        console.stories = NodeScript.Start("console/stories.js", [console.World()]);
        return console;
    }

    private static List<string> ChecksOf(JsonElement result) => [.. result.GetProperty("checks").EnumerateArray().Select(check => check.GetString()!)];

    private InvalidOperationException WithOutput(Exception failure) =>
        new($"{failure.Message}\nThe process wrote last: {string.Join('\n', Output.Split('\n').Where(IsTelling).TakeLast(40))}", failure);

    // What a script is told: where the process is, its development issuer's code, where pictures go.
    private string World()
    {
        var screenshots = Repository.PathOf("TestResults", "screenshots");
        Directory.CreateDirectory(screenshots);
        return JsonSerializer.Serialize(new
        {
            address = Http.GetLeftPart(UriPartial.Authority),
            grpc = Grpc,
            code = DevelopmentCode,
            state = state.Path,
            screenshots,
        });
    }

    private string DevelopmentCode => File.ReadAllText(state["dev-code"]).Trim();

    private static bool IsTelling(string line) => line.Length > 0 && !line.Contains("AccessLog", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        state.Dispose();
    }

    private string Port(int index) => ports[index].ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Console +http\S+/session/open\?link=[0-9a-f]{32}")]
    private static partial Regex Link();
}
