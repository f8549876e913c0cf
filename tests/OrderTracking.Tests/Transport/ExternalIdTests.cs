using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Registers and stores count alike: what tells their records apart, and from each other's reach.</summary>
public sealed class ExternalIdTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    [Fact]
    public async Task RecordOrder_ReceiptOfTwoTillsAndOfTwoStores_AtOnce_IsAnOrderEach()
    {
        (string Device, string Store)[] tills = [("till-1", "milano"), ("till-2", "milano"), ("till-1", "roma")];

        var recorded = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            (Till: tills[i % 3], Order: await Record(orders.Till(tills[i % 3].Device, tills[i % 3].Store), Numbered("0001")))));

        foreach (var till in recorded.GroupBy(one => one.Till))
        {
            Assert.Single(till.Select(one => one.Order.OrderId).Distinct());
            Assert.All(till, one => Assert.Equal(($"till:{till.Key.Device}", till.Key.Store, "0001"), (one.Order.Source, one.Order.StoreId, one.Order.ExternalId)));
        }

        Assert.Equal(3, recorded.Select(one => one.Order.OrderId).Distinct().Count());
        Assert.Equal(3, recorded.Select(one => one.Order.OrderNumber).Distinct().Count());
    }

    [Fact]
    public async Task RecordOrder_ByATillThatNamesAnother_IsRefused_AndByItsOwnNameTheSame()
    {
        var (mine, other) = (orders.Till("till-5", "milano"), orders.Till("till-6", "milano"));
        var order = await Record(mine, Numbered("0002"));

        Assert.Equal(order.OrderId, (await Record(mine, Numbered("0002", "till:till-5"))).OrderId);
        var refused = await Assert.ThrowsAsync<RpcException>(() => Record(other, Numbered("0002", "till:till-5")));
        Assert.Equal(("INVALID_FIELD", "order.source"), (refused.Reason(), Assert.Single(refused.Violations()).Field));
        Assert.NotEqual(order.OrderId, (await Record(other, Numbered("0002", "till-5"))).OrderId);
    }

    [Fact]
    public async Task RecordOrder_FromARegisterThatTwoTillsShare_IsOneOrder()
    {
        var first = await Record(orders.Till("till-7", "milano"), Numbered("0003", "register-7"));

        Assert.Equal(first.OrderId, (await Record(orders.Till("till-8", "milano"), Numbered("0003", "register-7"))).OrderId);
        Assert.NotEqual(first.OrderId, (await Record(orders.Till("till-8", "roma"), Numbered("0003", "register-7"))).OrderId);
    }

    [Fact]
    public async Task OrderId_OfATill_FollowsFromNothingThatAnotherKnows()
    {
        var order = await Record(orders.Till("till-3", "milano"), Numbered("0001"));
        Assert.Matches("^x-[a-z0-9]{26}$", order.OrderId);
        var key = new ExternalKey("till:till-3", "milano", "0001");
        foreach (var known in new[] { "0001", key.Text, key.ToString(), $"external-order\0{key.Text}", order.OrderNumber })
        {
            var bytes = Encoding.UTF8.GetBytes(known);
            Assert.NotEqual(order.OrderId, "x-" + Base32.Encode(SHA256.HashData(bytes), 26, Base32.Lower));
            Assert.NotEqual(order.OrderId, "x-" + Base32.Encode(HMACSHA256.HashData(new byte[32], bytes), 26, Base32.Lower));
        }
    }

    [Fact]
    public async Task ImportOrders_OfTwoSourcesAndTwoStores_AreOrdersOfTheirOwn_OnceEach()
    {
        OrderRecord[] records = [Numbered("0001", "amazon"), Numbered("0001", "ebay"), Numbered("0001", "ebay", "roma"), Numbered("0001", "")];

        var first = await Import(records);
        var again = await Import(records);

        Assert.Equal(
            [ImportOutcome.Imported, ImportOutcome.Imported, ImportOutcome.Imported, ImportOutcome.Rejected], first.Select(result => result.Outcome));
        Assert.Equal(("INVALID_FIELD", "source is required."), (first[3].Refusal.Reason, first[3].Refusal.Message));
        Assert.Equal(3, first.Take(3).Select(result => result.OrderId).Distinct().Count());
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task ImportOrders_OfWhatATillRecorded_IsThatOrder()
    {
        var order = await Record(orders.Till("till-4", "milano"), Numbered("0009"));
        var day = Numbered("0009", "till:till-4", "milano");
        day.Channel = Types.V1.Channel.Store;

        var result = Assert.Single(await Import(day));

        Assert.Equal((ImportOutcome.Imported, order.OrderId), (result.Outcome, result.OrderId));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task RecordOrder_SourceThatIsNoId_IsRefused(string source)
    {
        Assert.Equal("INVALID_FIELD", await Reason(() => Record(orders.Ops, Numbered("0001", source))));
        Assert.Equal("INVALID_FIELD", await Reason(() => Record(orders.Till("till-1", "milano"), Numbered("0001", source))));
    }

    private static OrderRecord Numbered(string externalId, string source = "", string storeId = "")
    {
        var record = RunningOrders.Record(externalId, "");
        (record.Source, record.StoreId) = (source, storeId);
        return record;
    }

    private static async Task<Order> Record(OrderClients caller, OrderRecord record) =>
        (await caller.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order;

    private async Task<IReadOnlyList<ImportOrderResult>> Import(params OrderRecord[] records) =>
        (await orders.Ops.Orders.ImportOrdersAsync(new ImportOrdersRequest { Orders = { records } })).Results;
}
