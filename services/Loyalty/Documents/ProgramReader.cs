using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Documents;

/// <summary>Reads program documents: YAML or JSON. The keys are described in the service's README.</summary>
public static class ProgramReader
{
    /// <summary>The longest text that is taken, in characters.</summary>
    public const int Longest = 1_000_000;

    /// <summary>The document of the program that exists before anybody publishes one.</summary>
    public static string BuiltInText { get; } = ReadBuiltIn();

    /// <summary>The program that a text is, and every fault of the text; null for the program when there is one.</summary>
    public static (LoyaltyProgram? Program, IReadOnlyList<DocumentFault> Faults) Read(string text)
    {
        if (text.Length > Longest || text.Contains('\0', StringComparison.Ordinal))
        {
            return (null, [new DocumentFault("", 1, 1, $"must have at most {Longest} characters, none of them NUL")]);
        }

        var reader = new DocumentReader(text);
        var program = Program(reader) with { Source = text };
        var faults = reader.Faults();
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        foreach (var (path, fault) in ProgramRules.Check(program))
        {
            reader.Fault(path, fault);
        }

        faults = reader.Faults();
        return (faults.Count == 0 ? program : null, faults);
    }

    /// <summary>Every key that a document may have, with what counts where it is not there.</summary>
    public static IReadOnlyList<DocumentKey> Keys()
    {
        var reader = new DocumentReader("{earn_rules: [{}], earn_caps: [{}], referral: {minimum_orders: [{}]}, redemption_rates: [{}], rewards: [{}], staff_limits: [{}], tiers: [{}]}");
        Program(reader);
        return reader.Known;
    }

    private static LoyaltyProgram Program(DocumentReader reader)
    {
        var (root, otherwise) = (reader.Root, new LoyaltyProgram { ProgramId = "", EffectiveFrom = default });
        return new LoyaltyProgram
        {
            ProgramId = root.Text("program_id"),
            EffectiveFrom = root.Instant("effective_from"),
            TimeZoneId = root.Text("time_zone", otherwise.TimeZoneId),
            PointsName = root.Named("points_name"),
            EarnRules = [.. root.Maps("earn_rules").Select(Rule)],
            CombineMultipliers = root.Word("combine_multipliers", otherwise.CombineMultipliers),
            RoundPer = root.Word("round_per", otherwise.RoundPer),
            Rounding = root.Word("rounding", otherwise.Rounding),
            EarnCaps = [.. root.Maps("earn_caps").Select(Cap)],
            ExcludedFromEarning = Goods(root.Map("excluded_from_earning")),
            ExcludedFromRedemption = Goods(root.Map("excluded_from_redemption")),
            MaxRedemptionPercent = Count(root, "max_redemption_percent", otherwise.MaxRedemptionPercent),
            PendingDays = Count(root, "pending_days", otherwise.PendingDays),
            PendingUntil = root.Word("pending_until", otherwise.PendingUntil),
            ExpiryDays = Count(root, "expiry_days", otherwise.ExpiryDays),
            ExpiryCalendar = Calendar(root.Map("expiry_calendar")),
            ExpiryInactiveMonths = Count(root, "expiry_inactive_months", otherwise.ExpiryInactiveMonths),
            ExpiryNoticeDays = Count(root, "expiry_notice_days", otherwise.ExpiryNoticeDays),
            RestoreGraceDays = Count(root, "restore_grace_days", otherwise.RestoreGraceDays),
            BrokenPromisePoints = root.Whole("broken_promise_points", otherwise.BrokenPromisePoints),
            CardPointsPerDay = root.Whole("card_points_per_day", otherwise.CardPointsPerDay),
            Offline = Offline(root.Map("offline")),
            Referral = Referral(root.Map("referral")),
            StaffLimits = [.. root.Maps("staff_limits").Select(Limit)],
            ApprovalDays = Count(root, "approval_days", otherwise.ApprovalDays),
            RedemptionRates = [.. root.Maps("redemption_rates").Select(rate => new RedemptionRate(rate.Text("currency_code"), rate.Whole("points"), rate.Whole("amount_minor")))],
            MinimumRedemption = root.Whole("minimum_redemption", otherwise.MinimumRedemption),
            Rewards = [.. root.Maps("rewards").Select(Reward)],
            Tiers = [.. root.Maps("tiers").Select(Tier)],
        };
    }

    private static EarnRule Rule(DocumentMap map) => new()
    {
        RuleId = map.Text("rule_id"),
        PointsPerUnit = map.Number("points_per_unit", 0),
        PointsPerItem = map.Number("points_per_item", 0),
        Multiplier = map.Number("multiplier", 0),
        Points = map.Whole("points", 0),
        Priority = Count(map, "priority", 0),
        EventType = map.Text("event_type", ""),
        FirstOrder = map.Flag("first_order", false),
        Status = map.Flag("status", false),
        CampaignId = map.Text("campaign_id", ""),
        Markets = map.Texts("markets"),
        Channels = map.Words<SalesChannel>("channels"),
        Categories = map.Texts("categories"),
        Skus = map.Texts("skus"),
        TierIds = map.Texts("tier_ids"),
        CurrencyCodes = map.Texts("currency_codes"),
        Weekdays = map.Words<Weekday>("weekdays"),
        StartsAt = map.InstantOrNone("starts_at"),
        EndsAt = map.InstantOrNone("ends_at"),
    };

