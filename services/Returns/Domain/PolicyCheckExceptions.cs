using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <content>What staff may set aside.</content>
public static partial class PolicyCheck
{
    private static void CheckExceptions(List<PolicyFault> faults, IReadOnlyList<ExceptionLimit> limits)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            var (limit, path) = (limits[i], Invariant($"policy.staff_exceptions[{i}]"));
            Require(faults, limit.Role is ActorRole.Terminal or ActorRole.Associate or ActorRole.Agent, $"{path}.role", "must be TERMINAL, ASSOCIATE or AGENT");
            Require(faults, limits.Take(i).All(earlier => earlier.Role != limit.Role), $"{path}.role", "has an entry before: which of the two holds cannot be told");
            Require(faults, AllKnownOnce(limit.Kinds, ExceptionKind.None), $"{path}.kinds", "must be known values, each once");
            Require(faults, limit.MostDaysLate is null or (> 0 and <= MostWindowDays), $"{path}.most_days_late", $"must be from 0 to {MostWindowDays}");
            Require(faults, limit.MostAmounts.All(most => most.AmountMinor > 0), $"{path}.most_amounts", "must be above 0");
            Require(
                faults, limit.MostAmounts.Select(most => most.CurrencyCode).Distinct(StringComparer.Ordinal).Count() == limit.MostAmounts.Count, $"{path}.most_amounts", "must name a currency once");
        }
    }
}
