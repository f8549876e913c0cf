using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Timers;
using RefundState = Omnichannel.OrderTracking.Domain.RefundState;
using SavedTender = Omnichannel.OrderTracking.Domain.SavedTender;
using TenderKind = Omnichannel.Platform.Domain.TenderKind;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <content>The money of orders, and saved means of payment.</content>
public abstract partial class OrderStoreContract
{
    [Fact]
    public async Task Refund_ThatFailed_IsTriedAgainByItsTimer_OnceEach_UntilStaffMust()
    {
        await Place(Some.Sale());
        await store.ApplyReturnOnce(executor, Asked("rf-1", 1000));
        await store.ApplyReturnOnce(executor, Asked("rf-1", 1000));
        Assert.Equal(["OrderPlaced", "RefundRequested"], await Published());
        Assert.Null(await RefundTimer());

        for (var tried = 1; tried < 5; tried++)
        {
            await Fail(tried);
            var timer = (await RefundTimer())!;
            await store.RetryRefunds(timer with { Generation = timer.Generation + 1 }, default);
            clock.Now = timer.DueAt;
            await store.RetryRefunds(timer, default);
            await store.RetryRefunds(timer, default);
            Assert.Equal(tried + 1, (await Load("order-1")).Money.Refunds[0].Parts[0].Tries.Count);
            Assert.Null(await RefundTimer());
        }

        await Fail(5);
        Assert.Null(await RefundTimer());
        Assert.Equal(RefundState.Escalated, (await Load("order-1")).Money.Refunds[0].State);
        Assert.Equal(["OrderPlaced", "RefundRequested", "RefundRequested", "RefundRequested", "RefundRequested", "RefundRequested", "RefundFailed"], await Published());
    }

    [Fact]
    public async Task Return_AskingBeforeItsOrder_Waits_AndIsGrantedOnce()
    {
        await store.ApplyReturnOnce(executor, Asked("rf-1", 1000));
        await Place(Some.Sale());

        Assert.Equal(["OrderPlaced", "RefundRequested"], await Published());
        Assert.Equal(1000, Assert.Single((await Load("order-1")).Money.Refunds).AmountMinor);
    }

    [Fact]
    public async Task CancelledAndReturnedAtOnce_ManyTimes_GiveBackWhatWasPaidOnce()
    {
        await Place(Some.Sale());
        var cancel = Enumerable.Range(0, 4).Select(_ => store.Apply(
            "order-1", new OrderNotFound(), (order, now) => OrderSteps.Cancel(order, [new LineUnits("1", 1)], "", SalesChannel.Web, now), default));
        var asks = Enumerable.Range(0, 8).Select(i => store.ApplyReturnOnce(executor, Asked($"rf-{i % 2}", 1500)));

        await Task.WhenAll([.. cancel.Select(Quietly), .. asks]);

        var order = await Load("order-1");
        var ledger = new PaymentLedger(order.Sale, order.Money);
        Assert.Equal((6000L, 0L), (ledger.GivenBackMinor, ledger.Tenders.Sum(tender => tender.LeftMinor)));
        Assert.Equal(5, order.Money.Refunds.Count);

        static async Task Quietly(Task<Order> task)
        {
            try
            {
                await task;
            }
            catch (RefusedException refused) when (refused.Refusal is AlreadyCancelled)
            {
                // There are three units only.
            }
        }
    }

    [Fact]
    public async Task Money_IsStoredAsItIs()
    {
        await Place(Some.Sale() with { Tenders = [new Omnichannel.OrderTracking.Domain.Tender(TenderKind.Card, "card-1", 1000)] });
        await store.Apply("order-1", new OrderNotFound(), (order, now) => OrderSteps.RequestCharge(order, 700, null, now), default);
        await store.Apply(
            "order-1", new OrderNotFound(), (order, now) => OrderSteps.RecordPayment(order, new(TenderKind.Cash, "", 5300), "door", Omnichannel.OrderTracking.Domain.PaymentState.Captured, now, now), default);

        var order = await Load("order-1");
        var payments = order.ToPayments();

        Assert.Equal((6000L, 6300L, 300L, 0L), (payments.Cost.AmountMinor, payments.Captured.AmountMinor, payments.GivenBack.AmountMinor, payments.Due.AmountMinor));
        Assert.Equal([1000L, 5300L], order.ToProto().Tenders.Select(tender => tender.Amount.AmountMinor));
        Assert.Equal("OVERPAID", Assert.Single(payments.Refunds).Reason);
        Assert.Equal("order-1~c1", Assert.Single(payments.Charges).InstructionId);
    }

    [Fact]
    public async Task SavedTenders_OfOneCustomer_ManyAtOnce_AreAllKept_TheFirstIsTheDefault()
    {
        var saved = new SavedTenderStore(executor, database);
        Assert.Empty((await saved.Find("customer-1", default)).All);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Save("customer-1", $"pm-{i % 4}")));
        await Save("customer-2", "pm-0");

        var all = (await saved.Find("customer-1", default)).All;
        Assert.Equal(4, all.Select(tender => (tender.TenderId, tender.Reference)).Distinct().Count());
        Assert.Equal(4, all.Count);
        await saved.Apply("customer-1", (known, _) => known.Prefer(all[2].TenderId), default);
        Assert.Equal(all[2], (await saved.Find("customer-1", default)).All[0]);
        await saved.Apply("customer-1", (known, _) => known.Delete(all[2].TenderId), default);
        Assert.Equal([all[0], all[1], all[3]], (await saved.Find("customer-1", default)).All);
        await Assert.ThrowsAsync<RefusedException>(() => saved.Apply("customer-2", (known, _) => known.Delete(all[0].TenderId), default));

        Task<SavedTenders> Save(string customer, string reference) => saved.Apply(
            customer, (known, id) => known.Save(new SavedTender { TenderId = id.ToString(), Kind = TenderKind.Card, Reference = reference }), default);
    }

    private static ReturnNews Asked(string refundId, long minor) =>
        new(ReturnNewsKind.Owed, "order-1", Guid.NewGuid().ToString(), "r-1", Some.Monday) { Ask = new RefundAsk(refundId, "RETURN", minor) { ReturnId = "r-1" } };

    private Task Fail(int tried) => store.Apply(
        "order-1",
        new OrderNotFound(),
        (order, now) => OrderSteps.Report(
            order, new InstructionId("order-1", InstructionKind.Refund, 1, 1, tried), new PaymentResult(Omnichannel.OrderTracking.Domain.InstructionState.Failed, now) { FailureReason = "card closed" }, now),
        default);

    private Task<DueTimer?> RefundTimer() => Timer($" where kind = '{OrderRows.RefundTimerKind}'");
}

/// <summary>Shortens what tests say often.</summary>
internal static class StoreShortcuts
{
    /// <summary>One event of Returns, in a transaction of its own.</summary>
    public static Task ApplyReturnOnce(this OrderStore store, Platform.Execution.CommandExecutor executor, ReturnNews news) => executor.Apply(unit => store.ApplyReturn(unit, news));
}
