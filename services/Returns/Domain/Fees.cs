using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What a return costs: amounts once per return and rule, percentages of the lines under the rule; together never more than comes back.</summary>
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
        var charges = new List<FeeCharge>();
        var left = gross;
        foreach (var group in lines.GroupBy(line => rule(line)).Where(group => group.Key is not null))
        {
            var net = group.Aggregate(Money.Zero(gross.CurrencyCode), (sum, line) => sum + line.RefundAmount);
            foreach (var fee in group.Key!.Fees.Where(fee => fee.AppliesTo(method, resolution)))
            {
                var wanted = Amount(fee, net);
                var charged = wanted < left ? wanted : left;
                if (charged.AmountMinor > 0)
                {
                    charges.Add(new FeeCharge(fee.Code, charged, group.Key.RuleId));
                    left -= charged;
                }
            }
        }

        return charges;
    }

    // An amount in another currency than the purchase's cannot be taken off it: there is no rate to convert it by.
    private static Money Amount(ReturnFee fee, Money net) => fee switch
    {
        { Percent: { } percent } => net with { AmountMinor = decimal.ToInt64(decimal.Round(net.AmountMinor * percent / 100m, 0, MidpointRounding.ToEven)) },
        { Amount: { } amount } when amount.CurrencyCode == net.CurrencyCode => net.AmountMinor == 0 ? Money.Zero(net.CurrencyCode) : amount,
        _ => Money.Zero(net.CurrencyCode),
    };
}
