using Grpc.Core;
using Omnichannel.Client.Device;
using Omnichannel.Client.Sales;
using Omnichannel.Client.Tests.Calls;
using Omnichannel.TestKit;

namespace Omnichannel.Client.Tests.Sales;

public sealed class SalesFailureTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new("client-sales-failures");
    private readonly ShakyOrders orders = new();
    private readonly List<ClientTrouble> troubles = [];
    private GrpcServer server = null!;
    private OmnichannelClient client = null!;

    private string Path => folder["receipts.db"];

    public async Task InitializeAsync()
    {
        server = await GrpcServer.Start(orders);
        client = new OmnichannelClient(new OmnichannelClientOptions(server.Address, _ => new("token"))
        {
            Deadline = TimeSpan.FromSeconds(5),
            FirstPause = TimeSpan.FromMilliseconds(2),
            LongestPause = TimeSpan.FromMilliseconds(20),
        });
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task ReceiptThatIsHeldUpForItself_LetsTheOthersGoFirst()
    {
        orders.Fails = number => number == "1" ? ScriptedInvoker.Error(StatusCode.PermissionDenied, "ROLE_REQUIRED") : null;
        await using var sales = Open();
        await Keep(sales, "1", "2", "3");
        sales.Start();
        await Eventually.Within(TimeSpan.FromMinutes(1), () =>
        {
            Assert.Equal([true, false, false], sales.Sales.Select(sale => sale.IsWaiting));
            Assert.Contains(TroubleKind.Refused, Told());
        });

        orders.Fails = _ => null;
        await Deliver(sales);
        Assert.Equal(["2", "3", "1"], orders.Recorded);
    }

    [Fact]
    public async Task TokenThatEnded_HoldsAllUp_UntilThereIsAGoodOne()
    {
        orders.Fails = _ => ScriptedInvoker.Error(StatusCode.Unauthenticated, "TOKEN_INVALID");
        await using var sales = Open();
        await Keep(sales, "1", "2");
        sales.Start();
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Contains(TroubleKind.TokenRefused, Told()));
        Assert.Empty(orders.Recorded);
        Assert.All(sales.Sales, sale => Assert.True(sale.IsWaiting));

        orders.Fails = _ => null;
        sales.Retry();
        await Deliver(sales);
        Assert.Equal(["1", "2"], orders.Recorded);
    }

    [Fact]
    public async Task NonsenseAnswer_IsNotBelieved()
    {
        orders.Spoil = answer => answer.Order.ExternalId = "another";
        await using var sales = Open();
        await Keep(sales, "1");
        sales.Start();
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Contains(TroubleKind.NonsenseAnswer, Told()));
        Assert.True(sales.Sales[0].IsWaiting);

        orders.Spoil = null;
        await Deliver(sales);
        Assert.Equal("O-1", sales.Sales[0].OrderNumber);
    }

    [Fact]
    public async Task NoRoom_KeepsWhatIsThere_AndRefusesTheReceipt()
    {
        await using (var sales = OfflineSales.Open(client, Path, mostBytes: 64 * 1024))
        {
            await Keep(sales, "1");
            var long1 = Receipts.Of("2");
            long1.Lines[0].Title = new string('x', 100_000);
            var full = await Assert.ThrowsAsync<DeviceLogException>(() => sales.KeepAsync(long1));
            Assert.Equal(DeviceLogFault.Full, full.Fault);
            await Keep(sales, "3");
        }

        await using var again = Open();
        Assert.Equal(["1", "3"], again.Sales.Select(sale => sale.Receipt.ExternalId));
    }

    [Fact]
    public async Task DamagedFile_IsKeptAside_AndSaid()
    {
        await using (var sales = Open())
        {
            await Keep(sales, "number-one", "number-two");
        }

        var bytes = await File.ReadAllBytesAsync(Path);
        bytes[bytes.AsSpan().LastIndexOf("number-one"u8)] = (byte)'R';
        await File.WriteAllBytesAsync(Path, bytes);
        await using var again = Open();
        Assert.Empty(again.Sales);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path + ".damaged-1"));
        again.Start();
        await Eventually.Within(TimeSpan.FromMinutes(1), () => Assert.Contains(TroubleKind.LogDamaged, Told()));
    }

    [Fact]
    public async Task SecondProcess_IsToldThatTheFileIsInUse()
    {
        await using var sales = Open();
        Assert.Equal(DeviceLogFault.InUse, Assert.Throws<DeviceLogException>(() => OfflineSales.Open(client, Path)).Fault);
    }

    private List<TroubleKind> Told()
    {
        lock (troubles)
        {
            return [.. troubles.Select(trouble => trouble.Kind)];
        }
    }

    private OfflineSales Open()
    {
        var sales = OfflineSales.Open(client, Path);
        sales.Trouble += (_, trouble) =>
        {
            lock (troubles)
            {
                troubles.Add(trouble);
            }
        };
        return sales;
    }

    private static async Task Keep(OfflineSales sales, params string[] numbers)
    {
        foreach (var number in numbers)
        {
            await sales.KeepAsync(Receipts.Of(number));
        }
    }

    private static async Task Deliver(OfflineSales sales)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await sales.DeliverAsync(limit.Token);
    }
}
