using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Proto = Omnichannel.Orders.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What is told about an order, from the domain's terms to <c>orders_events.proto</c>.</summary>
internal static class EventMapping
{
    /// <summary>The event of an order, as the order is after it.</summary>
    public static OutgoingEvent ToOutgoing(OrderEvent e, Domain.Order order)
    {
        var message = ToProto(e, order);
        message.OrderId = order.OrderId;
        message.OrderNumber = order.Sale.OrderNumber;
        message.CustomerId = order.CustomerId;
        message.GuestId = order.Sale.GuestId;
        message.ContactId = order.Sale.ContactId;
        var channel = e switch
        {
            Domain.OrderCancelled cancelled => cancelled.AskedAt,
            Domain.DeliveryAddressChanged changed => changed.AskedAt,
            Domain.ClaimFiled filed => filed.AskedAt,
            Domain.ClaimResolved resolved => resolved.AskedAt,
            Domain.ReturnCounted counted => counted.Return.Channel,
            _ => order.Sale.Channel,
        };
        var isPast = e is Domain.ReturnCounted { Return.IsPast: var isPastReturn } ? isPastReturn : order.Sale.Origin is OrderOrigin.Historical;
        return new EventHeader(isPast, e.EffectiveAt, channel.ToContract()).On(message);
    }

