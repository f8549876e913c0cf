using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.Platform.Text;

/// <summary>How one of the languages that this product speaks writes dates, numbers, money and lists.</summary>
public sealed class Locale
{
    private static readonly Phrases Patterns = Phrases.Embedded(typeof(Locale).Assembly, "Text.Locales");

    private static readonly Dictionary<string, Locale> Known =
        Phrases.Spoken.ToDictionary(tag => tag, tag => new Locale(Patterns.In(tag)), StringComparer.Ordinal);

    private readonly Phrases.Language patterns;
    private readonly CultureInfo culture;

    private Locale(Phrases.Language patterns)
    {
        this.patterns = patterns;
        culture = CultureInfo.GetCultureInfo(patterns.Tag);
    }

    /// <summary>The one for a reader (BCP 47); English for languages that this product does not speak.</summary>
    public static Locale In(string tag) => Known[LanguageChoice.For(tag, Phrases.Spoken)!];

    /// <summary>A date, as it is written in a sentence.</summary>
    public string Date(DateOnly day) => day.ToString(patterns.Say("date"), culture);

    /// <summary>A date with the day of its week where the language likes it: people plan by it.</summary>
    public string WeekdayDate(DateOnly day) => day.ToString(patterns.Say("date.weekday"), culture);

    /// <summary>A number with as many decimals as it has, four at most.</summary>
    public string Number(decimal number) => number.ToString("0.####", culture);

    /// <summary>An amount with the code of its currency: 1.234,50 EUR in Italian. Exact for whoever works with it.</summary>
    public string Amount(Money money) => Amount(Major(money), money.CurrencyCode, Currencies.Decimals(money.CurrencyCode));

    /// <inheritdoc cref="Amount(Money)"/>
    public string Amount(UnitPrice price) => Per(Amount(price.Amount, price.CurrencyCode, Decimals(price)), price.Measure);

    /// <summary>An amount as shops write it: 1.234,50 € in Italian.</summary>
    public string Price(Money money) => Price(Major(money), money.CurrencyCode, Currencies.Decimals(money.CurrencyCode));

    /// <inheritdoc cref="Price(Money)"/>
    public string Price(UnitPrice price) => Per(Price(price.Amount, price.CurrencyCode, Decimals(price)), price.Measure);

    /// <summary>So much of something: 3, 455 g, 1.25 kg.</summary>
    public string Quantity(Quantity quantity) => quantity switch
    {
        { Measure: Measure.None or Measure.Piece } => quantity.Units.ToString(CultureInfo.InvariantCulture),
        { Units: > -1000 and < 1000 } => Measured(quantity.Units, $"unit.{quantity.Measure}"),
        _ => Measured(quantity.Units / 1000m, $"unit.{quantity.Measure}.thousand"),
    };

    /// <summary>Several things: "a, b, c".</summary>
    public string List(IEnumerable<string> items) => Join("list", items);

    /// <summary>Several things of which any will do: "a, b or c".</summary>
    public string AnyOf(IEnumerable<string> items)
    {
        var all = items.ToArray();
        return all.Length < 2 ? string.Concat(all) : Pair("list.or", List(all[..^1]), all[^1]);
    }

    /// <summary>Sentences that follow one another.</summary>
    public string Sentences(IEnumerable<string> sentences) => Join("sentences", sentences);

    private static decimal Major(Money money) => (decimal)money.AmountMinor / Currencies.MinorUnits(money.CurrencyCode);

    // A price may be finer than the currency's minor unit.
    private static int Decimals(UnitPrice price) => Math.Max(Currencies.Decimals(price.CurrencyCode), (price.Amount / 1.0000000000000000000000000000m).Scale);

    private string Measured(decimal number, string unit) => patterns.Say("measured", ("number", Number(number)), ("unit", patterns.Say(unit)));

    // What is sold by measure has its price for a thousand of it.
    private string Per(string price, Measure measure) =>
        measure is Measure.None or Measure.Piece ? price : patterns.Say("per", ("price", price), ("unit", patterns.Say($"unit.{measure}.thousand")));

    private string Amount(decimal amount, string currency, int decimals) => $"{amount.ToString($"N{decimals}", culture)} {currency}";

    private string Price(decimal amount, string currency, int decimals)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        var symbol = $"symbol.{currency}";
        format.CurrencySymbol = patterns.Has(symbol) ? patterns.Say(symbol) : currency;
        format.CurrencyDecimalDigits = decimals;
        return amount.ToString("C", format);
    }

    private string Join(string pattern, IEnumerable<string> items) =>
        items.Where(item => item.Length > 0).Aggregate("", (before, item) => before.Length == 0 ? item : Pair(pattern, before, item));

    private string Pair(string pattern, string first, string second) => patterns.Say(pattern, ("first", first), ("second", second));
}
