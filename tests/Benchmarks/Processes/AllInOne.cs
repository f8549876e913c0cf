using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Omnichannel.TestKit;

namespace Omnichannel.Benchmarks.Processes;

/// <summary>Everything in one process of its own, as the README's command starts it, without the gateway's limits.</summary>
internal sealed class AllInOne : IAsyncDisposable
{
    public const string Project = "services/AllInOne";
    private readonly TempFolder state = new("allinone");
    private readonly int[] ports = FreePort.Next(3);
    private readonly HttpClient http = new();

    private AllInOne(string[] more) => Process = ProcessUnderTest.StartWithoutWaiting(new ProcessSettings(Project)
    {
        Arguments = ["--state", state.Path, "--http-port", Port(0), "--grpc-port", Port(1), "--probes-port", Port(2), .. more],
        Environment = WithoutLimits,
        ReadyWhen = new Uri($"http://127.0.0.1:{ports[2]}/readyz"),
    });

    public static IReadOnlyDictionary<string, string?> WithoutLimits { get; } =
        new[] { "PerSubject__PerSecond", "PerAddress__PerSecond", "Anonymous__PerSecond", "StreamsPerSubject", "StreamsPerAddress", "ConnectionsPerAddress" }
        .ToDictionary(limit => $"Omnichannel__Gateway__Limits__{limit}", string? (_) => "0");

    public ProcessUnderTest Process { get; }

    /// <summary>The development issuer's.</summary>
    public string Code => File.ReadAllText(state["dev-code"]).Trim();

    public Uri Http => new($"http://127.0.0.1:{ports[0]}");

    public Uri Grpc => new($"http://127.0.0.1:{ports[1]}");

    /// <param name="more">More arguments of the command.</param>
    public static async Task<AllInOne> Start(params string[] more)
    {
        var started = new AllInOne(more);
        await started.Process.WaitUntilReadyAsync();
        return started;
    }

    /// <summary>A token of the development issuer: sub, role, channel, store_id, associate, device_id.</summary>
    public async Task<string> Token(object claims)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Http, "/dev/tokens")) { Content = JsonContent.Create(claims) };
        request.Headers.Add("Omnichannel-Dev-Code", Code);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Process.DisposeAsync();
        state.Dispose();
    }

    private string Port(int index) => ports[index].ToString(CultureInfo.InvariantCulture);
}
