using Omnichannel.Client.Sales;
using Omnichannel.Client.Tests.Carts;
using Omnichannel.Client.Tests.Readme;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Tests.Transport;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Sales;

/// <summary>A till's receipts against a real Order-tracking.</summary>
public sealed class OfflineSalesTests(RunningOrders orders) : IClassFixture<RunningOrders>, IDisposable
{
    private readonly TempFolder folder = new("client-sales");

    private string Path => folder["receipts.db"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Receipts_OfADayOffLine_AreAnOrderEach_WhateverIsLostOnTheWay()
    {
        const int receipts = 60;
        using (var off = Client("till-1"))
        {
            // Not started: there is no network all day.
            await using var day = OfflineSales.Open(off, Path);
            for (var n = 0; n < receipts; n++)
            {
                await day.KeepAsync(Receipts.Of($"{n:0000}", "day-off"));
            }
        }

        var random = new Random(11);
        using var network = new DroppingHandler { Loses = _ => (Loss)random.Next(3) };
        using var client = Client("till-1", network);
        await using var sales = OfflineSales.Open(client, Path);
        Assert.Equal(receipts, sales.Sales.Count(sale => sale.IsWaiting));
        var told = new List<string>();
        sales.Settled += (_, sale) => told.Add(sale.OrderNumber!);
        sales.Start();
        await Deliver(sales);

        var recorded = await OrdersOf("day-off");
        Assert.Equal(Enumerable.Range(0, receipts).Select(n => $"{n:0000}"), recorded.Select(order => order.ExternalId).Order());
        Assert.Equal(recorded.Select(order => order.OrderNumber).Order(), sales.Sales.Select(sale => sale.OrderNumber).Order());
        Assert.Equal(sales.Sales.Select(sale => sale.OrderNumber), told);
    }

    [Fact]
    public async Task KilledTill_LosesNoReceiptThatWasKept_AndRecordsNoneTwice()
    {
        var random = new Random(5);
        var promised = new List<string>();
        for (var life = 1; life <= 5; life++)
        {
            var kept = await KilledProcess.After(random.Next(1, 30), "--register", Path, Address, Token("till-2"), $"life-{life}");
            promised.AddRange(Enumerable.Range(1, kept).Select(n => $"life-{life}-{n}"));
        }

        using var client = Client("till-2");
        await using var sales = OfflineSales.Open(client, Path);
        sales.Start();
        await Deliver(sales);
        var delivered = sales.Sales.ToDictionary(sale => sale.Receipt.ExternalId, sale => sale.OrderId!);
        Assert.Empty(promised.Except(delivered.Keys));
        Assert.Equal(delivered.Count, delivered.Values.Distinct().Count());

        // The same receipt again, as a till without its file would send it, is the same order.
        foreach (var number in promised.Take(3))
        {
            var again = await orders.Till("till-2", "roma").Orders.RecordOrderAsync(new RecordOrderRequest { Order = Receipts.Of(number) });
            Assert.Equal(delivered[number], again.Order.OrderId);
        }
    }

    [Fact]
    public async Task RefusedReceipt_StaysWithItsReason_OthersGoOn_AndItGoesAgainCorrected()
    {
        using var client = Client("till-3");
        await using var sales = OfflineSales.Open(client, Path);
        var wrong = Receipts.Of("1");
        wrong.Tenders[0].Amount.AmountMinor = 1;
        await sales.KeepAsync(wrong);
        await sales.KeepAsync(Receipts.Of("2"));
        var future = Receipts.Of("3");
        future.PlacedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(9));
        await sales.KeepAsync(future);
        sales.Start();
        await Deliver(sales);
        Assert.Equal(["TENDERS_DO_NOT_MATCH", null, "PLACED_IN_FUTURE"], sales.Sales.Select(sale => sale.Refusal?.Reason));
        Assert.Equal([false, true, false], sales.Sales.Select(sale => sale.OrderNumber is not null));

        await sales.KeepAsync(Receipts.Of("1"));
        await sales.KeepAsync(Receipts.Of("3"));
        await Deliver(sales);
        Assert.Equal(["2", "1", "3"], sales.Sales.Select(sale => sale.Receipt.ExternalId));
        Assert.All(sales.Sales, sale => Assert.StartsWith("O-", sale.OrderNumber, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NumberOfAnotherReceipt_IsRefused_AndTheSameReceiptAgainChangesNothing()
    {
        using var client = Client("till-4");
        await using var sales = OfflineSales.Open(client, Path);
        var receipt = Receipts.Of("1");
        await sales.KeepAsync(receipt);
        receipt.CustomerId = "changed-afterwards";
        await sales.KeepAsync(Receipts.Of("1"));
        Assert.Equal("", Assert.Single(sales.Sales).Receipt.CustomerId);
        await Assert.ThrowsAsync<ArgumentException>(() => sales.KeepAsync(Receipts.Of("1", "somebody")));
        await Assert.ThrowsAsync<ArgumentException>(() => sales.KeepAsync(Receipts.Of("")));
        Assert.Single(sales.Sales);
    }

    [Fact]
    public async Task SettledReceipt_CanBeTakenOut_AndAWaitingOneCannot()
    {
        using var client = Client("till-5");
        await using (var sales = OfflineSales.Open(client, Path))
        {
            await sales.KeepAsync(Receipts.Of("1"));
            await Assert.ThrowsAsync<ArgumentException>(() => sales.ForgetAsync(sales.Sales[0]));
            sales.Start();
            await Deliver(sales);
            await sales.ForgetAsync(sales.Sales[0]);
            Assert.Empty(sales.Sales);
            await sales.KeepAsync(Receipts.Of("2"));
            await Deliver(sales);
        }

        await using var again = OfflineSales.Open(client, Path);
        Assert.Equal("2", Assert.Single(again.Sales).Receipt.ExternalId);
    }

    [Fact]
    public async Task Receipts_OfTheReadme_BecomeOrders()
    {
        using var client = Client("till-6");
        Assert.StartsWith("O-", Assert.Single(await Register.Deliver(client, Path, Receipts.Of("1"))).OrderNumber, StringComparison.Ordinal);
    }

    private string Address => orders.Service.App.Addresses().Grpc.ToString();

    private string Token(string till) => orders.Service.Tokens.Issue(
        new TokenRequest(till, Role.Terminal, TimeSpan.FromHours(1)) { Channel = Channel.Store, StoreId = "roma", ActorId = "associate-1" });

    private OmnichannelClient Client(string till, DroppingHandler? network = null) => new(new OmnichannelClientOptions(new Uri(Address), _ => new(Token(till)))
    {
        HttpHandler = network,
        FirstPause = TimeSpan.FromMilliseconds(2),
        LongestPause = TimeSpan.FromMilliseconds(20),
    });

    private async Task<List<Order>> OrdersOf(string customer) =>
        [.. (await orders.Ops.Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = customer, PageSize = 100 })).Orders];

    private static async Task Deliver(OfflineSales sales)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await sales.DeliverAsync(limit.Token);
    }
}
