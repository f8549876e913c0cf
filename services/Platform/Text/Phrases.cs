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
/// the same placeholders, or the texts are not taken: nobody meets a gap in the middle of a page.
/// </summary>
/// <remarks>
/// A placeholder is <c>{name}</c>, and is filled as its value is best said in the language: text as it is, whole numbers, money, dates. How dates are written and lists are joined is
/// in the keys <c>format.date</c>, <c>list.comma</c> and <c>list.or</c> of each file.
/// </remarks>
public sealed partial class Phrases
{
    /// <summary>Of which every product text has a version.</summary>
    public static readonly IReadOnlyList<string> Spoken = ["en", "it", "ro", "zh"];

    /// <summary>What is spoken to whoever speaks none of them.</summary>
    public const string Fallback = "en";

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
    public static Phrases Of(IReadOnlyDictionary<string, string> files)
    {
        var texts = files.ToDictionary(file => file.Key, file => Parse(file.Key, file.Value), StringComparer.OrdinalIgnoreCase);
        var faults = Faults(texts).ToList();
        return faults.Count == 0
            ? new Phrases(texts.ToDictionary(file => file.Key, file => new Language(file.Key, file.Value), StringComparer.OrdinalIgnoreCase))
            : throw new InvalidDataException($"The texts are not complete: {string.Join("; ", faults)}.");
    }

    /// <summary>The language for a reader (BCP 47): the tag itself, its language, or English.</summary>
    public Language In(string tag)
    {
        for (var rest = tag.Replace('_', '-'); rest.Length > 0; rest = rest[..Math.Max(0, rest.LastIndexOf('-'))])
        {
            if (languages.TryGetValue(rest, out var found))
            {
                return found;
            }
        }

        return languages[Fallback];
    }

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

    private static IEnumerable<string> Faults(Dictionary<string, Dictionary<string, string>> texts)
    {
        foreach (var language in Spoken.Where(language => !texts.ContainsKey(language)))
        {
            yield return $"'{language}' is missing";
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

            foreach (var (key, text) in others.Where(text => english.TryGetValue(text.Key, out var original) && !Names(original).SetEquals(Names(text.Value))))
            {
                yield return $"'{key}' has other placeholders in '{language}' than in '{Fallback}'";
            }
        }
    }

    private static HashSet<string> Names(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    /// <summary>The texts of one language.</summary>
    public sealed class Language
    {
        private readonly Dictionary<string, string> texts;

        internal Language(string tag, Dictionary<string, string> texts)
        {
            Tag = tag;
            Culture = CultureInfo.GetCultureInfo(tag);
            this.texts = texts;
        }

        /// <summary>BCP 47.</summary>
        public string Tag { get; }

        /// <summary>How numbers are written.</summary>
        public CultureInfo Culture { get; }

        internal IReadOnlyCollection<string> Keys => texts.Keys;

        /// <summary>Whether there is such a text.</summary>
        public bool Has(string key) => texts.ContainsKey(key);

        /// <summary>A text with its placeholders filled.</summary>
        /// <param name="key">Must be there.</param>
        /// <param name="values">By name; a placeholder without one stays empty.</param>
        /// <exception cref="KeyNotFoundException">There is no such text.</exception>
        public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            var given = new Dictionary<string, object?>(values.Length, StringComparer.Ordinal);
            foreach (var (name, value) in values)
            {
                given[name] = value;
            }

            return Say(key, given);
        }

        /// <inheritdoc cref="Say(string, ReadOnlySpan{ValueTuple{string, object}})"/>
        public string Say(string key, IReadOnlyDictionary<string, object?> values) => texts.TryGetValue(key, out var text)
            ? Placeholder().Replace(text, match => Write(values.GetValueOrDefault(match.Groups[1].Value)))
            : throw new KeyNotFoundException($"There is no text '{key}'.");

        /// <summary>A date, as it is written in a sentence.</summary>
        public string Date(DateOnly day) => day.ToString(texts.GetValueOrDefault("format.date", "D"), Culture);

        /// <summary>An amount with its currency.</summary>
        public string Amount(Money money)
        {
            var units = Currencies.MinorUnits(money.CurrencyCode);
            var digits = units switch { 1 => "N0", 1000 => "N3", _ => "N2" };
            return $"{((decimal)money.AmountMinor / units).ToString(digits, Culture)} {money.CurrencyCode}";
        }

        /// <summary>Several things of which any will do: "a, b or c".</summary>
        public string AnyOf(IReadOnlyList<string> items) => items.Count < 2
            ? string.Concat(items)
            : string.Join(texts["list.comma"], items.SkipLast(1)) + texts["list.or"] + items[^1];

        private string Write(object? value) => value switch
        {
            null => "",
            DateOnly day => Date(day),
            Money money => Amount(money),
            IFormattable number => number.ToString(null, Culture),
            _ => value.ToString() ?? "",
        };
    }
}
