using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>A service that consumes the loyalty events, wired as a real one, with faults between it, its database and the log.</summary>
internal sealed class ConsumerHarness : IAsyncDisposable
{
    public const string Topic = "omnichannel.loyalty.events.v1";

    private readonly ServiceProvider provider;
    private readonly IHostedService loop;
    private bool isRunning;

    private ConsumerHarness(IDatabase database, IEventLog log)
    {
        Database = new FaultyDatabase(database);
        Log = new FaultyEventLog(log);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IIdGenerator, UuidV7Generator>();
        services.AddSingleton(new ServiceIdentity("support"));
        services.AddSingleton<IDatabase>(Database);
        services.AddSingleton<SqlOutbox>();
        services.AddSingleton<TimerWakeUp>();
        services.AddSingleton<CommandExecutor>();
        services.AddSingleton<IEventLog>(Log);
        services.AddSingleton(Ledger);
        services.AddEventProcessing("support", events => events
            .Consume("loyalty", on => on
                .Handle<PointsAdjusted, Ledger>((ledger, adjusted, work) => ledger.Adjusted(adjusted, work))
                .HandleOutside<TierChanged, Ledger>((ledger, changed, cancellation) => ledger.TierChanged(changed, cancellation))));
        provider = services.BuildServiceProvider();
        loop = provider.GetServices<IHostedService>().Single(service => service is ConsumerLoop);
    }

    public FaultyDatabase Database { get; }

    public FaultyEventLog Log { get; }

    public Ledger Ledger { get; } = new();

    public ParkedEvents Parked => provider.GetRequiredService<ParkedEvents>();

    public static async Task<ConsumerHarness> Create(IDatabase database, IEventLog log)
    {
        await Migrator.Migrate(database, TimeProvider.System, typeof(ConsumerHarness).Assembly);
        await database.Write(sql => sql.Execute(sql.Dialect.Migration(
            "create table if not exists ledger (position bigint generated always as identity primary key, event_id text not null, subject text not null, points bigint not null)")));
        return new ConsumerHarness(database, log);
    }

    /// <summary>An event with an effect in the database.</summary>
    public static EventRecord Adjusted(string subject, long version) =>
        Record(new PointsAdjusted { MemberId = subject, Points = version }, subject, version);

    /// <summary>An event with an effect outside of it.</summary>
    public static EventRecord Tier(string subject, long version) => Record(new TierChanged { MemberId = subject }, subject, version);

    public static EventRecord Record(IMessage message, string subject, long version) => new(
        Topic, $"{subject}/{version}", message.Descriptor.FullName, "/omnichannel/loyalty", subject, version, TestEvents.Moment, null, message.ToByteArray());

    public async Task Publish(params IReadOnlyList<EventRecord> events)
    {
        await using var publisher = Log.CreatePublisher("test");
        await publisher.Publish(events, CancellationToken.None);
    }

    public Task Start()
    {
        isRunning = true;
        return loop.StartAsync(CancellationToken.None);
    }

    /// <summary>What the handlers have left in the database: (subject, version), in order.</summary>
    public async Task<List<(string Subject, long Version)>> Effects() =>
        [.. (await Database.Read(sql => sql.Query<Effect>("select subject as Subject, points as Points from ledger order by position")))
            .Select(effect => (effect.Subject, effect.Points))];

    /// <summary>Waits until so many effects are there, and that no more come: the offset behind everything is committed.</summary>
    public async Task<List<(string Subject, long Version)>> EffectsWhenAt(int count)
    {
        await TestEvents.Until(async () => !Database.IsAway() && (await Effects()).Count >= count);
        var effects = await Effects();
        Assert.Equal(count, effects.Count);
        return effects;
    }

    public async Task<IReadOnlyList<ParkedEvent>> ParkedWhenAt(int count)
    {
        await TestEvents.Until(async () => await Parked.Count() >= count);
        return await Parked.List(new ParkedEventFilter { Max = 1000 });
    }

    public async ValueTask DisposeAsync()
    {
        Database.IsAway = () => false;
        Log.FailsCommit = () => false;
        if (isRunning)
        {
            await loop.StopAsync(CancellationToken.None);
        }

        await provider.DisposeAsync();
    }

    private sealed record Effect
    {
        public string Subject { get; init; } = "";

        public long Points { get; init; }
    }
}
