using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// What a return costs. Amounts are charged once per return and code, whatever rules its lines are under: where they name different ones, the greatest.
/// Percentages are of the lines under their rule that they are for. Lines that come back by the merchant's fault, or for a reason that the fee is not for, cost nothing. Each is taken off money and
/// store credit as its lines give them. Together never more than comes back.
/// </summary>
public static class Fees
{
    /// <summary>The fees of a return whose lines have their amounts.</summary>
    /// <param name="lines">With their refund amounts.</param>
    /// <param name="rule">Finds the rule that allowed a line; null for history, which has no fees.</param>
    /// <param name="method">How it comes back.</param>
    /// <param name="gross">The sum of the lines' amounts: the most that fees can take.</param>
    public static IReadOnlyList<FeeCharge> Of(
        IReadOnlyList<ReturnLine> lines, Func<ReturnLine, PolicyRule?> rule, ReturnMethod method, Money gross)
    {
        var wanted = new List<FeeCharge>();
        var perReturn = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in lines.GroupBy(rule).Where(group => group.Key is not null))
        {
            foreach (var fee in group.Key!.Fees.Where(fee => fee.IsFor(gross.CurrencyCode)))
            {
                var charged = group.Where(line => fee.AppliesTo(method, line.Resolution) && fee.IsFor(line.Reason)).ToList();
                var net = charged.Aggregate(Money.Zero(gross.CurrencyCode), (sum, line) => sum + line.RefundAmount);
                if (net.AmountMinor <= 0)
                {
                    continue;
                }

                var amount = fee.Amount ?? Share(net, fee.Percent!.Value);
                var credit = charged.Where(line => line.Resolution is Resolution.StoreCredit).Sum(line => line.RefundAmount.AmountMinor);
                var charge = new FeeCharge(fee.Code, amount, group.Key.RuleId) { CreditMinor = new Portion(amount.AmountMinor, net.AmountMinor).First(credit) };
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
                charges.Add(charge with { Amount = charged, CreditMinor = Math.Min(charge.CreditMinor, charged.AmountMinor) });
                left -= charged;
            }
        }

        return charges;
    }

    private static Money Share(Money net, decimal percent) =>
        net with { AmountMinor = decimal.ToInt64(decimal.Round(net.AmountMinor * percent / 100m, 0, MidpointRounding.ToEven)) };
}
