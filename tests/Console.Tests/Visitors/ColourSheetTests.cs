using System.Text.RegularExpressions;
using Omnichannel.TestKit;
using Omnichannel.WebConsole.Visitors;

namespace Omnichannel.WebConsole.Tests.Visitors;

public sealed partial class ColourSheetTests
{
    /// <summary>Pages without a circuit get their colours from the sheet alone: each that their styles use is there, light and dark.</summary>
    [Fact]
    public void EveryColour_ThatAStyleUses_IsInTheSheet_LightAndDark()
    {
        var console = Repository.PathOf("gateway", "Console");
        var used = new[] { "Orders", "Visitors", "Shared", "wwwroot/console" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(console, folder), "*.css"))
            .SelectMany(file => Colour().Matches(File.ReadAllText(file))).Select(match => match.Value).Distinct().ToList();
        Assert.Contains("--mud-palette-text-primary", used);
        var sheets = ColourSheet.Text.Split("@media(prefers-color-scheme:dark)");
        Assert.Equal(2, sheets.Length);
        Assert.All(used, colour => Assert.All(sheets, sheet => Assert.Contains($"{colour}:", sheet, StringComparison.Ordinal)));
    }

    [GeneratedRegex("--mud-palette-[a-z-]+")]
    private static partial Regex Colour();
}
