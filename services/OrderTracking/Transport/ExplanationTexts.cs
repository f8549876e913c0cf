using System.Globalization;
using System.Text.RegularExpressions;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Time;
using YamlDotNet.Serialization;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Says explanations in the languages that have a file in <c>Texts</c>.</summary>
public sealed partial class ExplanationTexts
{
    private const string Fallback = "en";
    private static readonly Dictionary<string, string> DateFormats = new(StringComparer.Ordinal)
    {
        // With the day of the week: it reads well after a preposition in each of them, and people plan by it.
        ["en"] = "dddd d MMMM yyyy",
        ["it"] = "dddd d MMMM yyyy",
        ["ro"] = "dddd, d MMMM yyyy",
        ["zh"] = "yyyy年M月d日",
    };

    private readonly Dictionary<string, Dictionary<string, string>> languages;

    private ExplanationTexts(Dictionary<string, Dictionary<string, string>> languages) => this.languages = languages;

    /// <summary>The languages that this system speaks.</summary>
    public IReadOnlyCollection<string> Languages => languages.Keys;

    /// <summary>The texts embedded in this assembly.</summary>
    public static ExplanationTexts Embedded()
    {
        var reader = new DeserializerBuilder().WithDuplicateKeyChecking().Build();
        return new ExplanationTexts(EmbeddedYaml.Read("Texts").ToDictionary(
            file => file.Name, file => reader.Deserialize<Dictionary<string, string>>(file.Text), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The sentence of an explanation in a language (BCP 47), English where that has none; and the language it is in.</summary>
    /// <param name="explanation">What to say.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="days">Where its times are days.</param>
    public (string Text, string Language) Say(Explanation explanation, string language, LocalDays days)
    {
        var primary = language.Split('-', '_')[0].ToLowerInvariant();
        var spoken = languages.ContainsKey(primary) ? primary : Fallback;
        var template = languages[spoken].TryGetValue(explanation.Code, out var text) ? text : languages[Fallback][explanation.Code];
        var culture = CultureInfo.GetCultureInfo(spoken);
        return (Placeholder().Replace(template, match => Value(explanation, match.Groups[1].Value, match.Groups[2].Success, spoken, culture, days)), spoken);
    }

    /// <summary>The codes that a language has no sentence for; a test holds this empty.</summary>
    public IEnumerable<string> Missing(string language, IEnumerable<string> codes) => codes.Where(code => !languages[language].ContainsKey(code));

    private static string Value(Explanation explanation, string name, bool isDate, string language, CultureInfo culture, LocalDays days)
    {
        if (isDate)
        {
            return explanation.Times.TryGetValue(name, out var time)
                ? days.DayOf(time).ToString(DateFormats.GetValueOrDefault(language, "d MMMM yyyy"), culture)
                : "";
        }

        return explanation.Facts.GetValueOrDefault(name, "");
    }

    [GeneratedRegex(@"\{(\w+)(:date)?\}")]
    private static partial Regex Placeholder();
}
