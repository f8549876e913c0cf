using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>One fault of a policy document.</summary>
/// <param name="Path">Path in the contract's names, for example <c>policy.rules[2].window.anchor</c>.</param>
/// <param name="Description">What it should be.</param>
public sealed record PolicyFault(string Path, string Description);

/// <summary>A currency in which a market has bought.</summary>
public sealed record MarketCurrency(string Market, string CurrencyCode);

/// <summary>Finds everything that is wrong with a policy document, so that an author learns of all of it at once. A document that passes always has one answer.</summary>
public static partial class PolicyCheck
{
    /// <summary>Longest window taken: ten years.</summary>
    public const int MostWindowDays = 3650;

    /// <summary>Most rules of one document.</summary>
    public const int MostRules = 1000;

    /// <summary>All faults; empty when the document can be published.</summary>
    /// <param name="policy">The document.</param>
    /// <param name="bought">In which currencies markets have bought: a fee has an amount in each that its rule may meet.</param>
    public static IReadOnlyList<PolicyFault> Find(ReturnPolicy policy, IReadOnlyCollection<MarketCurrency> bought)
    {
        var faults = new List<PolicyFault>();
        Require(faults, policy.PolicyId.Length is > 0 and <= 64, "policy.policy_id", "is required, at most 64 characters");
        Require(faults, LocalDays.IsZone(policy.TimeZone), "policy.time_zone", "must be an IANA time zone");
        foreach (var (market, zone) in policy.MarketTimeZones.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Require(faults, market.Length is > 0 and <= 64 && LocalDays.IsZone(zone), $"policy.market_time_zones[{market}]", "must be an IANA time zone of a market");
        }

        CheckFrequent(faults, policy);
        Require(faults, policy.Rules.Count is > 0 and <= MostRules, "policy.rules", $"must have from 1 to {MostRules} elements");
        Require(faults, policy.Rules.Any(rule => rule.Scope.IsEmpty), "policy.rules", "one rule must have an empty scope, so that every line has an answer");
        for (var i = 0; i < policy.Rules.Count && i < MostRules; i++)
        {
            CheckRule(faults, policy.Rules[i], Invariant($"policy.rules[{i}]"));
            CheckCurrencies(faults, policy.Rules[i], bought, Invariant($"policy.rules[{i}]"));
            faults.AddRange(KeepTerms.Faults(policy.Rules[i], Met(policy.Rules[i], bought), Invariant($"policy.rules[{i}]")));
            CheckAgainstEarlier(faults, policy.Rules, i);
        }

        CheckExceptions(faults, policy.StaffExceptions);
        CheckProcessing(faults, policy.Processing);
        return faults;
    }

