using Omnichannel.Platform.Text;
using Omnichannel.Values;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Tests.Domain.Scanning;

/// <summary>Codes as symbols carry them, from a seed.</summary>
internal sealed class RandomCodes(int seed)
{
    // Of these only one can be true beside a GTIN, or the other parser does not know them (see ScanJudgeTests).
    private static readonly string[] Exclusive = ["01", "02", "03", "37", "393"];
    private static readonly string Ascii = new([.. Enumerable.Range(33, 94).Select(c => (char)c)]);

    private readonly Random random = new(seed);

    /// <summary>Identifiers that the other parser does not read as the specifications say; each with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotJudged = new Dictionary<string, string>
    {
        ["717"] = "it does not know it",
        ["7041"] = "it does not know it",
        ["8014"] = "it does not know it",
        ["8111"] = "it does not know it",
        ["8112"] = "it does not know it",
        ["425"] = "it takes one country of up to five",
        ["7007"] = "it takes the first of two days",
    };

    public int Next(int most) => random.Next(most);

    public string Gtin(int length = 14) => Checked(Digits(length - 1));

    /// <summary>A GTIN of 8, 12, 13 or 14 digits that is no UPC-E.</summary>
    public (string Text, string Gtin) Number()
    {
        var digits = Checked((char)('2' + random.Next(8)) + Digits(new[] { 6, 10, 11, 12 }[random.Next(4)]));
        return (digits, digits.PadLeft(14, '0'));
    }

    /// <summary>An item and up to six other elements.</summary>
    public List<Element> Elements(bool judged)
    {
        var identifiers = ApplicationIdentifier.Known.Where(identifier => !Exclusive.Contains(identifier.Stem) && !(judged && NotJudged.ContainsKey(identifier.Code))).ToArray();
        var chosen = Enumerable.Range(0, random.Next(7))
            .Select(_ => random.Next(2) == 0 ? identifiers[random.Next(identifiers.Length)] : ApplicationIdentifier.Find(new[] { "10", "17", "21", "15", "16", "3103", "3922", "30" }[random.Next(8)])!)
            .DistinctBy(identifier => identifier.Stem);
        return [new Element(ApplicationIdentifier.Find("01")!, Gtin()), .. chosen.Select(identifier => new Element(identifier, Data(identifier)))];
    }

    /// <summary>As a scanner gives it: separators where they must be, and now and then where they need not.</summary>
    public string Symbol(IReadOnlyList<Element> elements) => new[] { "]C1", "]d2", "]Q3" }[random.Next(3)] + string.Concat(elements.Select((element, i) =>
        element.Identifier.Code + element.Data + (i < elements.Count - 1 && (ApplicationIdentifier.FixedLength(element.Identifier.Code) is null || random.Next(8) == 0) ? "\u001d" : "")));

    /// <summary>Data that an identifier may have.</summary>
    public string Data(ApplicationIdentifier identifier)
    {
        var data = "";
        foreach (var part in identifier.Parts)
        {
            if (part.IsOptional && random.Next(2) == 0)
            {
                break;
            }

            data += part switch
            {
                { HasCheckDigit: true } => Checked(Digits(part.Most - 1)),
                _ when part.Rule is 'd' or 'm' => $"{random.Next(100):D2}{random.Next(1, 13):D2}{random.Next(part.Rule == 'm' ? 0 : 1, 29):D2}" + Digits(part.Most - 6),
                _ => Text(part),
            };
        }

        return identifier.Code switch
        {
            "7250" => "19840229",
            "7251" => "198402291530",
            _ when identifier.Stem is "391" or "393" => "978" + data[3..],
            _ => data,
        };
    }

    private string Text(DataPart part)
    {
        // Parentheses would begin an identifier where the code is printed.
        var characters = Ascii.Where(c => part.Characters.Contains(c) && c is not ('(' or ')')).ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(part.Least, part.Most + 1)).Select(_ => characters[random.Next(characters.Length)]));
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private static string Checked(string digits) => digits + CheckDigit.Of(digits);
}
