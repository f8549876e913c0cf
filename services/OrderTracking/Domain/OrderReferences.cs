using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What staff find an order by besides its number: each reference is its kind and its text as one writes it who writes no blanks and dashes.</summary>
public static class OrderReferences
{
    private const string Receipt = "receipt/";
    private const string Parcel = "parcel/";
    private const string Payment = "payment/";

    /// <summary>Of a store in which it was sold, or is collected.</summary>
    public static string Store(string storeId) => "store/" + storeId;

    /// <summary>All of an order, each once.</summary>
    public static IReadOnlySet<string> Of(Order order)
    {
        var references = new HashSet<string>(StringComparer.Ordinal);
        Add(Receipt, order.Sale.ExternalId);
        foreach (var reference in order.Sale.Tenders.Select(tender => tender.Reference).Concat(order.Money.Payments.Select(payment => payment.Reference)))
        {
            Add(Payment, reference);
        }

        foreach (var shipment in order.Shipments.Concat(order.ReturnShipments))
        {
            Add(Parcel, shipment.TrackingNumber);
            foreach (var onward in shipment.Events)
            {
                Add(Parcel, onward.OnwardNumber);
            }
        }

        references.UnionWith(order.StoreIds.Select(Store));
        return references;

        void Add(string kind, string text)
        {
            if (text.Length > 0 && TypedText.Code(text) is { } code)
            {
                references.Add(kind + code);
            }
        }
    }

    /// <summary>What a text that was typed may name.</summary>
    public static string[] Meant(string typed) => TypedText.Code(typed) is { } code ? [Receipt + code, Parcel + code, Payment + code] : [];
}
