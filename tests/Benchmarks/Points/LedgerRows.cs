using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Loyalty;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.Benchmarks.Points;

/// <summary>
/// What the ledger costs: an order credited, against its rows as bare statements; a balance and a statement's page among few and many entries; and the proof of every
/// entry, against reading the same rows without a look at them.
/// </summary>
internal sealed class LedgerRows(Report report, Settings settings)
{
    private const int EntriesPerMember = 200;
    private const int FewEntries = 100_000;
    private const int OfOneMember = 100_000;
    private const int Page = 50;
    private const int ProvenMembers = 100;
    private const int Earners = 256;
    private const int HoldsPerMember = 100;

    public async Task Measure()
    {
        using (var folder = new TempFolder("ledger"))
        {
            await Measure("SQLite", "sqlite", folder, () => Task.FromResult(folder[Guid.NewGuid().ToString("N") + ".db"]), path => new SqliteConnection($"Data Source={path};Pooling=False"));
        }

        await using var server = await PostgresServer.StartAsync();
        using var events = new TempFolder("ledger");
        await Measure("PostgreSQL", "postgres", events, async () => (await server.CreateDatabaseAsync()).ConnectionString, text => new NpgsqlConnection(text));
    }

    private async Task Measure(string engine, string provider, TempFolder folder, Func<Task<string>> create, Func<string, DbConnection> connect)
    {
        var database = await create();
        await using (var service = await Start(provider, database, folder[Guid.NewGuid().ToString("N") + ".db"]))
        {
            // The rows of bare statements are no sound ledger: they come afterwards.
            await Prove(engine, service, () => connect(database));
            await Earn(engine, service, () => connect(database));
        }

        var few = await Read(engine, FewEntries, provider, folder, create, connect);
        var many = await Read(engine, settings.Entries, provider, folder, create, connect);
        if (few is not null && many is not null)
        {
            foreach (var (name, before, after) in few.Zip(many, (one, other) => (one.Name, one.Reached, other.Reached)))
            {
                report.Row(
                    string.Create(CultureInfo.InvariantCulture, $"{name}, {engine}, {settings.Entries:N0} entries"),
                    string.Create(CultureInfo.InvariantCulture, $"p50 {after.Median.TotalMilliseconds:N3} ms"),
                    against: string.Create(CultureInfo.InvariantCulture, $"{FewEntries:N0} entries: p50 {before.Median.TotalMilliseconds:N3} ms"),
                    ratio: (after.Median / before.Median).ToString("0.00", CultureInfo.InvariantCulture),
                    aim: "<= 1.5");
            }
        }
    }

    private async Task Earn(string engine, RunningService service, Func<DbConnection> connect)
    {
        var (stored, raw) = ($"order credited, {engine} (1)", $"raw statements of an order, {engine} (1)");
        if (!settings.WantsRow(stored) && !settings.WantsRow(raw))
        {
            return;
        }

        for (var earner = 0; earner < Earners; earner++)
        {
            await Enroll(service, $"earner-{earner}");
        }

        using var ledger = new RawOrder(connect(), [.. Enumerable.Range(0, Earners).Select(earner => $"earner-raw-{earner}")], engine == "SQLite");
        await ledger.Prepare().ConfigureAwait(false);
        var executor = service.App.Services.GetRequiredService<CommandExecutor>();
        var orders = service.App.Services.GetRequiredService<Loyalty.Store.Orders>();
        var number = 0;
        var both = await Load.InTurns(
            1, settings, _ => ledger.Credit(), _ => executor.Apply(unit => orders.Place(unit, OrderOf($"earner-{number % Earners}", $"o{number++}"))));
        report.Rate(raw, both[0]);
        report.Rate(stored, both[1], ">= 0.5 of raw", raw);
    }

