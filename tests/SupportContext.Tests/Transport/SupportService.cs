using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.SupportContext.Tests.Transport;

/// <summary>The service with a database and an embedded log of its own; events come in through the log.</summary>
internal sealed class SupportService : IAsyncDisposable
{
    private readonly TempFolder folder = new("support");
    private RunningService service = null!;
    private IEventPublisher publisher = null!;

    public RunningService Service => service;

    public SupportClients Agent => new(service.As(Role.Agent, "agent-1"));

    public IDatabase Database => service.App.Services.GetRequiredService<IDatabase>();

    public static async Task<SupportService> Start(bool postgres = false)
    {
        var support = new SupportService();
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Events:Provider"] = "embedded",
            ["Omnichannel:Events:Path"] = support.folder["events"],
            ["Omnichannel:Storage:Provider"] = postgres ? "postgres" : "sqlite",
            ["Omnichannel:Storage:Path"] = postgres ? null : support.folder["support.db"],
        };
        if (postgres)
        {
            settings["Omnichannel:Storage:ConnectionString"] = (await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).ConnectionString;
        }

        support.service = await RunningService.Start(SupportContextApplication.Build, settings);
        support.publisher = support.service.App.Services.GetRequiredService<IEventLog>().CreatePublisher("test");
        return support;
    }

    /// <summary>An event as another service would publish it.</summary>
    public static EventRecord Record(IMessage message, string subject, long version = 1, string? id = null) => new(
        EventTopics.Of(message.Descriptor),
        id ?? Guid.CreateVersion7().ToString(),
        message.Descriptor.FullName,
        "/omnichannel/test",
        subject,
        version,
        DateTimeOffset.UtcNow,
        null,
        message.ToByteArray());

    public Task Publish(params EventRecord[] records) => publisher.Publish(records, CancellationToken.None);

    /// <summary>Waits until everything published so far has had its effect.</summary>
    public Task Applied(int entries, string customerId) => Eventually.Within(TimeSpan.FromSeconds(60), async () =>
    {
        var page = await Agent.Support.ListTimelineAsync(new ListTimelineRequest { CustomerId = customerId, PageSize = 1000 });
        Assert.Equal(entries, page.Entries.Count);
    });

    /// <summary>What this service published about somebody, in order.</summary>
    public async Task<IReadOnlyList<EventRecord>> Told(string subject)
    {
        await Eventually.True(TimeSpan.FromSeconds(60), "relayed", () => Database.Read(async sql => await sql.QueryFirst<long>("select count(*) from outbox") == 0));
        await using var subscription = service.App.Services.GetRequiredService<IEventLog>().Subscribe($"test-{Guid.NewGuid():N}", ["omnichannel.support.events.v1"]);
        var told = new List<EventRecord>();
        while (await subscription.Poll(1000, TimeSpan.FromSeconds(1), CancellationToken.None) is { } batch)
        {
            told.AddRange(batch.Events.Where(record => record.Subject == subject));
            await subscription.Commit(batch, CancellationToken.None);
        }

        return told;
    }

    public static Timestamp At(int minute) => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-2).AddMinutes(minute));

    public async ValueTask DisposeAsync()
    {
        await publisher.DisposeAsync();
        await service.DisposeAsync();
        folder.Dispose();
    }
}
