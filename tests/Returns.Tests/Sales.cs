using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Types.V1;

namespace Omnichannel.Returns.Tests;

/// <summary>Events of Order-tracking.</summary>
internal static class Sales
{
    public static readonly DateTimeOffset PlacedAt = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset DeliveredAt = PlacedAt.AddDays(3);

    /// <summary>Three candles for 10.00 and a lamp for 5.05, paid by card and in cash.</summary>
    public static OrderPlaced Placed(string orderId, string customerId = "customer-1", string guestId = "", string externalId = "", Origin origin = Origin.Live, DateTimeOffset? at = null, string source = "shop", string storeId = "") => new()
    {
        Origin = origin,
        EffectiveAt = Timestamp.FromDateTimeOffset(at ?? PlacedAt),
        Channel = Channel.Web,
        OrderId = orderId,
        OrderNumber = "O-" + orderId,
        Source = externalId.Length == 0 ? "" : source,
        StoreId = storeId,
        ExternalId = externalId,
        CustomerId = customerId,
        GuestId = guestId,
        ContactId = "contact-1",
        Market = "IT",
        CurrencyCode = "EUR",
        Lines = { Line("1", 3, 1000, "home/candles"), Line("2", 1, 505, "home/lighting") },
        Totals = new Totals { Items = Eur(1505), Due = Eur(1505) },
        Tenders =
        {
            new Tender { Kind = TenderKind.Card, Reference = "card-1", Amount = Eur(1005) }, new Tender { Kind = TenderKind.Cash, Amount = Eur(500) },
        },
    };

    public static OrderDelivered Delivered(string orderId) => new()
    {
        Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(DeliveredAt), OrderId = orderId, CustomerId = "customer-1",
    };

    public static OrderFulfilmentChanged Fulfilled(string orderId, int candles, int lamps, int cancelledCandles = 0) => new()
    {
        Origin = Origin.Live,
        EffectiveAt = Timestamp.FromDateTimeOffset(DeliveredAt),
        OrderId = orderId,
        Lines = { Progress("1", 3, candles, cancelledCandles), Progress("2", 1, lamps, 0) },
    };

    public static EventRecord Record(string subject, IMessage message, long version = 1, string? id = null) => new(
        EventTopics.Of(message.Descriptor), id ?? Guid.CreateVersion7().ToString(), message.Descriptor.FullName, "/omnichannel/orders", subject, version,
        DateTimeOffset.UtcNow, null, message.ToByteArray());

    private static SaleLine Line(string id, int quantity, long net, string category) => new()
    {
        LineId = id, Sku = "sku-" + id, Title = "Title " + id, Category = category, Quantity = quantity, UnitPrice = "1", LineTotal = Eur(net), NetTotal = Eur(net),
    };

    private static LineFulfilment Progress(string id, int ordered, int delivered, int cancelled) => new()
    {
        LineId = id,
        OrderedQuantity = ordered,
        FulfilledQuantity = delivered,
        DeliveredQuantity = delivered,
        CancelledQuantity = cancelled,
        FulfilledAt = delivered == 0 ? null : Timestamp.FromDateTimeOffset(DeliveredAt),
        DeliveredAt = delivered == 0 ? null : Timestamp.FromDateTimeOffset(DeliveredAt),
    };

    private static Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };
}