    private async Task Prove(string engine, RunningService service, Func<DbConnection> connect)
    {
        var name = $"entries proven, {engine}";
        if (!settings.WantsRow(name))
        {
            return;
        }

        var executor = service.App.Services.GetRequiredService<CommandExecutor>();
        var holds = service.App.Services.GetRequiredService<Holds>();
        for (var member = 0; member < ProvenMembers; member++)
        {
            var id = $"proven-{member}";
            await Enroll(service, id);
            await executor.Apply(async unit =>
            {
                for (var i = 0; i < HoldsPerMember; i++)
                {
                    var (hold, _) = await holds.Place(unit, new HoldCommand(id, 2, "receipt", TimeSpan.FromMinutes(15), "EUR", SalesChannel.Store)).ConfigureAwait(false);
                    await holds.Capture(unit, new CaptureCommand(id, hold.HoldId, 1, SalesChannel.Store)).ConfigureAwait(false);
                }

                return 0;
            });
        }

        var proof = service.App.Services.GetRequiredService<Loyalty.Store.LedgerProof>();
        await using var connection = connect();
        await connection.OpenAsync();
        var (plain, proven, entries) = (TimeSpan.MaxValue, TimeSpan.MaxValue, 0L);
        for (var run = 0; run < 5; run++)
        {
            var read = Stopwatch.StartNew();
            await Scan(connection);
            plain = Least(plain, read.Elapsed);
            var check = Stopwatch.StartNew();
            var result = await proof.Verify(null, _ => Task.CompletedTask, default);
            proven = Least(proven, check.Elapsed);
            entries = result.Findings == 0 ? result.Entries : throw new InvalidOperationException($"{result.Findings} findings in a sound ledger.");
        }

        report.Row(
            name,
            string.Create(CultureInfo.InvariantCulture, $"{entries / proven.TotalSeconds:N0}/s"),
            against: string.Create(CultureInfo.InvariantCulture, $"the same rows read: {entries / plain.TotalSeconds:N0}/s"),
            ratio: (plain / proven).ToString("0.00", CultureInfo.InvariantCulture),
            aim: ">= 0.5");
    }

    private async Task<IReadOnlyList<(string Name, Reached Reached)>?> Read(
        string engine, int entries, string provider, TempFolder folder, Func<Task<string>> create, Func<string, DbConnection> connect)
    {
        if (!settings.WantsRow($"balance, {engine}") && !settings.WantsRow($"statement page, {engine}"))
        {
            return null;
        }

        var database = await create();
        await using var service = await Start(provider, database, folder[Guid.NewGuid().ToString("N") + ".db"]);
        await using (var connection = connect(database))
        {
            await connection.OpenAsync();
            await SyntheticLedgers.Fill(connection, entries / EntriesPerMember, EntriesPerMember);
            await SyntheticLedgers.FillOne(connection, "whale", OfOneMember);
            await SyntheticLedgers.Analyse(connection);
        }

        var statements = service.App.Services.GetRequiredService<Statements>();
        var (members, next) = (entries / EntriesPerMember, 0);
        string Someone() => SyntheticLedgers.Member((int)(Interlocked.Increment(ref next) * 7919L % members));
        return
        [
            ("balance", await Load.Run(1, settings, _ => statements.Find(Someone(), default))),
            ("statement page", await Load.Run(1, settings, _ => statements.Page(new StatementQuery(Someone(), [], null, long.MaxValue, Page), default))),
            ("statement page in the middle of 100,000 entries of one member", await Load.Run(1, settings, _ => statements.Page(new StatementQuery("whale", [], null, OfOneMember / 2, Page), default))),
        ];
    }

    private static async Task Scan(DbConnection connection)
    {
        foreach (var table in new[] { "members", "entries", "lots", "holds", "orders", "goodwill", "coupons", "coupon_uses", "programs" })
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant names of this method.
            command.CommandText = $"select * from {table}";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            var row = new object[reader.FieldCount];
            while (await reader.ReadAsync())
            {
                reader.GetValues(row);
            }
        }
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static PlacedOrder OrderOf(string customerId, string orderId) => new()
    {
        OrderId = orderId,
        CustomerId = customerId,
        PlacedAt = DateTimeOffset.UtcNow,
        Channel = SalesChannel.Store,
        Market = "IT",
        CurrencyCode = "EUR",
        Lines = [new EarningLine("l0", "sku", "home", 1, 1_000, true)],
    };

    private static Task<RunningService> Start(string provider, string database, string events) => RunningService.Start(LoyaltyApplication.Build, new Dictionary<string, string?>
    {
        ["Omnichannel:Storage:Provider"] = provider,
        [provider == "sqlite" ? "Omnichannel:Storage:Path" : "Omnichannel:Storage:ConnectionString"] = database,
        ["Omnichannel:Events:Provider"] = "embedded",
        ["Omnichannel:Events:Path"] = events,
    });

    private static async Task Enroll(RunningService service, string memberId)
    {
        var agent = new LoyaltyClients(service.As(Types.V1.Role.Ops, "ops-1"));
        await agent.Loyalty.EnrollMemberAsync(new Loyalty.V1.EnrollMemberRequest { MemberId = memberId });
        await agent.Loyalty.AdjustPointsAsync(new Loyalty.V1.AdjustPointsRequest { MemberId = memberId, Points = 1_000_000, Reason = "benchmark" });
    }
}
