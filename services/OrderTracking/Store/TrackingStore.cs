using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Store;

/// <summary>One event of a report, in our terms.</summary>
/// <param name="Report">Position of its report in the batch.</param>
/// <param name="Parcel">Which parcel.</param>
/// <param name="Event">What happened.</param>
public sealed record IncomingEvent(int Report, ParcelNumber Parcel, TrackingEvent Event);

/// <summary>How a carrier names a parcel.</summary>
/// <param name="CarrierCode">The carrier.</param>
/// <param name="TrackingNumber">However it is written: people and labels put blanks and dashes between.</param>
public readonly record struct ParcelNumber(string CarrierCode, string TrackingNumber)
{
    /// <summary>In its canonical form; empty for a parcel without a number.</summary>
    public string TrackingNumber { get; } = Canonical.TrackingNumber(TrackingNumber) ?? "";

    /// <summary>Under which its events wait.</summary>
    public string Key => $"{CarrierCode}/{TrackingNumber}";
}

/// <summary>What became of a report's events.</summary>
public sealed class ReportTally
{
    /// <summary>New.</summary>
    public int Accepted { get; set; }

    /// <summary>Known.</summary>
    public int Duplicate { get; set; }

    /// <summary>New, of a code that nobody knows.</summary>
    public int Unknown { get; set; }

    /// <summary>New, of a parcel that is not announced yet.</summary>
    public int Pending { get; set; }
}

/// <summary>Parcels and what carriers tell of them.</summary>
public sealed class TrackingStore(CommandExecutor executor, IDatabase database, OrderRows rows)
{
    // Scans of parcels that are not announced: those of other systems on the same account never are.
    private static readonly WaitingRoom Waiting = new("scans-of-parcels", TimeSpan.FromDays(30));

    /// <summary>Applies a batch of events in one transaction: the orders that they touch are loaded and saved once each.</summary>
    public async Task<IReadOnlyList<ReportTally>> Ingest(IReadOnlyList<IncomingEvent> events, int reports, CancellationToken cancellation)
    {
        var (tallies, early) = await executor.Apply(
            async unit =>
            {
                ReportTally[] tallies = [.. Enumerable.Range(0, reports).Select(_ => new ReportTally())];
                var early = new HashSet<ParcelNumber>();
                var parcels = await Find(unit.Sql, events.Select(e => e.Parcel));
                await ApplyToOrders(unit, events.Where(e => parcels.ContainsKey(e.Parcel)), parcels, tallies);
                await Keep(unit, [.. events.Where(e => !parcels.ContainsKey(e.Parcel))], tallies, early);
                return (tallies, early);
            },
            cancellation);
        await ApplyEarly(early, cancellation);
        return tallies;
    }

