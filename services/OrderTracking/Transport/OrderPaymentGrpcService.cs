using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Payments;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using InstructionState = Omnichannel.Orders.V1.InstructionState;
using PaymentState = Omnichannel.Orders.V1.PaymentState;
using ProtoKind = Omnichannel.Types.V1.TenderKind;
using Tender = Omnichannel.OrderTracking.Domain.Tender;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs about the money of an order.</summary>
public sealed partial class OrderPaymentGrpcService(OrderStore store, OrderQueries queries, SavedTenderStore saved, PaymentProviders providers, TimeProvider clock) : OrderPaymentService.OrderPaymentServiceBase
{
    private const int LongestReference = 128;
    private const int MostDocument = 256 * 1024;

    /// <inheritdoc/>
    public override async Task<GetOrderPaymentsResponse> GetOrderPayments(GetOrderPaymentsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        var order = await queries.Find(request.OrderId, context.Caller().ToRequester(), context.CancellationToken) ?? throw new RefusedException(new OrderNotFound());
        return new GetOrderPaymentsResponse { Payments = order.ToPayments() };
    }

    /// <inheritdoc/>
    public override async Task<RecordPaymentResponse> RecordPayment(RecordPaymentRequest request, ServerCallContext context)
    {
        var check = new RequestCheck().Id("order_id", request.OrderId).Id("payment_id", request.PaymentId).Known("state", request.State)
            .OptionalTime("occurred_at", request.OccurredAt).Present("tender", request.Tender);
        if (request.Tender is { } tender)
        {
            check.Known("tender.kind", tender.Kind).OptionalText("tender.reference", tender.Reference, LongestReference)
                .That(tender.Kind is ProtoKind.Cash || tender.Reference.Length > 0, "tender.reference", "is required but for cash")
                .That(tender.Amount is { AmountMinor: >= 0 } && (tender.Amount.AmountMinor > 0 || tender.Kind is ProtoKind.Cash), "tender.amount", "must be positive");
        }

        check.ThrowIfInvalid();
        RefuseCardNumber("tender.reference", request.Tender!.Reference);
        var paid = new Tender(request.Tender.Kind.ToDomain(), request.Tender.Reference, request.Tender.Amount.AmountMinor);
        var order = await store.Apply(
            request.OrderId,
            new OrderNotFound(),
            (order, now) => OrderSteps.RecordPayment(
                In(order, "tender.amount", request.Tender.Amount), paid, request.PaymentId, request.State.ToDomain(), request.OccurredAt.ToOptionalInstant() ?? now, now),
            context.CancellationToken);
        return new RecordPaymentResponse { Payments = order.ToPayments() };
    }

    /// <inheritdoc/>
    public override async Task<RequestChargeResponse> RequestCharge(RequestChargeRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).OptionalId("tender_id", request.TenderId)
            .That(request.Amount is null or { AmountMinor: > 0 }, "amount", "must be positive").ThrowIfInvalid();
        var who = context.Caller().ToRequester();

