using System.Text.RegularExpressions;

namespace Omnichannel.Architecture.Tests;

// The words that these rules look for are put together here, or this file would break them itself.
public static partial class FileRules
{
    private static readonly Regex _registryHost = new(
        string.Join('|', "registry\\.npm" + "js", "\\bnpm" + "js\\.(com|org)", "\\bnuget" + "\\.org", "\\bpypi" + "\\.org", "\\bcrates" + "\\.io", "deb\\.debian" + "\\.org", "proxy\\.golang" + "\\.org"),
        RegexOptions.IgnoreCase);

    private static readonly Regex _machinePath = new(@"(?<![\w.$}/-])/(work|root|home/\w+|Users/\w+)/\w+" + @"|\b[A-Z]:\\Users\\");

    private static readonly Regex _unfinished = new(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b|NotImplemented" + "Exception");

    private static FileRule NoRegistryHosts => new("No file names the host of a package registry: every machine has its own", files =>
        Matches(files, _registryHost, "names a registry"))
    {
        Planted = [File("tests/node/package-lock.json", "\"resolved\": \"https://registry.npm" + "js.org/ajv\"")],
        Harmless = [File("README.md", "Packages come from NuGet and npm."), File("Directory.Packages.props", "NuGet.Versioning")],
    };

    private static FileRule NoMachinePaths => new("No file names a folder of somebody's machine", files => Matches(files, _machinePath, "names a machine's folder"))
    {
        Planted = [File("tests/Loyalty.Tests/AccountTests.cs", "File.ReadAllText(\"/ho" + "me/anna/orders.csv\")")],
        Harmless = [File("tests/run", "\"$root/tests/node\" \"$work/postgres\""), File("README.md", "tests/work/list, ../root/x, /v1/home/page")],
    };

    // Stand-ins throw where the packages that they stand for do.
    private static FileRule NoUnfinishedWork => new("Nothing is left for later", files =>
        Matches(files.Where(file => IsSource(file) && !file.IsIn("eng/stand-ins")), _unfinished, "is unfinished"))
    {
        Planted = [File("services/Loyalty/Domain/Account.cs", "// TO" + "DO: rounding")],
        Harmless = [File("services/Loyalty/Domain/Account.cs", "var todoList = NotImplemented(hack);")],
    };

    private static FileRule FilesEndWithNewline => new("Every text file ends with one newline", files =>
        from file in files
        where file.Text.Length > 0 && !IsWrittenByTool(file) && (!file.Text.EndsWith('\n') || file.Text.EndsWith("\n\n", StringComparison.Ordinal))
        select new Violation(file.Path, "does not end with one newline"))
    {
        Planted = [File("services/Loyalty/Program.cs", "await app.RunAsync();")],
        Harmless = [File("services/Loyalty/Program.cs", "await app.RunAsync();\n"), File("empty.txt", ""), File("protos/packages.lock.json", "{}")],
    };

    private static bool IsSource(SourceFile file) =>
        file.IsCSharp || Path.GetExtension(file.Path) is ".proto" or ".js" or ".ts" or ".sh" or "" or ".sql" or ".lua" or ".yaml" or ".csproj" or ".props" or ".targets" or ".md";

    private static bool IsWrittenByTool(SourceFile file) => file.Parts[^1] == "packages.lock.json";
}
