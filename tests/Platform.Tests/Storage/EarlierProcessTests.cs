using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Storage;

/// <summary>A process is killed with its relay's lease and a timer's claim in hand, and the next one starts at once.</summary>
public sealed class EarlierProcessTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TempFolder folder = new("earlier");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LetGo_EmbeddedDatabase_TheNextProcessGoesOnAtOnce()
    {
        await using var database = new SqliteDatabase(folder["service.db"]);
        await KillOneOn(database);

        await EarlierProcess.LetGo(database, TimeProvider.System);

        Assert.True(await new SqlLease(database, TimeProvider.System).TryAcquire("relay", "next", Minute, default));
        Assert.Equal(1, await new Process(database).Pump.FireDue(default));
    }

    [Fact]
    public async Task LetGo_OfTimersThatAreNotDueYet_LeavesThem()
    {
        await using var database = new SqliteDatabase(folder["service.db"]);
        await Migrator.Migrate(database, TimeProvider.System, typeof(EarlierProcessTests).Assembly);
        await Schedule(database, DateTimeOffset.UtcNow + Minute);

        await EarlierProcess.LetGo(database, TimeProvider.System);

        Assert.Equal(0, await new Process(database).Pump.FireDue(default));
    }

    [Fact]
    public async Task LetGo_DatabaseOfManyProcesses_TheOthersKeepWhatTheyHold()
    {
        await using var database = new Platform.Storage.PostgresDatabase((await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString);
        await KillOneOn(database);

        await EarlierProcess.LetGo(database, TimeProvider.System);

        Assert.False(await new SqlLease(database, TimeProvider.System).TryAcquire("relay", "next", Minute, default));
        Assert.Equal(0, await new Process(database).Pump.FireDue(default));
    }

    [Fact]
    public async Task Timer_OfAProcessThatIsNotHeardOf_IsFiredByAnotherWhenThatTimeIsOver()
    {
        var clock = new StoppedClock(DateTimeOffset.UtcNow);
        var takeover = new TakeoverSettings { After = TimeSpan.FromSeconds(2) };
        await using var database = new SqliteDatabase(folder["service.db"]);
        await Migrator.Migrate(database, clock, typeof(EarlierProcessTests).Assembly);
        await Schedule(database, clock.GetUtcNow() - Minute);
        var killed = new Process(database, clock, takeover) { Fires = new TaskCompletionSource().Task };
        _ = killed.Pump.FireDue(default);
        await killed.Fired.Task.WaitAsync(Minute);

        Assert.Equal(0, await new Process(database, new StoppedClock(clock.Now + TimeSpan.FromSeconds(1)), takeover).Pump.FireDue(default));
        Assert.Equal(1, await new Process(database, new StoppedClock(clock.Now + TimeSpan.FromSeconds(2)), takeover).Pump.FireDue(default));
    }

    private static async Task KillOneOn(IDatabase database)
    {
        await Migrator.Migrate(database, TimeProvider.System, typeof(EarlierProcessTests).Assembly);
        await Schedule(database, DateTimeOffset.UtcNow - Minute);
        Assert.True(await new SqlLease(database, TimeProvider.System).TryAcquire("relay", "killed", Minute, default));

        // It never comes back from firing, nor says that it failed.
        var killed = new Process(database) { Fires = new TaskCompletionSource().Task };
        _ = killed.Pump.FireDue(default);
        await killed.Fired.Task.WaitAsync(Minute);
    }

    private static Task Schedule(IDatabase database, DateTimeOffset due) =>
        new CommandExecutor(
            database, TimeProvider.System, new UuidV7Generator(TimeProvider.System), new ServiceIdentity("test"), new SqlOutbox(database, TimeProvider.System), new TimerWakeUp()).Apply(
            unit =>
            {
                unit.Schedule("test", "1", due);
                return Task.CompletedTask;
            },
            default);

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now => now;

        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Process : ITimerHandler
    {
        public Process(IDatabase database, TimeProvider? clock = null, TakeoverSettings? takeover = null) => Pump = new TimerPump(
            database,
            clock ?? TimeProvider.System,
            new TimerWakeUp(),
            [new TimerRegistration("test", _ => this)],
            new ServiceCollection().BuildServiceProvider(),
            takeover ?? new TakeoverSettings(),
            NullLogger<TimerPump>.Instance);

        public TimerPump Pump { get; }

        public Task Fires { get; init; } = Task.CompletedTask;

        public TaskCompletionSource Fired { get; } = new();

        public Task Fire(DueTimer timer, CancellationToken cancellation)
        {
            Fired.TrySetResult();
            return Fires;
        }
    }
}
