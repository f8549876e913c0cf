using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Transport;
using Omnichannel.Types.V1;
using Omnichannel.Values;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs about whole orders.</summary>
public sealed partial class OrderTrackingGrpcService(
    OrderStore store,
    OrderImport import,
    OrderQueries queries,
    OrderViews views,
    OrderSearch search,
    DeliveryStore deliveries,
    OrderLookup lookup,
    OrderWatch watch,
    OrderWords words,
    OutwardNumbers numbers,
    GuessLimits guesses,
    GrantTokens grants,
    IEnumerable<IAuditSink> sinks,
    TimeProvider clock) : OrderTrackingService.OrderTrackingServiceBase
{
    // Part of the contract of Returns (WithdrawalService): whoever knows what a look-up asks for may withdraw from the contract.
    private const string WithdrawalScope = "returns.withdrawal";

    private static readonly GuessKind Lookups = new("orders.lookup") { PerCodeAndAddress = 5 };

    private static readonly GuessKind Claims = new("orders.claim") { PerCodeAndAddress = 10 };

    /// <inheritdoc/>
    public override async Task<RecordOrderResponse> RecordOrder(RecordOrderRequest request, ServerCallContext context)
    {
        new RequestCheck().Present("order", request.Order).ThrowIfInvalid();
        var caller = context.Caller();
        var sale = SaleReading.Read(request.Order, new ReadingRules(OrderOrigin.Live, clock.GetUtcNow(), numbers)
        {
            Till = caller.Role is Role.Terminal ? new Till(caller.StoreId ?? "", caller.DevicePrincipal) : null,
        });
        var order = await store.Record(Take(sale, "order"), context.CancellationToken, SaleReading.MeansOf(request.Order.Tenders));
        return new RecordOrderResponse { Order = order.ToProto() };
    }

    /// <inheritdoc/>
    public override async Task<ImportOrdersResponse> ImportOrders(ImportOrdersRequest request, ServerCallContext context)
    {
        Batch.Check("orders", request.Orders.Count);
        var rules = new ReadingRules(OrderOrigin.Historical, clock.GetUtcNow(), numbers);
        var read = request.Orders.Select(record => SaleReading.Read(record, rules)).ToList();
        var results = await import.Import([.. read.Where(sale => sale.IsAccepted).Select(sale => sale.Value)], context.CancellationToken);
        var outcomes = new Queue<ImportResult>(results);
        var response = new ImportOrdersResponse();
        response.Results.AddRange(request.Orders.Zip(read, (record, sale) =>
            sale.IsAccepted ? Answer(sale.Value, outcomes.Dequeue()) : Answer(record, sale.Refusal!)));
        return response;
    }

    /// <inheritdoc cref="OrderTrackingService.OrderTrackingServiceBase.GetOrder"/>
    public new async Task<EncodedAnswer<GetOrderResponse>> GetOrder(GetOrderRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        var order = await views.Find(request.OrderId, context.Caller().ToRequester(), context.CancellationToken) ?? throw new RefusedException(new OrderNotFound());
        return new EncodedAnswer<GetOrderResponse>(GetOrderResponse.OrderFieldNumber, order);
    }

    /// <inheritdoc/>
    public override Task WatchOrder(WatchOrderRequest request, IServerStreamWriter<WatchOrderResponse> responseStream, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        return watch.Follow(
            request.OrderId,
            request.ResumeVersion,
            context.Caller().ToRequester(),
            order => responseStream.WriteAsync(new WatchOrderResponse { Version = order.Version, Order = order.ToProto() }, context.CancellationToken),
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<LookupOrderResponse> LookupOrder(LookupOrderRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("order_number", request.OrderNumber, 128).OptionalText("email", request.Email, 320).OptionalText("phone", request.Phone, 40)
            .That(request.Email.Trim().Length + request.Phone.Trim().Length > 0, "email", "or phone is required").ThrowIfInvalid();
        var number = Number(request.OrderNumber);
        return await Guess(Lookups, number, context, async () =>
        {
            var order = await lookup.Find(number, request.Email, request.Phone, context.CancellationToken);
            var now = clock.GetUtcNow();
            return new LookupOrderResponse
            {
                Order = order.ToProto(OrderView.Anonymous),
                TrackingToken = grants.Issue(TrackingLink.Scope, new TrackingLink(order.OrderId, now).Subject, TrackingLink.LookupLifetime),
                TrackingExpiresAt = Timestamp.FromDateTimeOffset(now + TrackingLink.LookupLifetime),
                WithdrawalToken = grants.Issue(WithdrawalScope, order.OrderId, TrackingLink.LookupLifetime),
            };
        });
    }

    /// <inheritdoc/>
    public override async Task<ExplainOrderResponse> ExplainOrder(ExplainOrderRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalText("language", request.Language, 35).ThrowIfInvalid();
        var order = await Find(request.OrderId, context);
        var answer = await words.Explain(order, OrderView.Full, request.Language, context.CancellationToken);
        answer.JsonLd = OrderMarkup.Of(order);
        return answer;
    }

    /// <inheritdoc/>
    public override Task<ClaimOrderResponse> ClaimOrder(ClaimOrderRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("order_number", request.OrderNumber, 128).Present("total", request.Total)
            .That(DateOnly.TryParseExact(request.PlacedOn, "yyyy-MM-dd", out var placedOn), "placed_on", "must be a date, YYYY-MM-DD").ThrowIfInvalid();
        var number = Number(request.OrderNumber);
        return Guess(Claims, number, context, () => store.Claim(
            context.Command(request),
            number,
            context.Caller().Subject,
            order => IsProven(order, placedOn, request.Total),
            order => new ClaimOrderResponse { Order = order.ToProto() },
            context.CancellationToken));
    }

    /// <inheritdoc/>
    public override Task<CancelOrderResponse> CancelOrder(CancelOrderRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Units("lines", request.Lines).OptionalText("reason", request.Reason, 64).ThrowIfInvalid();
        var caller = context.Caller();
        return store.Execute(
            context.Command(request),
            request.OrderId,
            caller.ToRequester(),
            (order, now) => OrderSteps.Cancel(order, request.Lines.ToUnits(), request.Reason, caller.Channel.ToDomain(), now),
            (before, order) => ToResponse(before, order, request),
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<AmendOrderResponse> AmendOrder(AmendOrderRequest request, ServerCallContext context)
    {
        var check = new RequestCheck().Id("order_id", request.OrderId).OptionalText("reason", request.Reason, 64).Count("lines", request.Lines.Count, 1, SaleReading.MostLines)
            .That(request.Lines.DistinctBy(line => line.LineId).Count() == request.Lines.Count, "lines", "name each line once");
        for (var i = 0; i < request.Lines.Count && check.IsValid; i++)
        {
            check.Id($"lines[{i}].line_id", request.Lines[i].LineId).Range($"lines[{i}].quantity", request.Lines[i].Quantity, 0, Measures.HighestQuantity);
        }

        check.ThrowIfInvalid();
        var caller = context.Caller();
        var amendments = request.Lines.Select(ToAmendment).ToList();
        return store.Execute(
            context.Command(request),
            request.OrderId,
            caller.ToRequester(),
            (order, now) => OrderSteps.Amend(order, amendments, request.Reason, caller.Channel.ToDomain(), now),
            (before, order) => new AmendOrderResponse
            {
                Order = order.ToProto(),
                Lines = { OrderSteps.PlanAmend(before, amendments).Value.ToProto() },
                Refund = order.Cancellations.Count > before.Cancellations.Count ? ToRefund(order) : null,
            },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<PutDeliveryDetailsResponse> PutDeliveryDetails(PutDeliveryDetailsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("checkout_id", request.CheckoutId).Id("order_id", request.OrderId)
            .OptionalText("email", request.Email, 320).OptionalText("phone", request.Phone, 40).ThrowIfInvalid();
        await deliveries.Put(request.OrderId, request.CheckoutId, request.Delivery, request.Email, request.Phone, context.CancellationToken);
        return new PutDeliveryDetailsResponse();
    }

    // What is no number of ours finds nothing, and is a guess like any other.
    private static string Number(string typed) => Canonical.OrderNumber(typed) ?? typed.Trim();

    /// <summary>Answers whoever proves a number to be theirs; tries that prove nothing are limited, but for an order's signed-in owner not by those of others.</summary>
    private Task<TAnswer> Guess<TAnswer>(GuessKind kind, string number, ServerCallContext context, Func<Task<TAnswer>> answer)
    {
        var caller = context.Caller();
        return guesses.Answer(
            kind,
            Guesser.Of(context),
            [number],
            OrderNotFound.Name,
            answer,
            async _ => caller.IsShopper && await queries.IsOwner(number, caller.ToRequester(), context.CancellationToken));
    }

    private async Task<Domain.Order> Find(string orderId, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", orderId).ThrowIfInvalid();
        return await queries.Find(orderId, context.Caller().ToRequester(), context.CancellationToken) ?? throw new RefusedException(new OrderNotFound());
    }

    /// <summary>A value, or the refusal with its field as a path of the request.</summary>
    private static T Take<T>(Decision<T> decision, string under) => decision.Refusal is SaleInvalid refusal
        ? throw new InvalidRequestException($"{under}.{refusal.At}", refusal.Explanation, refusal.Code)
        : decision.Value;

    private static ImportOrderResult Answer(Sale sale, ImportResult outcome) => new()
    {
        ExternalId = sale.ExternalId,
        OrderId = outcome is ImportResult.Taken ? "" : sale.OrderId,
        Outcome = outcome is ImportResult.Taken ? ImportOutcome.Rejected : ImportOutcome.Imported,
        Refusal = outcome is ImportResult.Taken ? new ExternalIdTaken().ToContract() : null,
    };

    private static ImportOrderResult Answer(OrderRecord record, Platform.Domain.Refusal refusal) =>
        new() { ExternalId = record.ExternalId, Outcome = ImportOutcome.Rejected, Refusal = refusal.ToContract() };

    private static CancelOrderResponse ToResponse(Domain.Order before, Domain.Order order, CancelOrderRequest request)
    {
        var response = new CancelOrderResponse { Order = order.ToProto(), Refund = ToRefund(order) };
        response.CancelledLines.AddRange(order.Cancellations[^1].Lines.ToProto(order.Sale));
        response.Lines.AddRange(OrderSteps.PlanCancel(before, request.Lines.ToUnits()).Value.ToProto());
        return response;
    }

    private static Types.V1.Money? ToRefund(Domain.Order order) =>
        order.Cancellations[^1].RefundMinor is > 0 and var refund ? refund.ToMoney(order.Sale.CurrencyCode) : null;

    private static Domain.LineAmendment ToAmendment(Orders.V1.LineAmendment line) => new(line.LineId, line.HasQuantity ? line.Quantity : null)
    {
        Fulfilment = line.Fulfilment is { } fulfilment ? (fulfilment.ToMethod(), fulfilment.ToMethodReference()) : null,
        Options = line.Options,
    };

    // The zone of the place of sale is not known here: the date is right when it was that date anywhere on earth at the time.
    private static bool IsProven(Domain.Order order, DateOnly placedOn, Types.V1.Money total)
    {
        var placedAt = order.Sale.PlacedAt.UtcDateTime;
        return placedOn >= DateOnly.FromDateTime(placedAt.AddHours(-12)) && placedOn <= DateOnly.FromDateTime(placedAt.AddHours(14))
            && total.CurrencyCode == order.Sale.CurrencyCode && (total.AmountMinor == order.Sale.Totals.Due || total.AmountMinor == order.Sale.Totals.Exact);
    }
}
