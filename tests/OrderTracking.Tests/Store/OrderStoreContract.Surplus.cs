using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <content>Scans without number.</content>
public abstract partial class OrderStoreContract
{
    [Fact]
    public async Task Ingest_VeryManyScansOfOneParcel_GrowNoDocument_AndAreToldApart()
    {
        await Place(Some.Sale());
        await Announce("key-1", "order-1", "n-1");
        await tracking.Ingest([.. Scans("n-1", 0, 5_000)], 1, default);
        var size = await DocumentSize();

        var tally = Assert.Single(await tracking.Ingest([.. Scans("n-1", 5_000, 10_000)], 1, default));
        var again = Assert.Single(await tracking.Ingest([.. Scans("n-1", 5_000, 10_000)], 1, default));

        // Each is later than all before: the last fifty are new, and stand in the place of earlier ones.
        Assert.Equal((50, 0, 9_950), (tally.Accepted, tally.Duplicate, tally.Surplus));
        Assert.Equal((0, 50, 9_950), (again.Accepted, again.Duplicate, again.Surplus));
        Assert.Equal(100, (await Load("order-1")).Shipments.Single().Events.Count);
        Assert.InRange(await DocumentSize(), 1, size + 1_000);
    }

    [Fact]
    public async Task Ingest_VeryManyScansOfANumberThatIsNotAnnounced_WaitUpToALimit()
    {
        foreach (var start in new[] { 0, 800, 1_600 })
        {
            await tracking.Ingest([.. Scans("n-2", start, 800), .. Scans($"other-{start}", start, 3)], 1, default);
        }

        var tally = Assert.Single(await tracking.Ingest([.. Scans("n-2", 0, 1), .. Scans("n-2", 5_000, 2), .. Scans("other-0", 10, 1)], 1, default));
        Assert.Equal((1, 1, 3), (tally.Accepted, tally.Pending, tally.Surplus));
        Assert.Equal(1_000, Assert.Single(await database.Read(sql => sql.Query<long>("select count(*) from waiting_news where key = 'dhl/N2'"), default)));

        await Place(Some.Sale());
        await Announce("key-1", "order-1", "n-2");
        Assert.Equal((100, ShipmentStatus.InTransit), (await Load("order-1")).Shipments.Single() is var parcel ? (parcel.Events.Count, parcel.State.Status) : default);
    }

    private static IEnumerable<IncomingEvent> Scans(string number, int start, int count) =>
        Enumerable.Range(start, count).Select(i => Incoming(number, ShipmentStatus.InTransit, 2 + (i / 10_000d)));

    private async Task<long> DocumentSize() => Assert.Single(await database.Read(sql => sql.Query<long>("select length(state) from orders where order_id = 'order-1'"), default));
}
