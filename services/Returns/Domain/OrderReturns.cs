using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// An order with all of its returns: where the invariants live. Returned units never exceed fulfilled ones, a unit is in one live return at most, and
/// what returns owe never exceeds what was sold. What was paid, and with what, is Order-tracking's to know.
/// </summary>
public sealed partial class OrderReturns(Order order, IReadOnlyList<Return> returns)
{
    /// <summary>The purchase.</summary>
    public Order Order => order;

    /// <summary>Units that count as returned.</summary>
    public int Returned(string lineId) => returns.Sum(existing => existing.Counted(lineId));

    /// <summary>Units spoken for by live returns.</summary>
    public int Reserved(string lineId) => returns.Sum(existing => existing.Reserved(lineId));

    /// <summary>Units that are here to be repaired, of returns that are settled otherwise.</summary>
    public int InRepair(string lineId) => returns.Sum(existing => existing.InRepair(lineId));

    /// <summary>Units that did not come, and whose money stays given.</summary>
    public int Withheld(string lineId) => returns.Sum(existing => existing.Withheld(lineId));

    /// <summary>Units for which money was given, or asked for, whether they came or not.</summary>
    public int Paid(string lineId) => returns.Sum(existing => existing.Counted(lineId) + existing.Withheld(lineId) + existing.Advanced(lineId));

    /// <summary>The money of <see cref="Paid"/>, before fees.</summary>
    public Money Refunded(string lineId) => returns.Aggregate(Money.Zero(order.CurrencyCode), (sum, existing) => sum + existing.RefundedFor(lineId, order.CurrencyCode));

    /// <summary>Returns that gave money for what did not come, undecided.</summary>
    public IEnumerable<Return> Short => returns.Where(existing => existing.Shortfall is { IsSettled: false });

    /// <summary>Whether some came back in history: what was given for it was not decided here.</summary>
    public bool HasPast => returns.Any(existing => existing.Origin is Origin.Historical);

    /// <summary>What stays with the customer, or is given away, is worth so much in all.</summary>
    public Money Kept => returns.Aggregate(Money.Zero(order.CurrencyCode), (sum, existing) => sum + existing.Kept);

    /// <summary>Units in no return.</summary>
    public int Free(OrderLine line) => Math.Max(0, order.Fulfilled(line) - Returned(line.LineId) - Reserved(line.LineId) - Withheld(line.LineId) - InRepair(line.LineId));

    /// <summary>Units that can still come back: those in no return and in no claim.</summary>
    public int Available(OrderLine line) => Math.Max(0, Free(line) - order.InClaims.GetValueOrDefault(line.LineId));

    /// <summary>
    /// Which units of live returns a claim settles that was accepted, by return and line: those that no other unit of the line can stand for. The return that began last gives its
    /// units up first.
    /// </summary>
    /// <param name="claimed">The claim's units, by line.</param>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> SettledBy(IReadOnlyDictionary<string, int> claimed)
    {
        var settled = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var line in order.Lines.Where(line => claimed.ContainsKey(line.LineId)))
        {
            var over = claimed[line.LineId] - Free(line);
            foreach (var existing in returns.Where(existing => existing.Reserved(line.LineId) > 0 && !existing.IsAdvanceGranted)
                .OrderByDescending(existing => existing.RequestedAt).ThenBy(existing => existing.ReturnId, StringComparer.Ordinal))
            {
                var units = Math.Min(over, existing.Reserved(line.LineId));
                if (units > 0)
                {
                    settled.TryAdd(existing.ReturnId, new Dictionary<string, int>(StringComparer.Ordinal));
                    settled[existing.ReturnId][line.LineId] = units;
                    over -= units;
                }
            }
        }

