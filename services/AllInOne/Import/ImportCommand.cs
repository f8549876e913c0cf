using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Returns.V1;

namespace Omnichannel.AllInOne.Import;

/// <summary><c>import orders FILE --map MAP.yaml</c>: into this machine's state folder, or through a cluster's gateway.</summary>
public static class ImportCommand
{
    /// <summary>Starts everything on free ports, imports through its gateway, and stops when all services have taken in what they were told.</summary>
    public static async Task<int> IntoState(AllInOneOptions options)
    {
        using var state = StateFolder.Open(options.State);
        var source = HistorySource.Open(options.ImportFile!, options.MapFile!);
        var host = AllInOneHost.Create(state, options);
        await using var log = (EmbeddedEventLog)host.EventLog!;
        var result = 1;
        var exit = await PlatformApplication.RunTogether(host, [], AllInOneHost.Services(options), Import).ConfigureAwait(false);
        return exit != 0 ? exit : result;

        async Task Import(IReadOnlyList<IHost> services, CancellationToken end)
        {
            result = await Run(options, source, state["imports"], services[^1].Addresses().Grpc, () => host.ServiceTokens!("importer"), end).ConfigureAwait(false);
            await Quiet.Wait(services, log, end).ConfigureAwait(false);
            services[^1].Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }
    }

    /// <summary>Imports through the gateway of a running cluster.</summary>
    public static async Task<int> IntoCluster(AllInOneOptions options)
    {
        if (!Uri.TryCreate(options.Gateway, UriKind.Absolute, out var gateway))
        {
            throw new StartupException($"--gateway {options.Gateway} is no URL.");
        }

        var source = HistorySource.Open(options.ImportFile!, options.MapFile!);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await Run(options, source, Path.Combine(options.State, "imports"), gateway, () => File.ReadAllText(options.TokenFile!).Trim(), stop.Token).ConfigureAwait(false);
    }

    private static async Task<int> Run(
        AllInOneOptions options, HistorySource source, string journalFolder, Uri gateway, Func<string> token, CancellationToken cancellation)
    {
        using var journal = new ImportJournal(journalFolder, source.Fingerprint);
        using var channel = GrpcChannel.ForAddress(gateway, new GrpcChannelOptions { MaxReceiveMessageSize = 16 << 20 });
        var clients = new ImportClients(
            new OrderTrackingService.OrderTrackingServiceClient(channel),
            new ReturnsService.ReturnsServiceClient(channel),
            new LoyaltyService.LoyaltyServiceClient(channel),
            () => new Metadata { { "authorization", $"Bearer {token()}" } });
        if (journal.AnsweredBefore > 0)
        {
            Console.WriteLine($"Going on behind the {journal.AnsweredBefore:N0} batches that an earlier run has imported.");
        }

        var clock = Stopwatch.StartNew();
        var progress = new ImportProgress(source.Rows, Console.Error, !Console.IsErrorRedirected);
        try
        {
            var summary = await new HistoryImporter(source, journal, clients, progress).Run(cancellation).ConfigureAwait(false);
            progress.Finish();
            var rejects = options.RejectsFile ?? options.ImportFile + ".rejects.csv";
            RejectFile.Write(rejects, summary.Rejections);
            Print(summary, rejects, clock.Elapsed);
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("\nStopped. Run the same command again: it goes on where it stopped.");
            return 130;
        }
        catch (RpcException error)
        {
            Console.Error.WriteLine($"\nThe import stopped: {error.Status.StatusCode}: {error.Status.Detail}. Run the same command again: it goes on where it stopped.");
            return 1;
        }
    }

    private static void Print(ImportSummary summary, string rejects, TimeSpan time)
    {
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(culture, $"{summary.Rows,12:N0} rows in {time:m\\:ss} ({summary.Rows / Math.Max(0.001, time.TotalSeconds):N0} rows/s)"));
        Console.WriteLine(string.Create(culture, $"{summary.Imported,12:N0} imported: {summary.Orders:N0} orders, {summary.Returns:N0} returns, {summary.Customers:N0} customers"));
        Console.WriteLine(string.Create(culture, $"{summary.Rejections.Count,12:N0} rejected, in {rejects}"));
        foreach (var reason in summary.Rejections.GroupBy(row => row.Reason).OrderByDescending(group => group.Count()))
        {
            Console.WriteLine(string.Create(culture, $"{reason.Count(),12:N0}   {reason.Key}"));
        }
    }
}
