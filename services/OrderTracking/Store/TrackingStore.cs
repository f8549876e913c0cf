using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Parcels and what carriers tell of them.</summary>
public sealed class TrackingStore(CommandExecutor executor, IDatabase database, OrderRows rows, ParcelRows parcelRows, PassageStore passages)
{
    /// <summary>Kind of the timer that asks a parcel's carrier; its key is the parcel's number.</summary>
    public const string PollTimerKind = "carrier-poll";

    /// <summary>Kind of the timer that looks for scans that came while their parcel was announced; its key is the parcel's number.</summary>
    public const string EarlyTimerKind = "early-scans";

    // Of one number that is not announced. Its announcement takes all that waits in one transaction.
    private const int MostWaiting = 1_000;

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
                var parcels = await ParcelRows.Find(unit.Sql, events.Select(e => e.Parcel));
                var known = events.Where(e => parcels.ContainsKey(e.Parcel)).ToLookup(e => ParcelRow.At(parcels[e.Parcel], e.Event));
                early.UnionWith(await ApplyToOrders(unit, known, tallies));
                foreach (var e in known[null])
                {
                    tallies[e.Report].Outdated++;
                }

                await Keep(unit, [.. events.Where(e => !parcels.ContainsKey(e.Parcel))], tallies, early);
                return (tallies, early);
            },
            cancellation);
        await ApplyEarly(early, cancellation);
        return tallies;
    }

    /// <summary>Announces a parcel; a number that means a parcel of this order already answers that parcel.</summary>
    /// <param name="command">The call.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="parcel">With what whoever announces it knows of it.</param>
    /// <param name="ship">The step: order, parcel, now, and what its carrier told before.</param>
    /// <param name="ifUnknown">When there is no such order.</param>
    /// <param name="answer">From the parcel, and the order after it.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="RefusedException">No such order or line, more than is open, or the number means another order's parcel.</exception>
    public async Task<TAnswer> Announce<TAnswer>(
        CommandContext command,
        string orderId,
        Shipment parcel,
        Func<Order, Shipment, DateTimeOffset, IReadOnlyList<TrackingEvent>, Decision<Change>> ship,
        Refusal ifUnknown,
        Func<Shipment, Order, TAnswer> answer,
        CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new()
    {
        var number = new ParcelNumber(parcel.CarrierCode, parcel.TrackingNumber);
        IReadOnlyList<ParcelNumber> all = [number, .. parcel.Pieces.Select(piece => new ParcelNumber(parcel.CarrierCode, piece)).Where(piece => piece != number)];
        var numbers = new List<ParcelNumber>();
        var result = await executor.Execute(
            command,
            async unit =>
            {
                var order = await OrderRows.Load(unit.Sql, orderId) ?? throw new RefusedException(ifUnknown);
                var usual = await passages.Usual(unit.Sql, parcel.CarrierCode, order.Sale);
                var named = parcel with { ShipmentId = unit.NewId().ToString(), CreatedAt = unit.Now, Usual = usual };
                await ParcelRows.Lock(unit, all);
                var told = new List<TrackingEvent>();
                var turns = new List<(ParcelNumber Number, int Turn)>();
                foreach (var each in all)
                {
                    var earlier = await ParcelRows.Earlier(unit, each, order);
                    if (earlier.FirstOrDefault(parcel => !parcel.Shipment.FreesItsNumber(unit.Now)) is { } holder)
                    {
                        return holder.OrderId == orderId && each == number ? answer(holder.Shipment, order) : throw new RefusedException(new TrackingNumberTaken());
                    }

                    // What the carrier told while the number stood at a parcel by mistake is of this one.
                    var mistaken = earlier.SelectMany(parcel => parcel.Shipment.Events.Where(e => e.Source is "webhook" or "poll" && e.Piece == parcel.Shipment.PieceOf(each.TrackingNumber)));
                    told.AddRange(OfPiece(named, each, [.. mistaken, .. await TakeEarly(unit, each)]));
                    turns.Add((each, earlier.Count + 1));
                }

                var change = ship(order, named, unit.Now, [.. told]).Value;
                var shipment = change.Order.Shipments[^1];
                foreach (var (each, turn) in turns)
                {
                    parcelRows.Register(unit, each, turn, orderId, shipment);
                }

                numbers.AddRange(await parcelRows.Follow(unit, [.. ParcelRows.Onward(shipment).Select(onward => (onward, orderId, shipment))]));
                rows.Update(unit, order, change);
                return answer(shipment, change.Order);
            },
            cancellation);
        await ApplyEarly([.. all, .. numbers], cancellation);

        return result;
    }

    /// <summary>
    /// A parcel that brings goods back is announced by its return, in the caller's transaction. What its carrier tells meanwhile is looked for again after it, by a timer. Nothing when the
    /// order is not kept any more.
    /// </summary>
    public async Task AnnounceReturn(UnitOfWork unit, string orderId, Shipment parcel)
    {
        if (await OrderRows.Load(unit.Sql, orderId) is not { } order || order.Parcel(parcel.ShipmentId) is not null)
        {
            return;
        }

        var number = new ParcelNumber(parcel.CarrierCode, parcel.TrackingNumber);
        var earlier = await ParcelRows.Earlier(unit, number, order);
        var change = OrderSteps.AnnounceReturn(order, parcel, unit.Now, await TakeEarly(unit, number));
        parcelRows.Register(unit, number, earlier.Count + 1, orderId, change.Order.ReturnShipments[^1]);
        rows.Update(unit, order, change);
        unit.Schedule(EarlyTimerKind, number.Key, unit.Now);
    }

    /// <summary>A parcel that brings goods back was called off.</summary>
    public async Task VoidReturn(UnitOfWork unit, string orderId, string shipmentId, DateTimeOffset at)
    {
        if (await OrderRows.Load(unit.Sql, orderId) is { } order)
        {
            rows.Update(unit, order, OrderSteps.VoidReturn(order, shipmentId, at, unit.Now));
        }
    }

    /// <summary>Looks once more for what a carrier told while its parcel was announced.</summary>
    public async Task TakeEarly(DueTimer timer, CancellationToken cancellation)
    {
        await ApplyEarly([ParcelNumber.OfKey(timer.Key)], cancellation);
        await executor.Execute(timer, _ => Task.CompletedTask, cancellation);
    }

    /// <summary>Takes out the events that waited for a parcel.</summary>
    private static async Task<IReadOnlyList<TrackingEvent>> TakeEarly(UnitOfWork unit, ParcelNumber number) => number.TrackingNumber.Length == 0
        ? []
        : [.. (await Waiting.Take(unit, number.Key)).Select(news => Stored.TrackingEvent.Parser.ParseFrom(news.Data).ToDomain())];

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

        var parcels = await database.Read(sql => ParcelRows.Find(sql, numbers), cancellation);
        foreach (var (number, announced) in parcels)
        {
            await executor.Apply(
                async unit =>
                {
                    var waiting = (await TakeEarly(unit, number)).ToLookup(e => ParcelRow.At(announced, e));
                    foreach (var (orderId, order) in await OrderRows.Load(unit.Sql, [.. waiting.Where(parcel => parcel.Key is not null).Select(parcel => parcel.Key!.OrderId)]))
                    {
                        Track(unit, order, [.. waiting.Where(parcel => parcel.Key?.OrderId == orderId).Select(parcel => (parcel.Key!.ShipmentId, OfPiece(order, parcel.Key, number, parcel)))]);
                    }
                },
                cancellation);
        }
    }

    /// <summary>The parcel that a number means now; null when it means none.</summary>
    public Task<Shipment?> FindLatest(ParcelNumber number, CancellationToken cancellation) => database.Read(
        async sql => (await ParcelRows.Find(sql, [number])).TryGetValue(number, out var parcels)
            ? (await OrderRows.Peek(sql, parcels[0].OrderId))?.Parcel(parcels[0].ShipmentId)
            : null,
        cancellation);

    /// <summary>A carrier was asked: it is asked again at a moment, or not again.</summary>
    public Task PollAgain(DueTimer timer, DateTimeOffset? at, CancellationToken cancellation) => executor.Execute(
        timer,
        unit =>
        {
            if (at is { } next)
            {
                unit.Schedule(PollTimerKind, timer.Key, next);
            }

            return Task.CompletedTask;
        },
        cancellation);

    /// <summary>Answers the numbers under which other carriers go on with parcels, from now on theirs, too.</summary>
    private async Task<IReadOnlyList<ParcelNumber>> ApplyToOrders(UnitOfWork unit, ILookup<ParcelRow?, IncomingEvent> events, ReportTally[] tallies)
    {
        var onward = new List<(ParcelNumber Number, string OrderId, Shipment Shipment)>();
        var byOrder = events.Where(parcel => parcel.Key is not null).ToLookup(parcel => parcel.Key!.OrderId, StringComparer.Ordinal);
        foreach (var (orderId, order) in await OrderRows.Load(unit.Sql, [.. byOrder.Select(parcels => parcels.Key)]))
        {
            var after = Track(
                unit, order, [.. byOrder[orderId].Select(parcel => (parcel.Key!.ShipmentId, OfPiece(order, parcel.Key, parcel.First().Parcel, parcel.Select(e => e.Event))))]);
            foreach (var parcel in byOrder[orderId])
            {
                var (known, kept) = (EventsOf(order, parcel.Key!), EventsOf(after, parcel.Key!));
                foreach (var next in parcel)
                {
                    Count(tallies[next.Report], next.Event, isNew: known.Add(next.Event.EventId), isKept: kept.Contains(next.Event.EventId));
                }
            }

            onward.AddRange(after.Shipments.Concat(after.ReturnShipments).Where(shipment => byOrder[orderId].Any(parcel => parcel.Key!.ShipmentId == shipment.ShipmentId)).SelectMany(shipment =>
                ParcelRows.Onward(shipment).Select(number => (number, orderId, shipment))));
        }

        return await parcelRows.Follow(unit, onward);
    }

    private static HashSet<string> EventsOf(Order order, ParcelRow parcel) =>
        order.Parcel(parcel.ShipmentId)!.Events.Select(e => e.EventId).ToHashSet(StringComparer.Ordinal);

    // An order that several parcels are told of is saved once.
    private Order Track(UnitOfWork unit, Order before, IReadOnlyList<(string ShipmentId, List<TrackingEvent> Events)> parcels)
    {
        var order = before;
        var told = new List<OrderEvent>();
        foreach (var (shipmentId, events) in parcels)
        {
            var change = OrderSteps.Track(order, shipmentId, events, unit.Now);
            order = change.Order;
            told.AddRange(change.Events);
        }

        rows.Update(unit, before, new Change(order, told));
        return order;
    }

    private static List<TrackingEvent> OfPiece(Order order, ParcelRow parcel, ParcelNumber number, IEnumerable<TrackingEvent> events) =>
        OfPiece(order.Parcel(parcel.ShipmentId)!, number, events);

    // Under which number news came tells which of several pieces it is about.
    private static List<TrackingEvent> OfPiece(Shipment shipment, ParcelNumber number, IEnumerable<TrackingEvent> events)
    {
        var piece = shipment.PieceOf(number.TrackingNumber);
        return [.. piece.Length == 0 ? events : events.Select(e => e with { Piece = piece })];
    }

    // Every parcel of the carrier's account is told of: too many for a lock each. So both sides look again after their commits.
    private static async Task Keep(UnitOfWork unit, List<IncomingEvent> events, ReportTally[] tallies, HashSet<ParcelNumber> early)
    {
        var waiting = await Waiting.Count(unit, [.. events.Select(next => next.Parcel.Key).Distinct(StringComparer.Ordinal)]);
        var room = events.GroupBy(next => next.Parcel.Key, StringComparer.Ordinal).SelectMany(parcel => parcel.DistinctBy(next => WaitingId(next.Event))
            .Take(MostWaiting - waiting.GetValueOrDefault(parcel.Key))).ToList();
        var fresh = await Waiting.KeepUnlocked(
            unit,
            [.. room.Select(next => (
                next.Parcel.Key, new WaitingNews(WaitingId(next.Event), nameof(TrackingEvent), next.Event.OccurredAt.ToMicros(), next.Event.ToStored().ToByteArray())))]);
        var taken = room.Select(next => WaitingId(next.Event)).ToHashSet(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var next in events)
        {
            var (id, isFirst) = (WaitingId(next.Event), told.Add(WaitingId(next.Event)));
            var isNew = isFirst && fresh.Contains(id);
            Count(tallies[next.Report], next.Event, isNew: isNew || (isFirst && !taken.Contains(id)), isKept: taken.Contains(id));
            if (isNew)
            {
                tallies[next.Report].Pending++;
                early.Add(next.Parcel);
            }
        }
    }

    // A forecast that a carrier comes back to waits again.
    private static string WaitingId(TrackingEvent e) => e.IsForecast ? $"{e.EventId}@{e.OccurredAt.ToMicros()}" : e.EventId;

    private static void Count(ReportTally tally, TrackingEvent e, bool isNew, bool isKept)
    {
        if (!isNew || !isKept)
        {
            tally.Duplicate += isNew ? 0 : 1;
            tally.Surplus += isNew ? 1 : 0;
            return;
        }

        tally.Accepted++;
        tally.Unknown += e.Status is ShipmentStatus.Unspecified && e.IsScan ? 1 : 0;
    }
}
