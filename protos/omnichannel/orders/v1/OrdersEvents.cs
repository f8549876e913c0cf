using Omnichannel.Types.V1;

namespace Omnichannel.Orders.V1;

/// <summary>Whose order it is about.</summary>
public interface IOrderEvent : IEvent
{
    string OrderId { get; set; }

    string OrderNumber { get; set; }

    string CustomerId { get; set; }

    string GuestId { get; set; }

    string ContactId { get; set; }
}

public sealed partial class OrderPlaced : IOrderEvent;

public sealed partial class RefundRequested : IOrderEvent;

public sealed partial class RefundCompleted : IOrderEvent;

public sealed partial class RefundFailed : IOrderEvent;

public sealed partial class ChargeRequested : IOrderEvent;

public sealed partial class VoidRequested : IOrderEvent;

public sealed partial class VoidFailed : IOrderEvent;

public sealed partial class PaymentReceived : IOrderEvent;

public sealed partial class SecondSaleRefused : IOrderEvent;

public sealed partial class OrderFulfilmentChanged : IOrderEvent;

public sealed partial class OrderDelivered : IOrderEvent;

public sealed partial class OrderDeliveryCorrected : IOrderEvent;

public sealed partial class ShipmentCreated : IOrderEvent;

public sealed partial class ShipmentStatusChanged : IOrderEvent;

public sealed partial class PromiseMade : IOrderEvent;

public sealed partial class PromiseRevised : IOrderEvent;

public sealed partial class PromiseAtRisk : IOrderEvent;

public sealed partial class PromiseBroken : IOrderEvent;

public sealed partial class PromiseKept : IOrderEvent;

public sealed partial class PromiseOutcomeCorrected : IOrderEvent;

public sealed partial class OrderCancelled : IOrderEvent;

public sealed partial class OrderClaimed : IOrderEvent;

public sealed partial class ReturnCounted : IOrderEvent;

public sealed partial class ReturnParcelChanged : IOrderEvent;

public sealed partial class PickupChanged : IOrderEvent;

public sealed partial class PickupRejected : IOrderEvent;

public sealed partial class PickupMoved : IOrderEvent;

public sealed partial class PickupReminded : IOrderEvent;

public sealed partial class PickupExtended : IOrderEvent;

public sealed partial class CustomerArrived : IOrderEvent;

public sealed partial class DeliveryAddressChanged : IOrderEvent;

public sealed partial class ClaimFiled : IOrderEvent;

public sealed partial class ClaimResolved : IOrderEvent;
