using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// What cancelled and returned units are worth. Any of both, also at once, add up to exactly what was paid for the lines: cancellations take a line's first units, returns its
/// last (<see cref="Portion"/>).
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
    /// Which units of a return are given back, and what each line's are worth. Each service decides by what it has heard, so one unit can be claimed here while it comes back
    /// there; only here is known for certain which were settled before. Units are numbered: cancellations have a line's first, returns its last, in the order in which they are
    /// resolved here. So a unit is given back once, for what its number is worth, whatever came first.
    /// </summary>
    /// <param name="order">With the returns that were resolved before.</param>
    /// <param name="lines">What came back; of a past return with what was given for it.</param>
    /// <param name="isPast">What was given for it is known.</param>
    public static IReadOnlyList<ReturnedUnits> Count(Order order, IReadOnlyList<ReturnedUnits> lines, bool isPast)
    {
        var sale = order.Sale;
        var back = lines.ToLookup(units => units.LineId, StringComparer.Ordinal);
        var resolved = order.Returns.SelectMany(known => known.Given).ToLookup(units => units.LineId, StringComparer.Ordinal);
        var tax = AddedTax.Shares(sale.Totals.Tax, [.. sale.Lines.Select(line => line.NetTotalMinor)]);
        return
        [
            .. Fulfilments.Of(order).Select((line, i) =>
            {
                var portion = new Portion(sale.Lines[i].NetTotalMinor + tax[i], line.Ordered);
                var before = resolved[line.LineId].Sum(units => (long)units.Quantity);
                var free = Math.Max(0, Returnable(order, line) - before);
                var units = (int)Math.Min(back[line.LineId].Sum(told => (long)told.Quantity), free);
                var left = Math.Max(0, portion.Whole - portion.First(line.Cancelled) - resolved[line.LineId].Sum(earlier => earlier.WorthMinor));
                return new ReturnedUnits(line.LineId, units, isPast ? back[line.LineId].Sum(told => told.WorthMinor) : Math.Min(left, portion.Last(units, before)));
            }).Where(units => units.Quantity > 0),
        ];
    }

    /// <summary>
    /// Which units of a return came back for which money was given before they were looked at, and what each line's are worth: their part of what was given. The others did not come,
    /// and what was given for them is a matter for staff.
    /// </summary>
    public static IReadOnlyList<ReturnedUnits> Within(IReadOnlyList<ReturnedUnits> advanced, IReadOnlyList<ReturnedUnits> lines)
    {
        var back = lines.ToLookup(units => units.LineId, StringComparer.Ordinal);
        return
        [
            .. advanced.Select(given =>
            {
                var units = (int)Math.Min(back[given.LineId].Sum(told => (long)told.Quantity), given.Quantity);
                return given with { Quantity = units, WorthMinor = new Portion(given.WorthMinor, given.Quantity).First(units) };
            }).Where(units => units.Quantity > 0),
        ];
    }

    /// <summary>A line as it was sold, with its share of tax that came on top.</summary>
    public static Portion Sold(Sale sale, string lineId)
    {
        var at = sale.Lines.ToList().FindIndex(line => line.LineId == lineId);
        var tax = AddedTax.Shares(sale.Totals.Tax, [.. sale.Lines.Select(line => line.NetTotalMinor)]);
        return new Portion(sale.Lines[at].NetTotalMinor + tax[at], sale.Lines[at].Quantity);
    }

    // A claim that was accepted took its units out of their parcel: no return of those that left has them. Where there is none, what Returns took back had left.
    private static int Returnable(Order order, LineFulfilment line) =>
        order.Claims.Any(claim => claim.State is ClaimState.Accepted && claim.Lines.Any(units => units.LineId == line.LineId)) ? line.Fulfilled : line.Ordered - line.Cancelled;

    private static Dictionary<string, long> Units(IEnumerable<LineUnits> lines) => lines
        .GroupBy(units => units.LineId, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(units => (long)units.Quantity), StringComparer.Ordinal);
}
