using System.Diagnostics;
using System.Globalization;
using Omnichannel.Benchmarks.Carts;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Client;
using Omnichannel.Client.Catalogue;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Devices;

/// <summary>A catalogue of 100,000 items in a till's file.</summary>
internal sealed class SnapshotRows(Report report, Settings settings)
{
    private const int Changed = 1_000;

    public async Task Measure()
    {
        await using var shop = await Shop.Start(redis: null);
        var ops = new CartClients(shop.Service.As(Role.Ops, "ops"));
        await CatalogueRows.Upsert(ops);
        var token = shop.Service.Tokens.Issue(new TokenRequest("till-1", Role.Terminal, TimeSpan.FromHours(1)) { Channel = Channel.Store, StoreId = "milano-1", ActorId = "associate-1" });
        using var client = new OmnichannelClient(new OmnichannelClientOptions(shop.Address, _ => new(token)));
        using var folder = new TempFolder("snapshot");
        using (var first = CatalogueSnapshot.Open(client, folder["catalogue.db"], Shop.Market))
        {
            var download = await Seconds(() => first.DownloadAsync());
            report.Row("snapshot: 100,000 items taken into an empty file", $"{download} s");
            await CatalogueRows.Upsert(ops, Changed, cents: 1);
            report.Row("snapshot: 1,000 changed items taken", $"{await Seconds(() => first.DownloadAsync())} s");
            report.Row("snapshot: nothing new", $"{await Seconds(() => first.DownloadAsync())} s");
        }

        var bytes = new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length);
        report.Row("snapshot: size of the file", string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB"));
        CatalogueSnapshot snapshot = null!;
        report.Row("snapshot: opened, all of it checked", $"{await Seconds(() => Task.Run(() => snapshot = CatalogueSnapshot.Open(client, folder["catalogue.db"], Shop.Market)))} s");
        using (snapshot)
        {
            var random = new Random(1);
            var scans = Enumerable.Range(0, Changed).Select(_ => CatalogueRows.Gtin(random.Next(CatalogueRows.Items))).ToArray();
            var at = 0;
            report.Rate("snapshot: a scan looked up (1)", await Load.Run(1, settings, _ =>
            {
                snapshot.Lookup(scans[at++ % scans.Length]);
                return Task.CompletedTask;
            }));
        }
    }

    private static async Task<string> Seconds(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
    }
}
