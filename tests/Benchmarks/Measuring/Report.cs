using System.Globalization;
using System.Runtime.InteropServices;

namespace Omnichannel.Benchmarks.Measuring;

/// <summary>Writes the table, a row as soon as it is measured.</summary>
internal sealed class Report(TextWriter output)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private readonly Dictionary<string, Reached> reached = [];

    /// <summary>The machine, and the head of the table.</summary>
    public void Begin()
    {
        output.WriteLine(string.Create(
            Culture,
            $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30):N0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
            + $"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before the run. Callers, services and servers share the machine."));
        output.WriteLine();
        output.WriteLine("| what | reached | per call | measured against | ratio | aim |");
        output.WriteLine("|---|---|---|---|---|---|");
    }

    /// <summary>Adds a row of a rate, against others of the same run.</summary>
    public Reached Rate(string what, Reached result, string? aim = null, params string[] limits) => Rate(what, result, 1, aim, limits);

    /// <summary>Adds a row of a rate of calls that do several things each, against others of the same run.</summary>
    public Reached Rate(string what, Reached result, int operationsPerCall, string? aim, params string[] limits)
    {
        reached[what] = result;
        var known = limits.Where(reached.ContainsKey).ToArray();
        var operations = operationsPerCall == 1 ? "" : string.Create(Culture, $"{result.Rate * operationsPerCall:N0} operations/s in ");
        Row(
            what,
            string.Create(Culture, $"{operations}{result.Rate:N0}/s, p50 {Milliseconds(result.Median)}, p99 {Milliseconds(result.Slow)}"),
            PerCall(result),
            string.Join("; ", known.Select(limit => string.Create(Culture, $"{limit}: {reached[limit].Rate:N0}/s"))),
            string.Join("; ", known.Select(limit => (result.Rate / reached[limit].Rate).ToString("0.00", Culture))),
            aim);
        return result;
    }

    /// <summary>Adds a row of anything.</summary>
    public void Row(string what, string figure, string perCall = "", string against = "", string ratio = "", string? aim = null)
    {
        output.WriteLine($"| {what} | {figure} | {perCall} | {against} | {ratio} | {aim} |");
        output.Flush();
    }

    /// <summary>Processor time and allocation. The runtime sometimes loses count of the latter when it changes its number of heaps: then there is none.</summary>
    public static string PerCall(Reached result) =>
        string.Create(Culture, $"{result.CpuPerCall.TotalMicroseconds:N0} µs CPU{(result.BytesPerCall > 0 ? string.Create(Culture, $", {result.BytesPerCall / 1024.0:N1} KiB") : "")}");

    public static string Milliseconds(TimeSpan time) => string.Create(Culture, $"{time.TotalMilliseconds:0.00} ms");
}
