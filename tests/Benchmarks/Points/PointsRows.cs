using System.Data.Common;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Loyalty;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Money = Omnichannel.Platform.Domain.Money;

namespace Omnichannel.Benchmarks.Points;

/// <summary>Ten points, or cents of a gift card, held and captured: two commands, two transactions. In the service's store, over gRPC, and as bare statements on the same tables.</summary>
internal sealed class PointsRows(Report report, Settings settings)
{
    private const int Points = 10;
    private const int Members = 64;
    private static readonly int[] Callers = [1, 16];

    public async Task Measure()
    {
        using (var folder = new TempFolder("points"))
        {
            await Measure("SQLite", "sqlite", folder, () => Task.FromResult(folder["raw.db"]), path =>
            {
                var connection = new SqliteConnection($"Data Source={path};Pooling=False");
                connection.Open();
                using var pragmas = connection.CreateCommand();
                pragmas.CommandText = "pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=4000; pragma foreign_keys=on; pragma cache_size=-16000; pragma temp_store=memory";
                pragmas.ExecuteNonQuery();
                return connection;
            });
        }

        await using var server = await PostgresServer.StartAsync();
        using var events = new TempFolder("points");
        await Measure("PostgreSQL", "postgres", events, async () => (await server.CreateDatabaseAsync()).ConnectionString, text =>
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(text) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 }.ConnectionString);
            connection.Open();
            return connection;
        });
    }

    private async Task Measure(string engine, string provider, TempFolder folder, Func<Task<string>> create, Func<string, DbConnection> connect)
    {
        var rawDatabase = await create();
        await using (await Start(provider, rawDatabase, folder["raw-events.db"]))
        {
            // Stopped before the statements run: its tables and members are what they need.
        }

        await using var service = await Start(provider, provider == "sqlite" ? folder["points.db"] : await create(), folder["events.db"]);
        var commands = service.App.Services.GetRequiredService<Commands>();
        var cards = service.App.Services.GetRequiredService<WalletCommands>();
        var caller = new Caller("till-1", Role.Terminal, Channel.Store, "store-1", null, "till-1", DateTimeOffset.MaxValue);
        using var channels = new Channels(service.App.Addresses().Grpc);
        var token = service.Tokens.Issue(Role.Terminal, "till-1");
        var presences = new string[Members];
        var wallets = new string[Members];
        for (var member = 0; member < Members; member++)
        {
            presences[member] = await Present(service, member);
            wallets[member] = await Card(service, cards, caller);
        }

        foreach (var callers in Callers)
        {
            // SQLite has one writer: several connections would only wait for each other's locks.
            var isRawAlone = provider == "sqlite";
            var raw = $"raw statements, {engine} ({(isRawAlone ? 1 : callers)})";
            var ledgers = Enumerable.Range(0, isRawAlone ? 1 : callers).Select(number => new RawLedger(connect(rawDatabase), Member(number), isRawAlone)).ToArray();
            var clients = Enumerable.Range(0, callers).Select(number => new LoyaltyClients(channels.Of(number, token))).ToArray();
            List<(string Name, Func<int, Task> Call, string? Aim)> rows =
            [
                ($"hold+capture, {engine} ({callers})", number => InStore(commands, caller, number), null),
                ($"gift card held+captured, {engine} ({callers})", number => OfCard(cards, caller, wallets[number]), null),
                ($"hold+capture over gRPC, {engine} ({callers})", number => OverGrpc(clients[number], number, presences[number]), isRawAlone || callers == 1 ? null : ">= 0.7 of raw"),
            ];
            if (!isRawAlone || callers == 1)
            {
                rows.Insert(0, (raw, number => ledgers[number].HoldAndCapture(Points), null));
            }

            rows.RemoveAll(row => !settings.WantsRow(row.Name));

            // In turns: what they are to each other holds on a machine that is slow for a while.
            var reached = await Load.InTurns(callers, settings, [.. rows.Select(row => row.Call)]);
            foreach (var (row, result) in rows.Zip(reached))
            {
                report.Rate(row.Name, result, row.Aim, row.Name == raw ? [] : [raw]);
            }

            foreach (var ledger in ledgers)
            {
                ledger.Dispose();
            }
        }

        await new MintRows(report, settings).Measure(engine, service, () => connect(rawDatabase));
    }

    private static string Member(int number) => $"member-{number}";

    private static async Task<RunningService> Start(string provider, string database, string events)
    {
        var service = await RunningService.Start(LoyaltyApplication.Build, new Dictionary<string, string?>
        {
            ["Omnichannel:Storage:Provider"] = provider,
            [provider == "sqlite" ? "Omnichannel:Storage:Path" : "Omnichannel:Storage:ConnectionString"] = database,
            ["Omnichannel:Events:Provider"] = "embedded",
            ["Omnichannel:Events:Path"] = events,
        });
        var agent = new LoyaltyClients(service.As(Role.Ops, "ops-1"));
        for (var member = 0; member < Members; member++)
        {
            await agent.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = Member(member) });
            await agent.Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = Member(member), Points = 1_000_000, Reason = "benchmark" });
        }

        return service;
    }

    private static async Task InStore(Commands commands, Caller caller, int number)
    {
        var hold = await commands.Hold(
            Context(caller, "HoldPoints"),
            new HoldCommand(Member(number), Points, "receipt", TimeSpan.FromMinutes(15), "EUR", SalesChannel.Store),
            (placed, _) => new StringValue { Value = placed.HoldId }).ConfigureAwait(false);
        await commands.Capture(Context(caller, "CaptureHold"), new CaptureCommand(Member(number), hold.Value, 0, SalesChannel.Store), (_, _) => new Empty()).ConfigureAwait(false);
    }

    private static async Task OfCard(WalletCommands cards, Caller caller, string walletId)
    {
        var hold = await cards.Hold(
            Context(caller, "HoldBalance"),
            walletId,
            new Money("EUR", Points),
            "receipt",
            TimeSpan.FromMinutes(15),
            SalesChannel.Store,
            (placed, _) => new StringValue { Value = placed.HoldId }).ConfigureAwait(false);
        await cards.Capture(Context(caller, "CaptureBalance"), walletId, hold.Value, null, SalesChannel.Store, (_, _) => new Empty()).ConfigureAwait(false);
    }

    private static async Task<string> Card(RunningService service, WalletCommands cards, Caller caller)
    {
        var id = await cards.IssueCard(Context(caller, "IssueGiftCard"), new Money("EUR", 1_000_000_000), "IT", view => new StringValue { Value = view.Wallet.WalletId }).ConfigureAwait(false);
        var card = await service.App.Services.GetRequiredService<WalletQueries>().Find(id.Value, default).ConfigureAwait(false);
        await cards.Activate(Context(caller, "ActivateGiftCard"), card!.Wallet.Code!, new Cause(default), _ => new Empty()).ConfigureAwait(false);
        return id.Value;
    }

    private static CommandContext Context(Caller caller, string rpc) => new(caller, "omnichannel.loyalty.v1.HoldService/" + rpc, Guid.NewGuid().ToString("N"), new byte[32]);

    private static async Task OverGrpc(LoyaltyClients client, int number, string presence)
    {
        var held = await client.Holds.HoldPointsAsync(
            new HoldPointsRequest { MemberId = Member(number), Points = Points, Reference = "receipt", CurrencyCode = "EUR", PresenceId = presence });
        await client.Holds.CaptureHoldAsync(
            new CaptureHoldRequest { MemberId = Member(number), HoldId = held.Hold.HoldId, Receipt = new Receipt { ExternalId = held.Hold.HoldId } });
    }

    // Once a sale, however often it holds.
    private static async Task<string> Present(RunningService service, int number)
    {
        var (_, secret) = (await service.App.Services.GetRequiredService<Presences>().Provision(Member(number), default).ConfigureAwait(false))!.Value;
        var code = RotatingCode.At(secret, RotatingCode.StepAt(DateTimeOffset.UtcNow));
        var till = new LoyaltyClients(service.As(Role.Terminal, "till-1"));
        var proved = await till.Tills.ProvePresenceAsync(new ProvePresenceRequest { Code = new ToldCode { MemberId = Member(number), Code = code } });
        return proved.Presence.PresenceId;
    }
}
