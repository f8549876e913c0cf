using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Tests.Events;
using Omnichannel.Platform.Timers;
using Omnichannel.Platform.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Monitoring;

/// <summary>A replica of a service that consumes the loyalty events, with a timer that never has its effect, as operators see it.</summary>
internal sealed class MonitoredService
{
    public const string Topic = "omnichannel.loyalty.events.v1";
    public const string TimerKind = "stuck";

    private readonly RunningService service;

    private MonitoredService(RunningService service) => this.service = service;

    public IDatabase Database => service.App.Services.GetRequiredService<IDatabase>();

    public static async Task<MonitoredService> Start(string area, Ledger ledger, IReadOnlyDictionary<string, string?> settings)
    {
        var service = await RunningService.Start(
            (args, host) =>
            {
                var builder = PlatformApplication.CreateBuilder(area, args, host);
                builder.AddDatabase(typeof(MonitoredService).Assembly);
                builder.Services.AddSingleton(ledger);
                builder.AddTimer<Stuck>(TimerKind);
                builder.AddEvents(events => events.Consume(
                    "loyalty", on => on.HandleOutside<TierChanged, Ledger>((handler, changed, cancellation) => handler.TierChanged(changed, cancellation))));
                return builder.Build();
            },
            settings);
        return new MonitoredService(service);
    }

    public async Task<GetStateResponse> State() => await Client(Role.Ops).GetStateAsync(new GetStateRequest());

    public async Task<ReplicaState> OwnState() => (await State()).Replicas[0];

    /// <summary>A call that is refused.</summary>
    public Task CallAsStranger() => Assert.ThrowsAsync<RpcException>(async () => await Client(Role.Customer).GetStateAsync(new GetStateRequest()));

    /// <summary>What a load balancer asks.</summary>
    public async Task CheckHealth() => await new Grpc.Health.V1.Health.HealthClient(service.Anonymous).CheckAsync(new Grpc.Health.V1.HealthCheckRequest());

    public async Task Publish(params EventRecord[] events)
    {
        await using var publisher = service.App.Services.GetRequiredService<IEventLog>().CreatePublisher("test");
        await publisher.Publish(events, CancellationToken.None);
    }

    /// <summary>Puts an event of long ago into the outbox, as an import of history does, and says when that was done.</summary>
    public Task AddToOutbox(DateTimeOffset committedAt) => Database.Write(sql => sql.Execute(
        """
        insert into outbox (id, topic, type, source, subject, aggregate_version, time, traceparent, data)
        values (@id, @topic, @type, '/test', 'history', 1, @time, null, @data)
        """,
        new
        {
            id = Guid.CreateVersion7(committedAt).ToString(), topic = Topic, type = TierChanged.Descriptor.FullName,
            time = committedAt.AddYears(-5).ToMicros(), data = Array.Empty<byte>(),
        }));

    /// <summary>Sets a timer, which may have failed already and be put off.</summary>
    public Task AddTimer(string key, DateTimeOffset dueAt, DateTimeOffset? putOffUntil = null) => Database.Write(sql => sql.Execute(
        "insert into timers (kind, key, generation, due_at, not_before, attempts) values (@kind, @key, 1, @due, @notBefore, 0)",
        new { kind = TimerKind, key, due = dueAt.ToMicros(), notBefore = (putOffUntil ?? dueAt).ToMicros() }));

    /// <summary>Somebody else has the lease of the relay, for ever or until it is given back.</summary>
    public Task TakeRelay() => Database.Write(sql => sql.Execute(
        """
        insert into leases (name, owner, expires_at) values ('relay/outbox', 'another', @never)
        on conflict (name) do update set owner = excluded.owner, expires_at = excluded.expires_at
        """,
        new { never = DateTimeOffset.UtcNow.AddYears(1).ToMicros() }));

    public Task GiveRelayBack() => Database.Write(sql => sql.Execute("delete from leases where owner = 'another'"));

    public async Task Stop() => await service.DisposeAsync();

    /// <summary>It is gone from one moment to the next, and tells nobody.</summary>
    public async Task Kill() => await service.App.DisposeAsync();

    private OpsService.OpsServiceClient Client(Role role) => new(service.As(role, "somebody"));

    private sealed class Stuck : ITimerHandler
    {
        public Task Fire(DueTimer timer, CancellationToken cancellation) => throw new InvalidOperationException("planted");
    }
}
