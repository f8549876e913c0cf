using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Omnichannel.Types.V1;
using Actor = Omnichannel.Returns.Domain.Actor;
using Money = Omnichannel.Types.V1.Money;

namespace Omnichannel.Returns.Tests.Store;

/// <content>Withdrawals: proofs that nothing changes, duties that are watched.</content>
public abstract partial class ReturnsStoreContract
{
    private static readonly Actor Anybody = Actor.None(SalesChannel.Web);

    private WithdrawalStore Withdrawals => new(database, executor, store, clock);

    private WithdrawalWatch Watch => new(database, executor, store, breaches);

    [Fact]
    public async Task Withdrawal_ConfirmedManyTimesAtOnce_TakesEffectOnce_AndNeverChanges()
    {
        await PlaceWithDelivery("o1");
        var declared = await Declare("o1", "w1", ("1", 2));

        var confirmed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Withdrawals.Confirm("o1", "w1", declared.StatementHash, Anybody, default)));
        await Refused("WITHDRAWAL_CONFIRMED", () => Declare("o1", "w1", ("2", 1)));
        await Refused("WITHDRAWAL_NOT_FOUND", () => Withdrawals.Confirm("o1", "w2", declared.StatementHash, Anybody, default));

        Assert.Single(confirmed.Select(row => Convert.ToHexString(row.Seal!)).Distinct());
        var told = (await Published()).Where(record => record.Type == V1.WithdrawalConfirmed.Descriptor.FullName).ToList();
        var news = V1.WithdrawalConfirmed.Parser.ParseFrom(Assert.Single(told).Data.Span);
        Assert.Equal(("withdrawal-w1", Convert.ToHexStringLower(confirmed[0].Seal!)), (news.ContactId, news.Seal));
        var goods = await Get(news.ReturnId);
        Assert.Equal((V1.ReturnState.Approved, 667 + 219, 219), (goods.State, goods.RefundAmount.AmountMinor, goods.DeliveryRefund.AmountMinor));
        Assert.Null(goods.ReceiveUntil);
        Assert.Equal([1, 1], (await Withdrawals.Rights("o1", default)).Rights.At(clock.GetUtcNow()).Select(right => right.Quantity));
    }

    [Fact]
    public async Task Withdrawal_OfAnothersOrder_OrChangedMeanwhile_IsNotConfirmed()
    {
        await PlaceWithDelivery("o1");
        await PlaceWithDelivery("o2");
        var declared = await Declare("o1", "w1", ("1", 3));
        await Refused("WITHDRAWAL_NOT_FOUND", () => Declare("o2", "w1"));
        await Begin("o1", "1", 1);

        await Refused("QUANTITY_EXCEEDS_RIGHT", () => Withdrawals.Confirm("o1", "w1", declared.StatementHash, Anybody, default));
        await Refused("STATEMENT_CHANGED", () => Withdrawals.Confirm("o1", "w1", "other", Anybody, default));
    }

    [Fact]
    public async Task Withdrawal_NotConfirmed_IsForgottenAfterADay()
    {
        await PlaceWithDelivery("o1");
        var declared = await Declare("o1", "w1");
        clock.Now += TimeSpan.FromDays(1);
        await Look("w1");

        await Refused("WITHDRAWAL_NOT_FOUND", () => Withdrawals.Confirm("o1", "w1", declared.StatementHash, Anybody, default));
    }

    [Fact]
    public async Task Withdrawal_Duties_AreToldBeforeTheyAreBroken_AndMoneyGoesBackInTime()
    {
        await PlaceWithDelivery("o1");
        var declared = await Declare("o1", "w1", ("1", 3));
        var confirmed = (await Withdrawals.Confirm("o1", "w1", declared.StatementHash, Anybody, default)).ToDomain();

        clock.Now += WithdrawalDuties.AtOnce;
        await Look("w1");
        Assert.Equal([WithdrawalDuties.NotAcknowledged], await Broken());
        await executor.Apply(unit => WithdrawalWatch.Acknowledged(unit, "w1", unit.Now));
        await Look("w1");
        Assert.Empty(await Broken());

        await Posted(confirmed.ReturnId);
        clock.Now = confirmed.RefundDueAt!.Value - WithdrawalDuties.ReleaseBefore;
        await Look("w1");
        var released = await Get(confirmed.ReturnId);
        Assert.Equal((V1.ReturnState.Resolved, 1000 + 329), (released.State, released.Refund.Amount.AmountMinor));
        var owed = (await Published()).Single(record => record.Type == V1.RefundOwed.Descriptor.FullName);
        Assert.Equal(329, V1.RefundOwed.Parser.ParseFrom(owed.Data.Span).Delivery.AmountMinor);

        clock.Now = confirmed.RefundDueAt!.Value - WithdrawalDuties.WarnBefore;
        await Look("w1");
        Assert.Equal([WithdrawalDuties.RefundDue], await Broken());
        await Apply(Sales.Record("o1", new RefundCompleted { ReturnId = released.ReturnId, RefundId = released.Refund.RefundId, Amount = released.Refund.Amount }, version: 9));
        await Look("w1");
        Assert.Empty(await Broken());
    }

    [Fact]
    public async Task Withdrawal_OfGoodsThatLeaveAllTheSame_HasThemComeBack_Once()
    {
        await Apply(Sales.Record("o1", Sales.Placed("o1")));
        var declared = await Declare("o1", "w1", ("1", 2));
        var confirmed = (await Withdrawals.Confirm("o1", "w1", declared.StatementHash, Anybody, default)).ToDomain();
        Assert.Equal(("", 2, 2), (confirmed.ReturnId, confirmed.Lines[0].ToCancel, confirmed.Lines[0].TotalCancelled));

        foreach (var version in new[] { 3, 4 })
        {
            await Apply(Sales.Record("o1", Sales.Fulfilled("o1", candles: 2, lamps: 1, cancelledCandles: 1), version));
        }

        var begun = (await Published()).Single(record => record.Type == V1.ReturnRequested.Descriptor.FullName);
        var late = await Get(V1.ReturnRequested.Parser.ParseFrom(begun.Data.Span).ReturnId);
        Assert.Equal(("w1", 1), (late.WithdrawalId, late.Lines.Single().Quantity));
    }

    [Fact]
    public async Task Withdrawal_TheProof_SurvivesErasureForItsTerm()
    {
        await PlaceWithDelivery("o1");
        await Declare("o1", "w0");
        var declared = await Declare("o1", "w1", ("1", 1));
        await Withdrawals.Confirm("o1", "w1", declared.StatementHash, Anybody, default);
        Assert.Equal(["w0", "w1"], (await Watch.Of(["customer-1"], default)).Select(row => row.WithdrawalId));

        Assert.True(await Watch.Erase("w0", default));
        Assert.False(await Watch.Erase("w1", default));
        Assert.Contains("Ada", (await Withdrawals.Evidence("w1", default))!.ToDomain().Statement, StringComparison.Ordinal);
        clock.Now = declared.DeclaredAt.AddYears(12);
        Assert.True(await Watch.Erase("w1", default));
        Assert.Null(await Withdrawals.Evidence("w1", default));
    }

    [Fact]
    public async Task Withdrawal_OfWhoWasNotTold_IsPossibleForTwelveMonthsMore()
    {
        await PlaceWithDelivery("o1");
        clock.Now += TimeSpan.FromDays(100);
        await Refused("PERIOD_OVER", () => Declare("o1", "w1"));
        await Refused("TIME_IN_FUTURE", () => Withdrawals.Inform("o1", clock.Now.AddDays(1), default));

        await Withdrawals.Inform("o1", null, default);
        Assert.Equal(4, (await Declare("o1", "w1")).Lines.Sum(line => line.Quantity));
        await Withdrawals.Inform("o1", clock.Now.AddDays(-20), default);
        await Refused("PERIOD_OVER", () => Declare("o1", "w2"));
    }

    private async Task PlaceWithDelivery(string orderId)
    {
        var placed = Sales.Placed(orderId);
        placed.Totals.Shipping = new Money { CurrencyCode = "EUR", AmountMinor = 990 };
        placed.Totals.StandardShipping = new Money { CurrencyCode = "EUR", AmountMinor = 495 };
        placed.Totals.Due = new Money { CurrencyCode = "EUR", AmountMinor = 2495 };
        await Apply(Sales.Record(orderId, placed));
        await Apply(Sales.Record(orderId, Sales.Delivered(orderId), version: 2));
    }

    private Task<Withdrawal> Declare(string orderId, string id, params (string, int)[] lines) =>
        Withdrawals.Declare(orderId, new NewWithdrawal(id, "Ada", "ada@example.com", lines, "en"), default);

    private Task Posted(string returnId) => executor.Apply(unit => store.Follow(
        unit, returnId, change => change.Current.Posted(new ReturnParcel("dhl", "1", change.Now), change.Order, change.Policy, change.Now).Value));

    private async Task<IReadOnlyList<string>> Broken() => [.. (await breaches.List(null, 100, default)).Select(breach => breach.Invariant)];

    private async Task Look(string withdrawalId)
    {
        var due = await database.Read(sql => sql.QueryFirst<LookRow>(
            "select generation as Generation, due_at as DueAt from timers where kind = @kind and key = @withdrawalId", new { kind = WithdrawalWatch.LookTimer, withdrawalId }));
        Assert.NotNull(due);
        Assert.True(due.DueAt <= clock.Now.ToMicros(), "nobody looks yet");
        await Watch.Look(new DueTimer(WithdrawalWatch.LookTimer, withdrawalId, due.Generation, Instants.FromMicros(due.DueAt)), default);
    }

    private sealed record LookRow
    {
        public long Generation { get; init; }

        public long DueAt { get; init; }
    }
}
