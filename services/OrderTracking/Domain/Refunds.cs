using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// What cancelled units give back. With what Returns gives back for the others, any sequence of cancellations and returns adds up to exactly what was paid for the lines:
/// both count every unit that went before (<see cref="Portion"/>).
/// </summary>
public static class Refunds
{
    /// <summary>The cancellation with its refund and how it is split over what is left on the payments.</summary>
    public static Cancellation Price(Order order, Cancellation cancellation)
    {
        var sale = order.Sale;
        var payments = PaymentsOf(order);
        PaymentLeft[] left = [.. payments.Select(payment => payment.Left)];
        var earlier = order.Cancellations.Sum(known => known.RoundingMinor);
        var amount = Math.Clamp(Value(order, cancellation), 0, Repayment.Left(left, sale.Totals.Rounding, earlier));
        if (amount == 0)
        {
            return cancellation;
        }

        var repayment = Repayment.Of(new Money(sale.CurrencyCode, amount), left, sale.Totals.Rounding, earlier, CashRounding.In(sale.Market, sale.CurrencyCode));
        return cancellation with
        {
            RefundMinor = amount + repayment.RoundingMinor,
            RoundingMinor = repayment.RoundingMinor,
            Tenders = [.. payments.Zip(repayment.PartsMinor, (payment, part) => payment.Tender with { AmountMinor = part }).Where(tender => tender.AmountMinor > 0)],
        };
    }

    /// <summary>The units with their lines' tax; when nothing is left of the order, all that is left of it: postage, too.</summary>
    private static long Value(Order order, Cancellation cancellation)
    {
        var sale = order.Sale;
        var cancelled = Units(order.Cancellations.SelectMany(earlier => earlier.Lines));
        var now = Units(cancellation.Lines);
        if (sale.Lines.All(line => cancelled.GetValueOrDefault(line.LineId) + now.GetValueOrDefault(line.LineId) == line.Quantity))
        {
            return sale.Totals.Exact - order.RefundedMinor;
        }

        var returned = Units(order.Returns.SelectMany(known => known.Resolved ?? []));
        var tax = AddedTax.Shares(sale.Totals.Tax, [.. sale.Lines.Select(line => line.NetTotalMinor)]);
        return sale.Lines.Select((line, i) => new Portion(line.NetTotalMinor + tax[i], line.Quantity).Next(
            now.GetValueOrDefault(line.LineId), before: cancelled.GetValueOrDefault(line.LineId) + returned.GetValueOrDefault(line.LineId))).Sum();
    }

    private static Dictionary<string, long> Units(IEnumerable<LineUnits> lines) => lines
        .GroupBy(units => units.LineId, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(units => (long)units.Quantity), StringComparer.Ordinal);

    // Payments of one kind without a reference (cash) are one to the provider.
    private static List<(Tender Tender, PaymentLeft Left)> PaymentsOf(Order order)
    {
        var given = order.Cancellations.SelectMany(cancellation => cancellation.Tenders).ToLookup(tender => (tender.Kind, tender.Reference), tender => tender.AmountMinor);
        return
        [
            .. order.Sale.Tenders.GroupBy(tender => (tender.Kind, tender.Reference)).Select(group =>
            {
                var paid = group.Sum(tender => tender.AmountMinor);
                return (group.First(), new PaymentLeft(group.Key.Kind, paid, paid - given[group.Key].Sum()));
            }),
        ];
    }
}