    private static void CheckAgainstEarlier(List<PolicyFault> faults, IReadOnlyList<PolicyRule> rules, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (rules[i].RuleId == rules[index].RuleId)
            {
                faults.Add(new PolicyFault(Invariant($"policy.rules[{index}].rule_id"), Invariant($"is taken by rule {i}")));
            }

            if (rules[i].Scope.TiesWith(rules[index].Scope))
            {
                faults.Add(new PolicyFault(
                    Invariant($"policy.rules[{index}].scope"), Invariant($"ties with rule {i}: lines exist for which neither reaches deeper")));
            }
        }
    }

    private static void CheckRule(List<PolicyFault> faults, PolicyRule rule, string path)
    {
        Require(faults, rule.RuleId.Length is > 0 and <= 64, $"{path}.rule_id", "is required, at most 64 characters");
        CheckScope(faults, rule.Scope, $"{path}.scope");
        if (rule.ExcludedReason.Length > 0)
        {
            Require(faults, rule.ExcludedReason is Ineligible.FinalSale or Ineligible.ExcludedCategory, $"{path}.excluded_reason", "must be FINAL_SALE or EXCLUDED_CATEGORY");
            return;
        }

        Require(faults, rule.ShippingRefund is not ShippingRefund.None && Enum.IsDefined(rule.ShippingRefund), $"{path}.shipping_refund", "must be a known value");
        Require(faults, rule.RefundAt is not RefundTrigger.None && Enum.IsDefined(rule.RefundAt), $"{path}.refund_at", "must be a known value");
        CheckEvidence(faults, rule, path);
        CheckWindow(faults, rule.Window, $"{path}.window");
        CheckTerms(faults, rule, path);
        for (var i = 0; i < rule.Fees.Count; i++)
        {
            CheckFee(faults, rule, rule.Fees[i], Invariant($"{path}.fees[{i}]"));
        }
    }

    private static void CheckWindow(List<PolicyFault> faults, ReturnWindow? window, string path)
    {
        if (window is null)
        {
            faults.Add(new PolicyFault(path, "is required unless excluded_reason is set"));
            return;
        }

        Require(faults, window.Anchor is not WindowAnchor.None && Enum.IsDefined(window.Anchor), $"{path}.anchor", "is required");
        Require(faults, window.Days is >= 0 and <= MostWindowDays, $"{path}.days", $"must be from 0 to {MostWindowDays}");
        Require(faults, window.EndOfDayMinute is >= 0 and < 1440, $"{path}.end_of_day_minute", "must be from 0 to 1439");
        for (var i = 0; i < window.Extensions.Count; i++)
        {
            var extension = window.Extensions[i];
            Require(faults, extension.PlacedFrom < extension.PlacedBefore, Invariant($"{path}.extensions[{i}].placed_before"), "must be after placed_from");
            Require(
                faults, extension.ReturnableUntil > extension.PlacedFrom, Invariant($"{path}.extensions[{i}].returnable_until"), "must be after placed_from");
        }
    }

    private static void CheckTerms(List<PolicyFault> faults, PolicyRule rule, string path)
    {
        Require(faults, rule.Resolutions.Count > 0, $"{path}.resolutions", "must name at least one");
        Require(faults, AllKnownOnce(rule.Resolutions, Resolution.None), $"{path}.resolutions", "must be known values, each once");
        Require(faults, rule.StoreCreditBonusPercent is >= 0 and <= 100, $"{path}.store_credit_bonus_percent", "must be decimal text above 0 up to 100, or empty");
        Require(
            faults,
            rule.StoreCreditBonusPercent == 0 || rule.Resolutions.Contains(Resolution.StoreCredit),
            $"{path}.store_credit_bonus_percent",
            "is for rules with STORE_CREDIT among their resolutions");
        Require(faults, rule.Methods.Count > 0, $"{path}.methods", "must name at least one");
        Require(faults, AllKnownOnce(rule.Methods, ReturnMethod.None), $"{path}.methods", "must be known values, each once");
    }

    private static void CheckCurrencies(List<PolicyFault> faults, PolicyRule rule, IReadOnlyCollection<MarketCurrency> bought, string path)
    {
        var met = Met(rule, bought).ToList();
        for (var i = 0; i < rule.Fees.Count; i++)
        {
            var fee = rule.Fees[i];
            foreach (var pair in met.Where(pair => !rule.Fees.Any(other => other.IsSameAs(fee) && other.IsFor(pair.CurrencyCode))))
            {
                faults.Add(new PolicyFault(
                    Invariant($"{path}.fees[{i}].amount"),
                    $"has no counterpart in {pair.CurrencyCode}, in which {(pair.Market.Length == 0 ? "purchases without a market were" : $"market {pair.Market} has")} bought"));
            }
        }
    }

    private static IEnumerable<MarketCurrency> Met(PolicyRule rule, IReadOnlyCollection<MarketCurrency> bought) =>
        bought.Where(pair => rule.Scope.Markets.Count == 0 || rule.Scope.Markets.Contains(pair.Market));

    private static void CheckProcessing(List<PolicyFault> faults, ProcessingTerms processing)
    {
        Require(faults, processing.ReceiveWithinDays is >= 0 and <= 365, "policy.processing.receive_within_days", "must be from 0 to 365");
        Require(faults, processing.InspectionDays is >= 0 and <= 365, "policy.processing.inspection_days", "must be from 0 to 365");
        Require(faults, processing.ApprovalHours is >= 0 and <= 8760, "policy.processing.approval_hours", "must be from 0 to 8760");
        Require(faults, processing.LateDays is >= 0 and <= 365, "policy.processing.late_days", "must be from 0 to 365");
        Require(faults, processing.RefundDays is >= 0 and <= 365, "policy.processing.refund_days", "must be from 0 to 365");
    }

    private static bool AllKnownOnce<TEnum>(IReadOnlyList<TEnum> values, TEnum none)
        where TEnum : struct, Enum => values.All(value => Enum.IsDefined(value) && !value.Equals(none)) && values.Distinct().Count() == values.Count;

    private static void Require(List<PolicyFault> faults, bool isMet, string path, string description)
    {
        if (!isMet)
        {
            faults.Add(new PolicyFault(path, description));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
