using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Omnichannel.Architecture.Tests;

/// <summary>The two sets of package versions belong together, and product code knows of one kind of build only.</summary>
public sealed partial class PackageSetTests
{
    private static readonly XDocument Versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));

    [Fact]
    public void BothSets_NameTheSamePackages() =>
        Assert.Equal(Ids(Versions, "registry"), Ids(Versions, "stand-ins"));

    [Fact]
    public void DifferentSets_AreFound()
    {
        var planted = new XDocument(Versions);
        planted.Descendants("PackageVersion").First().Remove();

        Assert.NotEqual(Ids(planted, "registry"), Ids(planted, "stand-ins"));
    }

    [Fact]
    public void RegistryOnlyPackages_AreStandInsOrNeedDocker()
    {
        var standIns = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "eng/stand-ins")).Select(Path.GetFileName);

        Assert.Equal(["Testcontainers.Kafka"], Ids(Versions, "registry: without stand-ins").Except(standIns));
    }

    [Fact]
    public void EveryStandIn_SaysWhyItExists()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "eng/stand-ins"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any()))
        {
            Assert.True(File.Exists(Path.Combine(folder, "README.md")), $"{folder} has no README.md");
        }
    }

    [Theory]
    [InlineData("services")]
    [InlineData("gateway")]
    [InlineData("protos")]
    public void ProductCode_NeverNamesStandIns(string folder)
    {
        var offenders = Repository.Files(folder, ".cs", ".csproj", ".props", ".targets")
            .Where(path => StandInName().IsMatch(File.ReadAllText(path)));

        Assert.Empty(offenders);
    }

    [Fact]
    public void NamingStandIns_IsFound()
    {
        Assert.Matches(StandInName(), """<ProjectReference Include="../eng/stand-ins/X/X.csproj" />""");
        Assert.Matches(StandInName(), "#if USE_STAND_INS");
        Assert.DoesNotMatch(StandInName(), "the relays stand by");
    }

    /// <summary>Without stand-ins, the build sees packages where they stood, and no lock file of the other build.</summary>
    [Fact]
    public async Task BuildFromTheRegistry_ReferencesPackagesOnly()
    {
        var project = await Evaluate("services/Platform/Omnichannel.Platform.csproj", "-p:UseStandIns=false");

        Assert.DoesNotContain(project.ProjectReferences, path => path.Contains("stand-ins", StringComparison.Ordinal));
        Assert.Contains("Dapr.AspNetCore", project.PackageReferences);
        Assert.False(File.Exists(project.LockFile), $"{project.LockFile} exists");
    }

    [Fact]
    public async Task BuildWithStandIns_ReplacesPackages()
    {
        var project = await Evaluate("services/Platform/Omnichannel.Platform.csproj", "-p:UseStandIns=true");

        Assert.Contains(project.ProjectReferences, path => path.EndsWith("Grpc.Core.Api.csproj", StringComparison.Ordinal));
        Assert.Contains(project.ProjectReferences, path => path.EndsWith("Dapr.AspNetCore.csproj", StringComparison.Ordinal));
        Assert.DoesNotContain("Dapr.AspNetCore", project.PackageReferences);
    }

    private static string[] Ids(XDocument versions, string label) =>
        [.. versions.Descendants("ItemGroup")
            .Single(group => (string?)group.Attribute("Label") == label)
            .Elements("PackageVersion")
            .Select(element => (string)element.Attribute("Include")!)];

    private static async Task<Evaluation> Evaluate(string project, string property)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "msbuild", project, property, "-getItem:PackageReference,ProjectReference", "-getProperty:NuGetLockFilePath,UseStandIns",
            },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);

        using var json = JsonDocument.Parse(output);
        var items = json.RootElement.GetProperty("Items");
        return new Evaluation(
            Identities(items.GetProperty("PackageReference")),
            Identities(items.GetProperty("ProjectReference")),
            json.RootElement.GetProperty("Properties").GetProperty("NuGetLockFilePath").GetString()!);
    }

    private static string[] Identities(JsonElement items) =>
        [.. items.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];

    [GeneratedRegex("stand[-_]?ins?\\b", RegexOptions.IgnoreCase)]
    private static partial Regex StandInName();

    private sealed record Evaluation(string[] PackageReferences, string[] ProjectReferences, string LockFile);
}
