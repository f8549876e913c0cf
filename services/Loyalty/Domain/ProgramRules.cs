using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What a program document must be. Checked when it is published, so that nothing has to be checked when it is used.</summary>
public static class ProgramRules
{
    private const int LongestId = 64;
    private const int ShortestMonth = 28;
    private const long MostPoints = AdjustmentRules.MostPoints;
    private const long MostOfCap = 1_000_000_000_000_000;
    private const long MostMinor = 1_000_000_000_000;
    private const decimal MostPerUnit = 500;
    private const decimal MostPerItem = 100_000;

    /// <summary>Every fault, with its path in the document.</summary>
    public static IReadOnlyList<(string Path, string Fault)> Check(LoyaltyProgram program)
    {
        var faults = new Faults();
        faults.That(program.ProgramId.Length is > 0 and <= LongestId, "program_id", "must have 1 to 64 characters");
        faults.That(LocalDays.IsZone(program.TimeZoneId), "time_zone", "must be an IANA time zone");
        faults.That(program.PendingDays is >= 0 and <= 3650, "pending_days", "must be from 0 to 3650");
        CheckExpiry(faults, program);
        faults.That(program.RestoreGraceDays is >= 0 and <= 3650, "restore_grace_days", "must be from 0 to 3650");
        faults.That(program.BrokenPromisePoints is >= 0 and <= 1_000_000, "broken_promise_points", "must be from 0 to 1000000");
        faults.That(program.CardPointsPerDay is >= 0 and <= 1_000_000, "card_points_per_day", "must be from 0 to 1000000");
        faults.That(program.MinimumRedemption is >= 0 and <= MostPoints, "minimum_redemption", $"must be from 0 to {MostPoints}");
        faults.That(program.MaxRedemptionPercent is >= 1 and <= 100, "max_redemption_percent", "must be from 1 to 100");
        Check(faults, "excluded_from_earning", program.ExcludedFromEarning);
        Check(faults, "excluded_from_redemption", program.ExcludedFromRedemption);
        CheckRules(faults, program);
        CheckCaps(faults, program);
        CheckRates(faults, program);
        CheckTiers(faults, program);
        CheckRewards(faults, program);
        CheckStaff(faults, program);
        CheckReferral(faults, program.Referral);
        CheckOffline(faults, program.Offline);
        return faults.Found;
    }

    private static void CheckExpiry(Faults faults, LoyaltyProgram program)
    {
        var calendar = program.ExpiryCalendar;
        faults.That(program.ExpiryDays is >= 0 and <= 36500, "expiry_days", "must be from 0 to 36500");
        faults.That(
            program.ExpiryDays == 0 || program.ExpiryDays >= program.PendingDays, "expiry_days", "must not be shorter than pending_days, or 0 for never");
        faults.That(!calendar.IsSet || calendar.IsDay, "expiry_calendar.month_day", "must be a day that every year has, as 03-31");
        faults.That(calendar.YearsAfter is >= 1 and <= 100, "expiry_calendar.years_after", "must be from 1 to 100");
        faults.That(calendar.IsSet || calendar.YearsAfter == 1, "expiry_calendar.years_after", "goes with month_day");
        faults.That(!calendar.IsSet || program.ExpiryDays == 0, "expiry_calendar", "does not go with expiry_days");
        faults.That(program.ExpiryInactiveMonths is >= 0 and <= Inactivity.MostMonths, "expiry_inactive_months", $"must be from 0 to {Inactivity.MostMonths}");
        faults.That(program.ExpiryInactiveMonths == 0 || program.ExpiryDays == 0, "expiry_inactive_months", "does not go with expiry_days");
        faults.That(program.ExpiryInactiveMonths == 0 || !calendar.IsSet, "expiry_inactive_months", "does not go with expiry_calendar");
        faults.That(
            program.ExpiryInactiveMonths <= 0 || program.ExpiryInactiveMonths * ShortestMonth >= program.PendingDays, "expiry_inactive_months", "must not be shorter than pending_days");
        faults.That(program.ExpiryNoticeDays is >= 0 and <= 365, "expiry_notice_days", "must be from 0 to 365");
        faults.That(program.ExpiryNoticeDays <= 0 || ShortestLife(program) > program.ExpiryNoticeDays, "expiry_notice_days", "must be shorter than points live, and 0 where they never lapse");
    }

