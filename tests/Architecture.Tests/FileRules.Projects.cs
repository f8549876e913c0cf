using System.Text.RegularExpressions;

namespace Omnichannel.Architecture.Tests;

public static partial class FileRules
{
    private static FileRule ProjectsReferenceNoOtherService => new("A service's project references no other service's, nor the gateway's", files =>
        from file in files
        where file.IsProject && IsSingleService(file.Path)
        from Match match in ProjectReference().Matches(file.Text)
        let target = Resolve(file, match.Groups[1].Value)
        where target.StartsWith("gateway/", StringComparison.Ordinal) || target.StartsWith("services/", StringComparison.Ordinal)
        where !target.StartsWith("services/Platform/", StringComparison.Ordinal) && !target.StartsWith("services/Values/", StringComparison.Ordinal)
        select new Violation($"{file.Path}:{file.LineAt(match.Index)}", $"references {target}"))
    {
        Planted = [File("services/Loyalty/Omnichannel.Loyalty.csproj", """<ProjectReference Include="..\CartSync\Omnichannel.CartSync.csproj" />""")],
        Harmless =
        [
            File("services/Loyalty/Omnichannel.Loyalty.csproj", """<ProjectReference Include="../Platform/Omnichannel.Platform.csproj" />"""),
            File("services/Platform/Omnichannel.Platform.csproj", """<ProjectReference Include="../Values/Omnichannel.Values.csproj" />"""),
            File("services/AllInOne/Omnichannel.AllInOne.csproj", """<ProjectReference Include="../Loyalty/Omnichannel.Loyalty.csproj" />"""),
            File("tests/Loyalty.Tests/Omnichannel.Loyalty.Tests.csproj", """<ProjectReference Include="../../services/Loyalty/Omnichannel.Loyalty.csproj" />"""),
        ],
    };

    private static FileRule ProjectsAreInTheSolution => new("Every project is in Omnichannel.sln, or the one build would miss it", files =>
        from solution in files
        where solution.Path == "Omnichannel.sln"
        from project in files
        where project.IsProject && !solution.Text.Replace('\\', '/').Contains($"\"{project.Path}\"", StringComparison.Ordinal)
        select new Violation(project.Path, "is not in Omnichannel.sln"))
    {
        Planted = [File("Omnichannel.sln", "..."), File("services/Loyalty/Omnichannel.Loyalty.csproj", "")],
        Harmless = [File("Omnichannel.sln", """ = "x", "services\Loyalty\Omnichannel.Loyalty.csproj", "{1}" """), File("services/Loyalty/Omnichannel.Loyalty.csproj", "")],
    };

    private static FileRule ServicesHaveAReadme => new("Every service that has grown beyond Program.cs says what it is in README.md", files =>
        from service in files.Where(file => file.IsCSharp && file.IsIn(Services) && file.Parts.Length > 3).Select(file => file.Parts[1]).Distinct()
        where files.Any(file => file.Path == $"services/{service}/Program.cs")
        where !files.Any(file => file.Path == $"services/{service}/README.md")
        select new Violation($"services/{service}", "has no README.md"))
    {
        Planted = [File("services/Loyalty/Program.cs", ""), File("services/Loyalty/Domain/Account.cs", "")],
        Harmless = [File("services/Loyalty/Program.cs", ""), File("services/Loyalty/Domain/Account.cs", ""), File("services/Loyalty/README.md", ""), File("services/Returns/Program.cs", "")],
    };

    private static FileRule ServicesAreOneThing => new("A service of the contract has at most 15 rpcs: one with more is several things", files =>
        from file in files
        where Path.GetExtension(file.Path) == ".proto"
        let rpcs = Rpc().Count(file.Text)
        where rpcs > MostRpcs
        select new Violation(file.Path, $"has {rpcs} rpcs"))
    {
        Planted = [File("protos/omnichannel/cart/v1/cart_service.proto", string.Concat(Enumerable.Repeat("  rpc Get(A) returns (B) {\n", MostRpcs + 1)))],
        Harmless = [File("protos/omnichannel/cart/v1/cart_service.proto", string.Concat(Enumerable.Repeat("  rpc Get(A) returns (B) {\n", MostRpcs)))],
    };

    private const int MostRpcs = 15;

    [GeneratedRegex(@"^  rpc ", RegexOptions.Multiline)]
    private static partial Regex Rpc();

    // One of the six: neither Platform, which all share, nor AllInOne, which holds all.
    private static bool IsSingleService(string path) =>
        path.StartsWith("services/", StringComparison.Ordinal) && !path.StartsWith("services/AllInOne/", StringComparison.Ordinal);

    private static string Resolve(SourceFile project, string reference)
    {
        var folder = Path.GetDirectoryName("/" + project.Path)!;
        return Path.GetFullPath(Path.Combine(folder, reference.Replace('\\', '/'))).TrimStart('/');
    }

    [GeneratedRegex("""<ProjectReference\s+Include="([^"]+)" """)]
    private static partial Regex ProjectReference();
}
