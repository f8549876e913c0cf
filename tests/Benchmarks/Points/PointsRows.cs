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

namespace Omnichannel.Benchmarks.Points;

/// <summary>Ten points held and captured: two commands, two transactions. In the service's store, over gRPC, and as bare statements on the same tables.</summary>
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

        foreach (var callers in Callers.Where(callers => (provider != "sqlite" || callers == 1) && settings.WantsRow(RawName(engine, callers))))
        {
            await MeasureRaw(engine, callers, provider == "sqlite", () => connect(rawDatabase));
        }

        await using var service = await Start(provider, provider == "sqlite" ? folder["points.db"] : await create(), folder["events.db"]);
        var commands = service.App.Services.GetRequiredService<Commands>();
        var caller = new Caller("till-1", Role.Terminal, Channel.Store, "store-1", null, "till-1", DateTimeOffset.MaxValue);
        foreach (var callers in Callers.Where(callers => settings.WantsRow($"hold+capture, {engine} ({callers})")))
        {
            var limit = RawName(engine, provider == "sqlite" ? 1 : callers);
            report.Rate($"hold+capture, {engine} ({callers})", await Load.Run(callers, settings, number => InStore(commands, caller, number)), ">= 0.5 of raw", limit);
        }

        using var channels = new Channels(service.App.Addresses().Grpc);
        var token = service.Tokens.Issue(Role.Terminal, "till-1");
        var presences = new string[Members];
        for (var member = 0; member < Members; member++)
        {
            presences[member] = await Present(service, member);
        }

        foreach (var callers in Callers.Where(callers => settings.WantsRow($"hold+capture over gRPC, {engine} ({callers})")))
        {
            var clients = Enumerable.Range(0, callers).Select(number => new LoyaltyClients(channels.Of(number, token))).ToArray();
            var limit = RawName(engine, provider == "sqlite" ? 1 : callers);
            report.Rate($"hold+capture over gRPC, {engine} ({callers})", await Load.Run(callers, settings, number => OverGrpc(clients[number], number, presences[number])), null, limit);
        }

        await new MintRows(report, settings).Measure(engine, service, () => connect(rawDatabase));
    }

    private async Task MeasureRaw(string engine, int callers, bool isOneWriter, Func<DbConnection> connect)
    {
        var ledgers = Enumerable.Range(0, callers).Select(caller => new RawLedger(connect(), Member(caller), isOneWriter)).ToArray();
        report.Rate(RawName(engine, callers), await Load.Run(callers, settings, caller => ledgers[caller].HoldAndCapture(Points)));
        foreach (var ledger in ledgers)
        {
            ledger.Dispose();
        }
    }

    private static string RawName(string engine, int callers) => $"raw statements, {engine} ({callers})";

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
