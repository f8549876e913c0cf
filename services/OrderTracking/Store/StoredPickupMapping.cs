using Omnichannel.OrderTracking.Domain;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What stores do of an order, between the domain and the stored form.</summary>
internal static class StoredPickupMapping
{
    /// <summary>As it is stored.</summary>
    public static Stored.Pickup ToStored(this Pickup pickup)
    {
        var stored = new Stored.Pickup
        {
            PickupId = pickup.PickupId,
            StoreId = pickup.StoreId,
            Purpose = pickup.Purpose.ToContract(),
            AssignedAt = pickup.AssignedAt.ToTicks(),
            Place = pickup.Place.ToStored(),
        };
        stored.Lines.Add(pickup.Lines, StoredValues.ToStored);
        stored.Events.Add(pickup.Events, ToStored);
        stored.Collectors.Add(pickup.Collectors, collector => new Stored.Collector { CollectorId = collector.CollectorId, Name = collector.Name, Revoked = collector.IsRevoked });
        return stored;
    }

    /// <summary>As the domain has it.</summary>
    public static Pickup ToDomain(this Stored.Pickup stored) => new()
    {
        PickupId = stored.PickupId,
        StoreId = stored.StoreId,
        Purpose = stored.Purpose.ToDomain(),
        Lines = stored.Lines.ToList(StoredValues.ToDomain),
        AssignedAt = stored.AssignedAt.ToInstant(),
        Place = stored.Place.ToDomain(),
        Events = stored.Events.ToList(ToDomain),
        Collectors = stored.Collectors.ToList(collector => new Collector(collector.CollectorId, collector.Name) { IsRevoked = collector.Revoked }),
    };

    private static Stored.PickupEvent ToStored(PickupEvent e)
    {
        var stored = new Stored.PickupEvent
        {
            EventId = e.EventId,
            Kind = e.Kind.ToContract(),
            At = e.At.ToTicks(),
            ToldAt = e.ToldAt.ToTicks(),
            Rejection = e.Rejection.ToContract(),
            By = e.By,
            Reason = e.Reason,
            Note = e.Note,
            CollectorId = e.CollectorId,
            OtherId = e.OtherId,
            Until = e.Until.ToTicks(),
        };
        stored.Lines.Add(e.Lines, StoredValues.ToStored);
        return stored;
    }

    private static PickupEvent ToDomain(Stored.PickupEvent stored) => new()
    {
        EventId = stored.EventId,
        Kind = stored.Kind.ToDomain(),
        At = stored.At.ToInstant(),
        ToldAt = stored.ToldAt.ToInstant(),
        Lines = stored.Lines.ToList(StoredValues.ToDomain),
        Rejection = stored.Rejection.ToDomain(),
        By = stored.By,
        Reason = stored.Reason,
        Note = stored.Note,
        CollectorId = stored.CollectorId,
        OtherId = stored.OtherId,
        Until = stored.Until.ToInstant(),
    };
}
