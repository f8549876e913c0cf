using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;
using RefundState = Omnichannel.Orders.V1.RefundState;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>The money of orders, through the wire and the log.</summary>
public sealed class OrderPaymentTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    private OrderPaymentService.OrderPaymentServiceClient Payments(Role role, string subject) => new(orders.Service.As(role, subject));

    private OrderPaymentService.OrderPaymentServiceClient Provider => Payments(Role.Service, "payments");

    [Theory]
    [InlineData("", RefundState.Completed)]
    [InlineData("CREDIT_NEEDS_CUSTOMER", RefundState.Escalated)]
    public async Task StoreCredit_IsLoyaltysToGive_ItsEventSettlesTheRefund(string refusal, RefundState state)
    {
        var name = "credit-" + state;
        var order = await orders.RecordOpen(name, "customer-" + name);
        await orders.Publish(new RefundOwed { OrderId = order.OrderId, ReturnId = name, RefundId = "rf-" + name, Amount = Eur(1000), StoreCredit = new StoreCreditPart { Amount = Eur(1000) }, EffectiveAt = At(50) }, name);
        await orders.Eventual(order.OrderId, o => o.Version > order.Version);
        var part = Assert.Single(Assert.Single((await Get(order.OrderId)).Refunds).Parts);
        Assert.Equal((TenderKind.StoreCredit, ""), (part.To.Kind, part.To.Reference));

        var settled = new WalletRefundSettled { OrderId = order.OrderId, InstructionId = part.InstructionId, Amount = Eur(1000), WalletId = refusal.Length == 0 ? "w-1" : "", Refusal = refusal, EffectiveAt = At(51) };
        var before = (await Get(order.OrderId)).Refunds[0].State;
        await orders.Publish(settled, order.OrderId);
        await orders.Publish(settled, order.OrderId);
        await orders.Eventual(order.OrderId, o => o.Version > order.Version + 1);

        Assert.Equal((RefundState.Requested, state), (before, (await Get(order.OrderId)).Refunds[0].State));
    }

    [Fact]
    public async Task Return_AsksForMoney_ItIsGrantedOnce_FailsAndComesBackAnotherWay()
    {
        var order = await orders.RecordOpen("pay-1", "customer-pay-1");
        var owed = new RefundOwed { OrderId = order.OrderId, ReturnId = "return-1", RefundId = "rf-return-1", Amount = Eur(1000), EffectiveAt = At(50) };
        await orders.Publish(owed, "return-1");
        await orders.Publish(owed, "return-1");
        await orders.Eventual(order.OrderId, o => o.Version > order.Version);
        var refund = Assert.Single((await Get(order.OrderId)).Refunds);
        Assert.Equal((RefundState.Requested, "RETURN", "return-1", 1000L), (refund.State, refund.Reason, refund.ReturnId, refund.Amount.AmountMinor));

        var id = Assert.Single(refund.Parts).InstructionId;
        var failed = new ReportPaymentResultRequest { InstructionId = id, State = InstructionState.Failed, FailureReason = "card closed", Permanent = true };
        Assert.Equal(RefundState.Escalated, (await Provider.ReportPaymentResultAsync(failed)).Payments.Refunds[0].State);
        Assert.Equal(1000, (await Get(order.OrderId)).Tenders[0].Failed.AmountMinor);

        var retried = (await Payments(Role.Agent, "agent-1").RetryRefundAsync(
            new RetryRefundRequest { OrderId = order.OrderId, RefundId = "rf-return-1", Kind = TenderKind.Other, Reference = "iban-token-1" })).Payments.Refunds[0].Parts[0];
        Assert.Equal((RefundState.Requested, "iban-token-1", 2), (retried.State, retried.To.Reference, retried.Tries));
        var done = await Provider.ReportPaymentResultAsync(new ReportPaymentResultRequest { InstructionId = retried.InstructionId, State = InstructionState.Succeeded, Amount = Eur(1000) });
        Assert.Equal((RefundState.Completed, 1000L, 5000L), (done.Payments.Refunds[0].State, done.Payments.Tenders[0].Refunded.AmountMinor, done.Payments.Tenders[0].Left.AmountMinor));
    }

    [Fact]
    public async Task Payments_OfAnOrder_AreSeenByItsOwnerAndStaff_AndByNobodyElse()
    {
        var order = await orders.RecordOpen("pay-2", "customer-pay-2");
        var request = new GetOrderPaymentsRequest { OrderId = order.OrderId };

        Assert.Equal(6000, (await Payments(Role.Customer, "customer-pay-2").GetOrderPaymentsAsync(request)).Payments.Captured.AmountMinor);
        Assert.Equal(6000, (await Payments(Role.Agent, "agent-1").GetOrderPaymentsAsync(request)).Payments.Cost.AmountMinor);
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await Payments(Role.Customer, "eve").GetOrderPaymentsAsync(request)));
        Assert.Equal("ORDER_NOT_FOUND", await Reason(async () => await Provider.GetOrderPaymentsAsync(new GetOrderPaymentsRequest { OrderId = "none" })));
    }

    [Fact]
    public async Task Refunds_OfStaff_ComeOnceForAKey_AndNeverExceedWhatWasPaid()
    {
        var order = await orders.RecordOpen("pay-3", "customer-pay-3");
        var agent = Payments(Role.Agent, "agent-1");
        var (request, key) = (new RequestRefundRequest { OrderId = order.OrderId, Amount = Eur(500), Reason = "GOODWILL" }, new Metadata { { "idempotency-key", "goodwill-1" } });

        var first = await agent.RequestRefundAsync(request, key);
        Assert.Equal(first, await agent.RequestRefundAsync(request, key));
        Assert.Equal((500L, 5500L), (first.Payments.GivenBack.AmountMinor, first.Payments.Cost.AmountMinor));
        Assert.Equal("REFUND_EXCEEDS_PAID", await Reason(async () => await agent.RequestRefundAsync(new RequestRefundRequest(request) { Amount = Eur(5501) })));
        Assert.Equal("INVALID_FIELD", await Reason(async () => await agent.RequestRefundAsync(new RequestRefundRequest(request) { Amount = new Money { CurrencyCode = "USD", AmountMinor = 1 } })));
        Assert.Equal("REFUND_NOT_FAILED", await Reason(async () => await agent.RetryRefundAsync(new RetryRefundRequest { OrderId = order.OrderId, RefundId = first.Payments.Refunds[0].RefundId })));
    }

    [Fact]
    public async Task Payment_TakenLater_IsRecordedOnce_AndGoesBackWhenNothingIsDue()
    {
        var order = await orders.RecordOpen("pay-4", "customer-pay-4");
        var request = new RecordPaymentRequest
        {
            OrderId = order.OrderId, PaymentId = "door", State = PaymentState.Captured, Tender = new Tender { Kind = TenderKind.Card, Reference = "late-1", Amount = Eur(700) },
        };
        var till = new OrderPaymentService.OrderPaymentServiceClient(orders.Service.As(Role.Terminal, "till-1"));

        var first = (await till.RecordPaymentAsync(request)).Payments;
        Assert.Equal(first, (await till.RecordPaymentAsync(request)).Payments);
        Assert.Equal((6700L, 700L, 0L, "OVERPAID"), (first.Captured.AmountMinor, first.GivenBack.AmountMinor, first.Due.AmountMinor, Assert.Single(first.Refunds).Reason));
        Assert.Equal(2, (await orders.Eventual(order.OrderId)).Tenders.Count);

        Assert.Equal("PAYMENT_ID_TAKEN", await Changed(changed => changed.Tender.Amount = Eur(701)));
        Assert.Equal("PAYMENT_KNOWN", await Changed(changed => changed.PaymentId = "again"));
        Assert.Equal("CARD_NUMBER", await Changed(changed => changed.Tender.Reference = "4111 1111 1111 1111"));
        Assert.Equal("INVALID_FIELD", await Changed(changed => changed.Tender.Reference = ""));
        Assert.Equal("INVALID_FIELD", await Changed(changed => changed.Tender.Amount = Eur(-1)));
        Assert.Equal("CHARGE_EXCEEDS_DUE", await Reason(async () => await Payments(Role.Agent, "agent-1").RequestChargeAsync(new RequestChargeRequest { OrderId = order.OrderId })));

        Task<string?> Changed(Action<RecordPaymentRequest> change)
        {
            var other = request.Clone();
            change(other);
            return Reason(async () => await till.RecordPaymentAsync(other));
        }
    }

    [Fact]
    public async Task Notices_OfProviders_AreTakenOnce_AndThoseOfOthersArePassedOver()
    {
        var order = await orders.RecordOpen("pay-5", "customer-pay-5");
        await orders.As(Role.Customer, "customer-pay-5").Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = order.OrderId });
        var id = (await Get(order.OrderId)).Refunds[0].Parts[0].InstructionId;

        var taken = await Provider.IngestPaymentNoticeAsync(Notice(id, 6000));
        Assert.Equal((1, 0), (taken.Taken, taken.PassedOver));
        Assert.Equal(1, (await Provider.IngestPaymentNoticeAsync(Notice(id, 6000))).Taken);
        Assert.Equal(RefundState.Completed, (await Get(order.OrderId)).Refunds[0].State);

        foreach (var other in new[] { "somebody else's", "none~r1.1.1", order.OrderId + "~r9.1.1", order.OrderId + "~c1" })
        {
            Assert.Equal(1, (await Provider.IngestPaymentNoticeAsync(Notice(other, 6000))).PassedOver);
        }

        Assert.Equal("AMOUNT_DIFFERS", await Reason(async () => await Provider.IngestPaymentNoticeAsync(Notice(id, 1))));
        Assert.Equal("PROVIDER_UNKNOWN", await Reason(async () => await Provider.IngestPaymentNoticeAsync(new IngestPaymentNoticeRequest { ProviderCode = "nobody", Document = "{}" })));
        Assert.Equal("NOTICE_NOT_UNDERSTOOD", await Reason(async () => await Provider.IngestPaymentNoticeAsync(new IngestPaymentNoticeRequest { ProviderCode = "stripe", Document = "{" })));
    }

    [Fact]
    public async Task AHold_ThatIsNotNeeded_IsGivenUp_AndItsResultsAreTaken()
    {
        var order = await orders.RecordOpen("pay-7", "customer-pay-7");
        var held = (await Provider.RecordPaymentAsync(new RecordPaymentRequest
        {
            OrderId = order.OrderId, PaymentId = "hold-7", State = PaymentState.Authorised, Tender = new Tender { Kind = TenderKind.Card, Reference = "pi_7", Amount = Eur(700) },
        })).Payments;
        var told = Assert.Single(held.Voids);
        Assert.Equal(("hold-7", order.OrderId + "~v1.1", RefundState.Requested, 700L), (told.PaymentId, told.InstructionId, told.State, held.Authorised.AmountMinor));

        var failed = await Provider.ReportPaymentResultAsync(new ReportPaymentResultRequest { InstructionId = told.InstructionId, State = InstructionState.Failed, FailureReason = "not now" });
        Assert.Equal((RefundState.Retrying, "not now"), (failed.Payments.Voids[0].State, failed.Payments.Voids[0].FailureReason));
        Assert.NotNull(failed.Payments.Voids[0].NextTryAt);

        var notice = Notice(told.InstructionId, 700);
        notice.Document = notice.Document.Replace("refund.updated", "payment_intent.canceled", StringComparison.Ordinal).Replace("succeeded", "canceled", StringComparison.Ordinal)
            .Replace("1700000000", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2}", StringComparison.Ordinal);
        Assert.Equal((1, 0), await Provider.IngestPaymentNoticeAsync(notice) is var taken ? (taken.Taken, taken.PassedOver) : default);
        var done = await Get(order.OrderId);
        Assert.Equal((RefundState.Completed, 0L), (done.Voids[0].State, done.Authorised.AmountMinor));
    }

    [Fact]
    public async Task ANotice_ThatIsRefused_LosesNothingElseOfItsDocument()
    {
        var order = await orders.RecordOpen("pay-6", "customer-pay-6");
        await orders.As(Role.Customer, "customer-pay-6").Orders.CancelOrderAsync(new CancelOrderRequest { OrderId = order.OrderId });
        var id = (await Get(order.OrderId)).Refunds[0].Parts[0].InstructionId;
        var document = new IngestPaymentNoticeRequest { ProviderCode = "adyen", Document = $$$"""{"notificationItems":[{{{Item(id, 1)}}},{{{Item(id, 6000)}}}]}""" };

        Assert.Equal("AMOUNT_DIFFERS", await Reason(async () => await Provider.IngestPaymentNoticeAsync(document)));
        Assert.Equal(RefundState.Completed, (await Get(order.OrderId)).Refunds[0].State);
    }

    [Fact]
    public async Task SavedTenders_AreListedWithoutReferences_AndNeverHoldACardNumber()
    {
        var customer = Payments(Role.Customer, "customer-saved");
        var card = new SaveTenderRequest
        {
            CustomerId = "customer-saved",
            Tender = new SavedTender { Kind = TenderKind.Card, Reference = "pm_1", Brand = "visa", LastFour = "4242", ExpiryMonth = 1, ExpiryYear = 2020 },
        };
        var first = (await Provider.SaveTenderAsync(card)).Tender;
        Assert.Equal(("pm_1", true, true), (first.Reference, first.IsDefault, first.Expired));
        var wallet = (await Provider.SaveTenderAsync(new SaveTenderRequest { CustomerId = "customer-saved", Tender = new SavedTender { Kind = TenderKind.Wallet, Reference = "w_1" } })).Tender;
        Assert.Equal(first, (await Provider.SaveTenderAsync(card)).Tender);

        var preferred = (await customer.SetDefaultTenderAsync(new SetDefaultTenderRequest { CustomerId = "customer-saved", TenderId = wallet.TenderId })).Tenders;
        Assert.Equal([(wallet.TenderId, "", true), (first.TenderId, "", false)], preferred.Select(tender => (tender.TenderId, tender.Reference, tender.IsDefault)));
        Assert.Equal(preferred, (await customer.ListSavedTendersAsync(new ListSavedTendersRequest { CustomerId = "customer-saved" })).Tenders);
        Assert.Single((await customer.DeleteSavedTenderAsync(new DeleteSavedTenderRequest { CustomerId = "customer-saved", TenderId = wallet.TenderId })).Tenders);
        Assert.Equal("TENDER_NOT_FOUND", await Reason(async () => await customer.DeleteSavedTenderAsync(new DeleteSavedTenderRequest { CustomerId = "customer-saved", TenderId = wallet.TenderId })));

        card.Tender.Reference = "4242-4242-4242-4242";
        Assert.Equal("CARD_NUMBER", await Reason(async () => await Provider.SaveTenderAsync(card)));
        card.Tender.Reference = "pm_2";
        card.Tender.LastFour = "42424";
        Assert.Equal("INVALID_FIELD", await Reason(async () => await Provider.SaveTenderAsync(card)));
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await customer.SaveTenderAsync(card)));
    }

    [Fact]
    public async Task RequestCharge_OfASavedTender_AnswersTheSame_WhenTheTenderIsGone()
    {
        const string customerId = "customer-charged";
        var sold = EventTests.Sold("pay-charged", customerId);
        sold.Tenders[0].Amount = Eur(800);
        await orders.Publish(sold, sold.CartId);
        await orders.Eventual(sold.OrderId);
        var saved = new SaveTenderRequest { CustomerId = customerId, Tender = new SavedTender { Kind = TenderKind.Card, Reference = "pm_7" } };
        var tenderId = (await Provider.SaveTenderAsync(saved)).Tender.TenderId;
        var agent = Payments(Role.Agent, "agent-1");
        var request = new RequestChargeRequest { OrderId = sold.OrderId, TenderId = tenderId };
        var key = new Metadata { { "idempotency-key", "charge" } };
        Assert.Equal("TENDER_NOT_FOUND", await Reason(async () => await agent.RequestChargeAsync(new RequestChargeRequest(request) { TenderId = "none" })));

        var charged = await agent.RequestChargeAsync(request, key);
        await Payments(Role.Customer, customerId).DeleteSavedTenderAsync(new DeleteSavedTenderRequest { CustomerId = customerId, TenderId = tenderId });

        Assert.Equal(("pm_7", 1000L), (Assert.Single(charged.Payments.Charges).Reference, charged.Payments.Charges[0].Amount.AmountMinor));
        Assert.Equal(charged, await agent.RequestChargeAsync(request, key));
        Assert.Equal("TENDER_NOT_FOUND", await Reason(async () => await agent.RequestChargeAsync(request)));
    }

    private static string Item(string instruction, long minor) =>
        $$$"""{"NotificationRequestItem":{"eventCode":"REFUND","success":"true","merchantReference":"{{{instruction}}}","pspReference":"P1","amount":{"value":{{{minor}}},"currency":"EUR"} } }""";

    private static IngestPaymentNoticeRequest Notice(string instruction, long minor) => new()
    {
        ProviderCode = "stripe",
        Document = $$$"""
            {"type":"refund.updated","created":1700000000,"data":{"object":{"id":"re_1","amount":{{{minor}}},"currency":"eur","status":"succeeded","metadata":{"instruction_id":"{{{instruction}}}"} } } }
            """,
    };

    private async Task<OrderPayments> Get(string orderId) => (await Provider.GetOrderPaymentsAsync(new GetOrderPaymentsRequest { OrderId = orderId })).Payments;
}
