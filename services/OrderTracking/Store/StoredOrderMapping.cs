using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Orders, between the domain and the stored form.</summary>
internal static class StoredOrderMapping
{
    /// <summary>As it is stored.</summary>
    public static Stored.Order ToStored(this Order order)
    {
        var stored = new Stored.Order
        {
            Sale = order.Sale.ToStored(),
            ClaimedBy = order.ClaimedBy,
            AddressVersion = order.AddressVersion,
            SecondSaleRefunds = { order.SecondSaleRefunds },
            Money = order.Money.ToStored(),
            Status = order.Status.ToContract(),
            DeliveredAt = order.DeliveredAt.ToTicks(),
            DeliveryAssumed = order.IsDeliveryAssumed,
            CancelledAt = order.CancelledAt.ToTicks(),
            NextLookAt = order.NextLookAt.ToTicks(),
            Version = order.Version,
        };
        stored.Shipments.Add(order.Shipments, StoredShipmentMapping.ToStored);
        stored.ReturnShipments.Add(order.ReturnShipments, StoredShipmentMapping.ToStored);
        stored.Pickups.Add(order.Pickups, StoredPickupMapping.ToStored);
        stored.Promises.Add(order.Promises, ToStored);
        stored.Cancellations.Add(order.Cancellations, ToStored);
        stored.Milestones.Add(order.Milestones, ToStored);
        stored.Claims.Add(order.Claims, ToStored);
        stored.Returns.Add(order.Returns, StoredReturnMapping.ToStored);
        stored.Breaches.Add(order.Breaches, breach => new Stored.Breach { Invariant = breach.Invariant, Of = breach.Of });
        return stored;
    }

    /// <summary>As the domain has it.</summary>
    public static Order ToDomain(this Stored.Order stored) => new()
    {
        Sale = stored.Sale.ToDomain(),
        ClaimedBy = stored.ClaimedBy,
        Shipments = stored.Shipments.ToList(StoredShipmentMapping.ToDomain),
        ReturnShipments = stored.ReturnShipments.ToList(StoredShipmentMapping.ToDomain),
        Pickups = stored.Pickups.ToList(StoredPickupMapping.ToDomain),
        Promises = stored.Promises.ToList(ToDomain),
        Cancellations = stored.Cancellations.ToList(ToDomain),
        Milestones = stored.Milestones.ToList(ToDomain),
        Claims = stored.Claims.ToList(ToDomain),
        AddressVersion = stored.AddressVersion,
        Returns = stored.Returns.ToList(StoredReturnMapping.ToDomain),
        SecondSaleRefunds = stored.SecondSaleRefunds.ToList(),
        Money = stored.Money.ToDomain(),
        Status = stored.Status.ToDomain(),
        DeliveredAt = stored.DeliveredAt.ToInstant(),
        IsDeliveryAssumed = stored.DeliveryAssumed,
        CancelledAt = stored.CancelledAt.ToInstant(),
        Breaches = stored.Breaches.ToList(breach => new Breach(breach.Invariant, breach.Of)),
        NextLookAt = stored.NextLookAt.ToInstant(),
        Version = stored.Version,
    };

    private static Stored.Promise ToStored(Promise promise)
    {
        var stored = new Stored.Promise
        {
            PromiseId = promise.PromiseId,
            Revision = promise.Revision,
            Window = promise.Window.ToStored(),
            State = promise.State.ToContract(),
            MadeAt = promise.MadeAt.ToTicks(),
            StateAt = promise.StateAt.ToTicks(),
            Reason = promise.Reason,
            LineIds = { promise.LineIds },
        };
        stored.Turns.Add(promise.Turns, ToStored);
        return stored;
    }

    private static Promise ToDomain(Stored.Promise stored) => new()
    {
        PromiseId = stored.PromiseId,
        Revision = stored.Revision,
        Window = stored.Window.ToDomain(),
        State = stored.State.ToDomain(),
        MadeAt = stored.MadeAt.ToInstant(),
        StateAt = stored.StateAt.ToInstant(),
        Reason = stored.Reason,
        LineIds = stored.LineIds.ToList(),
        Turns = stored.Turns.ToList(ToDomain),
    };

