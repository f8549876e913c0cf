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
    public static async Task<Reached> Run(int callers, Settings settings, Func<int, Task> call) => (await InTurns(callers, settings, call).ConfigureAwait(false))[0];

    /// <summary>
    /// Runs several kinds of calls in turns, a second each, until each was measured as long as the settings say: a machine that is slow for a while is slow for all of
    /// them, and what they are to each other holds.
    /// </summary>
    public static async Task<Reached[]> InTurns(int callers, Settings settings, params Func<int, Task>[] calls)
    {
        foreach (var call in calls)
        {
            await Loop(callers, settings.WarmUp, call).ConfigureAwait(false);
        }

        var sums = calls.Select(_ => new Sum()).ToArray();
        var turn = calls.Length == 1 ? settings.Duration : TimeSpan.FromSeconds(1);
        for (var left = settings.Duration; left > TimeSpan.Zero; left -= turn)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                await Measure(callers, turn, calls[i], sums[i]).ConfigureAwait(false);
            }
        }

        return [.. sums.Select(sum => sum.Reached())];
    }

    private static async Task Measure(int callers, TimeSpan duration, Func<int, Task> call, Sum sum)
    {
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var times = await Loop(callers, duration, call).ConfigureAwait(false);
        sum.Elapsed += clock.Elapsed;
        sum.Cpu += Environment.CpuUsage.TotalTime - cpu;
        sum.Allocated += GC.GetTotalAllocatedBytes(precise: true) - allocated;
        sum.Times.AddRange(times);
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

    private sealed class Sum
    {
        public List<long> Times { get; } = [];

        public TimeSpan Elapsed { get; set; }

        public TimeSpan Cpu { get; set; }

        public long Allocated { get; set; }

        public Reached Reached()
        {
            var times = Times.ToArray();
            Array.Sort(times);
            return new Reached(times.Length / Elapsed.TotalSeconds, Percentile(times, 0.5), Percentile(times, 0.99), Cpu / times.Length, Allocated / times.Length);
        }
    }
}
