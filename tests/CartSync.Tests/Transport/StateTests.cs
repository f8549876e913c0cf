using Microsoft.Extensions.DependencyInjection;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>What operators are told of carts in Redis.</summary>
public sealed class StateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task RowsAndTimersInRedis_AreToldBesideThoseInTheDatabase()
    {
        await using var world = await CartSyncWorld.Start(
            await (await RedisServer.SharedAsync()).TakeDatabaseAsync(), settings: new Dictionary<string, string?> { ["Omnichannel:Takeover:After"] = "00:00:01" });
        var ops = new OpsService.OpsServiceClient(world.Service.As(Role.Ops, "ops-1"));
        async Task<ReplicaState> State() => (await ops.GetStateAsync(new GetStateRequest())).Replicas.Single();
        async Task<RelayState> Carts() => (await State()).Relays.Single(relay => relay.Outbox == "carts");

        await Eventually.Within(Limit, async () =>
        {
            var state = await State();
            Assert.Equal(["carts", "outbox"], state.Relays.Select(relay => relay.Outbox).Order());
            Assert.All(state.Relays, relay => Assert.Equal((true, true, 0), (relay.Active, relay.LastRoundAge is not null, relay.UnsentCount)));
        });

        // Another one has the lease, and publishes nothing.
        await world.Service.App.Services.GetRequiredService<IDatabase>().Write(sql => sql.Execute(
            "update leases set owner = 'another', expires_at = @never where name = 'relay/carts'", new { never = DateTimeOffset.UtcNow.AddYears(1).ToMicros() }));
        await Eventually.Within(Limit, async () => Assert.False((await Carts()).Active));
        await world.Fill(world.As(Role.Customer, "anna"), CartSyncWorld.Market, ("MUG", 1, null));
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.Within(Limit, async () =>
        {
            var carts = await Carts();
            Assert.True(carts.UnsentCount > 0);
            Assert.InRange(carts.OldestUnsentAge.ToTimeSpan(), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));
        });

        // More timers of one shard than are fired at once.
        var due = Instants.FromMicros(world.Clock.GetUtcNow().AddHours(-1).ToMicros());
        var redis = world.Service.App.Services.GetRequiredService<RedisConnection>();
        await redis.Run(db => db.SortedSetAddAsync(
            RedisKeys.Timers[0], [.. Enumerable.Range(0, 5000).Select(cart => new StackExchange.Redis.SortedSetEntry($"none-{cart}", due.ToMicros()))]));
        await Eventually.Within(Limit, async () =>
        {
            var overdue = (await State()).OverdueTimers;
            Assert.InRange(overdue.Count, 1, 5000);
            Assert.Equal(due, overdue.OldestDueAt.ToDateTimeOffset());
        });
    }
}
