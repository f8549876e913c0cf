using System.Text.RegularExpressions;

namespace Omnichannel.Architecture.Tests;

/// <summary>All rules about the repository's files, one partial file per concern.</summary>
public static partial class FileRules
{
    private const string Services = "services";

    public static IReadOnlyList<FileRule> All { get; } =
    [
        ProjectsReferenceNoOtherService, ProjectsAreInTheSolution, ServicesHaveAReadme, ServicesAreOneThing,
        NamespaceIsFolder, NamesSayWhatThingsAre, NothingIsSwallowed,
        NoSkippedTests, NoSleepingTests, TextsAreAskedFor, AskedTextsAreThere, WordsAreNoNumbers,
        RpcsSayWhatTheyDoAndRefuse, SentencesAreShort,
        NoRegistryHosts, NoMachinePaths, NoUnfinishedWork, FilesEndWithNewline,
    ];

    private static SourceFile File(string path, string text) => new(path, text);

    private static bool IsProduct(SourceFile file) => file.IsIn(Services) || file.IsIn("gateway") || file.IsIn("protos");

    private static bool IsTest(SourceFile file) => file.IsIn("tests");

    // Every match of a pattern in the given text of the files, as one violation each.
    private static IEnumerable<Violation> Matches(IEnumerable<SourceFile> files, Regex pattern, string what, Func<SourceFile, string>? text = null) =>
        from file in files
        from Match match in pattern.Matches(text is null ? file.Text : text(file))
        select new Violation($"{file.Path}:{file.LineAt(match.Index)}", $"{what}: {match.Value.Trim()}");
}
