using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Catalogue;
using Omnichannel.Client.Device;
using Omnichannel.Client.Tests.Carts;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Catalogue;

public sealed class SnapshotTests : IAsyncLifetime, IDisposable
{
    private const string Mug = "4006381333931";
    private readonly TempFolder folder = new("client-snapshot");
    private readonly TillClock clock = new();
    private readonly DroppingHandler network = new();
    private readonly Shop shop = new();
    private OmnichannelClient client = null!;

    public async Task InitializeAsync()
    {
        await shop.InitializeAsync();
        client = ClientOf(shop);
    }

    public async Task DisposeAsync() => await shop.DisposeAsync();

    public void Dispose()
    {
        client.Dispose();
        network.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task BeforeTheFirstDownload_ThereIsNoAnswer_AndNoAge()
    {
        using var snapshot = Open();
        Assert.Throws<InvalidOperationException>(() => snapshot.Lookup(Mug));
        Assert.Equal((null, null, 0), (snapshot.TakenAt, snapshot.Age, snapshot.Count));
        await snapshot.DownloadAsync();
        Assert.Equal(("MUG", "12.5"), (snapshot.Lookup(Mug).Item.Sku, snapshot.Lookup(Mug).Price.UnitPrice));
        Assert.Equal(3, snapshot.Count);
    }

    [Fact]
    public async Task TakenAt_IsTheServersTime_AndAgeDoesNotFollowTheTillsClock()
    {
        // The till's clock is years behind the server's.
        using (var snapshot = Open())
        {
            await snapshot.DownloadAsync();
            Assert.InRange(snapshot.TakenAt!.Value, shop.World.Clock.GetUtcNow() - TimeSpan.FromHours(1), shop.World.Clock.GetUtcNow());
            Assert.Equal(TimeSpan.Zero, snapshot.Age);
            clock.Pass(TimeSpan.FromHours(3));
            Assert.Equal(TimeSpan.FromHours(3), snapshot.Age);

            clock.Set(TimeSpan.FromDays(-400));
            Assert.Equal(TimeSpan.FromHours(3), snapshot.Age);
            clock.Pass(TimeSpan.FromHours(1));
            Assert.Equal(TimeSpan.FromHours(4), snapshot.Age);

            clock.Set(TimeSpan.FromDays(400 + 2));
            Assert.Equal(TimeSpan.FromHours(4 + 48), snapshot.Age);
            clock.Set(TimeSpan.FromDays(-2));
        }

        clock.Pass(TimeSpan.FromHours(6));
        using (var again = Open())
        {
            Assert.Equal(TimeSpan.FromHours(10), again.Age);
        }

        clock.Set(TimeSpan.FromDays(-400));
        using var back = Open();
        Assert.Equal(TimeSpan.Zero, back.Age);
        clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(1), back.Age);
    }

    [Fact]
    public async Task DatesInCodes_AreReadByTheServersYear()
    {
        clock.Set(TimeSpan.FromDays(-20_000));
        using var snapshot = Open();
        await snapshot.DownloadAsync();
        Assert.Equal("2031-01-15", snapshot.Lookup($"(01)0{Mug}(17)310115").Code.ExpiryDate);
    }

    [Fact]
    public async Task DownloadThatBreaksOff_LeavesWhatStood_AndGoesOnWhereItStopped()
    {
        await Fill(2_500, "1");
        using (var snapshot = Open())
        {
            await snapshot.DownloadAsync();
            await Fill(2_500, "2");
            using var ended = new CancellationTokenSource();
            var calls = 0;
            network.Loses = _ =>
            {
                if (++calls == 1)
                {
                    return Loss.None;
                }

                ended.Cancel();
                return Loss.Request;
            };
            await Assert.ThrowsAnyAsync<Exception>(() => snapshot.DownloadAsync(ended.Token));
            Assert.Equal("1", snapshot.LookupSku("G-0").Price.UnitPrice);
            Assert.Equal("1", snapshot.LookupSku("G-2499").Price.UnitPrice);
        }

        network.Loses = _ => Loss.None;
        network.Arrived.Clear();
        using var again = Open();
        Assert.Equal("1", again.LookupSku("G-0").Price.UnitPrice);
        await again.DownloadAsync();
        Assert.Equal("2", again.LookupSku("G-0").Price.UnitPrice);
        Assert.Equal("2", again.LookupSku("G-2499").Price.UnitPrice);

        // Of three pages the first had come.
        Assert.Equal(2, network.Arrived.Count);
        network.Arrived.Clear();
        await again.DownloadAsync();
        Assert.Single(network.Arrived);
    }

