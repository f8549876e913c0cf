using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// What a return costs. Amounts are charged once per return and code, whatever rules its lines are under: where they name different ones, the greatest.
/// Percentages are of the lines under their rule. Lines that come back by the merchant's fault, or for a reason that the fee is not for, cost nothing. Together never more than comes back.
/// </summary>
public static class Fees
{
    /// <summary>The fees of a return whose lines have their amounts.</summary>
    /// <param name="lines">With their refund amounts.</param>
    /// <param name="rule">Finds the rule that allowed a line; null for history, which has no fees.</param>
    /// <param name="method">How it comes back.</param>
    /// <param name="resolution">What the customer gets.</param>
    /// <param name="gross">The sum of the lines' amounts: the most that fees can take.</param>
    public static IReadOnlyList<FeeCharge> Of(
        IReadOnlyList<ReturnLine> lines, Func<ReturnLine, PolicyRule?> rule, ReturnMethod method, Resolution resolution, Money gross)
    {
        var wanted = new List<FeeCharge>();
        var perReturn = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in lines.GroupBy(rule).Where(group => group.Key is not null))
        {
            foreach (var fee in group.Key!.Fees.Where(fee => fee.AppliesTo(method, resolution) && fee.IsFor(gross.CurrencyCode)))
            {
                var net = group.Where(line => fee.IsFor(line.Reason)).Aggregate(Money.Zero(gross.CurrencyCode), (sum, line) => sum + line.RefundAmount);
                if (net.AmountMinor == 0)
                {
                    continue;
                }

                var charge = new FeeCharge(fee.Code, fee.Amount ?? Share(net, fee.Percent!.Value), group.Key.RuleId);
                if (fee.Amount is null || perReturn.TryAdd(fee.Code, wanted.Count))
                {
                    wanted.Add(charge);
                }
                else if (wanted[perReturn[fee.Code]].Amount < charge.Amount)
                {
                    wanted[perReturn[fee.Code]] = charge;
                }
            }
        }

        return Within(gross, wanted);
    }

    /// <summary>As much of fees as there is to take them from.</summary>
    public static IReadOnlyList<FeeCharge> Within(Money gross, IReadOnlyList<FeeCharge> wanted)
    {
        var charges = new List<FeeCharge>(wanted.Count);
        var left = gross;
        foreach (var charge in wanted)
        {
            var charged = charge.Amount < left ? charge.Amount : left;
            if (charged.AmountMinor > 0)
            {
                charges.Add(charge with { Amount = charged });
                left -= charged;
            }
        }

        return charges;
    }

    private static Money Share(Money net, decimal percent) =>
        net with { AmountMinor = decimal.ToInt64(decimal.Round(net.AmountMinor * percent / 100m, 0, MidpointRounding.ToEven)) };
}
