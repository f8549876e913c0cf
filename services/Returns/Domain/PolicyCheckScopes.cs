using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>Scopes and fees.</content>
public static partial class PolicyCheck
{
    private const int MostFrequentReturns = 1000;

    private static void CheckScope(List<PolicyFault> faults, PolicyScope scope, string path)
    {
        Require(faults, scope.Categories.All(category => CategoryPath.Depth(category) > 0), $"{path}.categories", "must not be empty paths");
        Require(faults, scope.Skus.All(sku => sku.Length > 0), $"{path}.skus", "must not be empty");
        Require(
            faults, scope.PlacedFrom is null || scope.PlacedBefore is null || scope.PlacedFrom < scope.PlacedBefore, $"{path}.placed_before", "must be after placed_from");
        Require(faults, scope.Channels.All(Enum.IsDefined) && !scope.Channels.Contains(SalesChannel.None), $"{path}.channels", "must be known values");
        Require(faults, scope.Tenders.All(Enum.IsDefined) && !scope.Tenders.Contains(TenderKind.None), $"{path}.tenders", "must be known values");
        Require(faults, AllKnownOnce(scope.Reasons, ReturnReason.None), $"{path}.reasons", "must be known values, each once");
        Require(faults, AllKnownOnce(scope.Conditions, ItemCondition.None), $"{path}.conditions", "must be known values, each once");
        Require(faults, AllKnownOnce(scope.Signals, ShopperSignal.None), $"{path}.signals", "must be known values, each once");
        if (scope.Price is { } price)
        {
            Require(faults, price.CurrencyCode.Length == 3 && price.CurrencyCode.All(char.IsAsciiLetterUpper), $"{path}.price.currency_code", "must be an ISO 4217 code");
            Require(faults, price.FromMinor >= 0, $"{path}.price.from_minor", "must be 0 or more");
            Require(faults, price.BelowMinor is not { } below || below > price.FromMinor, $"{path}.price.below_minor", "must be above from_minor: no price is in it");
        }
    }

    private static void CheckFrequent(List<PolicyFault> faults, ReturnPolicy policy)
    {
        if (policy.Frequent is { } frequent)
        {
            Require(faults, frequent.Returns is > 0 and <= MostFrequentReturns, "policy.frequent_returner.returns", $"must be from 1 to {MostFrequentReturns}");
            Require(faults, frequent.Days is > 0 and <= MostWindowDays, "policy.frequent_returner.days", $"must be from 1 to {MostWindowDays}");
        }
        else
        {
            Require(
                faults, policy.Rules.All(rule => !rule.Scope.Signals.Contains(ShopperSignal.FrequentReturner)), "policy.frequent_returner", "is required: a scope names FREQUENT_RETURNER");
        }
    }

    // A fee that no return under its rule can cost contradicts the rule: one of the two is not what was meant.
    private static void CheckFee(List<PolicyFault> faults, PolicyRule rule, ReturnFee fee, string path)
    {
        Require(faults, fee.Code.Length is > 0 and <= 64, $"{path}.code", "is required, at most 64 characters");
        Require(faults, AllKnownOnce(fee.Methods, ReturnMethod.None), $"{path}.methods", "must be known values, each once");
        Require(faults, fee.Methods.Count == 0 || fee.Methods.Any(rule.Methods.Contains), $"{path}.methods", "contradicts the rule, which offers none of them");
        Require(faults, AllKnownOnce(fee.Resolutions, Resolution.None), $"{path}.resolutions", "must be known values, each once");
        Require(faults, fee.Resolutions.Count == 0 || fee.Resolutions.Any(rule.Resolutions.Contains), $"{path}.resolutions", "contradicts the rule, which offers none of them");
        Require(faults, AllKnownOnce(fee.Reasons, ReturnReason.None), $"{path}.reasons", "must be known values, each once");
        Require(faults, !fee.Reasons.Any(Fault.IsMerchants), $"{path}.reasons", "must not be the merchant's fault: nothing is taken for that");
        Require(
            faults,
            rule.Scope.Reasons.Count == 0 || rule.Scope.Reasons.Any(fee.IsFor),
            $"{path}.reasons",
            "contradicts the scope: no reason of it costs this fee");
        Require(faults, fee.Amount is not null || fee.Percent is not null, $"{path}.amount", "an amount or a percentage is required");
        Require(faults, fee.Amount is null or { AmountMinor: > 0 }, $"{path}.amount", "must be above 0");
        Require(faults, fee.Percent is null or (> 0 and <= 100), $"{path}.percent", "must be decimal text above 0 up to 100");
    }
}
