using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What is concluded of a parcel because nobody reports of it.</summary>
/// <param name="Status">Delivered, which is then assumed, or LostSuspected.</param>
/// <param name="At">Since when.</param>
public sealed record Conclusion(ShipmentStatus Status, DateTimeOffset At);

/// <summary>
/// What silence means. It follows from the facts and the time alone: news takes a conclusion back, and it does not matter in which order news comes.
/// </summary>
public static class Silence
{
    private static readonly SilenceTerms Terms = SilenceTerms.BuiltIn;

    /// <summary>The order with what is concluded of its parcels at a moment; the same order when nothing changed.</summary>
    public static Order Conclude(Order order, DateTimeOffset now)
    {
        var shipments = order.Shipments.Select(parcel => IsSettled(parcel) ? parcel : parcel.Concluding(Next(parcel, order) is { } next && next.At <= now ? next : null)).ToList();
        return shipments.SequenceEqual(order.Shipments, ReferenceEqualityComparer.Instance) ? order : order with { Shipments = shipments };
    }

    /// <summary>When to conclude something although nothing happens; null when nothing is to be concluded.</summary>
    public static DateTimeOffset? NextLook(Shipment parcel, Order order, DateTimeOffset now) =>
        !IsSettled(parcel) && Next(parcel, order) is { } next && next.At > now ? next.At : null;

    /// <summary>Whether goods are with the customer, or well on their way to them, and nobody would say so.</summary>
    public static bool IsUntold(Shipment parcel, ParcelState state) => !parcel.IsReported && (state.IsAssumed || IsWell(state.Status));

    /// <summary>From when on a parcel that is under way was silent for too long for a promise; null when its silence means nothing.</summary>
    public static DateTimeOffset? QuietAt(Shipment parcel, Order order)
    {
        var state = parcel.Reported;
        if (!parcel.IsReported || state.LeftAt is null || ParcelState.IsTerminal(state.Status) || state.Status is ShipmentStatus.ReadyForPickup)
        {
            return null;
        }

        var there = order.Sale.Place;
        return there.LastDays.EndOf(there.Calendar.Add(there.Days.DayOf(parcel.SilentSince), Terms.AtRiskWorkingDays));
    }

    // Of two conclusions the one that comes first: what is assumed to be delivered is not missed later, and what is missed is not assumed to be delivered.
    private static Conclusion? Next(Shipment parcel, Order order)
    {
        var assumed = AssumedAt(parcel, order) is { } at ? new Conclusion(ShipmentStatus.Delivered, at) : null;
        var lost = LostAt(parcel, order) is { } since ? new Conclusion(ShipmentStatus.LostSuspected, since) : null;

        // Whoever should have it says that it did not come, and nobody but us says that it did.
        return assumed is not null && DeniedAt(parcel, order) is { } denied ? new Conclusion(ShipmentStatus.LostSuspected, Later(assumed.At, denied))
            : assumed is null || lost?.At < assumed.At ? lost : assumed;
    }

    // Somebody who misses a part of a parcel has had the parcel.
    private static DateTimeOffset? DeniedAt(Shipment parcel, Order order)
    {
        var claims = order.Claims.Where(claim => claim.ShipmentId == parcel.ShipmentId && claim.DeniesDelivery).ToList();
        var missed = claims.SelectMany(claim => claim.Lines).ToLookup(units => units.LineId, units => (long)units.Quantity, StringComparer.Ordinal);
        return claims.Count > 0 && parcel.Lines.All(units => missed[units.LineId].Sum() >= units.Quantity) ? claims.Max(claim => claim.FiledAt) : null;
    }

    // Nothing of it counts any more: accepted claims took all out.
    private static bool IsSettled(Shipment parcel) => parcel.Lines.Count == 0;

    private static DateTimeOffset? AssumedAt(Shipment parcel, Order order)
    {
        var state = parcel.Reported;
        if (state.Status is ShipmentStatus.ReadyForPickup)
        {
            return null;
        }

        var days = order.Sale.Place.Days;
        var usual = days.AddDays(state.LeftAt ?? parcel.CreatedAt, Terms.Assumed(parcel, order.Sale.Destination));
        return !IsWell(state.Status) ? null
            : !parcel.IsReported ? usual
            : state.LeftAt is null ? null
            : days.AddDays(Later(WindowEnd(parcel, order) ?? parcel.EstimatedDeliveryAt ?? usual, parcel.SilentSince), Terms.AssumedAfterWindow);
    }

    private static DateTimeOffset? LostAt(Shipment parcel, Order order) =>
        !parcel.IsReported || ParcelState.IsTerminal(parcel.Reported.Status) || parcel.Reported.Status is ShipmentStatus.ReadyForPickup
            ? null
            : order.Sale.Place.Days.AddDays(parcel.SilentSince, Terms.Lost(parcel, order.Sale.Destination));

    private static bool IsWell(ShipmentStatus status) =>
        status is ShipmentStatus.Pending or ShipmentStatus.PickedUp or ShipmentStatus.InTransit or ShipmentStatus.OutForDelivery;

    private static DateTimeOffset? WindowEnd(Shipment parcel, Order order) =>
        order.Promises.LastOrDefault(promise => parcel.Lines.Any(units => promise.Covers(units.LineId)))?.Window.LatestAt;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
