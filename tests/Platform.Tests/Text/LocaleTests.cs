using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Values;

namespace Omnichannel.Platform.Tests.Text;

public sealed class LocaleTests
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Theory]
    [InlineData("en", "3 March 2026", "Tuesday 3 March 2026")]
    [InlineData("it-CH", "3 marzo 2026", "martedì 3 marzo 2026")]
    [InlineData("ro", "3 martie 2026", "marți, 3 martie 2026")]
    [InlineData("zh-Hans-CN", "2026年3月3日", "2026年3月3日")]
    [InlineData("xx", "3 March 2026", "Tuesday 3 March 2026")]
    public void Dates_AreThoseOfTheLanguage(string tag, string date, string weekdayDate)
    {
        Assert.Equal(date, Locale.In(tag).Date(Tuesday));
        Assert.Equal(weekdayDate, Locale.In(tag).WeekdayDate(Tuesday));
    }

    [Theory]
    [InlineData("en", "EUR", 123456, "1,234.56 EUR", "€1,234.56")]
    [InlineData("en", "JPY", 1235, "1,235 JPY", "¥1,235")]
    [InlineData("en", "GBP", 5, "0.05 GBP", "£0.05")]
    [InlineData("it", "EUR", 123456, "1.234,56 EUR", "1.234,56 €")]
    [InlineData("it", "KWD", 1500, "1,500 KWD", "1,500 KWD")]
    [InlineData("ro", "EUR", 123456, "1.234,56 EUR", "1.234,56 €")]
    [InlineData("ro", "RON", -123456, "-1.234,56 RON", "-1.234,56 RON")]
    [InlineData("zh", "CNY", 123456, "1,234.56 CNY", "¥1,234.56")]
    [InlineData("zh", "JPY", 1235, "1,235 JPY", "JP¥1,235")]
    public void Money_HasAnExactForm_AndThatOfShops(string tag, string currency, long minor, string amount, string price)
    {
        Assert.Equal(amount, Locale.In(tag).Amount(new Money(currency, minor)));
        Assert.Equal(price, Locale.In(tag).Price(new Money(currency, minor)).Replace('\u00a0', ' '));
    }

    [Theory]
    [InlineData("12.5", "12,50")]
    [InlineData("1234", "1.234,00")]
    [InlineData("0.001", "0,001")]
    public void UnitPrice_KeepsWhatIsFinerThanACent(string price, string written)
    {
        Assert.Equal($"{written} €", Locale.In("it").Price(UnitPrice.Parse("EUR", price)).Replace('\u00a0', ' '));
        Assert.Equal($"{written} EUR", Locale.In("it").Amount(UnitPrice.Parse("EUR", price)));
    }

    [Theory]
    [InlineData("en", "3", "455 g", "1.25 kg", "750 ml", "2 l", "12 mm", "2.505 m")]
    [InlineData("it", "3", "455 g", "1,25 kg", "750 ml", "2 l", "12 mm", "2,505 m")]
    [InlineData("ro", "3", "455 g", "1,25 kg", "750 ml", "2 l", "12 mm", "2,505 m")]
    [InlineData("zh", "3", "455克", "1.25千克", "750毫升", "2升", "12毫米", "2.505米")]
    public void Quantities_AreWrittenInTheUnitThatPeopleSay(string tag, params string[] written)
    {
        var locale = Locale.In(tag);
        Assert.Equal(written, new Quantity[]
        {
            new(3, Measure.Piece), new(455, Measure.Gram), new(1250, Measure.Gram), new(750, Measure.Millilitre), new(2000, Measure.Millilitre),
            new(12, Measure.Millimetre), new(2505, Measure.Millimetre),
        }.Select(locale.Quantity));
    }

    [Theory]
    [InlineData("en", "€19.90/kg", "19.90 EUR/kg")]
    [InlineData("it", "19,90 €/kg", "19,90 EUR/kg")]
    [InlineData("zh", "€19.90/千克", "19.90 EUR/千克")]
    public void UnitPrice_OfGoodsByMeasure_SaysWhatItIsFor(string tag, string price, string amount)
    {
        var ham = UnitPrice.Parse("EUR", "19.9") with { Measure = Measure.Gram };
        Assert.Equal(price, Locale.In(tag).Price(ham).Replace('\u00a0', ' '));
        Assert.Equal(amount, Locale.In(tag).Amount(ham));
    }

    [Theory]
    [InlineData("en", "a, b, c", "a, b or c", "A. B.")]
    [InlineData("it", "a, b, c", "a, b o c", "A. B.")]
    [InlineData("ro", "a, b, c", "a, b sau c", "A. B.")]
    [InlineData("zh", "a、b、c", "a、b或c", "A.B.")]
    public void Things_AreJoinedAsTheLanguageDoes(string tag, string list, string anyOf, string sentences)
    {
        var locale = Locale.In(tag);

        Assert.Equal(list, locale.List(["a", "b", "c"]));
        Assert.Equal(anyOf, locale.AnyOf(["a", "b", "c"]));
        Assert.Equal(sentences, locale.Sentences(["A.", "", "B."]));
        Assert.Equal(("", "", ""), (locale.List([]), locale.AnyOf([]), locale.Sentences([])));
        Assert.Equal(("a", "a", "a"), (locale.List(["a"]), locale.AnyOf(["a"]), locale.Sentences(["a"])));
    }

    [Theory]
    [InlineData("zh-Hant-TW", "zh-Hant")]
    [InlineData("ZH-hans", "zh")]
    [InlineData("it_IT", "it")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    public void Choice_IsTheTagOrAShorterOne_ElseEnglish(string asked, string chosen) =>
        Assert.Equal(chosen, LanguageChoice.For(asked, ["zh", "zh-Hant", "it", "en"]));

    [Fact]
    public void Choice_WithoutEnglish_IsTheFirst_AndNoneOfNone()
    {
        Assert.Equal("it", LanguageChoice.For("fr", ["ro", "it"]));
        Assert.Null(LanguageChoice.For("fr", []));
    }
}
