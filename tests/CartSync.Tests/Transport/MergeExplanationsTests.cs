using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Values;
using MergedLine = Omnichannel.CartSync.Domain.MergedLine;
using MergeStrategy = Omnichannel.CartSync.Domain.MergeStrategy;

namespace Omnichannel.CartSync.Tests.Transport;

public sealed class MergeExplanationsTests
{
    private static readonly int[] Quantities = [0, 1, 2, 21, 1455, Most];
    private const int Most = 100_000;

    public static TheoryData<string> Languages => [.. Phrases.Spoken];

    [Theory]
    [MemberData(nameof(Languages))]
    public void WhateverAMergeDoes_IsSaidWithoutAHole(string language)
    {
        foreach (var strategy in Enum.GetValues<MergeStrategy>())
        {
            foreach (var (guest, customer) in Quantities.SelectMany(guest => Quantities.Select(customer => (guest, customer))).Where(pair => pair.guest + pair.customer > 0))
            {
                foreach (var measure in Enum.GetValues<Measure>())
                {
                    var text = MergeExplanations.Of(Line(strategy, guest, customer), measure, strategy, language);

                    Assert.Matches("[.。]$", text);
                    Assert.DoesNotMatch(@"[{}\[\]|]|  | [.,;:]|(?<!\d)0(?![.,]?\d)", text);
                }
            }
        }
    }

    [Theory]
    [InlineData(MergeStrategy.Max, 3, 1, "The greater of 3 (before signing in) and 1 (in your cart) counts: 3.")]
    [InlineData(MergeStrategy.Max, 1, 3, "Stays as it was in your cart: 3.")]
    [InlineData(MergeStrategy.Max, 3, 0, "Added from what you chose before signing in: 3.")]
    [InlineData(MergeStrategy.Sum, 3, 1, "3 from before signing in and 1 in your cart make 4.")]
    [InlineData(MergeStrategy.GuestWins, 3, 1, "What you chose before signing in replaces your cart: 3 instead of 1.")]
    [InlineData(MergeStrategy.GuestWins, 1, 3, "What you chose before signing in replaces your cart: 1 instead of 3.")]
    [InlineData(MergeStrategy.GuestWins, 0, 1, "What you chose before signing in replaces your cart; 1 was taken out.")]
    [InlineData(MergeStrategy.CustomerWins, 2, 0, "Your cart stays as it was; 2 from before signing in were not taken over.")]
    public void Of_SaysTheRuleThatDecided(MergeStrategy strategy, int guest, int customer, string text) =>
        Assert.Equal(text, MergeExplanations.Of(Line(strategy, guest, customer), Measure.Piece, strategy, "en"));

    [Fact]
    public void Of_MoreThanALineCanHave_SaysSo() => Assert.Equal(
        $"{Most} from before signing in and 1 in your cart are more than one line can have: {Most}.",
        MergeExplanations.Of(Line(MergeStrategy.Sum, Most, 1), Measure.Piece, MergeStrategy.Sum, "en"));

    [Theory]
    [InlineData("en", "455 g from before signing in and 1.25 kg in your cart make 1.705 kg.")]
    [InlineData("it", "455 g")]
    [InlineData("zh", "1.25千克")]
    public void Of_GoodsByMeasure_SaysTheirWeight(string language, string text) =>
        Assert.Contains(text, MergeExplanations.Of(Line(MergeStrategy.Sum, 455, 1250), Measure.Gram, MergeStrategy.Sum, language), StringComparison.Ordinal);

    private static MergedLine Line(MergeStrategy strategy, int guest, int customer)
    {
        var merged = MergeStrategies.Of(strategy)(guest, customer, Measure.Piece);
        return new MergedLine
        {
            LineId = "1",
            Sku = "LAMP",
            Outcome = MergeStrategies.Outcome(guest, customer, merged),
            GuestQuantity = guest,
            CustomerQuantity = customer,
            MergedQuantity = merged,
        };
    }
}
