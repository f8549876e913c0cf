using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Omnichannel.TestKit;

namespace Omnichannel.WebConsole.Tests;

/// <summary>Everything in one process with the sample shop, as the README's first command starts it; one for all tests of pages.</summary>
public sealed partial class ConsoleHost : IAsyncLifetime, IAsyncDisposable, IDisposable
{
    private readonly IReadOnlyDictionary<string, string?> environment;
    private static readonly HttpClient Client = new();
    private readonly TempFolder state = new("console");
    private readonly int[] ports = FreePort.Next(3);
    private ProcessUnderTest process = null!;

    /// <summary>The usual one.</summary>
    public ConsoleHost()
        : this(new Dictionary<string, string?>())
    {
    }

    /// <summary>With more settings.</summary>
    internal ConsoleHost(IReadOnlyDictionary<string, string?> environment) => this.environment = environment;

    /// <summary>The one origin of pages and API.</summary>
    public Uri Http => new($"http://127.0.0.1:{ports[0]}");

    /// <summary>The gateway's gRPC address, host and port.</summary>
    public string Grpc => $"127.0.0.1:{ports[1]}";

    /// <summary>What it wrote.</summary>
    public string Output => process.Output;

    /// <summary>Its state folder.</summary>
    public string State => state.Path;

    /// <inheritdoc/>
    public async Task InitializeAsync()
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
        using var request = Development("/dev/tokens", JsonContent.Create(claims));
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>A fresh link to the console, as the process prints one.</summary>
    public async Task<string> LinkAsync()
    {
        using var request = Development("/dev/links", null);
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return $"/session/open?link={(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()}";
    }

    /// <summary>Runs a script of <c>tests/node/console</c> before it. Its argument is JSON: <c>address</c>, <c>grpc</c>, <c>code</c> (of the development issuer), <c>state</c>, <c>screenshots</c>.</summary>
    /// <returns>What it wrote last.</returns>
    public async Task<JsonElement> RunAsync(string script)
    {
        var screenshots = Repository.PathOf("TestResults", "screenshots");
        Directory.CreateDirectory(screenshots);
        var world = JsonSerializer.Serialize(new
        {
            address = Http.GetLeftPart(UriPartial.Authority),
            grpc = Grpc,
            code = File.ReadAllText(state["dev-code"]).Trim(),
            state = state.Path,
            screenshots,
        });
        try
        {
            return await NodeScript.RunAsync($"console/{script}", [world], limit: TimeSpan.FromMinutes(5));
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            throw new InvalidOperationException($"{failure.Message}\nThe process wrote last: {string.Join('\n', Output.Split('\n').Where(IsTelling).TakeLast(40))}", failure);
        }
    }

    private static bool IsTelling(string line) => line.Length > 0 && !line.Contains("AccessLog", StringComparison.Ordinal);

    /// <inheritdoc/>
    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => state.Dispose();

    private HttpRequestMessage Development(string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Http, path)) { Content = content };
        request.Headers.Add("Omnichannel-Dev-Code", File.ReadAllText(state["dev-code"]).Trim());
        return request;
    }

    private string Port(int index) => ports[index].ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Console +http\S+/session/open\?link=[0-9a-f]{32}")]
    private static partial Regex Link();
}

/// <summary>The tests that share the process.</summary>
[CollectionDefinition(Name)]
public sealed class Pages : ICollectionFixture<ConsoleHost>
{
    public const string Name = "Pages";
}
