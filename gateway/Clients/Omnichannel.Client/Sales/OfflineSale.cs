using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Sales;

/// <summary>A paid receipt as the till keeps it, with what came of it.</summary>
/// <param name="Receipt">As it was handed over.</param>
public sealed record OfflineSale(OrderRecord Receipt)
{
    /// <summary>The order that it became; null while it is not recorded.</summary>
    public string? OrderId { get; init; }

    /// <summary>The order's number, for the customer: with it they claim the receipt. Null while it is not recorded.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Why the platform will not record it as it is; null when it does not say that.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether it still has to be delivered.</summary>
    public bool IsWaiting => OrderId is null && Refusal is null;

    // In the order in which they were kept.
    internal long Number { get; init; }
}
