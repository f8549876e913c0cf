using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Benchmarks.Returns;

/// <summary>Policies of many rules, as they grow: first for all, then by category, market and tier, then by item.</summary>
internal static class ManyRules
{
    private static readonly string[] Markets = ["IT", "RO", "DE", "FR"];

    /// <summary>A policy of so many rules that can be published.</summary>
    public static ReturnPolicy Of(int rules)
    {
        var standard = BuiltInPolicy.Document.Rules[0];
        var policy = BuiltInPolicy.Document with { Version = 1, Rules = [standard, .. Enumerable.Range(0, rules - 1).Select(number => Rule(standard, number))] };
        return PolicyCheck.Find(policy, []) is { Count: > 0 } faults ? throw new InvalidOperationException($"{faults[0].Path} {faults[0].Description}") : policy;
    }

    private static PolicyRule Rule(PolicyRule standard, int number) => standard with
    {
        RuleId = "rule-" + number.ToString(CultureInfo.InvariantCulture),
        Scope = (number % 3) switch
        {
            0 => PolicyScope.Everything with { Categories = [LargeOrder.Category(number / 3)] },
            1 => PolicyScope.Everything with { Categories = [LargeOrder.Category(number / 3)], Markets = [Markets[number % Markets.Length]], Tiers = ["gold"] },
            _ => PolicyScope.Everything with { Skus = [LargeOrder.Sku(number / 3)] },
        },
        Window = new ReturnWindow(WindowAnchor.Delivery, 5 + (number % 60), 0, []),
    };
}