        return settled.ToDictionary(each => each.Key, each => (IReadOnlyDictionary<string, int>)each.Value, StringComparer.Ordinal);
    }

    /// <summary>This order as it is without one of its returns.</summary>
    public OrderReturns Without(string returnId) => new(order, [.. returns.Where(existing => existing.ReturnId != returnId)]);

    /// <summary>This order with one return more.</summary>
    public OrderReturns With(Return added) => new(order, [.. returns, added]);

    /// <summary>
    /// What some more units of a line are worth: their part of what was paid for it, from its last units on (<see cref="Portion.Last"/>). Cancellations take its first units, so that
    /// both, in whatever parts and also at once, add up to exactly what was paid.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="units">How many more.</param>
    /// <param name="includesReserved">Whether units of live returns come first: for an estimate.</param>
    public Money Worth(OrderLine line, int units, bool includesReserved = false)
    {
        var before = Paid(line.LineId) + (includesReserved ? returns.Sum(existing => existing.IsPaidInAdvance ? 0 : existing.Asked(line.LineId)) : 0);
        var share = line.Net with { AmountMinor = new Portion(line.Net.AmountMinor, line.Quantity).Last(units, before) };
        var refunded = Refunded(line.LineId);
        var left = line.Net - refunded - (line.Net with { AmountMinor = new Portion(line.Net.AmountMinor, line.Quantity).First(order.Cancelled(line)) });
        return left.AmountMinor <= 0 ? Money.Zero(order.CurrencyCode) : share < left ? share : left;
    }

    /// <summary>
    /// What of the delivery cost comes back with the goods of a withdrawal: all of it with the last that is withdrawn from, before that the part that the goods are of those that were not cancelled. Fees
    /// and services count as delivery cost: all that was paid comes back (Directive 2011/83/EU, Article 13(1)).
    /// </summary>
    /// <param name="withdrawn">Its goods.</param>
    /// <param name="cancelled">Units of each line that are cancelled, or will be by the same withdrawal.</param>
    internal Money DeliveryShare(Return withdrawn, IReadOnlyDictionary<string, int> cancelled)
    {
        var goods = order.Lines.Where(line => line.IsMerchandise).Sum(line => Left(line, cancelled.GetValueOrDefault(line.LineId)));
        var beside = order.DeliveryMinor + order.Lines.Where(line => !line.IsMerchandise).Sum(line =>
            Math.Max(0, Left(line, order.Cancelled(line)) - returns.Sum(existing => existing.RefundedFor(line.LineId, order.CurrencyCode).AmountMinor)));
        var earlier = returns.Where(existing => existing.IsWithdrawal).ToArray();
        var given = earlier.Sum(existing => existing.DeliveryRefund?.AmountMinor ?? 0);
        var byPolicy = DeliveryGiven - given;
        var until = earlier.Append(withdrawn).Sum(existing => existing.Lines.Sum(line => line.RefundAmount.AmountMinor));
        var share = goods == 0 ? beside : new Portion(beside, goods).First(Math.Min(until, goods));
        return new Money(order.CurrencyCode, Math.Max(0, Math.Min(share, beside - byPolicy) - given));
    }

    /// <summary>Units of returns that came of withdrawals later than these, which began with them.</summary>
    internal int WithdrawnLate(string lineId, IEnumerable<string> first) =>
        returns.Where(existing => existing.IsWithdrawal && !first.Contains(existing.ReturnId)).Sum(existing => existing.Lines.Where(line => line.LineId == lineId).Sum(line => line.Quantity));

    private static long Left(OrderLine line, int cancelled) => line.Net.AmountMinor - new Portion(line.Net.AmountMinor, line.Quantity).First(cancelled);

    /// <summary>What the order costs still: what was sold, less what was cancelled and what was given back. A past return cannot have given back more.</summary>
    /// <param name="includesAsked">Whether what was asked for in advance is taken off before it is granted: for a bound. Order-tracking counts it when it grants it.</param>
    public Money Cost(bool includesAsked = false)
    {
        var cancelled = order.Lines.Sum(line => new Portion(line.Net.AmountMinor, line.Quantity).First(order.Cancelled(line)));
        return returns.Where(existing => existing.IsAdvanceGranted || (existing.IsPaidInAdvance ? includesAsked : existing.IsResolved))
            .Aggregate(order.Total with { AmountMinor = order.Total.AmountMinor - cancelled }, (cost, existing) => cost - existing.RefundAmount);
    }
}