    [Fact]
    public async Task PlatformThatWasRestored_IsTakenAnew_AndWhatItHasNotGoes()
    {
        await Fill(100, "1");
        using var snapshot = Open();
        await snapshot.DownloadAsync();
        Assert.Equal("1", snapshot.LookupSku("G-7").Price.UnitPrice);

        var other = new Shop();
        await other.InitializeAsync();
        try
        {
            // More often than the first one was: numbers of writes tell the two not apart.
            for (var price = 10; price < 15; price++)
            {
                await Upsert(other, CartSyncWorld.Item("MUG", "Tazza", $"{price}", Mug));
            }

            snapshot.Dispose();
            using var elsewhere = ClientOf(other);
            using var after = CatalogueSnapshot.Open(elsewhere, folder["catalogue.db"], CartSyncWorld.Market, clock);
            await after.DownloadAsync();
            Assert.Equal("14", after.Lookup(Mug).Price.UnitPrice);
            Assert.Equal("ITEM_NOT_FOUND", Assert.Throws<RefusedException>(() => after.LookupSku("G-7")).Reason);
            Assert.Equal(3, after.Count);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task BarcodeThatMoved_LeadsToItsNewItem()
    {
        using var snapshot = Open();
        await snapshot.DownloadAsync();
        await Upsert(CartSyncWorld.Item("MUG", "Tazza", "12.50"), CartSyncWorld.Item("A-MUG", "Tazza nuova", "13", Mug));
        await snapshot.DownloadAsync();
        Assert.Equal("A-MUG", snapshot.Lookup(Mug).Item.Sku);
        await Upsert(CartSyncWorld.Item("A-MUG", "Tazza nuova", "13"), CartSyncWorld.Item("MUG", "Tazza", "12.50", Mug));
        await snapshot.DownloadAsync();
        Assert.Equal("MUG", snapshot.Lookup(Mug).Item.Sku);
    }

    [Fact]
    public async Task BarcodeThatWasTakenAway_WhileTheFirstDownloadWasBrokenOff_LeadsNowhere()
    {
        await Fill(1_500, "1");
        using (var snapshot = Open())
        {
            using var ended = new CancellationTokenSource();
            var calls = 0;
            network.Loses = _ =>
            {
                if (++calls == 1)
                {
                    return Loss.None;
                }

                ended.Cancel();
                return Loss.Request;
            };
            await Assert.ThrowsAnyAsync<Exception>(() => snapshot.DownloadAsync(ended.Token));
        }

        network.Loses = _ => Loss.None;
        await Upsert(CartSyncWorld.Item("MUG", "Tazza", "12.50"));
        using (var again = Open())
        {
            await again.DownloadAsync();
            Assert.Equal("ITEM_NOT_FOUND", Assert.Throws<RefusedException>(() => again.Lookup(Mug)).Reason);
            Assert.Equal(("MUG", 1_503), (again.LookupSku("MUG").Item.Sku, again.Count));
        }

        using var later = Open();
        Assert.Null(later.DamagedFile);
    }

    [Fact]
    public async Task FileOfAnotherMarket_IsEmptied()
    {
        using (var snapshot = Open())
        {
            await snapshot.DownloadAsync();
        }

        using var french = CatalogueSnapshot.Open(client, folder["catalogue.db"], "FR", clock);
        Assert.Null(french.TakenAt);
        Assert.Throws<InvalidOperationException>(() => french.Lookup(Mug));
        Assert.Equal("MARKET_UNKNOWN", (await Assert.ThrowsAsync<RefusedException>(() => french.DownloadAsync())).Reason);
    }

    [Fact]
    public async Task NoRoom_LeavesWhatStood()
    {
        await Fill(500, "1");
        using var snapshot = CatalogueSnapshot.Open(client, folder["catalogue.db"], CartSyncWorld.Market, clock, mostBytes: 512 * 1024);
        await snapshot.DownloadAsync();
        var taken = snapshot.TakenAt;
        await Fill(5_000, "2");
        Assert.Equal(DeviceLogFault.Full, (await Assert.ThrowsAsync<DeviceLogException>(() => snapshot.DownloadAsync())).Fault);
        Assert.Equal((taken, "1"), (snapshot.TakenAt, snapshot.LookupSku("G-0").Price.UnitPrice));
        Assert.Equal("MUG", snapshot.Lookup(Mug).Item.Sku);
    }

    [Theory]
    [InlineData("Tazza")]
    [InlineData("04006381333931")]
    public async Task DamagedFile_IsKeptAside_AndTakenAnew(string place)
    {
        using (var snapshot = Open())
        {
            await snapshot.DownloadAsync();
        }

        var bytes = await File.ReadAllBytesAsync(folder["catalogue.db"]);
        bytes[bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(place)) + 2]++;
        await File.WriteAllBytesAsync(folder["catalogue.db"], bytes);
        using var again = Open();
        Assert.Equal(folder["catalogue.db"] + ".damaged-1", again.DamagedFile);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(again.DamagedFile!));
        Assert.Throws<InvalidOperationException>(() => again.Lookup(Mug));
        await again.DownloadAsync();
        Assert.Equal("MUG", again.Lookup(Mug).Item.Sku);
    }

