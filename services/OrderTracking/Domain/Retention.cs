using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>How long what is kept about somebody must be kept, though they ask to have it erased.</summary>
public static class Retention
{
    /// <summary>An order is an accounting record: it is kept for some years after the one in which it was made.</summary>
    public const string Accounting = Books.Duty;

    /// <summary>Goods are on their way, wait, or are claimed not to have come: whoever brings them must know where to, and to whom.</summary>
    public const string DeliveryRunning = "DELIVERY_RUNNING";

    // An order that nobody brought to an end in half a year is one that nobody delivers any more.
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromDays(180);

    /// <summary>From when on may go what its delivery needs; null when it may now.</summary>
    public static DateTimeOffset? DeliveryUntil(Order order, DateTimeOffset now) =>
        (order.Status is not (OrderStatus.Delivered or OrderStatus.Cancelled or OrderStatus.Returned) || order.Claims.Any(claim => claim.IsUndecided)) && order.Sale.PlacedAt + LongestDelivery is var until && until > now ? until : null;
}
