using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What a program document must be. Checked when it is published, so that nothing has to be checked when it is used.</summary>
public static class ProgramRules
{
    private const decimal MostPointsPerUnit = 500;
    private const long MostGoodwill = 1_000_000;

    /// <summary>Every fault, with its path in the document.</summary>
    public static IReadOnlyList<(string Path, string Fault)> Check(LoyaltyProgram program)
    {
        var faults = new List<(string, string)>();
        void That(bool isRight, string path, string fault)
        {
            if (!isRight)
            {
                faults.Add((path, fault));
            }
        }

        That(program.EarnRules.Count > 0, "earn_rules", "must have at least one rule");
        That(program.EarnRules.Select(rule => rule.RuleId).Distinct().Count() == program.EarnRules.Count, "earn_rules", "must have unique rule_ids");
        for (var i = 0; i < program.EarnRules.Count; i++)
        {
            var rule = program.EarnRules[i];
            That(rule.RuleId.Length is > 0 and <= 64, $"earn_rules[{i}].rule_id", "is required, at most 64 characters");
            That(rule.StartsAt is not { } start || rule.EndsAt is not { } end || start < end, $"earn_rules[{i}].ends_at", "must be after starts_at");
            That(rule.PointsPerUnit * rule.Multiplier <= MostPointsPerUnit, $"earn_rules[{i}].multiplier", "times points_per_unit must be at most 500");
            That(rule.Categories.All(category => CategoryPath.Depth(category) > 0), $"earn_rules[{i}].categories", "must not be empty paths");
            foreach (var tier in rule.TierIds)
            {
                That(program.TierIndex(tier) >= 0, $"earn_rules[{i}].tier_ids", "must be tiers of this program");
            }
        }

        That(program.PendingDays is >= 0 and <= 3650, "pending_days", "must be from 0 to 3650");
        That(program.ExpiryDays is >= 0 and <= 36500, "expiry_days", "must be from 0 to 36500");
        That(program.RestoreGraceDays is >= 0 and <= 3650, "restore_grace_days", "must be from 0 to 3650");
        That(program.BrokenPromisePoints is >= 0 and <= MostGoodwill, "broken_promise_points", $"must be from 0 to {MostGoodwill}");
        That(program.CardPointsPerDay is >= 0 and <= MostGoodwill, "card_points_per_day", $"must be from 0 to {MostGoodwill}");
        That(program.ApprovalDays is >= 0 and <= 90, "approval_days", "must be from 0 to 90");
        That(program.StaffLimits.Select(limit => limit.Role).Distinct().Count() == program.StaffLimits.Count, "staff_limits", "must have unique roles");
        for (var i = 0; i < program.StaffLimits.Count; i++)
        {
            var limit = program.StaffLimits[i];
            That(limit.Role is ActorRole.Agent or ActorRole.Ops, $"staff_limits[{i}].role", "must be ROLE_AGENT or ROLE_OPS");
            That(limit.PerCall is >= 0 and <= AdjustmentRules.MostPoints, $"staff_limits[{i}].per_call", $"must be from 0 to {AdjustmentRules.MostPoints}");
            That(limit.PerDay == 0 || limit.PerDay >= limit.PerCall, $"staff_limits[{i}].per_day", "must be 0, or at least per_call");
            That(limit.PerMonth == 0 || limit.PerMonth >= Math.Max(limit.PerCall, limit.PerDay), $"staff_limits[{i}].per_month", "must be 0, or at least per_day");
            That(limit.ApprovesUpTo is >= 0 and <= AdjustmentRules.MostPoints, $"staff_limits[{i}].approves_up_to", $"must be from 0 to {AdjustmentRules.MostPoints}");
        }

        That(program.MinimumRedemption >= 0, "minimum_redemption", "must not be negative");
        That(LocalDays.IsZone(program.TimeZoneId), "time_zone", "must be an IANA time zone");
        That(
            program.RedemptionRates.Select(rate => rate.CurrencyCode).Distinct().Count() == program.RedemptionRates.Count,
            "redemption_rates",
            "must have unique currencies");
        for (var i = 0; i < program.RedemptionRates.Count; i++)
        {
            var rate = program.RedemptionRates[i];
            That(Currencies.IsKnown(rate.CurrencyCode), $"redemption_rates[{i}].currency_code", "must be an ISO 4217 code");
            That(rate.Points is >= 1 and <= 1_000_000, $"redemption_rates[{i}].points", "must be from 1 to 1000000");
            That(rate.AmountMinor is >= 1 and <= 1_000_000, $"redemption_rates[{i}].amount_minor", "must be from 1 to 1000000");
        }

        That(program.Tiers.Count == 0 || program.Tiers[0].Threshold == 0, "tiers[0].threshold", "must be 0");
        That(program.Tiers.Select(tier => tier.TierId).Distinct().Count() == program.Tiers.Count, "tiers", "must have unique tier_ids");
        for (var i = 0; i < program.Tiers.Count; i++)
        {
            var tier = program.Tiers[i];
            That(tier.TierId.Length is > 0 and <= 64, $"tiers[{i}].tier_id", "is required, at most 64 characters");
            That(i == 0 || tier.Threshold > program.Tiers[i - 1].Threshold, $"tiers[{i}].threshold", "must be greater than the one before");
            That(i == 0 || tier.Metric == program.Tiers[1].Metric, $"tiers[{i}].metric", "must be the same for all tiers");
            That(tier.WindowDays is >= 1 and <= 3650 || i == 0, $"tiers[{i}].window_days", "must be from 1 to 3650");
            That(tier.GraceDays is >= 0 and <= 3650, $"tiers[{i}].grace_days", "must be from 0 to 3650");
        }

        return faults;
    }
}
