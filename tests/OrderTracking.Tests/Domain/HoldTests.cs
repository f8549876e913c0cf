using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

/// <summary>What is held on a means of payment and needed for nothing any more.</summary>
public sealed class HoldTests
{
    [Fact]
    public void OrderCancelledBeforeCapture_ItsHoldIsGivenUp_Once()
    {
        var held = Held(Deposit(), 5000);
        Assert.DoesNotContain(held.Events, e => e is VoidRequested);

        var cancelled = OrderSteps.Cancel(held.Order, [], "", SalesChannel.Web, Monday).Value;

        var told = Assert.Single(cancelled.Events.OfType<VoidRequested>());
        Assert.Equal(("order-1~v1.1", "rest", 5000L, false), (told.Id.Text, told.Payment.Reference, told.Payment.Release!.Source.AmountMinor, told.IsRetry));
        Assert.Equal(told.Id, InstructionId.Parse(told.Id.Text));
        Assert.Equal(5000, Ledger(cancelled.Order).Tenders.Single(tender => tender.Reference == "rest").AuthorisedMinor);
        Assert.Empty(OrderSteps.Look(cancelled.Order, Monday.AddDays(9)).Events.OfType<VoidRequested>());

        var done = Told(cancelled.Order, told.Id, InstructionState.Succeeded);
        Assert.Equal((0L, (DateTimeOffset?)null), (Ledger(done.Order).Tenders.Sum(tender => tender.AuthorisedMinor), done.Order.Money.NextTryAt));
        Assert.Empty(Told(done.Order, told.Id, InstructionState.Succeeded).Events);
        Assert.Equal(done.Order.Version, Told(done.Order, told.Id, InstructionState.Succeeded).Order.Version);
    }

    [Fact]
    public void CapturedInPart_AndNothingMoreIsDue_GivesUpTheRest()
    {
        var held = Held(Deposit(), 5000).Order;
        var less = OrderSteps.Cancel(held, [new LineUnits("2", 1)], "", SalesChannel.Web, Monday).Value;
        Assert.Empty(less.Events.OfType<VoidRequested>());

        var part = Payment(less.Order, 1000, PaymentState.Captured);
        Assert.Empty(part.Events.OfType<VoidRequested>());
        var rest = Payment(less.Order, 2500, PaymentState.Captured);
        Assert.Equal(2500, Assert.Single(rest.Events.OfType<VoidRequested>()).Payment.Release!.Source.AmountMinor);
    }

    [Fact]
    public void HoldOfWhatIsPaid_IsGivenUpAtOnce() =>
        Assert.Equal(700, Assert.Single(Held(Order(), 700).Events.OfType<VoidRequested>()).Payment.Release!.Source.AmountMinor);

    // A charge that is under way may take what is held: its result decides.
    [Theory]
    [InlineData(InstructionState.Failed)]
    [InlineData(InstructionState.Succeeded)]
    public void WhileAChargeIsUnderWay_NothingIsGivenUp(InstructionState result)
    {
        var asked = OrderSteps.RequestCharge(Held(Deposit(), 5000).Order, null, null, Monday).Value;
        var cancelled = OrderSteps.Cancel(asked.Order, [], "", SalesChannel.Web, Monday).Value;
        Assert.Empty(cancelled.Events.OfType<VoidRequested>());

        var known = OrderSteps.Report(
            cancelled.Order, asked.Events.OfType<ChargeRequested>().Single().Id, new PaymentResult(result, Monday) { Reference = "charged", FailureReason = "no" }, Monday).Value;
        Assert.Single(known.Events.OfType<VoidRequested>());
    }

    [Fact]
    public void WhatFailed_IsTriedAgainFourTimes_ThenStaffSeeToIt()
    {
        var order = OrderSteps.Cancel(Held(Deposit(), 5000).Order, [], "", SalesChannel.Web, Monday).Value.Order;
        var now = Monday;
        for (var tried = 1; tried <= 4; tried++)
        {
            var failed = Told(order, Id(tried), InstructionState.Failed, now);
            Assert.DoesNotContain(failed.Events, e => e is VoidFailed);
            now = failed.Order.Money.NextTryAt!.Value;
            Assert.Empty(OrderSteps.RetryRefunds(failed.Order, now.AddSeconds(-1)).Events);
            var again = OrderSteps.RetryRefunds(failed.Order, now);
            Assert.Equal((Id(tried + 1), true), (Assert.Single(again.Events.OfType<VoidRequested>()).Id, again.Events.OfType<VoidRequested>().Single().IsRetry));
            order = again.Order;
        }

        var last = Told(order, Id(5), InstructionState.Failed, now);
        Assert.Equal("not now", Assert.Single(last.Events.OfType<VoidFailed>()).Payment.Release!.Tries[^1].FailureReason);
        Assert.Null(last.Order.Money.NextTryAt);

        // They do it by hand and tell so; or the provider did it after all.
        Assert.Equal(0, Ledger(Payment(last.Order, 5000, PaymentState.Voided).Order).Tenders.Sum(tender => tender.AuthorisedMinor));
        Assert.Equal(0, Ledger(Told(last.Order, Id(2), InstructionState.Succeeded, now.AddDays(1)).Order).Tenders.Sum(tender => tender.AuthorisedMinor));
    }

