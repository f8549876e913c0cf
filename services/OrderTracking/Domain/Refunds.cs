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

    /// <summary>
    /// What of a return's units was settled before, by a cancellation or an accepted claim: each service decides by what it has heard, so one unit can be claimed here while
    /// it comes back there. A unit is settled once, and only here is that known for certain.
    /// </summary>
    public static long SettledBefore(Order order, string returnId)
    {
        if (order.Returns.FirstOrDefault(known => known.ReturnId == returnId)?.Resolved is not { Count: > 0 } back)
        {
            return 0;
        }

        var sale = order.Sale;
        var granted = order.Money.Refunds.Select(refund => refund.ReturnId).ToHashSet(StringComparer.Ordinal);
        var earlier = Units(order.Returns.Where(known => known.ReturnId != returnId && granted.Contains(known.ReturnId)).SelectMany(known => known.Resolved ?? []));
        var now = Units(back);
        var tax = AddedTax.Shares(sale.Totals.Tax, [.. sale.Lines.Select(line => line.NetTotalMinor)]);
        return Fulfilments.Of(order).Select((line, i) =>
        {
            var free = line.Ordered - line.Cancelled - ToBeReplaced(order, line);
            var before = earlier.GetValueOrDefault(line.LineId);
            var portion = new Portion(sale.Lines[i].NetTotalMinor + tax[i], line.Ordered);
            return Beyond(before + now.GetValueOrDefault(line.LineId)) - Beyond(before);

            long Beyond(long returned) => returned <= free ? 0 : portion.Last(returned - free, free);
        }).Sum();
    }

    // Of units that accepted claims have sent again, those that did not leave yet: their customer gets them in any case.
    private static long ToBeReplaced(Order order, LineFulfilment line) => Math.Min(
        line.Ordered - line.Cancelled - line.Fulfilled,
        order.Claims.Where(claim => claim is { State: ClaimState.Accepted, Resolution: ClaimResolution.Replacement })
            .SelectMany(claim => claim.Lines).Where(units => units.LineId == line.LineId).Sum(units => (long)units.Quantity));

    private static Dictionary<string, long> Units(IEnumerable<LineUnits> lines) => lines
        .GroupBy(units => units.LineId, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(units => (long)units.Quantity), StringComparer.Ordinal);
}
