using System.Text.RegularExpressions;

namespace Omnichannel.Architecture.Tests;

public static partial class FileRules
{
    private static FileRule NamespaceIsFolder => new("The namespace is the folder", files =>
        from file in files
        where file.IsCSharp && ExpectedNamespace(file) is not null
        from Match match in NamespaceLine().Matches(file.Code)
        where match.Groups[1].Value != ExpectedNamespace(file)
        select new Violation($"{file.Path}:{file.LineAt(match.Index)}", $"is in {match.Groups[1].Value} instead of {ExpectedNamespace(file)}"))
    {
        Planted = [File("services/Loyalty/Store/LoyaltyStore.cs", "namespace Omnichannel.Loyalty.Domain;\n")],
        Harmless =
        [
            File("services/Loyalty/Store/LoyaltyStore.cs", "namespace Omnichannel.Loyalty.Store;\n"),
            File("gateway/Json/Transcoder.cs", "namespace Omnichannel.Gateway.Json;\n"),
            File("gateway/Console/Desk/DeskModel.cs", "namespace Omnichannel.WebConsole.Desk;\n"),
            File("tests/Console.Tests/Desk/DeskModelTests.cs", "namespace Omnichannel.WebConsole.Tests.Desk;\n"),
            File("gateway/Clients/Omnichannel.Client/Carts/DeviceCart.cs", "namespace Omnichannel.Client.Carts;\n"),
            File("tests/Loyalty.Tests/Domain/AccountTests.cs", "namespace Omnichannel.Loyalty.Tests.Domain;\n"),
            File("eng/stand-ins/Grpc.Core.Api/Status.cs", "namespace Grpc.Core;\n"),
            File("services/Loyalty/Program.cs", "// namespace Wrong;\n"),
        ],
    };

    private static FileRule NamesSayWhatThingsAre => new("No regions, and no file named Manager, Helper, Util or Base", files =>
    {
        var own = files.Where(file => file.IsCSharp && (IsProduct(file) || IsTest(file))).ToList();
        return own.Where(file => VagueName().IsMatch(file.Path)).Select(file => new Violation(file.Path, "has a name that says nothing"))
            .Concat(Matches(own, Region(), "hides code in a region", file => file.Code));
    })
    {
        Planted = [File("services/Loyalty/Domain/PointsHelper.cs", "")],
        Harmless = [File("services/Loyalty/Domain/Database.cs", "// #region\nvar s = \"#region\";"), File("eng/stand-ins/Grpc.Core.Api/ClientBase.cs", "")],
    };

    private static FileRule NothingIsSwallowed => new("No catch block of product code is empty without a word why", files =>
        Matches(files.Where(file => file.IsCSharp && IsProduct(file)), EmptyCatch(), "swallows a failure"))
    {
        Planted = [File("services/Loyalty/Store/LoyaltyStore.cs", "try { } catch (Exception) { }")],
        Harmless =
        [
            File("services/Loyalty/Store/LoyaltyStore.cs", "catch (OperationCanceledException)\n{\n    // The host stops.\n}"),
            File("services/Loyalty/Store/LoyaltyStore.cs", "catch (IOException)\n{\n    throw;\n}"),
        ],
    };

    private static FileRule NoSkippedTests => new("A test is skipped for missing data only", files =>
        Matches(files.Where(file => file.IsCSharp && IsTest(file) && file.Path != "tests/TestKit/DataFactAttribute.cs"), SkippedTest(), "skips a test", file => file.Code))
    {
        Planted = [File("tests/Loyalty.Tests/AccountTests.cs", """[Fact(Skip = "flaky")]""")],
        Harmless = [File("tests/Loyalty.Tests/AccountTests.cs", "// Skip = \nitems.Skip(1); var s = \"Skip = \"; if (page.Skip == 3) { }")],
    };

    private static FileRule NoSleepingTests => new("No test sleeps: it waits for what it expects", files =>
        Matches(files.Where(file => file.IsCSharp && IsTest(file)), Sleep(), "sleeps", file => file.Code))
    {
        Planted = [File("tests/Loyalty.Tests/AccountTests.cs", "Thread.Sleep(100);")],
        Harmless = [File("tests/Loyalty.Tests/AccountTests.cs", "/* Thread.Sleep(100) */ await Eventually.Within(limit, check);")],
    };

    private static string? ExpectedNamespace(SourceFile file)
    {
        // The folder below the last part of this prefix becomes the rest of the namespace.
        var parts = file.Parts;
        return parts[0] switch
        {
            // Named Console, it would hide the system's own in every namespace beside it.
            "gateway" when parts is [_, "Console", _, ..] => string.Join('.', ["Omnichannel", "WebConsole", .. parts[2..^1]]),
            "tests" when parts is [_, "Console.Tests", _, ..] => string.Join('.', ["Omnichannel", "WebConsole", "Tests", .. parts[2..^1]]),
            "services" or "tests" when parts.Length > 2 => string.Join('.', ["Omnichannel", .. parts[1..^1]]),
            "gateway" when parts is [_, "Clients", ..] => parts.Length > 3 ? string.Join('.', parts[2..^1]) : null,
            "gateway" => string.Join('.', ["Omnichannel", "Gateway", .. parts[1..^1]]),
            _ => null,
        };
    }

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"(Manager|Helpers?|Utils?|Utilities|(?<!Data)(?<!data)Base)\.cs$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"^\s*#region.*", RegexOptions.Multiline)]
    private static partial Regex Region();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*(when\s*\([^{]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\bSkip\s*=(?!=)")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\b")]
    private static partial Regex Sleep();
}
