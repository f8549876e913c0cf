namespace Omnichannel.OrderTracking.Domain;

/// <summary>What the customer is told about the whole order, from its parcels, quantities and money alone.</summary>
public static class StatusRules
{
    /// <summary>The status that these facts mean.</summary>
    public static OrderStatus Of(Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var wanted = lines.Sum(line => (long)line.Ordered - line.Cancelled);
        // What is only downloaded says nothing of goods that travel.
        var fulfilled = lines.Where(line => !line.IsDigital).Sum(line => (long)line.Fulfilled);
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

        var statuses = Speaking(order, lines).Select(shipment => shipment.State.Status).ToList();
        return statuses switch
        {
            _ when statuses.Any(ParcelState.IsProblem) => OrderStatus.Problem,
            _ when statuses.Contains(ShipmentStatus.ReadyForPickup) || IsReadyAtStore(order) => OrderStatus.PickupAvailable,
            _ when statuses.Any(IsMoving) => OrderStatus.InTransit,
            _ when new PaymentLedger(order.Sale, order.Money).DueMinor > 0 => OrderStatus.PaymentDue,
            _ when fulfilled > 0 => OrderStatus.InTransit,
            _ => OrderStatus.Processing,
        };
    }

    /// <summary>The parcels that say something about the order: one that came to nothing does as long as its units are open, not when others carry them or they were cancelled.</summary>
    public static IEnumerable<Shipment> Speaking(Order order) => Speaking(order, Fulfilments.Of(order));

    /// <summary>Whether all of a delivered order was handed to its customer in stores: nobody needs to be told.</summary>
    public static bool IsHandedOver(Order order) => order.Shipments.All(parcel => ParcelState.IsVoid(parcel.State.Status))
        && order.Sale.Lines.All(line => line.Method is not FulfilmentMethod.Digital);

    /// <summary>When the last wanted unit was with the customer; null while one is not.</summary>
    public static DateTimeOffset? DeliveredAt(IReadOnlyList<LineFulfilment> lines) =>
        lines.All(line => line.Delivered == line.Ordered - line.Cancelled) && lines.Any(line => line.Delivered > 0) ? lines.Max(line => line.DeliveredAt) : null;

    private static IEnumerable<Shipment> Speaking(Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var open = lines.Where(line => line.Open > 0).Select(line => line.LineId).ToHashSet(StringComparer.Ordinal);
        return order.Shipments.Where(shipment => shipment.Lines.Count > 0 && (!ParcelState.IsVoid(shipment.State.Status) || shipment.Lines.Any(units => open.Contains(units.LineId))));
    }

    private static bool IsReadyAtStore(Order order) =>
        order.Pickups.Any(pickup => pickup.Purpose is PickupPurpose.Collection && PickupState.Of(pickup, order).Status is PickupStatus.Ready);

    // Postage and fees cannot come back: the goods decide, where there are any.
    private static bool IsReturned(Order order, IReadOnlyList<LineFulfilment> lines)
    {
        var hasGoods = order.Sale.Lines.Any(line => !line.NonMerchandise);
        var decisive = order.Sale.Lines.Zip(lines).Where(pair => !hasGoods || !pair.First.NonMerchandise).Select(pair => pair.Second).ToList();
        return decisive.Any(line => line.Returned > 0) && decisive.All(line => line.Returned == line.Ordered - line.Cancelled);
    }

    private static bool IsMoving(ShipmentStatus status) => status is not ShipmentStatus.Pending and not ShipmentStatus.Cancelled;
}
