using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// What an order and its returns must keep. Order-tracking's facts are taken as they come, also when returns were decided on other ones: what is told never goes beyond what can be.
/// </summary>
public static class Invariants
{
    /// <summary>More units of a line came back, or are spoken for, than left for the customer and were not settled otherwise.</summary>
    public const string ReturnedBeyondFulfilled = "RETURNED_BEYOND_FULFILLED";

    /// <summary>More units of a line were cancelled than were ordered.</summary>
    public const string CancelledBeyondOrdered = "CANCELLED_BEYOND_ORDERED";

    /// <summary>Cancellations and returns together are worth more than what was sold.</summary>
    public const string SettledBeyondSold = "SETTLED_BEYOND_SOLD";

    /// <summary>Money went back for goods that did not come, and staff have not decided what becomes of it.</summary>
    public const string RefundedNotReceived = "REFUNDED_NOT_RECEIVED";

    /// <summary>What does not hold.</summary>
    public static IReadOnlyList<Breach> BrokenBy(OrderReturns returns)
    {
        var order = returns.Order;
        return
        [
            .. order.Lines.Where(line => returns.Returned(line.LineId) + returns.Reserved(line.LineId) + returns.Withheld(line.LineId) > order.Fulfilled(line)).Select(line => new Breach(ReturnedBeyondFulfilled, line.LineId)),
            .. order.Lines.Where(line => order.Cancelled(line) > line.Quantity).Select(line => new Breach(CancelledBeyondOrdered, line.LineId)),
            .. returns.Short.Select(lacking => new Breach(RefundedNotReceived, lacking.ReturnId)),
            .. returns.Cost().AmountMinor < 0 ? [new Breach(SettledBeyondSold)] : (IEnumerable<Breach>)[],
        ];
    }
}
