using Microsoft.Extensions.Logging;

namespace Omnichannel.CartSync;

/// <summary>What this service logs. Ids only.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "CheckoutStepUnanswered", Level = LogLevel.Warning, Message = "A checkout step of cart {CartId} got no answer; its timer repeats it.")]
    public static partial void CheckoutStepUnanswered(ILogger log, Exception error, string cartId);

    [LoggerMessage(EventId = 2, EventName = "MergePostponed", Level = LogLevel.Information, Message = "The merge of guest cart {CartId} waits for a checkout to end.")]
    public static partial void MergePostponed(ILogger log, string cartId);

    [LoggerMessage(
        EventId = 4,
        EventName = "DeliveryNotLearned",
        Level = LogLevel.Warning,
        Message = "Order-tracking did not say how long parcels of market {Market} take; what it said last holds, and it is asked again in an hour.")]
    public static partial void DeliveryNotLearned(ILogger log, Exception error, string market);

    [LoggerMessage(
        EventId = 5,
        EventName = "ReturnTermsUnknown",
        Level = LogLevel.Warning,
        Message = "Returns did not say which policy is in force; a sale goes by the one in force when it is completed.")]
    public static partial void ReturnTermsUnknown(ILogger log, Exception error);

    [LoggerMessage(
        EventId = 3,
        EventName = "HoldCapturedUnsold",
        Level = LogLevel.Error,
        Message = "Loyalty has captured hold {HoldId} for a sale that cart {CartId} does not know of: the carts' store has lost it. Compare order, payment and points.")]
    public static partial void HoldCapturedUnsold(ILogger log, string cartId, string holdId);
}
