using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Storage;
using ShipmentStatus = Omnichannel.OrderTracking.Domain.ShipmentStatus;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <summary>What is learned from parcels, on every engine.</summary>
public abstract partial class OrderStoreContract
{
    [Fact]
    public async Task Passages_OfAnImport_TeachOnce_HoweverOftenItIsSent()
    {
        var sales = Enumerable.Range(0, 60).Select(i => Travelled($"past-{i}", i, days: 2)).ToList();

        Assert.Null(await passages.DaysOfOption("IT", "standard", new LaneQuestion(Lane.Any), default));
        await import.Import(sales, default);
        await import.Import(sales, default);

        var learned = await passages.DaysOfOption("IT", "standard", new LaneQuestion(Lane.Any), default);
        Assert.Equal(2, learned!.Days.Max);
        Assert.InRange(learned.Parcels, 30, 60);
        Assert.Equal(60, await Rows());
        Assert.Equal(learned.Parcels, (await passages.DaysOfCarrier("IT", "dhl", new LaneQuestion(Lane.Any), default))!.Parcels);
        Assert.Null(await passages.DaysOfOption("RO", "standard", new LaneQuestion(Lane.Any), default));
        Assert.Null(await passages.DaysOfOption("IT", "express", new LaneQuestion(Lane.Any), default));
    }

    [Fact]
    public async Task Passages_OfTheLatestParcels_CountMost()
    {
        await import.Import([.. Enumerable.Range(0, 200).Select(i => Travelled($"slow-{i}", i + 200, days: 7))], default);
        await import.Import([.. Enumerable.Range(0, 200).Select(i => Travelled($"fast-{i}", i, days: 1))], default);

        Assert.InRange((await passages.DaysOfOption("IT", "standard", new LaneQuestion(Lane.Any) { Confidence = 0.8 }, default))!.Days.Max, 1, 2);
    }

    [Fact]
    public async Task Passage_OfAParcel_FollowsItsNews_AndItsCorrections()
    {
        await Place(Some.Sale());
        await Announce("ship", "order-1", "N1");
        Assert.Equal(0, await Rows());

        await Told(Some.Event(ShipmentStatus.PickedUp, 2));
        Assert.Equal((Some.Monday.AddHours(2).ToMicros(), null), await Row());

        await Told(Some.Event(ShipmentStatus.Delivered, 30));
        await Told(Some.Event(ShipmentStatus.Delivered, 30));
        Assert.Equal((Some.Monday.AddHours(2).ToMicros(), Some.Monday.AddHours(30).ToMicros()), await Row());

        await Told(Some.Correction(ShipmentStatus.Cancelled, 31));
        Assert.Equal(0, await Rows());
    }

    [Fact]
    public async Task Announce_OnALaneThatIsKnown_TakesOverHowLongItsParcelsTake()
    {
        await import.Import([.. Enumerable.Range(0, 60).Select(i => Travelled($"past-{i}", i, days: 15))], default);
        await Place(Some.Sale());
        await Announce("ship", "order-1", "N1");

        var parcel = (await queries.Find("order-1", Staff, default))!.Shipments[0];

        Assert.InRange(parcel.Usual!.P95, 20, 25);
        Assert.InRange(parcel.Usual.P99, parcel.Usual.P95, 26);
    }

    private Task Told(TrackingEvent e) => tracking.Ingest([new IncomingEvent(0, new ParcelNumber("dhl", "N1"), e)], 1, default);

    private async Task<long> Rows() => (await database.Read(sql => sql.Query<long>("select count(*) from passages"), default))[0];

    private async Task<(long LeftAt, long? ArrivedAt)> Row()
    {
        var row = Assert.Single(await database.Read(sql => sql.Query<PassageRow>("select left_at as LeftAt, arrived_at as ArrivedAt from passages"), default));
        return (row.LeftAt, row.ArrivedAt);
    }

    // One of three a day, the latest first.
    private static Sale Travelled(string externalId, int number, int days)
    {
        var sale = Some.Sale(externalId, method: FulfilmentMethod.TakeAway, origin: OrderOrigin.Historical);
        var calendar = sale.Place.Calendar;
        var day = calendar.OnOrAfter(sale.Place.Days.DayOf(Some.Monday).AddDays(-40 - (number / 3)));
        var orderedAt = sale.Place.Days.From(day, new TimeOnly(9, 0));
        return sale with
        {
            ExternalId = externalId,
            PlacedAt = orderedAt,
            HandedOverAt = orderedAt.AddDays(1),
            Passage = new Passage
            {
                Market = "IT",
                Country = "IT",
                CarrierCode = "dhl",
                ShippingOptionId = "standard",
                OrderedAt = orderedAt,
                LeftAt = orderedAt.AddHours(5),
                ArrivedAt = sale.Place.Days.From(calendar.Add(day, days), new TimeOnly(12, 0)),
            },
        };
    }

    private sealed record PassageRow
    {
        public long LeftAt { get; init; }

        public long? ArrivedAt { get; init; }
    }
}
