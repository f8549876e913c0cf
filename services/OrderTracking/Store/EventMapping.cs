using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Types.V1;
using Proto = Omnichannel.Orders.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What is told about an order, from the domain's terms to <c>orders_events.proto</c>.</summary>
internal static class EventMapping
{
    /// <summary>The published form of an event of an order, as the order is after it.</summary>
    public static IMessage ToProto(OrderEvent e, Domain.Order order) => e switch
    {
        Domain.OrderPlaced told => Map(told, order),
        Domain.RefundRequested told => Map(told, order),
        Domain.SecondSaleRefused told => Map(told, order),
        Domain.FulfilmentChanged told => Map(told, order),
        Domain.OrderDelivered told => Map(told, order),
        Domain.OrderDeliveryCorrected told => Map(told, order),
        Domain.ShipmentCreated told => Map(told, order),
        Domain.ShipmentStatusChanged told => Map(told, order),
        Domain.PromiseMade told => Map(told, order),
        Domain.PromiseRevised told => Map(told, order),
        Domain.PromiseAtRisk told => Map(told, order),
        Domain.PromiseBroken told => Map(told, order),
        Domain.PromiseKept told => Map(told, order),
        Domain.OrderCancelled told => Map(told, order),
        Domain.OrderClaimed told => Map(told, order),
        _ => throw new InvalidOperationException($"{e.GetType().Name} has no published form."),
    };

    private static IMessage Map(Domain.OrderPlaced e, Domain.Order order)
    {
        var sale = order.Sale;
        var result = new Proto.OrderPlaced
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            ExternalId = sale.ExternalId,
            CartId = sale.CartId,
            Generation = sale.Generation,
            Market = sale.Market,
            CurrencyCode = sale.CurrencyCode,
            StoreId = sale.StoreId,
            Totals = sale.Totals.ToProto(sale.CurrencyCode),
            PointsRedeemed = sale.PointsRedeemed,
            HoldId = sale.HoldId,
        };
        result.Lines.AddRange(sale.Lines.Select(line => line.ToProto(sale.CurrencyCode)));
        result.Tenders.AddRange(sale.Tenders.Select(tender => tender.ToProto(sale.CurrencyCode)));
        result.CouponCodes.AddRange(sale.CouponCodes);
        return result;
    }

    private static IMessage Map(Domain.RefundRequested e, Domain.Order order)
    {
        var sale = order.Sale;
        var result = new Proto.RefundRequested
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            RefundId = e.RefundId,
            Amount = e.AmountMinor.ToMoney(e.CurrencyCode),
            Reason = e.Reason,
        };
        result.Tenders.AddRange(e.Tenders.Select(tender => tender.ToProto(e.CurrencyCode)));
        return result;
    }

    private static IMessage Map(Domain.SecondSaleRefused e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.SecondSaleRefused
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            HoldId = e.HoldId,
        };
    }

    private static IMessage Map(Domain.FulfilmentChanged e, Domain.Order order)
    {
        var sale = order.Sale;
        var result = new Proto.OrderFulfilmentChanged
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
        };
        result.Lines.AddRange(e.Lines.Select(Map));
        return result;
    }

    private static IMessage Map(Domain.OrderDelivered e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.OrderDelivered
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            Market = sale.Market,
            HandedOver = e.HandedOver,
        };
    }

    private static IMessage Map(Domain.OrderDeliveryCorrected e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.OrderDeliveryCorrected
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            Reason = e.Reason,
        };
    }

    private static IMessage Map(Domain.ShipmentCreated e, Domain.Order order)
    {
        var sale = order.Sale;
        var result = new Proto.ShipmentCreated
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            ShipmentId = e.Shipment.ShipmentId,
            CarrierCode = e.Shipment.CarrierCode,
            TrackingNumber = e.Shipment.TrackingNumber,
            TrackingUri = e.Shipment.TrackingUri,
        };
        result.Lines.AddRange(e.Shipment.Lines.Select(units => units.ToProto()));
        return result;
    }

    private static IMessage Map(Domain.ShipmentStatusChanged e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.ShipmentStatusChanged
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            ShipmentId = e.Shipment.ShipmentId,
            Status = (Proto.ShipmentStatus)e.Shipment.State.Status,
            PreviousStatus = (Proto.ShipmentStatus)e.Previous,
            Reason = e.Shipment.State.Reason,
            CarrierCode = e.Shipment.CarrierCode,
            TrackingNumber = e.Shipment.TrackingNumber,
            TrackingUri = e.Shipment.TrackingUri,
            Correction = e.Correction,
            OrderStatus = (Proto.OrderStatus)order.Status,
            StoreId = sale.StoreId,
        };
    }

    private static IMessage Map(Domain.PromiseMade e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.PromiseMade
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            Promise = e.Promise.ToProto(),
        };
    }

    private static IMessage Map(Domain.PromiseRevised e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.PromiseRevised
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            Promise = e.Promise.ToProto(),
            PreviousEarliestAt = e.Previous.EarliestAt.ToTimestamp(),
            PreviousLatestAt = e.Previous.LatestAt.ToTimestamp(),
        };
    }

    private static IMessage Map(Domain.PromiseAtRisk e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.PromiseAtRisk
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            Promise = e.Promise.ToProto(),
            Reason = e.Reason,
        };
    }

    private static IMessage Map(Domain.PromiseBroken e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.PromiseBroken
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            Promise = e.Promise.ToProto(),
            Reason = e.Reason,
        };
    }

    private static IMessage Map(Domain.PromiseKept e, Domain.Order order)
    {
        var sale = order.Sale;
        return new Proto.PromiseKept
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            Promise = e.Promise.ToProto(),
        };
    }

    private static IMessage Map(Domain.OrderCancelled e, Domain.Order order)
    {
        var sale = order.Sale;
        var result = new Proto.OrderCancelled
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)e.AskedAt,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            GuestId = sale.GuestId,
            ContactId = sale.ContactId,
            WholeOrder = e.WholeOrder,
            Reason = e.Cancellation.Reason,
            Refund = e.Cancellation.RefundMinor.ToMoney(sale.CurrencyCode),
        };
        result.Lines.AddRange(e.Cancellation.Lines.Select(units => units.ToProto()));
        return result;
    }

    private static IMessage Map(Domain.OrderClaimed e, Domain.Order order)
    {
        var sale = order.Sale;
        var result = new Proto.OrderClaimed
        {
            Origin = (Origin)sale.Origin,
            EffectiveAt = e.EffectiveAt.ToTimestamp(),
            Channel = (Channel)sale.Channel,
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            CustomerId = order.CustomerId,
            PlacedAt = sale.PlacedAt.ToTimestamp(),
            Market = sale.Market,
            CurrencyCode = sale.CurrencyCode,
        };
        result.Lines.AddRange(sale.Lines.Select(line => line.ToProto(sale.CurrencyCode)));
        return result;
    }

    private static Proto.LineFulfilment Map(Domain.LineFulfilment line) => new()
    {
        LineId = line.LineId,
        OrderedQuantity = line.Ordered,
        FulfilledQuantity = line.Fulfilled,
        DeliveredQuantity = line.Delivered,
        CancelledQuantity = line.Cancelled,
        ReturnedQuantity = line.Returned,
        FulfilledAt = line.Fulfilled > 0 ? line.FulfilledAt.ToTimestamp() : null,
        DeliveredAt = line.Delivered > 0 ? line.DeliveredAt.ToTimestamp() : null,
    };
}
