using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Order-tracking's events: orders earn, deliveries start the pending period, cancellations take back, broken promises give.</summary>
public sealed class OrderEvents(Store.Orders orders, UsedHolds used, CardSales cards)
{
    public async Task Placed(ConsumedEvent<OrderPlaced> consumed, UnitOfWork unit)
    {
        var placed = consumed.Message;
        await orders.Place(unit, new PlacedOrder
        {
            OrderId = placed.OrderId,
            OrderNumber = placed.OrderNumber,
            CustomerId = OrNull(placed.CustomerId),
            GuestId = OrNull(placed.GuestId),
            BuyerKey = placed.GuestId.Length == 0 ? null : placed.BuyerMarks.FirstOrDefault(mark => mark.Kind is BuyerMarkKind.Email)?.Key,
            PlacedAt = At(placed.EffectiveAt, consumed.Record),
            IsHistorical = placed.Origin is Origin.Historical,
            Channel = placed.Channel.ToDomain(),
            Market = placed.Market,
            CurrencyCode = placed.CurrencyCode,
            StoreId = placed.StoreId,
            HoldId = OrNull(placed.HoldId),
            Lines = [.. placed.Lines.Select(line => new EarningLine(
                line.LineId, line.Sku, line.Category, line.Quantity, line.NetTotal?.AmountMinor ?? 0, !line.NonMerchandise))],
            Marks = [.. placed.BuyerMarks.Select(mark => new Domain.BuyerMark(Words.ToDomain(mark.Kind), mark.Key))],
            Redemptions = [.. placed.Lines.Where(line => line.PointsRedeemed > 0).Select(line => new RedeemedLine(line.LineId, line.Quantity, line.PointsRedeemed))],
        }).ConfigureAwait(false);
        if (WalletEvents.CardsOf(placed) is { } sold)
        {
            await cards.Place(unit, sold).ConfigureAwait(false);
        }
    }

    public Task Delivered(ConsumedEvent<OrderDelivered> consumed, UnitOfWork unit) =>
        orders.Deliver(unit, consumed.Message.OrderId, At(consumed.Message.EffectiveAt, consumed.Record));

    public Task DeliveryCorrected(ConsumedEvent<OrderDeliveryCorrected> consumed, UnitOfWork unit) =>
        orders.CorrectDelivery(unit, consumed.Message.OrderId);

    public async Task Cancelled(ConsumedEvent<OrderCancelled> consumed, UnitOfWork unit)
    {
        var cancelled = consumed.Message;
        await orders.Return(unit, new ReturnedUnits(
            cancelled.OrderId,
            null,
            At(cancelled.EffectiveAt, consumed.Record),
            cancelled.Origin is Origin.Historical,
            cancelled.Channel.ToDomain(),
            [.. cancelled.Lines.Select(line => new ReturnedLine(line.LineId, line.Quantity))])
        {
            CallsOrderOff = cancelled.WholeOrder,
            NewsId = consumed.Record.Id,
        }).ConfigureAwait(false);
        var units = cancelled.Lines.Select(line => (line.LineId, (long)line.Quantity));
        await cards.CallOff(unit, cancelled.OrderId, units, new Cause(unit.Now) { OrderId = cancelled.OrderId, Channel = cancelled.Channel.ToDomain() }).ConfigureAwait(false);
    }

    /// <summary>Units of a return are given back, each once: what they earned goes, what they cost in points comes back.</summary>
    public async Task Counted(ConsumedEvent<ReturnCounted> consumed, UnitOfWork unit)
    {
        var counted = consumed.Message;
        await orders.Return(unit, new ReturnedUnits(
            counted.OrderId,
            counted.ReturnId,
            At(counted.EffectiveAt, consumed.Record),
            counted.Origin is Origin.Historical,
            counted.Channel.ToDomain(),
            [.. counted.Lines.Select(line => new ReturnedLine(line.LineId, line.Quantity))])
        {
            NewsId = consumed.Record.Id,
        }).ConfigureAwait(false);
        var cause = new Cause(unit.Now) { OrderId = counted.OrderId, ReturnId = counted.ReturnId, Channel = counted.Channel.ToDomain() };
        await cards.CallOff(unit, counted.OrderId, counted.Lines.Select(line => (line.LineId, (long)line.Quantity)), cause).ConfigureAwait(false);
    }

    public Task PromiseBroken(ConsumedEvent<PromiseBroken> consumed, UnitOfWork unit) =>
        Break(consumed.Message, consumed.Message.Promise, consumed.Record, unit);

    /// <summary>Only that a promise turned out to be broken matters: what was given for one that was kept after all stays.</summary>
    public Task PromiseOutcomeCorrected(ConsumedEvent<PromiseOutcomeCorrected> consumed, UnitOfWork unit) =>
        consumed.Message.Promise.State is PromiseState.Broken ? Break(consumed.Message, consumed.Message.Promise, consumed.Record, unit) : Task.CompletedTask;

    /// <summary>The payments of the sale go back elsewhere; what it used up here goes back, too.</summary>
    public Task SecondSaleRefused(ConsumedEvent<SecondSaleRefused> consumed, UnitOfWork unit)
    {
        var refused = consumed.Message;
        return used.GiveBack(unit, refused.HoldId, new Cause(At(refused.EffectiveAt, consumed.Record))
        {
            Channel = refused.Channel.ToDomain(),
            OrderId = refused.OrderId,
            OrderNumber = refused.OrderNumber,
        });
    }

    public Task Claimed(ConsumedEvent<OrderClaimed> consumed, UnitOfWork unit) =>
        orders.Claim(unit, consumed.Message.OrderId, consumed.Message.CustomerId);

    private Task Break(IOrderEvent about, DeliveryPromise promise, EventRecord record, UnitOfWork unit) => orders.Break(
        unit, new BrokenPromise(about.OrderId, promise.PromiseId, At(about.EffectiveAt, record), about.Channel.ToDomain()) { OrderNumber = about.OrderNumber });

    internal static DateTimeOffset At(Google.Protobuf.WellKnownTypes.Timestamp? effectiveAt, EventRecord record) =>
        ToDomain.Instant(effectiveAt) ?? record.Time;

    internal static string? OrNull(string text) => text.Length == 0 ? null : text;
}
