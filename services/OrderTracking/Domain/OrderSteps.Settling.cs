namespace Omnichannel.OrderTracking.Domain;

/// <content>What follows from the facts, and what of it was not told before.</content>
public static partial class OrderSteps
{
    /// <summary>
    /// Derives from the facts and tells what differs from what was told before. The one place where statuses, deliveries and promise outcomes come to be.
    /// </summary>
    private static Change Settle(Order before, Order after, List<OrderEvent> events, DateTimeOffset effectiveAt, DateTimeOffset now)
    {
        // What time has decided is not taken back by a replica whose clock is behind.
        now = before.Promises.Select(promise => promise.StateAt).Concat(before.Shipments.Select(shipment => shipment.Concluded?.At ?? now)).Append(now).Max();
        var isNew = before.Version == 0;
        after = ReleaseHolds(Silence.Conclude(after, now), events, now);
        var correction = TellShipments(before, after, events);
        TellReturnParcels(before, after, events);
        var lines = Fulfilments.Of(after);
        if (isNew ? lines.Any(line => line.Fulfilled > 0) : !lines.SequenceEqual(Fulfilments.Of(before), SameQuantities))
        {
            events.Add(new FulfilmentChanged(effectiveAt, lines));
        }

        var deliveredAt = StatusRules.DeliveredAt(lines);
        var isAssumed = deliveredAt is not null && after.Shipments.Any(shipment => shipment.State.IsAssumed);
        if (deliveredAt is not null && (deliveredAt != before.DeliveredAt || isAssumed != before.IsDeliveryAssumed))
        {
            events.Add(new OrderDelivered(deliveredAt.Value, StatusRules.IsHandedOver(after), isAssumed));
        }
        else if (deliveredAt is null && before.DeliveredAt is not null)
        {
            events.Add(new OrderDeliveryCorrected(effectiveAt, correction ?? (events.Exists(e => e is ClaimFiled or ClaimResolved) ? "CLAIM" : "LATE_NEWS")));
        }

        TellPickups(before, after, events, effectiveAt);
        var looked = after.Promises.Select(promise => PromiseRules.Look(promise, after, now)).ToList();
        events.AddRange(looked.SelectMany(look => look.Events));
        after = after with
        {
            Status = StatusRules.Of(after, lines),
            DeliveredAt = deliveredAt,
            IsDeliveryAssumed = isAssumed,
            Breaches = Invariants.BrokenBy(after, lines),
            Promises = [.. looked.Select(look => look.Promise)],
        };
        after = after with { NextLookAt = NextLook(after, now) };
        return new Change(isNew || events.Count > 0 || HasNewFacts(before, after) ? after with { Version = before.Version + 1 } : before, events);
    }

    /// <summary>Tells changed statuses of parcels; answers the reason of a correction among them.</summary>
    private static string? TellShipments(Order before, Order after, List<OrderEvent> events)
    {
        string? correction = null;
        foreach (var shipment in after.Shipments)
        {
            var earlier = before.Shipments.FirstOrDefault(s => s.ShipmentId == shipment.ShipmentId);
            var told = earlier?.State;
            var previous = told?.Status ?? ShipmentStatus.Pending;
            var state = shipment.State;
            if (state.Status != previous || state.IsAssumed != (told?.IsAssumed ?? false))
            {
                var known = earlier?.Events.Count(e => e.IsCorrection) ?? 0;
                var isCorrection = shipment.Events.Count(e => e.IsCorrection) > known;
                correction ??= isCorrection ? shipment.Events.Last(e => e.IsCorrection).Description : null;
                events.Add(new ShipmentStatusChanged(state.At, shipment, previous, isCorrection));
            }
        }

        return correction;
    }

    private static void TellPickups(Order before, Order after, List<OrderEvent> events, DateTimeOffset effectiveAt)
    {
        foreach (var pickup in after.Pickups)
        {
            var state = PickupState.Of(pickup, after);
            var previous = before.Version > 0 && before.Pickups.FirstOrDefault(known => known.PickupId == pickup.PickupId) is { } known ? PickupState.Of(known, before).Status : PickupStatus.Unspecified;
            if (state.Status != previous)
            {
                events.Add(new PickupChanged(effectiveAt, pickup, state, previous));
            }
        }
    }

    private static bool HasNewFacts(Order before, Order after) =>
        before.NextLookAt != after.NextLookAt
        || !before.Promises.SequenceEqual(after.Promises)
        || !before.Shipments.SequenceEqual(after.Shipments, SameEvents)
        || !before.ReturnShipments.SequenceEqual(after.ReturnShipments, SameEvents)
        || !before.Pickups.SequenceEqual(after.Pickups)
        || !ReferenceEquals(before.Money, after.Money)
        || before.AddressVersion != after.AddressVersion
        || before.Milestones.Count != after.Milestones.Count
        || !before.Claims.SequenceEqual(after.Claims)
        || before.Returns.Count != after.Returns.Count
        || before.Status != after.Status
        || !before.Breaches.SequenceEqual(after.Breaches)
        || !before.Returns.SequenceEqual(after.Returns);

    private static readonly IEqualityComparer<Shipment> SameEvents =
        EqualityComparer<Shipment>.Create(
            (left, right) => left!.ShipmentId == right!.ShipmentId && ReferenceEquals(left.Events, right.Events) && left.Concluded == right.Concluded && left.ProvenAt == right.ProvenAt,
            s => s.Events.Count);

    private static readonly IEqualityComparer<LineFulfilment> SameQuantities =
        EqualityComparer<LineFulfilment>.Create((left, right) => Told(left!) == Told(right!), line => line.Fulfilled);

    private static LineFulfilment Told(LineFulfilment line) => line with { Allocated = 0, AtStores = 0, InStores = 0, GoesWithGoods = false, Beyond = [] };

    private static DateTimeOffset? NextLook(Order order, DateTimeOffset now) =>
        order.Promises.Select(promise => PromiseRules.NextLook(promise, order, now))
            .Concat(order.Shipments.Select(shipment => Silence.NextLook(shipment, order, now))).Append(NextLookAtStores(order)).Min();
}
