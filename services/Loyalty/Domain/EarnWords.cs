using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Domain;

/// <summary>Why a rule gave what it gave.</summary>
/// <param name="Kind">What it gives points for; none for a rule that the program does not have.</param>
/// <param name="Factor">Points for each unit or piece, the multiplier, or the points of a bonus.</param>
/// <param name="Sentence">In words.</param>
public sealed record ExplainedPart(EarnedPart Part, EarnKind Kind, decimal Factor, string Sentence);

/// <summary>Why a line earned what it earned.</summary>
/// <param name="FullPoints">What it would have earned without caps.</param>
/// <param name="Sentences">In words.</param>
public sealed record ExplainedLine(EarnedLine Line, long FullPoints, IReadOnlyList<ExplainedPart> Parts, string Sentences)
{
    /// <summary>The status points that it earned.</summary>
    public long StatusPoints => StatusParts.Sum(part => part.Part.Points);

    /// <summary>Why it earned them.</summary>
    public IReadOnlyList<ExplainedPart> StatusParts { get; init; } = [];
}

/// <summary>Says in the member's language why something earned what it did: from what was kept with it, by the version that it was earned under.</summary>
public static class EarnWords
{
    private static readonly Phrases Texts = Phrases.Embedded(typeof(EarnWords).Assembly);

    /// <summary>Every line, and how fractions were rounded.</summary>
    /// <param name="earned">What was kept.</param>
    /// <param name="program">The version that it was earned under.</param>
    /// <param name="language">BCP 47.</param>
    public static (IReadOnlyList<ExplainedLine> Lines, string Rounding, string Language) Explain(EarnedOrder earned, LoyaltyProgram program, string language)
    {
        var words = Texts.In(language);
        var full = earned.Event is { } happened
            ? [EarnFunction.Earn(program, happened, earned.Purchase.TierId)]
            : EarnFunction.Earn(program, earned.Purchase, earned.Basket);
        var lines = earned.Lines.Select((line, i) => Explain(earned, program, line, full[i].Points, words)).ToList();
        return (lines, words.Say($"explain.rounding.{program.RoundPer.Name()}.{program.Rounding.Name()}"), words.Tag);
    }

    private static ExplainedLine Explain(EarnedOrder earned, LoyaltyProgram program, EarnedLine line, long full, Phrases.Language words)
    {
        var bought = earned.Basket.FirstOrDefault(each => each.LineId == line.LineId);
        List<ExplainedPart> parts = [.. line.Parts.Select(part => Explain(earned, program, part, bought, words))];
        var capped = line.Points < full ? words.Say("explain.capped", ("points", line.Points), ("full", full)) : "";
        List<ExplainedPart> status = [.. earned.Status.Where(each => each.LineId == line.LineId).SelectMany(each => each.Parts).Select(part => Explain(earned, program, part, bought, words))];
        var sum = parts.Count > 0 ? words.Say("explain.sum", ("points", line.Points)) : status.Count > 0 ? "" : words.Say("explain.nothing");
        var explained = new ExplainedLine(line, full, parts, "") { StatusParts = status };
        var ofStatus = status.Count == 0 ? "" : words.Say("explain.status", ("points", explained.StatusPoints));
        return explained with
        {
            Sentences = words.Locale.Sentences([.. parts.Select(part => part.Sentence), capped, sum, .. status.Select(part => part.Sentence), ofStatus]),
        };
    }

    private static ExplainedPart Explain(EarnedOrder earned, LoyaltyProgram program, EarnedPart part, EarningLine? bought, Phrases.Language words)
    {
        if (program.EarnRules.FirstOrDefault(each => each.RuleId == part.RuleId) is not { } rule)
        {
            return new ExplainedPart(part, EarnKind.None, 0, "");
        }

        (decimal Factor, string Sentence) why = rule.Kind switch
        {
            EarnKind.Rate => (rule.PointsPerUnit, words.Say(
                "explain.rate",
                ("rule", part.RuleId),
                ("amount", new Money(earned.Purchase.CurrencyCode, bought?.AmountMinor ?? 0)),
                ("rate", rule.PointsPerUnit),
                ("points", part.Points))),
            EarnKind.Item => (rule.PointsPerItem, words.Say(
                "explain.item", ("rule", part.RuleId), ("quantity", bought?.Quantity ?? 0), ("rate", rule.PointsPerItem), ("points", part.Points))),
            EarnKind.Multiplier => (rule.Multiplier, words.Say("explain.multiplier", ("rule", part.RuleId), ("factor", rule.Multiplier), ("points", part.Points))),
            EarnKind.Bonus when earned.Event is { } happened => (rule.Points, words.Say("explain.event", ("rule", part.RuleId), ("event", happened.EventType), ("points", part.Points))),
            EarnKind.Bonus => (rule.Points, words.Say("explain.bonus", ("rule", part.RuleId), ("whole", rule.Points), ("points", part.Points))),
            _ => (0m, ""),
        };
        return new ExplainedPart(part, rule.Kind, why.Factor, why.Sentence);
    }
}
