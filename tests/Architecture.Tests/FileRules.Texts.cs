using System.Text.RegularExpressions;

namespace Omnichannel.Architecture.Tests;

// Texts for people: one file for each language, whose keys the code of the same project asks for. That the languages do not differ is seen to where they are read.
public static partial class FileRules
{
    // Templates are asked for by data: journeys.
    private static FileRule TextsAreAskedFor => new("Every text for people is asked for by the code beside it", files =>
        from file in files
        where IsProduct(file) && file.Parts[^1] == "en.yaml" && file.Parts[^2] != "Templates"
        let asked = Code(files, ProjectOf(file)).SelectMany(code => Literal().Matches(code.Text)).Select(match => match.Groups[1].Value).ToHashSet()
        from Match key in TextKey().Matches(file.Text)
        where !IsAskedFor(key.Groups[1].Value, asked)
        select new Violation($"{file.Path}:{file.LineAt(key.Index)}", $"nothing asks for '{key.Groups[1].Value}'"))
    {
        Planted = [File("services/Loyalty/Texts/en.yaml", "# kinds\nreason.A: x\nold.title: x\n"), File("services/Loyalty/Domain/Words.cs", "phrases.Say($\"reason.{code}\")")],
        Harmless =
        [
            File("services/Loyalty/Texts/en.yaml", "title: x\nreason.A: x\nask.sms: x\n"),
            File("services/Loyalty/Domain/Words.cs", "phrases.Say(\"title\"); phrases.Say($\"reason.{code}\"); About(\"ask\");"),
        ],
    };

    private static FileRule AskedTextsAreThere => new("Every text for people that the code asks for is there", files =>
        from project in files.Where(IsProduct).GroupBy(ProjectOf)
        let keys = project.Where(file => file.Parts[^1] == "en.yaml" || file.Parts[^1].EndsWith(".en.yaml", StringComparison.Ordinal)).SelectMany(file => TextKey().Matches(file.Text)).Select(match => match.Groups[1].Value).ToHashSet()
        from file in Code(files, project.Key)
        from Match asking in Asking().Matches(file.Text)
        from Match literal in Literal().Matches(asking.Groups[1].Value)
        let key = literal.Groups[1].Value
        where !(key.EndsWith('.') ? keys.Any(there => there.StartsWith(key, StringComparison.Ordinal)) : keys.Contains(key))
        select new Violation($"{file.Path}:{file.LineAt(asking.Index)}", $"there is no text '{key}'"))
    {
        Planted = [File("services/Loyalty/Texts/en.yaml", "title: x\n"), File("services/Loyalty/Domain/Words.cs", "phrases.Say(isNew ? \"title\" : \"titel\", (\"day\", day))")],
        Harmless =
        [
            File("services/Loyalty/Texts/en.yaml", "title: x\nreason.A: x\n"),
            File("gateway/Console/Texts/Staff/desk.en.yaml", "desk.title: x\n"),
            File("gateway/Console/Desk/Words.cs", "words.Say(\"desk.title\")"),
            File("services/Loyalty/Domain/Words.cs", "phrases.Say(\"title\", (\"day\", \"today\")); phrases.Say($\"reason.{code}\"); phrases.Say(key); phrases.Say($\"{what}.x\");"),
        ],
    };

    private static IEnumerable<SourceFile> Code(IEnumerable<SourceFile> files, string project) => files.Where(file => file.IsCSharp && IsProduct(file) && ProjectOf(file) == project);

    private static string ProjectOf(SourceFile file) => file.Parts[0] == Services ? $"{Services}/{file.Parts[1]}" : file.Parts[0];

    // By its whole name, or by its beginning with the rest put behind it.
    private static bool IsAskedFor(string key, HashSet<string> asked) =>
        asked.Contains(key) || Enumerable.Range(0, key.Length).Any(at => key[at] == '.' && (asked.Contains(key[..at]) || asked.Contains(key[..(at + 1)])));

    [GeneratedRegex(@"^([\w.-]+):", RegexOptions.Multiline)]
    private static partial Regex TextKey();

    // A text, or the beginning of one that goes on with a value.
    [GeneratedRegex(@"""(\w[\w.-]*)(?:""|\{)")]
    private static partial Regex Literal();

    // The first argument.
    [GeneratedRegex(@"\.(?:Say|InEvery)\(([^,()]*)[,)]")]
    private static partial Regex Asking();
}
