using Omnichannel.CartSync.Tests.Transport;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>The service's own database on one engine, migrated, with a clock of the test's own.</summary>
public sealed class SqlUnderTest : IAsyncDisposable
{
    private Func<Task> end = () => Task.CompletedTask;

    public IDatabase Database { get; private set; } = null!;

    public ShiftedClock Clock { get; } = new();

    public SqlOutbox Outbox { get; private set; } = null!;

    public CommandExecutor Executor { get; private set; } = null!;

    public static async Task<SqlUnderTest> OnSqlite()
    {
        var folder = new TempFolder("cart-sql");
        var sql = new SqlUnderTest { Database = new SqliteDatabase(folder["cart.db"]) };
        sql.end = () =>
        {
            folder.Dispose();
            return Task.CompletedTask;
        };
        return await sql.Migrated();
    }

    public static async Task<SqlUnderTest> OnPostgres()
    {
        var server = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var sql = new SqlUnderTest { Database = new Platform.Storage.PostgresDatabase(server.ConnectionString) };
        sql.end = async () => await server.DisposeAsync();
        return await sql.Migrated();
    }

    /// <summary>Units of work on a database.</summary>
    public static CommandExecutor ExecutorOn(IDatabase database, TimeProvider clock) =>
        new(database, clock, new UuidV7Generator(clock), new ServiceIdentity("cart"), new SqlOutbox(database, clock), new TimerWakeUp());

    /// <summary>A command of a customer's device, under a key.</summary>
    public static CommandContext Command(string key, string customer = "anna", byte hash = 0) => new(
        new Caller(customer, Role.Customer, Channel.Web, null, null, customer, DateTimeOffset.MaxValue), "test/Rpc", key, [hash]);

    /// <summary>Fires the timers of one kind that are due; how many.</summary>
    public async Task<int> FireDue(string kind, ITimerHandler handler)
    {
        var due = await Database.Read(sql => sql.Query<TimerRow>(
            "select key as Key, generation as Generation, due_at as DueAt from timers where kind = @kind and due_at <= @now",
            new { kind, now = Clock.GetUtcNow().ToMicros() }));
        foreach (var row in due)
        {
            await handler.Fire(new DueTimer(kind, row.Key, row.Generation, Instants.FromMicros(row.DueAt)), default);
        }

        return due.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await end();
    }

    private async Task<SqlUnderTest> Migrated()
    {
        await Migrator.Migrate(Database, Clock, typeof(CartSyncApplication).Assembly);
        Outbox = new SqlOutbox(Database, Clock);
        Executor = ExecutorOn(Database, Clock);
        return this;
    }

    private sealed record TimerRow
    {
        public string Key { get; init; } = "";

        public long Generation { get; init; }

        public long DueAt { get; init; }
    }
}
