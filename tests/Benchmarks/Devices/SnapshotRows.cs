using System.Diagnostics;
using System.Globalization;
using Omnichannel.Benchmarks.Carts;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
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
            var listed = await Took(() => List(client));
            report.Row("snapshot: 100,000 items listed, and kept nowhere", listed.Wall, listed.Processor);
            var download = await Took(() => first.DownloadAsync());
            report.Row("snapshot: 100,000 items taken into an empty file", download.Wall, download.Processor, $"listed: {listed.Wall}", aim: "< 15 s");
            await CatalogueRows.Upsert(ops, Changed, cents: 1);
            Report("snapshot: 1,000 changed items taken", await Took(() => first.DownloadAsync()));
            Report("snapshot: nothing new", await Took(() => first.DownloadAsync()));
            await CatalogueRows.Upsert(ops, cents: 2);
            Report("snapshot: 100,000 changed items taken", await Took(() => first.DownloadAsync()), "< 15 s");
        }

        var bytes = new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length);
        report.Row("snapshot: size of the file", string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB"));
        CatalogueSnapshot snapshot = null!;
        Report("snapshot: opened, all of it checked", await Took(() => Task.Run(() => snapshot = CatalogueSnapshot.Open(client, folder["catalogue.db"], Shop.Market))), "< 2 s");
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

    private void Report(string what, (string Wall, string Processor) took, string? aim = null) => report.Row(what, took.Wall, took.Processor, aim: aim);

    private static async Task List(OmnichannelClient client)
    {
        for (var (token, isMore) = ("", true); isMore;)
        {
            var page = await client.Catalogue.ListItemChangesAsync(new ListItemChangesRequest { Market = Shop.Market, ChangeToken = token, PageSize = Changed });
            (token, isMore) = (page.NextChangeToken, page.More);
        }
    }

    // Processor time is of service and till together: another process that is busy distorts it least.
    private static async Task<(string Wall, string Processor)> Took(Func<Task> work)
    {
        GC.Collect();
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await work();
        return (Seconds(watch.Elapsed), $"{Seconds(Environment.CpuUsage.TotalTime - processor)} CPU");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
