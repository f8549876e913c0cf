using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.Returns.Domain;

/// <summary>What may be returned, for how long, for what: one version of a document.</summary>
/// <param name="PolicyId">Chosen by the merchant; <see cref="Default"/> governs orders.</param>
/// <param name="Version">1, 2, 3, ...; 0 before publishing.</param>
/// <param name="EffectiveFrom">Purchases placed from here on are under it.</param>
/// <param name="TimeZone">IANA name: in which days begin and end.</param>
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

    /// <summary>Which rule decides for a line: the one with the deepest scope of those that it meets.</summary>
    public PolicyRule RuleFor(RuleSubject subject)
    {
        PolicyRule? best = null;
        var depth = ScopeDepth.Nothing;
        foreach (var rule in Rules)
        {
            if (rule.Scope.DepthFor(subject) is { } next && next.IsDeeperThan(depth))
            {
                best = rule;
                depth = next;
            }
        }

        return best ?? throw new InvalidOperationException($"Policy {PolicyId} {Version} has no rule with an empty scope.");
    }

    /// <summary>When a return of these lines asks for its refund: the latest of what their rules say.</summary>
    public RefundTrigger RefundAt(IReadOnlyList<ReturnLine> lines) => lines.Max(line => (line.Decision is { } decision ? Rule(decision.RuleId)?.RefundAt : null) ?? RefundTrigger.Inspection);

    /// <summary>The rule that a decision named.</summary>
    public PolicyRule? Rule(string ruleId) => Rules.FirstOrDefault(rule => rule.RuleId == ruleId);
}

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

    /// <summary>What may stay with the customer.</summary>
    public KeepTerms Keep { get; init; } = KeepTerms.None;

    /// <summary>What is given on top of store credit, in percent of it; 0 for nothing.</summary>
    public decimal StoreCreditBonusPercent { get; init; }
}

/// <summary>How long something can be returned; ends with the last day, in the policy's zone.</summary>
/// <param name="Days">Whole days after the anchor's day.</param>
/// <param name="EndOfDayMinute">Minutes after midnight when the last day ends; 0 for midnight.</param>
public sealed record ReturnWindow(WindowAnchor Anchor, int Days, int EndOfDayMinute, IReadOnlyList<WindowExtension> Extensions);

/// <summary>Purchases of a season can be returned until a later day.</summary>
public sealed record WindowExtension(DateTimeOffset PlacedFrom, DateTimeOffset PlacedBefore, DateTimeOffset ReturnableUntil);

/// <summary>What a return costs the customer.</summary>
/// <param name="Amount">Once per return and code, for purchases in its currency; null when it is a percentage.</param>
/// <param name="Percent">Of the lines' net total; above 0 up to 100; null when it is an amount.</param>
public sealed record ReturnFee(
    string Code, IReadOnlyList<ReturnMethod> Methods, IReadOnlyList<Resolution> Resolutions, Money? Amount, decimal? Percent)
{
    /// <summary>Whether a return by this method for this resolution costs it.</summary>
    public bool AppliesTo(ReturnMethod method, Resolution resolution) =>
        (Methods.Count == 0 || Methods.Contains(method)) && (Resolutions.Count == 0 || Resolutions.Contains(resolution));

    /// <summary>Whether purchases in a currency cost it: there is no rate to convert an amount by.</summary>
    public bool IsFor(string currencyCode) => Amount is null || Amount.Value.CurrencyCode == currencyCode;

    /// <summary>Whether it is the same fee, perhaps in another currency.</summary>
    public bool IsSameAs(ReturnFee other) =>
        Code == other.Code && Methods.ToHashSet().SetEquals(other.Methods) && Resolutions.ToHashSet().SetEquals(other.Resolutions);
}

/// <summary>How goods travel back and what happens then.</summary>
/// <param name="ReceiveWithinDays">Goods must be posted or here this many days after approval, the rest as many after some of them; 0 for 30.</param>
public sealed record ProcessingTerms(int ReceiveWithinDays, int InspectionDays, int RefundDays, Words Text)
{
    /// <summary>When a return approved now expires unless the goods have come, or are on their way.</summary>
    public DateTimeOffset ReceiveUntil(DateTimeOffset approvedAt) => approvedAt.AddDays(ReceiveWithinDays == 0 ? 30 : ReceiveWithinDays);

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
