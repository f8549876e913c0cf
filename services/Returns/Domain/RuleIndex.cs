using System.Runtime.CompilerServices;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What scopes of a policy ask beside what the order says.</summary>
/// <param name="Reasons">Why it comes back.</param>
/// <param name="Conditions">In what condition.</param>
/// <param name="Signals">What is known of the shopper.</param>
public sealed record ScopeQuestions(IReadOnlyList<ReturnReason> Reasons, IReadOnlyList<ItemCondition> Conditions, bool Signals);

/// <summary>
/// The rules of one document by what lines have most of: sku, category, market. A line looks at the few rules that can be its own, so a thousand rules cost no more than ten. Documents never
/// change, so one is made once for each.
/// </summary>
internal sealed class RuleIndex
{
    private static readonly ConditionalWeakTable<IReadOnlyList<PolicyRule>, RuleIndex> Made = [];

    private readonly Dictionary<string, PolicyRule> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PolicyRule>> bySku = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PolicyRule>> byCategory = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PolicyRule>> byMarket = new(StringComparer.Ordinal);
    private readonly List<PolicyRule> others = [];

    private RuleIndex(IReadOnlyList<PolicyRule> rules)
    {
        foreach (var rule in rules)
        {
            byId.TryAdd(rule.RuleId, rule);
            if (rule.Scope.Skus.Count > 0)
            {
                Add(bySku, rule.Scope.Skus, rule);
            }
            else if (rule.Scope.Categories.Count > 0)
            {
                Add(byCategory, rule.Scope.Categories.Select(CategoryPath.Normal), rule);
            }
            else if (rule.Scope.Markets.Count > 0)
            {
                Add(byMarket, rule.Scope.Markets, rule);
            }
            else
            {
                others.Add(rule);
            }
        }

        Asks = new ScopeQuestions(
            [.. rules.SelectMany(rule => rule.Scope.Reasons).Distinct().Order()], [.. rules.SelectMany(rule => rule.Scope.Conditions).Distinct().Order()],
            rules.Any(rule => rule.Scope.Signals.Count > 0));
    }

    /// <summary>What the scopes ask.</summary>
    public ScopeQuestions Asks { get; }

    /// <summary>The index of a document's rules.</summary>
    public static RuleIndex Of(IReadOnlyList<PolicyRule> rules) => Made.GetValue(rules, static made => new RuleIndex(made));

    /// <summary>The rule of that id; null when there is none.</summary>
    public PolicyRule? ById(string ruleId) => byId.GetValueOrDefault(ruleId);

    /// <summary>The rule that decides; null when none admits the line. Any rule for a sku goes before all for categories, and these before the rest.</summary>
    public PolicyRule? Find(RuleSubject subject)
    {
        var best = new Deepest(subject);
        if (bySku.TryGetValue(subject.Sku, out var skuRules))
        {
            best.Look(skuRules);
        }

        if (best.Rule is null && byCategory.Count > 0)
        {
            LookInCategories(subject.Category, ref best);
        }

        if (best.Rule is null)
        {
            best.Look(others);
            best.Look(byMarket.GetValueOrDefault(subject.Market));
        }

        return best.Rule;
    }

    // From the category itself up: what a deeper one admits goes before all of its parents.
    private void LookInCategories(string category, ref Deepest best)
    {
        var rulesOf = byCategory.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var path = category.AsSpan().Trim('/'); path.Length > 0 && best.Rule is null; path = path[..Math.Max(0, path.LastIndexOf('/'))])
        {
            if (rulesOf.TryGetValue(path, out var rules))
            {
                best.Look(rules);
            }
        }
    }

    private static void Add(Dictionary<string, List<PolicyRule>> index, IEnumerable<string> keys, PolicyRule rule)
    {
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (!index.TryGetValue(key, out var rules))
            {
                index.Add(key, rules = []);
            }

            rules.Add(rule);
        }
    }

    private struct Deepest(RuleSubject subject)
    {
        private ScopeDepth depth = ScopeDepth.Nothing;

        public PolicyRule? Rule { get; private set; }

        public void Look(List<PolicyRule>? rules)
        {
            foreach (var rule in rules ?? [])
            {
                if (rule.Scope.DepthFor(subject) is { } next && next.IsDeeperThan(depth))
                {
                    (Rule, depth) = (rule, next);
                }
            }
        }
    }
}
