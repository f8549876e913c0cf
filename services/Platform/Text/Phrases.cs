using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Omnichannel.Platform.Domain;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Omnichannel.Platform.Text;

/// <summary>
/// Texts in the languages that this product speaks: one YAML file for each, <c>Texts/en.yaml</c> for example, with one text for each key. Every language has every key with
/// the same placeholders, and none is empty, or the texts are not taken: nobody meets a gap in the middle of a page.
/// </summary>
/// <remarks>
/// A placeholder is <c>{name}</c>, and is filled as its value is best said in the language: text as it is, numbers, money, dates. <c>{count|item|items}</c> is the word that goes
/// with a number, one for each plural form of the language. What stands in brackets, <c>[, order {number}]</c> or <c>[order {number}|an order]</c>, is left out, or said the other
/// way, when there is nothing to fill one of its placeholders with; everywhere else there must be something.
/// </remarks>
public sealed partial class Phrases
{
    /// <summary>Of which every product text has a version.</summary>
    public static readonly IReadOnlyList<string> Spoken = ["en", "it", "ro", "zh"];

    /// <summary>What is spoken to whoever speaks none of them.</summary>
    public const string Fallback = LanguageChoice.Fallback;

    private readonly Dictionary<string, Language> languages;

    private Phrases(Dictionary<string, Language> languages) => this.languages = languages;

    /// <summary>Every key.</summary>
    public IReadOnlyCollection<string> Keys => languages[Fallback].Keys;