    private static Stored.PromiseTurn ToStored(PromiseTurn turn) => new()
    {
        State = turn.State.ToContract(), Revision = turn.Revision, At = turn.At.ToTicks(), Window = turn.Window.ToStored(), Reason = turn.Reason,
    };

    private static PromiseTurn ToDomain(Stored.PromiseTurn stored) =>
        new(stored.State.ToDomain(), stored.Revision, stored.At.ToInstant(), stored.Window.ToDomain(), stored.Reason);

    private static Stored.Window ToStored(this Window window) => new() { EarliestAt = window.EarliestAt.ToTicks(), LatestAt = window.LatestAt.ToTicks() };

    private static Window ToDomain(this Stored.Window stored) => new(stored.EarliestAt.ToInstant(), stored.LatestAt.ToInstant());

    private static Stored.Cancellation ToStored(Cancellation cancellation)
    {
        var stored = new Stored.Cancellation
        {
            At = cancellation.At.ToTicks(), Reason = cancellation.Reason, RefundMinor = cancellation.RefundMinor, ClaimId = cancellation.ClaimId,
        };
        stored.Lines.Add(cancellation.Lines, StoredValues.ToStored);
        stored.Places.Add(cancellation.Places, place => new Stored.PlaceUnits { LineId = place.LineId, Quantity = place.Quantity, StoreId = place.StoreId, Gone = place.IsGone });
        return stored;
    }

    private static Cancellation ToDomain(Stored.Cancellation stored) => new()
    {
        Lines = stored.Lines.ToList(StoredValues.ToDomain),
        At = stored.At.ToInstant(),
        Reason = stored.Reason,
        RefundMinor = stored.RefundMinor,
        Places = stored.Places.ToList(place => new PlaceUnits(place.LineId, place.Quantity, place.StoreId, place.Gone)),
        ClaimId = stored.ClaimId,
    };

    private static Stored.Milestone ToStored(Milestone milestone)
    {
        var stored = new Stored.Milestone { MilestoneId = milestone.MilestoneId, Kind = milestone.Kind.ToContract(), At = milestone.At.ToTicks() };
        stored.Lines.Add(milestone.Lines, StoredValues.ToStored);
        return stored;
    }

    private static Milestone ToDomain(Stored.Milestone stored) => new()
    {
        MilestoneId = stored.MilestoneId, Kind = stored.Kind.ToDomain(), Lines = stored.Lines.ToList(StoredValues.ToDomain), At = stored.At.ToInstant(),
    };

    private static Stored.Claim ToStored(Claim claim)
    {
        var stored = new Stored.Claim
        {
            ClaimId = claim.ClaimId,
            ShipmentId = claim.ShipmentId,
            Kind = claim.Kind.ToContract(),
            FiledAt = claim.FiledAt.ToTicks(),
            State = claim.State.ToContract(),
            StateAt = claim.StateAt.ToTicks(),
            Resolution = claim.Resolution.ToContract(),
            Reason = claim.Reason,
            ProofCame = claim.ProofCame,
        };
        stored.Lines.Add(claim.Lines, StoredValues.ToStored);
        return stored;
    }

    private static Claim ToDomain(Stored.Claim stored) => new()
    {
        ClaimId = stored.ClaimId,
        ShipmentId = stored.ShipmentId,
        Kind = stored.Kind.ToDomain(),
        Lines = stored.Lines.ToList(StoredValues.ToDomain),
        FiledAt = stored.FiledAt.ToInstant(),
        State = stored.State.ToDomain(),
        StateAt = stored.StateAt.ToInstant(),
        Resolution = stored.Resolution.ToDomain(),
        Reason = stored.Reason,
        ProofCame = stored.ProofCame,
    };
}
