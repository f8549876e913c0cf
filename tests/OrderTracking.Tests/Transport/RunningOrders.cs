using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>The service in this process, on SQLite and the embedded log, called through the wire.</summary>
public sealed class RunningOrders : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new("orders");
    private EmbeddedEventLog log = null!;

    public RunningService Service { get; private set; } = null!;

    /// <summary>Signs links.</summary>
    public static GrantKeySettings GrantKey { get; } = new() { Id = "1", Secret = Convert.ToBase64String(new byte[32]) };

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = folder["events.db"] }, TimeProvider.System);
        Service = await RunningService.Start(
            OrderTrackingApplication.Build,
            new Dictionary<string, string?>
            {
                ["Omnichannel:Storage:Path"] = folder["orders.db"], ["Omnichannel:Grants:Keys:0:Id"] = GrantKey.Id, ["Omnichannel:Grants:Keys:0:Secret"] = GrantKey.Secret,
            },
            host: new PlatformHost { EventLog = log });
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    public OrderClients As(Role role, string subject) => new(Service.As(role, subject));

    /// <summary>A till of a store.</summary>
    public OrderClients Till(string device, string storeId) => new(Service.With(Service.Tokens.Issue(
        new TokenRequest(device, Role.Terminal, TimeSpan.FromMinutes(10)) { Channel = Channel.Store, StoreId = storeId, ActorId = "associate-1" })));

    public OrderClients Anonymous => new(Service.Anonymous);

    public OrderClients Ops => As(Role.Ops, "ops-1");

    /// <summary>Publishes as another service would.</summary>
    public async Task Publish(IMessage message, string subject, string? id = null, long version = 1)
    {
        await using var publisher = log.CreatePublisher("test");
        await publisher.Publish(
            [
                new EventRecord(
                    EventTopics.Of(message.Descriptor), id ?? Guid.CreateVersion7().ToString(), message.Descriptor.FullName, "/omnichannel/test", subject, version,
                    DateTimeOffset.UtcNow, null, message.ToByteArray()),
            ],
            default);
    }

    /// <summary>The order, as soon as it is there.</summary>
    public Task<Order> Eventual(string orderId, Func<Order, bool>? until = null) => Eventually.Within(TimeSpan.FromSeconds(60), async () =>
    {
        var order = (await Ops.Orders.GetOrderAsync(new GetOrderRequest { OrderId = orderId })).Order;
        Assert.True(until?.Invoke(order) ?? true);
        return order;
    });

    public static async Task<string?> Reason(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).Reason();

    public static Timestamp At(double hours) => Timestamp.FromDateTimeOffset(Some.Monday.AddHours(hours));

    public static Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    /// <summary>Two lines, 55.00 and postage of 5.00, by card.</summary>
    public static OrderRecord Record(string externalId, string customerId = "customer-1") => new()
    {
        Source = "shop",
        ExternalId = externalId,
        CustomerId = customerId,
        CurrencyCode = "EUR",
        Market = "IT",
        Channel = Channel.Social,
        PlacedAt = At(0),
        Lines =
        {
            new OrderRecordLine { LineId = "1", Sku = "sku-1", Title = "a lamp", Quantity = 3, UnitPrice = "10" },
            new OrderRecordLine { LineId = "2", Sku = "sku-2", Quantity = 1, UnitPrice = "25.00" },
        },
        Shipping = Eur(500),
        Tenders = { new Tender { Kind = TenderKind.Card, Reference = "pay-" + externalId, Amount = Eur(6000) } },
    };

    public async Task<Order> RecordOpen(string externalId, string customerId = "customer-1") =>
        (await As(Role.Service, "marketplace").Orders.RecordOrderAsync(new RecordOrderRequest { Order = Record(externalId, customerId) })).Order;
}