    // In days, of points that live at all: those of the last day of a year are the first to reach their calendar day.
    private static long ShortestLife(LoyaltyProgram program) => program switch
    {
        { ExpiryDays: > 0 } => program.ExpiryDays,
        { ExpiryCalendar: { IsSet: true, IsDay: true, YearsAfter: >= 1 and <= 100 } calendar } => calendar.LastDayOf(2001).DayNumber - new DateOnly(2001, 12, 31).DayNumber,
        _ => (long)program.ExpiryInactiveMonths * ShortestMonth,
    };

    private static void CheckRules(Faults faults, LoyaltyProgram program)
    {
        faults.That(program.EarnRules.Count is >= 1 and <= 1_000, "earn_rules", "must have 1 to 1000 rules");
        for (var i = 0; i < program.EarnRules.Count; i++)
        {
            CheckRule(faults, program, program.EarnRules[i], $"earn_rules[{i}]");
            faults.Unique(program.EarnRules, i, rule => rule.RuleId, $"earn_rules[{i}].rule_id");
        }

        // However rules meet on one line, a ledger can hold what comes of it.
        foreach (var rules in program.EarnRules.GroupBy(rule => rule.Status))
        {
            var together = rules.Where(rule => rule.Multiplier > 1).Aggregate(1.0, (product, rule) => product * (double)rule.Multiplier);
            faults.That(
                rules.All(rule => (double)rule.PointsPerUnit * together <= (double)MostPerUnit), "earn_rules", $"must give at most {MostPerUnit} points for a unit of currency, all multipliers together");
            faults.That(
                rules.Sum(rule => (double)rule.PointsPerItem) * together <= (double)MostPerItem, "earn_rules", $"must give at most {MostPerItem} points for a piece, all multipliers together");
        }
    }

