using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Transport;
using Omnichannel.Types.V1;
using Order = Omnichannel.OrderTracking.Domain.Order;
using Pickup = Omnichannel.OrderTracking.Domain.Pickup;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs about what stores do for orders.</summary>
public sealed class PickupGrpcService(
    PickupStore pickups, TrackingStore tracking, StoreRecords stores, PickupCodes codes, CarrierCatalogue carriers, GuessLimits guesses, TimeProvider clock) : PickupService.PickupServiceBase
{
    private const int LongestId = 200;
    private static readonly GuessKind Codes = new("pickup-code");
    private static readonly GuessKind Finds = new("pickup-find");

    /// <inheritdoc/>
    public override async Task<ListPickupsResponse> ListPickups(ListPickupsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("store_id", request.StoreId).That(request.Statuses.All(status => status is not Orders.V1.PickupStatus.Unspecified && System.Enum.IsDefined(status)), "statuses", "must be known values")
            .ThrowIfInvalid();
        RequireStore(request.StoreId, context);
        var statuses = request.Statuses.Select(status => status.ToDomain()).Distinct().Order().ToList();
        var scope = $"pickups/{request.StoreId}/{string.Join(',', statuses)}";
        var (found, next) = await pickups.List(request.StoreId, statuses, PageToken.Size(request.PageSize), PageToken.Read(scope, request.PageToken), context.CancellationToken);
        return new ListPickupsResponse
        {
            Pickups = { found.Select(each => each.Pickup.ToProto(each.Order, OrderView.Summary)) },
            NextPageToken = next is null ? "" : PageToken.Write(scope, next),
        };
    }

    /// <inheritdoc/>
    public override Task<FindPickupResponse> FindPickup(FindPickupRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("store_id", request.StoreId).Text("code", request.Code, 64).ThrowIfInvalid();
        RequireStore(request.StoreId, context);
        return guesses.Answer(Finds, Guesser.Of(context), [], PickupNotFound.Name, async () =>
        {
            var found = await pickups.FindByCode(request.StoreId, request.Code, context.CancellationToken) ?? throw new RefusedException(new PickupNotFound());
            return new FindPickupResponse { Pickup = found.Pickup.ToProto(found.Order) };
        });
    }

    /// <inheritdoc/>
    public override Task<AcceptPickupResponse> AcceptPickup(AcceptPickupRequest request, ServerCallContext context)
    {
        Check(request.PickupId).OptionalTime("occurred_at", request.OccurredAt).ThrowIfInvalid();
        return Step(request, request.PickupId, request.OccurredAt, context,
            (order, told, now) => OrderSteps.AcceptPickup(order, request.PickupId, told, now),
            pickup => new AcceptPickupResponse { Pickup = pickup });
    }

    /// <inheritdoc/>
    public override Task<MarkPickupReadyResponse> MarkPickupReady(MarkPickupReadyRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Units("lines", request.Lines).OptionalTime("occurred_at", request.OccurredAt).ThrowIfInvalid();
        return Step(request, request.PickupId, request.OccurredAt, context,
            (order, told, now) => OrderSteps.MarkReady(order, request.PickupId, request.Lines.ToUnits(), told, now),
            pickup => new MarkPickupReadyResponse { Pickup = pickup });
    }

    /// <inheritdoc/>
    public override Task<RejectPickupResponse> RejectPickup(RejectPickupRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Units("lines", request.Lines).Known("reason", request.Reason).OptionalTime("occurred_at", request.OccurredAt).ThrowIfInvalid();
        return Step(request, request.PickupId, request.OccurredAt, context,
            (order, told, now) => OrderSteps.RejectPickup(order, request.PickupId, request.Lines.ToUnits(), request.Reason.ToDomain(), told, now),
            pickup => new RejectPickupResponse { Pickup = pickup });
    }

    /// <inheritdoc/>
    public override Task<MovePickupResponse> MovePickup(MovePickupRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Units("lines", request.Lines).OptionalId("store_id", request.StoreId).ThrowIfInvalid();
        return pickups.Move(
            context.Command(request),
            request.PickupId,
            request.Lines.ToUnits(),
            request.StoreId,
            context.Caller().Subject,
            (order, from, to) => new MovePickupResponse { Pickup = from.ToProto(order), Moved = to?.ToProto(order) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<ExtendPickupResponse> ExtendPickup(ExtendPickupRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Range("days", request.Days, 0, 366).ThrowIfInvalid();
        return Step(request, request.PickupId, null, context,
            (order, told, now) => OrderSteps.ExtendPickup(order, request.PickupId, request.Days, told, now),
            pickup => new ExtendPickupResponse { Pickup = pickup });
    }

    /// <inheritdoc/>
    public override Task<AnnounceArrivalResponse> AnnounceArrival(AnnounceArrivalRequest request, ServerCallContext context)
    {
        Check(request.PickupId).OptionalText("note", request.Note, 80).ThrowIfInvalid();
        return Step(request, request.PickupId, null, context,
            (order, told, now) => OrderSteps.Arrive(order, request.PickupId, request.Note.Trim(), told, now),
            pickup => new AnnounceArrivalResponse { Pickup = pickup });
    }

    /// <inheritdoc/>
    public override Task<CollectPickupResponse> CollectPickup(CollectPickupRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Units("lines", request.Lines).OptionalTime("occurred_at", request.OccurredAt)
            .That(request.ProofCase is not CollectPickupRequest.ProofOneofCase.None, "code", "or checked is required")
            .That(request.ProofCase is not CollectPickupRequest.ProofOneofCase.Code || request.Code.Length is > 0 and <= 64, "code", "has 1 to 64 characters")
            .That(request.ProofCase is not CollectPickupRequest.ProofOneofCase.Checked || (request.Checked.Trim().Length > 0 && request.Checked.Length <= 200), "checked", "has 1 to 200 characters")
            .ThrowIfInvalid();
        return guesses.Answer(Codes, Guesser.Of(context), [request.PickupId], PickupCodeWrong.Name, () => pickups.Execute(
            context.Command(request),
            request.PickupId,
            CallerOf(context),
            (order, pickup, eventId, now) => request.ProofCase is CollectPickupRequest.ProofOneofCase.Code
                ? pickup.WhoseCode(codes, request.Code) is { } collectorId ? Collect(order, (collectorId, ""), eventId, now) : new PickupCodeWrong()
                : Collect(order, ("", request.Checked.Trim()), eventId, now),
            (order, pickup) => new CollectPickupResponse { Pickup = pickup.ToProto(order) },
            context.CancellationToken));

        Decision<Change> Collect(Order order, (string CollectorId, string Checked) proof, string eventId, DateTimeOffset now) =>
            OrderSteps.Collect(order, request.PickupId, request.Lines.ToUnits(), proof, Told(request.OccurredAt, eventId, context, now), now);
    }

    /// <inheritdoc/>
    public override Task<SendPickupResponse> SendPickup(SendPickupRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Parcel(request.CarrierCode, request.TrackingNumber, request.TrackingUri).Units("lines", request.Lines).ThrowIfInvalid();
        var caller = CallerOf(context);
        var orderId = Pickup.OrderOf(request.PickupId) ?? throw new RefusedException(new PickupNotFound());
        return tracking.Announce(
            context.Command(request),
            orderId,
            carriers.NewParcel(request.CarrierCode, request.TrackingNumber, request.TrackingUri, request.Lines.ToUnits(), null, clock.GetUtcNow()),
            (order, parcel, now, early) => order.Pickups.FirstOrDefault(pickup => pickup.PickupId == request.PickupId) is { } pickup && caller.Works(pickup.StoreId)
                ? OrderSteps.Send(order, request.PickupId, parcel, now, early)
                : new PickupNotFound(),
            new PickupNotFound(),
            (shipment, order) => new SendPickupResponse { Shipment = shipment.ToProto(order), Pickup = order.Pickups.First(pickup => pickup.PickupId == request.PickupId).ToProto(order) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<UndoPickupEventResponse> UndoPickupEvent(UndoPickupEventRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Id("event_id", request.EventId, LongestId).OptionalText("reason", request.Reason, 500).ThrowIfInvalid();
        return Step(request, request.PickupId, null, context,
            (order, told, now) => OrderSteps.UndoPickupEvent(order, request.PickupId, request.EventId, request.Reason.Trim(), told, now),
            pickup => new UndoPickupEventResponse { Pickup = pickup });
    }

    /// <inheritdoc/>
    public override async Task<ShowPickupCodeResponse> ShowPickupCode(ShowPickupCodeRequest request, ServerCallContext context)
    {
        Check(request.PickupId).ThrowIfInvalid();
        var found = await pickups.Find(request.PickupId, CallerOf(context), context.CancellationToken) ?? throw new RefusedException(new PickupNotFound());
        var store = await stores.Find(found.Pickup.StoreId, context.CancellationToken);
        return new ShowPickupCodeResponse
        {
            Code = codes.Of(request.PickupId),
            StoreId = found.Pickup.StoreId,
            StoreName = store?.Name ?? "",
            Address = store?.Address,
            TimeZone = found.Pickup.Days(found.Order.Sale).ZoneId,
            ExpiresAt = PickupState.Of(found.Pickup, found.Order).ExpiresAt.ToTimestamp(),
        };
    }

    /// <inheritdoc/>
    public override Task<AuthorizeCollectorResponse> AuthorizeCollector(AuthorizeCollectorRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Text("name", request.Name, 80).ThrowIfInvalid();
        return pickups.Execute(
            context.Command(request),
            request.PickupId,
            CallerOf(context),
            (order, _, _, now) => OrderSteps.AuthorizeCollector(order, request.PickupId, request.Name.Trim(), now),
            (order, pickup) => new AuthorizeCollectorResponse
            {
                Pickup = pickup.ToProto(order),
                CollectorId = pickup.Collectors[^1].CollectorId,
                Code = codes.Of(pickup.PickupId, pickup.Collectors[^1].CollectorId),
            },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RevokeCollectorResponse> RevokeCollector(RevokeCollectorRequest request, ServerCallContext context)
    {
        Check(request.PickupId).Id("collector_id", request.CollectorId, 16).ThrowIfInvalid();
        return Step(request, request.PickupId, null, context,
            (order, _, now) => OrderSteps.RevokeCollector(order, request.PickupId, request.CollectorId, now),
            pickup => new RevokeCollectorResponse { Pickup = pickup });
    }

    /// <inheritdoc/>
    public override Task<AssignToStoreResponse> AssignToStore(AssignToStoreRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("store_id", request.StoreId).Units("lines", request.Lines).ThrowIfInvalid();
        return pickups.Assign(
            context.Command(request),
            request.OrderId,
            request.StoreId,
            request.Lines.ToUnits(),
            (order, pickup) => new AssignToStoreResponse { Pickup = pickup.ToProto(order) },
            context.CancellationToken);
    }

    private static RequestCheck Check(string pickupId) => new RequestCheck().Id("pickup_id", pickupId, LongestId);

    private static PickupCaller CallerOf(ServerCallContext context)
    {
        var caller = context.Caller();
        return new PickupCaller(caller.ToRequester(), caller.Role is Role.Terminal or Role.Associate ? caller.StoreId ?? "" : null, caller.ActorId ?? caller.Subject);
    }

    private static void RequireStore(string storeId, ServerCallContext context)
    {
        if (!CallerOf(context).Works(storeId))
        {
            throw new RefusedException(new NotYourStore());
        }
    }

    private static PickupTold Told(Timestamp? occurredAt, string eventId, ServerCallContext context, DateTimeOffset now) =>
        new(eventId, CallerOf(context).By, occurredAt.ToOptionalInstant() ?? now);

    private Task<TAnswer> Step<TRequest, TAnswer>(
        TRequest request,
        string pickupId,
        Timestamp? occurredAt,
        ServerCallContext context,
        Func<Order, PickupTold, DateTimeOffset, Decision<Change>> step,
        Func<Orders.V1.Pickup, TAnswer> answer)
        where TRequest : IMessage
        where TAnswer : IMessage<TAnswer>, new() =>
        pickups.Execute(
            context.Command(request),
            pickupId,
            CallerOf(context),
            (order, _, eventId, now) => step(order, Told(occurredAt, eventId, context, now), now),
            (order, pickup) => answer(pickup.ToProto(order)),
            context.CancellationToken);
}
