using System.Diagnostics;
using Npgsql;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Loyalty.Tests.Store;

/// <summary>Two replicas on one PostgreSQL: one reads the topic of the orders, the other the topic of the returns. Neither waits for the other.</summary>
public sealed class TwoConsumersTests : IAsyncLifetime
{
    private const int Interleavings = 1_000;
    private const long PointsOfOrder = 40;
    private const int UnitsOfOrder = 4;
    private readonly Random random = new(20_260_301);
    private readonly Dictionary<string, long> kept = [];
    private LoyaltyBench orders = null!;
    private LoyaltyBench returns = null!;

    public async Task InitializeAsync()
    {
        var server = await PostgresServer.SharedAsync();
        var fresh = await server.CreateDatabaseAsync();

        // Batches that lock the same rows in different order are ended by the server and tried again: found out soon here, for the sake of the test's time.
        var connection = new NpgsqlConnectionStringBuilder(fresh.ConnectionString) { Options = "-c deadlock_timeout=2ms" }.ConnectionString;
        orders = await LoyaltyBench.Open(new Platform.Storage.PostgresDatabase(connection));
        returns = await LoyaltyBench.Open(new Platform.Storage.PostgresDatabase(connection));
    }

    public async Task DisposeAsync()
    {
        await orders.DisposeAsync();
        await returns.DisposeAsync();
    }

    [Fact]
    public async Task Return_WhileItsOrderIsBeingCredited_IsNeverLost()
    {
        foreach (var member in Members)
        {
            await orders.Enroll(member);
            kept[member] = 0;
        }

        for (var round = 0; round < Interleavings; round++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 4)).Select(i => NewSale($"o{round}.{i}")).ToArray();
            await Task.WhenAll(After(Delay(), () => Place(batch)), After(Delay(), () => Return(batch)));
        }

        var pending = new Dictionary<string, long>();
        foreach (var member in Members)
        {
            pending[member] = (await orders.Points(member)).Pending;
        }

        await orders.Verify();
        Assert.Equal(kept, pending);
        Assert.Equal(0, await orders.Database.Read(sql => sql.QueryFirst<long>("select count(*) from waiting_news")));
    }

    // One reads the topic of the orders, one that of the carts, and somebody enrols at a till.
    [Fact]
    public async Task GuestOrder_WhileTheGuestIsLinkedAndEnrols_IsCredited()
    {
        for (var round = 0; round < Interleavings; round++)
        {
            var (guest, member) = ($"g{round}", $"m{round}");
            var order = orders.Order($"o{round}", null, PointsOfOrder * 100) with { GuestId = guest };
            await Task.WhenAll(
                After(Delay(), () => orders.Place(order)),
                After(Delay(), () => returns.Apply(unit => returns.Orders.Follow(unit, guest, member, 1))),
                After(Delay(), () => returns.Enroll(member)));
        }

        var lost = await orders.Database.Read(sql => sql.Query<string>("select order_id from orders where member_id is null"));
        Assert.Empty(lost);
        await orders.Verify();
    }

    private static IEnumerable<string> Members => ["ada", "ben", "cleo"];

    private Sale NewSale(string orderId)
    {
        var sale = new Sale(orders.Order(orderId, Members.ElementAt(random.Next(3)), PointsOfOrder * 100), random.Next(1, UnitsOfOrder + 1));
        kept[sale.Order.CustomerId!] += PointsOfOrder - (PointsOfOrder * sale.Returned / UnitsOfOrder);
        return sale;
    }

    private Task Place(Sale[] batch) => orders.Apply(async unit =>
    {
        foreach (var sale in batch)
        {
            await orders.Orders.Place(unit, sale.Order);
        }
    });

    private Task Return(Sale[] batch)
    {
        random.Shuffle(batch = [.. batch]);
        return returns.Apply(async unit =>
        {
            foreach (var sale in batch)
            {
                await returns.Orders.Return(unit, new ReturnedUnits(
                    sale.Order.OrderId, "r-" + sale.Order.OrderId, returns.Clock.Now, false, SalesChannel.Store, [new ReturnedLine("l0", sale.Returned)])
                { NewsId = sale.Order.OrderId });
            }
        });
    }

    private TimeSpan Delay() => TimeSpan.FromMicroseconds(random.Next(0, 2_000));

    // Finer than any timer.
    private static Task After(TimeSpan delay, Func<Task> work) => Task.Run(() =>
    {
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed >= delay);
        return work();
    });

    private sealed record Sale(PlacedOrder Order, int Returned);
}
