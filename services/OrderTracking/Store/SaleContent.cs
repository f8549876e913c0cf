using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>By what a sale is known again.</summary>
internal static class SaleContent
{
    /// <summary>Of a sale that another system recorded: all that it said. Whether it said so as news or as history makes it no other sale.</summary>
    public static byte[] OfRecord(Sale sale) => HashOf(sale with { OrderId = "", OrderNumber = "", Origin = default });

    /// <summary>Of a cart that was sold: what was sold, by which checkout, and what was paid. Not when and how it was told.</summary>
    public static byte[] OfCheckout(Sale sale) => HashOf(new Sale
    {
        OrderId = "",
        OrderNumber = "",
        CurrencyCode = sale.CurrencyCode,
        PlacedAt = default,
        CheckoutId = sale.CheckoutId,
        Lines = sale.Lines,
        Totals = sale.Totals,
        Tenders = sale.Tenders,
    });

    // Lines have ids, options have names, and payments add up: none of them says anything by where it stands.
    private static byte[] HashOf(Sale sale) => ContentHash.Of(sale with
    {
        Lines = [.. sale.Lines.OrderBy(line => line.LineId, StringComparer.Ordinal).Select(Sorted)],
        Tenders = [.. sale.Tenders.OrderBy(tender => tender.Kind).ThenBy(tender => tender.Reference, StringComparer.Ordinal).ThenBy(tender => tender.AmountMinor)],
    });

    private static OrderLine Sorted(OrderLine line) => line.Options.Count < 2
        ? line
        : line with { Options = new SortedDictionary<string, string>(line.Options.ToDictionary(), StringComparer.Ordinal) };
}
