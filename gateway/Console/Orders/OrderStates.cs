using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Orders;

/// <summary>How states of orders are shown.</summary>
public static class OrderStates
{
    /// <summary>Of an order.</summary>
    public static StateKind Kind(this OrderStatus status) => status switch
    {
        OrderStatus.Delivered => StateKind.Good,
        OrderStatus.PaymentDue => StateKind.Warning,
        OrderStatus.Problem => StateKind.Bad,
        OrderStatus.Cancelled or OrderStatus.Returned => StateKind.Neutral,
        _ => StateKind.Busy,
    };

    /// <summary>Of a parcel.</summary>
    public static StateKind Kind(this ShipmentStatus status) => status switch
    {
        ShipmentStatus.Delivered or ShipmentStatus.Collected => StateKind.Good,
        ShipmentStatus.OnHold or ShipmentStatus.Delayed => StateKind.Warning,
        ShipmentStatus.DeliveryFailed or ShipmentStatus.ReturnToSender or ShipmentStatus.LostSuspected or ShipmentStatus.Expired => StateKind.Bad,
        ShipmentStatus.Cancelled => StateKind.Neutral,
        _ => StateKind.Busy,
    };

    /// <summary>Of what a store does.</summary>
    public static StateKind Kind(this PickupStatus status) => status switch
    {
        PickupStatus.Collected => StateKind.Good,
        PickupStatus.Rejected or PickupStatus.Expired => StateKind.Bad,
        PickupStatus.Cancelled => StateKind.Neutral,
        _ => StateKind.Busy,
    };

    /// <summary>Of money on its way back.</summary>
    public static StateKind Kind(this RefundState state) => state switch
    {
        RefundState.Completed => StateKind.Good,
        RefundState.Retrying => StateKind.Warning,
        RefundState.Escalated => StateKind.Bad,
        _ => StateKind.Busy,
    };

    /// <summary>Of a claim.</summary>
    public static StateKind Kind(this ClaimState state) => state switch
    {
        ClaimState.Accepted => StateKind.Good,
        ClaimState.Declined or ClaimState.Withdrawn => StateKind.Neutral,
        _ => StateKind.Busy,
    };

    /// <summary>Of a promise.</summary>
    public static StateKind Kind(this PromiseState state) => state switch
    {
        PromiseState.Kept => StateKind.Good,
        PromiseState.AtRisk => StateKind.Warning,
        PromiseState.Broken => StateKind.Bad,
        PromiseState.Withdrawn => StateKind.Neutral,
        _ => StateKind.Busy,
    };
}
