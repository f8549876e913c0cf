using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.TestKit;

namespace Omnichannel.Benchmarks.Processes;

/// <summary>A shop's history taken in by the importer as a process: a generated file, or a real one, which is then checked.</summary>
internal sealed partial class ImportRows(Report report, Settings settings)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public async Task Measure()
    {
        using var folder = new TempFolder("import");
        var isReal = settings.ImportFile is not null;
        var file = settings.ImportFile ?? GeneratedHistory.Write(folder["history.csv"], settings.Rows);
        var map = settings.ImportMap ?? Repository.PathOf("services", "AllInOne", "Import", "Maps", "online-retail.yaml");
        var clock = Stopwatch.StartNew();
        await using var import = ProcessUnderTest.StartWithoutWaiting(new ProcessSettings(AllInOne.Project)
        {
            Arguments =
            [
                "import", "orders", file, "--map", map, "--state", folder["state"], "--rejects", folder["rejects.csv"],
                "--http-port", "0", "--grpc-port", "0", "--probes-port", "0",
            ],
            Environment = AllInOne.WithoutLimits,
        });
        var peak = await PeakResident(import);
        var exit = await import.WaitForExitAsync(Limit);
        var wall = clock.Elapsed;
        if (exit != 0 || RowsPerSecond().Match(import.Output) is not { Success: true } rate)
        {
            throw new InvalidOperationException($"The import ended with exit code {exit}:\n{import.Output}");
        }

        report.Row(
            isReal ? $"import of {Path.GetFileName(file)}" : "import of a generated file",
            $"{rate.Groups["rate"].Value} rows/s, {rate.Groups["rows"].Value} rows",
            string.Create(CultureInfo.InvariantCulture, $"{wall:m\\:ss} from process start to end, {peak / 1_000_000:N0} MB resident at most"),
            aim: isReal ? "< 4:00, < 800 MB" : null);
        new HistoryCheck(report, file, folder["rejects.csv"], folder["state"]).Check();
    }

    // VmHWM is the kernel's own maximum; it goes with the process, so it is read while that lives.
    private static async Task<long> PeakResident(ProcessUnderTest process)
    {
        var peak = 0L;
        while (!process.HasExited)
        {
            try
            {
                var line = (await File.ReadAllLinesAsync($"/proc/{process.Id}/status")).FirstOrDefault(each => each.StartsWith("VmHWM:", StringComparison.Ordinal));
                peak = line is null ? peak : 1024 * long.Parse(Digits().Match(line).Value, CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It ended between the two looks.
                break;
            }

            await Task.Delay(100);
        }

        return peak;
    }

    [GeneratedRegex(@"(?<rows>[\d,]+) rows in [\d:]+ \((?<rate>[\d,]+) rows/s\)")]
    private static partial Regex RowsPerSecond();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
