using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>What may be returned, for how long, for what: one version of a document.</summary>
/// <param name="PolicyId">Chosen by the merchant; <see cref="Default"/> governs orders.</param>
/// <param name="Version">1, 2, 3, ...; 0 before publishing.</param>
/// <param name="EffectiveFrom">Purchases placed from here on are under it.</param>
/// <param name="TimeZone">IANA name: in which days begin and end, where a market has no other.</param>
public sealed record ReturnPolicy(
    string PolicyId,
    int Version,
    DateTimeOffset EffectiveFrom,
    string TimeZone,
    IReadOnlyList<PolicyRule> Rules,
    ProcessingTerms Processing,
    IReadOnlyList<Words> GeneralRules)
{
    /// <summary>The policy that purchases are under.</summary>
    public const string Default = "default";

    /// <summary>Time zones of markets whose days begin and end by other clocks than the policy's.</summary>
    public IReadOnlyDictionary<string, string> MarketTimeZones { get; init; } = new Dictionary<string, string>();

    /// <summary>Who counts as <see cref="ShopperSignal.FrequentReturner"/>; null for nobody.</summary>
    public FrequentReturner? Frequent { get; init; }

    /// <summary>What staff may set aside, by role; empty for what is usual (<see cref="Exceptions.Usual"/>).</summary>
    public IReadOnlyList<ExceptionLimit> StaffExceptions { get; init; } = [];

    /// <summary>What its scopes ask of a line beside what the order says.</summary>
    public ScopeQuestions Asks => RuleIndex.Of(Rules).Asks;

    /// <summary>Which rule decides for a line: the one with the deepest scope of those that it meets.</summary>
    public PolicyRule RuleFor(RuleSubject subject) =>
        RuleIndex.Of(Rules).Find(subject) ?? throw new InvalidOperationException($"Policy {PolicyId} {Version} has no rule with an empty scope.");

    /// <summary>This policy with the clock of a market: what is told to its people is by their days.</summary>
    public ReturnPolicy In(string market) => MarketTimeZones.TryGetValue(market, out var zone) ? this with { TimeZone = zone } : this;

    /// <summary>When days of a market begin and end, and on which of them its people work.</summary>
    public MarketDays DaysOf(string market)
    {
        var days = LocalDays.In(MarketTimeZones.GetValueOrDefault(market, TimeZone));
        return new MarketDays(days, days, WorkingDays.BuiltIn.In(market).Calendar);
    }

    /// <summary>When a return of these lines asks for its refund: the latest of what their rules say.</summary>
    public RefundTrigger RefundAt(IReadOnlyList<ReturnLine> lines) => lines.Max(line => (line.Decision is { } decision ? Rule(decision.RuleId)?.RefundAt : null) ?? RefundTrigger.Inspection);

    /// <summary>The rule that a decision named.</summary>
    public PolicyRule? Rule(string ruleId) => RuleIndex.Of(Rules).ById(ruleId);
}

/// <summary>Who began so many returns in so many days before a purchase.</summary>
public sealed record FrequentReturner(int Returns, int Days);

/// <summary>What holds for the lines in its scope.</summary>
/// <param name="ExcludedReason">FINAL_SALE, EXCLUDED_CATEGORY; empty for returnable.</param>
/// <param name="Window">Present unless excluded.</param>
/// <param name="Text">Said to customers in place of the generated sentence.</param>
public sealed record PolicyRule(
    string RuleId,
    PolicyScope Scope,
    string ExcludedReason,
    ReturnWindow? Window,
    IReadOnlyList<Resolution> Resolutions,
    IReadOnlyList<ReturnFee> Fees,
    IReadOnlyList<ReturnMethod> Methods,
    bool RequiresApproval,
    Words Text)
{
    /// <summary>When its lines ask for their refund.</summary>
    public RefundTrigger RefundAt { get; init; } = RefundTrigger.Inspection;

    /// <summary>Whether what delivery cost comes back with its lines.</summary>
    public ShippingRefund ShippingRefund { get; init; } = ShippingRefund.Never;

    /// <summary>What shoppers must send along.</summary>
    public IReadOnlyList<EvidenceRequirement> Evidence { get; init; } = [];

    /// <summary>Whether what delivery cost comes back with a line that comes back for this reason.</summary>
    public bool RefundsShipping(ReturnReason reason) => ShippingRefund is ShippingRefund.Always || (ShippingRefund is ShippingRefund.MerchantsFault && Fault.IsMerchants(reason));

    /// <summary>What may stay with the customer.</summary>
    public KeepTerms Keep { get; init; } = KeepTerms.None;

    /// <summary>What is given on top of store credit, in percent of it; 0 for nothing.</summary>
    public decimal StoreCreditBonusPercent { get; init; }
}

