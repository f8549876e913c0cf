using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests;

public sealed class WordingTests
{
    private readonly Wordings wordings = new();

    /// <summary>That every language has every key, with the same placeholders, is checked as the texts are read; a key stands in the file of its own page.</summary>
    [Fact]
    public void EveryKey_BeginsWithItsPage()
    {
        Assert.Contains("layout", wordings.Pages);
        Assert.All(wordings.Pages, page => Assert.All(wordings.Find(page, "en")!.Keys, key => Assert.StartsWith($"{page}.", key, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, "it-CH, en;q=0.8", "it")]
    [InlineData(null, "fr, zh-Hans-CN;q=0.9, en;q=0.8", "zh")]
    [InlineData(null, "fr;q=1, en;q=0.2, ro;q=0.7", "ro")]
    [InlineData(null, "fr", "en")]
    [InlineData(null, null, "en")]
    [InlineData("ro", "it", "ro")]
    [InlineData("klingon", "it", "en")]
    public void TheLanguage_IsTheOneChosen_ElseTheBestThatTheBrowserNames(string? chosen, string? accepted, string expected)
    {
        var wording = new Wording(wordings);
        wording.Choose(chosen, accepted);
        Assert.Equal(expected, wording.Language);
    }
}
