using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What cancelled units give back. The refunds of any sequence of cancellations add up to exactly what was due once everything is cancelled.</summary>
public static class Refunds
{
    /// <summary>The cancellation with its refund and how it is split over what is left on the payments.</summary>
    public static Cancellation Price(Order order, Cancellation cancellation)
    {
        var after = order with { Cancellations = [.. order.Cancellations, cancellation] };
        var paid = order.Sale.Tenders.Sum(tender => tender.AmountMinor);
        var amount = Math.Clamp(GivenBack(after) - order.RefundedMinor, 0, Math.Max(0, paid - order.RefundedMinor));
        return cancellation with { RefundMinor = amount, Tenders = Split(order, amount) };
    }

    /// <summary>What all cancellations together give back: the lines' shares and tax on them; postage only when nothing is left of the order.</summary>
    private static long GivenBack(Order order)
    {
        var sale = order.Sale;
        var cancelled = order.Cancellations.SelectMany(cancellation => cancellation.Lines)
            .GroupBy(units => units.LineId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(units => (long)units.Quantity), StringComparer.Ordinal);
        if (sale.Lines.All(line => cancelled.GetValueOrDefault(line.LineId) == line.Quantity))
        {
            return sale.Totals.Due;
        }

        var net = sale.Lines.Sum(line => Share(line.NetTotalMinor, cancelled.GetValueOrDefault(line.LineId), line.Quantity));
        return net + Share(sale.Totals.Tax, net, sale.Lines.Sum(line => line.NetTotalMinor));
    }

    private static long Share(long amount, long part, long whole) =>
        whole == 0 ? 0 : (long)decimal.Round((decimal)amount * part / whole, 0, MidpointRounding.ToEven);

    private static IReadOnlyList<Tender> Split(Order order, long amount)
    {
        if (amount == 0)
        {
            return [];
        }

        // Payments of one kind without a reference (cash) are one to the provider.
        var given = order.Cancellations.SelectMany(cancellation => cancellation.Tenders).ToLookup(tender => (tender.Kind, tender.Reference));
        var payments = order.Sale.Tenders.GroupBy(tender => (tender.Kind, tender.Reference))
            .Select(group => (group.Key, Left: group.Sum(tender => tender.AmountMinor) - given[group.Key].Sum(tender => tender.AmountMinor)))
            .ToList();
        var parts = new Money(order.Sale.CurrencyCode, amount).Split([.. payments.Select(payment => payment.Left)]);
        return [.. payments.Select((payment, i) => new Tender(payment.Key.Kind, payment.Key.Reference, parts[i].AmountMinor)).Where(tender => tender.AmountMinor > 0)];
    }
}
