using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What others are told about an order. Mapped to <c>orders_events.proto</c> in Store.</summary>
/// <param name="EffectiveAt">When it happened.</param>
public abstract record OrderEvent(DateTimeOffset EffectiveAt);

/// <summary>The order exists.</summary>
public sealed record OrderPlaced(DateTimeOffset EffectiveAt) : OrderEvent(EffectiveAt)
{
    /// <summary>By what its buyer may be known again.</summary>
    public IReadOnlyList<BuyerMark> Marks { get; init; } = [];
}

/// <summary>Payments are to be given back: once per instruction.</summary>
public sealed record RefundRequested(DateTimeOffset EffectiveAt, Refund Refund, IReadOnlyList<RefundInstruction> Instructions) : OrderEvent(EffectiveAt)
{
    /// <summary>Parts of it are tried again: nobody else needs to be told.</summary>
    public bool IsRetry { get; init; }
}

/// <summary>What a payment provider is to give back.</summary>
/// <param name="Id">Its idempotency key.</param>
/// <param name="To">Where to, and how much.</param>
/// <param name="Source">The payment that it comes from.</param>
public sealed record RefundInstruction(InstructionId Id, Tender To, Tender Source);

/// <summary>All of a refund was given back, or there was nothing to give back.</summary>
public sealed record RefundCompleted(DateTimeOffset EffectiveAt, Refund Refund) : OrderEvent(EffectiveAt);

/// <summary>A refund failed too often, or for good: staff must find another way.</summary>
public sealed record RefundFailed(DateTimeOffset EffectiveAt, Refund Refund) : OrderEvent(EffectiveAt);

/// <summary>The customer's means of payment is to be asked for what is due.</summary>
public sealed record ChargeRequested(DateTimeOffset EffectiveAt, InstructionId Id, Charge Charge) : OrderEvent(EffectiveAt);

/// <summary>What is held of a payment is needed for nothing any more: its provider is to give it up.</summary>
public sealed record VoidRequested(DateTimeOffset EffectiveAt, InstructionId Id, Payment Payment) : OrderEvent(EffectiveAt)
{
    /// <summary>It failed before.</summary>
    public bool IsRetry { get; init; }
}

/// <summary>A hold could not be given up, too often or for good: staff must see to it.</summary>
public sealed record VoidFailed(DateTimeOffset EffectiveAt, InstructionId Id, Payment Payment) : OrderEvent(EffectiveAt);

/// <summary>A payment was taken after the sale.</summary>
public sealed record PaymentReceived(DateTimeOffset EffectiveAt, Payment Payment) : OrderEvent(EffectiveAt);

/// <summary>A further sale under the order's id was not taken: what its hold used up is to be given back.</summary>
public sealed record SecondSaleRefused(DateTimeOffset EffectiveAt, string HoldId) : OrderEvent(EffectiveAt);

/// <summary>A parcel that brings goods back has another status, or another first scan.</summary>
public sealed record ReturnParcelChanged(DateTimeOffset EffectiveAt, Shipment Parcel, ShipmentStatus Previous) : OrderEvent(EffectiveAt);

/// <summary>Quantities of lines changed.</summary>
public sealed record FulfilmentChanged(DateTimeOffset EffectiveAt, IReadOnlyList<LineFulfilment> Lines) : OrderEvent(EffectiveAt);

/// <summary>Every unit is with the customer: told again when the moment changes, or the assumption is confirmed.</summary>
public sealed record OrderDelivered(DateTimeOffset EffectiveAt, bool HandedOver, bool Assumed) : OrderEvent(EffectiveAt);

/// <summary>What was told to be delivered is not.</summary>
public sealed record OrderDeliveryCorrected(DateTimeOffset EffectiveAt, string Reason) : OrderEvent(EffectiveAt);

/// <summary>A parcel was announced.</summary>
public sealed record ShipmentCreated(DateTimeOffset EffectiveAt, Shipment Shipment) : OrderEvent(EffectiveAt);

/// <summary>A parcel's status changed.</summary>
public sealed record ShipmentStatusChanged(DateTimeOffset EffectiveAt, Shipment Shipment, ShipmentStatus Previous, bool Correction) : OrderEvent(EffectiveAt);

/// <summary>A window was promised.</summary>
public sealed record PromiseMade(DateTimeOffset EffectiveAt, Promise Promise) : OrderEvent(EffectiveAt);

/// <summary>A promise got another window.</summary>
public sealed record PromiseRevised(DateTimeOffset EffectiveAt, Promise Promise, Window Previous) : OrderEvent(EffectiveAt);

