using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;
using Shipment = Omnichannel.OrderTracking.Domain.Shipment;
using ShipmentStatus = Omnichannel.OrderTracking.Domain.ShipmentStatus;
using TrackingEvent = Omnichannel.OrderTracking.Domain.TrackingEvent;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs about parcels and promises.</summary>
public sealed class ShipmentGrpcService(OrderStore store, TrackingStore tracking, CarrierCatalogue carriers, TimeProvider clock)
    : ShipmentService.ShipmentServiceBase
{
    /// <inheritdoc/>
    public override Task<CreateShipmentResponse> CreateShipment(CreateShipmentRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).OptionalText("carrier_code", request.CarrierCode, 32).OptionalText("tracking_number", request.TrackingNumber, 128)
            .Units("lines", request.Lines).OptionalText("tracking_uri", request.TrackingUri, 500).OptionalTime("picked_up_at", request.PickedUpAt).OptionalId("origin_id", request.OriginId, 64)
            .That(request.TrackingUri.Length == 0 || Uri.IsWellFormedUriString(request.TrackingUri, UriKind.Absolute), "tracking_uri", "must be an absolute URI")
            .ThrowIfInvalid();
        return tracking.Announce(
            context.Command(request),
            request.OrderId,
            ToShipment(request),
            (shipment, order) => new CreateShipmentResponse { Shipment = shipment.ToProto(order) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IngestTrackingEventsResponse> IngestTrackingEvents(IngestTrackingEventsRequest request, ServerCallContext context)
    {
        Batch.Check("reports", request.Reports.Count);
        var source = context.Caller().Role is Role.Ops ? TrackingEvent.ByOperations : "webhook";
        var now = clock.GetUtcNow();
        var read = request.Reports.Select(report => TrackingReports.Read(report, carriers, source, now)).ToList();
        var events = read.SelectMany((report, i) => report.IsAccepted
            ? report.Value.Events.Select(e => new IncomingEvent(i, new ParcelNumber(request.Reports[i].CarrierCode.Trim().ToLowerInvariant(), e.TrackingNumber), e.Event))
            : []).ToList();
        var tallies = await tracking.Ingest(events, read.Count, context.CancellationToken);
        var response = new IngestTrackingEventsResponse();
        response.Results.AddRange(tallies.Select((tally, i) => ToResult(request.Reports[i].CarrierCode, tally, read[i])));
        return response;
    }

    /// <inheritdoc/>
    public override Task<SetPromiseResponse> SetPromise(SetPromiseRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Time("earliest_at", request.EarliestAt).Time("latest_at", request.LatestAt)
            .That(request.LineIds.Count <= SaleReading.MostLines, "line_ids", $"has at most {SaleReading.MostLines} elements").ThrowIfInvalid();
        return store.Execute(
            context.Command(request),
            request.OrderId,
            context.Caller().ToRequester(),
            (order, now) => OrderSteps.SetPromise(order, new Window(request.EarliestAt.ToInstant(), request.LatestAt.ToInstant()), [.. request.LineIds.Distinct()], now),
            (_, order) => new SetPromiseResponse { Promise = order.Promises[^1].ToProto(order, withTurns: true) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RevisePromiseResponse> RevisePromise(RevisePromiseRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("promise_id", request.PromiseId, 200).Time("earliest_at", request.EarliestAt)
            .Time("latest_at", request.LatestAt).OptionalText("reason", request.Reason, 500).ThrowIfInvalid();
        return store.Execute(
            context.Command(request),
            request.OrderId,
            context.Caller().ToRequester(),
            (order, now) => OrderSteps.RevisePromise(
                order, request.PromiseId, new Window(request.EarliestAt.ToInstant(), request.LatestAt.ToInstant()), request.Reason, now),
            (_, order) => new RevisePromiseResponse { Promise = order.Promises.First(promise => promise.PromiseId == request.PromiseId).ToProto(order, withTurns: true) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<CorrectStatusResponse> CorrectStatus(CorrectStatusRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("shipment_id", request.ShipmentId).Known("status", request.Status)
            .OptionalTime("occurred_at", request.OccurredAt).OptionalText("reason", request.Reason, 500).ThrowIfInvalid();
        var command = context.Command(request);
        return store.Execute(
            command,
            request.OrderId,
            context.Caller().ToRequester(),
            (order, now) => OrderSteps.Correct(order, request.ShipmentId, ToCorrection(request, command, now), now),
            (_, order) => new CorrectStatusResponse { Shipment = order.Shipments.First(s => s.ShipmentId == request.ShipmentId).ToProto(order) },
            context.CancellationToken);
    }

    private Shipment ToShipment(CreateShipmentRequest request)
    {
        var carrier = request.CarrierCode.Length > 0 ? request.CarrierCode.ToLowerInvariant()
            : carriers.Detect(request.TrackingNumber) is var candidates && candidates.Count == 1 ? candidates[0]
            : throw new Platform.Domain.RefusedException(new CarrierNotRecognised(candidates));
        var number = request.TrackingNumber.Trim();
        var pickedUpAt = request.PickedUpAt.ToOptionalInstant();
        return new Shipment
        {
            ShipmentId = "",
            CarrierCode = carrier,
            TrackingNumber = number,
            OriginId = request.OriginId,
            TrackingUri = request.TrackingUri.Length > 0 ? request.TrackingUri : carriers.TrackingUri(carrier, number),
            Lines = request.Lines.ToUnits(),
            CreatedAt = clock.GetUtcNow(),
            IsTracked = number.Length > 0 && carriers.Reads(carrier),
            Events = pickedUpAt is not { } at
                ? []
                :
                [
                    new TrackingEvent
                    {
                        EventId = CarrierCatalogue.EventId(carrier, number, at, nameof(ShipmentStatus.PickedUp), ""),
                        OccurredAt = at,
                        ReceivedAt = clock.GetUtcNow(),
                        Source = TrackingEvent.ByOperations,
                        Status = ShipmentStatus.PickedUp,
                    },
                ],
        };
    }

    // The key makes the id: the same correction again is the same event, another one with the same words is another.
    private static TrackingEvent ToCorrection(CorrectStatusRequest request, CommandContext command, DateTimeOffset now) => new()
    {
        EventId = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"correction\n{command.Caller.Principal.Person}\n{command.Caller.Principal.Device}\n{command.IdempotencyKey}")).AsSpan(0, 16)),
        OccurredAt = request.OccurredAt.ToOptionalInstant() ?? now,
        ReceivedAt = now,
        Source = "correction",
        Status = request.Status.ToDomain(),
        Reason = Domain.ShipmentReason.Corrected,
        Description = request.Reason,
        IsCorrection = true,
    };

    private TrackingReportResult ToResult(string carrierCode, ReportTally tally, Platform.Domain.Decision<CarrierReading> read)
    {
        var unreadable = read.IsAccepted ? read.Value.Unreadable : 0;
        Telemetry.Count(carriers.Knows(carrierCode.Trim()), carrierCode, tally.Unknown, unreadable, tally.Accepted);
        return new TrackingReportResult
        {
            AcceptedEvents = tally.Accepted,
            DuplicateEvents = tally.Duplicate,
            UnknownEvents = tally.Unknown,
            PendingEvents = tally.Pending,
            OutdatedEvents = tally.Outdated,
            UnreadableEvents = unreadable,
            Refusal = read.Refusal?.ToContract(),
        };
    }
}
