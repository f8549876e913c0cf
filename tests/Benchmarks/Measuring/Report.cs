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

    /// <summary>What a limit was when it was last measured: rows that follow are compared with this.</summary>
    public void Remember(string limit, Reached result) => reached[limit] = result;

    /// <summary>Adds a row of a rate, against others of the same run.</summary>
    public Reached Rate(string what, Reached result, string? aim = null, params string[] limits) => Rate(what, result, 1, aim, limits);

    /// <summary>Adds a row of a rate of calls that do several things each, against others of the same run.</summary>
    public Reached Rate(string what, Reached result, int operationsPerCall, string? aim, params string[] limits)
    {
        reached[what] = result;
        var against = limits.Where(reached.ContainsKey).Select(limit => (Name: limit, reached[limit].Rate)).ToList();
        if (against.Count > 1)
        {
            // A call that does all of them takes at least the time that they take one after the other, on a machine that has nothing else to do.
            against.Add(("all of these", 1 / against.Sum(limit => 1 / limit.Rate)));
        }

        var operations = operationsPerCall == 1 ? "" : string.Create(Culture, $"{result.Rate * operationsPerCall:N0} operations/s in ");
        Row(
            what,
            string.Create(Culture, $"{operations}{result.Rate:N0}/s, p50 {Milliseconds(result.Median)}, p99 {Milliseconds(result.Slow)}"),
            PerCall(result),
            string.Join("; ", against.Select(limit => string.Create(Culture, $"{limit.Name}: {limit.Rate:N0}/s"))),
            string.Join("; ", against.Select(limit => (result.Rate / limit.Rate).ToString("0.00", Culture))),
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
