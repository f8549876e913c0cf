using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Which parcels the numbers of carriers mean, one after the other: carriers use their numbers again.</summary>
public sealed class ParcelRows(ICarrierTracking port)
{
    /// <summary>The parcels of numbers, the latest first; numbers without one are left out.</summary>
    internal static async Task<Dictionary<ParcelNumber, List<ParcelRow>>> Find(SqlSession sql, IEnumerable<ParcelNumber> numbers)
    {
        var wanted = numbers.ToHashSet();
        var found = new Dictionary<ParcelNumber, List<ParcelRow>>();
        foreach (var batch in wanted.Select(number => number.TrackingNumber).Distinct(StringComparer.Ordinal).Chunk(OrderRows.Chunk))
        {
            var parcels = await sql.Query<ParcelRow>(
                $"""
                select carrier_code as CarrierCode, tracking_number as TrackingNumber, order_id as OrderId, shipment_id as ShipmentId, counts_from as CountsFrom
                from parcels where tracking_number {sql.Dialect.In("@batch")} order by turn desc
                """,
                new { batch });
            foreach (var parcel in parcels.GroupBy(row => new ParcelNumber(row.CarrierCode, row.TrackingNumber)).Where(parcel => wanted.Contains(parcel.Key)))
            {
                found.Add(parcel.Key, [.. parcel]);
            }
        }

        return found;
    }

    /// <summary>The parcels that a number has meant, while nobody else announces one with it. Their orders are not locked: two that want each other's numbers would wait in a circle.</summary>
    internal static async Task<IReadOnlyList<NumberedParcel>> Earlier(UnitOfWork unit, ParcelNumber number, Order order)
    {
        if (number.TrackingNumber.Length == 0)
        {
            return [];
        }

        await unit.Sql.Lock(LockOf(number));
        var earlier = new List<NumberedParcel>();
        foreach (var row in (await Find(unit.Sql, [number])).GetValueOrDefault(number, []))
        {
            var holder = row.OrderId == order.OrderId ? order : await OrderRows.Peek(unit.Sql, row.OrderId);
            earlier.Add(new NumberedParcel(row.OrderId, holder!.Parcel(row.ShipmentId)!));
        }

        return earlier;
    }

    /// <summary>Nobody else gives these numbers to parcels until the end of the transaction.</summary>
    internal static Task Lock(UnitOfWork unit, IEnumerable<ParcelNumber> numbers) => unit.Sql.Lock([.. numbers.Where(number => number.TrackingNumber.Length > 0).Select(LockOf)]);

    /// <summary>From now on a number means a parcel. Its carrier is asked about it, where it can be.</summary>
    internal void Register(UnitOfWork unit, ParcelNumber number, int turn, string orderId, Shipment shipment)
    {
        if (number.TrackingNumber.Length > 0)
        {
            unit.Sql.Defer(
                """
                insert into parcels (carrier_code, tracking_number, turn, order_id, shipment_id, counts_from)
                values (@CarrierCode, @TrackingNumber, @turn, @orderId, @ShipmentId, @from)
                """,
                new { number.CarrierCode, number.TrackingNumber, turn, orderId, shipment.ShipmentId, from = shipment.CountsFrom.ToMicros() });
            if (port.Every(number.CarrierCode) is not null)
            {
                unit.Schedule(TrackingStore.PollTimerKind, number.Key, unit.Now);
            }
        }
    }

    /// <summary>The numbers under which other carriers go on with a parcel.</summary>
    internal static IEnumerable<ParcelNumber> Onward(Shipment shipment) =>
        shipment.Events.Where(e => e.OnwardCarrier.Length > 0).Select(e => new ParcelNumber(e.OnwardCarrier, e.OnwardNumber)).Where(number => number.TrackingNumber.Length > 0);

    /// <summary>
    /// Numbers under which other carriers go on with parcels mean those, too; answers which of them do from now on. A number that means another parcel still is not taken from it: the
    /// carrier that says so is no more certain than the one who announced that parcel.
    /// </summary>
    internal async Task<IReadOnlyList<ParcelNumber>> Follow(UnitOfWork unit, IReadOnlyList<(ParcelNumber Number, string OrderId, Shipment Shipment)> onward)
    {
        var followed = new List<ParcelNumber>();
        if (onward.Count == 0)
        {
            return followed;
        }

        await Lock(unit, onward.Select(parcel => parcel.Number));
        var known = await Find(unit.Sql, onward.Select(parcel => parcel.Number));
        foreach (var (number, orderId, shipment) in onward.DistinctBy(parcel => parcel.Number))
        {
            var rows = known.GetValueOrDefault(number, []);
            if (rows.Exists(row => row.ShipmentId == shipment.ShipmentId))
            {
                continue;
            }

            var holder = rows.Count > 0 ? (await OrderRows.Peek(unit.Sql, rows[0].OrderId))!.Parcel(rows[0].ShipmentId) : null;
            if (holder is null || holder.FreesItsNumber(unit.Now))
            {
                Register(unit, number, rows.Count + 1, orderId, shipment);
                followed.Add(number);
            }
        }

        return followed;
    }

    private static string LockOf(ParcelNumber number) => $"parcel/{number.Key}";
}

/// <summary>A parcel that a number has meant.</summary>
internal sealed record NumberedParcel(string OrderId, Shipment Shipment);

/// <summary>A parcel that a number means, or has meant.</summary>
internal sealed record ParcelRow
{
    public string CarrierCode { get; init; } = "";

    public string TrackingNumber { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string ShipmentId { get; init; } = "";

    public long CountsFrom { get; init; }

    /// <summary>Which of the parcels of a number an event is of: the last one that was announced before it. Null when it is older than all.</summary>
    public static ParcelRow? At(IReadOnlyList<ParcelRow> latestFirst, TrackingEvent e) => latestFirst.FirstOrDefault(row => row.CountsFrom <= e.LatestAt.ToMicros());
}