    private static EarnCap Cap(DocumentMap map) => new()
    {
        CapId = map.Text("cap_id"),
        CampaignId = map.Text("campaign_id", ""),
        PerMember = map.Flag("per_member", false),
        Period = map.Word("period", CapPeriod.Ever),
        Points = map.Whole("points"),
    };

    private static Reward Reward(DocumentMap map) => new()
    {
        RewardId = map.Text("reward_id"),
        Title = map.Named("title"),
        Points = map.Whole("points"),
        Percent = map.Number("percent", 0),
        AmountMinor = map.Whole("amount_minor", 0),
        CurrencyCode = map.Text("currency_code", ""),
        FreeShipping = map.Flag("free_shipping", false),
        EarlyAccessId = map.Text("early_access_id", ""),
        MinimumBasketMinor = map.Whole("minimum_basket_minor", 0),
        Categories = map.Texts("categories"),
        Skus = map.Texts("skus"),
        Markets = map.Texts("markets"),
        TierIds = map.Texts("tier_ids"),
        CampaignId = map.Text("campaign_id", ""),
        ValidDays = Count(map, "valid_days", 0),
        ReturnDays = Count(map, "return_days", 0),
    };

    private static StaffLimit Limit(DocumentMap map) => new(
        map.Word("role", ActorRole.Agent), map.Whole("per_call", 0), map.Whole("per_day", 0), map.Whole("per_month", 0), map.Whole("approves_up_to", 0));

    private static ReferralTerms Referral(DocumentMap map)
    {
        var otherwise = new ReferralTerms();
        return new ReferralTerms
        {
            MostRewards = map.Whole("most_rewards", otherwise.MostRewards),
            Period = map.Word("period", otherwise.Period),
            FriendDays = Count(map, "friend_days", otherwise.FriendDays),
            MinimumOrders = [.. map.Maps("minimum_orders").Select(minimum => new MinimumOrder(minimum.Text("currency_code"), minimum.Whole("amount_minor")))],
            Referrer = Side(map.Map("referrer")),
            Friend = Side(map.Map("friend")),
        };
    }

    private static OfflineTerms Offline(DocumentMap map)
    {
        var otherwise = new OfflineTerms();
        return new OfflineTerms
        {
            PerTerminal = map.Whole("per_terminal", otherwise.PerTerminal),
            PerStore = map.Whole("per_store", otherwise.PerStore),
            PerMember = map.Whole("per_member", otherwise.PerMember),
            LongestHours = Count(map, "longest_hours", otherwise.LongestHours),
        };
    }

    private static ReferralReward Side(DocumentMap map) => new() { Points = map.Whole("points", 0), Coupon = SideCoupon(map.Map("coupon")) };

    private static RewardCoupon SideCoupon(DocumentMap map) => new()
    {
        CampaignId = map.Text("campaign_id", ""),
        Percent = map.Number("percent", 0),
        AmountMinor = map.Whole("amount_minor", 0),
        CurrencyCode = map.Text("currency_code", ""),
        FreeShipping = map.Flag("free_shipping", false),
        MinimumBasketMinor = map.Whole("minimum_basket_minor", 0),
        ValidDays = Count(map, "valid_days", 0),
    };

    private static CalendarExpiry Calendar(DocumentMap map) => new() { MonthDay = map.Text("month_day", ""), YearsAfter = Count(map, "years_after", 1) };

    private static GoodsTerms Goods(DocumentMap map) => new() { Categories = map.Texts("categories"), Skus = map.Texts("skus") };

    private static Tier Tier(DocumentMap map)
    {
        var otherwise = new Tier { TierId = "" };
        return new Tier
        {
            TierId = map.Text("tier_id"),
            Title = map.Named("title"),
            Metric = map.Word("metric", otherwise.Metric),
            Threshold = map.Whole("threshold", otherwise.Threshold),
            WindowDays = Count(map, "window_days", otherwise.WindowDays),
            GraceDays = Count(map, "grace_days", otherwise.GraceDays),
        };
    }

    // What does not fit is far outside every range that is allowed: it stays outside.
    private static int Count(DocumentMap map, string key, int otherwise) => (int)Math.Clamp(map.Whole(key, otherwise), int.MinValue, int.MaxValue);

    private static string ReadBuiltIn()
    {
        using var text = DataFile.Embedded(typeof(ProgramReader).Assembly, "Omnichannel.Loyalty.Documents.default.yaml");
        return text.ReadToEnd();
    }
}
