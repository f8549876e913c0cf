using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Omnichannel.Benchmarks.Carts;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.Client;
using Omnichannel.Client.Carts;
using Omnichannel.Platform.Hosting;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Benchmarks.Devices;

/// <summary>From an edit to the view that has it, off line: a cart of five lines that the server has shown, and edits that wait.</summary>
internal sealed class DeviceRows(Report report, Settings settings)
{
    private const int Lines = 5;
    private const int EditsOfARound = 200;
    private const int Many = 10_000;
    private const string Aim = "< 1 ms";

    public async Task Measure()
    {
        var seen = await Seen();
        using var folder = new TempFolder("device");
        var raw = Insert(folder);
        report.Row("bare insert of an edit's bytes, SQLite, WAL, synchronous=FULL", Times(raw));
        var rows = new (string Where, int Waiting, Func<IOperationLog> Open)[]
        {
            ("memory", 0, () => new MemoryOperationLog()),
            ("file", 0, () => SqliteOperationLog.Open(folder[$"{Guid.NewGuid():N}.db"])),
            ("memory", Many, () => new MemoryOperationLog()),
            ("file", Many, () => SqliteOperationLog.Open(folder[$"{Guid.NewGuid():N}.db"])),
        };
        foreach (var (where, waiting, open) in rows)
        {
            var (times, bytes) = await Edits(seen, waiting, open);
            var isFile = where == "file";
            report.Row(
                $"edit off line until its view has it, log in {(isFile ? "a file" : "memory")}, {waiting:N0} to {waiting + EditsOfARound:N0} wait",
                Times(times),
                string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB allocated"),
                isFile ? $"bare insert: {Times(raw)}" : "",
                isFile ? string.Create(CultureInfo.InvariantCulture, $"{Load.Percentile(times, 0.5) / Load.Percentile(raw, 0.5):0.00} at p50") : "",
                Aim);
        }
    }

    private static string Times(long[] sorted) => $"p50 {Report.Milliseconds(Load.Percentile(sorted, 0.5))}, p99 {Report.Milliseconds(Load.Percentile(sorted, 0.99))}";

    // What a log has of a cart that was settled.
    private static async Task<LogContent> Seen()
    {
        await using var shop = await Shop.Start(redis: null);
        using var client = new OmnichannelClient(new OmnichannelClientOptions(shop.Address, _ => new(shop.Service.Tokens.Issue(Role.Customer, "customer-1"))));
        using var log = new MemoryOperationLog();
        await using var cart = new DeviceCart(client, log, new DeviceCartOptions(Shop.Market) { Watch = false });
        await cart.ApplyAsync([.. Enumerable.Range(0, Lines).Select(Addition)]);
        cart.Start();
        await cart.SettleAsync();
        return log.Read();
    }

    private async Task<(long[] Sorted, long Bytes)> Edits(LogContent seen, int waiting, Func<IOperationLog> open)
    {
        using var nowhere = new OmnichannelClient(new OmnichannelClientOptions(new Uri("http://127.0.0.1:1"), _ => new("")));
        var (times, allocated) = (new List<long>(), 0L);
        for (var (began, isWarm) = (Stopwatch.GetTimestamp(), false); !isWarm || Stopwatch.GetElapsedTime(began) < settings.Duration;)
        {
            using var log = open();
            log.Write(new LogChange { CurrentCart = seen.CurrentCart, Carts = seen.Carts });
            await using var cart = new DeviceCart(nowhere, log, new DeviceCartOptions(Shop.Market));
            await cart.ApplyAsync([.. Enumerable.Range(0, waiting).Select(Addition)]);
            var round = new List<long>(EditsOfARound);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < EditsOfARound; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await cart.AddAsync(Shop.Sku(i % Lines));
                if (cart.View.Pending != waiting + i + 1)
                {
                    throw new InvalidOperationException("The view has not the edit.");
                }

                round.Add(Stopwatch.GetTimestamp() - start);
            }

            if (isWarm)
            {
                allocated += GC.GetTotalAllocatedBytes(precise: true) - before;
                times.AddRange(round);
            }
            else if (Stopwatch.GetElapsedTime(began) >= settings.WarmUp)
            {
                (began, isWarm) = (Stopwatch.GetTimestamp(), true);
            }
        }

        return ([.. times.Order()], allocated / times.Count);
    }

    private long[] Insert(TempFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder["raw.db"]};Pooling=false");
        connection.Open();
        using var prepare = connection.CreateCommand();
        prepare.CommandText = "pragma journal_mode = wal; pragma synchronous = full; create table edits(number integer primary key, edit blob not null)";
        prepare.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into edits(edit) values($edit)";
        insert.Parameters.AddWithValue("$edit", Google.Protobuf.MessageExtensions.ToByteArray(Addition(1)));
        insert.Prepare();
        var times = new List<long>();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < settings.Duration;)
        {
            var start = Stopwatch.GetTimestamp();
            insert.ExecuteNonQuery();
            times.Add(Stopwatch.GetTimestamp() - start);
        }

        return [.. times.Order()];
    }

    private static CartOperation Addition(int i) => new() { Add = new AddItem { Sku = Shop.Sku(i % Lines), Quantity = 1 } };
}
