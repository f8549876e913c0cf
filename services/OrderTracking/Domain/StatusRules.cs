namespace Omnichannel.OrderTracking.Domain;

/// <summary>What the customer is told about the whole order, from its parcels, quantities and money alone.</summary>
public static class StatusRules
{
    /// <summary>The status that these facts mean.</summary>
    public static OrderStatus Of(Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var wanted = lines.Sum(line => (long)line.Ordered - line.Cancelled);
        var fulfilled = lines.Sum(line => (long)line.Fulfilled);
        if (wanted == 0)
        {
            return OrderStatus.Cancelled;
        }

        if (IsReturned(order, lines))
        {
            return OrderStatus.Returned;
        }

        if (lines.Sum(line => (long)line.Delivered) == wanted)
        {
            return OrderStatus.Delivered;
        }

        var statuses = order.Shipments.Select(shipment => shipment.State.Status).ToList();
        return statuses switch
        {
            _ when statuses.Any(ParcelState.IsProblem) => OrderStatus.Problem,
            _ when statuses.Contains(ShipmentStatus.ReadyForPickup) => OrderStatus.PickupAvailable,
            _ when statuses.Any(IsMoving) => OrderStatus.InTransit,
            _ when new PaymentLedger(order.Sale, order.Money).DueMinor > 0 => OrderStatus.PaymentDue,
            _ when fulfilled > 0 => OrderStatus.InTransit,
            _ => OrderStatus.Processing,
        };
    }

    /// <summary>When the last wanted unit was with the customer; null while one is not.</summary>
    public static DateTimeOffset? DeliveredAt(IReadOnlyList<LineFulfilment> lines) =>
        lines.All(line => line.Delivered == line.Ordered - line.Cancelled) && lines.Any(line => line.Delivered > 0) ? lines.Max(line => line.DeliveredAt) : null;

    // Postage and fees cannot come back: the goods decide, where there are any.
    private static bool IsReturned(Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var hasGoods = order.Sale.Lines.Any(line => !line.NonMerchandise);
        var decisive = order.Sale.Lines.Zip(lines).Where(pair => !hasGoods || !pair.First.NonMerchandise).Select(pair => pair.Second).ToList();
        return decisive.Any(line => line.Returned > 0) && decisive.All(line => line.Returned == line.Ordered - line.Cancelled);
    }

    private static bool IsMoving(ShipmentStatus status) => status is not ShipmentStatus.Pending and not ShipmentStatus.Cancelled;
}
