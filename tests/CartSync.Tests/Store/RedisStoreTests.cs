using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.CartSync.Tests.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.TestKit;

namespace Omnichannel.CartSync.Tests.Store;

/// <summary>What only carts in Redis have to care for.</summary>
public sealed class RedisStoreTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private string configuration = "";
    private RedisConnection redis = null!;
    private RedisOutbox outbox = null!;
    private RedisCartStore store = null!;

    public async Task InitializeAsync()
    {
        configuration = await (await RedisServer.SharedAsync()).TakeDatabaseAsync();
        redis = new RedisConnection(configuration);
        outbox = new RedisOutbox(redis, new StableAtOnce(), TimeProvider.System);
        store = new RedisCartStore(redis, outbox, new StableAtOnce(), new UuidV7Generator(TimeProvider.System), new ServiceIdentity("cart"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => redis.Dispose();

    [Fact]
    public async Task Outbox_AfterAFailoverThatLostTheLastRows_KeepsThoseWithTheSameNumbers()
    {
        var cart = Given.Cart("events").Do("web", Given.Add(1, "MUG"));
        var shard = RedisKeys.Shard(cart.Id);
        await store.Save(Commit(cart, 0, 1) with { Events = [EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 1 }), EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 2 })] }, default);
        var read = await outbox.Read(10, default);

        // The new primary has neither the rows that were read nor their numbers, and gives these to others before the first are removed.
        await redis.Run(db => db.KeyDeleteAsync([RedisKeys.Outboxes[shard], RedisKeys.OutboxSequences[shard]]));
        await store.Save(Commit(cart, 1, 2) with { Events = [EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 3 }), EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 4 })] }, default);
        var others = await outbox.Read(10, default);
        Assert.Equal(read.Select(row => row.Sequence), others.Select(row => row.Sequence));

        await outbox.Remove(read, default);
        Assert.Equal([3, 4], (await outbox.Read(10, default)).Select(row => CartTouched.Parser.ParseFrom(row.Event.Data.Span).ItemCount));
        await outbox.Remove(others, default);
        Assert.Empty(await outbox.Read(10, default));
    }

    [Fact]
    public async Task Answers_WhileOneCallerHoldsItsThread_ReachTheOthers()
    {
        using var released = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var slow = Task.Run(async () =>
        {
            await redis.Send(db => db.StringGetAsync("nothing")).ConfigureAwait(false);
            held.Set();
            Assert.True(released.Wait(Limit));
        });
        Assert.True(held.Wait(Limit));
        try
        {
            await redis.Send(db => db.StringGetAsync("nothing else")).AsTask().WaitAsync(Limit);
        }
        finally
        {
            released.Set();
            await slow;
        }
    }

    [Fact]
    public async Task Outbox_WhileNoReplicaHasTheRows_PublishesNothing()
    {
        using var replicated = new ReplicatedVersions(configuration, replicas: 1);
        var cautious = new RedisOutbox(redis, replicated, TimeProvider.System);
        var cart = Given.Cart("unsafe").Do("web", Given.Add(1, "MUG"));
        Assert.Empty(await cautious.Read(10, default));
        await store.Save(Commit(cart, 0, 1) with { Events = [EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 1 })] }, default);
        cautious.Committed(RedisKeys.Shard(cart.Id));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => cautious.Read(10, default));
        Assert.Single(await outbox.Read(10, default));
    }

    [Fact]
    public async Task RefundForAnUnknownCart_WhileNoReplicaHasIt_IsNotAnswered()
    {
        using var replicated = new ReplicatedVersions(configuration, replicas: 1);
        var unknown = new RedisUnknownCarts(redis, outbox, replicated, new UuidV7Generator(TimeProvider.System), new ServiceIdentity("cart"), TimeProvider.System);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => unknown.Refund(Given.Cart("unknown").Id, "k-1", [new CartSync.Domain.Tender(TenderKind.Card, "payment", 100) { CurrencyCode = "EUR" }], Given.Anna, default));
    }

    [Fact]
    public async Task Timers_WhileOneCartWaitsForAnotherService_FireThoseOfOtherCarts()
    {
        var (stuck, other) = (Given.Cart("stuck").Do("web", Given.Add(1, "MUG")), Given.Cart("other").Do("web", Given.Add(1, "MUG")));
        var handler = new Handler(stuck.Id);
        using var timers = new RedisTimers(redis, TimeProvider.System, handler, new TakeoverSettings(), NullLogger<RedisTimers>.Instance);
        await timers.StartAsync(default);
        try
        {
            await store.Save(Commit(stuck, 0, 1), default);
            await Eventually.Within(Limit, () => Task.Run(() => Assert.Contains(stuck.Id, handler.Fired)));
            await store.Save(Commit(other, 0, 1), default);
            await Eventually.Within(Limit, () => Task.Run(() => Assert.Contains(other.Id, handler.Fired)));
        }
        finally
        {
            handler.Release.SetResult();
            await timers.StopAsync(default);
        }
    }

    [Fact]
    public async Task Backlog_IsOfAllShards_FromTheFirstRowThatWasCommitted()
    {
        Assert.Equal(default, await outbox.MeasureBacklog(default));
        var before = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        foreach (var owner in new[] { "one", "two", "three" })
        {
            await store.Save(Commit(Given.Cart(owner), 0, 1) with { Events = [EventHeader.News(Given.Now).On(new CartTouched { ItemCount = 1 })] }, default);
        }

        var backlog = await outbox.MeasureBacklog(default);
        Assert.Equal(3, backlog.Count);
        Assert.InRange(backlog.OldestAt!.Value, before, OutboxBacklog.CommittedAt((await outbox.Read(10, default))[0].Event.Id, default));
        await outbox.Remove(await outbox.Read(10, default), default);
        Assert.Equal(default, await outbox.MeasureBacklog(default));
    }

    [Fact]
    public async Task Timers_ThatAreDue_AreOverdueSinceTheFirst()
    {
        using var timers = new RedisTimers(redis, TimeProvider.System, new Handler("none"), new TakeoverSettings(), NullLogger<RedisTimers>.Instance);
        Assert.Equal(default, await timers.MeasureOverdue(default));
        var now = Instants.FromMicros(DateTimeOffset.UtcNow.ToMicros());
        foreach (var (owner, due) in new[] { ("one", now.AddMinutes(-2)), ("two", now.AddMinutes(-3)), ("three", now.AddHours(1)) })
        {
            await store.Save(Commit(Given.Cart(owner), 0, 1) with { Due = due }, default);
        }

        Assert.Equal(new OverdueTimers(2, now.AddMinutes(-3)), await timers.MeasureOverdue(default));
    }

    private static CartCommit Commit(SharedCart cart, long expected, long etag) => new()
    {
        Cart = cart, ExpectedEtag = expected, Etag = etag, Now = Given.Now, SetsTimer = true, Due = Given.Now,
    };

    private sealed class Handler(string stuck) : ITimerHandler
    {
        public ConcurrentQueue<string> Fired { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public Task Fire(DueTimer timer, CancellationToken cancellation)
        {
            Fired.Enqueue(timer.Key);
            return timer.Key == stuck ? Release.Task : Task.CompletedTask;
        }
    }
}
