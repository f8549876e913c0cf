using System.Globalization;
using System.Text.Json.Serialization;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;

namespace Omnichannel.Loyalty.Domain;

/// <summary>How points are earned, kept and spent: one version of a document. An earning stays under the version in force at its time.</summary>
public sealed record LoyaltyProgram : IEffectiveVersion
{
    private static readonly string[] BuiltInCurrencies = ["EUR", "GBP", "USD", "RON", "CNY"];
    private static readonly Phrases Texts = Phrases.Embedded(typeof(LoyaltyProgram).Assembly);

    /// <summary>Enrolment without a program is into this one.</summary>
    public const string DefaultId = "default";

    /// <summary>Of a program that says nothing of staff.</summary>
    public static readonly IReadOnlyList<StaffLimit> UsualStaffLimits =
    [
        new StaffLimit(ActorRole.Agent, 10_000, 20_000, 100_000, 0),
        new StaffLimit(ActorRole.Ops, AdjustmentRules.MostPoints, 0, 0, AdjustmentRules.MostPoints),
    ];

    public required string ProgramId { get; init; }

    public long Version { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>What points are called, by language.</summary>
    public IReadOnlyDictionary<string, string> PointsName { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<EarnRule> EarnRules { get; init; } = [];

    /// <summary>How the multipliers of a line combine.</summary>
    public MultiplierCombining CombineMultipliers { get; init; } = MultiplierCombining.Product;

    /// <summary>What is rounded to whole points.</summary>
    public RoundingUnit RoundPer { get; init; } = RoundingUnit.Line;

    public PointRounding Rounding { get; init; } = PointRounding.Down;

    /// <summary>The most points that are earned, per period; each by its own id, under which its use is counted whatever the version.</summary>
    public IReadOnlyList<EarnCap> EarnCaps { get; init; } = [];

    /// <summary>Goods that earn nothing.</summary>
    public GoodsTerms ExcludedFromEarning { get; init; } = new();

    /// <summary>Goods that points do not pay.</summary>
    public GoodsTerms ExcludedFromRedemption { get; init; } = new();

    /// <summary>The most of a basket's goods that points pay, in percent.</summary>
    public int MaxRedemptionPercent { get; init; } = 100;

    /// <summary>Days after delivery until earned points become active, of 24 hours each.</summary>
    public int PendingDays { get; init; }

    /// <summary>What pending points wait for.</summary>
    public PendingUntil PendingUntil { get; init; } = PendingUntil.Days;

    /// <summary>Days after activation; points lapse when that day ends in <see cref="TimeZoneId"/>. 0 for never.</summary>
    public int ExpiryDays { get; init; }

    /// <summary>A day on which all points of a year lapse; with an empty day for none.</summary>
    public CalendarExpiry ExpiryCalendar { get; init; } = new();

    /// <summary>Months without earning or redeeming, after which points lapse; 0 for no such rule.</summary>
    public int ExpiryInactiveMonths { get; init; }

    /// <summary>How many days before points lapse their member is told; 0 for not.</summary>
    public int ExpiryNoticeDays { get; init; }

    public int RestoreGraceDays { get; init; }

    /// <summary>Given for each promise about an order that is broken; 0 for none.</summary>
    public long BrokenPromisePoints { get; init; }

    /// <summary>The most points of a member that may be held at tills in a day on the scan of a card alone.</summary>
    public long CardPointsPerDay { get; init; }

    /// <summary>What tills may let members redeem while they are off line.</summary>
    public OfflineTerms Offline { get; init; } = new();

    /// <summary>What it gives for friends whom members bring.</summary>
    public ReferralTerms Referral { get; init; } = new();

    /// <summary>What staff may do with points by hand; none for <see cref="UsualStaffLimits"/>.</summary>
    public IReadOnlyList<StaffLimit> StaffLimits { get; init; } = [];

    /// <summary>Days until an adjustment that nobody decides lapses; 0 for the usual.</summary>
    public int ApprovalDays { get; init; }

    public IReadOnlyList<RedemptionRate> RedemptionRates { get; init; } = [];

    public long MinimumRedemption { get; init; }

    /// <summary>What else points are redeemed for.</summary>
    public IReadOnlyList<Reward> Rewards { get; init; } = [];

    /// <summary>Ascending; the first has threshold 0.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    public string TimeZoneId { get; init; } = "UTC";

    /// <summary>The text that it was published as.</summary>
    public string Source { get; init; } = "";

    [JsonIgnore]
    public string LowestTier => Tiers.Count > 0 ? Tiers[0].TierId : "";

    /// <summary>Whether any rule gives status points.</summary>
    [JsonIgnore]
    public bool EarnsStatus => EarnRules.Any(rule => rule.Status);

    /// <summary>The program that exists before anybody publishes one: a point for each whole unit of currency, none of the tiers multiplies.</summary>
    public static LoyaltyProgram BuiltIn() => new()
    {
        ProgramId = DefaultId,
        Version = 1,
        EffectiveFrom = DateTimeOffset.UnixEpoch,
        PointsName = Texts.InEvery("points"),
        EarnRules = [new EarnRule { RuleId = "base", PointsPerUnit = 1 }],
        PendingDays = 14,
        ExpiryDays = 365,
        RestoreGraceDays = 30,
        RedemptionRates = [.. BuiltInCurrencies.Select(currency => new RedemptionRate(currency, 1, 1))],
        MinimumRedemption = 1,
        CardPointsPerDay = 500,
        StaffLimits = UsualStaffLimits,
        Tiers =
        [
            new Tier { TierId = "basic", Title = Texts.InEvery("tier.basic"), WindowDays = 365 },
            new Tier { TierId = "silver", Title = Texts.InEvery("tier.silver"), Threshold = 1_000, WindowDays = 365, GraceDays = 30 },
            new Tier { TierId = "gold", Title = Texts.InEvery("tier.gold"), Threshold = 5_000, WindowDays = 365, GraceDays = 30 },
        ],
    };

    /// <summary>The document as the version after the last one.</summary>
    /// <param name="last">0 for none.</param>
    /// <param name="isHistory">Whether it is part of an import, and may be in force from a time that is past.</param>
    /// <param name="now">The moment.</param>
    public Decision<LoyaltyProgram> Next(long last, bool isHistory, DateTimeOffset now)
    {
        var from = VersionInForce.EffectiveFrom(EffectiveFrom, now, isHistory, "program.effective_from");
        return from.Refusal is { } refusal ? refusal : this with { Version = last + 1, EffectiveFrom = from.Value };
    }

    /// <summary>When what a line earned becomes active; null while that is not known.</summary>
    /// <param name="delivered">When the order was with the customer; null while it is not.</param>
    /// <param name="windowEnds">When the line can be returned no more; null when there is no such time.</param>
    public DateTimeOffset? ActivationOf(DateTimeOffset? delivered, DateTimeOffset? windowEnds) =>
        PendingUntil is PendingUntil.ReturnWindow && windowEnds is { } end ? end : delivered?.AddDays(PendingDays);

    /// <summary>When points lapse that became active then; null for never.</summary>
    public LotEnd? ExpiryAfter(DateTimeOffset activated) => this switch
    {
        { ExpiryDays: > 0 } => EndingAt(EndOfDay(activated, ExpiryDays)),
        { ExpiryCalendar.IsSet: true } => EndingAt(LocalDays.In(TimeZoneId).EndOf(ExpiryCalendar.LastDayOf(DayOf(activated).Year))),
        { ExpiryInactiveMonths: > 0 } => new Inactivity(ExpiryInactiveMonths, TimeZoneId) is var rule ? EndingAt(rule.EndAfter(activated)) with { Inactivity = rule } : null,
        _ => null,
    };

    /// <summary>Until when points live at least that were given back then; null when there is no grace.</summary>
    public LotEnd? GraceAfter(DateTimeOffset restored) => RestoreGraceDays == 0 ? null : EndingAt(EndOfDay(restored, RestoreGraceDays));

    /// <summary>An end at a moment, of which members are told as the program has it.</summary>
    public LotEnd EndingAt(DateTimeOffset at) => new(at) { NoticeAt = ExpiryNoticeDays == 0 ? null : at.AddDays(-ExpiryNoticeDays) };

    /// <summary>What points pay: fractions round down. Null when the currency is not redeemable.</summary>
    public long? ValueOf(long points, string currencyCode) => Rate(currencyCode) is { } rate ? (long)((Int128)points * rate.AmountMinor / rate.Points) : null;

    /// <summary>The most that points can pay of an amount: the fewest points that pay so much. One more would bring nothing, or too much.</summary>
    public long MostPointsFor(long amountMinor, string currencyCode)
    {
        if (Rate(currencyCode) is not { } rate || amountMinor <= 0)
        {
            return 0;
        }

        var most = ((((Int128)amountMinor + 1) * rate.Points) - 1) / rate.AmountMinor;
        return FewestPointsFor((long)Int128.Min(amountMinor, most * rate.AmountMinor / rate.Points), rate);
    }

    /// <summary>The fewest points that are worth as much as these: no point goes for nothing.</summary>
    public long FewestPointsFor(long points, string currencyCode) =>
        Rate(currencyCode) is { } rate ? FewestPointsFor((long)((Int128)points * rate.AmountMinor / rate.Points), rate) : points;

    /// <summary>What somebody of a role may do by hand.</summary>
    public StaffLimit LimitOf(ActorRole role) =>
        (StaffLimits.Count > 0 ? StaffLimits : UsualStaffLimits).FirstOrDefault(limit => limit.Role == role) ?? StaffLimit.None(role);

    /// <summary>The day that a moment lies in, where the program is.</summary>
    public DateOnly DayOf(DateTimeOffset at) => LocalDays.In(TimeZoneId).DayOf(at);

    /// <summary>When the program's day began that a moment lies in.</summary>
    public DateTimeOffset StartOfDay(DateTimeOffset at) => LocalDays.In(TimeZoneId).StartOf(DayOf(at));

    /// <summary>The end of the program's day that is so many days later: what customers are told is a date.</summary>
    public DateTimeOffset EndOfDay(DateTimeOffset from, int days) => LocalDays.In(TimeZoneId).EndOfDayAfter(from, days);

    /// <summary>The most of a basket that points pay.</summary>
    /// <param name="leftMinor">What is left to pay for all of its goods.</param>
    /// <param name="excludedMinor">Of it, for goods that points do not pay.</param>
    public long PayableInPoints(long leftMinor, long excludedMinor) => Math.Min(leftMinor - excludedMinor, (long)((Int128)leftMinor * MaxRedemptionPercent / 100));

    public int TierIndex(string tierId)
    {
        for (var i = 0; i < Tiers.Count; i++)
        {
            if (Tiers[i].TierId == tierId)
            {
                return i;
            }
        }

        return -1;
    }

    private static long FewestPointsFor(long valueMinor, RedemptionRate rate) => (long)((((Int128)valueMinor * rate.Points) + rate.AmountMinor - 1) / rate.AmountMinor);

    private RedemptionRate? Rate(string currencyCode) => RedemptionRates.FirstOrDefault(rate => rate.CurrencyCode == currencyCode);
}

/// <summary>So many points are worth so many minor units.</summary>
public sealed record RedemptionRate(string CurrencyCode, long Points, long AmountMinor);

/// <summary>A day of each year on which points lapse that became active in an earlier year.</summary>
public sealed record CalendarExpiry
{
    /// <summary>Month and day, as <c>03-31</c>; empty for no such day.</summary>
    public string MonthDay { get; init; } = "";

    /// <summary>Of which year it is: so many after the one in which the points became active.</summary>
    public int YearsAfter { get; init; } = 1;

    [JsonIgnore]
    public bool IsSet => MonthDay.Length > 0;

    /// <summary>Whether every year has the day.</summary>
    [JsonIgnore]
    public bool IsDay => DateOnly.TryParseExact($"2001-{MonthDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The last day of points that became active in a year.</summary>
    public DateOnly LastDayOf(int year) => DateOnly.ParseExact($"{year + YearsAfter:D4}-{MonthDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What pending points wait for.</summary>
public enum PendingUntil
{
    /// <summary>So many days after the delivery.</summary>
    Days = 1,

    /// <summary>The end of the line's return window; where there is none, the days.</summary>
    ReturnWindow = 2,
}

/// <summary>What a tier is measured by.</summary>
public enum TierMetric
{
    PointsEarned = 1,
    Orders = 2,

    /// <summary>Status points, earned by rules of their own.</summary>
    StatusPoints = 3,
}

/// <summary>A level of membership: reached at once, left one step at a time after the grace period.</summary>
public sealed record Tier
{
    public required string TierId { get; init; }

    public IReadOnlyDictionary<string, string> Title { get; init; } = new Dictionary<string, string>();

    public TierMetric Metric { get; init; } = TierMetric.PointsEarned;

    public long Threshold { get; init; }

    public int WindowDays { get; init; } = 365;

    public int GraceDays { get; init; }
}

/// <summary>Reads decimal text of a contract: digits and a point, at most 6 places.</summary>
public static class Decimals
{
    public static bool TryParse(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        && value <= 1_000_000 && decimal.Round(value, 6) == value;
}