    private static Proto.IOrderEvent ToProto(OrderEvent e, Domain.Order order) => e switch
    {
        Domain.OrderPlaced told => Placed(told, order.Sale),
        Domain.RefundRequested told => Requested(told, order),
        Domain.RefundCompleted told => Completed(told.Refund, order.Sale.CurrencyCode),
        Domain.RefundFailed told => new Proto.RefundFailed
        {
            RefundId = told.Refund.RefundId,
            ReturnId = told.Refund.ReturnId,
            Amount = told.Refund.Parts.Where(part => part.State is Domain.RefundState.Escalated).Sum(part => part.Source.AmountMinor).ToMoney(order.Sale.CurrencyCode),
            Reason = told.Refund.FailureReason,
        },
        Domain.ChargeRequested told => new Proto.ChargeRequested
        {
            InstructionId = told.Id.Text,
            Amount = told.Charge.AmountMinor.ToMoney(order.Sale.CurrencyCode),
            Kind = told.Charge.Kind.ToContract(),
            Reference = told.Charge.Reference,
        },
        Domain.VoidRequested told => new Proto.VoidRequested
        {
            InstructionId = told.Id.Text,
            Amount = told.Payment.Release!.Source.AmountMinor.ToMoney(order.Sale.CurrencyCode),
            Kind = told.Payment.Kind.ToContract(),
            Reference = told.Payment.Reference,
            PaymentId = told.Payment.PaymentId,
            Retry = told.IsRetry,
        },
        Domain.VoidFailed told => new Proto.VoidFailed
        {
            InstructionId = told.Id.Text,
            Amount = told.Payment.HeldMinor.ToMoney(order.Sale.CurrencyCode),
            Kind = told.Payment.Kind.ToContract(),
            PaymentId = told.Payment.PaymentId,
            Reason = told.Payment.Release!.Tries[^1].FailureReason,
        },
        Domain.PaymentReceived told => new Proto.PaymentReceived
        {
            PaymentId = told.Payment.PaymentId,
            Amount = (told.Payment.CapturedMinor ?? 0).ToMoney(order.Sale.CurrencyCode),
            Kind = told.Payment.Kind.ToContract(),
            Due = new PaymentLedger(order.Sale, order.Money).DueMinor.ToMoney(order.Sale.CurrencyCode),
        },
        Domain.SecondSaleRefused told => new Proto.SecondSaleRefused { HoldId = told.HoldId },
        Domain.FulfilmentChanged told => new Proto.OrderFulfilmentChanged { Lines = { told.Lines.Select(Map) } },
        Domain.OrderDelivered told => new Proto.OrderDelivered { Market = order.Sale.Market, HandedOver = told.HandedOver, Assumed = told.Assumed },
        Domain.OrderDeliveryCorrected told => new Proto.OrderDeliveryCorrected { Reason = told.Reason },
        Domain.ShipmentCreated told => Created(told.Shipment, order.Sale),
        Domain.ShipmentStatusChanged told => StatusChanged(told, order),
        Domain.ReturnParcelChanged told => Changed(told),
        Domain.PromiseMade told => new Proto.PromiseMade { Promise = told.Promise.ToProto(order) },
        Domain.PromiseRevised told => new Proto.PromiseRevised
        {
            Promise = told.Promise.ToProto(order), PreviousEarliestAt = told.Previous.EarliestAt.ToTimestamp(), PreviousLatestAt = told.Previous.LatestAt.ToTimestamp(),
        },
        Domain.PromiseAtRisk told => new Proto.PromiseAtRisk { Promise = told.Promise.ToProto(order), Reason = told.Reason },
        Domain.PromiseBroken told => new Proto.PromiseBroken { Promise = told.Promise.ToProto(order), Reason = told.Reason },
        Domain.PromiseKept told => new Proto.PromiseKept { Promise = told.Promise.ToProto(order) },
        Domain.PromiseOutcomeCorrected told => new Proto.PromiseOutcomeCorrected { Promise = told.Promise.ToProto(order), PreviousState = told.Previous.ToContract() },
        Domain.OrderCancelled told => Cancelled(told, order.Sale),
        Domain.OrderClaimed => Claimed(order.Sale),
        Domain.PickupChanged told => Changed(told, order),
        Domain.PickupRejected told => new Proto.PickupRejected
        {
            PickupId = told.Pickup.PickupId, StoreId = told.Pickup.StoreId, Lines = { told.Lines.ToProto(order.Sale) }, Reason = told.Reason.ToContract(),
        },
        Domain.PickupMoved told => Moved(told, order.Sale),
        Domain.PickupReminded told => new Proto.PickupReminded
        {
            PickupId = told.Pickup.PickupId,
            StoreId = told.Pickup.StoreId,
            ExpiresAt = told.ExpiresAt.ToTimestamp(),
            TimeZone = told.Pickup.Days(order.Sale).ZoneId,
            StoreName = told.Pickup.Place.Name,
            StoreAddress = told.Pickup.Place.Address,
        },
        Domain.PickupExtended told => new Proto.PickupExtended
        {
            PickupId = told.Pickup.PickupId, StoreId = told.Pickup.StoreId, ExpiresAt = told.ExpiresAt.ToTimestamp(), TimeZone = told.Pickup.Days(order.Sale).ZoneId,
        },
        Domain.CustomerArrived told => new Proto.CustomerArrived { PickupId = told.Pickup.PickupId, StoreId = told.Pickup.StoreId },
        Domain.DeliveryAddressChanged told => new Proto.DeliveryAddressChanged { Version = told.Version, GoneShipmentIds = { told.Gone }, RelabelShipmentIds = { told.Relabel } },
        Domain.ClaimFiled told => new Proto.ClaimFiled { Claim = told.Claim.ToProto(order) },
        Domain.ClaimResolved told => new Proto.ClaimResolved { Claim = told.Claim.ToProto(order) },
        Domain.ReturnCounted told => new Proto.ReturnCounted { ReturnId = told.Return.ReturnId, Lines = { told.Lines.Select(units => Counted(units, order.Sale)) } },
        _ => throw new InvalidOperationException($"{e.GetType().Name} has no published form."),
    };

    private static Proto.OrderPlaced Placed(Domain.OrderPlaced told, Sale sale) => new()
    {
        Source = sale.Source,
        ExternalId = sale.ExternalId,
        CartId = sale.CartId,
        Generation = sale.Generation,
        Market = sale.Market,
        CurrencyCode = sale.CurrencyCode,
        StoreId = sale.StoreId,
        Lines = { sale.Lines.Select(line => line.ToProto(sale.CurrencyCode)) },
        Totals = sale.Totals.ToProto(sale.CurrencyCode),
        Tenders = { sale.Tenders.Select(tender => tender.ToProto(sale.CurrencyCode)) },
        PointsRedeemed = sale.PointsRedeemed,
        CouponCodes = { sale.CouponCodes },
        HoldId = sale.HoldId,
        ReturnPolicyVersion = sale.ReturnPolicyVersion,
        BuyerMarks = { told.Marks.Select(mark => new Proto.BuyerMark { Kind = ToContract(mark.Kind), Key = mark.Key }) },
    };

