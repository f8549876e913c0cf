using System.Diagnostics;

namespace Omnichannel.Benchmarks.Measuring;

/// <summary>What a number of callers reached, each sending its next call when its last one is answered.</summary>
/// <param name="Rate">Calls a second.</param>
/// <param name="Median">Half of the calls took at most this.</param>
/// <param name="Slow">99 of 100 calls took at most this.</param>
/// <param name="CpuPerCall">Processor time of this process, client included, per call: what a busy machine distorts least.</param>
/// <param name="BytesPerCall">Allocated by this process, client included, per call.</param>
internal sealed record Reached(double Rate, TimeSpan Median, TimeSpan Slow, TimeSpan CpuPerCall, long BytesPerCall);

/// <summary>Closed-loop load.</summary>
internal static class Load
{
    /// <summary>Runs the calls of all callers, first to warm up, then measured. A call that fails ends the run.</summary>
    /// <param name="callers">How many at once.</param>
    /// <param name="settings">How long it is measured, and how long it runs before.</param>
    /// <param name="call">One call of the caller with this number, from 0.</param>
    public static async Task<Reached> Run(int callers, Settings settings, Func<int, Task> call)
    {
        var duration = settings.Duration;
        await Loop(callers, settings.WarmUp, call).ConfigureAwait(false);
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var times = await Loop(callers, duration, call).ConfigureAwait(false);
        var seconds = clock.Elapsed.TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Array.Sort(times);
        return new Reached(times.Length / seconds, Percentile(times, 0.5), Percentile(times, 0.99), cpu / times.Length, allocated / times.Length);
    }

    /// <summary>The value that this share of the sorted times does not exceed.</summary>
    public static TimeSpan Percentile(long[] sorted, double share) =>
        Stopwatch.GetElapsedTime(0, sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))]);

    private static async Task<long[]> Loop(int callers, TimeSpan duration, Func<int, Task> call)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => Caller(caller, end, call)))).ConfigureAwait(false);
        return [.. times.SelectMany(each => each)];
    }

    private static async Task<List<long>> Caller(int caller, long end, Func<int, Task> call)
    {
        var times = new List<long>(1 << 14);
        for (var before = Stopwatch.GetTimestamp(); before < end;)
        {
            await call(caller).ConfigureAwait(false);
            var after = Stopwatch.GetTimestamp();
            times.Add(after - before);
            before = after;
        }

        return times;
    }
}
