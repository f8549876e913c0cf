using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Tests.Storage;
using Omnichannel.Platform.Timers;
using Channel = Omnichannel.Types.V1.Channel;
using Role = Omnichannel.Types.V1.Role;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Omnichannel.Platform.Tests.Execution;

/// <summary>Load, decide, save once: on every engine.</summary>
public abstract class CommandExecutorContract : IAsyncLifetime
{
    private static readonly ServiceIdentity Identity = new("loyalty");
    private IDatabase database = null!;
    private SqlOutbox outbox = null!;
    private CommandExecutor executor = null!;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, TimeProvider.System, typeof(DatabaseContract).Assembly);
        await database.Write(sql => sql.Execute("create table effects (id bigint generated always as identity primary key, name text not null)".Replace(
            "bigint generated always as identity primary key", sql.Dialect == SqlDialect.Sqlite ? "integer primary key" : "bigint generated always as identity primary key", StringComparison.Ordinal)));
        outbox = new SqlOutbox(database, TimeProvider.System);
        executor = new CommandExecutor(database, TimeProvider.System, new UuidV7Generator(TimeProvider.System), Identity, outbox, new TimerWakeUp());
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Execute_SameKeyFromManyCallersAtOnce_HasOneEffectAndOneAnswer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => executor.Execute(Command("key"), Effect)));

        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(1, await Effects());
        Assert.Single(await outbox.Read(10, default));
    }

    [Fact]
    public async Task Execute_SameKeyOtherRequest_IsRefusedAndChangesNothing()
    {
        await executor.Execute(Command("key"), Effect);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => executor.Execute(Command("key", request: 2), Effect));

        Assert.Equal("IDEMPOTENCY_KEY_REUSED", refused.Refusal.Reason);
        Assert.Equal(1, await Effects());
    }

    [Fact]
    public async Task Execute_SameKeyOfAnotherDevice_IsAnotherEffect()
    {
        await executor.Execute(Command("key"), Effect);
        await executor.Execute(Command("key", device: "other"), Effect);

        Assert.Equal(2, await Effects());
    }

    [Fact]
    public async Task Execute_DomainRefusal_IsTheRecordedAnswer_EvenWhenItWouldNowBeAccepted()
    {
        var first = await Assert.ThrowsAsync<RefusedException>(() => executor.Execute<StringValue>(Command("key"), async unit =>
        {
            await unit.Sql.Execute("insert into effects (name) values ('half')");
            throw new RefusedException(new TooFew("100"));
        }));
        var second = await Assert.ThrowsAsync<RefusedException>(() => executor.Execute(Command("key"), Effect));

        Assert.Equal(first.Refusal.Reason, second.Refusal.Reason);
        Assert.Equal("100", second.Refusal.Facts["missing"]);
        Assert.Equal(RefusalKind.Precondition, second.Refusal.Kind);
        Assert.Equal(0, await Effects());
    }

    [Fact]
    public async Task Execute_Crash_LeavesNoRecord_SoARetryHasItsEffect()
    {
        await Assert.ThrowsAsync<IOException>(() => executor.Execute<StringValue>(Command("key"), async unit =>
        {
            await Effect(unit);
            throw new IOException("planted");
        }));

        await executor.Execute(Command("key"), Effect);

        Assert.Equal(1, await Effects());
    }

    [Fact]
    public async Task Timer_FiredTwiceAndMoved_ActsOnceForItsGeneration()
    {
        await executor.Apply(unit =>
        {
            unit.Schedule("expiry", "hold-1", unit.Now.AddMinutes(-2));
            unit.Schedule("expiry", "hold-1", unit.Now.AddMinutes(-1));
            return Task.CompletedTask;
        });

        var stale = await executor.Execute(new DueTimer("expiry", "hold-1", 1, default), Effect);
        var fired = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => executor.Execute(new DueTimer("expiry", "hold-1", 2, default), Effect)));

        Assert.False(stale);
        Assert.Single(fired, did => did);
        Assert.Equal(1, await Effects());
    }

    [Fact]
    public async Task Outbox_KeepsTheOrderOfCommits_AndRemovesWhatWasAcknowledged()
    {
        for (var i = 0; i < 5; i++)
        {
            await executor.Execute(Command($"key{i}"), Effect);
        }

        var rows = await outbox.Read(3, default);
        await outbox.Remove(rows, default);
        var rest = await outbox.Read(10, default);

        Assert.Equal(3, rows.Count);
        Assert.Equal(2, rest.Count);
        Assert.True(rest[0].Sequence > rows[^1].Sequence);
        Assert.Equal("omnichannel.cart.events.v1", rest[0].Event.Topic);
        Assert.Equal("/omnichannel/loyalty", rest[0].Event.Source);
    }

    private static CommandContext Command(string key, byte request = 1, string device = "till-1") => new(
        new Caller("terminal-1", Role.Terminal, Channel.Store, "store-1", null, device, DateTimeOffset.MaxValue), "test/Rpc", key, [request]);

    private static async Task<StringValue> Effect(UnitOfWork unit)
    {
        var id = unit.NewId().ToString();
        await unit.Sql.Execute("insert into effects (name) values (@id)", new { id });
        unit.Publish("member-1", 1, new Cart.V1.CheckoutCancelled());
        return new StringValue { Value = id };
    }

    private Task<long> Effects() => database.Read(sql => sql.QueryFirst<long>("select count(*) from effects"));

    private sealed record TooFew(string Missing) : Refusal(RefusalKind.Precondition, "TOO_FEW", "Too few.")
    {
        public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["missing"] = Missing };
    }
}
