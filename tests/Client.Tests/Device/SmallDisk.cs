using System.Diagnostics;

namespace Omnichannel.Client.Tests.Device;

/// <summary>This assembly as a process of its own that sees a disk of a given size: a file system in memory, in a mount namespace that ends with the process. It needs no rights.</summary>
internal static class SmallDisk
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it, and returns the lines that it wrote.</summary>
    /// <param name="folder">Where the disk is.</param>
    /// <param name="size">As <c>mount</c> takes it: <c>size=512k</c>.</param>
    /// <param name="arguments">Of the process.</param>
    public static async Task<IReadOnlyList<string>> Run(string folder, string size, params string[] arguments)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] command = ["--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o \"$1\" none \"$2\" && shift 2 && exec \"$@\"", "sh", size, folder, "dotnet", typeof(SmallDisk).Assembly.Location];
        foreach (var argument in command.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            process.Kill();
        }
    }
}
