using System.Globalization;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.TestKit;
using StackExchange.Redis;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>What an addition and a cart cost as carts become more and larger: 64 callers, each going round its share of the carts, on Redis.</summary>
internal sealed class GrowthRows(Report report, Settings settings)
{
    private const int Callers = 64;
    private static readonly (int Carts, int Lines)[] Sizes = [(100, 5), (1_000, 5), (10_000, 5), (1_000, 50), (100, 500)];

    public async Task Measure()
    {
        string? smallest = null;
        foreach (var (carts, lines) in Sizes)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"addition among {carts:N0} carts of {lines} lines");
            if (settings.WantsRow(name))
            {
                await MeasureOne(name, carts, lines, smallest);
                smallest ??= name;
            }
        }
    }

    private async Task MeasureOne(string name, int carts, int lines, string? smallest)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var shop = await Shop.Start(await redis.TakeDatabaseAsync());
        using var channels = new Channels(shop.Address);
        using var watched = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");
        var customers = Enumerable.Range(0, carts).Select(cart => shop.NewCustomer(channels, cart)).ToArray();
        var shoppers = new Shopper[carts];
        await Fill(0, Callers);
        var (process, stored) = (GC.GetTotalMemory(forceFullCollection: true), await UsedBy(watched));
        await Fill(Callers, carts);
        var filled = carts - Callers;
        process = (GC.GetTotalMemory(forceFullCollection: true) - process) / filled;
        stored = (await UsedBy(watched) - stored) / filled;
        report.Row($"memory of each, {carts:N0} carts of {lines} lines", string.Create(CultureInfo.InvariantCulture, $"{process / 1024.0:N1} KiB in the service's cache, {stored / 1024.0:N1} KiB in Redis"));

        var next = Enumerable.Range(0, Callers).ToArray();
        report.Rate(
            name,
            await Load.Run(Callers, settings, caller =>
            {
                var cart = next[caller];
                next[caller] = cart + Callers < carts ? cart + Callers : caller;
                return shoppers[cart].Add();
            }),
            null,
            smallest is null ? [] : [smallest]);

        async Task Fill(int from, int to) => await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (cart, _) =>
            shoppers[cart] = await Shopper.Start(customers[cart], lines));
    }

    private static async Task<long> UsedBy(ConnectionMultiplexer redis)
    {
        var memory = await redis.GetServer(redis.GetEndPoints()[0]).InfoAsync("memory");
        return long.Parse(memory.SelectMany(section => section).First(entry => entry.Key == "used_memory").Value, CultureInfo.InvariantCulture);
    }
}
