using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// What cancelled units are worth. With what Returns gives back for the others, any cancellations and returns, also at once, add up to exactly what was paid for the lines:
/// cancellations take a line's first units, returns its last (<see cref="Portion"/>).
/// </summary>
public static class Refunds
{
    /// <summary>The units with their lines' tax; when nothing is left of the order, all that is left of what it costs: postage, too.</summary>
    public static long Value(Order order, IReadOnlyList<LineUnits> lines)
    {
        var sale = order.Sale;
        var cancelled = Units(order.Cancellations.SelectMany(earlier => earlier.Lines));
        var now = Units(lines);
        if (sale.Lines.All(line => cancelled.GetValueOrDefault(line.LineId) + now.GetValueOrDefault(line.LineId) == line.Quantity))
        {
            return new PaymentLedger(sale, order.Money).CostMinor;
        }

        var tax = AddedTax.Shares(sale.Totals.Tax, [.. sale.Lines.Select(line => line.NetTotalMinor)]);
        return sale.Lines.Select((line, i) => new Portion(line.NetTotalMinor + tax[i], line.Quantity).Next(
            now.GetValueOrDefault(line.LineId), before: cancelled.GetValueOrDefault(line.LineId))).Sum();
    }

    private static Dictionary<string, long> Units(IEnumerable<LineUnits> lines) => lines
        .GroupBy(units => units.LineId, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(units => (long)units.Quantity), StringComparer.Ordinal);
}