    /// <summary>Reads the embedded files of an assembly.</summary>
    /// <param name="assembly">Embeds them.</param>
    /// <param name="folder">Their folder; dots for slashes.</param>
    /// <exception cref="InvalidDataException">A language is missing or differs from the others; everything that does is named.</exception>
    public static Phrases Embedded(Assembly assembly, string folder = "Texts")
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var form = new Regex($@"\.{Regex.Escape(folder)}\.(?<language>[A-Za-z-]+)\.yaml$", RegexOptions.CultureInvariant);
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (form.Match(resource) is { Success: true } match)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
                files.Add(match.Groups["language"].Value, reader.ReadToEnd());
            }
        }

        return Of(files);
    }

    /// <summary>Reads files by language.</summary>
    /// <exception cref="InvalidDataException">A language is missing or differs from the others; everything that does is named.</exception>
    public static Phrases Of(IReadOnlyDictionary<string, string> files) => Of(files, Spoken);

    /// <summary>Reads files by language, for readers who speak fewer languages than all.</summary>
    /// <param name="files">By language.</param>
    /// <param name="spoken">The languages that there must be; English among them.</param>
    /// <exception cref="InvalidDataException">A language is missing or differs from the others; everything that does is named.</exception>
    public static Phrases Of(IReadOnlyDictionary<string, string> files, IReadOnlyList<string> spoken)
    {
        var texts = files.ToDictionary(file => file.Key, file => Parse(file.Key, file.Value), StringComparer.Ordinal);
        var faults = Faults(texts, spoken).ToList();
        return faults.Count == 0
            ? new Phrases(texts.ToDictionary(file => file.Key, file => new Language(file.Key, file.Value), StringComparer.Ordinal))
            : throw new InvalidDataException($"The texts are not complete: {string.Join("; ", faults)}.");
    }

    /// <summary>The language for a reader (BCP 47), as <see cref="LanguageChoice"/> finds it.</summary>
    public Language In(string tag) => languages[LanguageChoice.For(tag, languages.Keys)!];

    /// <summary>A text without placeholders in every language, by tag.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text.</exception>
    public IReadOnlyDictionary<string, string> InEvery(string key) => languages.ToDictionary(language => language.Key, language => language.Value.Say(key), StringComparer.Ordinal);

    private static Dictionary<string, string> Parse(string language, string yaml)
    {
        try
        {
            return new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<Dictionary<string, string>>(yaml) ?? [];
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"The texts in '{language}' cannot be read: {fault.Message}", fault);
        }
    }

    private static IEnumerable<string> Faults(Dictionary<string, Dictionary<string, string>> texts, IReadOnlyList<string> spoken)
    {
        foreach (var language in spoken.Where(language => !texts.ContainsKey(language)))
        {
            yield return $"'{language}' is missing";
        }

        foreach (var language in texts.Keys.Except(spoken))
        {
            yield return $"'{language}' is not spoken";
        }

        foreach (var (language, own) in texts)
        {
            foreach (var key in own.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key))
            {
                yield return $"'{language}' says nothing at '{key}'";
            }

            foreach (var key in own.Where(text => !HasItsPlurals(language, text.Value)).Select(text => text.Key))
            {
                yield return $"'{key}' has a word for a number, and not one for each of {PluralForm.Count(language)} plural forms of '{language}'";
            }

            foreach (var key in own.Where(text => Needed(text.Value).AsSpan().ContainsAny('[', ']')).Select(text => text.Key))
            {
                yield return $"'{key}' has brackets in '{language}' that do not belong together";
            }
        }

        if (!texts.TryGetValue(Fallback, out var english))
        {
            yield break;
        }

        foreach (var (language, others) in texts.Where(text => text.Value != english))
        {
            foreach (var key in english.Keys.Except(others.Keys))
            {
                yield return $"'{language}' has no '{key}'";
            }

            foreach (var key in others.Keys.Except(english.Keys))
            {
                yield return $"'{language}' has '{key}', '{Fallback}' has not";
            }

            foreach (var key in others.Keys.Intersect(english.Keys).Where(key => !HaveSamePlaceholders(english[key], others[key])))
            {
                yield return $"'{key}' has other placeholders in '{language}' than in '{Fallback}', or others that must be filled";
            }
        }
    }

    private static HashSet<string> Names(string? text) => [.. Placeholder().Matches(text ?? "").Select(match => match.Groups[1].Value)];

    // What is left without the parts in brackets.
    private static string Needed(string? text) => Optional().Replace(text ?? "", "");

    private static bool HaveSamePlaceholders(string? one, string? other) => Names(one).SetEquals(Names(other)) && Names(Needed(one)).SetEquals(Names(Needed(other)));

    private static bool HasItsPlurals(string language, string? text) => Placeholder().Matches(text ?? "").All(match =>
        !match.Groups[2].Success || (match.Groups[2].Value.Split('|') is var words && words.Length == PluralForm.Count(language) && !words.Any(string.IsNullOrWhiteSpace)));

    [GeneratedRegex(@"\{(\w+)(?:\|([^{}]*))?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\[((?:\{[^{}]*\}|[^\[\]{}|])*)(?:\|([^\[\]{}]*))?\]")]
    private static partial Regex Optional();

    /// <summary>The texts of one language.</summary>
    public sealed class Language
    {
        private readonly Dictionary<string, string> texts;

        internal Language(string tag, Dictionary<string, string> texts)
        {
            Tag = tag;
            this.texts = texts;
        }

        /// <summary>BCP 47.</summary>
        public string Tag { get; }

        /// <summary>How the language writes numbers, dates and lists.</summary>
        public Locale Locale => Locale.In(Tag);

        /// <summary>The keys of its texts.</summary>
        public IReadOnlyCollection<string> Keys => texts.Keys;

        /// <summary>Whether there is such a text.</summary>
        public bool Has(string key) => texts.ContainsKey(key);

        /// <summary>A text as it is written, for those that something else than <see cref="Say(string, ReadOnlySpan{ValueTuple{string, object}})"/> fills.</summary>
        /// <exception cref="KeyNotFoundException">There is no such text.</exception>
        public string Pattern(string key) => texts.GetValueOrDefault(key) ?? throw new KeyNotFoundException($"There is no text '{key}'.");

        /// <summary>A text with its placeholders filled.</summary>
        /// <param name="key">Must be there.</param>
        /// <param name="values">By name; nothing and empty text fill no placeholder.</param>
        /// <exception cref="KeyNotFoundException">There is no such text, or nothing to fill a placeholder outside of brackets with.</exception>
        public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            var given = new Dictionary<string, object?>(values.Length, StringComparer.Ordinal);
            foreach (var (name, value) in values)
            {
                given[name] = value;
            }

            return Say(key, name => given.GetValueOrDefault(name));
        }

        /// <inheritdoc cref="Say(string, ReadOnlySpan{ValueTuple{string, object}})"/>
        public string Say(string key, Func<string, object?> values)
        {
            var said = Optional().Replace(Pattern(key), part => part.Groups[Names(part.Value).All(name => Write(values(name)).Length > 0) ? 1 : 2].Value);
            return Placeholder().Replace(said, match => Fill(match, values) is { Length: > 0 } filled
                ? filled
                : throw new KeyNotFoundException($"There is nothing to fill '{match.Groups[1].Value}' of '{key}' with."));
        }

        private string Fill(Match placeholder, Func<string, object?> values)
        {
            var value = values(placeholder.Groups[1].Value);
            return placeholder.Groups[2].Success && value is not (null or "")
                ? placeholder.Groups[2].Value.Split('|')[PluralForm.Of(Tag, value is Quantity quantity ? quantity.Units : Convert.ToInt64(value, CultureInfo.InvariantCulture))]
                : Write(value);
        }

        private string Write(object? value) => value switch
        {
            null => "",
            DateOnly day => Locale.Date(day),
            Money money => Locale.Amount(money),
            UnitPrice price => Locale.Amount(price),
            Quantity quantity => Locale.Quantity(quantity),
            decimal number => Locale.Number(number),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }
}
