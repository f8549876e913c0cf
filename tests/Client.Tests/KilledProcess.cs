using System.Diagnostics;

namespace Omnichannel.Client.Tests;

/// <summary>This assembly as a process of its own, which says of each thing that it is kept, until it is killed.</summary>
internal static class KilledProcess
{
    /// <summary>Kills it in the middle of whatever it does when it has kept so many things.</summary>
    /// <returns>How many it said that it has kept.</returns>
    public static async Task<int> After(int things, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in arguments.Prepend(typeof(KilledProcess).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }

        using var till = Process.Start(start)!;
        try
        {
            var kept = 0;
            while (kept < things && await till.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is not null)
            {
                kept++;
            }

            till.Kill();
            while (await till.StandardOutput.ReadLineAsync() is { } line)
            {
                kept += line == "kept" ? 1 : 0;
            }

            return kept;
        }
        finally
        {
            till.Kill();
            await till.WaitForExitAsync();
        }
    }
}
