using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.SupportContext.Domain;

/// <summary>One sentence for an entry, a friction or a suggestion, in the language asked for.</summary>
public static class Sentences
{
    /// <summary>What is said.</summary>
    public static Phrases Texts { get; } = Phrases.Embedded(typeof(Sentences).Assembly);

    /// <summary>The sentence of an entry.</summary>
    public static string Of(Entry entry, string language)
    {
        var phrases = Texts.In(language);
        return phrases.Say(entry.Form.Name, name => Value(entry, name, phrases));
    }

    private static object? Value(Entry entry, string name, Phrases.Language phrases) => name switch
    {
        "granted" => phrases.Say($"granted.{(entry.Fact(name).Length > 0 ? "true" : "false")}"),
        "unit_price" => UnitPrice.TryParse(entry.Fact(FactNames.Currency), entry.Fact(name), out var price)
            ? price with { Measure = entry.Fact(FactNames.Measure) is { Length: > 0 } measure ? EnumNames.Read<Measure>(measure) : Measure.Piece }
            : null,
        FactNames.PromisedUntil => entry.Instant(name) is { } at ? (LocalDays.TryIn(entry.Fact(FactNames.PromiseZone)) ?? LocalDays.Utc).DayOf(at) : null,
        "assumed" => entry.Fact(name).Length > 0 ? phrases.Say("assumed") : null,
        _ => entry.Amount(name) is { } money ? money : entry.Fact(name),
    };
}
