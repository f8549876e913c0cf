using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Returns;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Policy = Omnichannel.Returns.Domain.ReturnPolicy;

namespace Omnichannel.Benchmarks.Returns;

/// <summary>What policies cost: what of a large order can come back, under few rules and many, and a document tried on what was sold before.</summary>
internal sealed class ReturnRows(Report report, Settings settings)
{
    private const string Large = "large";
    private const int ComparedOrders = 100_000;
    private const int OrdersPerCommit = 500;
    private static readonly DateTimeOffset PlacedAt = DateTimeOffset.UtcNow.AddDays(-10);

    public async Task Measure()
    {
        await CompareRules();
        using (var folder = new TempFolder("returns"))
        {
            await Measure("SQLite", "sqlite", folder["returns.db"], folder["events.db"]);
        }

        await using var server = await PostgresServer.StartAsync();
        using var events = new TempFolder("returns");
        await Measure("PostgreSQL", "postgres", (await server.CreateDatabaseAsync()).ConnectionString, events["events.db"]);
    }

    // Without a database: nothing else that is the same for both would hide the difference.
    private async Task CompareRules()
    {
        const string Name = "100 lines decided under 1,000 rules";
        if (!settings.WantsRow(Name))
        {
            return;
        }

        var order = LargeOrder.Bought(PlacedAt);
        var (few, many) = (ManyRules.Of(10), ManyRules.Of(1000));
        var both = await Load.InTurns(1, settings, _ => Decide(order, few), _ => Decide(order, many));
        report.Row(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"p50 {both[1].Median.TotalMicroseconds:N0} µs"),
            Report.PerCall(both[1]),
            string.Create(CultureInfo.InvariantCulture, $"10 rules: p50 {both[0].Median.TotalMicroseconds:N0} µs"),
            (both[1].Median / both[0].Median).ToString("0.00", CultureInfo.InvariantCulture),
            "<= 1.2");
    }

    private static Task Decide(OrderReturns order, Policy policy) =>
        Eligibility.Of(order, policy, PlacedAt.AddDays(5)).Count == order.Order.Lines.Count ? Task.CompletedTask : throw new InvalidOperationException("A line has no answer.");

    private async Task Measure(string engine, string provider, string database, string events)
    {
        var (eligibility, dryRun) = ($"eligibility of an order of 100 lines, {engine} (1)", string.Create(CultureInfo.InvariantCulture, $"dry run over {ComparedOrders:N0} orders, {engine}"));
        if (!settings.WantsRow(eligibility) && !settings.WantsRow(dryRun))
        {
            return;
        }

        await using var service = await Start(provider, database, events);
        if (settings.WantsRow(eligibility))
        {
            await Place(service, [LargeOrder.Placed(Large, PlacedAt)]);
            var queries = service.App.Services.GetRequiredService<ReturnQueries>();
            var caller = new Caller("agent-1", Role.Agent, Channel.Support, null, null, "agent-1", DateTimeOffset.MaxValue);
            var reached = await Load.Run(1, settings, async _ =>
            {
                if ((await queries.Eligibility(Large, caller, default)).Lines.Count != LargeOrder.Lines)
                {
                    throw new InvalidOperationException("A line has no answer.");
                }
            });
            report.Rate(eligibility, reached, "p99 < 5 ms");
        }

        if (settings.WantsRow(dryRun))
        {
            await TryOnAll(service, dryRun);
        }
    }

    private async Task TryOnAll(RunningService service, string name)
    {
        foreach (var orders in Enumerable.Range(0, ComparedOrders).Select(number => SmallOrder(number)).Chunk(OrdersPerCommit))
        {
            await Place(service, orders);
        }

        var stricter = ManyRules.Of(1000) with { Version = 2 };
        var watch = Stopwatch.StartNew();
        var found = await service.App.Services.GetRequiredService<DryRun>().Orders(stricter, ComparedOrders, 100, default);
        report.Row(
            name,
            string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:N1} s, {found.Count:N0} differ"),
            string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMicroseconds / ComparedOrders:N0} µs"),
            aim: "< 30 s");
    }

    private static OrderPlaced SmallOrder(int number)
    {
        var placed = LargeOrder.Placed($"order-{number}", PlacedAt.AddSeconds(number % 86_400), lines: 1 + (number % 4));
        placed.CustomerId = $"customer-{number % 5000}";
        return placed;
    }

    private static Task Place(RunningService service, IReadOnlyList<OrderPlaced> orders)
    {
        var book = service.App.Services.GetRequiredService<OrderBook>();
        return service.App.Services.GetRequiredService<CommandExecutor>().Apply(async unit =>
        {
            foreach (var placed in orders)
            {
                await book.Placed(unit, placed);
            }
        });
    }

    private static Task<RunningService> Start(string provider, string database, string events) => RunningService.Start(
        ReturnsApplication.Build,
        new Dictionary<string, string?>
        {
            ["Omnichannel:Storage:Provider"] = provider,
            [provider == "sqlite" ? "Omnichannel:Storage:Path" : "Omnichannel:Storage:ConnectionString"] = database,
            ["Omnichannel:Events:Provider"] = "embedded",
            ["Omnichannel:Events:Path"] = events,
            ["Omnichannel:Grants:Keys:0:Id"] = "a",
            ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
        },
        host: new PlatformHost { HostsSeveralServices = true });
}
