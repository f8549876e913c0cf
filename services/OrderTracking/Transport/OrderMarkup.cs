using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>
/// An order for programs that read mails and pages: a Schema.org Order (https://schema.org/Order) with its ParcelDelivery, as JSON-LD.
/// Says nothing that lets others act: no owner, no payments, and no code of a pickup.
/// </summary>
public static class OrderMarkup
{
    private const string Vocabulary = "https://schema.org";

    // Fit to stand in a page's script element: whatever could end that is escaped.
    private static readonly JsonSerializerOptions ForPages = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The document.</summary>
    public static string Of(Order order)
    {
        var sale = order.Sale;
        var goods = sale.Lines.Where(line => !line.NonMerchandise).ToList();
        return new JsonObject
        {
            ["@context"] = Vocabulary,
            ["@type"] = "Order",
            ["orderNumber"] = sale.OrderNumber,
            ["orderDate"] = Instant(sale.PlacedAt),
            ["orderStatus"] = Term($"Order{order.Status}"),
            ["acceptedOffer"] = new JsonArray([.. goods.Select(line => Offer(line, sale.CurrencyCode))]),
            ["orderDelivery"] = new JsonArray([.. order.Shipments.Where(parcel => parcel.Counts).Select(parcel => Delivery(parcel, order, goods)),
                .. order.Pickups.Where(pickup => pickup.Purpose is PickupPurpose.Collection).Select(pickup => Collection(pickup, order, goods)).OfType<JsonNode>()]),
            ["partOfInvoice"] = new JsonObject
            {
                ["@type"] = "Invoice",
                ["totalPaymentDue"] = new JsonObject
                {
                    ["@type"] = "MonetaryAmount",
                    ["value"] = Text((decimal)sale.Totals.Due / Currencies.MinorUnits(sale.CurrencyCode)),
                    ["currency"] = sale.CurrencyCode,
                },
            },
        }.ToJsonString(ForPages);
    }

    private static JsonNode Offer(OrderLine line, string currency) => new JsonObject
    {
        ["@type"] = "Offer",
        ["itemOffered"] = Product(line),
        ["price"] = Text(line.UnitPrice),
        ["priceCurrency"] = currency,
        ["eligibleQuantity"] = Quantity(line.Quantity, line.Measure),
    };

    private static JsonNode Product(OrderLine line) => new JsonObject
    {
        ["@type"] = "Product",
        ["name"] = line.Title.Length > 0 ? line.Title : line.Sku,
        ["sku"] = line.Sku,
    };

    // In what the price is for, with its code of UN/ECE Recommendation 20.
    private static JsonObject Quantity(int quantity, Measure measure) => new()
    {
        ["@type"] = "QuantitativeValue",
        ["value"] = (decimal)quantity / measure.PricedPer(),
        ["unitCode"] = measure switch
        {
            Measure.Gram => "KGM",
            Measure.Millilitre => "LTR",
            Measure.Millimetre => "MTR",
            _ => "C62",
        },
    };

    private static JsonNode Delivery(Shipment parcel, Order order, List<OrderLine> goods)
    {
        var state = parcel.State;
        var inIt = parcel.Lines.Select(units => units.LineId).ToHashSet(StringComparer.Ordinal);
        var shipped = goods.Where(line => inIt.Contains(line.LineId)).ToList();
        var promised = order.Promises.LastOrDefault(promise => promise.IsOpen && shipped.Exists(line => promise.Covers(line.LineId)))?.Window;
        var delivery = new JsonObject
        {
            ["@type"] = "ParcelDelivery",
            ["deliveryStatus"] = new JsonObject
            {
                ["@type"] = "DeliveryEvent",
                ["name"] = state.Status.ToString(),
                ["startDate"] = Instant(state.At),
            },
            ["itemShipped"] = new JsonArray([.. shipped.Select(Product)]),
        };
        delivery["provider"] = new JsonObject { ["@type"] = "Organization", ["name"] = parcel.CarrierCode.ToUpperInvariant() };
        Add(delivery, "trackingNumber", parcel.TrackingNumber);
        Add(delivery, "trackingUrl", parcel.TrackingUri);
        if (!ParcelState.IsWithCustomer(state.Status))
        {
            Add(delivery, "expectedArrivalFrom", Instant(promised?.EarliestAt));
            Add(delivery, "expectedArrivalUntil", Instant(parcel.EstimatedDeliveryAt ?? promised?.LatestAt));
        }

        return delivery;
    }

    // What was moved elsewhere, rejected or cancelled is not collected here.
    private static JsonNode? Collection(Pickup pickup, Order order, List<OrderLine> goods)
    {
        var state = PickupState.Of(pickup, order);
        var kept = state.Lines.Where(line => line.Left > 0).Select(line => line.LineId).ToHashSet(StringComparer.Ordinal);
        if (kept.Count == 0)
        {
            return null;
        }

        var status = new JsonObject
        {
            ["@type"] = "DeliveryEvent",
            ["name"] = state.Status.ToString(),
            ["startDate"] = Instant(state.CollectedAt ?? state.ReadyAt ?? pickup.AssignedAt),
        };
        Add(status, "availableFrom", Instant(state.ReadyAt));
        Add(status, "availableThrough", Instant(state.ExpiresAt));
        var delivery = new JsonObject
        {
            ["@type"] = "ParcelDelivery",
            ["hasDeliveryMethod"] = Term("OnSitePickup"),
            ["deliveryStatus"] = status,
            ["itemShipped"] = new JsonArray([.. goods.Where(line => kept.Contains(line.LineId)).Select(Product)]),
        };
        Add(delivery, "expectedArrivalUntil", Instant(state.CollectedAt is null ? pickup.DueAt(order) : null));
        return delivery;
    }

    private static void Add(JsonObject to, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            to[name] = value;
        }
    }

    private static string Term(string name) => $"{Vocabulary}/{name}";

    private static string Text(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
