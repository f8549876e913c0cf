using System.Collections.Concurrent;
using System.Globalization;
using HandlebarsDotNet;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using YamlDotNet.Serialization;

namespace Omnichannel.Messaging.Content;

/// <summary>Title and text of a message, in the language that was found for it.</summary>
public sealed record RenderedMessage(string Title, string Text, string Language)
{
    /// <summary>Addresses in the text that it may lead to: those that this system put there, not what somebody wrote into a name.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];
}

/// <summary>Localised Handlebars templates, compiled once per language. A language falls back to its base and then to English.</summary>
public sealed class Templates
{
    private const string Fallback = "en";

    // Of an event: our own link to a cart, and the carrier's page as the carrier's data file has it.
    private static readonly string[] LinkFields = ["cartLink", "trackingUri"];

    private const int MostTexts = 200;
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Texts = new();

    // The default culture of a language's numbers and dates where the tag names no region.
    private static readonly Dictionary<string, string> Regions = new() { ["en"] = "en-GB", ["it"] = "it-IT", ["ro"] = "ro-RO", ["zh"] = "zh-CN" };

    private readonly Dictionary<(string Template, string Language), (HandlebarsTemplate<object, object> Title, HandlebarsTemplate<object, object> Text)> compiled = [];

    /// <summary>Reads and compiles them.</summary>
    /// <exception cref="InvalidDataException">A template cannot be compiled or has no English text.</exception>
    public Templates(string yaml)
    {
        var source = new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, string>>>>(yaml);
        foreach (var (template, languages) in source)
        {
            if (!languages.ContainsKey(Fallback))
            {
                throw new InvalidDataException($"Template '{template}' has no English text.");
            }

            foreach (var (language, parts) in languages)
            {
                if (!parts.TryGetValue("title", out var title) || !parts.TryGetValue("text", out var text))
                {
                    throw new InvalidDataException($"Template '{template}' in '{language}' lacks its title or text.");
                }

                var engine = Engine(language);
                compiled[(template, language)] = (engine.Compile(title), engine.Compile(text));
            }
        }
    }

    /// <summary>Whether there is such a template.</summary>
    public bool Has(string template) => compiled.ContainsKey((template, Fallback));

    /// <summary>Renders with the data of the event.</summary>
    public RenderedMessage Render(string template, string language, IReadOnlyDictionary<string, object?> data)
    {
        var found = Find(language, candidate => compiled.ContainsKey((template, candidate))) ?? Fallback;
        var (title, text) = compiled[(template, found)];
        return Rendered(title(data), text(data), found) with { Links = [.. LinkFields.Select(field => JourneyCatalogue.Text(data, field)).Where(IsWebAddress)] };
    }

    /// <summary>Renders texts that are no template of ours, in the reader's language, else in English, else in the first that has both.</summary>
    /// <exception cref="InvalidDataException">They cannot be compiled or rendered, or no language has both.</exception>
    public static RenderedMessage Render(
        IReadOnlyDictionary<string, string> titles, IReadOnlyDictionary<string, string> texts, string language, IReadOnlyDictionary<string, object?> data)
    {
        bool HasBoth(string candidate) => titles.ContainsKey(candidate) && texts.ContainsKey(candidate);
        var found = Find(language, HasBoth) ?? titles.Keys.Order(StringComparer.Ordinal).FirstOrDefault(HasBoth) ?? throw new InvalidDataException("Title and text have no language in common.");
        try
        {
            return Rendered(Compiled(titles[found])(data), Compiled(texts[found])(data), found);
        }
        catch (HandlebarsException error)
        {
            throw new InvalidDataException($"The text in '{found}' is no Handlebars template: {error.Message}", error);
        }
    }

    /// <summary>An amount as people of that language write it: 1.234,56 € in Italian.</summary>
    public static string Format(Money amount, CultureInfo culture)
    {
        var units = Currencies.MinorUnits(amount.CurrencyCode);
        return Format((decimal)amount.AmountMinor / units, amount.CurrencyCode, DigitsOf(units), culture);
    }

    /// <summary>A unit price, which may be finer than the currency's minor unit.</summary>
    public static string Format(UnitPrice price, CultureInfo culture)
    {
        var scale = (price.Amount / 1.0000000000000000000000000000m).Scale;
        return Format(price.Amount, price.CurrencyCode, Math.Max(DigitsOf(Currencies.MinorUnits(price.CurrencyCode)), scale), culture);
    }

    private static string Format(decimal amount, string currency, int digits, CultureInfo culture)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = SymbolOf(currency);
        format.CurrencyDecimalDigits = digits;
        return amount.ToString("C", format);
    }

    private static int DigitsOf(int minorUnits) => minorUnits switch { 1 => 0, 1000 => 3, _ => 2 };

    private static string? Find(string language, Func<string, bool> isThere) =>
        new[] { language, language.ToLowerInvariant(), language.Split('-')[0].ToLowerInvariant(), Fallback }.FirstOrDefault(isThere);

    // Compiling costs milliseconds, and a campaign renders the same text for everybody.
    private static HandlebarsTemplate<object, object> Compiled(string text)
    {
        if (Texts.Count > MostTexts)
        {
            Texts.Clear();
        }

        return Texts.GetOrAdd(text, source => Handlebars.Create(new HandlebarsConfiguration { NoEscape = true }).Compile(source));
    }

    private static RenderedMessage Rendered(string title, string text, string language) => new(OneLine(title), text.Trim(), language);

    // A title becomes the header of an e-mail, whatever was put into it.
    private static string OneLine(string title) =>
        string.Join(' ', new string([.. title.Select(character => char.IsControl(character) ? ' ' : character)]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static string SymbolOf(string currency) => currency switch { "EUR" => "€", "GBP" => "£", "USD" => "$", "JPY" => "¥", "CNY" => "¥", _ => currency };

    private static IHandlebars Engine(string language)
    {
        var culture = CultureInfo.GetCultureInfo(Regions.GetValueOrDefault(language, language));
        var engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        engine.RegisterHelper("money", (output, _, arguments) =>
        {
            if (arguments.Length > 0 && arguments[0] is IReadOnlyDictionary<string, object?> money)
            {
                output.WriteSafeString(Format(
                    new Money(JourneyCatalogue.Text(money, "currencyCode"), long.Parse(JourneyCatalogue.Text(money, "amountMinor"), CultureInfo.InvariantCulture)), culture));
            }
        });
        engine.RegisterHelper("price", (output, _, arguments) =>
        {
            if (arguments.Length > 1 && arguments[0] is string text && arguments[1] is string currency)
            {
                output.WriteSafeString(UnitPrice.TryParse(currency, text, out var price) ? Format(price, culture) : $"{text} {currency}");
            }
        });
        engine.RegisterHelper("date", (output, _, arguments) =>
        {
            if (arguments.Length > 0 && DateTimeOffset.TryParse(arguments[0] as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                var days = (arguments.Length > 1 && arguments[1] is string name ? LocalDays.TryIn(name) : null) ?? LocalDays.Utc;
                output.WriteSafeString(days.DayOf(instant).ToString("d MMMM yyyy", culture));
            }
        });
        return engine;
    }
}
