using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Client.Catalogue;
using Omnichannel.Client.Tests.Carts;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Xunit.Abstractions;

namespace Omnichannel.Client.Tests.Catalogue;

/// <summary>The service itself judges what the snapshot answers.</summary>
public sealed class SameAnswerTests(Shop shop, ITestOutputHelper output) : IClassFixture<Shop>
{
    private const int ScansPerState = 1_500;

    [Fact]
    public async Task Snapshot_AnswersScansOfAllKinds_LikeTheService()
    {
        using var folder = new TempFolder("client-same");
        using var client = new OmnichannelClient(new OmnichannelClientOptions(shop.Address, _ => new(shop.TillToken("till-1"))));
        using var snapshot = CatalogueSnapshot.Open(client, folder["catalogue.db"], CartSyncWorld.Market);
        var ops = shop.World.As(Role.Ops, "ops");
        var goods = new SmallShop(seed: 17);
        var answers = new Dictionary<string, int>();
        foreach (var layouts in new[] { SmallShop.Layouts, [], SmallShop.Layouts.Skip(1).ToList() })
        {
            // Prices, parts, what is discontinued: all of it is another one each time, and only that is taken again.
            var upserted = await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest { Items = { goods.Items() } });
            Assert.All(upserted.Results, result => Assert.Null(result.Refusal));
            await ops.Catalogue.SetMeasureCodesAsync(new SetMeasureCodesRequest { Market = CartSyncWorld.Market, MeasureCodes = { layouts } });
            await snapshot.DownloadAsync();
            foreach (var scan in goods.Scans(ScansPerState))
            {
                var online = await Answer(async () => await client.Catalogue.LookupItemAsync(new LookupItemRequest { Scan = scan, Market = CartSyncWorld.Market }));
                var offline = await Answer(() => Task.FromResult(snapshot.Lookup(scan)));
                Assert.True(online == offline, $"'{scan}' is on line\n{online}\nand off line\n{offline}");
                var kind = online.StartsWith('{') ? $"found{(online.Contains("\"quantity\"", StringComparison.Ordinal) ? ", with quantity" : "")}" : online.Split(' ')[1];
                answers[kind] = answers.GetValueOrDefault(kind) + 1;
            }

            foreach (var sku in goods.Items().Select(item => item.Sku).Append("NOBODY"))
            {
                var online = await Answer(async () => await client.Catalogue.LookupItemAsync(new LookupItemRequest { Sku = sku, Market = CartSyncWorld.Market }));
                Assert.Equal(online, await Answer(() => Task.FromResult(snapshot.LookupSku(sku))));
            }
        }

        output.WriteLine(string.Join('\n', answers.OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Value} {kind.Key}")));
        Assert.All(
            new[] { "found", "found, with quantity", "ITEM_NOT_FOUND", "SCAN_NOT_UNDERSTOOD", "CHECK_DIGIT_WRONG", "SCAN_ELEMENT_INVALID", "SCAN_WITHOUT_ITEM", "SCAN_AMBIGUOUS", "INVALID_FIELD" },
            kind => Assert.InRange(answers.GetValueOrDefault(kind), 5, int.MaxValue));
    }

    private static async Task<string> Answer(Func<Task<LookupItemResponse>> ask)
    {
        try
        {
            return (await ask()).ToString();
        }
        catch (RefusedException e)
        {
            return $"{e.StatusCode} {e.Reason} {string.Join(' ', e.Metadata.Select(pair => $"{pair.Key}={pair.Value}"))}";
        }
    }
}
