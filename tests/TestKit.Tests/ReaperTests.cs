using System.Diagnostics;

namespace Omnichannel.TestKit.Tests;

public sealed class ReaperTests
{
    [Fact]
    public async Task KilledTestProcess_LeavesNoChildAndNoFolderBehind()
    {
        await using var holder = ProcessUnderTest.StartWithoutWaiting(new ProcessSettings("tests/TestKit.Tests") { Arguments = ["--hold"] });
        await holder.WaitForOutputAsync("holding", TimeSpan.FromSeconds(60));
        var held = holder.Output.Split('\n').Single(line => line.StartsWith("holding", StringComparison.Ordinal)).Trim().Split(' ');
        var (child, folder) = (int.Parse(held[1]), held[2]);
        Assert.True(IsRunning(child));
        Assert.True(Directory.Exists(folder));

        holder.Kill();

        await Eventually.True(TimeSpan.FromSeconds(30), "the child is gone", () => !IsRunning(child));
        await Eventually.True(TimeSpan.FromSeconds(30), "the folder is gone", () => !Directory.Exists(folder));
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
