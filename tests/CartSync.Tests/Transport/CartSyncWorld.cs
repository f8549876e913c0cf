using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
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
    private readonly List<RunningService> replicas = [];
    private PlatformHost host = null!;

    public FakeLoyalty Loyalty { get; } = new();

    public FakePrograms Programs { get; } = new();

    public FakeMessaging Messaging { get; } = new();

    public FakeOrders Orders { get; } = new();

    public FakePromises Promises { get; } = new();

    public FakePolicies Policies { get; } = new();

    public ShiftedClock Clock { get; } = new();

    public TestTokens Tokens { get; private set; } = null!;

    public RunningService Service { get; private set; } = null!;

    public string? Redis { get; private set; }

    public string? Postgres { get; private set; }

    /// <summary>Settings beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string?> Extra { get; private init; } = new Dictionary<string, string?>();

    /// <summary>Starts it on SQLite or PostgreSQL, its carts there or in Redis.</summary>
    public static async Task<CartSyncWorld> Start(string? redis = null, string? postgres = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var world = new CartSyncWorld { Redis = redis, Postgres = postgres, Extra = settings ?? new Dictionary<string, string?>() };
        world.host = new PlatformHost { Clock = world.Clock, HostsSeveralServices = true };
        world.Tokens = new TestTokens(world.Clock);
        world.fakes.Add(await FakeServices.Start("loyalty", world.Loyalty, world.Programs, world.Tokens, world.host));
        world.fakes.Add(await FakeServices.Start("messaging", world.Messaging, world.Tokens, world.host));
        world.fakes.Add(await FakeServices.Start("orders", world.Orders, world.Promises, world.Tokens, world.host));
        world.fakes.Add(await FakeServices.Start("returns", world.Policies, world.Tokens, world.host));
        await world.StartService();
        await FillCatalogue(world.As(Role.Ops, "ops"));
        return world;
    }

    public CartClients As(Role role, string subject, string? device = null, Channel? channel = null, RunningService? at = null) => new((at ?? Service).With(Tokens.Issue(
        new TokenRequest(subject, role, TimeSpan.FromHours(200))
        {
            Channel = channel ?? role switch { Role.Terminal => Channel.Store, Role.Agent => Channel.Support, _ => Channel.Web },
            StoreId = role is Role.Terminal ? "rome-1" : null,
            ActorId = role switch { Role.Terminal => "associate-1", Role.Assistant => "helper-1", _ => null },
            DeviceId = device,
        })));

    public string GuestToken(string guest) => Tokens.Issue(Role.Guest, guest);

    public static Metadata Key(string key) => new() { { "idempotency-key", key } };

    /// <summary>Stops and starts the service on the same state, as after a crash; time passes in between.</summary>
    public async Task Restart(TimeSpan away = default)
    {
        await Service.DisposeAsync();
        Clock.Advance(away);
        await StartService();
    }

    /// <summary>Starts one more instance on the same state. Its events go to a log of its own: whichever of them publishes, <see cref="Events"/> has it.</summary>
    public async Task<RunningService> StartReplica()
    {
        var replica = await RunningService.Start(CartSyncApplication.Build, Settings($"events-{replicas.Count}.db"), Tokens, host);
        replicas.Add(replica);
        return replica;
    }

    /// <summary>Everything that was published, in order.</summary>
    public async Task<IReadOnlyList<EventRecord>> Events() =>
        [.. (await Task.WhenAll(replicas.Prepend(Service).Select(EventsAt))).SelectMany(events => events).DistinctBy(record => record.Id)];

    private static Task<IReadOnlyList<EventRecord>> EventsAt(RunningService service) => EventsIn(service.App.Services.GetRequiredService<IEventLog>());

    /// <summary>Every event of carts in a log.</summary>
    public static async Task<IReadOnlyList<EventRecord>> EventsIn(IEventLog log)
    {
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
        where T : class, Google.Protobuf.IMessage<T>, new() => Eventually.Within<IReadOnlyList<T>>(TimeSpan.FromSeconds(60), async () =>
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

    /// <summary>Publishes events of other areas, each with an id of its own.</summary>
    public async Task Publish(params Google.Protobuf.IMessage[] events)
    {
        await using var publisher = Service.App.Services.GetRequiredService<IEventLog>().CreatePublisher("test");
        await publisher.Publish(
            [
                .. events.Select(message => new EventRecord(
                    EventTopics.Of(message.Descriptor), Guid.CreateVersion7().ToString(), message.Descriptor.FullName, "/omnichannel/orders", "o-1", 1, Clock.GetUtcNow(), null,
                    Google.Protobuf.MessageExtensions.ToByteArray(message))),
            ],
            default);
    }

    public Task FireTimer(string cartId, RunningService? at = null) => (at ?? Service).App.Services.GetRequiredService<CartTimer>().Fire(
        new Platform.Timers.DueTimer(SqlCartStore.TimerKind, cartId, 0, Clock.GetUtcNow()), default);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in replicas.Append(Service).Concat(fakes))
        {
            await service.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task StartService() => Service = await RunningService.Start(CartSyncApplication.Build, Settings("events.db"), Tokens, host);

    private Dictionary<string, string?> Settings(string log) => new(Extra)
    {
        ["Omnichannel:Storage:Provider"] = Postgres is null ? "sqlite" : "postgres",
        ["Omnichannel:Storage:Path"] = Postgres is null ? folder["cart.db"] : null,
        ["Omnichannel:Storage:ConnectionString"] = Postgres,
        ["Omnichannel:Events:Provider"] = "embedded",
        ["Omnichannel:Events:Path"] = folder[log],
        ["Omnichannel:Carts:Provider"] = Redis is null ? "sql" : "redis",
        ["Omnichannel:Carts:Redis"] = Redis,
        ["Omnichannel:Grants:Keys:0:Id"] = "test",
        ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
    };

    /// <summary>Puts lines into the caller's own cart, as its device "web".</summary>
    public async Task<ShoppingCart> Fill(CartClients owner, string market, params (string Sku, int Quantity, Fulfilment? Fulfilment)[] lines)
    {
        var cartId = (await owner.Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = market })).Cart.CartId;
        var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "web" };
        foreach (var (sku, quantity, fulfilment) in lines)
        {
            var operation = Add(request.Operations.Count + 1, sku, quantity);
            operation.Add.Fulfilment = fulfilment;
            request.Operations.Add(operation);
        }

        var answer = await owner.Cart.ApplyOperationsAsync(request);
        Assert.All(answer.Results, result => Assert.Equal(OperationOutcome.Applied, result.Outcome));
        return answer.Cart;
    }

    /// <summary>The till of Rome, joined to the cart by a code.</summary>
    public async Task<CartClients> JoinedTill(CartClients owner, string cartId)
    {
        var code = await owner.Cart.CreateHandoffAsync(new CreateHandoffRequest { CartId = cartId });
        var till = As(Role.Terminal, "till-1");
        await till.Cart.ClaimHandoffAsync(new ClaimHandoffRequest { Code = code.Code });
        return till;
    }

    /// <summary>A cart's state as it is stored.</summary>
    public async Task<Omnichannel.CartSync.Domain.SharedCart> Stored(string cartId, RunningService? at = null) =>
        (await (at ?? Service).App.Services.GetRequiredService<CartExecutor>().Read(cartId, default))!;

    /// <summary>A small shop.</summary>
    public static async Task FillCatalogue(CartClients ops)
    {
        await ops.Catalogue.UpsertItemsAsync(new UpsertItemsRequest
        {
            Items =
            {
                Item("MUG", "Tazza", "12.50", "4006381333931"),
                Item("CUP", "Coppa", "3.333"),
                Item("LAMP", "Lampada", "80.00"),
            },
        });
        await ops.Catalogue.UpsertStoresAsync(new UpsertStoresRequest
        {
            Stores =
            {
                new StoreLocation { StoreId = "rome-1", Name = "Roma", Market = Market, TimeZone = "Europe/Rome", PickupOffered = true, Position = new GeoPosition { Latitude = 41.9, Longitude = 12.5 } },
                new StoreLocation { StoreId = "milan-1", Name = "Milano", Market = Market, TimeZone = "Europe/Rome", Position = new GeoPosition { Latitude = 45.46, Longitude = 9.19 } },
            },
        });
        await ops.Catalogue.SetShippingOptionsAsync(new SetShippingOptionsRequest
        {
            Market = Market,
            ShippingOptions =
            {
                new ShippingOption { ShippingOptionId = "standard", Cost = Eur(490), FreeFrom = Eur(10_000), MinDays = 2, MaxDays = 4, WorkingDays = true, CutOff = "15:00", Title = new LocalizedText { Texts = { ["it"] = "Standard" } } },
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