    private static Proto.BuyerMarkKind ToContract(BuyerMarkKind kind) => kind switch
    {
        BuyerMarkKind.Address => Proto.BuyerMarkKind.Address,
        BuyerMarkKind.Payment => Proto.BuyerMarkKind.Payment,
        BuyerMarkKind.Email => Proto.BuyerMarkKind.Email,
        BuyerMarkKind.Phone => Proto.BuyerMarkKind.Phone,
        _ => Proto.BuyerMarkKind.Unspecified,
    };

    private static Proto.RefundRequested Requested(Domain.RefundRequested told, Domain.Order order)
    {
        var currency = order.Sale.CurrencyCode;
        var advanced = told.IsRetry ? null : order.Returns.FirstOrDefault(known => known.ReturnId == told.Refund.ReturnId)?.Advanced;
        return new Proto.RefundRequested
        {
            RefundId = told.Refund.RefundId,
            Amount = told.Instructions.Sum(instruction => instruction.To.AmountMinor).ToMoney(currency),
            Rounding = told.Refund.RoundingMinor.ToMoney(currency),
            Instructions = { told.Instructions.Select(instruction => instruction.ToProto(currency)) },
            Reason = told.Refund.Reason,
            ReturnId = told.Refund.ReturnId,
            CashAtTill = told.Refund.CashAtTillMinor.ToMoney(currency),
            Retry = told.IsRetry,
            Lines = { (advanced ?? []).Select(units => Counted(units, order.Sale)) },
        };
    }

    private static Proto.RefundCompleted Completed(Domain.Refund refund, string currency) => new()
    {
        RefundId = refund.RefundId,
        Amount = refund.AmountMinor.ToMoney(currency),
        Rounding = refund.RoundingMinor.ToMoney(currency),
        Tenders = { refund.Parts.Select(part => part.To.ToProto(currency)) },
        Reason = refund.Reason,
        ReturnId = refund.ReturnId,
        CashAtTill = refund.CashAtTillMinor.ToMoney(currency),
        NothingPaid = refund.Parts.Count == 0,
    };

    private static Proto.ReturnParcelChanged Changed(Domain.ReturnParcelChanged told) => new()
    {
        ReturnId = told.Parcel.ReturnId,
        ReverseDeliveryId = told.Parcel.ShipmentId,
        Status = told.Parcel.State.Status.ToContract(),
        PreviousStatus = told.Previous.ToContract(),
        Reason = told.Parcel.State.Reason.ToContract(),
        CarrierCode = told.Parcel.CarrierCode,
        TrackingNumber = told.Parcel.TrackingNumber,
        TrackingUri = told.Parcel.TrackingUri,
        LeftAt = told.Parcel.State.LeftAt.ToTimestamp(),
        DeliveredAt = told.Parcel.State.DeliveredAt.ToTimestamp(),
    };

    private static Proto.ShipmentCreated Created(Shipment shipment, Sale sale) => new()
    {
        ShipmentId = shipment.ShipmentId,
        CarrierCode = shipment.CarrierCode,
        TrackingNumber = shipment.TrackingNumber,
        TrackingUri = shipment.TrackingUri,
        Lines = { shipment.Lines.ToProto(sale) },
    };

    private static Proto.ShipmentStatusChanged StatusChanged(Domain.ShipmentStatusChanged e, Domain.Order order) => new()
    {
        ShipmentId = e.Shipment.ShipmentId,
        Status = e.Shipment.State.Status.ToContract(),
        PreviousStatus = e.Previous.ToContract(),
        Reason = e.Shipment.State.Reason.ToContract(),
        CarrierCode = e.Shipment.CarrierCode,
        TrackingNumber = e.Shipment.TrackingNumber,
        TrackingUri = e.Shipment.TrackingUri,
        Correction = e.Correction,
        OrderStatus = order.Status.ToContract(),
        StoreId = order.Sale.StoreId,
        DeliveryAssumed = e.Shipment.State.IsAssumed,
    };

    private static Proto.OrderCancelled Cancelled(Domain.OrderCancelled e, Sale sale) => new()
    {
        Lines = { CancelledLines(e.Cancellation, sale) },
        Market = sale.Market,
        StoreId = sale.StoreId,
        WholeOrder = e.WholeOrder,
        Reason = e.Cancellation.Reason,
        Refund = e.Cancellation.RefundMinor.ToMoney(sale.CurrencyCode),
        ClaimId = e.Cancellation.ClaimId,
    };

