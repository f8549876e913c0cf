namespace Omnichannel.Returns.Domain;

/// <summary>Whether a fact is news.</summary>
public enum Origin
{
    None = 0,
    Live = 1,
    Historical = 2,
}

/// <summary>What a customer can get for what comes back.</summary>
public enum Resolution
{
    None = 0,
    Refund = 1,
    StoreCredit = 2,
    Exchange = 3,
    Replacement = 4,
    Repair = 5,
    Keep = 6,
    Donate = 7,
}

/// <summary>How somebody may bring goods back.</summary>
public enum ReturnMethod
{
    None = 0,
    Store = 1,
    Carrier = 2,
}

/// <summary>Which day starts a return window.</summary>
public enum WindowAnchor
{
    None = 0,
    Order = 1,
    Fulfilment = 2,
    Delivery = 3,
}

/// <summary>Where a return stands.</summary>
public enum ReturnState
{
    None = 0,
    Requested = 1,
    Approved = 2,
    InTransit = 3,
    PartiallyReceived = 4,
    Received = 5,
    Inspected = 6,
    Resolved = 7,
    Closed = 8,
    Declined = 9,
    Cancelled = 10,
    Expired = 11,
}

/// <summary>Why something comes back, as the customer says.</summary>
public enum ReturnReason
{
    None = 0,
    ChangedMind = 1,
    TooSmall = 2,
    TooLarge = 3,
    NotAsDescribed = 4,
    Defective = 5,
    DamagedInTransit = 6,
    WrongItem = 7,
    ArrivedTooLate = 8,
    Other = 9,
}

/// <summary>In what condition something is to come back, as who returns it says. What it is in, an inspection finds.</summary>
public enum ItemCondition
{
    None = 0,
    Unopened = 1,
    Opened = 2,
    Used = 3,
    Damaged = 4,
}

/// <summary>What is known of a shopper at the time of a purchase.</summary>
public enum ShopperSignal
{
    None = 0,
    Guest = 1,
    FirstPurchase = 2,
    FrequentReturner = 3,
}

/// <summary>What staff set aside of a policy for one return.</summary>
public enum ExceptionKind
{
    None = 0,
    WindowClosed = 1,
    Excluded = 2,
    Resolution = 3,
    Method = 4,
    Fees = 5,
}

/// <summary>When what delivery cost comes back with goods.</summary>
public enum ShippingRefund
{
    None = 0,
    Never = 1,
    MerchantsFault = 2,
    Always = 3,
}

/// <summary>What becomes of a unit that was received.</summary>
public enum Disposition
{
    None = 0,
    Restocked = 1,
    NotRestocked = 2,
    ProcessingRequired = 3,
    Missing = 4,
}

/// <summary>In what condition a unit is.</summary>
public enum InspectionGrade
{
    None = 0,
    A = 1,
    B = 2,
    C = 3,
    D = 4,
}

/// <summary>Where a refund stands.</summary>
public enum RefundState
{
    None = 0,
    Requested = 1,
    Completed = 2,
    Failed = 3,
}
