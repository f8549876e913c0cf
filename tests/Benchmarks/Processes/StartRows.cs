using System.Diagnostics;
using System.Globalization;
using Omnichannel.Benchmarks.Measuring;

namespace Omnichannel.Benchmarks.Processes;

/// <summary>How long the process with everything takes until it is ready, and how much memory it holds when it has nothing to do.</summary>
internal sealed class StartRows(Report report, Settings settings)
{
    public async Task Measure()
    {
        var clock = Stopwatch.StartNew();
        await using var everything = await AllInOne.Start();
        var first = clock.Elapsed;
        await Task.Delay(settings.Duration + settings.Duration);
        var idle = everything.Process.ResidentBytes();
        clock.Restart();
        await everything.Process.RestartAsync();
        var again = clock.Elapsed;
        report.Row("AllInOne, ready after the first start", Seconds(first), aim: "<= 5 s");
        report.Row("AllInOne, ready after kill -9 and start on the same state", Seconds(again), aim: "<= 5 s");
        report.Row("AllInOne, resident when idle", string.Create(CultureInfo.InvariantCulture, $"{idle / 1_000_000:N0} MB"), aim: "< 400 MB");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
