using System.Globalization;
using System.Text.Json;
using Omnichannel.TestKit;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Tests.Domain.Scanning;

/// <summary>Hundreds of codes, read by parsers that share nothing with ours: npm's gs1-barcode-parser-mod and digital-link.js.</summary>
public sealed class ScanJudgeTests
{
    private const string Script = "scripts/parse-scans.js";

    // Characters of lots and serials that the other parser's grammar lacks, and those that it cannot compress.
    private const string NotInItsGrammar = "\"";
    private const string NotCompressed = ":;<=>?";

    private static readonly int Year = TimeProvider.System.GetUtcNow().Year;

    [Fact]
    public async Task Symbols_SayTheSameToBoth()
    {
        var codes = new RandomCodes(11);
        List<List<Element>> all = [.. Enumerable.Range(0, 600).Select(_ => codes.Elements(judged: true))];

        // And each identifier there is, once.
        all.AddRange(ApplicationIdentifier.Known.Where(known => known.Stem is not ("01" or "02" or "03") && !RandomCodes.NotJudged.ContainsKey(known.Code))
            .Select(known => new List<Element> { new(ApplicationIdentifier.Find("01")!, codes.Gtin()), new(known, codes.Data(known)) }));
        var texts = all.Select((elements, i) => i % 3 == 0 ? string.Concat(elements.Select(element => $"({element.Identifier.Code}){element.Data}")) : codes.Symbol(elements)).ToArray();
        var answers = (await NodeScript.RunAsync(Script, input: new { codes = texts })).GetProperty("codes").EnumerateArray().ToArray();
        Assert.Equal(texts.Length, answers.Length);
        foreach (var (text, elements, answer) in texts.Zip(all, answers))
        {
            Assert.True(answer.TryGetProperty("items", out var items), $"{text}: {answer}");
            var theirs = items.EnumerateArray().ToDictionary(item => item.GetProperty("ai").GetString()!);
            var ours = Elements(text);
            Assert.Equal(elements, ours);
            Assert.Equal(theirs.Select(item => (item.Key, item.Value.GetProperty("raw").GetString())), ours.Select(element => (element.Identifier.Code, (string?)element.Data)));
            Same(text, theirs);
        }
    }

    [Fact]
    public async Task Identifiers_ThatAreNotJudged_AreThoseThatTheOtherParserReadsOtherwise()
    {
        var codes = new RandomCodes(5);
        var texts = RandomCodes.NotJudged.Keys.Select(code => ApplicationIdentifier.Find(code)!)
            .Select(known => $"]C1{known.Code}{(known.Code is "425" or "7007" ? "260101270101"[..(known.Code == "425" ? 6 : 12)] : codes.Data(known))}").ToArray();
        var answers = (await NodeScript.RunAsync(Script, input: new { codes = texts })).GetProperty("codes").EnumerateArray().ToArray();
        foreach (var (text, answer) in texts.Zip(answers))
        {
            var ours = Elements(text);
            var isSame = answer.TryGetProperty("items", out var items) && items.GetArrayLength() == 1 && items[0].GetProperty("raw").GetString() == ours.Single().Data;
            Assert.False(isSame, $"{text} is judged by now: take it off the list");
        }
    }

    [Fact]
    public async Task Links_SayTheSameToBoth_AndTheirCompressedFormIsRefusedByName()
    {
        var codes = new RandomCodes(23);
        var expected = Enumerable.Range(0, 400).Select(_ => Link(codes)).ToArray();
        var answers = (await NodeScript.RunAsync(Script, input: new { links = expected.Select(link => link.Uri).ToArray() })).GetProperty("links").EnumerateArray().ToArray();
        foreach (var (link, answer) in expected.Zip(answers))
        {
            bool Has(string characters) => link.Elements.Values.Any(data => data.AsSpan().ContainsAny(characters));
            Assert.True(answer.TryGetProperty("valid", out var valid) && valid.GetBoolean() != Has(NotInItsGrammar), $"{link.Uri}: {answer}");
            var ours = DigitalLink.Read(link.Uri, Year).Value.ToDictionary(element => element.Identifier.Code, element => element.Data);
            Assert.Equal(link.Elements.OrderBy(pair => pair.Key), ours.OrderBy(pair => pair.Key));
            var theirs = answer.GetProperty("ais").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);

            // It leaves shorter GTINs as they are, or fills them up: both mean one.
            theirs["01"] = theirs["01"].PadLeft(14, '0');
            Assert.Equal(theirs.OrderBy(pair => pair.Key), ours.OrderBy(pair => pair.Key));
            Assert.Equal(Has(NotCompressed) ? null : "SCAN_COMPRESSED", answer.GetProperty("compressed").GetString() is { } compressed ? ScanReader.Read(compressed, Year).Fault?.Reason : null);
        }

