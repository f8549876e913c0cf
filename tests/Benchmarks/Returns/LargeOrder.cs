using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Omnichannel.Types.V1;
using BoughtOn = Omnichannel.Platform.Domain.SalesChannel;
using Order = Omnichannel.Returns.Domain.Order;
using OrderLine = Omnichannel.Returns.Domain.OrderLine;
using Origin = Omnichannel.Types.V1.Origin;
using Tendered = Omnichannel.Platform.Domain.TenderKind;

namespace Omnichannel.Benchmarks.Returns;

/// <summary>An order of many lines, each of another item in one of many categories, delivered when it was placed.</summary>
internal static class LargeOrder
{
    public const int Lines = 100;

    /// <summary>As Order-tracking tells of it.</summary>
    public static OrderPlaced Placed(string orderId, DateTimeOffset at, int lines = Lines)
    {
        var placed = new OrderPlaced
        {
            // History without news of its fulfilment was with its customer when it was placed.
            Origin = Origin.Historical, EffectiveAt = Timestamp.FromDateTimeOffset(at), Channel = Channel.Web, OrderId = orderId, OrderNumber = "O-" + orderId, Source = "shop",
            ExternalId = orderId, CustomerId = "customer-1", Market = "IT", CurrencyCode = "EUR",
            Totals = new Totals { Due = Eur(1000L * lines) }, Tenders = { new Types.V1.Tender { Kind = Types.V1.TenderKind.Card, Reference = "card", Amount = Eur(1000L * lines) } },
        };
        placed.Lines.Add(Enumerable.Range(0, lines).Select(line => new SaleLine
        {
            LineId = Number(line), Sku = Sku(line), Title = "Item " + Number(line), Category = Category(line), Quantity = 2, UnitPrice = "5", LineTotal = Eur(1000), NetTotal = Eur(1000),
        }));
        return placed;
    }

    /// <summary>As Returns decides on it.</summary>
    public static OrderReturns Bought(DateTimeOffset at)
    {
        var lines = Enumerable.Range(0, Lines).Select(line => new OrderLine(
            Number(line), Sku(line), "Item", Category(line), 2, new Platform.Domain.Money("EUR", 1000), IsMerchandise: true)).ToArray();
        var order = new Order(
            "large", "O-large", "", "", "customer-1", "", "contact-1", "IT", "EUR", BoughtOn.Web, "", Omnichannel.Returns.Domain.Origin.Live, at, "gold", 1, lines, [Tendered.Card],
            new Dictionary<string, LineProgress>(), new Dictionary<string, int>(), at)
        { Total = new Platform.Domain.Money("EUR", 1000L * Lines) };
        return new OrderReturns(order, []);
    }

    public static string Sku(int item) => "sku-" + Number(item);

    public static string Category(int item) => $"home/room-{Number(item % 20)}/shelf-{Number(item)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Types.V1.Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };
}
