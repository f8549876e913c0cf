using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Contracts;

namespace Omnichannel.Loyalty.Transport;

/// <content>Programs.</content>
internal static partial class ToContract
{
    public static V1.LoyaltyProgram Program(LoyaltyProgram program) => new()
    {
        ProgramId = program.ProgramId,
        Version = (int)program.Version,
        EffectiveFrom = Time(program.EffectiveFrom),
        PointsName = Text(program.PointsName),
        EarnRules = { program.EarnRules.Select(Rule) },
        CombineMultipliers = (V1.MultiplierCombining)program.CombineMultipliers,
        RoundPer = (V1.RoundingUnit)program.RoundPer,
        Rounding = (V1.PointRounding)program.Rounding,
        EarnCaps =
        {
            program.EarnCaps.Select(cap => new V1.EarnCap
            {
                CapId = cap.CapId, CampaignId = cap.CampaignId, PerMember = cap.PerMember, Period = (V1.CapPeriod)cap.Period, Points = cap.Points,
            }),
        },
        ExcludedFromEarning = Goods(program.ExcludedFromEarning),
        ExcludedFromRedemption = Goods(program.ExcludedFromRedemption),
        MaxRedemptionPercent = program.MaxRedemptionPercent,
        PendingDays = program.PendingDays,
        PendingUntil = (V1.PendingUntil)program.PendingUntil,
        ExpiryDays = program.ExpiryDays,
        ExpiryCalendar = program.ExpiryCalendar.IsSet
            ? new V1.CalendarExpiry { MonthDay = program.ExpiryCalendar.MonthDay, YearsAfter = program.ExpiryCalendar.YearsAfter } : null,
        ExpiryInactiveMonths = program.ExpiryInactiveMonths,
        ExpiryNoticeDays = program.ExpiryNoticeDays,
        RestoreGraceDays = program.RestoreGraceDays,
        BrokenPromisePoints = program.BrokenPromisePoints,
        RedemptionRates =
        {
            program.RedemptionRates.Select(rate => new V1.RedemptionRate
            {
                CurrencyCode = rate.CurrencyCode,
                Points = rate.Points,
                AmountMinor = rate.AmountMinor,
            }),
        },
        MinimumRedemption = program.MinimumRedemption,
        Rewards =
        {
            program.Rewards.Select(reward => new V1.Reward
            {
                RewardId = reward.RewardId,
                Title = Text(reward.Title),
                Points = reward.Points,
                Terms = Terms(reward.TermsFor("", null)),
                TierIds = { reward.TierIds },
                ValidDays = reward.ValidDays,
                ReturnDays = reward.ReturnDays,
            }),
        },
        CardPointsPerDay = program.CardPointsPerDay,
        StaffLimits = { program.StaffLimits.Select(Limit) },
        ApprovalDays = program.ApprovalDays,
        Tiers =
        {
            program.Tiers.Select(tier => new V1.Tier
            {
                TierId = tier.TierId,
                Title = Text(tier.Title),
                Metric = (V1.TierMetric)tier.Metric,
                Threshold = tier.Threshold,
                WindowDays = tier.WindowDays,
                GraceDays = tier.GraceDays,
            }),
        },
        TimeZone = program.TimeZoneId,
        Referral = program.Referral.IsOffered() ? Terms(program.Referral) : null,
        Offline = program.Offline.IsOffered() ? Terms(program.Offline) : null,
    };

    private static V1.OfflineTerms Terms(OfflineTerms terms) => new()
    {
        PerTerminal = terms.PerTerminal,
        PerStore = terms.PerStore,
        PerMember = terms.PerMember,
        LongestHours = terms.LongestHours,
    };

    /// <summary>What lines would earn. Status points are there for each line, or for none.</summary>
    public static IEnumerable<V1.EarnedLine> Earned(IReadOnlyList<EarnedLine> lines, IReadOnlyList<EarnedLine> status) =>
        lines.Select((line, i) => Earned(line, status.Count > 0 ? status[i] : new EarnedLine(line.LineId, line.Quantity, 0, "")));

    private static V1.EarnedLine Earned(EarnedLine line, EarnedLine status) => new()
    {
        LineId = line.LineId,
        Points = line.Points,
        RuleId = line.RuleId,
        Parts = { line.Parts.Select(Part) },
        StatusPoints = status.Points,
        StatusParts = { status.Parts.Select(Part) },
    };

    public static V1.ExplainedLine Explained(ExplainedLine line) => new()
    {
        LineId = line.Line.LineId,
        Points = line.Line.Points,
        UncappedPoints = line.FullPoints,
        Parts = { line.Parts.Select(Part) },
        StatusPoints = line.StatusPoints,
        StatusParts = { line.StatusParts.Select(Part) },
        Explanation = line.Sentences,
    };

    public static V1.MemberChange Change(MemberChange change) => new()
    {
        MemberId = change.MemberId,
        PointsBefore = change.PointsBefore,
        PointsAfter = change.PointsAfter,
        TierBefore = change.TierBefore,
        TierAfter = change.TierAfter,
        Rules = { change.Rules.Select(Change) },
    };

    public static V1.SimulationSums Sums(Store.SimulationSums sums) => new()
    {
        Members = sums.Members,
        ChangedMembers = sums.Changed,
        Earnings = sums.Earnings,
        PointsBefore = sums.PointsBefore,
        PointsAfter = sums.PointsAfter,
        Rules = { sums.Rules.Select(Change) },
        Budgets = { sums.Budgets.Select(budget => new V1.BudgetUse { CapId = budget.Key, Points = budget.Value }) },
    };

    private static V1.EarnedPart Part(EarnedPart part) => new() { RuleId = part.RuleId, Points = part.Points };

    private static V1.ExplainedPart Part(ExplainedPart part) =>
        new() { RuleId = part.Part.RuleId, Points = part.Part.Points, Factor = Factor(part.Factor), Explanation = part.Sentence };

    private static V1.RuleChange Change(RuleChange rule) => new() { RuleId = rule.RuleId, PointsBefore = rule.Before, PointsAfter = rule.After };

    private static V1.GoodsTerms Goods(GoodsTerms goods) => new() { Categories = { goods.Categories }, Skus = { goods.Skus } };

    private static V1.EarnRule Rule(EarnRule rule) => new()
    {
        RuleId = rule.RuleId,
        PointsPerUnit = Factor(rule.PointsPerUnit),
        PointsPerItem = Factor(rule.PointsPerItem),
        Multiplier = Factor(rule.Multiplier),
        Points = rule.Points,
        Priority = rule.Priority,
        EventType = rule.EventType,
        FirstOrder = rule.FirstOrder,
        Status = rule.Status,
        CampaignId = rule.CampaignId,
        Markets = { rule.Markets },
        Channels = { rule.Channels.Select(channel => channel.ToContract()) },
        Categories = { rule.Categories },
        Skus = { rule.Skus },
        TierIds = { rule.TierIds },
        StartsAt = Time(rule.StartsAt),
        EndsAt = Time(rule.EndsAt),
        CurrencyCodes = { rule.CurrencyCodes },
        Weekdays = { rule.Weekdays.Select(day => (V1.Weekday)day) },
    };

    private static string Factor(decimal value) => value == 0 ? "" : Decimal(value);
}