    private static void CheckRule(Faults faults, LoyaltyProgram program, EarnRule rule, string path)
    {
        faults.That(rule.RuleId.Length is > 0 and <= LongestId && !rule.RuleId.Contains(',', StringComparison.Ordinal), $"{path}.rule_id", "must have 1 to 64 characters, no comma");
        faults.That(rule.Kind is not EarnKind.None, path, "must have exactly one of points_per_unit, points_per_item, multiplier and points, above 0");
        faults.That(rule.Points is >= 0 and <= MostPoints, $"{path}.points", $"must be from 1 to {MostPoints}");
        faults.That(rule.Multiplier is 0 or >= 1, $"{path}.multiplier", "must be at least 1");
        faults.That(rule.Priority == 0 || rule.Kind is EarnKind.Rate, $"{path}.priority", "is for points_per_unit: of other rules all count");
        faults.That(rule.CampaignId.Length <= LongestId, $"{path}.campaign_id", "must have at most 64 characters");
        faults.That(!rule.Status || rule.CampaignId.Length == 0, $"{path}.campaign_id", "is for caps, and no cap is for status points");
        faults.That(rule.EventType.Length <= LongestId && rule.EventType.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-'), $"{path}.event_type", "must be at most 64 letters, digits, _, . and -");
        faults.That(rule.StartsAt is not { } start || rule.EndsAt is not { } end || start < end, $"{path}.ends_at", "must be after starts_at");
        faults.That(rule.Categories.All(category => CategoryPath.Depth(category) > 0), $"{path}.categories", "must not be empty paths");
        faults.That(rule.TierIds.All(tier => program.TierIndex(tier) >= 0), $"{path}.tier_ids", "must be tiers of this program");
        faults.That(rule.CurrencyCodes.All(Currencies.IsKnown), $"{path}.currency_codes", "must be ISO 4217 codes");
        if (rule.EventType.Length > 0)
        {
            faults.That(rule.Kind is EarnKind.Bonus, $"{path}.event_type", "is for points: an event has no amount and no pieces");
            faults.That(
                !rule.FirstOrder && rule.Markets.Count + rule.Channels.Count + rule.Categories.Count + rule.Skus.Count + rule.CurrencyCodes.Count == 0,
                $"{path}.event_type",
                "goes with tiers, weekdays and a span of time only");
        }
    }

    private static void CheckCaps(Faults faults, LoyaltyProgram program)
    {
        faults.That(program.EarnCaps.Count <= 100, "earn_caps", "must have at most 100 caps");
        for (var i = 0; i < program.EarnCaps.Count; i++)
        {
            var (cap, path) = (program.EarnCaps[i], $"earn_caps[{i}]");
            var rules = program.EarnRules.Where(rule => !rule.Status && (cap.CampaignId.Length == 0 || rule.CampaignId == cap.CampaignId)).ToList();
            faults.That(cap.CapId.Length is > 0 and <= LongestId, $"{path}.cap_id", "must have 1 to 64 characters");
            faults.Unique(program.EarnCaps, i, each => each.CapId, $"{path}.cap_id");
            faults.That(rules.Count > 0, $"{path}.campaign_id", "must be the campaign of a rule");
            faults.That(cap.Points is >= 1 and <= MostOfCap, $"{path}.points", $"must be from 1 to {MostOfCap}");
            faults.That(
                rules.TrueForAll(rule => Math.Max(rule.Points, Math.Max(rule.PointsPerUnit, rule.PointsPerItem)) <= cap.Points), $"{path}.points", "must not be less than one earning by a rule that it is for");
        }
    }

    private static void CheckRates(Faults faults, LoyaltyProgram program)
    {
        faults.That(program.RedemptionRates.Count <= 200, "redemption_rates", "must have at most 200 currencies");
        for (var i = 0; i < program.RedemptionRates.Count; i++)
        {
            var (rate, path) = (program.RedemptionRates[i], $"redemption_rates[{i}]");
            faults.That(Currencies.IsKnown(rate.CurrencyCode), $"{path}.currency_code", "must be an ISO 4217 code");
            faults.Unique(program.RedemptionRates, i, each => each.CurrencyCode, $"{path}.currency_code");
            faults.That(rate.Points is >= 1 and <= 1_000_000, $"{path}.points", "must be from 1 to 1000000");
            faults.That(rate.AmountMinor is >= 1 and <= 1_000_000, $"{path}.amount_minor", "must be from 1 to 1000000");
        }
    }

    private static void CheckTiers(Faults faults, LoyaltyProgram program)
    {
        faults.That(program.Tiers.Count <= 20, "tiers", "must have at most 20 tiers");
        faults.That(program.Tiers.Count == 0 || program.Tiers[0].Threshold == 0, "tiers[0].threshold", "must be 0");
        for (var i = 0; i < program.Tiers.Count; i++)
        {
            var (tier, path) = (program.Tiers[i], $"tiers[{i}]");
            faults.That(tier.TierId.Length is > 0 and <= LongestId, $"{path}.tier_id", "must have 1 to 64 characters");
            faults.Unique(program.Tiers, i, each => each.TierId, $"{path}.tier_id");
            faults.That(i == 0 || tier.Threshold > program.Tiers[i - 1].Threshold, $"{path}.threshold", "must be greater than the one before");
            faults.That(tier.Threshold <= MostOfCap, $"{path}.threshold", $"must be at most {MostOfCap}");
            faults.That(i == 0 || tier.Metric == program.Tiers[1].Metric, $"{path}.metric", "must be the same for all tiers");
            faults.That(i == 0 || tier.Metric is not TierMetric.StatusPoints || program.EarnsStatus, $"{path}.metric", "needs a rule for status points");
            faults.That(tier.WindowDays is >= 1 and <= 3650 || i == 0, $"{path}.window_days", "must be from 1 to 3650");
            faults.That(tier.GraceDays is >= 0 and <= 3650, $"{path}.grace_days", "must be from 0 to 3650");
        }
    }

    private static void CheckRewards(Faults faults, LoyaltyProgram program)
    {
        faults.That(program.Rewards.Count <= 200, "rewards", "must have at most 200 rewards");
        for (var i = 0; i < program.Rewards.Count; i++)
        {
            var (reward, path) = (program.Rewards[i], $"rewards[{i}]");
            faults.That(reward.RewardId.Length is > 0 and <= LongestId, $"{path}.reward_id", "must have 1 to 64 characters");
            faults.Unique(program.Rewards, i, each => each.RewardId, $"{path}.reward_id");
            faults.That(reward.Points is >= 1 and <= MostPoints, $"{path}.points", $"must be from 1 to {MostPoints}");
            faults.That(
                (reward.Percent != 0 ? 1 : 0) + (reward.AmountMinor != 0 ? 1 : 0) + (reward.FreeShipping ? 1 : 0) + (reward.EarlyAccessId.Length > 0 ? 1 : 0) == 1,
                path,
                "must have one of percent, amount_minor, free_shipping and early_access_id");
            faults.That(reward.EarlyAccessId.Length <= LongestId, $"{path}.early_access_id", "must have at most 64 characters");
            faults.That(reward.Percent is >= 0 and <= 100 && decimal.Round(reward.Percent, 6) == reward.Percent, $"{path}.percent", "must be above 0, up to 100, with at most 6 places");
            faults.That(reward.AmountMinor is >= 0 and <= MostMinor, $"{path}.amount_minor", $"must be from 1 to {MostMinor}");
            faults.That(reward.MinimumBasketMinor is >= 0 and <= MostMinor, $"{path}.minimum_basket_minor", $"must be from 0 to {MostMinor}");
            faults.That(
                reward.AmountMinor == 0 && reward.MinimumBasketMinor == 0 ? reward.CurrencyCode.Length == 0 : Currencies.IsKnown(reward.CurrencyCode),
                $"{path}.currency_code",
                "must be an ISO 4217 code with amount_minor or minimum_basket_minor, and is for nothing else");
            faults.That(reward.Categories.All(category => CategoryPath.Depth(category) > 0), $"{path}.categories", "must not be empty paths");
            faults.That(reward.TierIds.All(tier => program.TierIndex(tier) >= 0), $"{path}.tier_ids", "must be tiers of the program");
            faults.That(reward.CampaignId.Length <= 128, $"{path}.campaign_id", "must have at most 128 characters");
            faults.That(reward.ValidDays is >= 0 and <= 3650, $"{path}.valid_days", "must be from 0 to 3650");
            faults.That(reward.ReturnDays is >= 0 and <= 3650, $"{path}.return_days", "must be from 0 to 3650");
        }
    }

    private static void CheckStaff(Faults faults, LoyaltyProgram program)
    {
        faults.That(program.ApprovalDays is >= 0 and <= 90, "approval_days", "must be from 0 to 90");
        for (var i = 0; i < program.StaffLimits.Count; i++)
        {
            var (limit, path) = (program.StaffLimits[i], $"staff_limits[{i}]");
            faults.That(limit.Role is ActorRole.Agent or ActorRole.Ops, $"{path}.role", "must be AGENT or OPS");
            faults.Unique(program.StaffLimits, i, each => each.Role.Name(), $"{path}.role");
            faults.That(limit.PerCall is >= 0 and <= MostPoints, $"{path}.per_call", $"must be from 0 to {MostPoints}");
            faults.That(limit.PerDay <= MostOfCap && (limit.PerDay == 0 || limit.PerDay >= limit.PerCall), $"{path}.per_day", "must be 0, or at least per_call");
            faults.That(
                limit.PerMonth <= MostOfCap && (limit.PerMonth == 0 || limit.PerMonth >= Math.Max(limit.PerCall, limit.PerDay)), $"{path}.per_month", "must be 0, or at least per_day");
            faults.That(limit.ApprovesUpTo is >= 0 and <= MostPoints, $"{path}.approves_up_to", $"must be from 0 to {MostPoints}");
        }
    }

    private static void CheckOffline(Faults faults, OfflineTerms terms)
    {
        faults.That(terms.PerTerminal is >= 0 and <= MostPoints, "offline.per_terminal", $"must be from 0 to {MostPoints}");
        faults.That(
            terms.IsOffered() ? terms.PerStore >= terms.PerTerminal && terms.PerStore <= MostOfCap : terms.PerStore == 0,
            "offline.per_store",
            $"must be at least per_terminal and at most {MostOfCap}, and goes with it");
        faults.That(
            terms.IsOffered() ? terms.PerMember >= 1 && terms.PerMember <= terms.PerTerminal : terms.PerMember == 0, "offline.per_member", "must be from 1 to per_terminal, and goes with it");
        faults.That(terms.LongestHours is >= 1 and <= 168, "offline.longest_hours", "must be from 1 to 168");
    }

    private static void CheckReferral(Faults faults, ReferralTerms terms)
    {
        faults.That(terms.MostRewards is >= 0 and <= 1_000_000, "referral.most_rewards", "must be from 0 to 1000000");
        faults.That(
            terms.IsOffered() == (terms.Referrer.IsAny() || terms.Friend.IsAny()), "referral.most_rewards", "must be above 0 where referrer or friend gets something, and only there");
        faults.That(terms.FriendDays is >= 1 and <= 3650, "referral.friend_days", "must be from 1 to 3650");
        faults.That(terms.MinimumOrders.Count <= 200, "referral.minimum_orders", "must have at most 200 currencies");
        for (var i = 0; i < terms.MinimumOrders.Count; i++)
        {
            var (minimum, path) = (terms.MinimumOrders[i], $"referral.minimum_orders[{i}]");
            faults.That(Currencies.IsKnown(minimum.CurrencyCode), $"{path}.currency_code", "must be an ISO 4217 code");
            faults.Unique(terms.MinimumOrders, i, each => each.CurrencyCode, $"{path}.currency_code");
            faults.That(minimum.AmountMinor is >= 1 and <= MostMinor, $"{path}.amount_minor", $"must be from 1 to {MostMinor}");
        }

        CheckReward(faults, "referral.referrer", terms.Referrer);
        CheckReward(faults, "referral.friend", terms.Friend);
    }

    private static void CheckReward(Faults faults, string path, ReferralReward reward)
    {
        var coupon = reward.Coupon;
        faults.That(reward.Points is >= 0 and <= 1_000_000, $"{path}.points", "must be from 0 to 1000000");
        faults.That(reward.Points == 0 || !coupon.IsAny(), path, "must have points or a coupon");
        if (!coupon.IsAny())
        {
            faults.That(coupon == new RewardCoupon(), $"{path}.coupon", "must have a campaign_id");
            return;
        }

        faults.That(coupon.CampaignId.Length <= 128, $"{path}.coupon.campaign_id", "must have at most 128 characters");
        faults.That(
            (coupon.Percent > 0 ? 1 : 0) + (coupon.AmountMinor > 0 ? 1 : 0) + (coupon.FreeShipping ? 1 : 0) == 1, $"{path}.coupon", "must have exactly one of percent, amount_minor and free_shipping");
        faults.That(coupon.Percent is >= 0 and <= 100, $"{path}.coupon.percent", "must be above 0, up to 100");
        faults.That(coupon.AmountMinor is >= 0 and <= MostMinor, $"{path}.coupon.amount_minor", $"must be from 1 to {MostMinor}");
        faults.That(coupon.MinimumBasketMinor is >= 0 and <= MostMinor, $"{path}.coupon.minimum_basket_minor", $"must be from 0 to {MostMinor}");
        faults.That(
            coupon.AmountMinor > 0 || coupon.MinimumBasketMinor > 0 ? Currencies.IsKnown(coupon.CurrencyCode) : coupon.CurrencyCode.Length == 0,
            $"{path}.coupon.currency_code",
            "must be the ISO 4217 code of amount_minor and minimum_basket_minor");
        faults.That(coupon.ValidDays is >= 1 and <= 3650, $"{path}.coupon.valid_days", "must be from 1 to 3650");
    }

    private static void Check(Faults faults, string path, GoodsTerms goods) =>
        faults.That(goods.Categories.All(category => CategoryPath.Depth(category) > 0), $"{path}.categories", "must not be empty paths");

    private sealed class Faults
    {
        public List<(string Path, string Fault)> Found { get; } = [];

        public void That(bool isRight, string path, string fault)
        {
            if (!isRight)
            {
                Found.Add((path, fault));
            }
        }

        public void Unique<T>(IReadOnlyList<T> all, int i, Func<T, string> id, string path) =>
            That(!all.Take(i).Any(earlier => id(earlier) == id(all[i])), path, "is that of another one");
    }
}
