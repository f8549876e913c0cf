using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Events;

/// <summary>A service as <c>AddDatabase</c> and <c>AddEvents</c> make it, its parked events handled through the wire.</summary>
public sealed class OpsGrpcServiceTests : IAsyncLifetime
{
    private const string Topic = "omnichannel.loyalty.events.v1";

    private readonly string directory = Directory.CreateTempSubdirectory("ops-").FullName;
    private readonly Ledger ledger = new();
    private RunningService service = null!;

    private OpsService.OpsServiceClient Ops => new(service.As(Role.Ops, "ops-1"));

    public async Task InitializeAsync()
    {
        service = await RunningService.Start(
            (args, host) =>
            {
                var builder = PlatformApplication.CreateBuilder("support", args, host);
                builder.AddDatabase(typeof(OpsGrpcServiceTests).Assembly);
                builder.Services.AddSingleton(ledger);
                builder.AddEvents(events => events.Consume(
                    "loyalty", on => on.Handle<PointsAdjusted, Ledger>((handler, adjusted, work) => handler.Adjusted(adjusted, work))));
                return builder.Build();
            },
            new Dictionary<string, string?>
            {
                ["Omnichannel:Storage:Path"] = Path.Combine(directory, "service.db"),
                ["Omnichannel:Events:Path"] = Path.Combine(directory, "events.db"),
            });
        await service.App.Services.GetRequiredService<IDatabase>().Write(sql => sql.Execute(
            "create table ledger (position integer primary key, event_id text not null, subject text not null, points bigint not null)"));
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task ParkedEvents_ListedReplayedAndSkipped()
    {
        ledger.Failure = record => record.AggregateVersion is 2 or 4 ? new InvalidOperationException("planted") : null;
        await Publish(ConsumerHarness.Adjusted("a", 1), ConsumerHarness.Adjusted("a", 2), ConsumerHarness.Adjusted("a", 3), ConsumerHarness.Adjusted("a", 4), ConsumerHarness.Adjusted("b", 2));
        await TestEvents.Until(async () => (await Ops.ListParkedEventsAsync(new ListParkedEventsRequest())).TotalCount == 4);

        var first = await Ops.ListParkedEventsAsync(new ListParkedEventsRequest { PageSize = 2, AggregateId = "a" });
        var second = await Ops.ListParkedEventsAsync(new ListParkedEventsRequest { PageSize = 2, AggregateId = "a", PageToken = first.NextPageToken });
        Assert.Equal([2L, 3L, 4L], first.Events.Concat(second.Events).Select(entry => entry.AggregateVersion));
        Assert.Equal("", second.NextPageToken);
        Assert.Equal("PAGE_TOKEN_INVALID", await Reason(() => Ops.ListParkedEventsAsync(new ListParkedEventsRequest { PageSize = 2, PageToken = first.NextPageToken })));
        Assert.Equal([false, true, true], first.Events.Concat(second.Events).Select(entry => entry.BehindAnother));
        Assert.Equal(2, PointsAdjusted.Parser.ParseFrom(first.Events[0].Payload).Points);
        Assert.Equal("omnichannel.support", first.Events[0].Consumer);

        ledger.Failure = record => record.AggregateVersion is 4 ? new InvalidOperationException("planted") : null;
        var replay = new ReplayParkedEventsRequest { Topic = Topic, AggregateId = "a" };
        var key = new Metadata { { "idempotency-key", "key-1" } };
        var replayed = await Ops.ReplayParkedEventsAsync(replay, key);
        Assert.Equal(2, replayed.AppliedEvents);
        Assert.Equal(4, Assert.Single(replayed.RemainingEvents).AggregateVersion);
        Assert.Equal(replayed, await Ops.ReplayParkedEventsAsync(replay, key));

        var skip = new SkipParkedEventRequest { Topic = Topic, AggregateId = "a", EventId = "a/4" };
        Assert.Equal("REASON_REQUIRED", await Reason(() => Ops.SkipParkedEventAsync(skip)));
        skip.Reason = "a test event";
        skip.EventId = "a/5";
        Assert.Equal("NOT_FIRST", await Reason(() => Ops.SkipParkedEventAsync(skip)));
        skip.EventId = "a/4";
        Assert.Empty((await Ops.SkipParkedEventAsync(skip)).RemainingEvents);

        var again = new Metadata { { "idempotency-key", "key-2" } };
        Assert.Equal("NOTHING_PARKED", await Reason(() => Ops.ReplayParkedEventsAsync(replay, again)));
        Assert.Equal("NOTHING_PARKED", await Reason(() => Ops.ReplayParkedEventsAsync(replay, again)));
        Assert.Equal(1, (await Ops.ListParkedEventsAsync(new ListParkedEventsRequest())).TotalCount);
    }

    [Fact]
    public Task EveryRpc_TurnsStrangersAway() => StrangerTest.Verify(service, OpsService.Descriptor);

    private static async Task<string?> Reason<T>(Func<AsyncUnaryCall<T>> call)
        where T : IMessage =>
        (await Assert.ThrowsAsync<RpcException>(async () => await call())).Reason();

    private async Task Publish(params EventRecord[] events)
    {
        await using var publisher = service.App.Services.GetRequiredService<IEventLog>().CreatePublisher("test");
        await publisher.Publish(events, CancellationToken.None);
    }
}
