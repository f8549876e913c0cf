using System.Globalization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>There is no such order, or it is not the caller's: both answer alike.</summary>
public sealed record OrderNotFound() : Refusal(RefusalKind.NotFound, Name, "There is no such order.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "ORDER_NOT_FOUND";
}

/// <summary>The order has no such line.</summary>
public sealed record LineNotFound(string LineId) : Refusal(RefusalKind.NotFound, "LINE_NOT_FOUND", "The order has no such line.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["line_id"] = LineId };
}

/// <summary>The order has no such parcel.</summary>
public sealed record ShipmentNotFound() : Refusal(RefusalKind.NotFound, "SHIPMENT_NOT_FOUND", "The order has no such shipment.");

/// <summary>Too few parcels of a lane are known to say how long one takes.</summary>
public sealed record LaneNotLearned() : Refusal(RefusalKind.NotFound, "LANE_NOT_LEARNED", "Too few parcels of this lane are known.");

/// <summary>The order has no such promise.</summary>
public sealed record PromiseNotFound() : Refusal(RefusalKind.NotFound, "PROMISE_NOT_FOUND", "The order has no such promise.");

/// <summary>Another sale of this source and store has this external id.</summary>
public sealed record ExternalIdTaken() : Refusal(
    RefusalKind.AlreadyExists, "EXTERNAL_ID_TAKEN", "Another sale of this source and store has this external id.")
{
    /// <inheritdoc/>
    public override string? Field => "external_id";
}

/// <summary>The number belongs to a parcel of another order that is on its way, or was until lately.</summary>
public sealed record TrackingNumberTaken() : Refusal(
    RefusalKind.AlreadyExists, "TRACKING_NUMBER_TAKEN", "This carrier and tracking number belong to another shipment.")
{
    /// <inheritdoc/>
    public override string? Field => "tracking_number";
}

/// <summary>Nobody named the carrier, and the number does not tell one.</summary>
public sealed record CarrierNotRecognised(IReadOnlyList<string> Candidates) : Refusal(
    RefusalKind.Invalid, "CARRIER_NOT_RECOGNISED", "The number tells no one carrier; name it.")
{
    /// <inheritdoc/>
    public override string? Field => "carrier_code";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["candidates"] = string.Join(',', Candidates) };
}

