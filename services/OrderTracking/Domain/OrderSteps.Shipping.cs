using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <content>
/// What whoever ships tells: what was picked and packed, handed over, called off, and proven to be delivered; and where what has not left goes.
/// </content>
public static partial class OrderSteps
{
    /// <summary>Units were picked or packed. The same again changes nothing; what was cancelled meanwhile counts no more.</summary>
    public static Decision<Change> Report(Order order, Milestone milestone, DateTimeOffset now)
    {
        var reported = milestone with { Lines = Merge(milestone.Lines) };
        if (order.Milestones.FirstOrDefault(known => known.MilestoneId == milestone.MilestoneId) is { } known)
        {
            return known.Kind == milestone.Kind && known.Lines.SequenceEqual(reported.Lines) ? new Change(order, []) : new MilestoneIdTaken();
        }

        if (FindHandOver(order, HandOverId(order, milestone.MilestoneId)) is not null)
        {
            return new MilestoneIdTaken();
        }

        if (WhyNotThen(order, milestone.At, "occurred_at", now) is { } wrong)
        {
            return wrong;
        }

        var shipped = WorkToShip.Lines(order).ToDictionary(pair => pair.Sold.LineId, pair => pair.Sold.Quantity, StringComparer.Ordinal);
        foreach (var units in reported.Lines)
        {
            var ordered = order.Sale.Lines.Any(line => line.LineId == units.LineId) ? shipped.GetValueOrDefault(units.LineId) : -1;
            if (units.Quantity > ordered)
            {
                return ordered < 0 ? new LineNotFound(units.LineId) : new QuantityExceedsOrdered(units.LineId, ordered);
            }
        }

        return Settle(order, order with { Milestones = [.. order.Milestones, reported] }, [], milestone.At, now);
    }

    /// <summary>A parcel, or one of its pieces, was handed to its carrier. The same again changes nothing.</summary>
    public static Decision<Change> HandOver(Order order, string milestoneId, string shipmentId, string piece, DateTimeOffset at, DateTimeOffset now)
    {
        var id = HandOverId(order, milestoneId);
        if (FindHandOver(order, id) is { } known)
        {
            return known.ShipmentId == shipmentId && known.Events.Any(e => e.EventId == id && e.Piece == piece) ? new Change(order, []) : new MilestoneIdTaken();
        }

        if (order.Milestones.Any(other => other.MilestoneId == milestoneId))
        {
            return new MilestoneIdTaken();
        }

        if (Find(order, shipmentId) is not { } parcel || (piece.Length > 0 && !parcel.Pieces.Contains(piece)))
        {
            return new ShipmentNotFound();
        }

        if ((WhyNotThen(order, at, "occurred_at", now) ?? (at < parcel.CountsFrom ? new OccurredBeforeOrder("occurred_at") : null)) is { } wrong)
        {
            return wrong;
        }

        var state = piece.Length > 0 ? parcel.StateOf(piece) : parcel.State;
        return state.Status is ShipmentStatus.Cancelled ? new ShipmentIsVoid()
            : state.LeftAt is null && parcel.AddressVersion < order.AddressVersion ? new NeedsNewLabel()
            : Track(order, shipmentId, [ByWarehouse(id, ShipmentStatus.PickedUp, at, now) with { Piece = piece }], now);
    }

    /// <summary>A parcel that was not handed over is called off. Again, it changes nothing.</summary>
    public static Decision<Change> Void(Order order, string shipmentId, DateTimeOffset now) => Find(order, shipmentId) is not { } parcel ? new ShipmentNotFound()
        : parcel.State.Status is ShipmentStatus.Cancelled ? new Change(order, [])
        : parcel.State.LeftAt is not null ? new AlreadyHandedOver([shipmentId])
        : Track(order, shipmentId, [ByWarehouse($"{shipmentId}/void", ShipmentStatus.Cancelled, now, now) with { Reason = ShipmentReason.ShipmentVoided }], now);

    /// <summary>What was not handed over goes to another address. Where to is kept apart.</summary>
    /// <param name="order">The order.</param>
    /// <param name="country">Of the new address (ISO 3166-1 alpha-2).</param>
    /// <param name="channel">Where it was asked for.</param>
    /// <param name="now">When.</param>
    public static Decision<Change> ChangeAddress(Order order, string country, SalesChannel channel, DateTimeOffset now)
    {
        var lines = WorkToShip.Lines(order).ToList();
        var gone = Gone(order);
        if (lines.TrueForAll(pair => WorkToShip.Waiting(pair.Line) == 0))
        {
            return gone.Count > 0 && lines.Exists(pair => pair.Line.Fulfilled > 0) ? new AlreadyHandedOver(gone) : new NothingToShip();
        }

        if (order.Sale.Country.Length > 0 && !string.Equals(order.Sale.Country, country, StringComparison.OrdinalIgnoreCase))
        {
            return new CountryDiffers(order.Sale.Country);
        }

        var next = order with { AddressVersion = order.AddressVersion + 1 };
        return Settle(order, next, [new DeliveryAddressChanged(now, next.AddressVersion, gone, [.. ToRelabel(next).Select(parcel => parcel.ShipmentId)], channel)], now, now);
    }

    /// <summary>Parcels that were handed over: no change of address reaches them.</summary>
    public static IReadOnlyList<string> Gone(Order order) =>
        [.. order.Shipments.Where(parcel => parcel.State is { LeftAt: not null } state && !ParcelState.IsVoid(state.Status)).Select(parcel => parcel.ShipmentId)];

    /// <summary>Parcels that wait with a label of an earlier address.</summary>
    public static IEnumerable<Shipment> ToRelabel(Order order) => WorkToShip.WaitingParcels(order).Where(parcel => parcel.AddressVersion < order.AddressVersion);

    /// <summary>Somebody told who took a parcel. It takes up claims that it was not received; what was decided stays, and says that the proof came.</summary>
    public static Decision<Change> Prove(Order order, string shipmentId, DateTimeOffset now)
    {
        if (Find(order, shipmentId) is not { } proven)
        {
            return new ShipmentNotFound();
        }

        return Settle(
            order,
            order with
            {
                Shipments = [.. order.Shipments.Select(parcel => ReferenceEquals(parcel, proven) ? parcel with { ProvenAt = parcel.ProvenAt ?? now } : parcel)],
                Claims = [.. order.Claims.Select(claim => claim.ShipmentId != shipmentId || claim.Kind is not ClaimKind.DeliveredNotReceived ? claim
                    : (claim.State is ClaimState.Open ? claim.To(ClaimState.InReview, now) : claim) with { ProofCame = true })],
            },
            [],
            now,
            now);
    }

    private static Shipment? Find(Order order, string shipmentId) => order.Shipments.FirstOrDefault(parcel => parcel.ShipmentId == shipmentId);

    private static Shipment? FindHandOver(Order order, string id) => order.Shipments.FirstOrDefault(parcel => parcel.Events.Any(e => e.EventId == id));

    private static string HandOverId(Order order, string milestoneId) => $"{order.OrderId}/{milestoneId}";

    private static TrackingEvent ByWarehouse(string id, ShipmentStatus status, DateTimeOffset at, DateTimeOffset now) => new()
    {
        EventId = id, OccurredAt = at, ReceivedAt = now, Source = TrackingEvent.ByWarehouse, Status = status,
    };
}
