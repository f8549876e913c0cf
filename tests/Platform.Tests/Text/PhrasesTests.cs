using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Platform.Tests.Text;

public sealed class PhrasesTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["en"] = "plain: Done\nuntil: 'Until {day} for {amount} ({count}, {name})[, {percent} %].'",
        ["it"] = "plain: Fatto\nuntil: '{name}: {count}, {amount} fino al {day}[, {percent} %].'",
        ["ro"] = "plain: Gata\nuntil: 'Până la {day}: {amount}, {count}, {name}[, {percent} %].'",
        ["zh"] = "plain: 完成\nuntil: '{day}之前：{amount}，{count}，{name}[，{percent}%]。'",
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

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Say_NothingToFillAPlaceholderWith_IsNamed(string? nothing)
    {
        var english = Phrases.Of(Files).In("en");

        Assert.Contains("'name' of 'until'", Assert.Throws<KeyNotFoundException>(() => english.Say("until", [.. Values[..3], ("name", nothing)])).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => english.Say("until"));
    }

    [Theory]
    [InlineData("en", "Until 10 March 2026 for 1,234.50 EUR (1234, {day}), 2.5 %.")]
    [InlineData("it", "{day}: 1234, 1.234,50 EUR fino al 10 marzo 2026, 2,5 %.")]
    public void Say_WhatStandsInBrackets_IsThereWhenItCanBeFilled(string tag, string text) =>
        Assert.Equal(text, Phrases.Of(Files).In(tag).Say("until", [.. Values, ("percent", 2.50m)]));

    [Theory]
    [InlineData("A-1", 2, "The 2 items of order A-1 came.")]
    [InlineData("", 1, "The 1 item of an order came.")]
    public void Say_WhatStandsInBrackets_MayBeSaidTheOtherWay(string number, int count, string text)
    {
        var files = Phrases.Spoken.ToDictionary(language => language, language => "plain: The[ {count} {count|item|items}] of [order {number}|an order] came[ on {day}].");
        files["ro"] = files["ro"].Replace("item|items", "a|b|c", StringComparison.Ordinal);
        files["zh"] = files["zh"].Replace("item|items", "a", StringComparison.Ordinal);

        Assert.Equal(text, Phrases.Of(files).In("en").Say("plain", ("number", number), ("count", count)));
    }

    [Theory]
    [InlineData("en", 0, "0 days")]
    [InlineData("en", 1, "1 day")]
    [InlineData("it", 1, "1 giorno")]
    [InlineData("it", 2, "2 giorni")]
    [InlineData("ro", 0, "0 zile")]
    [InlineData("ro", 1, "1 zi")]
    [InlineData("ro", 19, "19 zile")]
    [InlineData("ro", 20, "20 de zile")]
    [InlineData("ro", 100, "100 de zile")]
    [InlineData("ro", 101, "101 zile")]
    [InlineData("zh", 1, "1天")]
    [InlineData("zh", 30, "30天")]
    public void Say_WordsThatGoWithANumber_TakeItsPluralForm(string tag, int days, string text)
    {
        var phrases = Phrases.Of(new Dictionary<string, string>
        {
            ["en"] = "days: '{days} {days|day|days}'", ["it"] = "days: '{days} {days|giorno|giorni}'", ["ro"] = "days: '{days} {days|zi|zile|de zile}'", ["zh"] = "days: '{days}天'",
        });

        Assert.Equal(text, phrases.In(tag).Say("days", ("days", days)));
        Assert.Equal(text, phrases.In(tag).Say("days", ("days", days.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void InEvery_IsTheTextByTag() => Assert.Equal(
        new Dictionary<string, string> { ["en"] = "Done", ["it"] = "Fatto", ["ro"] = "Gata", ["zh"] = "完成" }, Phrases.Of(Files).InEvery("plain"));

    [Theory]
    [InlineData("ro", null, "'ro' is missing")]
    [InlineData("it", "plain: x", "'it' has no 'until'")]
    [InlineData("it", "plain: x\nuntil: '{day} {amount} {count} {name} {percent}'\nmore: x", "'it' has 'more', 'en' has not")]
    [InlineData("zh", "plain: x\nuntil: '{day} {amount} {count}'", "'until' has other placeholders in 'zh' than in 'en'")]
    [InlineData("zh", "plain: x\nuntil: '{day} {amount} {count} {name} {percent}'", "'until' has other placeholders in 'zh' than in 'en', or others that must be filled")]
    [InlineData("it", "plain: 'a[, {b}'", "'plain' has brackets in 'it' that do not belong together")]
    [InlineData("it", "plain: 'a[, {b}[ {c}]]'", "'plain' has brackets in 'it' that do not belong together")]
    [InlineData("ro", "plain: ' '\nuntil: '{day} {amount} {count} {name} {percent}'", "'ro' says nothing at 'plain'")]
    [InlineData("ro", "plain:\nuntil: '{day} {amount} {count} {name} {percent}'", "'ro' says nothing at 'plain'")]
    [InlineData("ro", "plain: '{n|unu|doi}'", "'plain' has a word for a number, and not one for each of 3 plural forms of 'ro'")]
    [InlineData("en", "plain: '{n|one|}'", "'plain' has a word for a number, and not one for each of 2 plural forms of 'en'")]
    [InlineData("fr", "plain: x", "'fr' is not spoken")]
    [InlineData("zh", "plain: [", "'zh' cannot be read")]
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