/// <summary>More units than are left to ship.</summary>
public sealed record QuantityExceedsOrdered(string LineId, int OpenQuantity) : Refusal(
    RefusalKind.Precondition, "QUANTITY_EXCEEDS_ORDERED", "More units of a line than are left to ship.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["line_id"] = LineId,
        ["open_quantity"] = OpenQuantity.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Nothing is left to cancel because it is in a parcel or with the customer.</summary>
public sealed record AlreadyShipped() : Refusal(
    RefusalKind.Precondition, "ALREADY_SHIPPED", "What is left of the order is in a shipment or with the customer; it can be returned.");

/// <summary>Nothing is left to cancel because all of it is cancelled.</summary>
public sealed record AlreadyCancelled() : Refusal(RefusalKind.Precondition, "ALREADY_CANCELLED", "The order is cancelled already.");

/// <summary>The order is cancelled.</summary>
public sealed record OrderIsCancelled() : Refusal(RefusalKind.Precondition, "ORDER_CANCELLED", "The order is cancelled.");

/// <summary>The order is delivered.</summary>
public sealed record OrderIsDelivered() : Refusal(RefusalKind.Precondition, "ORDER_DELIVERED", "The order is delivered.");

/// <summary>History gets no promises.</summary>
public sealed record OrderIsHistorical() : Refusal(RefusalKind.Precondition, "ORDER_HISTORICAL", "An imported order gets no promise.");

/// <summary>A promise is in force.</summary>
public sealed record PromiseExists() : Refusal(RefusalKind.Precondition, "PROMISE_EXISTS", "A promise is in force; revise it.");

/// <summary>The promise was kept, broken or withdrawn.</summary>
public sealed record PromiseFinal() : Refusal(RefusalKind.Precondition, "PROMISE_FINAL", "The promise is decided.");

/// <summary>The window ends before it begins, or is over.</summary>
public sealed record WindowInvalid() : Refusal(RefusalKind.Invalid, "WINDOW_INVALID", "The window must end after it begins, and in the future.")
{
    /// <inheritdoc/>
    public override string? Field => "latest_at";
}

/// <summary>Who corrects a status or declines a claim says why.</summary>
public sealed record ReasonRequired() : Refusal(RefusalKind.Invalid, "REASON_REQUIRED", "This needs a reason.")
{
    /// <inheritdoc/>
    public override string? Field => "reason";
}

/// <summary>What is told to have happened to a parcel lies in the future: it would count for more than all that follows.</summary>
public sealed record OccurredInFuture(string At) : Refusal(RefusalKind.Invalid, "OCCURRED_IN_FUTURE", "What has happened does not lie in the future.")
{
    /// <inheritdoc/>
    public override string? Field => At;
}

/// <summary>What is told to have happened to a parcel is older than its order.</summary>
public sealed record OccurredBeforeOrder(string At) : Refusal(RefusalKind.Invalid, "OCCURRED_BEFORE_ORDER", "Nothing happens to a parcel before its order.")
{
    /// <inheritdoc/>
    public override string? Field => At;
}

/// <summary>A sale that does not hold together; reasons are named in the contract of RecordOrder and ImportOrders.</summary>
public sealed record SaleInvalid(string Code, string At, string Explanation) : Refusal(RefusalKind.Invalid, Code, Explanation)
{
    /// <inheritdoc/>
    public override string? Field => At;
}

/// <summary>A tracking report that cannot be taken; reasons are named in the contract of IngestTrackingEvents.</summary>
public sealed record ReportInvalid(string Code, string At, string Explanation) : Refusal(RefusalKind.Invalid, Code, Explanation)
{
    /// <summary>The code of a report of which nothing can be read.</summary>
    public const string NotUnderstood = "PAYLOAD_NOT_UNDERSTOOD";

    /// <inheritdoc/>
    public override string? Field => At;
}

/// <summary>More than was paid beyond what the order costs.</summary>
public sealed record RefundExceedsPaid(long LeftMinor) : Refusal(
    RefusalKind.Precondition, "REFUND_EXCEEDS_PAID", "More than was paid and has not been given back, or is still due.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["left_minor"] = LeftMinor.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>The order has no such refund.</summary>
public sealed record RefundNotFound() : Refusal(RefusalKind.NotFound, "REFUND_NOT_FOUND", "The order has no such refund.");

/// <summary>Nothing of the refund has failed.</summary>
public sealed record RefundNotFailed() : Refusal(RefusalKind.Precondition, "REFUND_NOT_FAILED", "Nothing of the refund has failed.");

/// <summary>The payment is in the order already, from its sale or under another id.</summary>
public sealed record PaymentKnown() : Refusal(RefusalKind.AlreadyExists, "PAYMENT_KNOWN", "The order has this payment already.")
{
    /// <inheritdoc/>
    public override string? Field => "tender.reference";
}

/// <summary>Another payment of the order has this id.</summary>
public sealed record PaymentIdTaken() : Refusal(RefusalKind.AlreadyExists, "PAYMENT_ID_TAKEN", "Another payment of the order has this id.")
{
    /// <inheritdoc/>
    public override string? Field => "payment_id";
}

/// <summary>More than is due and not asked for yet.</summary>
public sealed record ChargeExceedsDue(long DueMinor) : Refusal(RefusalKind.Precondition, "CHARGE_EXCEEDS_DUE", "More than is due and has not been asked for yet.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["due_minor"] = DueMinor.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>No provider was told of such an instruction.</summary>
public sealed record InstructionNotFound() : Refusal(RefusalKind.NotFound, "INSTRUCTION_NOT_FOUND", "There is no such instruction.");

/// <summary>The provider speaks of another amount than it was told.</summary>
public sealed record AmountDiffers(long AmountMinor) : Refusal(RefusalKind.Precondition, "AMOUNT_DIFFERS", "The instruction is about another amount.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["amount_minor"] = AmountMinor.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>The customer has no such saved tender.</summary>
public sealed record TenderNotFound() : Refusal(RefusalKind.NotFound, "TENDER_NOT_FOUND", "The customer has no such saved means of payment.")
{
    /// <inheritdoc/>
    public override string? Field => "tender_id";
}

/// <summary>A customer saves at most 20.</summary>
public sealed record TooManyTenders() : Refusal(RefusalKind.Precondition, "TOO_MANY_TENDERS", "A customer saves at most 20 means of payment.");

/// <summary>No data file understands the provider.</summary>
public sealed record ProviderUnknown() : Refusal(RefusalKind.NotFound, "PROVIDER_UNKNOWN", "No data file understands this payment provider.")
{
    /// <inheritdoc/>
    public override string? Field => "provider_code";
}

/// <summary>The document is not what the provider's documents are.</summary>
public sealed record NoticeNotUnderstood() : Refusal(RefusalKind.Invalid, "NOTICE_NOT_UNDERSTOOD", "The document is no notice of this payment provider.")
{
    /// <inheritdoc/>
    public override string? Field => "document";
}

/// <summary>There is no such pickup, or it is not the caller's: both answer alike.</summary>
public sealed record PickupNotFound() : Refusal(RefusalKind.NotFound, Name, "There is no such pickup.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "PICKUP_NOT_FOUND";
}

/// <summary>Nothing of the pickup is left to be done.</summary>
public sealed record PickupOver(PickupStatus Status) : Refusal(RefusalKind.Precondition, "PICKUP_OVER", "Nothing of the pickup is left to be done.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["status"] = Status.Name() };
}

/// <summary>More units than the store has of the line.</summary>
public sealed record QuantityExceedsPickup(string LineId, int LeftQuantity) : Refusal(
    RefusalKind.Precondition, "QUANTITY_EXCEEDS_PICKUP", "More units of a line than the store has to do with.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["line_id"] = LineId,
        ["left_quantity"] = LeftQuantity.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Nothing waits for the customer.</summary>
public sealed record PickupNotReady() : Refusal(RefusalKind.Precondition, "PICKUP_NOT_READY", "Nothing of the pickup waits for its customer.");

/// <summary>The market's terms keep goods no longer.</summary>
public sealed record ExtensionTooLong(int MostDays) : Refusal(RefusalKind.Precondition, "EXTENSION_TOO_LONG", "The goods are not kept that long.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["most_days"] = MostDays.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>The code is not that of the owner, nor of anybody who may collect.</summary>
public sealed record PickupCodeWrong() : Refusal(RefusalKind.Invalid, Name, "The code is not the pickup's.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "PICKUP_CODE_WRONG";

    /// <inheritdoc/>
    public override string? Field => "code";
}

/// <summary>The customer comes for it: it is not sent.</summary>
public sealed record PickupIsCollected() : Refusal(RefusalKind.Precondition, "PICKUP_IS_COLLECTED", "The customer comes for it.");

/// <summary>The pickup has no such event.</summary>
public sealed record PickupEventNotFound() : Refusal(RefusalKind.NotFound, "PICKUP_EVENT_NOT_FOUND", "The pickup has no such event.");

/// <summary>Money was given back for it, or its goods went elsewhere.</summary>
public sealed record PickupEventFinal() : Refusal(RefusalKind.Precondition, "PICKUP_EVENT_FINAL", "What has given money back, or has moved on, stays.");

/// <summary>As many people may collect as may at a time.</summary>
public sealed record TooManyCollectors() : Refusal(RefusalKind.Precondition, "TOO_MANY_COLLECTORS", "At most five people may collect at a time.");

/// <summary>The pickup has no such collector.</summary>
public sealed record CollectorNotFound() : Refusal(RefusalKind.NotFound, "COLLECTOR_NOT_FOUND", "Nobody of this id may collect.");

/// <summary>Terminals and associates see the work of their own store.</summary>
public sealed record NotYourStore() : Refusal(RefusalKind.Forbidden, "NOT_YOUR_STORE", "It is another store's.");