    // Units of a line may have been at several stores, and the rest of it in a warehouse.
    private static IEnumerable<Proto.CancelledLine> CancelledLines(Cancellation cancellation, Sale sale)
    {
        var sold = sale.Lines.ToDictionary(line => line.LineId, StringComparer.Ordinal);
        foreach (var units in cancellation.Lines)
        {
            var line = sold[units.LineId];
            var places = cancellation.Places.Where(place => place.LineId == units.LineId).ToList();
            var rest = units.Quantity - places.Sum(place => place.Quantity);
            if (rest > 0)
            {
                places.Add(new PlaceUnits(units.LineId, rest, "", IsGone: false));
            }

            foreach (var place in places)
            {
                yield return new Proto.CancelledLine
                {
                    LineId = units.LineId,
                    Sku = line.Sku,
                    Quantity = place.Quantity,
                    Measure = line.Measure.ToContract(),
                    Fulfilment = line.ToFulfilment(),
                    NonMerchandise = line.NonMerchandise,
                    StoreId = place.StoreId,
                    Gone = place.IsGone,
                };
            }
        }
    }

    private static Proto.CountedLine Counted(ReturnedUnits units, Sale sale)
    {
        var line = sale.Lines.First(line => line.LineId == units.LineId);
        return new Proto.CountedLine
        {
            LineId = units.LineId, Sku = line.Sku, Quantity = units.Quantity, Measure = line.Measure.ToContract(), Worth = units.WorthMinor.ToMoney(sale.CurrencyCode),
        };
    }

    private static Proto.PickupChanged Changed(Domain.PickupChanged told, Domain.Order order) => new()
    {
        PickupId = told.Pickup.PickupId,
        StoreId = told.Pickup.StoreId,
        Purpose = told.Pickup.Purpose.ToContract(),
        Status = told.State.Status.ToContract(),
        PreviousStatus = told.Previous.ToContract(),
        Lines = { told.State.Lines.Where(line => line.Left > 0).Select(line => new LineUnits(line.LineId, line.Left)).ToProto(order.Sale) },
        ExpiresAt = told.State.ExpiresAt.ToTimestamp(),
        TimeZone = told.Pickup.Days(order.Sale).ZoneId,
        OrderStatus = order.Status.ToContract(),
        StoreName = told.Pickup.Place.Name,
        StoreAddress = told.Pickup.Place.Address,
    };

    private static Proto.PickupMoved Moved(Domain.PickupMoved told, Sale sale)
    {
        var sold = sale.Lines.ToDictionary(line => line.LineId, StringComparer.Ordinal);
        return new Proto.PickupMoved
        {
            PickupId = told.From?.PickupId ?? "",
            StoreId = told.From?.StoreId ?? "",
            ToPickupId = told.To?.PickupId ?? "",
            ToStoreId = told.To?.StoreId ?? "",
            Lines =
            {
                told.Lines.Select(units => new Proto.MovedLine
                {
                    LineId = units.LineId, Sku = sold[units.LineId].Sku, Quantity = units.Quantity, Measure = sold[units.LineId].Measure.ToContract(),
                }),
            },
            Gone = told.IsGone,
            Market = sale.Market,
        };
    }

    private static Proto.OrderClaimed Claimed(Sale sale) => new()
    {
        PlacedAt = sale.PlacedAt.ToTimestamp(),
        Market = sale.Market,
        CurrencyCode = sale.CurrencyCode,
        Lines = { sale.Lines.Select(line => line.ToProto(sale.CurrencyCode)) },
    };

    private static Proto.LineFulfilment Map(Domain.LineFulfilment line) => new()
    {
        LineId = line.LineId,
        Measure = line.Measure.ToContract(),
        OrderedQuantity = line.Ordered,
        FulfilledQuantity = line.Fulfilled,
        DeliveredQuantity = line.Delivered,
        CancelledQuantity = line.Cancelled,
        ReturnedQuantity = line.Returned,
        PickedQuantity = line.Picked,
        PackedQuantity = line.Packed,
        FulfilledAt = line.Fulfilled > 0 ? line.FulfilledAt.ToTimestamp() : null,
        DeliveredAt = line.Delivered > 0 ? line.DeliveredAt.ToTimestamp() : null,
    };
}
