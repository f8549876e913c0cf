using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>How titles are found.</summary>
public sealed class ItemWordsTests
{
    [Theory]
    [InlineData("Caffè-Latte, 500g", "caffe latte 500g")]
    [InlineData("GROSSE Größe", "grosse")]
    [InlineData("Ærø Łódź İstanbul ısı", "aero lodz istanbul isi")]
    [InlineData("ΟΔΟΣ οδος", "οδοσ")]
    [InlineData("ﬁne ＡＢＣ①", "fine abc1")]
    [InlineData("LED灯泡", "led 灯泡 泡")]
    [InlineData("  -- !", "")]
    public void Of_IsWithoutCaseAndAccents(string title, string words) => Assert.Equal(words, string.Join(' ', ItemWords.Of([title])));

    [Fact]
    public void Asked_IsFoundInEachTitleThatHasIt()
    {
        foreach (var title in new[] { "Caffè Größe", "绿茶杯子", "キッチン用品", "학교 책상", "Тёплый Чай", new string('x', 100) + "y", "e\u0301tude" })
        {
            var words = ItemWords.Of([title, "other"]);
            foreach (var asked in new[] { title, title.ToUpperInvariant(), title.Normalize(System.Text.NormalizationForm.FormD), title[..2] })
            {
                Assert.All(ItemWords.Asked(asked), word => Assert.Contains(words, known => known.StartsWith(word, StringComparison.Ordinal)));
            }
        }

        Assert.Equal(["茶杯"], ItemWords.Asked("茶杯"));
        Assert.Equal(["a", "b"], ItemWords.Asked("a\ud800b"));
        Assert.Contains("茶杯子", ItemWords.Of(["绿茶杯子"]));
    }
}
