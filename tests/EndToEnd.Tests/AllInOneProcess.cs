using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.EndToEnd.Tests;

/// <summary>Everything in one process, as the README's first command starts it, on ports and a state folder of its own that survive restarts.</summary>
internal sealed class AllInOneProcess : ISystemUnderTest
{
    private static readonly HttpClient Client = new();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TempFolder state = new("allinone");
    private readonly int[] ports = FreePort.Next(3);
    private readonly ProcessUnderTest process;

    private AllInOneProcess(string? crashAt, IReadOnlyDictionary<string, string?> environment, string[] more, bool hasConsole = false)
    {
        process = ProcessUnderTest.StartWithoutWaiting(new ProcessSettings("services/AllInOne")
        {
            Arguments = ["--state", state.Path, "--http-port", Port(0), "--grpc-port", Port(1), "--probes-port", Port(2), .. hasConsole ? [] : new[] { "--no-console" }, .. more],
            Environment = new Dictionary<string, string?>(environment) { ["OMNICHANNEL_CRASH_AT"] = crashAt, ["OMNICHANNEL_CRASH_ONCE"] = state["crashed"] },
            ReadyWhen = new Uri($"http://127.0.0.1:{ports[2]}/readyz"),
        });
    }

    public Uri Http => new($"http://127.0.0.1:{ports[0]}");

    public string Grpc => $"127.0.0.1:{ports[1]}";

    public string State => state.Path;

    public string Output => process.Output;

    public ProcessUnderTest Process => process;

    /// <summary>The planted crash points that it has died at.</summary>
    public IReadOnlyList<string> CrashedAt => File.Exists(state["crashed"]) ? File.ReadAllLines(state["crashed"]) : [];

    public static Task<AllInOneProcess> StartAsync(string? crashAt = null, params string[] more) => StartWithAsync(new Dictionary<string, string?>(), crashAt, more);

    /// <summary>With the pages of visitors and staff.</summary>
    public static async Task<AllInOneProcess> StartWithConsoleAsync()
    {
        var started = new AllInOneProcess(null, new Dictionary<string, string?>(), [], hasConsole: true);
        await started.process.WaitUntilReadyAsync();
        return started;
    }

    public static async Task<AllInOneProcess> StartWithAsync(IReadOnlyDictionary<string, string?> environment, string? crashAt = null, params string[] more)
    {
        var started = new AllInOneProcess(crashAt, environment, more);
        await started.process.WaitUntilReadyAsync();
        return started;
    }

    // Asked until it is answered: the process may be killed meanwhile. Each of its lives has a code of its own.
    public Task<string> TokenAsync(object claims) => Eventually.Within(Patience, async () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Http, "/dev/tokens")) { Content = JsonContent.Create(claims) };
        request.Headers.Add("Omnichannel-Dev-Code", (await File.ReadAllTextAsync(state["dev-code"])).Trim());
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    });

    /// <summary>The last message of a stream of the gateway's that ends by itself.</summary>
    public async Task<JsonElement> GetLastAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Http, path)) { Headers = { Authorization = new("Bearer", token), Accept = { new("text/event-stream") } } };
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        const string Data = "data: ";
        return JsonSerializer.Deserialize<JsonElement>((await answer.Content.ReadAsStringAsync()).Split('\n').Last(line => line.StartsWith(Data, StringComparison.Ordinal))[Data.Length..]);
    }

    public Task KillSomethingAsync(Random random)
    {
        process.Kill();
        return process.RestartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        state.Dispose();
    }

    private string Port(int index) => ports[index].ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the journeys run against: one process, or a cluster of them.</summary>
internal interface ISystemUnderTest : IAsyncDisposable
{
    /// <summary>The gateway's JSON address.</summary>
    Uri Http { get; }

    /// <summary>The gateway's gRPC address, host and port.</summary>
    string Grpc { get; }

    /// <summary>What the processes wrote, for a failing test's message.</summary>
    string Output { get; }

    /// <summary>A token: sub, role, channel, store_id, associate, device_id.</summary>
    Task<string> TokenAsync(object claims);

    /// <summary>kill -9 for a process, and up again.</summary>
    Task KillSomethingAsync(Random random);
}