/// <summary>What is known no longer fits a promise.</summary>
public sealed record PromiseAtRisk(DateTimeOffset EffectiveAt, Promise Promise, string Reason) : OrderEvent(EffectiveAt);

/// <summary>A promise was not kept.</summary>
public sealed record PromiseBroken(DateTimeOffset EffectiveAt, Promise Promise, string Reason) : OrderEvent(EffectiveAt);

/// <summary>A promise was kept.</summary>
public sealed record PromiseKept(DateTimeOffset EffectiveAt, Promise Promise) : OrderEvent(EffectiveAt);

/// <summary>Late evidence changed what had become of a promise.</summary>
public sealed record PromiseOutcomeCorrected(DateTimeOffset EffectiveAt, Promise Promise, PromiseState Previous) : OrderEvent(EffectiveAt);

/// <summary>Units were called off.</summary>
public sealed record OrderCancelled(DateTimeOffset EffectiveAt, Cancellation Cancellation, bool WholeOrder, SalesChannel AskedAt) : OrderEvent(EffectiveAt);

/// <summary>The work of a store stands elsewhere, or was given to it.</summary>
public sealed record PickupChanged(DateTimeOffset EffectiveAt, Pickup Pickup, PickupState State, PickupStatus Previous) : OrderEvent(EffectiveAt);

/// <summary>A store cannot do it.</summary>
public sealed record PickupRejected(DateTimeOffset EffectiveAt, Pickup Pickup, IReadOnlyList<LineUnits> Lines, PickupRejection Reason) : OrderEvent(EffectiveAt);

/// <summary>Units are to come from elsewhere.</summary>
/// <param name="EffectiveAt">When.</param>
/// <param name="From">Where they were; null for a warehouse.</param>
/// <param name="To">Where they are; null for a warehouse.</param>
/// <param name="Lines">Which.</param>
/// <param name="IsGone">The goods are not where they were.</param>
public sealed record PickupMoved(DateTimeOffset EffectiveAt, Pickup? From, Pickup? To, IReadOnlyList<LineUnits> Lines, bool IsGone) : OrderEvent(EffectiveAt);

/// <summary>What is ready expires soon.</summary>
public sealed record PickupReminded(DateTimeOffset EffectiveAt, Pickup Pickup, DateTimeOffset ExpiresAt) : OrderEvent(EffectiveAt);

/// <summary>What is ready is kept longer.</summary>
public sealed record PickupExtended(DateTimeOffset EffectiveAt, Pickup Pickup, DateTimeOffset ExpiresAt) : OrderEvent(EffectiveAt);

/// <summary>The customer is at the store.</summary>
public sealed record CustomerArrived(DateTimeOffset EffectiveAt, Pickup Pickup) : OrderEvent(EffectiveAt);

/// <summary>What is still to be shipped goes to another address.</summary>
public sealed record DeliveryAddressChanged(
    DateTimeOffset EffectiveAt, int Version, IReadOnlyList<string> Gone, IReadOnlyList<string> Relabel, SalesChannel AskedAt) : OrderEvent(EffectiveAt);

/// <summary>A claim about a parcel was filed.</summary>
public sealed record ClaimFiled(DateTimeOffset EffectiveAt, Claim Claim, SalesChannel AskedAt) : OrderEvent(EffectiveAt);

/// <summary>A claim was accepted, declined or withdrawn.</summary>
public sealed record ClaimResolved(DateTimeOffset EffectiveAt, Claim Claim, SalesChannel AskedAt) : OrderEvent(EffectiveAt);

/// <summary>Units of a return are given back: once per return, whatever it gives for them.</summary>
public sealed record ReturnCounted(DateTimeOffset EffectiveAt, ResolvedReturn Return, IReadOnlyList<ReturnedUnits> Lines) : OrderEvent(EffectiveAt);

/// <summary>A return that was resolved.</summary>
/// <param name="ReturnId">Which.</param>
/// <param name="Channel">Where it was finished.</param>
/// <param name="IsPast">It is history, whatever its order is.</param>
public sealed record ResolvedReturn(string ReturnId, SalesChannel Channel, bool IsPast);

/// <summary>A receipt got its customer.</summary>
public sealed record OrderClaimed(DateTimeOffset EffectiveAt) : OrderEvent(EffectiveAt);

/// <summary>An order after a step, and what is to be told of the step.</summary>
public sealed record Change(Order Order, IReadOnlyList<OrderEvent> Events)
{
    /// <summary>Another step behind it.</summary>
    public Change Then(Func<Order, Change> step)
    {
        var next = step(Order);
        return new Change(next.Order, [.. Events, .. next.Events]);
    }
}
