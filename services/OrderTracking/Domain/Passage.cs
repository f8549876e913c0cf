using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>How one parcel travelled: from such parcels it is learned how long the next one takes.</summary>
public sealed record Passage
{
    // A scan whose clock may be wrong by more does not say on which part of a day a parcel came.
    private static readonly TimeSpan MostUncertain = TimeSpan.FromHours(3);

    /// <summary>The parcel, or the sale that was recorded with it.</summary>
    public string ParcelId { get; init; } = "";

    /// <summary>The location that it left from; empty when it is not known.</summary>
    public string OriginId { get; init; } = "";

    /// <summary>Lower case; empty when it is not known.</summary>
    public string CarrierCode { get; init; } = "";

    /// <summary>The market's way to ship that was chosen; empty when it is not known.</summary>
    public string ShippingOptionId { get; init; } = "";

    /// <summary>Of the order.</summary>
    public string Market { get; init; } = "";

    /// <summary>Where it goes, ISO 3166-1 alpha-2; the market when it is not known.</summary>
    public string Country { get; init; } = "";

    /// <summary>The first two characters of the postal code there; empty when it is not known.</summary>
    public string PostalArea { get; init; } = "";

    /// <summary>When it was ordered.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When the carrier had it.</summary>
    public required DateTimeOffset LeftAt { get; init; }

    /// <summary>When it could first be had; null while it is under way, or lost.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>The days of the place where it goes.</summary>
    public MarketDays Place => WorkingDays.BuiltIn.In(Country);

    /// <summary>What the parcels of an order teach: of those that are reported, that left, and that neither came back nor were called off.</summary>
    public static IEnumerable<Passage> Of(Order order) => order.Sale.Passage is { } recorded
        ? [recorded with { ParcelId = order.OrderId }]
        : order.Shipments.Where(parcel => parcel.IsReported).Select(parcel => Of(parcel, order.Sale)).OfType<Passage>();

    private static Passage? Of(Shipment parcel, Sale sale)
    {
        var state = parcel.Reported;
        return state.LeftAt is not { } left || ParcelState.IsVoid(state.Status) || state.DeliveredAt - state.DeliveredFrom > MostUncertain
            ? null
            : new Passage
            {
                ParcelId = parcel.ShipmentId,
                OriginId = parcel.OriginId,
                CarrierCode = parcel.CarrierCode,
                ShippingOptionId = sale.Lines.FirstOrDefault(line => line.Method is FulfilmentMethod.Ship && parcel.Lines.Any(units => units.LineId == line.LineId))?.MethodReference ?? "",
                Market = sale.Market,
                Country = sale.Destination,
                PostalArea = sale.PostalArea,
                OrderedAt = sale.PlacedAt,
                LeftAt = left,
                ArrivedAt = state.ReadyFrom,
            };
    }
}
