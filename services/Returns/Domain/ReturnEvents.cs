using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>Something that happened to a return.</summary>
public abstract record ReturnEvent;

public sealed record Requested(bool RequiresApproval) : ReturnEvent;

public sealed record Approved(bool IsAutomatic) : ReturnEvent;

public sealed record Declined(string Reason) : ReturnEvent;

public sealed record Cancelled : ReturnEvent;

public sealed record Expired : ReturnEvent;

/// <summary>The rest did not come in time: it goes on with what came.</summary>
public sealed record RestGivenUp : ReturnEvent;

public sealed record Posted(ReturnParcel Parcel) : ReturnEvent;

/// <param name="Quantities">Arrived now, by line.</param>
/// <param name="IsComplete">Everything is here.</param>
public sealed record Received(IReadOnlyDictionary<string, int> Quantities, bool IsComplete) : ReturnEvent;

public sealed record Inspected(IReadOnlyList<Inspection> Inspections) : ReturnEvent;

/// <param name="TotalReturned">By line, over all resolved returns of the order, this one included.</param>
public sealed record Resolved(IReadOnlyDictionary<string, int> TotalReturned) : ReturnEvent;

public sealed record Closed : ReturnEvent;

/// <summary>Money is to be given back, once per <paramref name="RefundId"/>; Order-tracking grants it.</summary>
/// <param name="RefundId">Names it.</param>
/// <param name="Amount">Exact, fees taken off.</param>
/// <param name="Fees">What was taken off.</param>
/// <param name="StoreCredit">The part of it that is store credit, whatever was paid with.</param>
/// <param name="IsCashAtTill">What was paid in cash is given back by the till.</param>
public sealed record Owed(string RefundId, Money Amount, Money Fees, Money StoreCredit, bool IsCashAtTill) : ReturnEvent
{
    /// <summary>Delivery cost in the amount, beside what the units are worth; null for none.</summary>
    public Money? Delivery { get; init; }
}

/// <summary>Money is asked back that went back before its goods came. Once per refund.</summary>
/// <param name="RefundId">The refund that gave it.</param>
/// <param name="Before">The return as it was, with what was given for its lines.</param>
/// <param name="Shortfall">What did not come.</param>
public sealed record Reclaimed(string RefundId, Return Before, Shortfall Shortfall) : ReturnEvent;

/// <summary>What was to be repaired goes back to the customer.</summary>
public sealed record SentBack(IReadOnlyList<RepairedUnits> Units, ReturnParcel? Parcel) : ReturnEvent;

/// <summary>Store credit was given, and its bonus is to be. Once per bonus.</summary>
public sealed record BonusOwed(string BonusId, Money Amount) : ReturnEvent;

/// <summary>A parcel can be posted.</summary>
public sealed record DeliveryCreated(ReverseDelivery Delivery) : ReturnEvent;

/// <summary>A parcel was called off before a carrier had it.</summary>
public sealed record DeliveryVoided(ReverseDelivery Delivery) : ReturnEvent;

/// <summary>The next state of a return, and what led to it. No events: nothing changed.</summary>
public sealed record ReturnStep(Return Next, IReadOnlyList<ReturnEvent> Events)
{
    /// <summary>The answer to a repetition.</summary>
    public static ReturnStep Unchanged(Return current) => new(current, []);
}
