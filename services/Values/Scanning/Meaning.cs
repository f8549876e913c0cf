using System.Collections.Immutable;
using System.Globalization;

namespace Omnichannel.Values.Scanning;

/// <summary>What elements say about goods.</summary>
internal static class Meaning
{
    private static readonly string[] ItemIdentifiers = ["01", "02", "03"];

    /// <summary>The elements together; each is well-formed by itself.</summary>
    public static Reading<Scan> Of(IReadOnlyList<Element> elements, int year)
    {
        var byStem = new Dictionary<string, Element>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            // One measure with the point at two places is two values, too.
            if (!byStem.TryAdd(element.Identifier.Stem, element) && byStem[element.Identifier.Stem] != element)
            {
                return ScanFault.Contradictory(element.Identifier.Code);
            }
        }

        var items = ItemIdentifiers.Where(byStem.ContainsKey).ToArray();
        if (items.Length == 0)
        {
            return ScanFault.WithoutItem;
        }

        if ((Second(byStem, items) ?? Second(byStem, ["30", "37"]) ?? Second(byStem, ["392", "393"])) is { } second)
        {
            return ScanFault.Contradictory(byStem[second].Identifier.Code);
        }

        if (byStem.TryGetValue("393", out var foreign) && CurrencyNumbers.Find(foreign.Data[..3]) is null)
        {
            return ScanFault.ElementInvalid(foreign.Identifier.Code);
        }

        return new Scan
        {
            Gtin = byStem[items[0]].Data,
            Lot = Text(byStem, "10"),
            Serial = Text(byStem, "21"),
            ExpiresOn = Date(byStem, "17", year) ?? Date(byStem, "7003", year),
            BestBefore = Date(byStem, "15", year),
            SellBy = Date(byStem, "16", year),
            Measures = [.. elements.Distinct().Select(Measure).OfType<ScannedMeasure>()],
            Price = Price(byStem),
            Count = Text(byStem, "30") + Text(byStem, "37") is { Length: > 0 } count ? long.Parse(count, CultureInfo.InvariantCulture) : null,
        };
    }

    private static string? Second(Dictionary<string, Element> elements, string[] exclusive) => exclusive.Where(elements.ContainsKey).Skip(1).FirstOrDefault();

    private static string Text(Dictionary<string, Element> elements, string stem) => elements.TryGetValue(stem, out var element) ? element.Data : "";

    private static DateOnly? Date(Dictionary<string, Element> elements, string stem, int year) =>
        elements.TryGetValue(stem, out var element) ? ShortDate.Read(element.Data, year, mayLackDay: true) : null;

    private static ScannedMeasure? Measure(Element element) => MeasureIdentifiers.Find(element.Identifier.Stem) is var (kind, unit)
        ? new ScannedMeasure(kind, Number(element.Data, element.Identifier.Decimals), unit)
        : null;

    private static ScannedPrice? Price(Dictionary<string, Element> elements) =>
        elements.TryGetValue("392", out var own) ? new ScannedPrice(Number(own.Data, own.Identifier.Decimals), null, own.Identifier.Code)
        : elements.TryGetValue("393", out var other) ? new ScannedPrice(Number(other.Data[3..], other.Identifier.Decimals), CurrencyNumbers.Find(other.Data[..3]), other.Identifier.Code)
        : null;

    /// <summary>Digits with so many of them, at most nine, behind the point.</summary>
    public static decimal Number(string digits, int decimals)
    {
        var number = decimal.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = 0; i < decimals; i++)
        {
            number /= 10;
        }

        return number;
    }
}
