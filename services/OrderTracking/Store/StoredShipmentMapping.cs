using Omnichannel.OrderTracking.Domain;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Parcels and what happened to them, between the domain and the stored form.</summary>
internal static class StoredShipmentMapping
{
    /// <summary>As it is stored.</summary>
    public static Stored.Shipment ToStored(this Shipment shipment)
    {
        var stored = new Stored.Shipment
        {
            ShipmentId = shipment.ShipmentId,
            CarrierCode = shipment.CarrierCode,
            TrackingNumber = shipment.TrackingNumber,
            TrackingUri = shipment.TrackingUri,
            CreatedAt = shipment.CreatedAt.ToTicks(),
            PickupId = shipment.PickupId,
            ReturnId = shipment.ReturnId,
            CountsFrom = shipment.CountsFrom.ToTicks(),
            OriginId = shipment.OriginId,
            Usual = shipment.Usual is { } usual ? new Stored.UsualDays { P95 = usual.P95, P99 = usual.P99 } : null,
            Tracked = shipment.IsTracked,
            Concluded = shipment.Concluded is { } concluded ? new Stored.Conclusion { Status = concluded.Status.ToContract(), At = concluded.At.ToTicks() } : null,
            Pieces = { shipment.Pieces },
            AddressVersion = shipment.AddressVersion,
            ProvenAt = shipment.ProvenAt.ToTicks(),
        };
        stored.Lines.Add(shipment.Lines, StoredValues.ToStored);
        stored.Events.Add(shipment.Events, ToStored);
        return stored;
    }

    /// <summary>As the domain has it.</summary>
    public static Shipment ToDomain(this Stored.Shipment stored) => new()
    {
        ShipmentId = stored.ShipmentId,
        CarrierCode = stored.CarrierCode,
        TrackingNumber = stored.TrackingNumber,
        TrackingUri = stored.TrackingUri,
        Lines = stored.Lines.ToList(StoredValues.ToDomain),
        Events = stored.Events.ToList(ToDomain),
        CreatedAt = stored.CreatedAt.ToInstant(),
        PickupId = stored.PickupId,
        ReturnId = stored.ReturnId,
        CountsFrom = stored.CountsFrom.ToInstant(),
        OriginId = stored.OriginId,
        Usual = stored.Usual is { } usual ? new UsualDays { P95 = usual.P95, P99 = usual.P99 } : null,
        IsTracked = stored.Tracked,
        Concluded = stored.Concluded is { } concluded ? new Conclusion(concluded.Status.ToDomain(), concluded.At.ToInstant()) : null,
        Pieces = stored.Pieces.ToList(),
        AddressVersion = stored.AddressVersion,
        ProvenAt = stored.ProvenAt.ToInstant(),
    };

    /// <summary>As it is stored.</summary>
    public static Stored.TrackingEvent ToStored(this TrackingEvent e) => new()
    {
        EventId = e.EventId,
        OccurredAt = e.OccurredAt.ToTicks(),
        TimeBasis = e.TimeBasis.ToContract(),
        UncertainBy = e.UncertainBy.Ticks,
        ReceivedAt = e.ReceivedAt.ToTicks(),
        Source = e.Source,
        Piece = e.Piece,
        CarrierStatusCode = e.CarrierStatusCode,
        Status = e.Status.ToContract(),
        Reason = e.Reason.ToContract(),
        Description = e.Description,
        Place = e.Place,
        EstimatedDeliveryAt = e.EstimatedDeliveryAt.ToTicks(),
        OnwardCarrier = e.OnwardCarrier,
        OnwardNumber = e.OnwardNumber,
        Correction = e.IsCorrection,
    };

    /// <summary>As the domain has it.</summary>
    public static TrackingEvent ToDomain(this Stored.TrackingEvent stored) => new()
    {
        EventId = stored.EventId,
        OccurredAt = stored.OccurredAt.ToInstant(),
        TimeBasis = stored.TimeBasis.ToDomain(),
        UncertainBy = new TimeSpan(stored.UncertainBy),
        ReceivedAt = stored.ReceivedAt.ToInstant(),
        Source = stored.Source,
        Piece = stored.Piece,
        CarrierStatusCode = stored.CarrierStatusCode,
        Status = stored.Status.ToDomain(),
        Reason = stored.Reason.ToDomain(),
        Description = stored.Description,
        Place = stored.Place,
        EstimatedDeliveryAt = stored.EstimatedDeliveryAt.ToInstant(),
        OnwardCarrier = stored.OnwardCarrier,
        OnwardNumber = stored.OnwardNumber,
        IsCorrection = stored.Correction,
    };
}
