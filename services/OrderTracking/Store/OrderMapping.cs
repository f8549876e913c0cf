using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Types.V1;
using Omnichannel.Values;
using Measure = Omnichannel.Values.Measure;
using Proto = Omnichannel.Orders.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>How much of an order an answer shows.</summary>
public enum OrderView
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>Without tracking events, for lists.</summary>
    Summary,

    /// <summary>Without owner, payments and what came of them: for somebody who knows number and address only.</summary>
    Anonymous,
}

/// <summary>Orders, from the domain's terms to the contract's.</summary>
public static class OrderMapping
{
    /// <summary>The order of an answer.</summary>
    public static Proto.Order ToProto(this Domain.Order order, OrderView view = OrderView.Full)
    {
        var sale = order.Sale;
        var currency = sale.CurrencyCode;
        var result = new Proto.Order
        {
            OrderId = order.OrderId,
            OrderNumber = sale.OrderNumber,
            Market = sale.Market,
            CurrencyCode = currency,
            Channel = sale.Channel.ToContract(),
            StoreId = sale.StoreId,
            Origin = sale.Origin.ToContract(),
            PlacedAt = sale.PlacedAt.ToTimestamp(),
            Status = order.Status.ToContract(),
            Totals = sale.Totals.ToProto(currency),
            Promise = order.Promise?.ToProto(),
            Version = order.Version,
            DeliveredAt = order.DeliveredAt.ToTimestamp(),
            CancelledAt = order.CancelledAt.ToTimestamp(),
        };
        result.Lines.AddRange(sale.Lines.Zip(Fulfilments.Of(order)).Select(pair => new Proto.OrderLine
        {
            Sale = pair.First.ToProto(currency),
            FulfilledQuantity = pair.Second.Fulfilled,
            DeliveredQuantity = pair.Second.Delivered,
            CancelledQuantity = pair.Second.Cancelled,
            ReturnedQuantity = pair.Second.Returned,
        }));
        result.Shipments.AddRange(order.Shipments.Select(shipment => shipment.ToProto(order, withEvents: view is not OrderView.Summary)));
        if (view is not OrderView.Anonymous)
        {
            result.Source = sale.Source;
            result.ExternalId = sale.ExternalId;
            result.CustomerId = order.CustomerId;
            result.GuestId = sale.GuestId;
            result.PointsRedeemed = sale.PointsRedeemed;
            result.Tenders.AddRange(sale.Tenders.Concat(order.Money.Payments.Select(payment => new Domain.Tender(payment.Kind, payment.Reference, payment.CapturedMinor ?? 0))
                .Where(tender => tender.AmountMinor > 0)).Select(tender => tender.ToProto(currency)));
            result.CouponCodes.AddRange(sale.CouponCodes);
        }

        return result;
    }

    /// <summary>A parcel.</summary>
    public static Proto.Shipment ToProto(this Domain.Shipment shipment, Domain.Order order, bool withEvents = true)
    {
        var state = shipment.State;
        var result = new Proto.Shipment
        {
            ShipmentId = shipment.ShipmentId,
            OrderId = order.OrderId,
            CarrierCode = shipment.CarrierCode,
            TrackingNumber = shipment.TrackingNumber,
            TrackingUri = shipment.TrackingUri,
            Status = state.Status.ToContract(),
            StatusAt = state.At.ToTimestamp(),
            StatusReason = state.Reason,
            EstimatedDeliveryAt = shipment.EstimatedDeliveryAt.ToTimestamp(),
            CreatedAt = shipment.CreatedAt.ToTimestamp(),
        };
        result.Lines.AddRange(shipment.Lines.ToProto(order.Sale));
        if (withEvents)
        {
            result.Events.AddRange(shipment.Events.Select(ToProto));
        }

        return result;
    }

    /// <summary>Some units of lines of the sale.</summary>
    public static IEnumerable<LineQuantity> ToProto(this IEnumerable<LineUnits> lines, Sale sale)
    {
        var measured = sale.Lines.Where(line => line.Measure is not Measure.Piece).ToDictionary(line => line.LineId, line => line.Measure, StringComparer.Ordinal);
        return lines.Select(units => new LineQuantity
        {
            LineId = units.LineId, Quantity = units.Quantity, Measure = measured.GetValueOrDefault(units.LineId, Measure.Piece).ToContract(),
        });
    }

    /// <summary>A promise.</summary>
    public static DeliveryPromise ToProto(this Promise promise) => new()
    {
        PromiseId = promise.PromiseId,
        Revision = promise.Revision,
        EarliestAt = promise.Window.EarliestAt.ToTimestamp(),
        LatestAt = promise.Window.LatestAt.ToTimestamp(),
        State = promise.State.ToContract(),
        MadeAt = promise.MadeAt.ToTimestamp(),
        StateAt = promise.StateAt.ToTimestamp(),
        Reason = promise.Reason,
    };

    private static Proto.TrackingEvent ToProto(Domain.TrackingEvent e) => new()
    {
        EventId = e.EventId,
        OccurredAt = e.OccurredAt.ToTimestamp(),
        ReceivedAt = e.ReceivedAt.ToTimestamp(),
        Source = e.Source,
        CarrierStatusCode = e.CarrierStatusCode,
        Status = e.Status.ToContract(),
        Reason = e.Reason,
        Description = e.Description,
        Place = e.Place,
    };
}