    [Fact]
    public void TakenBeforeTheVoidCame_GoesBack_AndNothingIsTriedAgain()
    {
        var order = OrderSteps.Cancel(Held(Deposit(), 5000).Order, [], "", SalesChannel.Web, Monday).Value.Order;
        var taken = Payment(order, 5000, PaymentState.Captured);
        Assert.Equal(5000, taken.Events.OfType<RefundRequested>().Single().Refund.AmountMinor);

        var failed = Told(taken.Order, Id(1), InstructionState.Failed);
        Assert.Equal((null, 0), (failed.Order.Money.NextTryAt, failed.Events.Count));
        Assert.IsType<ChargeExceedsDue>(OrderSteps.RequestCharge(failed.Order, null, null, Monday).Refusal);
    }

    // Its provider gave a refund twice, so something is due again.
    [Fact]
    public void NeededAgain_WhatFailedWaits()
    {
        var cancelled = OrderSteps.Cancel(Held(Deposit(), 5000).Order, [], "", SalesChannel.Web, Monday).Value.Order;
        var refund = cancelled.Money.Refunds.Single().RefundId;
        PaymentResult no = new(InstructionState.Failed, Monday) { FailureReason = "no", IsPermanent = true }, yes = new(InstructionState.Succeeded, Monday.AddMinutes(1));
        var order = Told(OrderSteps.Report(cancelled, Refund(1), no, Monday).Value.Order, Id(1), InstructionState.Failed).Order;
        order = OrderSteps.RetryRefund(order, refund, null, Monday).Value.Order;
        order = OrderSteps.Report(OrderSteps.Report(order, Refund(2), yes, Monday.AddMinutes(1)).Value.Order, Refund(1), yes, Monday.AddMinutes(1)).Value.Order;
        Assert.Equal(1000, Ledger(order).DueMinor);

        var due = order.Money.NextTryAt!.Value;
        var waiting = OrderSteps.RetryRefunds(order, due);
        Assert.Empty(waiting.Events);
        Assert.Equal(due.AddHours(1), waiting.Order.Money.NextTryAt);

        static InstructionId Refund(int tried) => new("order-1", InstructionKind.Refund, 1, 1, tried);
    }

    [Fact]
    public void Results_OfWhatWasNeverInstructed_AreUnknown()
    {
        var order = Held(Deposit(), 5000).Order;
        Assert.IsType<InstructionNotFound>(OrderSteps.Report(order, Id(1), new PaymentResult(InstructionState.Succeeded, Monday), Monday).Refusal);
        Assert.IsType<InstructionNotFound>(OrderSteps.Report(order, new InstructionId("order-1", InstructionKind.Void, 2), new PaymentResult(InstructionState.Succeeded, Monday), Monday).Refusal);
    }

    private static InstructionId Id(int tried) => new("order-1", InstructionKind.Void, 1, Try: tried);

    private static PaymentLedger Ledger(Order order) => new(order.Sale, order.Money);

    private static Order Deposit() => Order(Sale() with { Tenders = [new Tender(TenderKind.Card, "card-1", 1000)] });

    private static Change Held(Order order, long amount) => Payment(order, amount, PaymentState.Authorised);

    private static Change Payment(Order order, long amount, PaymentState state) =>
        OrderSteps.RecordPayment(order, new Tender(TenderKind.Card, "rest", amount), "rest", state, Monday, Monday).Value;

    private static Change Told(Order order, InstructionId id, InstructionState state, DateTimeOffset? at = null) => OrderSteps.Report(
        order, id, new PaymentResult(state, at ?? Monday) { FailureReason = state is InstructionState.Failed ? "not now" : "" }, at ?? Monday).Value;
}
