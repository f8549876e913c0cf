namespace Omnichannel.OrderTracking.Domain;

/// <summary>Where the work of one store stands.</summary>
public enum PickupStatus
{
    /// <summary>There is none yet.</summary>
    Unspecified,

    /// <summary>Given to the store; nobody has begun.</summary>
    Waiting,

    /// <summary>Somebody picks the goods, or a part of them is ready.</summary>
    Picking,

    /// <summary>All that is left of it waits for the customer, or for the carrier.</summary>
    Ready,

    /// <summary>All that is left of it is with the customer, or sent.</summary>
    Collected,

    /// <summary>Nobody came for it in time.</summary>
    Expired,

    /// <summary>The store could not do it.</summary>
    Rejected,

    /// <summary>Called off.</summary>
    Cancelled,
}

/// <summary>What a store does goods for.</summary>
public enum PickupPurpose
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>The customer comes for them.</summary>
    Collection,

    /// <summary>The store sends them.</summary>
    Shipping,
}

/// <summary>Why a store cannot do it.</summary>
public enum PickupRejection
{
    /// <summary>Not a rejection.</summary>
    Unspecified,

    /// <summary>The goods are not there.</summary>
    OutOfStock,

    /// <summary>The goods cannot be sold.</summary>
    Damaged,

    /// <summary>Nobody has the time.</summary>
    Capacity,

    /// <summary>The store does not open.</summary>
    StoreClosed,

    /// <summary>The customer does not want them.</summary>
    CustomerRequest,

    /// <summary>Something else, or units that were moved before anybody picked them.</summary>
    Other,
}

/// <summary>What happened to a pickup.</summary>
public enum PickupEventKind
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>Somebody picks the goods.</summary>
    Accepted,

    /// <summary>Units are ready.</summary>
    Ready,

    /// <summary>The store cannot do units.</summary>
    Rejected,

    /// <summary>Rejected units went elsewhere.</summary>
    Moved,

    /// <summary>Rejected units were cancelled.</summary>
    GivenUp,

    /// <summary>Waiting units were cancelled.</summary>
    Cancelled,

    /// <summary>Nobody came for ready units.</summary>
    Expired,

    /// <summary>Units were handed over.</summary>
    Collected,

    /// <summary>The customer is there.</summary>
    Arrived,

    /// <summary>The customer was reminded.</summary>
    Reminded,

    /// <summary>What is ready is kept longer.</summary>
    Extended,

    /// <summary>An earlier event is not so.</summary>
    Undone,
}
