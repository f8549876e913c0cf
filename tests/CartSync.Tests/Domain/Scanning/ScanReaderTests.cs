using Omnichannel.Types.V1;
using Omnichannel.Values;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Tests.Domain.Scanning;

/// <summary>What scanners give, and what it says. <c>^</c> is the separator FNC1.</summary>
public sealed class ScanReaderTests
{
    private const int Year = 2026;
    private const string Gtin = "09506000134352";

    [Theory]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("036000291452", "00036000291452")]
    [InlineData("96385074", "00000096385074")]
    [InlineData("19506000134359", "19506000134359")]
    [InlineData(" 400-6381 33393-1\r\n", "04006381333931")]
    [InlineData("]E04006381333931", "04006381333931")]
    [InlineData("]E3400638133393112", "04006381333931")]
    [InlineData("]E3400638133393112345", "04006381333931")]
    [InlineData("]E496385074", "00000096385074")]
    [InlineData("]I119506000134359", "19506000134359")]
    [InlineData("]C04006381333931", "04006381333931")]
    [InlineData("04252614", "00042100005264")]
    [InlineData("01201303", "00012000000133")]
    [InlineData("01234505", "00012000003455")]
    [InlineData("0109506000134352", Gtin)]
    [InlineData("]C10109506000134352", Gtin)]
    [InlineData("^0109506000134352^", Gtin)]
    [InlineData("(01)09506000134352", Gtin)]
    [InlineData("]C1(01)09506000134352", Gtin)]
    [InlineData("https://id.gs1.org/01/09506000134352", Gtin)]
    [InlineData("HTTP://Shop.example/a/b/01/9506000134352/", Gtin)]
    [InlineData("https://shop.example/2026/01/01/09506000134352?linkType=all#top", Gtin)]
    [InlineData("https://shop.example/gtin/09506000134352/lot/A", Gtin)]
    [InlineData("]Q1https://id.gs1.org/01/96385074", "00000096385074")]
    [InlineData("]d20209506000134352370012", Gtin)]
    public void Gtin_OfAnyLength_InAnyCode(string text, string gtin) => Assert.Equal(gtin, Read(text).Value.Gtin);

    [Theory]
    [InlineData("]C10109506000134352103A-LOT^2112345^17270228")]
    [InlineData("]d201095060001343521727022821" + "12345^103A-LOT")]
    [InlineData("]Q317270228^103A-LOT^2112345^0109506000134352")]
    [InlineData("0109506000134352172702281" + "03A-LOT^2112345^")]
    [InlineData("(01)09506000134352(10)3A-LOT(21)12345(17)270200")]
    [InlineData("https://id.gs1.org/01/09506000134352/10/3A-LOT/21/12345?17=270228&utm_source=x")]
    [InlineData("https://id.gs1.org/01/09506000134352/10/3%41-LOT/21/1234%35?linkType=gs1:pip;17=270228")]
    public void LotSerialAndExpiry_InWhateverOrder(string text)
    {
        var scan = Read(text).Value;
        Assert.Equal((Gtin, "3A-LOT", "12345", new DateOnly(2027, 2, 28)), (scan.Gtin, scan.Lot, scan.Serial, scan.ExpiresOn));
    }

    [Fact]
    public void MeasurePriceAndCount_AreExact()
    {
        var scan = Read("]C10109506000134352310300123432020012343922" + "0012345^3012").Value;
        Assert.Equal([new ScannedMeasure(Cart.V1.MeasureKind.NetWeight, 1.234m, "KGM"), new ScannedMeasure(Cart.V1.MeasureKind.NetWeight, 12.34m, "LBR")], scan.Measures.ToArray());
        Assert.Equal((new ScannedPrice(123.45m, null, "3922"), 12L), (scan.Price, scan.Count));
        Assert.Equal(new Money { CurrencyCode = "EUR", AmountMinor = 12_345 }, scan.Price!.In("EUR").Value);
        Assert.Equal(new ScannedPrice(1500m, "JPY", "3930"), Read("(01)09506000134352(3930)3921500").Value.Price);
        Assert.Equal(new Money { CurrencyCode = "JPY", AmountMinor = 1500 }, Read("(01)09506000134352(3930)3921500").Value.Price!.In("EUR").Value);

        // Nobody can pay a tenth of a cent.
        Assert.Equal("SCAN_ELEMENT_INVALID", Read("(01)09506000134352(3923)12345").Value.Price!.In("EUR").Fault?.Reason);
        Assert.True(Read("(01)09506000134352(3923)12340").Value.Price!.In("EUR").IsRead);
    }

    [Theory]
    [InlineData("261231", "2026-12-31")]
    [InlineData("260200", "2026-02-28")]
    [InlineData("280200", "2028-02-29")]
    [InlineData("761231", "2076-12-31")]
    [InlineData("770101", "1977-01-01")]
    [InlineData("261301", null)]
    [InlineData("260001", null)]
    [InlineData("260230", null)]
    [InlineData("2612AB", null)]
    public void Dates_HaveTheirCentury_AndTheDay00IsTheLast(string digits, string? day)
    {
        var read = Read($"]C101{Gtin}17{digits}");
        Assert.Equal((day, day is null ? "SCAN_ELEMENT_INVALID 17" : null), (read.IsRead ? $"{read.Value.ExpiresOn:yyyy-MM-dd}" : null, Reason(read)));
        Assert.Equal(day, Read($"]C101{Gtin}15{digits}") is { IsRead: true } best ? $"{best.Value.BestBefore:yyyy-MM-dd}" : null);
        Assert.Equal(day, Read($"]C101{Gtin}16{digits}") is { IsRead: true } sell ? $"{sell.Value.SellBy:yyyy-MM-dd}" : null);
    }

    [Fact]
    public void Dates_OfEachYear_LieFrom49YearsBackTo50Ahead()
    {
        for (var present = 1990; present < 2110; present++)
        {
            for (var digits = 0; digits < 100; digits++)
            {
                var year = ShortDate.Read($"{digits:D2}0615", present, mayLackDay: false)!.Value.Year;
                Assert.Equal((digits, true), (year % 100, year - present is >= -49 and <= 50));
            }
        }

        Assert.Equal(new DateOnly(2026, 12, 31), Read("(01)09506000134352(7003)2612311530").Value.ExpiresOn);
        Assert.Null(ShortDate.Read("260200", Year, mayLackDay: false));
    }

    [Theory]
    [InlineData("", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("HELLO", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("123456", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("4111111111111111", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("]", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("]C1", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("]A04006381333931", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("]E4" + "4006381333931", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("]E312", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("01095060\n00134352", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("]C10109506000134352\u000710A", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("]C1ABC", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("(01)09506000134352(10A", "SCAN_ELEMENT_INVALID 01")]
    [InlineData("(1)09506000134352", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("4006381333930", "CHECK_DIGIT_WRONG")]
    [InlineData("036000291453", "CHECK_DIGIT_WRONG")]
    [InlineData("96385075", "CHECK_DIGIT_WRONG")]
    [InlineData("04252615", "CHECK_DIGIT_WRONG")]
    [InlineData("0109506000134353", "CHECK_DIGIT_WRONG 01")]
    [InlineData("]d20109506000134353", "CHECK_DIGIT_WRONG 01")]
    [InlineData("https://id.gs1.org/01/09506000134353", "CHECK_DIGIT_WRONG 01")]
    [InlineData("https://id.gs1.org/01/9506000134353/10/A", "CHECK_DIGIT_WRONG 01")]
    [InlineData("010950600013435", "SCAN_ELEMENT_INVALID 01")]
    [InlineData("]C1010950600013^435210A", "SCAN_ELEMENT_INVALID 01")]
    [InlineData("]C1010950600013435A", "SCAN_ELEMENT_INVALID 01")]
    [InlineData("]C10109506000134352172612", "SCAN_ELEMENT_INVALID 17")]
    [InlineData("]C1010950600013435210", "SCAN_ELEMENT_INVALID 10")]
    [InlineData("]C1010950600013435210ABCDEFGHIJKLMNOPQRSTU", "SCAN_ELEMENT_INVALID 10")]
    [InlineData("]C1010950600013435210A B", "SCAN_ELEMENT_INVALID 10")]
    [InlineData("]C10109506000134352310300123", "SCAN_ELEMENT_INVALID 3103")]
    [InlineData("]C10109506000134352800512345", "SCAN_ELEMENT_INVALID 8005")]
    [InlineData("]C101095060001343523106001", "SCAN_ELEMENT_INVALID 31")]
    [InlineData("]C10109506000134352393200012", "SCAN_ELEMENT_INVALID 3932")]
    [InlineData("https://id.gs1.org/01/09506000134352/10/%GG", "SCAN_ELEMENT_INVALID 10")]
    [InlineData("https://id.gs1.org/01/09506000134352/10/%C3%A9", "SCAN_ELEMENT_INVALID 10")]
    [InlineData("https://id.gs1.org/01/09506000134352?17=26123", "SCAN_ELEMENT_INVALID 17")]
    [InlineData("https://id.gs1.org/01/0950600013435", "CHECK_DIGIT_WRONG 01")]
    [InlineData("https://id.gs1.org/01/095060001343", "CHECK_DIGIT_WRONG 01")]
    [InlineData("https://id.gs1.org/01/0950600013", "SCAN_ELEMENT_INVALID 01")]
    [InlineData("https://id.gs1.org/01/09506000134352/21/1/10/5", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("https://id.gs1.org/01/09506000134352/235/1/10/5", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("https://id.gs1.org/01/09506000134352/10", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("https://", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("https://shop.example/menu", "SCAN_NOT_UNDERSTOOD")]
    [InlineData("https://id.gs1.org/ARFKk4XB0CDKWcnpq", "SCAN_COMPRESSED")]
    [InlineData("]C100095060001343520000", "SCAN_WITHOUT_ITEM")]
    [InlineData("(10)ABC", "SCAN_WITHOUT_ITEM")]
    [InlineData("https://id.gs1.org/414/9506000134352", "SCAN_WITHOUT_ITEM")]
    [InlineData("]C10109506000134352" + "10A^10B", "SCAN_CONTRADICTORY 10")]
    [InlineData("]C10109506000134352" + "31030012343102001234", "SCAN_CONTRADICTORY 3102")]
    [InlineData("]C101095060001343520209506000134352", "SCAN_CONTRADICTORY 02")]
    [InlineData("(01)09506000134352(30)1(37)1", "SCAN_CONTRADICTORY 37")]
    [InlineData("(01)09506000134352(3922)1(3932)9781", "SCAN_CONTRADICTORY 3932")]
    public void WhatIsNoCodeOfGoods_IsRefusedByName(string text, string refusal) => Assert.Equal(refusal, Reason(Read(text)));

    [Fact]
    public void Elements_OfNoInterest_AreReadOverToTheirEnd()
    {
        // Twice the same is no contradiction; an identifier that nobody knows yet ends as its first digits say, or with the separator.
        Assert.Equal("L", Read($"]C101{Gtin}10L^10L").Value.Lot);
        Assert.Equal("L", Read($"]C101{Gtin}310600123410L").Value.Lot);
        Assert.Equal("L", Read($"]C101{Gtin}04123456789012345610L").Value.Lot);
        Assert.Equal("L", Read($"]C101{Gtin}7999what(17)ever^10L").Value.Lot);
        Assert.Equal("L", Read($"(01){Gtin}(7999)x(10)L").Value.Lot);
        foreach (var identifier in ApplicationIdentifier.Known.Where(known => known.Stem is not ("01" or "02" or "03" or "10")))
        {
            var data = new RandomCodes(1).Data(identifier);
            Assert.Equal(("L", Gtin), Read($"]C1{identifier.Code}{data}^01{Gtin}10L") is { IsRead: true } read ? (read.Value.Lot, read.Value.Gtin) : (identifier.Code, data));
        }
    }

    [Fact]
    public void BrokenCodes_NeverBecomeAnotherItem()
    {
        var codes = new RandomCodes(7);
        for (var i = 0; i < 300; i++)
        {
            var (text, gtin) = codes.Elements(judged: false) is var elements && i % 2 == 0 ? (codes.Symbol(elements), elements[0].Data) : codes.Number();
            for (var at = 0; at < text.Length; at++)
            {
                // Cut off, a character left out, another one in its place, a control character: the same item, or none.
                var digit = (char)('0' + ((text[at] + 1 + codes.Next(9)) % 10));
                foreach (var broken in new[] { text[..at], text.Remove(at, 1), text[..at] + digit + text[(at + 1)..], text.Insert(at, "\u0001") })
                {
                    if (Read(broken) is { IsRead: true } read && read.Value.Gtin != gtin)
                    {
                        Assert.True(CheckDigit.IsRight(read.Value.Gtin) && broken.Contains(read.Value.Gtin.TrimStart('0'), StringComparison.Ordinal), $"{text} became {broken}: {read.Value}");
                    }
                }
            }
        }
    }

    [Fact]
    public void LongTexts_AreRefused_AndCostNothing()
    {
        foreach (var text in new[] { new string('1', 10_000), new string('(', 10_000), "]C1" + new string('\u001d', 7_000), "(10)" + new string('(', 7_000), "https://h/" + string.Concat(Enumerable.Repeat("01/", 2_300)) })
        {
            Assert.Contains(Reason(Read(text)), new[] { "SCAN_NOT_UNDERSTOOD", "SCAN_ELEMENT_INVALID 10", "SCAN_ELEMENT_INVALID 01" });
        }

        Assert.DoesNotContain("4006381333930", Read("4006381333930").Fault!.ToString(), StringComparison.Ordinal);
    }

    private static Reading<Scan> Read(string text) => ScanReader.Read(text.Replace('^', '\u001d'), Year);

    private static string? Reason(Reading<Scan> read) => read.Fault is { } fault ? $"{fault.Reason} {fault.Identifier}".TrimEnd() : null;
}
