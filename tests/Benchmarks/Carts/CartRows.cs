using Omnichannel.Benchmarks.Echo;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.TestKit;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>Additions, batches and reads over gRPC, each caller a customer with a cart of their own.</summary>
internal sealed class CartRows(Report report, Settings settings)
{
    private const int BatchSize = 50;
    private const string RelaxedLimit = "raw Redis script, flushed every second (64)";

    public async Task Measure()
    {
        await new EchoRows(report, settings).MeasureBare(CallerCounts.AllAndMany);
        await using var echo = await BareEcho.Start();
        await using (var shop = await Shop.Start(redis: null))
        {
            await Additions(shop, "SQLite", CallerCounts.All, _ => null);
        }

        await using var redis = await RedisServer.StartAsync();
        using (var raw = new RawRedis(redis.ConnectionString))
        {
            foreach (var callers in CallerCounts.AllAndMany)
            {
                await Limit(RawRedis.ScriptName(callers), callers, raw.CompareAndSet);
                await Limit(RawRedis.ReadName(callers), callers, raw.Read);
            }

            await redis.AppendFsyncAsync("everysec");
            await Limit(RelaxedLimit, 64, raw.CompareAndSet);
            await redis.AppendFsyncAsync("always");
        }

        await using var inRedis = await Shop.Start(await redis.TakeDatabaseAsync());
        await Additions(inRedis, "Redis", CallerCounts.AllAndMany, callers => callers == 64 ? ">= 0.4 of echo" : null, echo);
        await Row(inRedis, "plain addition to 5 lines, Redis (64)", 64, 5, shopper => shopper.AddPlainly());
        await redis.AppendFsyncAsync("everysec");
        await Row(inRedis, "addition to 5 lines, Redis flushed every second (64)", 64, 5, shopper => shopper.Add(), 1, ">= 0.4 of echo", echo, RelaxedLimit);
        await redis.AppendFsyncAsync("always");
        foreach (var callers in CallerCounts.AllAndMany)
        {
            await Row(inRedis, $"batch of {BatchSize}, Redis ({callers})", callers, 5, shopper => shopper.Replay(BatchSize), BatchSize, callers == 64 ? ">= 60,000 operations/s" : null);
        }

        foreach (var callers in CallerCounts.AllAndMany)
        {
            await Row(inRedis, $"read of 5 lines, Redis ({callers})", callers, 5, shopper => shopper.Read(), 1, callers == 64 ? ">= 0.6 of echo" : null, echo, RawRedis.ReadName(callers));
        }

        await Row(inRedis, "addition to 500 lines, Redis (64)", 64, 500, shopper => shopper.Add());
        await Row(inRedis, "read of 500 lines, Redis (64)", 64, 500, shopper => shopper.Read(), redisLimit: RawRedis.ReadName(64));
    }

    private async Task Additions(Shop shop, string store, int[] callerCounts, Func<int, string?> aim, BareEcho? inTurnsWith = null)
    {
        foreach (var callers in callerCounts)
        {
            await Row(shop, $"addition to 5 lines, {store} ({callers})", callers, 5, shopper => shopper.Add(), 1, aim(callers), inTurnsWith);
        }
    }

    private async Task Limit(string name, int callers, Func<int, Task> call)
    {
        if (settings.WantsRow(name))
        {
            report.Rate(name, await Load.Run(callers, settings, call));
        }
    }

    private async Task Row(Shop shop, string name, int callers, int lines, Func<Shopper, Task> call, int operationsPerCall = 1, string? aim = null, BareEcho? inTurnsWith = null, string? redisLimit = null)
    {
        if (!settings.WantsRow(name))
        {
            return;
        }

        using var channels = new Channels(shop.Address);
        var shoppers = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller =>
            Shopper.Start(shop.NewCustomer(channels, caller), lines)));
        Reached result;
        if (aim is not null && inTurnsWith is not null)
        {
            var both = await Load.InTurns(callers, settings, inTurnsWith.Calls(callers), caller => call(shoppers[caller]));
            report.Remember(EchoRows.Name("bare", callers), both[0]);
            result = both[1];
        }
        else
        {
            result = await Load.Run(callers, settings, caller => call(shoppers[caller]));
        }

        report.Rate(name, result, operationsPerCall, aim, EchoRows.Name("bare", callers), redisLimit ?? RawRedis.ScriptName(callers));
    }
}