    [Fact]
    public async Task SecondProcess_IsToldThatTheFileIsInUse()
    {
        using var snapshot = Open();
        await snapshot.DownloadAsync();
        Assert.Equal(DeviceLogFault.InUse, Assert.Throws<DeviceLogException>(Open).Fault);
    }

    public static TheoryData<string> Nonsense => new("leads nowhere", "no moment", "no currency", "an item of nothing");

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task NonsenseAnswer_IsNotBelieved(string what)
    {
        var spoilt = new ListItemChangesResponse { NextChangeToken = "next", CurrencyCode = "EUR", AsOf = new() { Seconds = 1 }, Items = { new ListedItem { Item = new Item { Sku = "X" } } } };
        switch (what)
        {
            case "leads nowhere":
                spoilt.NextChangeToken = "";
                break;
            case "no moment":
                spoilt.AsOf = null;
                break;
            case "no currency":
                spoilt.CurrencyCode = "";
                break;
            default:
                spoilt.Items.Add(new ListedItem());
                break;
        }

        using (var snapshot = Open())
        {
            await snapshot.DownloadAsync();
        }

        await using var server = await GrpcServer.Start(new SpoiltCatalogue(spoilt));
        using var spoiltClient = new OmnichannelClient(new OmnichannelClientOptions(server.Address, _ => new("token")));
        using var again = CatalogueSnapshot.Open(spoiltClient, folder["catalogue.db"], CartSyncWorld.Market, clock);
        Assert.Equal(StatusCode.DataLoss, (await Assert.ThrowsAsync<RpcException>(() => again.DownloadAsync())).StatusCode);
        Assert.Equal("MUG", again.Lookup(Mug).Item.Sku);
        Assert.Throws<RefusedException>(() => again.LookupSku("X"));
    }

    // A thousand items change together, and a page has a thousand: what stands is of one moment, or it has two prices.
    [Fact]
    public async Task KilledDownload_LeavesAWholeCatalogue()
    {
        await Fill(1_000, "1");
        using var ended = new CancellationTokenSource();
        var merchant = Task.Run(async () =>
        {
            for (var price = 2; price <= 100 && !ended.IsCancellationRequested; price++)
            {
                await Fill(1_000, $"{price}");
            }
        });
        var downloads = 0;
        for (var life = 0; life < 4; life++)
        {
            downloads += await KilledProcess.After(1 + life, "--catalogue", folder["catalogue.db"], shop.Address.ToString(), shop.TillToken("till-1"));
            using var snapshot = CatalogueSnapshot.Open(client, folder["catalogue.db"], CartSyncWorld.Market);
            Assert.Null(snapshot.DamagedFile);
            Assert.Equal(1_003, snapshot.Count);
            Assert.Single(Enumerable.Range(0, 1_000).Select(n => snapshot.LookupSku($"G-{n}").Price.UnitPrice).Distinct());
        }

        Assert.InRange(downloads, 1 + 2 + 3 + 4, int.MaxValue);
        await ended.CancelAsync();
        await merchant;
    }

    private CatalogueSnapshot Open() => CatalogueSnapshot.Open(client, folder["catalogue.db"], CartSyncWorld.Market, clock);

    private OmnichannelClient ClientOf(Shop platform) => new(new OmnichannelClientOptions(platform.Address, _ => new(platform.TillToken("till-1")))
    {
        HttpHandler = network,
        Deadline = TimeSpan.FromSeconds(10),
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(2),
    });

    private async Task Fill(int count, string price)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(1_000))
        {
            await Upsert([.. chunk.Select(n => CartSyncWorld.Item($"G-{n}", $"Merce {n}", price))]);
        }
    }

    private Task Upsert(params Item[] items) => Upsert(shop, items);

    private static async Task Upsert(Shop where, params Item[] items) =>
        Assert.All((await where.World.As(Role.Ops, "ops").Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { items } })).Results, result => Assert.Null(result.Refusal));

    private sealed class SpoiltCatalogue(ListItemChangesResponse answer) : CatalogueService.CatalogueServiceBase
    {
        public override Task<ListItemChangesResponse> ListItemChanges(ListItemChangesRequest request, ServerCallContext context) => Task.FromResult(answer);
    }
}
