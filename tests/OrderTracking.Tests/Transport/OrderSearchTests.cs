using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.OrderTracking.Tests.Transport.RunningOrders;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>What staff find orders by, through the wire.</summary>
public sealed class OrderSearchTests(RunningOrders orders) : IClassFixture<RunningOrders>
{
    [Fact]
    public async Task StaffOfAnyKind_FindAnOrder_ByWhatItsCustomerNames_AndAreOnRecord()
    {
        var order = await orders.RecordOpen("found-1", "anna");
        (OrderClients, string)[] everybody =
        [
            (orders.As(Role.Agent, "agent-found"), "agent-found"), (orders.As(Role.Ops, "ops-found"), "ops-found"), (orders.As(Role.Associate, "associate-found"), "associate-found"),
            (orders.Till("till-found", "rome"), "associate-1"),
        ];
        foreach (var (clients, staff) in everybody)
        {
            var found = await clients.Orders.FindOrdersAsync(new FindOrdersRequest { Query = "FOUND 1" });
            Assert.Equal(order.OrderId, Assert.Single(found.Orders).OrderId);
            Assert.Contains(new OnRecordRow { Staff = staff, Target = order.OrderId }, await OnRecord());
        }

        await orders.As(Role.Agent, "agent-found").Orders.FindOrdersAsync(new FindOrdersRequest { Query = "anna@example.org" });
        Assert.DoesNotContain(await OnRecord(), record => record.Target.Contains('@', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Customer)]
    [InlineData(Role.Assistant)]
    public async Task Shoppers_FindNothing(Role role) =>
        Assert.Equal("ROLE_NOT_ALLOWED", await Reason(async () => await orders.As(role, "anna").Orders.FindOrdersAsync(new FindOrdersRequest { Query = "x" })));

    [Fact]
    public async Task AStoresStaff_ListTheirOwnStoreOnly_AndFindAnyOrderThatACustomerNames()
    {
        var till = orders.Till("till-milan", "milan");
        var record = Record("r-milan");
        (record.Channel, record.Source) = (Channel.Store, "");
        var sold = (await till.Orders.RecordOrderAsync(new RecordOrderRequest { Order = record })).Order;
        var other = await orders.RecordOpen("r-elsewhere");

        Assert.Equal([sold.OrderId], Ids(await till.Orders.FindOrdersAsync(new FindOrdersRequest())));
        Assert.Equal([sold.OrderId], Ids(await till.Orders.FindOrdersAsync(new FindOrdersRequest { StoreId = "milan" })));
        Assert.Equal("NOT_YOUR_STORE", await Reason(async () => await till.Orders.FindOrdersAsync(new FindOrdersRequest { StoreId = "rome" })));
        Assert.Equal("NOT_YOUR_STORE", await Reason(async () => await till.Orders.FindOrdersAsync(new FindOrdersRequest { StoreId = "rome", Query = " " })));
        Assert.Equal([other.OrderId], Ids(await till.Orders.FindOrdersAsync(new FindOrdersRequest { Query = "r-elsewhere" })));
    }

    [Fact]
    public async Task Pages_GoOnForTheSameSearchOnly()
    {
        for (var i = 0; i < 3; i++)
        {
            var record = Record($"paged-{i}");
            record.Tenders[0].Reference = "one-payment";
            await orders.As(Role.Service, "marketplace").Orders.RecordOrderAsync(new RecordOrderRequest { Order = record });
        }

        var first = await orders.Ops.Orders.FindOrdersAsync(new FindOrdersRequest { Query = "one-payment", PageSize = 2 });
        var second = await orders.Ops.Orders.FindOrdersAsync(new FindOrdersRequest { Query = "one-payment", PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal((2, 1, ""), (first.Orders.Count, second.Orders.Count, second.NextPageToken));
        Assert.Equal(3, Ids(first).Concat(Ids(second)).Distinct().Count());
        Assert.Equal("PAGE_TOKEN_INVALID", await Reason(async () => await orders.Ops.Orders.FindOrdersAsync(new FindOrdersRequest { Query = "another", PageToken = first.NextPageToken })));
    }

    [Theory]
    [InlineData((OrderStatus)99)]
    [InlineData(OrderStatus.Unspecified)]
    public async Task AStatusThatIsNone_IsRefused(OrderStatus status)
    {
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.Ops.Orders.FindOrdersAsync(new FindOrdersRequest { Statuses = { status } })));
        Assert.Equal("INVALID_FIELD", await Reason(async () => await orders.Ops.Orders.ListOrdersAsync(new ListOrdersRequest { CustomerId = "anna", Statuses = { status } })));
    }

    private async Task<IReadOnlyList<OnRecordRow>> OnRecord() => await orders.Service.App.Services.GetRequiredService<IDatabase>().Read(
        sql => sql.Query<OnRecordRow>("select staff_id as Staff, subject as Target from audit where rpc like '%/FindOrders'"));

    private static IEnumerable<string> Ids(FindOrdersResponse found) => found.Orders.Select(order => order.OrderId);

    private sealed record OnRecordRow
    {
        public string Staff { get; init; } = "";

        public string Target { get; init; } = "";
    }
}