        // Judged in the step: a call that was answered is answered so again, also when the tender was deleted meanwhile.
        var tender = request.TenderId.Length > 0 ? await FindTender(request.OrderId, request.TenderId, who, context.CancellationToken) : null;
        return await store.Execute(
            context.Command(request),
            request.OrderId,
            who,
            (order, now) => tender is null && request.TenderId.Length > 0
                ? throw new RefusedException(new TenderNotFound())
                : OrderSteps.RequestCharge(In(order, "amount", request.Amount), request.Amount?.AmountMinor, tender, now),
            (_, order) => new RequestChargeResponse { Payments = order.ToPayments() },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RequestRefundResponse> RequestRefund(RequestRefundRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("reason", request.Reason, 64)
            .That(request.Amount is { AmountMinor: > 0 }, "amount", "must be positive").ThrowIfInvalid();
        return store.Execute(
            context.Command(request),
            request.OrderId,
            context.Caller().ToRequester(),
            (order, now) => OrderSteps.RequestRefund(
                In(order, "amount", request.Amount),
                new RefundAsk($"{order.OrderId}/refund/{order.Money.Refunds.Count + 1}", request.Reason, request.Amount.AmountMinor),
                now),
            (_, order) => new RequestRefundResponse { Payments = order.ToPayments() },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RetryRefundResponse> RetryRefund(RetryRefundRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("refund_id", request.RefundId, 200)
            .That(Enum.IsDefined(request.Kind), "kind", "must be a known value").OptionalText("reference", request.Reference, LongestReference)
            .That(
                request.Kind is ProtoKind.Unspecified ? request.Reference.Length == 0 : request.Reference.Length > 0 || request.Kind is ProtoKind.Cash or ProtoKind.StoreCredit,
                "reference",
                "is required with a kind, but for cash and store credit")
            .ThrowIfInvalid();
        RefuseCardNumber("reference", request.Reference);
        var to = request.Kind is ProtoKind.Unspecified ? null : new Tender(request.Kind.ToDomain(), request.Reference, 0);
        return store.Execute(
            context.Command(request),
            request.OrderId,
            context.Caller().ToRequester(),
            (order, now) => OrderSteps.RetryRefund(order, request.RefundId, to, now),
            (_, order) => new RetryRefundResponse { Payments = order.ToPayments() },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<ReportPaymentResultResponse> ReportPaymentResult(ReportPaymentResultRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("instruction_id", request.InstructionId, 200)
            .That(request.State is InstructionState.Succeeded or InstructionState.Failed, "state", "must be SUCCEEDED or FAILED")
            .OptionalText("failure_reason", request.FailureReason, 500)
            .That(request.State is InstructionState.Failed == request.FailureReason.Length > 0, "failure_reason", "is required with FAILED, and only there")
            .That(!request.Permanent || request.State is InstructionState.Failed, "permanent", "is for FAILED")
            .That(Enum.IsDefined(request.Kind), "kind", "must be a known value").OptionalText("reference", request.Reference, LongestReference)
            .OptionalTime("occurred_at", request.OccurredAt).ThrowIfInvalid();
        RefuseCardNumber("reference", request.Reference);
        var id = InstructionId.Parse(request.InstructionId) ?? throw new RefusedException(new InstructionNotFound());
        new RequestCheck().That(id.Kind is not InstructionKind.Charge || request.State is InstructionState.Failed || request.Amount is not null, "amount", "is required for a charge that succeeded").ThrowIfInvalid();
        var result = new PaymentResult(request.State.ToDomain(), request.OccurredAt.ToOptionalInstant() ?? clock.GetUtcNow())
        {
            FailureReason = request.FailureReason,
            IsPermanent = request.Permanent,
            Kind = request.Kind.ToDomain(),
            Reference = request.Reference,
            AmountMinor = request.Amount?.AmountMinor,
        };
        var order = await store.Apply(
            id.OrderId,
            new InstructionNotFound(),
            (order, now) => OrderSteps.Report(In(order, "amount", request.Amount), id, result, now),
            context.CancellationToken);
        return new ReportPaymentResultResponse { Payments = order.ToPayments() };
    }

    // One of the customer's saved ones; null when the order, or such a one, is none.
    private async Task<Tender?> FindTender(string orderId, string tenderId, Requester who, CancellationToken cancellation) =>
        await queries.Find(orderId, who, cancellation) is { } order && (await saved.Find(order.CustomerId, cancellation)).Find(tenderId) is { } chosen
            ? new Tender(chosen.Kind, chosen.Reference, 0) : null;

    /// <summary>The order that an amount is about.</summary>
    /// <exception cref="InvalidRequestException">The amount is in another currency.</exception>
    private static Domain.Order In(Domain.Order order, string field, Types.V1.Money? amount) =>
        amount is null || amount.CurrencyCode == order.Sale.CurrencyCode ? order : throw new InvalidRequestException(field, "must be in the order's currency");

    /// <inheritdoc/>
    public override async Task<IngestPaymentNoticeResponse> IngestPaymentNotice(IngestPaymentNoticeRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("provider_code", request.ProviderCode, 32).Text("document", request.Document, MostDocument).ThrowIfInvalid();
        var response = new IngestPaymentNoticeResponse();
        RefusedException? refused = null;
        foreach (var notice in providers.Read(request.ProviderCode, request.Document, clock.GetUtcNow()).Value)
        {
            try
            {
                var isTaken = notice.Instruction is { } id && await IsTaken(id, notice, context.CancellationToken);
                response.Taken += isTaken ? 1 : 0;
                response.PassedOver += isTaken ? 0 : 1;
            }
            catch (RefusedException refusal)
            {
                // What else the document tells is true all the same.
                refused ??= refusal;
            }
        }

        return refused is null ? response : throw refused;
    }

    // A shop's account at a provider has payments of other systems: they are no error.
    private async Task<bool> IsTaken(InstructionId id, PaymentNotice notice, CancellationToken cancellation)
    {
        try
        {
            await store.Apply(
                id.OrderId,
                new InstructionNotFound(),
                (order, now) => notice.CurrencyCode.Length > 0 && notice.CurrencyCode != order.Sale.CurrencyCode ? new InstructionNotFound() : OrderSteps.Report(order, id, notice.Result, now),
                cancellation);
            return true;
        }
        catch (RefusedException refused) when (refused.Refusal is InstructionNotFound)
        {
            return false;
        }
    }

    private static void RefuseCardNumber(string field, string reference)
    {
        if (CardNumbers.IsOne(reference))
        {
            throw new InvalidRequestException(field, "must not be a card number", "CARD_NUMBER");
        }
    }
}
