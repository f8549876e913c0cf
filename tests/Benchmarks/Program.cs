using Omnichannel.Benchmarks;
using Omnichannel.Benchmarks.Carts;
using Omnichannel.Benchmarks.Consoles;
using Omnichannel.Benchmarks.Devices;
using Omnichannel.Benchmarks.Echo;
using Omnichannel.Benchmarks.Gateways;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Benchmarks.Orders;
using Omnichannel.Benchmarks.Points;
using Omnichannel.Benchmarks.Processes;
using Omnichannel.Benchmarks.Returns;

var settings = Settings.Parse(args);
if (settings is null)
{
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}

var report = new Report(Console.Out);
(string Name, Func<Task> Measure)[] groups =
[
    ("echo", () => new EchoRows(report, settings).Measure()),
    ("cart", () => new CartRows(report, settings).Measure()),
    ("growth", () => new GrowthRows(report, settings).Measure()),
    ("catalogue", () => new CatalogueRows(report).Measure()),
    ("device", () => new DeviceRows(report, settings).Measure()),
    ("tills", () => new ManyTillsRows(report, settings).Measure()),
    ("snapshot", () => new SnapshotRows(report, settings).Measure()),
    ("watch", () => new WatchRows(report, settings).Measure()),
    ("loyalty", () => new PointsRows(report, settings).Measure()),
    ("ledger", () => new LedgerRows(report, settings).Measure()),
    ("orders", () => new OrderRows(report, settings).Measure()),
    ("returns", () => new ReturnRows(report, settings).Measure()),
    ("gateway", () => new GatewayRows(report, settings).Measure()),
    ("till", () => new TillRows(report, settings).Measure()),
    ("start", () => new StartRows(report, settings).Measure()),
    ("console", () => new ConsoleRows(report).Measure()),
    ("import", () => new ImportRows(report, settings).Measure()),
];
if (settings.Groups.FirstOrDefault(wanted => groups.All(group => group.Name != wanted)) is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is no group of rows.\n\n{Settings.Usage}");
    return 2;
}

report.Begin();
foreach (var (name, measure) in groups.Where(group => settings.Wants(group.Name)))
{
    Console.Error.WriteLine($"{name} ...");
    await measure();
}

return 0;