/// <summary>How long something can be returned; ends with the last day, in the policy's zone.</summary>
/// <param name="Days">Whole days after the anchor's day.</param>
/// <param name="EndOfDayMinute">Minutes after midnight when the last day ends; 0 for midnight.</param>
public sealed record ReturnWindow(WindowAnchor Anchor, int Days, int EndOfDayMinute, IReadOnlyList<WindowExtension> Extensions)
{
    /// <summary>Whether a last day on which nobody works in the market is moved to the next working day.</summary>
    public bool EndsOnWorkingDay { get; init; }
}

/// <summary>Purchases of a season can be returned until a later day.</summary>
public sealed record WindowExtension(DateTimeOffset PlacedFrom, DateTimeOffset PlacedBefore, DateTimeOffset ReturnableUntil);

/// <summary>What a return costs the customer.</summary>
/// <param name="Amount">Once per return and code, for purchases in its currency; null when it is a percentage.</param>
/// <param name="Percent">Of the lines' net total; above 0 up to 100; null when it is an amount.</param>
public sealed record ReturnFee(
    string Code, IReadOnlyList<ReturnMethod> Methods, IReadOnlyList<Resolution> Resolutions, Money? Amount, decimal? Percent)
{
    /// <summary>Only of lines that come back for these reasons; empty for every reason that is the customer's.</summary>
    public IReadOnlyList<ReturnReason> Reasons { get; init; } = [];

    /// <summary>Whether a return by this method for this resolution costs it.</summary>
    public bool AppliesTo(ReturnMethod method, Resolution resolution) =>
        (Methods.Count == 0 || Methods.Contains(method)) && (Resolutions.Count == 0 || Resolutions.Contains(resolution));

    /// <summary>Whether a line that comes back for this reason costs it: nothing is taken for what is the merchant's fault.</summary>
    public bool IsFor(ReturnReason reason) => !Fault.IsMerchants(reason) && (Reasons.Count == 0 || Reasons.Contains(reason));

    /// <summary>Whether purchases in a currency cost it: there is no rate to convert an amount by.</summary>
    public bool IsFor(string currencyCode) => Amount is null || Amount.Value.CurrencyCode == currencyCode;

    /// <summary>Whether it is the same fee, perhaps in another currency.</summary>
    public bool IsSameAs(ReturnFee other) =>
        Code == other.Code && Methods.ToHashSet().SetEquals(other.Methods) && Resolutions.ToHashSet().SetEquals(other.Resolutions)
        && Reasons.ToHashSet().SetEquals(other.Reasons);
}

/// <summary>How goods travel back and what happens then.</summary>
/// <param name="ReceiveWithinDays">Goods must be posted or here this many days after approval, the rest as many after some of them; 0 for 30.</param>
public sealed record ProcessingTerms(int ReceiveWithinDays, int InspectionDays, int RefundDays, Words Text)
{
    /// <summary>When a return approved now expires unless the goods have come, or are on their way.</summary>
    public DateTimeOffset ReceiveUntil(DateTimeOffset approvedAt) => approvedAt.AddDays(ReceiveWithinDays == 0 ? 30 : ReceiveWithinDays);

    /// <summary>So many hours after it was asked for, a return that nobody has decided is approved; 0 for never.</summary>
    public int ApprovalHours { get; init; }

    /// <summary>When a return that waits for approval since then is approved unless somebody decides; null for never.</summary>
    public DateTimeOffset? ApproveBy(DateTimeOffset requestedAt) => ApprovalHours == 0 ? null : requestedAt.AddHours(ApprovalHours);

    /// <summary>So many days after a return expired its goods are taken as if they had come in time.</summary>
    public int LateDays { get; init; }
}

/// <summary>Text in several languages, by BCP 47 tag.</summary>
public sealed record Words(IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>No text.</summary>
    public static readonly Words None = new(new Dictionary<string, string>());

    /// <summary>The text for a reader, as <see cref="LanguageChoice"/> finds it; null when there is none.</summary>
    public string? In(string language) => LanguageChoice.For(language, Texts.Keys) is { } tag ? Texts[tag] : null;
}
