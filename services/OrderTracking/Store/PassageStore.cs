using System.Collections.Concurrent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>How parcels travelled, and what is learned from it.</summary>
public sealed class PassageStore(IDatabase database, TimeProvider clock)
{
    private const string Columns =
        """
        parcel_id as ParcelId, market as Market, shipping_option_id as ShippingOptionId, carrier_code as CarrierCode, origin_id as OriginId, country as Country,
        postal_area as PostalArea, ordered_at as OrderedAt, left_at as LeftAt, arrived_at as ArrivedAt
        """;

    // What is usual on a lane changes in weeks, and parcels are announced by the second.
    private static readonly TimeSpan MostAge = TimeSpan.FromHours(1);

    // Anybody who announces a parcel may name any carrier.
    private const int MostLanes = 1000;

    private readonly ConcurrentDictionary<(string Carrier, string Market, string Country), (UsualDays? Days, long At)> usual = new();

    /// <summary>In how many days the parcels of a market's shipping option come; null when too few are known.</summary>
    public async Task<LearnedDays?> DaysOfOption(string market, string optionId, LaneQuestion question, CancellationToken cancellation) => LearnedDays.Of(
        await database.Read(
            sql => Latest(sql, "market = @market and shipping_option_id = @optionId", new { market, optionId, most = Lane.MostParcels }), cancellation),
        question,
        clock.GetUtcNow());

    /// <summary>In how many days a carrier's parcels of a market come; null when too few are known.</summary>
    public async Task<LearnedDays?> DaysOfCarrier(string market, string carrier, LaneQuestion question, CancellationToken cancellation) =>
        LearnedDays.Of(await database.Read(sql => OfCarrier(sql, market, carrier), cancellation), question, clock.GetUtcNow());

    /// <summary>What is usual for a carrier's parcels to where an order goes, at most an hour old; null when too few are known.</summary>
    internal async Task<UsualDays?> Usual(SqlSession sql, string carrier, Sale sale)
    {
        var lane = (carrier, sale.Market, sale.Destination);
        if (usual.TryGetValue(lane, out var known) && clock.GetElapsedTime(known.At) <= MostAge)
        {
            return known.Days;
        }

        if (usual.Count >= MostLanes)
        {
            usual.Clear();
        }

        var days = UsualDays.Of(await OfCarrier(sql, sale.Market, carrier), Lane.Any with { Country = sale.Destination }, clock.GetUtcNow());
        usual[lane] = (days, clock.GetTimestamp());
        return days;
    }

    /// <summary>Writes what an order teaches after a change, as far as it differs from what it taught before.</summary>
    internal static void Write(UnitOfWork unit, Order? before, Order after)
    {
        if (before is not null && ReferenceEquals(before.Sale, after.Sale) && ReferenceEquals(before.Shipments, after.Shipments))
        {
            return;
        }

        var known = before is null ? [] : Passage.Of(before).ToDictionary(passage => passage.ParcelId, StringComparer.Ordinal);
        foreach (var passage in Passage.Of(after))
        {
            known.Remove(passage.ParcelId, out var earlier);
            if (passage != earlier)
            {
                unit.Sql.Defer(
                    """
                    insert into passages (parcel_id, market, shipping_option_id, carrier_code, origin_id, country, postal_area, ordered_at, left_at, arrived_at)
                    values (@ParcelId, @Market, @ShippingOptionId, @CarrierCode, @OriginId, @Country, @PostalArea, @ordered, @left, @arrived)
                    on conflict (parcel_id) do update set left_at = excluded.left_at, arrived_at = excluded.arrived_at
                    """,
                    new
                    {
                        passage.ParcelId,
                        passage.Market,
                        passage.ShippingOptionId,
                        passage.CarrierCode,
                        passage.OriginId,
                        passage.Country,
                        passage.PostalArea,
                        ordered = passage.OrderedAt.ToMicros(),
                        left = passage.LeftAt.ToMicros(),
                        arrived = passage.ArrivedAt?.ToMicros(),
                    });
            }
        }

        foreach (var parcelId in known.Keys)
        {
            unit.Sql.Defer("delete from passages where parcel_id = @parcelId", new { parcelId });
        }
    }

    private static Task<IEnumerable<Passage>> OfCarrier(SqlSession sql, string market, string carrier) =>
        Latest(sql, "carrier_code = @carrier and market = @market", new { carrier, market, most = Lane.MostParcels });

    private static async Task<IEnumerable<Passage>> Latest(SqlSession sql, string where, object parameters) =>
        (await sql.Query<Row>($"select {Columns} from passages where {where} order by left_at desc limit @most", parameters)).Select(row => row.ToPassage());

    private sealed record Row
    {
        public string ParcelId { get; init; } = "";

        public string Market { get; init; } = "";

        public string ShippingOptionId { get; init; } = "";

        public string CarrierCode { get; init; } = "";

        public string OriginId { get; init; } = "";

        public string Country { get; init; } = "";

        public string PostalArea { get; init; } = "";

        public long OrderedAt { get; init; }

        public long LeftAt { get; init; }

        public long? ArrivedAt { get; init; }

        public Passage ToPassage() => new()
        {
            ParcelId = ParcelId,
            Market = Market,
            ShippingOptionId = ShippingOptionId,
            CarrierCode = CarrierCode,
            OriginId = OriginId,
            Country = Country,
            PostalArea = PostalArea,
            OrderedAt = Instants.FromMicros(OrderedAt),
            LeftAt = Instants.FromMicros(LeftAt),
            ArrivedAt = ArrivedAt is { } at ? Instants.FromMicros(at) : null,
        };
    }
}
