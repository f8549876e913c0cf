using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Tests.Transport;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Sales;

/// <summary>Receipts of a till.</summary>
internal static class Receipts
{
    /// <summary>One lamp for 10.00, paid in cash.</summary>
    public static OrderRecord Of(string number, string customerId = "") => new()
    {
        ExternalId = number,
        CustomerId = customerId,
        CurrencyCode = "EUR",
        Market = "IT",
        PlacedAt = RunningOrders.At(0),
        Lines = { new OrderRecordLine { LineId = "1", Sku = "LAMP", Title = "a lamp", Quantity = 1, UnitPrice = "10" } },
        Tenders = { new Tender { Kind = TenderKind.Cash, Amount = RunningOrders.Eur(1000) } },
    };
}
