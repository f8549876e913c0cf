using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Transport;
using Omnichannel.Types.V1;
using Milestone = Omnichannel.OrderTracking.Domain.Milestone;
using MilestoneKind = Omnichannel.OrderTracking.Domain.MilestoneKind;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs of whoever picks, packs and hands over.</summary>
public sealed class FulfilmentGrpcService(OrderStore orders, ShippingStore shipping, ShippingQueries queries, TimeProvider clock) : FulfilmentService.FulfilmentServiceBase
{
    private const string WorkScope = "work";

    /// <inheritdoc/>
    public override async Task<ListWorkResponse> ListWork(ListWorkRequest request, ServerCallContext context)
    {
        new RequestCheck().Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var after = PageToken.Read(WorkScope, request.PageToken) is { } last ? new WorkKey(last.Position, last.Id) : null;
        var page = await queries.ListWork(PageToken.Size(request.PageSize), after, context.CancellationToken);
        var response = new ListWorkResponse { NextPageToken = page.Next is { } next ? PageToken.Write(WorkScope, new PagePlace(next.At, Id: next.Id)) : "" };
        response.Items.AddRange(page.Orders.Select(row => row.Order.ToWorkItem()));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<GetPackingListResponse> GetPackingList(GetPackingListRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).OptionalId("shipment_id", request.ShipmentId).ThrowIfInvalid();
        var (order, details) = await shipping.FindDetails(request.OrderId, context.Caller().ToRequester(), context.CancellationToken);
        return order.ToPackingList(ToPack(order, request.ShipmentId), details);
    }

    /// <inheritdoc/>
    public override async Task<GetDeliveryDetailsResponse> GetDeliveryDetails(GetDeliveryDetailsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        var caller = context.Caller();
        var (order, details) = await shipping.FindDetails(request.OrderId, caller.ToRequester(), context.CancellationToken);
        if (caller.Role is Role.Warehouse && WorkToShip.DueAt(order) is null)
        {
            throw new RefusedException(new NothingToShip());
        }

        return new GetDeliveryDetailsResponse { Delivery = details ?? throw new RefusedException(new DetailsNotFound()), Version = order.AddressVersion };
    }

    /// <inheritdoc/>
    public override Task<ChangeDeliveryAddressResponse> ChangeDeliveryAddress(ChangeDeliveryAddressRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Address("delivery", request.Delivery).ThrowIfInvalid();
        var delivery = request.Delivery.Clone();
        delivery.Address.RegionCode = delivery.Address.RegionCode.ToUpperInvariant();
        return shipping.ChangeAddress(
            context.Command(request), request.OrderId, context.Caller().ToRequester(), delivery, FulfilmentMapping.ToAddressChange, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<ReportMilestoneResponse> ReportMilestone(ReportMilestoneRequest request, ServerCallContext context)
    {
        var isHandOver = request.Kind is Orders.V1.MilestoneKind.HandedOver;
        new RequestCheck().Id("order_id", request.OrderId).Id("milestone_id", request.MilestoneId).Known("kind", request.Kind).Units("lines", request.Lines)
            .OptionalId("shipment_id", request.ShipmentId).OptionalText("tracking_number", request.TrackingNumber, 128).OptionalTime("occurred_at", request.OccurredAt)
            .That(isHandOver == (request.Lines.Count == 0), "lines", "PICKED and PACKED are about lines, HANDED_OVER is not")
            .That(isHandOver == (request.ShipmentId.Length > 0), "shipment_id", "HANDED_OVER is about a parcel, PICKED and PACKED are not")
            .That(isHandOver || request.TrackingNumber.Length == 0, "tracking_number", "is one of HANDED_OVER").ThrowIfInvalid();
        var order = await orders.Apply(request.OrderId, new OrderNotFound(), (order, now) => Report(order, request, now), context.CancellationToken);
        return new ReportMilestoneResponse { Lines = { WorkToShip.Lines(order).Select(pair => pair.Line.ToMilestones(order)) } };
    }

    /// <inheritdoc/>
    public override async Task<VoidShipmentResponse> VoidShipment(VoidShipmentRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("shipment_id", request.ShipmentId).ThrowIfInvalid();
        var order = await orders.Apply(request.OrderId, new OrderNotFound(), (order, now) => OrderSteps.Void(order, request.ShipmentId, now), context.CancellationToken);
        return new VoidShipmentResponse { Shipment = order.Shipments.First(parcel => parcel.ShipmentId == request.ShipmentId).ToProto(order) };
    }

    /// <inheritdoc/>
    public override async Task<RecordProofOfDeliveryResponse> RecordProofOfDelivery(RecordProofOfDeliveryRequest request, ServerCallContext context)
    {
        var check = new RequestCheck().Id("order_id", request.OrderId).Id("shipment_id", request.ShipmentId).Present("proof", request.Proof);
        if (request.Proof is { } told)
        {
            check.OptionalText("proof.received_by", told.ReceivedBy, 200).OptionalText("proof.place", told.Place, 200).OptionalTime("proof.delivered_at", told.DeliveredAt)
                .That(told.PhotoReference.Length == 0 || PhotoReference.IsOne(told.PhotoReference), "proof.photo_reference", "must be an https URI or an id of at most 500 characters")
                .That(told.ReceivedBy.Length + told.PhotoReference.Length + told.Place.Length > 0, "proof", "says who took it, or where, or has a photo")
                .That(told.DeliveredAt is null || !ReportedTime.IsAhead(told.DeliveredAt.ToInstant(), clock.GetUtcNow()), "proof.delivered_at", "does not lie in the future");
        }

        check.ThrowIfInvalid();
        var proof = request.Proof.Clone();
        proof.Source = "staff";
        await shipping.RecordProof(request.OrderId, request.ShipmentId, proof, context.CancellationToken);
        return new RecordProofOfDeliveryResponse();
    }

    /// <inheritdoc/>
    public override async Task<GetProofOfDeliveryResponse> GetProofOfDelivery(GetProofOfDeliveryRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("shipment_id", request.ShipmentId).ThrowIfInvalid();
        var proofs = await shipping.FindProofs(request.OrderId, request.ShipmentId, context.Caller().ToRequester(), context.CancellationToken);
        return new GetProofOfDeliveryResponse { Proofs = { proofs } };
    }

    private static Decision<Change> Report(Domain.Order order, ReportMilestoneRequest request, DateTimeOffset now)
    {
        var at = request.OccurredAt.ToOptionalInstant() ?? now;
        return request.Kind is Orders.V1.MilestoneKind.HandedOver
            ? OrderSteps.HandOver(order, request.MilestoneId, request.ShipmentId, Canonical.TrackingNumber(request.TrackingNumber) ?? "", at, now)
            : OrderSteps.Report(order, new Milestone { MilestoneId = request.MilestoneId, Kind = request.Kind.ToDomain(), Lines = request.Lines.ToUnits(), At = at }, now);
    }

    private static IReadOnlyList<LineUnits> ToPack(Domain.Order order, string shipmentId)
    {
        if (shipmentId.Length == 0)
        {
            IReadOnlyList<LineUnits> open = [.. WorkToShip.Lines(order).Where(pair => pair.Line.Shippable > 0).Select(pair => new LineUnits(pair.Line.LineId, pair.Line.Shippable))];
            return open.Count > 0 ? open : throw new RefusedException(new NothingToShip());
        }

        var parcel = order.Shipments.FirstOrDefault(parcel => parcel.ShipmentId == shipmentId) ?? throw new RefusedException(new ShipmentNotFound());
        return WorkToShip.IsWaiting(parcel) ? parcel.Lines : throw new RefusedException(new NothingToShip());
    }
}
