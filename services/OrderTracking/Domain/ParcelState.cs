namespace Omnichannel.OrderTracking.Domain;

/// <summary>Where a parcel stands: a fold over the SET of its events, so neither the order of arrival nor duplicates matter.</summary>
/// <param name="Status">Now.</param>
/// <param name="At">Since when, by the carrier.</param>
/// <param name="Reason">Of the event that decided.</param>
/// <param name="LeftAt">When the carrier first had it; null while it is only announced.</param>
/// <param name="DeliveredAt">When it was delivered or collected, while it is.</param>
public sealed record ParcelState(ShipmentStatus Status, DateTimeOffset At, ShipmentReason Reason, DateTimeOffset? LeftAt, DateTimeOffset? DeliveredAt)
{
    /// <summary>When it can first have been with the customer, while somebody reports that it is. A scan whose time is not certain has the benefit of the doubt.</summary>
    public DateTimeOffset? DeliveredFrom { get; init; }

    /// <summary>When it can first have waited for the customer at a pick-up point, or been with them. That it was not collected in the end does not change it.</summary>
    public DateTimeOffset? ReadyFrom { get; init; }

    /// <summary>Delivered because nobody reported of it for long.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>Whether only a correction changes it.</summary>
    public static bool IsTerminal(ShipmentStatus status) => status is ShipmentStatus.Delivered or ShipmentStatus.Collected
        or ShipmentStatus.ReturnToSender or ShipmentStatus.Cancelled or ShipmentStatus.Expired;

    /// <summary>Whether it is with the customer.</summary>
    public static bool IsWithCustomer(ShipmentStatus status) => status is ShipmentStatus.Delivered or ShipmentStatus.Collected;

    /// <summary>Whether its units are free again: they never reached, and will never reach, the customer in this parcel.</summary>
    public static bool IsVoid(ShipmentStatus status) => status is ShipmentStatus.Cancelled or ShipmentStatus.ReturnToSender or ShipmentStatus.Expired;

    /// <summary>Whether the parcel needs somebody's attention.</summary>
    public static bool IsProblem(ShipmentStatus status) => status is ShipmentStatus.DeliveryFailed or ShipmentStatus.ReturnToSender
        or ShipmentStatus.LostSuspected or ShipmentStatus.Expired;

    /// <summary>Folds events that are sorted by <see cref="TrackingEvent.Order"/>. The first terminal status in time stays until a correction.</summary>
    public static ParcelState Fold(DateTimeOffset createdAt, IEnumerable<TrackingEvent> sorted)
    {
        var state = new ParcelState(ShipmentStatus.Pending, createdAt, ShipmentReason.Unspecified, null, null);
        foreach (var next in sorted)
        {
            if (next.IsCorrection || Counts(state.Status, next.Status))
            {
                state = state.After(next);
            }
        }

        return state;
    }

    /// <summary>With what is concluded from silence.</summary>
    public ParcelState With(Conclusion conclusion, DateTimeOffset createdAt) => conclusion.Status is ShipmentStatus.Delivered
        ? this with { Status = ShipmentStatus.Delivered, At = conclusion.At, Reason = ShipmentReason.Assumed, LeftAt = LeftAt ?? createdAt, DeliveredAt = conclusion.At, IsAssumed = true }
        : this with { Status = conclusion.Status, At = conclusion.At, Reason = ShipmentReason.NoNews };

    // "Announced" and "picked up" are often told again when the parcel is long on its way: they take no progress back.
    private static bool Counts(ShipmentStatus current, ShipmentStatus next) =>
        next is not ShipmentStatus.Unspecified && !IsTerminal(current)
        && !(next is ShipmentStatus.Pending && current is not ShipmentStatus.Pending)
        && !(next is ShipmentStatus.PickedUp && current is not (ShipmentStatus.Pending or ShipmentStatus.PickedUp));

    private ParcelState After(TrackingEvent next)
    {
        // The same status again is no new status: it keeps the time since when it holds.
        var at = next.Status == Status && !next.IsCorrection && LeftAt is not null ? At : next.OccurredAt;
        var left = next.Status is ShipmentStatus.Pending or ShipmentStatus.Cancelled ? (next.IsCorrection ? null : LeftAt) : LeftAt ?? next.OccurredAt;
        var isThere = IsWithCustomer(next.Status);
        var ready = next.IsCorrection ? null : ReadyFrom;
        return new ParcelState(next.Status, at, next.Reason, left, isThere ? at : null)
        {
            DeliveredFrom = isThere ? next.EarliestAt : null,
            ReadyFrom = (isThere || next.Status is ShipmentStatus.ReadyForPickup) && !(ready < next.EarliestAt) ? next.EarliestAt : ready,
        };
    }
}
