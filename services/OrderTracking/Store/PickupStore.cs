using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Who asks about a pickup.</summary>
/// <param name="Who">As for orders.</param>
/// <param name="StoreId">The only store whose work they see; null for any.</param>
/// <param name="By">Device or person, for the history.</param>
public sealed record PickupCaller(Requester Who, string? StoreId, string By)
{
    /// <summary>Whether the work of a store is theirs to see.</summary>
    public bool Works(string storeId) => StoreId is null || StoreId == storeId;
}

/// <summary>Codes of pickups.</summary>
internal static class PickupCodesOfCollectors
{
    /// <summary>Whose code was typed: a collector's id, or empty for the owner; null when it is that of nobody who may collect.</summary>
    public static string? WhoseCode(this Pickup pickup, PickupCodes codes, string typed) =>
        codes.WhoseIs(pickup.PickupId, pickup.Collectors.Where(collector => !collector.IsRevoked).Select(collector => collector.CollectorId), typed);
}

/// <summary>A pickup with its order.</summary>
public sealed record OrderPickup(Order Order, Pickup Pickup);

/// <summary>Steps of single pickups, and stores' lists of work.</summary>
public sealed class PickupStore(CommandExecutor executor, IDatabase database, OrderRows rows, PickupCodes codes)
{
    private static readonly long[] Open = [(long)PickupStatus.Waiting, (long)PickupStatus.Picking, (long)PickupStatus.Ready];

    /// <summary>A step of a pickup that the caller may see; another one's answers like none.</summary>
    /// <param name="command">The call.</param>
    /// <param name="pickupId">Which.</param>
    /// <param name="caller">Who.</param>
    /// <param name="decide">The step: order, pickup, the id of its event, now.</param>
    /// <param name="answer">From the order and the pickup after it.</param>
    /// <param name="cancellation">Cancels.</param>
    public Task<TAnswer> Execute<TAnswer>(
        CommandContext command,
        string pickupId,
        PickupCaller caller,
        Func<Order, Pickup, string, DateTimeOffset, Decision<Change>> decide,
        Func<Order, Pickup, TAnswer> answer,
        CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(
            command,
            async unit =>
            {
                var order = Pickup.OrderOf(pickupId) is { } orderId ? await OrderRows.Load(unit.Sql, orderId) : null;
                var pickup = await Seen(unit.Sql, order, pickupId, caller) ?? throw new RefusedException(new PickupNotFound());
                var change = decide(order!, pickup, unit.NewId().ToString(), unit.Now).Value;
                rows.Update(unit, order!, change);
                return answer(change.Order, change.Order.Pickups.First(after => after.PickupId == pickupId));
            },
            cancellation);

    /// <summary>A pickup that the caller may see; null when there is none.</summary>
    public Task<OrderPickup?> Find(string pickupId, PickupCaller caller, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var order = Pickup.OrderOf(pickupId) is { } orderId ? await OrderRows.Peek(sql, orderId) : null;
            return await Seen(sql, order, pickupId, caller) is { } pickup ? new OrderPickup(order!, pickup) : null;
        },
        cancellation);

    /// <summary>A store's pickup whose code is shown, that is not over; null when there is none.</summary>
    public Task<OrderPickup?> FindByCode(string storeId, string code, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var found = await sql.Query<Row>(
                """
                select pickups.pickup_id as PickupId, orders.state as State from pickup_codes
                    join pickups on pickups.pickup_id = pickup_codes.pickup_id join orders on orders.order_id = pickups.order_id
                where pickup_codes.store_id = @storeId and pickup_codes.code_key = @key order by pickups.sort_key limit 8
                """,
                new { storeId, key = codes.KeyOf(code) });
            return found.Select(row => row.Read()).FirstOrDefault(each => each.Pickup.WhoseCode(codes, code) is not null);
        },
        cancellation);

    /// <summary>A store's work; without statuses what is still to be done.</summary>
    public async Task<(IReadOnlyList<OrderPickup> Pickups, PagePlace? Next)> List(
        string storeId, IReadOnlyCollection<PickupStatus> statuses, int size, PagePlace? after, CancellationToken cancellation)
    {
        var found = await database.Read(
            sql => sql.Query<Row>(
                $"""
                select pickups.pickup_id as PickupId, pickups.sort_key as SortKey, orders.state as State from pickups join orders on orders.order_id = pickups.order_id
                where pickups.store_id = @storeId and pickups.status {sql.Dialect.In("@statuses")} and (pickups.sort_key, pickups.pickup_id) > (@position, @id)
                order by pickups.sort_key, pickups.pickup_id limit @most
                """,
                new
                {
                    storeId,
                    statuses = statuses.Count > 0 ? [.. statuses.Select(status => (long)status)] : Open,
                    position = after?.Position ?? long.MinValue,
                    id = after?.Id ?? "",
                    most = size + 1,
                }),
            cancellation);
        var page = found.Take(OrderDocument.FittingPage(found.Select(row => row.State), size)).ToList();
        return ([.. page.Select(row => row.Read())], found.Count > page.Count ? new PagePlace(page[^1].SortKey, Id: page[^1].PickupId) : null);
    }

    /// <summary>Gives units to a store to send.</summary>
    public Task<TAnswer> Assign<TAnswer>(
        CommandContext command, string orderId, string storeId, IReadOnlyList<LineUnits> lines, Func<Order, Pickup, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(
            command,
            async unit =>
            {
                var order = await OrderRows.Load(unit.Sql, orderId) ?? throw new RefusedException(new OrderNotFound());
                var change = OrderSteps.AssignToStore(order, storeId, await StoreRecords.PlaceOf(unit.Sql, storeId), lines, unit.Now).Value;
                rows.Update(unit, order, change);
                return answer(change.Order, change.Order.Pickups[^1]);
            },
            cancellation);

    /// <summary>Gives units to another store, or has them shipped.</summary>
    public Task<TAnswer> Move<TAnswer>(
        CommandContext command, string pickupId, IReadOnlyList<LineUnits> lines, string to, string by, Func<Order, Pickup, Pickup?, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(
            command,
            async unit =>
            {
                var order = (Pickup.OrderOf(pickupId) is { } orderId ? await OrderRows.Load(unit.Sql, orderId) : null) ?? throw new RefusedException(new PickupNotFound());
                var told = new PickupTold(unit.NewId().ToString(), by, unit.Now);
                var change = OrderSteps.MovePickup(order, pickupId, lines, to, await StoreRecords.PlaceOf(unit.Sql, to), told, unit.Now).Value;
                rows.Update(unit, order, change);
                return answer(change.Order, change.Order.Pickups.First(pickup => pickup.PickupId == pickupId), change.Order.Pickups.Count > order.Pickups.Count ? change.Order.Pickups[^1] : null);
            },
            cancellation);

    private static async Task<Pickup?> Seen(SqlSession sql, Order? order, string pickupId, PickupCaller caller) =>
        order?.Pickups.FirstOrDefault(known => known.PickupId == pickupId) is { } pickup && caller.Works(pickup.StoreId) && await OrderQueries.MaySee(sql, order, caller.Who) ? pickup : null;

    private sealed record Row
    {
        public string PickupId { get; init; } = "";

        public long SortKey { get; init; }

        public byte[] State { get; init; } = [];

        public OrderPickup Read()
        {
            var order = OrderDocument.Read(State);
            return new OrderPickup(order, order.Pickups.First(pickup => pickup.PickupId == PickupId));
        }
    }
}
