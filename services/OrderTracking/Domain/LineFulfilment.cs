using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>What has become of one line: fulfilled + cancelled &lt;= ordered, returned &lt;= fulfilled, delivered &lt;= fulfilled.</summary>
public sealed record LineFulfilment
{
    /// <summary>The line.</summary>
    public required string LineId { get; init; }

    /// <summary>What the quantities count.</summary>
    public Measure Measure { get; init; } = Measure.Piece;

    /// <summary>Sold.</summary>
    public required int Ordered { get; init; }

    /// <summary>Called off.</summary>
    public int Cancelled { get; init; }

    /// <summary>In a parcel that is not void, ready at a store, or handed over.</summary>
    public int Allocated { get; init; }

    /// <summary>Left for the customer.</summary>
    public int Fulfilled { get; init; }

    /// <summary>With the customer.</summary>
    public int Delivered { get; init; }

    /// <summary>Came back.</summary>
    public int Returned { get; init; }

    /// <summary>Of a line that is shipped: taken from the shelf, as somebody reported, or left.</summary>
    public int Picked { get; init; }

    /// <summary>Of a line that is shipped: in a box, as somebody reported, or left.</summary>
    public int Packed { get; init; }

    /// <summary>Postage or a fee of goods that are in a parcel: it is earned with them.</summary>
    public bool GoesWithGoods { get; init; }

    /// <summary>What the facts say beyond these quantities; empty as long as they agree.</summary>
    public IReadOnlyList<string> Beyond { get; init; } = [];

    /// <summary>When the last of the fulfilled units left.</summary>
    public DateTimeOffset? FulfilledAt { get; init; }

    /// <summary>When the last of the delivered units arrived.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Given to stores, and not ready there: can be called off, but not shipped from elsewhere.</summary>
    public int AtStores { get; init; }

    /// <summary>Given to stores, and neither handed over nor collected: no warehouse's to send.</summary>
    public int InStores { get; init; }

    /// <summary>Nothing of it travels.</summary>
    public bool IsDigital { get; init; }

    /// <summary>Neither cancelled nor on its way.</summary>
    public int Open => Ordered - Cancelled - Allocated;

    /// <summary>What can still be shipped.</summary>
    public int Shippable => IsDigital ? 0 : Math.Max(0, Open - AtStores);

    /// <summary>What can still be called off.</summary>
    public int Cancellable => GoesWithGoods ? 0 : Open;
}
