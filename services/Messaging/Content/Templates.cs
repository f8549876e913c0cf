using System.Collections.Concurrent;
using System.Globalization;
using HandlebarsDotNet;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.Messaging.Content;

/// <summary>Title and text of a message, in the language that was found for it.</summary>
public sealed record RenderedMessage(string Title, string Text, string Language)
{
    /// <summary>Addresses in the text that it may lead to: those that this system put there, not what somebody wrote into a name.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];
}

/// <summary>Localised Handlebars templates, each compiled when it is first needed: a start that compiled them all would take twice as long.</summary>
public sealed class Templates
{
    // Our own links to the cart and to the order of an event.
    private static readonly string[] LinkFields = ["cartLink", "orderLink"];

    private const int MostTexts = 200;
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Texts = new();

    private readonly Phrases texts;
    private readonly Dictionary<string, IHandlebars> engines;
    private readonly ConcurrentDictionary<(string Language, string Key), HandlebarsTemplate<object, object>> compiled = [];

    /// <param name="texts">Of each template its title and its text.</param>
    public Templates(Phrases texts)
    {
        this.texts = texts;
        engines = Phrases.Spoken.Select(texts.In).ToDictionary(language => language.Tag, language => Engine(language.Locale), StringComparer.Ordinal);
    }

    /// <summary>Renders with the data of the event.</summary>
    public RenderedMessage Render(string template, string language, IReadOnlyDictionary<string, object?> data)
    {
        var found = texts.In(language).Tag;
        return Rendered(Compiled(found, $"{template}.title")(data), Compiled(found, $"{template}.text")(data), found) with
        {
            Links = [.. LinkFields.Select(field => JourneyCatalogue.Text(data, field)).Where(IsWebAddress)],
        };
    }

    /// <summary>Renders texts that are no template of ours, in the language of those with both that <see cref="LanguageChoice"/> finds for the reader.</summary>
    /// <exception cref="InvalidDataException">They cannot be compiled or rendered, or no language has both.</exception>
    public static RenderedMessage Render(
        IReadOnlyDictionary<string, string> titles, IReadOnlyDictionary<string, string> texts, string language, IReadOnlyDictionary<string, object?> data)
    {
        var found = LanguageChoice.For(language, titles.Keys.Where(texts.ContainsKey)) ?? throw new InvalidDataException("Title and text have no language in common.");
        try
        {
            return Rendered(Compiled(titles[found])(data), Compiled(texts[found])(data), found);
        }
        catch (HandlebarsException error)
        {
            throw new InvalidDataException($"The text in '{found}' is no Handlebars template: {error.Message}", error);
        }
    }

    private HandlebarsTemplate<object, object> Compiled(string language, string key) => compiled.GetOrAdd((language, key), name =>
    {
        var engine = engines[name.Language];
        lock (engine)
        {
            return engine.Compile(texts.In(name.Language).Pattern(name.Key));
        }
    });

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

    private static Measure MeasureIn(Arguments arguments, int at) =>
        arguments.Length > at && arguments[at] is string name && Enum.TryParse<Types.V1.Measure>(name.Replace("MEASURE_", "", StringComparison.Ordinal), ignoreCase: true, out var measure)
            ? measure.ToDomain()
            : Measure.Piece;

    private static IHandlebars Engine(Locale locale)
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        engine.RegisterHelper("money", (output, _, arguments) =>
        {
            if (arguments.Length > 0 && arguments[0] is IReadOnlyDictionary<string, object?> money)
            {
                output.WriteSafeString(locale.Price(
                    new Money(JourneyCatalogue.Text(money, "currencyCode"), long.Parse(JourneyCatalogue.Text(money, "amountMinor"), CultureInfo.InvariantCulture))));
            }
        });
        engine.RegisterHelper("price", (output, _, arguments) =>
        {
            if (arguments.Length > 1 && arguments[0] is string text && arguments[1] is string currency)
            {
                output.WriteSafeString(UnitPrice.TryParse(currency, text, out var price) ? locale.Price(price with { Measure = MeasureIn(arguments, 2) }) : $"{text} {currency}");
            }
        });
        engine.RegisterHelper("quantity", (output, _, arguments) =>
        {
            if (arguments.Length > 1 && long.TryParse(Convert.ToString(arguments[0], CultureInfo.InvariantCulture), out var units))
            {
                var measure = MeasureIn(arguments, 1);
                var written = locale.Quantity(new Quantity(units, measure));
                output.WriteSafeString(measure is Measure.Piece ? $"{written} ×" : written);
            }
        });
        engine.RegisterHelper("date", (output, _, arguments) =>
        {
            if (arguments.Length > 0 && DateTimeOffset.TryParse(arguments[0] as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                var days = (arguments.Length > 1 && arguments[1] is string name ? LocalDays.TryIn(name) : null) ?? LocalDays.Utc;
                output.WriteSafeString(locale.Date(days.DayOf(instant)));
            }
        });
        engine.RegisterHelper("time", (output, _, arguments) =>
        {
            if (arguments.Length > 1 && DateTimeOffset.TryParse(arguments[0] as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                var days = (arguments[1] is string name ? LocalDays.TryIn(name) : null) ?? LocalDays.Utc;
                output.WriteSafeString($"{days.ClockOf(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture)} ({days.ZoneId})");
            }
        });
        return engine;
    }
}
