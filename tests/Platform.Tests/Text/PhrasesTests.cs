using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Platform.Tests.Text;

public sealed class PhrasesTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["en"] = "format.date: d MMMM yyyy\nlist.comma: ', '\nlist.or: ' or '\nuntil: 'Until {day} for {amount} ({count}, {name}).'",
        ["it"] = "format.date: d MMMM yyyy\nlist.comma: ', '\nlist.or: ' o '\nuntil: '{name}: {count}, {amount} fino al {day}.'",
        ["ro"] = "format.date: d MMMM yyyy\nlist.comma: ', '\nlist.or: ' sau '\nuntil: 'Până la {day}: {amount}, {count}, {name}.'",
        ["zh"] = "format.date: yyyy年M月d日\nlist.comma: 、\nlist.or: 或\nuntil: '{day}之前：{amount}，{count}，{name}。'",
    };

    private static readonly (string, object?)[] Values =
        [("day", new DateOnly(2026, 3, 10)), ("amount", new Money("EUR", 123450)), ("count", 1234), ("name", "{day}")];

    [Theory]
    [InlineData("en", "Until 10 March 2026 for 1,234.50 EUR (1234, {day}).")]
    [InlineData("it-IT", "{day}: 1234, 1.234,50 EUR fino al 10 marzo 2026.")]
    [InlineData("RO", "Până la 10 martie 2026: 1.234,50 EUR, 1234, {day}.")]
    [InlineData("zh-Hant-TW", "2026年3月10日之前：1,234.50 EUR，1234，{day}。")]
    [InlineData("de-DE", "Until 10 March 2026 for 1,234.50 EUR (1234, {day}).")]
    [InlineData("", "Until 10 March 2026 for 1,234.50 EUR (1234, {day}).")]
    [InlineData("-", "Until 10 March 2026 for 1,234.50 EUR (1234, {day}).")]
    public void Say_FillsPlaceholdersOnce_AsTheLanguageWritesThem(string tag, string text) =>
        Assert.Equal(text, Phrases.Of(Files).In(tag).Say("until", Values));

    [Fact]
    public void Say_AKeyThatIsNotThere_IsNamed() => Assert.Contains(
        "later", Assert.Throws<KeyNotFoundException>(() => Phrases.Of(Files).In("en").Say("later")).Message, StringComparison.Ordinal);

    [Fact]
    public void Say_WithoutAValue_LeavesThePlaceEmpty() => Assert.Equal("Until  for  (, ).", Phrases.Of(Files).In("en").Say("until"));

    [Fact]
    public void AnyOf_JoinsAsTheLanguageDoes()
    {
        var english = Phrases.Of(Files).In("en");

        Assert.Equal("", english.AnyOf([]));
        Assert.Equal("a", english.AnyOf(["a"]));
        Assert.Equal("a, b or c", english.AnyOf(["a", "b", "c"]));
        Assert.Equal("a、b或c", Phrases.Of(Files).In("zh").AnyOf(["a", "b", "c"]));
    }

    [Theory]
    [InlineData("ro", null, "'ro' is missing")]
    [InlineData("it", "format.date: d\nlist.comma: ', '\nlist.or: ' o '", "'it' has no 'until'")]
    [InlineData("it", "format.date: d\nlist.comma: ', '\nlist.or: ' o '\nuntil: '{day} {amount} {count} {name}'\nmore: x", "'it' has 'more', 'en' has not")]
    [InlineData("zh", "format.date: d\nlist.comma: 、\nlist.or: 或\nuntil: '{day} {amount} {count}'", "'until' has other placeholders in 'zh' than in 'en'")]
    [InlineData("zh", "format.date: [", "'zh' cannot be read")]
    [InlineData("en", "until: a\nuntil: b", "'en' cannot be read")]
    public void Of_TextsThatAreNotComplete_AreRefused_WithEveryFault(string language, string? yaml, string fault)
    {
        var files = new Dictionary<string, string>(Files);
        files.Remove(language);
        if (yaml is not null)
        {
            files[language] = yaml;
        }

        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => Phrases.Of(files)).Message, StringComparison.Ordinal);
    }
}
