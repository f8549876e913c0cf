using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <content>Windows are promised, and promised anew.</content>
public static partial class OrderSteps
{
    /// <summary>Promises a window to an order, or to some of its lines, that have none in force.</summary>
    public static Decision<Change> SetPromise(Order order, Window window, IReadOnlyList<string> lineIds, DateTimeOffset now)
    {
        if (order.Sale.Origin is OrderOrigin.Historical)
        {
            return new OrderIsHistorical();
        }

        if (order.Status is OrderStatus.Cancelled)
        {
            return new OrderIsCancelled();
        }

        if (order.DeliveredAt is not null)
        {
            return new OrderIsDelivered();
        }

        if (lineIds.FirstOrDefault(id => order.Sale.Lines.All(line => line.LineId != id)) is { } unknown)
        {
            return new LineNotFound(unknown);
        }

        if (order.Promises.Any(known => known.IsOpen && known.Overlaps(lineIds)))
        {
            return new PromiseExists();
        }

        if (!IsValid(window, now))
        {
            return new WindowInvalid();
        }

        var promise = NewPromise(order, window, lineIds, now);
        return Settle(order, order with { Promises = [.. order.Promises, promise] }, [new PromiseMade(now, promise)], now, now);
    }

    /// <summary>Gives an open promise another window.</summary>
    public static Decision<Change> RevisePromise(Order order, string promiseId, Window window, string reason, DateTimeOffset now)
    {
        var promise = order.Promises.FirstOrDefault(p => p.PromiseId == promiseId);
        if (promise is null)
        {
            return new PromiseNotFound();
        }

        if (!promise.IsOpen)
        {
            return new PromiseFinal();
        }

        if (!IsValid(window, now))
        {
            return new WindowInvalid();
        }

        var revised = promise.Revised(window, reason, now);
        var promises = order.Promises.Select(known => known.PromiseId == promiseId ? revised : known);
        return Settle(order, order with { Promises = [.. promises] }, [new PromiseRevised(now, revised, promise.Window)], now, now);
    }

    private static bool IsValid(Window window, DateTimeOffset now) => window.EarliestAt <= window.LatestAt && window.LatestAt > now;

    private static Promise NewPromise(Order order, Window window, IReadOnlyList<string> lineIds, DateTimeOffset now) =>
        Promise.New($"{order.OrderId}~p{order.Promises.Count + 1}", window, lineIds, now);

    // A shipping option promises what is shipped: of an order that is partly collected only that.
    private static IReadOnlyList<string> ShippedBeside(Sale sale) => sale.Lines.Any(line => line.Method is FulfilmentMethod.Pickup)
        ? [.. sale.Lines.Where(line => line.Method is FulfilmentMethod.Ship && !line.NonMerchandise).Select(line => line.LineId)]
        : [];
}
