using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>A policy in words, in three parts.</summary>
public sealed record PolicyExplanation(string CategoryWindowActions, string PickupProcessing, string GeneralRules, string Language);

/// <summary>Says policies and decisions in the customer's language: en, it, ro, zh; English for all others.</summary>
public static class PolicyWords
{
    /// <summary>What holds for the lines of one rule.</summary>
    public static PolicyExplanation Explain(ReturnPolicy policy, PolicyRule rule, string language)
    {
        var phrases = Phrases.In(language);
        return new PolicyExplanation(
            rule.Text.In(language) ?? RuleText(policy, rule, phrases),
            policy.Processing.Text.In(language) ?? ProcessingText(policy, rule, phrases),
            Join(phrases, policy.GeneralRules.Select(words => words.In(language)).OfType<string>()),
            phrases.Language);
    }

    /// <summary>The answer for one line in one sentence.</summary>
    public static string Explain(LineEligibility answer, ReturnPolicy policy, string language)
    {
        var phrases = Phrases.In(language);
        if (answer.Reason is { } reason)
        {
            return answer.Reason is Ineligible.FinalSale or Ineligible.ExcludedCategory && answer.Rule.Text.In(language) is { } own
                ? own
                : Fill(phrases, phrases.Reasons[reason], answer.DeadlineAt is { } ended ? LastDay(phrases, ended, policy) : "");
        }

        var window = answer.Rule.Window!;
        var until = answer.DeadlineAt is { } deadline
            ? Fill(phrases, phrases.Until, LastDay(phrases, deadline, policy))
            : Fill(phrases, phrases.ReturnableFromDelivery, window.Days, phrases.Anchors[window.Anchor]);
        return Fill(phrases, phrases.Returnable, answer.Returnable, answer.Line.Quantity, until, phrases.List(answer.Rule.Resolutions.Select(r => phrases.Resolutions[r])));
    }

    private static string RuleText(ReturnPolicy policy, PolicyRule rule, Phrases phrases)
    {
        if (rule.ExcludedReason.Length > 0)
        {
            return phrases.Reasons[rule.ExcludedReason];
        }

        var window = rule.Window!;
        var first = Fill(phrases, window.Days == 0 ? phrases.SameDay : phrases.Within, window.Days, phrases.Anchors[window.Anchor])
            + Fill(phrases, phrases.Actions, phrases.List(rule.Resolutions.Select(resolution => phrases.Resolutions[resolution])));
        var seasons = window.Extensions.Select(extension => Fill(
            phrases, phrases.Season, Day(phrases, extension.PlacedFrom, policy), LastDay(phrases, extension.PlacedBefore, policy), LastDay(phrases, extension.ReturnableUntil, policy)));
        var fees = rule.Fees.Count == 0
            ? phrases.NoFees
            : Fill(phrases, phrases.Fees, string.Join(", ", rule.Fees.Select(fee => $"{fee.Code} {FeeText(fee, phrases)}")));
        return Join(phrases, [first, .. seasons, fees, .. rule.RequiresApproval ? (string[])[phrases.Approval] : []]);
    }

    private static string ProcessingText(ReturnPolicy policy, PolicyRule rule, Phrases phrases)
    {
        var processing = policy.Processing;
        var sentences = new List<string>();
        if (rule.Methods.Count > 0)
        {
            sentences.Add(Fill(phrases, phrases.Methods, phrases.List(rule.Methods.Select(method => phrases.MethodNames[method]))));
        }

        sentences.Add(Fill(phrases, phrases.ReceiveWithin, processing.ReceiveWithinDays == 0 ? 30 : processing.ReceiveWithinDays));
        if (processing.InspectionDays > 0)
        {
            sentences.Add(Fill(phrases, phrases.InspectWithin, processing.InspectionDays));
        }

        if (processing.RefundDays > 0)
        {
            sentences.Add(Fill(phrases, phrases.RefundWithin, processing.RefundDays));
        }

        return Join(phrases, sentences);
    }

    private static string FeeText(ReturnFee fee, Phrases phrases) => fee switch
    {
        { Percent: { } percent } => percent.ToString("0.####", phrases.Culture) + " %",
        { Amount: { } amount } => ((decimal)amount.AmountMinor / Currencies.MinorUnits(amount.CurrencyCode)).ToString("0.00##", phrases.Culture) + " " + amount.CurrencyCode,
        _ => "",
    };

    // A deadline is the first moment that is too late: people are told the last day.
    private static string LastDay(Phrases phrases, DateTimeOffset end, ReturnPolicy policy) => Day(phrases, end.AddTicks(-1), policy);

    private static string Day(Phrases phrases, DateTimeOffset at, ReturnPolicy policy) =>
        phrases.Date(LocalDays.In(policy.TimeZone).DayOf(at));

    private static string Join(Phrases phrases, IEnumerable<string> sentences) => string.Join(phrases.Language == "zh" ? "" : " ", sentences);

    private static string Fill(Phrases phrases, string pattern, params object[] values) => string.Format(phrases.Culture, pattern, values);
}
