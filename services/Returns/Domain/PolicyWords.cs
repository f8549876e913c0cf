using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>A policy in words, in three parts.</summary>
public sealed record PolicyExplanation(string CategoryWindowActions, string PickupProcessing, string GeneralRules, string Language);

/// <summary>Says policies and decisions in the customer's language.</summary>
public static class PolicyWords
{
    /// <summary>What is said.</summary>
    public static Phrases Texts { get; } = Phrases.Embedded(typeof(PolicyWords).Assembly);

    /// <summary>What holds for the lines of one rule.</summary>
    public static PolicyExplanation Explain(ReturnPolicy policy, PolicyRule rule, string language)
    {
        var phrases = Texts.In(language);
        return new PolicyExplanation(
            rule.Text.In(language) ?? RuleText(policy, rule, phrases),
            policy.Processing.Text.In(language) ?? ProcessingText(policy, rule, phrases),
            phrases.Locale.Sentences(policy.GeneralRules.Select(words => words.In(language)).OfType<string>()),
            phrases.Tag);
    }

    /// <summary>The answer for one line in one sentence.</summary>
    public static string Explain(LineEligibility answer, ReturnPolicy policy, string language)
    {
        var phrases = Texts.In(language);
        if (answer.Reason is { } reason)
        {
            return reason is Ineligible.FinalSale or Ineligible.ExcludedCategory && answer.Rule.Text.In(language) is { } own
                ? own
                : phrases.Say($"reason.{reason}", ("day", answer.DeadlineAt is { } ended ? LastDay(ended, policy) : null));
        }

        var window = answer.Rule.Window!;
        return phrases.Say(
            answer.DeadlineAt is not null ? "returnable.until" : window.Days == 0 ? "returnable.same-day" : "returnable.within",
            ("count", new Quantity(answer.Returnable, answer.Line.Measure)),
            ("quantity", new Quantity(answer.Line.Quantity, answer.Line.Measure)),
            ("day", answer.DeadlineAt is { } deadline ? LastDay(deadline, policy) : null),
            ("days", window.Days),
            ("anchor", phrases.Say($"anchor.{window.Anchor}")),
            ("resolutions", Resolutions(answer.Resolutions, phrases)));
    }

    private static string RuleText(ReturnPolicy policy, PolicyRule rule, Phrases.Language phrases)
    {
        if (rule.ExcludedReason.Length > 0)
        {
            return phrases.Say($"reason.{rule.ExcludedReason}");
        }

        var window = rule.Window!;
        var first = phrases.Say(
            window.Days == 0 ? "rule.same-day" : "rule.within",
            ("days", window.Days),
            ("anchor", phrases.Say($"anchor.{window.Anchor}")),
            ("resolutions", Resolutions(rule.Resolutions, phrases)));
        var seasons = window.Extensions.Select(extension => phrases.Say(
            "rule.season",
            ("from", Day(extension.PlacedFrom, policy)),
            ("before", LastDay(extension.PlacedBefore, policy)),
            ("until", LastDay(extension.ReturnableUntil, policy))));
        return phrases.Locale.Sentences(
        [
            first, window.EndsOnWorkingDay ? phrases.Say("rule.working-day") : "", .. seasons, .. KeepText(rule, phrases), BonusText(rule, phrases), .. Fees(rule, phrases),
            .. rule.Evidence.Where(required => required.Photos > 0).Select(required => phrases.Say(
                "rule.photos", ("count", required.Photos), ("reasons", Reasons(required.Reasons, phrases)))),
            rule.ShippingRefund is ShippingRefund.Never ? "" : phrases.Say($"rule.shipping.{rule.ShippingRefund}"),
            rule.RequiresApproval ? phrases.Say("rule.approval", ("hours", policy.Processing.ApprovalHours == 0 ? null : policy.Processing.ApprovalHours)) : "",
        ]);
    }

    private static IEnumerable<string> Fees(PolicyRule rule, Phrases.Language phrases) => rule.Fees.Count == 0
        ? [phrases.Say("rule.no-fees")]
        : [phrases.Say("rule.fees", ("fees", phrases.Locale.List(rule.Fees.Select(fee => Fee(fee, phrases))))), phrases.Say("rule.fault")];

    private static string Fee(ReturnFee fee, Phrases.Language phrases) => phrases.Say(
        "rule.fee",
        ("code", fee.Code),
        ("amount", fee.Percent is null ? fee.Amount : null),
        ("percent", fee.Percent),
        ("reasons", Reasons(fee.Reasons, phrases)));

    private static string? Reasons(IReadOnlyList<ReturnReason> reasons, Phrases.Language phrases) =>
        reasons.Count == 0 ? null : phrases.Locale.AnyOf(reasons.Select(reason => phrases.Say($"why.{reason}")));

    private static string ProcessingText(ReturnPolicy policy, PolicyRule rule, Phrases.Language phrases)
    {
        var processing = policy.Processing;
        return phrases.Locale.Sentences(
        [
            rule.Methods.Count > 0 ? phrases.Say("processing.methods", ("methods", phrases.Locale.AnyOf(rule.Methods.Select(method => phrases.Say($"method.{method}"))))) : "",
            phrases.Say("processing.receive", ("days", processing.ReceiveWithinDays == 0 ? 30 : processing.ReceiveWithinDays)),
            processing.InspectionDays > 0 ? phrases.Say("processing.inspect", ("days", processing.InspectionDays)) : "",
            processing.RefundDays > 0 ? phrases.Say("processing.refund", ("days", processing.RefundDays)) : "",
        ]);
    }

    // What stays with the customer, up to what value, and to what it may be given.
    private static string[] KeepText(PolicyRule rule, Phrases.Language phrases) =>
    [
        rule.Resolutions.Any(Return.Stays)
            ? phrases.Say("rule.keep", ("amounts", phrases.Locale.AnyOf(rule.Keep.AtMost.Select(most => phrases.Say("rule.keep-amount", ("amount", most))))))
            : "",
        rule.Resolutions.Contains(Resolution.Donate)
            ? phrases.Say("rule.donate", ("purposes", phrases.Locale.AnyOf(rule.Keep.Purposes.Select(purpose => purpose.Name.In(phrases.Tag) ?? purpose.PurposeId))))
            : "",
    ];

    private static string BonusText(PolicyRule rule, Phrases.Language phrases) =>
        rule.StoreCreditBonusPercent > 0 ? phrases.Say("rule.bonus", ("percent", rule.StoreCreditBonusPercent)) : "";

    private static string Resolutions(IReadOnlyList<Resolution> resolutions, Phrases.Language phrases) =>
        phrases.Locale.AnyOf(resolutions.Select(resolution => phrases.Say($"resolution.{resolution}")));

    // A deadline is the first moment that is too late: people are told the last day.
    private static DateOnly LastDay(DateTimeOffset end, ReturnPolicy policy) => Day(end.AddTicks(-1), policy);

    private static DateOnly Day(DateTimeOffset at, ReturnPolicy policy) => LocalDays.In(policy.TimeZone).DayOf(at);
}
