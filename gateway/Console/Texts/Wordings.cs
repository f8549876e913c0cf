using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Omnichannel.Platform.Text;

namespace Omnichannel.WebConsole.Texts;

/// <summary>All texts of the pages: what shoppers see in every language, what staff see in theirs. One file a page and language.</summary>
public sealed partial class Wordings
{
    /// <summary>What staff speak.</summary>
    public static readonly IReadOnlyList<string> OfStaff = ["en", "it"];

    private readonly Dictionary<string, Phrases> pages = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">A language has not what the others have; everything that is missing is named.</exception>
    public Wordings()
    {
        var assembly = typeof(Wordings).Assembly;
        var files = assembly.GetManifestResourceNames().Select(name => (Name: name, Match: FileName().Match(name))).Where(file => file.Match.Success).ToList();
        foreach (var page in files.GroupBy(file => (Readers: file.Match.Groups["readers"].Value, Page: file.Match.Groups["page"].Value)))
        {
            var texts = page.ToDictionary(file => file.Match.Groups["language"].Value, file => Read(assembly, file.Name), StringComparer.Ordinal);
            pages.Add(page.Key.Page, Phrases.Of(texts, page.Key.Readers == "Staff" ? OfStaff : Phrases.Spoken));
        }
    }

    /// <summary>The pages that have texts.</summary>
    public IReadOnlyCollection<string> Pages => pages.Keys;

    /// <summary>The texts of a page in a language, or in English; null when there is no such page.</summary>
    public Phrases.Language? Find(string page, string language) => pages.TryGetValue(page, out var phrases) ? phrases.In(language) : null;

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\.Texts\.(?<readers>Shop|Staff)\.(?<page>[a-z]+)\.(?<language>[a-z]{2})\.yaml$")]
    private static partial Regex FileName();
}
