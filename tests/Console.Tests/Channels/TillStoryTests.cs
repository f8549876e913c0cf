using System.Collections.Immutable;
using Omnichannel.Client.Carts;
using Omnichannel.WebConsole.Channels;

namespace Omnichannel.WebConsole.Tests.Channels;

public sealed class TillStoryTests
{
    [Fact]
    public void Differences_LinesAndCodes_AreToldOnce()
    {
        var before = View(["OLD"], Line("MUG", 1), Line("LAMP", 1), Line("SCARF", 2));
        var after = View(["NEW"], Line("MUG", 3), Line("SCARF", 2) with { IsSaved = true }, Line("HAM", 1));
        Assert.Equal(
            ["event.changed MUG", "event.saved SCARF", "event.added HAM", "event.removed LAMP", "event.codeEntered NEW", "event.codeRemoved OLD"],
            TillStory.Differences(before, after).Select(told => $"{told.Text["channels.".Length..]} {(told.Values[0].Value as ItemName)?.Sku ?? told.Values[0].Value}"));
    }

    [Fact]
    public void Differences_TheSameView_TellsNothing() => Assert.Empty(TillStory.Differences(View(["A"], Line("MUG", 1)), View(["A"], Line("MUG", 1))));

    [Fact]
    public void KeyOf_Variants_AreDifferentLines_InWhateverOrderTheirOptionsCome()
    {
        var one = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" };
        var other = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };
        Assert.Equal(TillStory.KeyOf("MUG", one), TillStory.KeyOf("MUG", other));
        Assert.NotEqual(TillStory.KeyOf("MUG", one), TillStory.KeyOf("MUG", ImmutableDictionary<string, string>.Empty));
    }

    private static CartViewLine Line(string sku, int quantity) => new($"id-{sku}", sku, ImmutableDictionary<string, string>.Empty, quantity);

    private static CartView View(string[] codes, params CartViewLine[] lines) => new() { CartId = "c1", Server = null, Lines = [.. lines], Codes = [.. codes], GiftNote = "", Pending = 0 };
}
