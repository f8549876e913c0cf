using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.WebConsole.Orders;

/// <summary>Where a step of an order's way stands.</summary>
public enum StepState
{
    Done,

    /// <summary>Here the order is.</summary>
    Current,

    /// <summary>Here the order is, and does not get on.</summary>
    Problem,

    Ahead,

    /// <summary>Here the way ended before its end.</summary>
    Ended,
}

/// <summary>A step of an order's way.</summary>
/// <param name="Name">Names its text: PLACED, PAYMENT, PREPARING, PACKED, ON_THE_WAY, READY, COLLECTED, HANDED_OVER, DELIVERED, RETURNED, CANCELLED.</param>
/// <param name="State">Where it stands.</param>
/// <param name="At">When it was reached, where that is known.</param>
public sealed record OrderStep(string Name, StepState State, DateTimeOffset? At);

/// <summary>The way of an order from the sale to its end, as a person would tell it.</summary>
public static class OrderSteps
{
    /// <summary>The steps in their order. One is current, unless the order is at its end.</summary>
    public static IReadOnlyList<OrderStep> Of(Order order)
    {
        if (order.Status is OrderStatus.Cancelled)
        {
            return [new("PLACED", StepState.Done, At(order.PlacedAt)), new("CANCELLED", StepState.Ended, At(order.CancelledAt))];
        }

        var way = Way(order);
        var here = order.Status is OrderStatus.Delivered or OrderStatus.Returned ? way.Count : way.IndexOf(Here(order, way));
        return [.. way.Select((name, place) => new OrderStep(name, StateOf(order, place, here), place <= here ? Reached(order, name) : null))];
    }

    private static StepState StateOf(Order order, int place, int here) =>
        place < here ? StepState.Done
        : place > here ? StepState.Ahead
        : order.Status is OrderStatus.Problem ? StepState.Problem : StepState.Current;

    private static List<string> Way(Order order)
    {
        var methods = Methods(order);
        List<string> way = methods switch
        {
            [Fulfilment.MethodOneofCase.TakeAway] => ["PLACED", "HANDED_OVER"],
            [Fulfilment.MethodOneofCase.Digital] => ["PLACED", "DELIVERED"],
            [Fulfilment.MethodOneofCase.Pickup] => ["PLACED", "PREPARING", "READY", "COLLECTED"],
            // Recorded elsewhere: nobody told how the goods went.
            [Fulfilment.MethodOneofCase.None] when order.Shipments.Count == 0 && order.Status is OrderStatus.Delivered or OrderStatus.Returned => ["PLACED", "DELIVERED"],
            _ => ["PLACED", "PREPARING", "ON_THE_WAY", "DELIVERED"],
        };
        if (order.Status is OrderStatus.PickupAvailable && !way.Contains("READY"))
        {
            way.Insert(way.Count - 1, "READY");
        }

        if (order.Status is OrderStatus.PaymentDue)
        {
            way.Insert(1, "PAYMENT");
        }
        else if (way.Contains("PREPARING") && order.Milestones.Any(milestone => milestone.Kind is MilestoneKind.Packed))
        {
            way.Insert(way.IndexOf("PREPARING") + 1, "PACKED");
        }

        if (order.Status is OrderStatus.Returned)
        {
            way.Add("RETURNED");
        }

        return way;
    }

    // Postage goes with the goods, so the goods tell the way, where there are any.
    private static Fulfilment.MethodOneofCase[] Methods(Order order)
    {
        var hasGoods = order.Lines.Any(line => !line.Sale.NonMerchandise);
        return [.. order.Lines.Where(line => !hasGoods || !line.Sale.NonMerchandise)
            .Select(line => line.Sale.Fulfilment?.MethodCase ?? Fulfilment.MethodOneofCase.None).Distinct()];
    }

    private static string Here(Order order, List<string> way)
    {
        var wanted = order.Status switch
        {
            OrderStatus.PaymentDue => "PAYMENT",
            OrderStatus.PickupAvailable => "READY",
            OrderStatus.InTransit => "ON_THE_WAY",
            OrderStatus.Problem => way.Contains("READY") ? "READY" : "ON_THE_WAY",
            _ => IsPacked(order) ? "PACKED" : "PREPARING",
        };
        return way.Contains(wanted) ? wanted : way[1];
    }

    private static bool IsPacked(Order order) => order.Lines.Where(line => line.Sale.Fulfilment?.Ship is not null && !line.Sale.NonMerchandise)
        .All(line => line.PackedQuantity == line.Sale.Quantity - line.CancelledQuantity);

    private static DateTimeOffset? Reached(Order order, string name) => name switch
    {
        "PLACED" => At(order.PlacedAt),
        "PACKED" => order.Milestones.Where(milestone => milestone.Kind is MilestoneKind.Packed).Max(milestone => At(milestone.At)),
        "ON_THE_WAY" => First(order, IsMoving),
        "READY" => First(order, status => status is ShipmentStatus.ReadyForPickup) ?? order.Pickups.Where(pickup => pickup.Status is PickupStatus.Ready or PickupStatus.Collected).Min(pickup => At(pickup.ReadyAt)),
        "COLLECTED" or "HANDED_OVER" or "DELIVERED" => At(order.DeliveredAt),
        _ => null,
    };

    private static DateTimeOffset? First(Order order, Func<ShipmentStatus, bool> isIt) => order.Shipments
        .Where(shipment => shipment.Status is not ShipmentStatus.Cancelled)
        .SelectMany(shipment => shipment.Events).Where(scan => isIt(scan.Status)).Min(scan => At(scan.OccurredAt));

    private static bool IsMoving(ShipmentStatus status) => status is not (ShipmentStatus.Unspecified or ShipmentStatus.Pending or ShipmentStatus.Cancelled);

    private static DateTimeOffset? At(Timestamp? at) => at?.ToDateTimeOffset();
}
