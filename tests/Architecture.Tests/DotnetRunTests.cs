using System.Diagnostics;

namespace Omnichannel.Architecture.Tests;

/// <summary>
/// The READMEs name files and folders as seen from the top of the repository, where their <c>dotnet run --project</c> is given. Web projects would otherwise start in
/// their own folder: a file to import would not be found, and state would be kept among the sources.
/// </summary>
public sealed class DotnetRunTests
{
    [Theory]
    [InlineData("services/AllInOne/Omnichannel.AllInOne.csproj")]
    [InlineData("services/CartSync/Omnichannel.CartSync.csproj")]
    [InlineData("gateway/Omnichannel.Gateway.csproj")]
    public async Task DotnetRun_StartsWhereItWasGiven(string project)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            ArgumentList = { "msbuild", project, "-getProperty:RunWorkingDirectory" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        Assert.Empty(output.Trim());
    }
}
