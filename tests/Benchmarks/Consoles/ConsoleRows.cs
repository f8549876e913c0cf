using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Benchmarks.Processes;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.WebConsole;

namespace Omnichannel.Benchmarks.Consoles;

/// <summary>The page of the three channels: what a person waits for, in Chromium before everything in one process, and what a page that is open costs the console.</summary>
internal sealed class ConsoleRows(Report report)
{
    private const int Pages = 200;
    private const int WarmUpPages = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public async Task Measure()
    {
        await InChromium();
        await Open();
    }

    private async Task InChromium()
    {
        await using var everything = await AllInOne.Start("--sample-data");
        var world = JsonSerializer.Serialize(new { address = everything.Http.GetLeftPart(UriPartial.Authority), code = everything.Code });
        var result = await NodeScript.RunAsync("console/figures.js", [world], limit: Patience);
        foreach (var direction in result.GetProperty("edits").EnumerateObject())
        {
            Row($"edit on one panel of /channels until another shows it, {direction.Name}", direction.Value, "p99 < 150 ms");
        }

        Row("first paint of /channels, warm", result.GetProperty("paint"), "< 1 s");
    }

    // The console alone, in this process: visitors whom nobody knows ask nothing of the gateway.
    private async Task Open()
    {
        var host = new PlatformHost();
        host.TrustedIssuers.Add(new TestTokens(host.Clock).Issuer);
        await using var console = ConsoleApplication.Build(
            [
                "--Omnichannel:Listen:Http=http://127.0.0.1:0", "--Omnichannel:Listen:Probes=http://127.0.0.1:0", "--Omnichannel:Logging:Format=none",
                $"--Omnichannel:Installation:Key={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
                "--Omnichannel:Console:Gateway=http://127.0.0.1:1", "--Omnichannel:Console:GatewayGrpc=http://127.0.0.1:1",
            ],
            host);
        await console.StartAsync();
        await using var first = await Visitors(console, WarmUpPages);
        var before = Heap();
        await using var others = await Visitors(console, Pages);
        var each = (Heap() - before) / Pages;
        report.Row($"managed heap of an open /channels, {Pages} are open", string.Create(CultureInfo.InvariantCulture, $"{each / 1024.0:N0} KiB"), aim: "< 1 MB");
    }

    private static async Task<NodeScript> Visitors(WebApplication console, int count)
    {
        var address = console.Addresses()["Http"].GetLeftPart(UriPartial.Authority);
        var visitors = NodeScript.Start("console/circuits.js", [JsonSerializer.Serialize(new { address, path = "/channels", count })]);
        await visitors.ReadAsync(Patience);
        return visitors;
    }

    // Several times: what has a finalizer goes with the collection after the one that finds it.
    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private void Row(string what, JsonElement times, string aim)
    {
        var sorted = times.EnumerateArray().Select(time => time.GetDouble()).Order().ToArray();
        string At(double part) => string.Create(CultureInfo.InvariantCulture, $"{sorted[(int)Math.Ceiling(part * sorted.Length) - 1]:0} ms");
        report.Row(what, $"p50 {At(0.5)}, p99 {At(0.99)}", $"{sorted.Length} times", aim: aim);
    }
}
