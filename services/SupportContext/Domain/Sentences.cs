using System.Globalization;
using System.Text.RegularExpressions;
using Omnichannel.Platform.Domain;

namespace Omnichannel.SupportContext.Domain;

/// <summary>One sentence for an entry, a friction or a suggestion, in the language asked for: English, or Italian.</summary>
public static partial class Sentences
{
    /// <summary>The sentence of an entry.</summary>
    public static string Of(Entry entry, string language) =>
        Fact().Replace(IsItalian(language) ? entry.Form.Italian : entry.Form.English, match => Value(entry, match, language)).Trim();

    /// <summary>Chooses between the two texts.</summary>
    public static string Choose(string language, string english, string italian) => IsItalian(language) ? italian : english;

    private static bool IsItalian(string language) => language.Split('-')[0].Equals("it", StringComparison.OrdinalIgnoreCase);

    private static string Value(Entry entry, Match match, string language)
    {
        var name = match.Groups[1].Value;
        if (match.Groups[2].Success)
        {
            return entry.Amount(name) is { } money ? Text(money, language) : "0";
        }

        return entry.Instant(name) is { } at && name.StartsWith("promised", StringComparison.Ordinal)
            ? at.ToString("d", CultureInfo.GetCultureInfo(IsItalian(language) ? "it-IT" : "en-GB"))
            : entry.Fact(name);
    }

    private static string Text(Money money, string language)
    {
        var units = Currencies.MinorUnits(money.CurrencyCode);
        var major = (decimal)money.AmountMinor / units;
        var digits = units switch { 1 => "N0", 1000 => "N3", _ => "N2" };
        return $"{major.ToString(digits, CultureInfo.GetCultureInfo(IsItalian(language) ? "it-IT" : "en-GB"))} {money.CurrencyCode}";
    }

    [GeneratedRegex(@"\{(\w+)(:money)?\}")]
    private static partial Regex Fact();
}
