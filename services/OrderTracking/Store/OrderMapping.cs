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

    /// <summary>What was ordered and where it is: for whoever has a link, which may be forwarded.</summary>
    Linked,
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
            Totals = view is OrderView.Linked ? null : sale.Totals.ToProto(currency),
            Promise = order.Promise?.ToProto(order, view),
            Version = order.Version,
            DeliveredAt = order.DeliveredAt.ToTimestamp(),
            DeliveryAssumed = order.IsDeliveryAssumed,
            CancelledAt = order.CancelledAt.ToTimestamp(),
        };
        result.Lines.AddRange(sale.Lines.Zip(Fulfilments.Of(order)).Select(pair => new Proto.OrderLine
        {
            Sale = view is OrderView.Linked ? pair.First.ToContent() : pair.First.ToProto(currency),
            FulfilledQuantity = pair.Second.Fulfilled,
            DeliveredQuantity = pair.Second.Delivered,
            CancelledQuantity = pair.Second.Cancelled,
            ReturnedQuantity = pair.Second.Returned,
            PickedQuantity = pair.Second.Picked,
            PackedQuantity = pair.Second.Packed,
        }));
        result.Shipments.AddRange(order.Shipments.Select(shipment => shipment.ToProto(order, view)));
        result.Pickups.AddRange(order.Pickups.Select(pickup => pickup.ToProto(order, view)));
        result.Promises.AddRange(order.Promises.Select(promise => promise.ToProto(order, view)));
        if (view is OrderView.Full or OrderView.Summary)
        {
            result.Source = sale.Source;
            result.ExternalId = sale.ExternalId;
            result.CustomerId = order.CustomerId;
            result.GuestId = sale.GuestId;
            result.PointsRedeemed = sale.PointsRedeemed;
            result.Tenders.AddRange(sale.Tenders.Concat(order.Money.Payments.Select(payment => new Domain.Tender(payment.Kind, payment.Reference, payment.CapturedMinor ?? 0))
                .Where(tender => tender.AmountMinor > 0)).Select(tender => tender.ToProto(currency)));
            result.CouponCodes.AddRange(sale.CouponCodes);
            result.Milestones.AddRange(order.Milestones.Select(milestone => new Proto.Milestone
            {
                MilestoneId = milestone.MilestoneId, Kind = milestone.Kind.ToContract(), At = milestone.At.ToTimestamp(), Lines = { milestone.Lines.ToProto(sale) },
            }));
            result.Claims.AddRange(order.Claims.Select(claim => claim.ToProto(order)));
            result.ReturnShipments.AddRange(order.ReturnShipments.Select(shipment => shipment.ToProto(order, view)));
        }

        return result;
    }

    /// <summary>A parcel.</summary>
    public static Proto.Shipment ToProto(this Domain.Shipment shipment, Domain.Order order, OrderView view = OrderView.Full)
    {
        var state = shipment.State;
        var result = new Proto.Shipment
        {
            ShipmentId = shipment.ShipmentId,
            OrderId = order.OrderId,
            CarrierCode = shipment.CarrierCode,
            TrackingNumber = shipment.TrackingNumber,
            TrackingUri = shipment.TrackingUri,
            ReturnId = shipment.ReturnId,
            Status = state.Status.ToContract(),
            StatusAt = state.At.ToTimestamp(),
            StatusReason = state.Reason.ToContract(),
            EstimatedDeliveryAt = shipment.EstimatedDeliveryAt.ToTimestamp(),
            CreatedAt = shipment.CreatedAt.ToTimestamp(),
            DeliveryAssumed = state.IsAssumed,
            EarlierAddress = shipment.AddressVersion < order.AddressVersion && !ParcelState.IsVoid(state.Status),
            HasProof = shipment.ProvenAt is not null,
            Pieces = { shipment.Pieces.Select(piece => (Number: piece, State: shipment.StateOf(piece))).Select(piece => new ParcelPiece
            {
                TrackingNumber = piece.Number,
                TrackingUri = shipment.TrackingNumber.Length > 0 ? shipment.TrackingUri.Replace(Uri.EscapeDataString(shipment.TrackingNumber), piece.Number, StringComparison.Ordinal) : "",
                Status = piece.State.Status.ToContract(),
                StatusAt = piece.State.At.ToTimestamp(),
                StatusReason = piece.State.Reason.ToContract(),
            }) },
            OriginId = view is OrderView.Full or OrderView.Summary ? shipment.OriginId : "",
        };
        result.Lines.AddRange(shipment.Lines.ToProto(order.Sale));
        if (view is not OrderView.Summary)
        {
            foreach (var e in shipment.Events)
            {
                Tell(result, e, view);
            }
        }

        return result;
    }

    private static void Tell(Proto.Shipment result, Domain.TrackingEvent e, OrderView view)
    {
        if (e.IsScan)
        {
            result.Events.Add(e.ToProto(view));
        }

        if (e.IsForecast)
        {
            result.Forecasts.Add(new DeliveryForecast { ExpectedAt = e.EstimatedDeliveryAt.ToTimestamp(), ToldAt = e.OccurredAt.ToTimestamp(), Source = e.Source });
        }

        if (e.OnwardCarrier.Length > 0)
        {
            result.Onward.Add(new OnwardParcel { CarrierCode = e.OnwardCarrier, TrackingNumber = e.OnwardNumber });
        }
    }

    /// <summary>A claim, without its text and photos.</summary>
    public static Proto.Claim ToProto(this Domain.Claim claim, Domain.Order order) => new()
    {
        ClaimId = claim.ClaimId,
        OrderId = order.OrderId,
        ShipmentId = claim.ShipmentId,
        Kind = claim.Kind.ToContract(),
        State = claim.State.ToContract(),
        Lines = { claim.Lines.ToProto(order.Sale) },
        FiledAt = claim.FiledAt.ToTimestamp(),
        StateAt = claim.StateAt.ToTimestamp(),
        Resolution = claim.Resolution.ToContract(),
        Reason = claim.Reason,
        ProofCame = claim.ProofCame,
    };

    /// <summary>Some units of lines of the sale.</summary>
    public static IEnumerable<LineQuantity> ToProto(this IEnumerable<LineUnits> lines, Sale sale)
    {
        var measured = sale.Lines.Where(line => line.Measure is not Measure.Piece).ToDictionary(line => line.LineId, line => line.Measure, StringComparer.Ordinal);
        return lines.Select(units => new LineQuantity
        {
            LineId = units.LineId, Quantity = units.Quantity, Measure = measured.GetValueOrDefault(units.LineId, Measure.Piece).ToContract(),
        });
    }

    /// <summary>A promise; with what became of it where that is not told otherwise.</summary>
    public static DeliveryPromise ToProto(this Promise promise, Domain.Order order, bool withTurns = false) => new()
    {
        PromiseId = promise.PromiseId,
        Revision = promise.Revision,
        EarliestAt = promise.Window.EarliestAt.ToTimestamp(),
        LatestAt = promise.Window.LatestAt.ToTimestamp(),
        State = promise.State.ToContract(),
        MadeAt = promise.MadeAt.ToTimestamp(),
        StateAt = promise.StateAt.ToTimestamp(),
        Reason = promise.Reason,
        LineIds = { promise.LineIds },
        TimeZone = order.Days.ZoneId,
        Turns = { withTurns ? promise.Turns.Select(ToProto) : [] },
    };

    private static DeliveryPromise ToProto(this Promise promise, Domain.Order order, OrderView view)
    {
        var result = promise.ToProto(order, withTurns: true);
        if (view is OrderView.Linked)
        {
            // Why something was promised anew is told to staff.
            result.Reason = "";
            foreach (var turn in result.Turns)
            {
                turn.Reason = "";
            }
        }

        return result;
    }

    private static Proto.PromiseTurn ToProto(Domain.PromiseTurn turn) => new()
    {
        State = turn.State.ToContract(),
        Revision = turn.Revision,
        At = turn.At.ToTimestamp(),
        EarliestAt = turn.Window.EarliestAt.ToTimestamp(),
        LatestAt = turn.Window.LatestAt.ToTimestamp(),
        Reason = turn.Reason,
    };

    private static Proto.TrackingEvent ToProto(this Domain.TrackingEvent e, OrderView view) => new()
    {
        EventId = e.EventId,
        OccurredAt = e.OccurredAt.ToTimestamp(),
        TimeBasis = e.TimeBasis.ToContract(),
        UncertainSeconds = (int)e.UncertainBy.TotalSeconds,
        ReceivedAt = e.ReceivedAt.ToTimestamp(),
        Source = e.Source,
        CarrierStatusCode = view is OrderView.Linked ? "" : e.CarrierStatusCode,
        Status = e.Status.ToContract(),
        Reason = e.Reason.ToContract(),
        Description = view is OrderView.Linked ? "" : e.Description,
        Place = e.Place,
        Piece = e.Piece,
    };
}
