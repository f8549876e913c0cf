using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Transport;

/// <summary>What sales, cancellations and returns do to stock after it was counted. History moved long ago.</summary>
public sealed class StockEvents(CommandExecutor executor)
{
    /// <summary>Goods were sold: they are gone, or kept for the order.</summary>
    public Task Placed(OrderPlaced order, CancellationToken cancellation) => order.Origin is not Origin.Live
        ? Task.CompletedTask
        : executor.Apply(
            unit => StockLedger.Book(unit, order.EffectiveAt?.ToDateTimeOffset() ?? unit.Now, Moves(order).ToList()), cancellation);

    /// <summary>Goods that were kept for an order can be sold again; not those that a claim says were lost or damaged.</summary>
    public Task Cancelled(ConsumedEvent<OrderCancelled> cancelled, UnitOfWork unit) => cancelled.Message.Origin is not Origin.Live || cancelled.Message.ClaimId.Length > 0
        ? Task.CompletedTask
        : StockLedger.Book(unit, cancelled.Message.EffectiveAt?.ToDateTimeOffset() ?? cancelled.Record.Time, Moves(cancelled.Message, cancelled.Record.Id).ToList());

    /// <summary>Goods that were kept for an order are kept elsewhere.</summary>
    public Task Moved(ConsumedEvent<PickupMoved> moved, UnitOfWork unit) => moved.Message.Origin is not Origin.Live
        ? Task.CompletedTask
        : StockLedger.Book(unit, moved.Message.EffectiveAt?.ToDateTimeOffset() ?? moved.Record.Time, Moves(moved.Message, moved.Record.Id).ToList());

    /// <summary>Goods that came back were put where they can be sold.</summary>
    public Task Inspected(ConsumedEvent<ReturnInspected> inspected, UnitOfWork unit) => inspected.Message.Origin is not Origin.Live
        ? Task.CompletedTask
        : StockLedger.Book(unit, inspected.Message.EffectiveAt?.ToDateTimeOffset() ?? inspected.Record.Time, Moves(inspected.Message, inspected.Record.Id).ToList());

    private static IEnumerable<StockMove> Moves(OrderPlaced order) =>
        from line in order.Lines
        where !line.NonMerchandise
        let place = PlaceOf(line.Fulfilment, order.StoreId, order.Market)
        where place is not null
        select new StockMove($"order/{order.OrderId}/{line.LineId}", line.Sku, place, -line.Quantity) { Measure = line.Measure.ToDomain() };

    // An order may be cancelled in parts, so the event is the source. What was collected, or sent, from a store was kept there: another one than it was sold at, where it was moved.
    private static IEnumerable<StockMove> Moves(OrderCancelled order, string eventId) => order.Lines
        .Select((line, i) => (Line: line, Source: $"cancellation/{eventId}/{i}"))
        .Where(each => each.Line is { NonMerchandise: false, Gone: false })
        .Select(each => new StockMove(each.Source, each.Line.Sku, Place(each.Line.StoreId, order.Market), each.Line.Quantity) { Measure = each.Line.Measure.ToDomain() });

    private static IEnumerable<StockMove> Moves(PickupMoved moved, string eventId) => moved.Lines.SelectMany((line, i) => new[]
    {
        new StockMove($"moved/{eventId}/{i}/from", line.Sku, Place(moved.StoreId, moved.Market), moved.Gone ? 0 : line.Quantity) { Measure = line.Measure.ToDomain() },
        new StockMove($"moved/{eventId}/{i}/to", line.Sku, Place(moved.ToStoreId, moved.Market), -line.Quantity) { Measure = line.Measure.ToDomain() },
    }).Where(move => move.Quantity != 0);

    private static StockPlace Place(string storeId, string market) => storeId.Length > 0 ? new StockPlace.Store(storeId) : new StockPlace.Warehouse(market);

    private static IEnumerable<StockMove> Moves(ReturnInspected goods, string eventId) => goods.Lines
        .Where(line => line.Disposition is Disposition.Restocked)
        .Select((line, i) => new StockMove(
            $"return/{eventId}/{i}", line.Sku, goods.StoreId.Length > 0 ? new StockPlace.Store(goods.StoreId) : new StockPlace.Warehouse(goods.Market), line.Quantity)
        {
            Measure = line.Measure.ToDomain(),
        });

    private static StockPlace? PlaceOf(Types.V1.Fulfilment? fulfilment, string storeId, string market) =>
        StockPlace.Of(fulfilment?.Digital is not null ? new Domain.Fulfilment.Digital() : OperationMapping.ToFulfilment(fulfilment) ?? new Domain.Fulfilment.Ship(""), storeId, market);
}