    /// <summary>Announces a parcel; a number that is a parcel of this order already answers that parcel.</summary>
    /// <exception cref="RefusedException">No such order or line, more than is open, or the number belongs to another order's parcel.</exception>
    public async Task<TAnswer> Announce<TAnswer>(
        CommandContext command, string orderId, Shipment parcel, Func<Shipment, Order, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new()
    {
        var number = new ParcelNumber(parcel.CarrierCode, parcel.TrackingNumber);
        var result = await executor.Execute(
            command,
            async unit =>
            {
                var order = await OrderRows.Load(unit.Sql, orderId) ?? throw new RefusedException(new OrderNotFound());
                var named = parcel with { ShipmentId = unit.NewId().ToString(), CreatedAt = unit.Now };
                if (await Register(unit, number, orderId, named.ShipmentId) is { } existing)
                {
                    return answer(order.Shipments.First(s => s.ShipmentId == existing), order);
                }

                var change = OrderSteps.Ship(order, named, unit.Now, await TakeEarly(unit, number)).Value;
                rows.Update(unit, order, change);
                return answer(change.Order.Shipments[^1], change.Order);
            },
            cancellation);
        if (number.TrackingNumber.Length > 0)
        {
            await ApplyEarly([number], cancellation);
        }

        return result;
    }

    /// <summary>Claims a number for a parcel, within the step that announces it. Answers the parcel of this order that has it already, else null.</summary>
    private static async Task<string?> Register(UnitOfWork unit, ParcelNumber number, string orderId, string shipmentId)
    {
        if (number.TrackingNumber.Length == 0)
        {
            return null;
        }

        var taken = await unit.Sql.QueryFirst<ParcelRow>(
            $"{SelectParcel} where carrier_code = @CarrierCode and tracking_number = @TrackingNumber", new { number.CarrierCode, number.TrackingNumber });
        if (taken is not null)
        {
            return taken.OrderId == orderId ? taken.ShipmentId : throw new RefusedException(new TrackingNumberTaken());
        }

        unit.Sql.Defer(
            "insert into parcels (carrier_code, tracking_number, order_id, shipment_id) values (@CarrierCode, @TrackingNumber, @orderId, @shipmentId)",
            new { number.CarrierCode, number.TrackingNumber, orderId, shipmentId });
        return null;
    }

    /// <summary>Takes out the events that waited for a parcel.</summary>
    private static async Task<IReadOnlyList<TrackingEvent>> TakeEarly(UnitOfWork unit, ParcelNumber number) => number.TrackingNumber.Length == 0
        ? []
        : [.. (await Waiting.Take(unit, number.Key)).Select(news => OrderDocument.Read<TrackingEvent>(news.Data))];

    /// <summary>
    /// Applies events that wait although their parcel is there: it was announced while they were stored, and neither transaction saw the other. Both
    /// callers look after their commit, so one of them sees both.
    /// </summary>
    public async Task ApplyEarly(IReadOnlyCollection<ParcelNumber> numbers, CancellationToken cancellation)
    {
        if (numbers.Count == 0)
        {
            return;
        }

        var parcels = await database.Read(sql => Find(sql, numbers), cancellation);
        foreach (var (number, parcel) in parcels)
        {
            await executor.Apply(
                async unit =>
                {
                    if (await OrderRows.Load(unit.Sql, parcel.OrderId) is { } order && await TakeEarly(unit, number) is { Count: > 0 } waiting)
                    {
                        rows.Update(unit, order, OrderSteps.Track(order, parcel.ShipmentId, waiting, unit.Now));
                    }
                },
                cancellation);
        }
    }

    private async Task ApplyToOrders(
        UnitOfWork unit, IEnumerable<IncomingEvent> events, Dictionary<ParcelNumber, ParcelRow> parcels, ReportTally[] tallies)
    {
        var byOrder = events.GroupBy(e => parcels[e.Parcel].OrderId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var (orderId, before) in await OrderRows.Load(unit.Sql, byOrder.Keys))
        {
            var order = before;
            var told = new List<OrderEvent>();
            foreach (var group in byOrder[orderId].GroupBy(e => parcels[e.Parcel].ShipmentId, StringComparer.Ordinal))
            {
                var known = order.Shipments.First(s => s.ShipmentId == group.Key).Events.Select(e => e.EventId).ToHashSet(StringComparer.Ordinal);
                foreach (var next in group)
                {
                    Count(tallies[next.Report], next.Event, known.Add(next.Event.EventId));
                }

                var change = OrderSteps.Track(order, group.Key, [.. group.Select(e => e.Event)], unit.Now);
                order = change.Order;
                told.AddRange(change.Events);
            }

            rows.Update(unit, before, new Change(order, told));
        }
    }

    // Every parcel of the carrier's account is told of: too many for a lock each. So both sides look again after their commits.
    private static async Task Keep(UnitOfWork unit, List<IncomingEvent> events, ReportTally[] tallies, HashSet<ParcelNumber> early)
    {
        var fresh = await Waiting.KeepUnlocked(
            unit,
            [.. events.DistinctBy(next => next.Event.EventId).Select(next => (
                next.Parcel.Key, new WaitingNews(next.Event.EventId, nameof(TrackingEvent), next.Event.OccurredAt.ToMicros(), OrderDocument.Write(next.Event))))]);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var next in events)
        {
            var isNew = fresh.Contains(next.Event.EventId) && told.Add(next.Event.EventId);
            Count(tallies[next.Report], next.Event, isNew);
            if (isNew)
            {
                tallies[next.Report].Pending++;
                early.Add(next.Parcel);
            }
        }
    }

    private static void Count(ReportTally tally, TrackingEvent e, bool isNew)
    {
        if (!isNew)
        {
            tally.Duplicate++;
            return;
        }

        tally.Accepted++;
        tally.Unknown += e.Status is ShipmentStatus.Unspecified ? 1 : 0;
    }

    private const string SelectParcel =
        "select carrier_code as CarrierCode, tracking_number as TrackingNumber, order_id as OrderId, shipment_id as ShipmentId from parcels";

    private static async Task<Dictionary<ParcelNumber, ParcelRow>> Find(SqlSession sql, IEnumerable<ParcelNumber> numbers)
    {
        var wanted = numbers.ToHashSet();
        var found = new Dictionary<ParcelNumber, ParcelRow>();
        foreach (var batch in wanted.Select(number => number.TrackingNumber).Distinct(StringComparer.Ordinal).Chunk(OrderRows.Chunk))
        {
            foreach (var row in await sql.Query<ParcelRow>($"{SelectParcel} where tracking_number {sql.Dialect.In("@batch")}", new { batch }))
            {
                var number = new ParcelNumber(row.CarrierCode, row.TrackingNumber);
                if (wanted.Contains(number))
                {
                    found[number] = row;
                }
            }
        }

        return found;
    }

    private sealed record ParcelRow
    {
        public string CarrierCode { get; init; } = "";

        public string TrackingNumber { get; init; } = "";

        public string OrderId { get; init; } = "";

        public string ShipmentId { get; init; } = "";
    }
}
