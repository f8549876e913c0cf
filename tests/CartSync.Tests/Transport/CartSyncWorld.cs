using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>The service on the real wire, with fakes of the services that it calls, a catalogue and a clock of the test's own.</summary>
public sealed class CartSyncWorld : IAsyncDisposable
{
    public const string Market = "IT";
    private readonly TempFolder folder = new("cart");
    private readonly List<RunningService> fakes = [];
    private PlatformHost host = null!;

    public FakeLoyalty Loyalty { get; } = new();

    public FakeMessaging Messaging { get; } = new();

    public FakeOrders Orders { get; } = new();

    public ShiftedClock Clock { get; } = new();

    public TestTokens Tokens { get; private set; } = null!;

    public RunningService Service { get; private set; } = null!;

    public string? Redis { get; private set; }

    /// <summary>Starts it on SQLite, or with carts in Redis.</summary>
    public static async Task<CartSyncWorld> Start(string? redis = null)
    {
        var world = new CartSyncWorld { Redis = redis };
        world.host = new PlatformHost { Clock = world.Clock, HostsSeveralServices = true };
        world.Tokens = new TestTokens(world.Clock);
        world.fakes.Add(await FakeServices.Start("loyalty", world.Loyalty, world.Tokens, world.host));
        world.fakes.Add(await FakeServices.Start("messaging", world.Messaging, world.Tokens, world.host));
        world.fakes.Add(await FakeServices.Start("orders", world.Orders, world.Tokens, world.host));
        await world.StartService();
        await FillCatalogue(world.As(Role.Ops, "ops"));
        return world;
    }

    public CartService.CartServiceClient As(Role role, string subject, string? device = null, Channel? channel = null) => new(Service.With(Tokens.Issue(
        new TokenRequest(subject, role, TimeSpan.FromHours(200))
        {
            Channel = channel ?? role switch { Role.Terminal => Channel.Store, Role.Agent => Channel.Support, _ => Channel.Web },
            StoreId = role is Role.Terminal ? "rome-1" : null,
            ActorId = role is Role.Terminal ? "associate-1" : null,
            DeviceId = device,
        })));

    public string GuestToken(string guest) => Tokens.Issue(Role.Guest, guest);

    public static Metadata Key(string key) => new() { { "idempotency-key", key } };

    /// <summary>Stops and starts the service on the same state, as after a crash.</summary>
    public async Task Restart()
    {
        await Service.DisposeAsync();
        await StartService();
    }

    /// <summary>Everything that was published, in order.</summary>
    public async Task<IReadOnlyList<EventRecord>> Events()
    {
        var log = Service.App.Services.GetRequiredService<IEventLog>();
        await using var subscription = log.Subscribe($"test-{Guid.NewGuid():N}", ["omnichannel.cart.events.v1"]);
        var events = new List<EventRecord>();
        while (await subscription.Poll(500, TimeSpan.FromMilliseconds(300), default) is { } batch)
        {
            events.AddRange(batch.Events);
            await subscription.Commit(batch, default);
        }

        return events;
    }

    /// <summary>Waits until the events are published, and answers those of one type.</summary>
    public Task<IReadOnlyList<T>> EventsOf<T>(int count)
        where T : class, Google.Protobuf.IMessage<T>, new() => Eventually.Within<IReadOnlyList<T>>(TimeSpan.FromSeconds(20), async () =>
    {
        var all = await Events();
        var found = all.Where(record => record.Type == new T().Descriptor.FullName).Select(record =>
        {
            var message = new T();
            Google.Protobuf.MessageExtensions.MergeFrom(message, record.Data.Span);
            return message;
        }).ToList();
        Assert.Equal(count, found.Count);
        return found;
    });

    /// <summary>Publishes orders' events, each with an id of its own.</summary>
    public async Task Publish(params Google.Protobuf.IMessage[] events)
    {
        await using var publisher = Service.App.Services.GetRequiredService<IEventLog>().CreatePublisher("test");
        await publisher.Publish(
            [
                .. events.Select(message => new EventRecord(
                    "omnichannel.orders.events.v1", Guid.CreateVersion7().ToString(), message.Descriptor.FullName, "/omnichannel/orders", "o-1", 1, Clock.GetUtcNow(), null,
                    Google.Protobuf.MessageExtensions.ToByteArray(message))),
            ],
            default);
    }

    public Task FireTimer(string cartId) => Service.App.Services.GetRequiredService<CartTimer>().Fire(
        new Platform.Timers.DueTimer(SqlCartStore.TimerKind, cartId, 0, Clock.GetUtcNow()), default);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        foreach (var fake in fakes)
        {
            await fake.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task StartService()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Storage:Provider"] = "sqlite",
            ["Omnichannel:Storage:Path"] = folder["cart.db"],
            ["Omnichannel:Events:Provider"] = "embedded",
            ["Omnichannel:Events:Path"] = folder["events.db"],
            ["Omnichannel:Carts:Provider"] = Redis is null ? "sqlite" : "redis",
            ["Omnichannel:Carts:Redis"] = Redis,
            ["Omnichannel:Grants:Keys:0:Id"] = "test",
            ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
        };
        Service = await RunningService.Start(CartSyncApplication.Build, settings, Tokens, host);
    }

    /// <summary>A small shop.</summary>
    public static async Task FillCatalogue(CartService.CartServiceClient ops)
    {
        await ops.UpsertItemsAsync(new UpsertItemsRequest
        {
            Items =
            {
                Item("MUG", "Tazza", "12.50", "4006381333931"),
                Item("CUP", "Coppa", "3.333"),
                Item("LAMP", "Lampada", "80.00"),
            },
        });
        await ops.UpsertStoresAsync(new UpsertStoresRequest
        {
            Stores =
            {
                new StoreLocation { StoreId = "rome-1", Name = "Roma", Market = Market, TimeZone = "Europe/Rome", PickupOffered = true, Position = new GeoPosition { Latitude = 41.9, Longitude = 12.5 } },
                new StoreLocation { StoreId = "milan-1", Name = "Milano", Market = Market, TimeZone = "Europe/Rome", Position = new GeoPosition { Latitude = 45.46, Longitude = 9.19 } },
            },
        });
        await ops.SetShippingOptionsAsync(new SetShippingOptionsRequest
        {
            Market = Market,
            ShippingOptions =
            {
                new ShippingOption { ShippingOptionId = "standard", Cost = Eur(490), FreeFrom = Eur(10_000), MinDays = 2, MaxDays = 4, Title = new LocalizedText { Texts = { ["it"] = "Standard" } } },
            },
        });
    }

    public static Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    public static Item Item(string sku, string title, string price, params string[] gtins) => new()
    {
        Sku = sku,
        Title = new LocalizedText { Texts = { ["it"] = title } },
        Category = "home/kitchen",
        Prices = { new ItemPrice { Market = Market, CurrencyCode = "EUR", UnitPrice = price } },
        Gtins = { gtins },
    };

    public static CartOperation Add(long seq, string sku, int quantity = 1, long baseVersion = 0) =>
        new() { DeviceSeq = seq, BaseVersion = baseVersion, Add = new AddItem { Sku = sku, Quantity = quantity } };
}

/// <summary>The system's clock, pushed ahead by a test.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private TimeSpan ahead;

    public void Advance(TimeSpan by) => ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
