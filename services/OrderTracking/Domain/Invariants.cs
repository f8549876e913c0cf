using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What an order's facts must keep. Each fact is taken as it comes, so they can say more than can be; what is told never does.</summary>
public static class Invariants
{
    /// <summary>More units of a line are in parcels, or with the customer, than were ordered and not cancelled: a parcel that was replaced came after all.</summary>
    public const string AllocatedBeyondOrdered = "ALLOCATED_BEYOND_ORDERED";

    /// <summary>More units of a line came back than had left.</summary>
    public const string ReturnedBeyondFulfilled = "RETURNED_BEYOND_FULFILLED";

    /// <summary>A payment gave back more than it brought: its provider did what it had said that it would not.</summary>
    public const string GivenBackBeyondPaid = "GIVEN_BACK_BEYOND_PAID";

    /// <summary>What does not hold.</summary>
    /// <param name="order">With its facts.</param>
    /// <param name="lines">Its quantities.</param>
    public static IReadOnlyList<Breach> BrokenBy(Order order, IReadOnlyList<LineFulfilment> lines) =>
    [
        .. lines.SelectMany(line => line.Beyond.Select(invariant => new Breach(invariant, line.LineId))),
        .. order.Money.Refunds.Count == 0 ? [] : new PaymentLedger(order.Sale, order.Money).Tenders
            .Select((tender, i) => (tender, Part: $"tender-{i + 1}"))
            .Where(each => each.tender.RefundedMinor + each.tender.BeingRefundedMinor + each.tender.FailedMinor > each.tender.CapturedMinor)
            .Select(each => new Breach(GivenBackBeyondPaid, each.Part)),
    ];
}
