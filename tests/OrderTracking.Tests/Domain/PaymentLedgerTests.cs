using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class PaymentLedgerTests
{
    private static readonly Tender Card = new(TenderKind.Card, "card-1", 0);

    [Fact]
    public void Sale_PaidInFull_HasNothingDue_AndAllOfItLeft()
    {
        var ledger = Ledger(Order());

        Assert.Equal((6000, 6000, 0, 0, 0), (ledger.CostMinor, ledger.CapturedMinor, ledger.GivenBackMinor, ledger.DueMinor, ledger.OverpaidMinor));
        Assert.Equal([3000L, 3000L], ledger.Tenders.Select(tender => tender.LeftMinor));
    }

    [Fact]
    public void Deposit_IsDueUntilTheRestIsPaid_AndGivesBackOnlyWhatIsBeyondWhatIsDue()
    {
        var order = Deposit(1000);
        Assert.Equal((OrderStatus.PaymentDue, 5000L), (order.Status, Ledger(order).DueMinor));

        // 60.00 less 25.00 is 35.00: 10.00 are paid, so nothing goes back.
        var part = OrderSteps.Cancel(order, [new LineUnits("2", 1)], "", SalesChannel.Web, Monday).Value;
        Assert.Equal(["OrderCancelled", "FulfilmentChanged"], Names(part));
        Assert.Equal((OrderStatus.PaymentDue, 2500L), (part.Order.Status, Ledger(part.Order).DueMinor));

        var rest = Pay(part.Order, "rest", 2500);
        Assert.Equal(["PaymentReceived"], Names(rest));
        Assert.Equal((OrderStatus.Processing, 0L), (rest.Order.Status, Ledger(rest.Order).DueMinor));

        var all = OrderSteps.Cancel(rest.Order, [], "", SalesChannel.Web, Monday).Value;
        Assert.Equal([1000L, 2500L], Refund(all).Parts.Select(part => part.Source.AmountMinor));
    }

    [Fact]
    public void Deposit_OfAnOrderThatIsCancelled_GoesBackWhole()
    {
        var cancelled = OrderSteps.Cancel(Deposit(1000), [], "", SalesChannel.Web, Monday).Value;

        Assert.Equal(1000, Refund(cancelled).AmountMinor);
        Assert.Equal(0, Ledger(cancelled.Order).DueMinor);
    }

    [Fact]
    public void Payment_BeyondWhatIsDue_GoesBackAtOnce_AndComesOnce()
    {
        var paid = Pay(Deposit(1000), "rest", 5500);
        Assert.Equal(["PaymentReceived", "RefundRequested"], Names(paid));
        Assert.Equal((500L, "OVERPAID"), (Refund(paid).AmountMinor, Refund(paid).Reason));

        var again = Pay(paid.Order, "rest", 5500);
        Assert.Empty(again.Events);
        Assert.Equal(paid.Order.Version, again.Order.Version);
        Assert.IsType<PaymentIdTaken>(Record(paid.Order, "rest", 5400).Refusal);
        Assert.IsType<PaymentKnown>(Record(paid.Order, "other", 5500, "ref-rest").Refusal);
        Assert.IsType<PaymentKnown>(Record(paid.Order, "other", 1000, "card-1").Refusal);
        Assert.IsType<OccurredInFuture>(OrderSteps.RecordPayment(paid.Order, Card, "x", PaymentState.Captured, Monday.AddMinutes(6), Monday).Refusal);
    }

    [Fact]
    public void Payment_HeldTakenGivenUp_ComeToTheSameInAnyOrder()
    {
        PaymentState[] states = [PaymentState.Authorised, PaymentState.Captured, PaymentState.Voided];
        foreach (var order in new[] { states, [states[2], states[1], states[0]], [states[1], states[0], states[2]] })
        {
            var told = order.Aggregate(Deposit(1000), (known, state) => Record(known, "rest", 5000, state: state).Value.Order);
            Assert.Equal((0L, 6000L), (Ledger(told).DueMinor, Ledger(told).CapturedMinor));
            Assert.Equal(0, Ledger(told).Tenders.Sum(tender => tender.AuthorisedMinor));
        }

        var held = Record(Deposit(1000), "rest", 5000, state: PaymentState.Authorised).Value.Order;
        Assert.Equal((5000L, 5000L, 0L), (Ledger(held).DueMinor, Ledger(held).Tenders[1].AuthorisedMinor, Ledger(held).Tenders[1].LeftMinor));
    }

    [Fact]
    public void Payment_InCash_IsRoundedAsItsCountryRounds()
    {
        var sale = Sale() with { Lines = [Line("1", 1, 2292)], Totals = new OrderTotals(2292, 0, 0, 0, 0, 2292), Tenders = [] };
        var paid = OrderSteps.RecordPayment(Order(sale), new Tender(TenderKind.Cash, "", 2290), "door", PaymentState.Captured, Monday, Monday).Value;

        Assert.Equal((0L, 2292L, -2L), (Ledger(paid.Order).DueMinor, Ledger(paid.Order).CapturedMinor, Ledger(paid.Order).RoundingMinor));
        Assert.Equal(2290, Refund(OrderSteps.Cancel(paid.Order, [], "", SalesChannel.Web, Monday).Value).AmountMinor);
    }

    [Fact]
    public void TwoCents_OnTwoPayments_OneReturnedOneCancelled_NeverTakeTwoOfOne()
    {
        var sale = Sale() with
        {
            Lines = [Line("1", 1, 1), Line("2", 1, 1)],
            Totals = new OrderTotals(2, 0, 0, 0, 0, 2),
            Tenders = [new Tender(TenderKind.Card, "a", 1), new Tender(TenderKind.GiftCard, "b", 1)],
        };
        var returned = OrderSteps.Repay(Order(sale), new RefundAsk("rf-1", "RETURN", 1) { ReturnId = "1" }, Monday, Monday);
        var cancelled = OrderSteps.Cancel(returned.Order, [new LineUnits("2", 1)], "", SalesChannel.Web, Monday).Value;

        Assert.Equal(["a"], Refund(returned).Parts.Select(part => part.Source.Reference));
        Assert.Equal(["b"], Refund(cancelled).Parts.Select(part => part.Source.Reference));
        Assert.All(Ledger(cancelled.Order).Tenders, tender => Assert.Equal(0, tender.LeftMinor));
    }

    /// <summary>After a withdrawal from the contract the delivery cost comes back beside what the units are worth.</summary>
    [Fact]
    public void Return_OfAWithdrawal_GivesTheDeliveryCostBack()
    {
        var resolved = OrderSteps.Resolve(Order(), new ResolvedReturn("1", SalesChannel.Web, false), [new ReturnedUnits("1", 1, 1000)], Monday, Monday).Order;
        var worth = resolved.Returns.Single().Resolved!.Sum(units => units.WorthMinor);
        var repaid = OrderSteps.Repay(resolved, new RefundAsk("rf-1", "RETURN", 1) { ReturnId = "1", FeesMinor = -300 }, Monday, Monday);

        Assert.Equal(worth + 300, Refund(repaid).Parts.Sum(part => part.Source.AmountMinor));
    }

    /// <summary>Part of a refund as store credit: of each payment, money and credit in one refund, each less its own fees.</summary>
    [Fact]
    public void Return_GivesMoneyAndStoreCredit_InOneRefund()
    {
        var resolved = OrderSteps.Resolve(Order(), new ResolvedReturn("1", SalesChannel.Web, false), [new ReturnedUnits("1", 1, 0), new ReturnedUnits("2", 1, 0)], Monday, Monday).Order;
        var worth = resolved.Returns.Single().Resolved!.ToDictionary(units => units.LineId, units => units.WorthMinor);
        var ask = new RefundAsk("rf-1", "RETURN", 1) { ReturnId = "1", FeesMinor = 150, StoreCredit = new StoreCreditAsk(1, 50, ["2"]) };

        var refund = Refund(OrderSteps.Repay(resolved, ask, Monday, Monday));

        Assert.Equal(worth["2"] - 50, refund.Parts.Where(part => part.To.Kind is TenderKind.StoreCredit).Sum(part => part.Source.AmountMinor));
        Assert.Equal(worth["1"] - 100, refund.Parts.Where(part => part.To.Kind is not TenderKind.StoreCredit).Sum(part => part.Source.AmountMinor));
    }

    [Fact]
    public void Return_AsksOnce_InWhateverWayItComesBack()
    {
        var ask = new RefundAsk("rf-1", "RETURN", 1000) { ReturnId = "1" };
        var first = OrderSteps.Repay(Order(), ask, Monday, Monday);
        Assert.Equal(["RefundRequested"], Names(first));
        Assert.Empty(OrderSteps.Repay(first.Order, ask, Monday, Monday).Events);

        var credit = OrderSteps.Repay(Order(), ask with { StoreCredit = new StoreCreditAsk(1000, 0, []) }, Monday, Monday);
        Assert.All(credit.Events.OfType<RefundRequested>().Single().Instructions, instruction => Assert.Equal(TenderKind.StoreCredit, instruction.To.Kind));

        var cash = Order(Sale() with { Tenders = [new Tender(TenderKind.Cash, "", 6000)] });
        var till = OrderSteps.Repay(cash, ask with { IsCashAtTill = true }, Monday, Monday);
        Assert.Equal(1000, Assert.IsType<RefundCompleted>(Assert.Single(till.Events)).Refund.CashAtTillMinor);

        // Nothing was paid beyond what is due: the return is told so.
        Assert.Equal(0, Assert.IsType<RefundCompleted>(Assert.Single(OrderSteps.Repay(Deposit(1000), ask, Monday, Monday).Events)).Refund.AmountMinor);
    }

    [Fact]
    public void Refund_ThatFails_IsTriedAgain_ThenStaffMust_WhoCanChooseAnotherWay()
    {
        var order = OrderSteps.Cancel(Order(Paid(Card with { AmountMinor = 6000 })), [], "", SalesChannel.Web, Monday).Value.Order;
        var now = Monday;
        var waits = new List<TimeSpan>();
        for (var tried = 1; tried < 5; tried++)
        {
            order = Fail(order, tried, now).Order;
            Assert.Equal(RefundState.Retrying, order.Money.Refunds[0].State);
            Assert.Empty(OrderSteps.RetryRefunds(order, order.Money.NextTryAt!.Value.AddSeconds(-1)).Events);
            waits.Add(order.Money.NextTryAt.Value - now);
            now = order.Money.NextTryAt.Value;
            var again = OrderSteps.RetryRefunds(order, now);
            var told = Assert.IsType<RefundRequested>(Assert.Single(again.Events));
            Assert.True(told.IsRetry);
            Assert.Equal(tried + 1, Assert.Single(told.Instructions).Id.Try);
            order = again.Order;
        }

        Assert.Equal(waits.Order(), waits);
        var escalated = Fail(order, 5, now);
        Assert.Equal(["RefundFailed"], Names(escalated));
        Assert.Equal((RefundState.Escalated, "card closed", 6000L), (escalated.Order.Money.Refunds[0].State, escalated.Order.Money.Refunds[0].FailureReason, Ledger(escalated.Order).Tenders[0].FailedMinor));
        Assert.Null(escalated.Order.Money.NextTryAt);

        var other = OrderSteps.RetryRefund(escalated.Order, "order-1/cancel/1", new Tender(TenderKind.Other, "iban-token", 0), now).Value;
        var instruction = Assert.Single(other.Events.OfType<RefundRequested>().Single().Instructions);
        Assert.Equal((new Tender(TenderKind.Other, "iban-token", 6000), "card-1"), (instruction.To, instruction.Source.Reference));
        var done = OrderSteps.Report(other.Order, instruction.Id, new PaymentResult(InstructionState.Succeeded, now), now).Value;
        Assert.Equal(["RefundCompleted"], Names(done));
        Assert.Equal((6000L, 0L), (Ledger(done.Order).Tenders[0].RefundedMinor, Ledger(done.Order).Tenders[0].LeftMinor));
        Assert.IsType<RefundNotFailed>(OrderSteps.RetryRefund(done.Order, "order-1/cancel/1", null, now).Refusal);
        Assert.IsType<RefundNotFound>(OrderSteps.RetryRefund(done.Order, "order-1/cancel/2", null, now).Refusal);
    }

    [Fact]
    public void Refund_ThatFailsForGood_IsEscalatedAtOnce()
    {
        var order = OrderSteps.Cancel(Order(), [new LineUnits("1", 1)], "", SalesChannel.Web, Monday).Value.Order;

        var failed = OrderSteps.Report(
            order, Instruction(1), new PaymentResult(InstructionState.Failed, Monday) { FailureReason = "card closed", IsPermanent = true }, Monday).Value;

        Assert.Equal(["RefundFailed"], Names(failed));
    }

    [Fact]
    public void Results_OfOneInstruction_TheLatestCounts_WhateverCameFirst()
    {
        var order = OrderSteps.Cancel(Order(Paid(Card with { AmountMinor = 6000 })), [], "", SalesChannel.Web, Monday).Value.Order;
        PaymentResult[] results =
        [
            new(InstructionState.Succeeded, Monday), new(InstructionState.Failed, Monday.AddHours(1)) { FailureReason = "account closed" }, new(InstructionState.Succeeded, Monday.AddHours(2)),
        ];
        foreach (var way in new[] { results, [results[2], results[0], results[1]], [results[1], results[2], results[0], results[1]] })
        {
            var told = way.Aggregate(order, (known, result) => OrderSteps.Report(known, Instruction(1), result, Monday.AddDays(1)).Value.Order);
            Assert.Equal(RefundState.Completed, told.Money.Refunds[0].State);
        }

        // A provider takes back what it said.
        var back = results[..2].Aggregate(order, (known, result) => OrderSteps.Report(known, Instruction(1), result, Monday.AddDays(1)).Value.Order);
        Assert.Equal(RefundState.Retrying, back.Money.Refunds[0].State);
    }

    [Fact]
    public void Results_OfNothing_OrOfAnotherAmount_AreRefused()
    {
        var order = OrderSteps.Cancel(Order(), [new LineUnits("1", 1)], "", SalesChannel.Web, Monday).Value.Order;
        var done = new PaymentResult(InstructionState.Succeeded, Monday);

        foreach (var id in new[] { Instruction(1, refund: 2), Instruction(1, part: 3), Instruction(2), new InstructionId("order-1", InstructionKind.Charge, 1) })
        {
            Assert.IsType<InstructionNotFound>(OrderSteps.Report(order, id, done, Monday).Refusal);
        }

        Assert.IsType<AmountDiffers>(OrderSteps.Report(order, Instruction(1), done with { AmountMinor = 1 }, Monday).Refusal);
        Assert.IsType<OccurredInFuture>(OrderSteps.Report(order, Instruction(1), done with { At = Monday.AddMinutes(6) }, Monday).Refusal);
    }

    [Fact]
    public void Charge_OfWhatIsDue_IsAskedOnce_AndClearsIt()
    {
        var asked = OrderSteps.RequestCharge(Deposit(1000), null, Card, Monday).Value;
        var charge = Assert.IsType<ChargeRequested>(Assert.Single(asked.Events));
        Assert.Equal(5000, charge.Charge.AmountMinor);
        Assert.Equal(0, Assert.IsType<ChargeExceedsDue>(OrderSteps.RequestCharge(asked.Order, 1, Card, Monday).Refusal).DueMinor);

        var failed = OrderSteps.Report(asked.Order, charge.Id, new PaymentResult(InstructionState.Failed, Monday) { FailureReason = "no funds" }, Monday).Value.Order;
        Assert.Equal((OrderStatus.PaymentDue, InstructionState.Failed), (failed.Status, failed.Money.Charges[0].State));
        var second = OrderSteps.RequestCharge(failed, null, null, Monday).Value;
        var id = second.Events.OfType<ChargeRequested>().Single().Id;
        var paid = OrderSteps.Report(second.Order, id, new PaymentResult(InstructionState.Succeeded, Monday) { Kind = TenderKind.Wallet, Reference = "w-1", AmountMinor = 5000 }, Monday).Value;

        Assert.Equal(["PaymentReceived"], Names(paid));
        Assert.Equal((OrderStatus.Processing, 0L), (paid.Order.Status, Ledger(paid.Order).DueMinor));
        Assert.Empty(OrderSteps.Report(paid.Order, id, new PaymentResult(InstructionState.Failed, Monday) { FailureReason = "late" }, Monday).Value.Events);
    }

    [Fact]
    public void Charge_ThatIsPaidAfterTheOrderWasCancelled_GoesBack()
    {
        var asked = OrderSteps.RequestCharge(Deposit(1000), null, Card, Monday).Value;
        var cancelled = OrderSteps.Cancel(asked.Order, [], "", SalesChannel.Web, Monday).Value.Order;

        var paid = OrderSteps.Report(
            cancelled, asked.Events.OfType<ChargeRequested>().Single().Id, new PaymentResult(InstructionState.Succeeded, Monday) { Reference = "late", AmountMinor = 5000 }, Monday).Value;

        Assert.Equal(["PaymentReceived", "RefundRequested"], Names(paid));
        Assert.Equal([1000L, 5000L], paid.Order.Money.Refunds.Select(refund => refund.AmountMinor));
    }

    [Fact]
    public void Goodwill_ComesOffThePrice_AndNeverExceedsWhatWasPaid()
    {
        var given = OrderSteps.RequestRefund(Order(), new RefundAsk("g-1", "GOODWILL", 500), Monday).Value;
        Assert.Equal((500L, 5500L), (Refund(given).AmountMinor, Ledger(given.Order).CostMinor));
        Assert.Equal(5500, Assert.IsType<RefundExceedsPaid>(OrderSteps.RequestRefund(given.Order, new RefundAsk("g-2", "GOODWILL", 5501), Monday).Refusal).LeftMinor);
        Assert.Equal(5500, Refund(OrderSteps.Cancel(given.Order, [], "", SalesChannel.Web, Monday).Value).AmountMinor);
        Assert.Equal(0, Assert.IsType<RefundExceedsPaid>(OrderSteps.RequestRefund(Deposit(1000), new RefundAsk("g-1", "GOODWILL", 1), Monday).Refusal).LeftMinor);
    }

    [Theory]
    [InlineData("o.1~r1.2.3", true)]
    [InlineData("o~p1~c4", true)]
    [InlineData("o~r1.2", false)]
    [InlineData("o~r0.1.1", false)]
    [InlineData("o~c-1", false)]
    [InlineData("~c1", false)]
    [InlineData("o~c", false)]
    [InlineData("", false)]
    public void InstructionId_IsReadAsItWasTold(string text, bool isOne) => Assert.Equal(isOne ? text : null, InstructionId.Parse(text)?.Text);

    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("4111 1111 1111 1111", true)]
    [InlineData("3782-822463-10005", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("pm_4111111111111111", false)]
    [InlineData("00000000000", false)]
    [InlineData("", false)]
    public void CardNumber_IsKnownAsOne(string text, bool isOne) => Assert.Equal(isOne, CardNumbers.IsOne(text));

    private static Order Deposit(long minor) => Order(Paid(Card with { AmountMinor = minor }));

    private static Sale Paid(params Tender[] tenders) => Sale() with { Tenders = tenders };

    private static PaymentLedger Ledger(Order order) => new(order.Sale, order.Money);

    private static Refund Refund(Change change) => change.Order.Money.Refunds[^1];

    private static InstructionId Instruction(int tried, int refund = 1, int part = 1) => new("order-1", InstructionKind.Refund, refund, part, tried);

    private static Change Fail(Order order, int tried, DateTimeOffset now) =>
        OrderSteps.Report(order, Instruction(tried), new PaymentResult(InstructionState.Failed, now) { FailureReason = "card closed" }, now).Value;

    private static Change Pay(Order order, string id, long minor) => Record(order, id, minor).Value;

    private static Decision<Change> Record(Order order, string id, long minor, string? reference = null, PaymentState state = PaymentState.Captured) =>
        OrderSteps.RecordPayment(order, new Tender(TenderKind.Card, reference ?? "ref-" + id, minor), id, state, Monday, Monday);

    private static IEnumerable<string> Names(Change change) => change.Events.Select(e => e.GetType().Name);
}
