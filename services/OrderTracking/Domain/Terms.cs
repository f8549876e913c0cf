using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>Whether an order is news. History causes no messages and has no promises.</summary>
public enum OrderOrigin
{
    /// <summary>Not told.</summary>
    Unspecified,

    /// <summary>Happened just now.</summary>
    Live,

    /// <summary>Imported; happened at its own time.</summary>
    Historical,
}

/// <summary>What the customer is told about the whole order, after OrderStatus of Schema.org.</summary>
public enum OrderStatus
{
    /// <summary>Not derived yet.</summary>
    Unspecified,

    /// <summary>Nothing has left yet.</summary>
    Processing,

    /// <summary>Payments do not cover what is due.</summary>
    PaymentDue,

    /// <summary>Something is on its way.</summary>
    InTransit,

    /// <summary>Something waits to be collected.</summary>
    PickupAvailable,

    /// <summary>Everything that was not cancelled is with the customer.</summary>
    Delivered,

    /// <summary>At least one parcel failed, came back or seems lost.</summary>
    Problem,

    /// <summary>Every unit was cancelled.</summary>
    Cancelled,

    /// <summary>Everything came back.</summary>
    Returned,
}

/// <summary>Where one parcel stands.</summary>
public enum ShipmentStatus
{
    /// <summary>An event whose code nobody knows: it changes nothing.</summary>
    Unspecified,

    /// <summary>Announced.</summary>
    Pending,

    /// <summary>With the carrier.</summary>
    PickedUp,

    /// <summary>Moving.</summary>
    InTransit,

    /// <summary>On the last van.</summary>
    OutForDelivery,

    /// <summary>Terminal: with the customer.</summary>
    Delivered,

    /// <summary>Held, for example by customs.</summary>
    OnHold,

    /// <summary>The carrier says that it will be late.</summary>
    Delayed,

    /// <summary>A delivery was tried in vain.</summary>
    DeliveryFailed,

    /// <summary>Waits to be collected.</summary>
    ReadyForPickup,

    /// <summary>Terminal: collected by the customer.</summary>
    Collected,

    /// <summary>Terminal: goes back to the sender.</summary>
    ReturnToSender,

    /// <summary>Terminal: called off.</summary>
    Cancelled,

    /// <summary>Nobody has seen it for too long.</summary>
    LostSuspected,

    /// <summary>Terminal: nobody came for it.</summary>
    Expired,
}

/// <summary>Why a parcel stands where it stands, or where exactly: one vocabulary over all carriers.</summary>
public enum ShipmentReason
{
    /// <summary>Not told, or in words of the carrier's that nobody knows.</summary>
    Unspecified,

    /// <summary>Nobody was there to take it.</summary>
    RecipientAbsent,

    /// <summary>The place was closed.</summary>
    BusinessClosed,

    /// <summary>The address lacks something.</summary>
    AddressIncomplete,

    /// <summary>There is no such address.</summary>
    AddressUnknown,

    /// <summary>Whoever it is for has moved away.</summary>
    RecipientMoved,

    /// <summary>Whoever it is for did not take it.</summary>
    Refused,

    /// <summary>It, or its packing, is damaged.</summary>
    Damaged,

    /// <summary>The carrier cannot find it.</summary>
    Lost,

    /// <summary>It is at customs.</summary>
    Customs,

    /// <summary>Duty, tax or cash on delivery is to be paid first.</summary>
    PaymentDue,

    /// <summary>A neighbour has it, or had it.</summary>
    Neighbour,

    /// <summary>It is in a locker.</summary>
    Locker,

    /// <summary>It is at a shop or counter.</summary>
    PickupPoint,

    /// <summary>It is in the mailbox.</summary>
    Mailbox,

    /// <summary>It was left where the customer had asked.</summary>
    SafePlace,

    /// <summary>Nobody came for it in time.</summary>
    NotCollected,

    /// <summary>Because of the weather.</summary>
    Weather,

    /// <summary>Because of a holiday.</summary>
    Holiday,

    /// <summary>It went the wrong way.</summary>
    Misrouted,

    /// <summary>As whoever it is for has asked.</summary>
    RecipientRequest,

    /// <summary>The sender called it off.</summary>
    ShipmentVoided,

    /// <summary>Something that the carrier does not name.</summary>
    Exception,

    /// <summary>Staff set it.</summary>
    Corrected,

    /// <summary>Nobody reported it for so long that it must be so.</summary>
    Assumed,

    /// <summary>Nobody has told anything of it for so long.</summary>
    NoNews,
}

/// <summary>How the moment of a scan is known. Carriers often write what a clock on a wall showed.</summary>
public enum TimeBasis
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>The time came with its offset, or as an instant.</summary>
    Offset,

    /// <summary>A local time, read in the zone of the scan's place.</summary>
    Place,

    /// <summary>A local time, read in the zone in which its carrier writes.</summary>
    CarrierHome,

    /// <summary>A local time of nobody knows where, read as UTC or in one of the zones of its country.</summary>
    Unknown,
}

/// <summary>Where a promised window stands.</summary>
public enum PromiseState
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>Open.</summary>
    Made,

    /// <summary>Open, and what is known no longer fits it.</summary>
    AtRisk,

    /// <summary>Decided, until late evidence decides again.</summary>
    Broken,

    /// <summary>Decided, until late evidence decides again.</summary>
    Kept,

    /// <summary>All of it was cancelled before it was decided, or it went out without tracking and nobody can tell.</summary>
    Withdrawn,
}

/// <summary>How the customer gets a line.</summary>
public enum FulfilmentMethod
{
    /// <summary>By a carrier.</summary>
    Ship,

    /// <summary>Waits at a store.</summary>
    Pickup,

    /// <summary>Handed over at the sale.</summary>
    TakeAway,

    /// <summary>Nothing travels: with the customer as soon as the order is paid.</summary>
    Digital,
}

/// <summary>Who asks. Shoppers reach only what is theirs.</summary>
/// <param name="Subject">Customer or guest id of a shopper.</param>
/// <param name="IsShopper">Customer or guest.</param>
/// <param name="Channel">Where they ask.</param>
public readonly record struct Requester(string Subject, bool IsShopper, SalesChannel Channel);
