using System.Diagnostics;
using System.Text.Json;

namespace Omnichannel.Architecture.Tests;

/// <summary>
/// Packages bring native libraries for every platform that they know. Only those of the platforms that images and developers' machines have are kept, in what is built and in
/// what is published: with all of them a folder is more than twice as large.
/// </summary>
public sealed class NativeLibraryTests
{
    private static readonly string[] Ours = ["linux-x64", "linux-arm64"];

    [Fact]
    public void OutputFolders_HaveNoOtherPlatformsLibraries()
    {
        var folders = new[] { "services", "gateway", "tests" }.SelectMany(top => Directory.GetFiles(Path.Combine(Repository.Root, top), "*.csproj", SearchOption.AllDirectories))
            .Select(project => Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0")).Where(Directory.Exists).ToList();
        var files = folders.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)).Select(file => Path.GetRelativePath(Repository.Root, file)).ToList();

        Assert.Contains("services/AllInOne/bin/Release/net10.0/runtimes/linux-x64/native/libe_sqlite3.so", files);
        Violation.AssertNone(OfOtherPlatforms(files));
    }

    [Theory]
    [InlineData("services/AllInOne/Omnichannel.AllInOne.csproj")]
    [InlineData("gateway/Omnichannel.Gateway.csproj")]
    public async Task Publish_TakesNoOtherPlatformsLibraries(string project)
    {
        var files = await Published(project);

        Assert.Contains(Path.ChangeExtension(Path.GetFileName(project), ".dll"), files);
        Violation.AssertNone(OfOtherPlatforms(files));
    }

    [Theory]
    [InlineData("runtimes/win-x64/native/librdkafka.dll")]
    [InlineData("services/Loyalty/bin/Release/net10.0/runtimes/osx-arm64/native/librdkafka.dylib")]
    [InlineData("runtimes/linux-musl-x64/native/libe_sqlite3.so")]
    public void PlantedLibrary_IsFound(string file) => Assert.Single(OfOtherPlatforms([file]));

    [Theory]
    [InlineData("runtimes/linux-x64/native/librdkafka.so")]
    [InlineData("services/Loyalty/bin/Release/net10.0/runtimes/linux-arm64/native/libe_sqlite3.so")]
    [InlineData("runtimes/win/lib/net6.0/System.Drawing.Common.dll")]
    [InlineData("Confluent.Kafka.dll")]
    public void HarmlessFile_IsNot(string file) => Assert.Empty(OfOtherPlatforms([file]));

    private static IEnumerable<Violation> OfOtherPlatforms(IEnumerable<string> files) => files
        .Select(file => (File: file, Parts: file.Split('/')))
        .Where(each => Array.IndexOf(each.Parts, "runtimes") is >= 0 and var at && at + 2 < each.Parts.Length && each.Parts[at + 2] == "native" && !Ours.Contains(each.Parts[at + 1]))
        .Select(each => new Violation(each.File, "is a native library of a platform that we do not build for"));

    // What `dotnet publish` would copy, by its own targets, without the copying.
    private static async Task<List<string>> Published(string project)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "msbuild", project, "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish", "-p:Configuration=Release", "-p:NoBuild=true",
            },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return [.. JsonDocument.Parse(output).RootElement.GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray()
            .Select(item => item.GetProperty("RelativePath").GetString()!)];
    }
}
