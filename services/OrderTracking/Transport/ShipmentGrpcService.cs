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
using Omnichannel.Platform.Text;
using Omnichannel.Types.V1;
using TrackingEvent = Omnichannel.OrderTracking.Domain.TrackingEvent;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs about parcels and promises.</summary>
public sealed class ShipmentGrpcService(OrderStore store, TrackingStore tracking, ShippingStore shipping, CarrierCatalogue carriers, TimeProvider clock)
    : ShipmentService.ShipmentServiceBase
{
    /// <inheritdoc/>
    public override Task<CreateShipmentResponse> CreateShipment(CreateShipmentRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Parcel(request.CarrierCode, request.TrackingNumber, request.TrackingUri)
            .Units("lines", request.Lines).OptionalTime("picked_up_at", request.PickedUpAt).OptionalId("origin_id", request.OriginId, 64)
            .Count("further_tracking_numbers", request.FurtherTrackingNumbers.Count, 0, 99)
            .That(request.FurtherTrackingNumbers.Count == 0 || Canonical.TrackingNumber(request.TrackingNumber) is not null, "tracking_number", "is required with further ones")
            .That(request.FurtherTrackingNumbers.All(number => number.Length <= 128 && Canonical.TrackingNumber(number) is not null), "further_tracking_numbers", "must be tracking numbers")
            .ThrowIfInvalid();
        return tracking.Announce(
            context.Command(request),
            request.OrderId,
            carriers.NewParcel(
                request.CarrierCode, request.TrackingNumber, request.TrackingUri, request.Lines.ToUnits(), request.PickedUpAt.ToOptionalInstant(), clock.GetUtcNow()) with
            { Pieces = PiecesOf(request), OriginId = request.OriginId },
            OrderSteps.Ship,
            new OrderNotFound(),
            (shipment, order) => new CreateShipmentResponse { Shipment = shipment.ToProto(order) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IngestTrackingEventsResponse> IngestTrackingEvents(IngestTrackingEventsRequest request, ServerCallContext context)
    {
        Batch.Check("reports", request.Reports.Count);
        var source = context.Caller().Role is Role.Ops ? TrackingEvent.ByOperations : "webhook";
        var now = clock.GetUtcNow();
        var by = request.Reports.Select(report => report.CarrierCode.Trim().ToLowerInvariant()).ToList();
        var read = request.Reports.Select(report => TrackingReports.Read(report, carriers, source, now)).ToList();
        var events = read.SelectMany((report, i) => report.IsAccepted
            ? report.Value.Events.Select(e => new IncomingEvent(i, new ParcelNumber(by[i], e.TrackingNumber), e.Event))
            : []).ToList();
        var tallies = await tracking.Ingest(events, read.Count, context.CancellationToken);
        await shipping.TakeProofs(
            [.. read.SelectMany((report, i) => report.IsAccepted ? report.Value.Proofs.Select(proof => proof.ToProof(by[i])) : [])],
            context.CancellationToken);
        var response = new IngestTrackingEventsResponse();
        response.Results.AddRange(tallies.Select((tally, i) => ToResult(by[i], tally, read[i])));
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
            (_, order) => new CorrectStatusResponse { Shipment = order.Parcel(request.ShipmentId)!.ToProto(order) },
            context.CancellationToken);
    }

    private static IReadOnlyList<string> PiecesOf(CreateShipmentRequest request) => request.FurtherTrackingNumbers.Count == 0
        ? []
        : [.. request.FurtherTrackingNumbers.Prepend(request.TrackingNumber).Select(number => Canonical.TrackingNumber(number)!).Distinct()];

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
        Telemetry.Count(carriers, carrierCode, read, tally);
        return new TrackingReportResult
        {
            AcceptedEvents = tally.Accepted,
            DuplicateEvents = tally.Duplicate,
            UnknownEvents = tally.Unknown,
            PendingEvents = tally.Pending,
            OutdatedEvents = tally.Outdated,
            UnreadableEvents = read.IsAccepted ? read.Value.Unreadable : 0,
            SurplusEvents = tally.Surplus,
            Refusal = read.Refusal?.ToContract(),
        };
    }
}