        // Neither takes a wrong check digit.
        string[] wrong = [.. expected.Take(50).Select(link => link.Uri.Replace($"/01/{link.Gtin}", $"/01/{link.Gtin[..^1]}{(link.Gtin[^1] - '0' + 1) % 10}", StringComparison.Ordinal))];
        foreach (var (uri, answer) in wrong.Zip((await NodeScript.RunAsync(Script, input: new { links = wrong })).GetProperty("links").EnumerateArray()))
        {
            Assert.False(answer.TryGetProperty("valid", out var valid) && valid.GetBoolean(), uri);
            Assert.Equal("CHECK_DIGIT_WRONG", ScanReader.Read(uri, Year).Fault?.Reason);
        }
    }

    private static void Same(string text, Dictionary<string, JsonElement> theirs)
    {
        var scan = ScanReader.Read(text, Year).Value;
        string Raw(string ai) => theirs.TryGetValue(ai, out var item) ? item.GetProperty("raw").GetString()! : "";
        string Date(string ai) => theirs.TryGetValue(ai, out var item) ? item.GetProperty("date").GetString()! : "";
        Assert.Equal((Raw("01"), Raw("10"), Raw("21")), (scan.Gtin, scan.Lot, scan.Serial));
        Assert.Equal((Date("15"), Date("16")), ($"{scan.BestBefore:yyyy-MM-dd}", $"{scan.SellBy:yyyy-MM-dd}"));
        if (theirs.ContainsKey("17"))
        {
            Assert.Equal(Date("17"), $"{scan.ExpiresOn:yyyy-MM-dd}");
        }

        Assert.Equal(Raw("30") + Raw("37") is { Length: > 0 } count ? long.Parse(count, CultureInfo.InvariantCulture) : null, scan.Count);
        Assert.Equal(
            theirs.Where(item => MeasureIdentifiers.Find(item.Key[..Math.Min(3, item.Key.Length)]) is not null && item.Key.Length == 4)
                .Select(item => (Rounded(item.Value.GetProperty("value").GetDouble()), item.Value.GetProperty("unit").GetString()!)),
            scan.Measures.Select(measure => (Rounded((double)measure.Value), measure.UnitCode)));
        var price = theirs.SingleOrDefault(item => item.Key.Length == 4 && item.Key[..3] is "392" or "393");
        Assert.Equal(price.Key, scan.Price?.Identifier);
        if (price.Key is not null && Raw(price.Key).Length - (price.Key[2] == '3' ? 3 : 0) >= price.Key[3] - '0')
        {
            // Of fewer digits than decimals it puts the point behind the last but one.
            Assert.Equal(Rounded(price.Value.GetProperty("value").GetDouble()), Rounded((double)scan.Price!.Amount));
        }
    }

    // The other parser counts in binary fractions.
    private static string Rounded(double number) => number.ToString("G12", CultureInfo.InvariantCulture);

    private static List<Element> Elements(string text) => (text[0] == '(' ? ElementString.ReadPrinted(text, Year) : ElementString.Read(text[3..], Year)).Value;

    private static (string Uri, string Gtin, Dictionary<string, string> Elements) Link(RandomCodes codes)
    {
        var gtin = codes.Gtin(new[] { 8, 12, 13, 14 }[codes.Next(4)]);
        var uri = $"https://{new[] { "id.gs1.org", "shop.example/some/path", "shop.example:8443" }[codes.Next(3)]}/01/{gtin}";
        var elements = new Dictionary<string, string> { ["01"] = gtin.PadLeft(14, '0') };
        string Add(string code)
        {
            elements[code] = codes.Data(ApplicationIdentifier.Find(code)!);
            return Uri.EscapeDataString(elements[code]);
        }

        foreach (var qualifier in new[] { "22", "10", "21" }.Where(_ => codes.Next(2) == 0).ToArray())
        {
            uri += $"/{qualifier}/{Add(qualifier)}";
        }

        var attributes = new[] { "17", "15", "3103", "3922", "11", "30" }.Where(_ => codes.Next(3) == 0).Select(code => $"{code}={Add(code)}").ToArray();
        return (attributes.Length > 0 ? $"{uri}?{string.Join('&', attributes)}" : uri, gtin, elements);
    }
}
