using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

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
            DeliveredAt = order.DeliveredAt.ToMicros(),
            DeliveryAssumed = order.IsDeliveryAssumed,
            CancelledAt = order.CancelledAt.ToMicros(),
            NextLookAt = order.NextLookAt.ToMicros(),
            Version = order.Version,
        };
        stored.Shipments.Add(order.Shipments, StoredShipmentMapping.ToStored);
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
            MadeAt = promise.MadeAt.ToMicros(),
            StateAt = promise.StateAt.ToMicros(),
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
        MadeAt = Instants.FromMicros(stored.MadeAt),
        StateAt = Instants.FromMicros(stored.StateAt),
        Reason = stored.Reason,
        LineIds = stored.LineIds.ToList(),
        Turns = stored.Turns.ToList(ToDomain),
    };

    private static Stored.PromiseTurn ToStored(PromiseTurn turn) => new()
    {
        State = turn.State.ToContract(), Revision = turn.Revision, At = turn.At.ToMicros(), Window = turn.Window.ToStored(), Reason = turn.Reason,
    };

    private static PromiseTurn ToDomain(Stored.PromiseTurn stored) =>
        new(stored.State.ToDomain(), stored.Revision, Instants.FromMicros(stored.At), stored.Window.ToDomain(), stored.Reason);

    private static Stored.Window ToStored(this Window window) => new() { EarliestAt = window.EarliestAt.ToMicros(), LatestAt = window.LatestAt.ToMicros() };

    private static Window ToDomain(this Stored.Window stored) => new(Instants.FromMicros(stored.EarliestAt), Instants.FromMicros(stored.LatestAt));

    private static Stored.Cancellation ToStored(Cancellation cancellation)
    {
        var stored = new Stored.Cancellation
        {
            At = cancellation.At.ToMicros(), Reason = cancellation.Reason, RefundMinor = cancellation.RefundMinor, ClaimId = cancellation.ClaimId,
        };
        stored.Lines.Add(cancellation.Lines, StoredValues.ToStored);
        stored.Places.Add(cancellation.Places, place => new Stored.PlaceUnits { LineId = place.LineId, Quantity = place.Quantity, StoreId = place.StoreId, Gone = place.IsGone });
        return stored;
    }

    private static Cancellation ToDomain(Stored.Cancellation stored) => new()
    {
        Lines = stored.Lines.ToList(StoredValues.ToDomain),
        At = Instants.FromMicros(stored.At),
        Reason = stored.Reason,
        RefundMinor = stored.RefundMinor,
        Places = stored.Places.ToList(place => new PlaceUnits(place.LineId, place.Quantity, place.StoreId, place.Gone)),
        ClaimId = stored.ClaimId,
    };

    private static Stored.Milestone ToStored(Milestone milestone)
    {
        var stored = new Stored.Milestone { MilestoneId = milestone.MilestoneId, Kind = milestone.Kind.ToContract(), At = milestone.At.ToMicros() };
        stored.Lines.Add(milestone.Lines, StoredValues.ToStored);
        return stored;
    }

    private static Milestone ToDomain(Stored.Milestone stored) => new()
    {
        MilestoneId = stored.MilestoneId, Kind = stored.Kind.ToDomain(), Lines = stored.Lines.ToList(StoredValues.ToDomain), At = Instants.FromMicros(stored.At),
    };

    private static Stored.Claim ToStored(Claim claim)
    {
        var stored = new Stored.Claim
        {
            ClaimId = claim.ClaimId,
            ShipmentId = claim.ShipmentId,
            Kind = claim.Kind.ToContract(),
            FiledAt = claim.FiledAt.ToMicros(),
            State = claim.State.ToContract(),
            StateAt = claim.StateAt.ToMicros(),
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
        FiledAt = Instants.FromMicros(stored.FiledAt),
        State = stored.State.ToDomain(),
        StateAt = Instants.FromMicros(stored.StateAt),
        Resolution = stored.Resolution.ToDomain(),
        Reason = stored.Reason,
        ProofCame = stored.ProofCame,
    };
}
