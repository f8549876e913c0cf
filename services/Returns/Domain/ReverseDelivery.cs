namespace Omnichannel.Returns.Domain;

/// <summary>What the customer gets to bring goods to a carrier.</summary>
public enum ReverseDeliveryMethod
{
    None = 0,
    Label = 1,
    DropOffCode = 2,
}

/// <summary>Where a parcel stands that brings goods back.</summary>
public enum ReverseDeliveryState
{
    None = 0,
    Ready = 1,
    InTransit = 2,
    Delivered = 3,
    Voided = 4,
}

/// <summary>A parcel that brings goods back: what its customer needs for it, and where it stands.</summary>
/// <param name="ReverseDeliveryId">Also the id of its parcel in Order-tracking.</param>
/// <param name="CarrierCode">Who carries it.</param>
/// <param name="TrackingNumber">The carrier's number, or a serial shipping container code (<see cref="Sscc"/>).</param>
/// <param name="Address">Where the goods go, line by line.</param>
public sealed record ReverseDelivery(
    string ReverseDeliveryId,
    ReverseDeliveryMethod Method,
    ReverseDeliveryState State,
    string CarrierCode,
    string TrackingNumber,
    IReadOnlyList<string> Address,
    DateTimeOffset CreatedAt)
{
    /// <summary>When a carrier first had it.</summary>
    public DateTimeOffset? FirstScanAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>As Order-tracking knows it now. What was called off stays so.</summary>
    public ReverseDelivery Now(DateTimeOffset? firstScanAt, DateTimeOffset? deliveredAt) => State is ReverseDeliveryState.Voided
        ? this
        : this with
        {
            FirstScanAt = firstScanAt,
            DeliveredAt = deliveredAt,
            State = deliveredAt is not null ? ReverseDeliveryState.Delivered : firstScanAt is not null ? ReverseDeliveryState.InTransit : ReverseDeliveryState.Ready,
        };
}
