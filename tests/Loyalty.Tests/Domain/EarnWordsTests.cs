using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>What members are told of how they earned.</summary>
public sealed class EarnWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);
    private static readonly LoyaltyProgram Program = LoyaltyProgram.BuiltIn() with
    {
        EarnRules =
        [
            new EarnRule { RuleId = "base", PointsPerUnit = 1.5m },
            new EarnRule { RuleId = "pieces", PointsPerItem = 2 },
            new EarnRule { RuleId = "double", Multiplier = 2 },
            new EarnRule { RuleId = "welcome", Points = 10, FirstOrder = true },
            new EarnRule { RuleId = "review", Points = 5, EventType = "review" },
            new EarnRule { RuleId = "level", PointsPerUnit = 10, Status = true },
        ],
        EarnCaps = [new EarnCap { CapId = "all", Points = 30 }],
    };

    [Fact]
    public void Order_IsExplainedByItsRulesAndTheLimit()
    {
        var (lines, rounding, language) = EarnWords.Explain(Earned(), Program, "en-GB");

        var line = lines[0];
        Assert.Equal((30, 48, "en"), (line.Line.Points, line.FullPoints, language));
        Assert.Equal(["base", "pieces", "double", "welcome"], line.Parts.Select(part => part.Part.RuleId));
        Assert.Equal([1.5m, 2, 2, 10], line.Parts.Select(part => part.Factor));
        Assert.Equal(30, line.Parts.Sum(part => part.Part.Points));
        Assert.Contains("A limit of the program left 30 of 48.", line.Sentences, StringComparison.Ordinal);
        Assert.Contains("10.00", line.Sentences, StringComparison.Ordinal);
        Assert.Equal("Fractions are rounded down, line by line.", rounding);
        Assert.Equal((100, "level"), (line.StatusPoints, line.StatusParts.Single().Part.RuleId));
        Assert.EndsWith("That is 100 status points.", line.Sentences, StringComparison.Ordinal);
        Assert.Equal("It earns nothing.", lines[1].Sentences);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    [InlineData("ro")]
    [InlineData("zh")]
    public void EveryLanguage_SaysEveryKindOfRule(string language)
    {
        var (lines, rounding, spoken) = EarnWords.Explain(Earned(), Program, language);
        var review = new NamedEvent("m", "review", "1", Now);
        var told = EarnWords.Explain(
            new EarnedOrder("m", "default", 1, new Purchase("", SalesChannel.None, "", "basic", Now), [], [EarnFunction.Earn(Program, review, "basic")], []) { Event = review }, Program, language);

        Assert.Equal(language, spoken);
        Assert.NotEmpty(rounding);
        Assert.All([.. lines[0].Parts, .. told.Lines[0].Parts], part => Assert.Contains(part.Part.RuleId, part.Sentence, StringComparison.Ordinal));
    }

    private static EarnedOrder Earned()
    {
        EarningLine[] basket = [new("a", "sku", "", 2, 1_000, true), new("b", "sku", "", 1, 0, true)];
        var purchase = new Purchase("IT", SalesChannel.Web, "EUR", "basic", Now) { IsFirst = true };
        var (lines, uses) = EarnCaps.Apply(Program, EarnFunction.Earn(Program, purchase, basket), Now, new Dictionary<string, long>());
        return new EarnedOrder("m", "default", 1, purchase, basket, lines, uses) { Status = EarnFunction.EarnStatus(Program, purchase, basket) };
    }
}
