using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Store;

/// <summary>The service's store on one database, with a clock and timers that the test moves.</summary>
internal sealed class LoyaltyBench : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private LoyaltyBench(IDatabase database, ManualClock clock)
    {
        Clock = clock;
        Database = database;
        var collection = new ServiceCollection()
            .AddSingleton(database)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IIdGenerator, UuidV7Generator>()
            .AddSingleton(new ServiceIdentity("loyalty"))
            .AddSingleton<SqlOutbox>()
            .AddSingleton<TimerWakeUp>()
            .AddSingleton<CommandExecutor>()
            .AddSingleton<TakeoverSettings>()
            .AddSingleton<TimerPump>()
            .AddSingleton<ILiveNotifications, InProcessNotifications>()
            .AddSingleton(new InstallationKey(new InstallationSettings { Key = Convert.ToBase64String(new byte[32]) }))
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        LoyaltyApplication.AddStore(collection);
        Timer<PointsActivation>(collection, TimerKinds.PointsActivation);
        Timer<PointsExpiry>(collection, TimerKinds.PointsExpiry);
        Timer<Birthdays>(collection, TimerKinds.Birthday);
        Timer<WalletExpiry>(collection, TimerKinds.WalletExpiry);
        Timer<HoldExpiry>(collection, TimerKinds.HoldExpiry);
        Timer<AdjustmentExpiry>(collection, TimerKinds.AdjustmentExpiry);
        Timer<TierReview>(collection, TimerKinds.TierReview);
        Timer<ProgramReview>(collection, TimerKinds.ProgramReview);
        Timer<ReferralReview>(collection, TimerKinds.ReferralReview);
        Timer<CouponMinting>(collection, TimerKinds.CouponMinting);
        Timer<MergedPoints>(collection, TimerKinds.MergedPoints);
        Timer<ForgetOrders>(collection, TimerKinds.ForgetOrders);
        services = collection.BuildServiceProvider();
    }

    public ManualClock Clock { get; }

    public IDatabase Database { get; }

    public Commands Commands => Get<Commands>();

    public CommandExecutor Executor => Get<CommandExecutor>();

    public Omnichannel.Loyalty.Store.Orders Orders => Get<Omnichannel.Loyalty.Store.Orders>();

    public Statements Statements => Get<Statements>();

    public static async Task<LoyaltyBench> Open(IDatabase database)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await Migrator.Migrate(database, clock, typeof(LoyaltyApplication).Assembly);
        var bench = new LoyaltyBench(database, clock);
        await bench.Get<ProgramCatalogue>().Seed(database, default);
        return bench;
    }

    public T Get<T>()
        where T : class => services.GetRequiredService<T>();

    public CommandContext Context(string? key = null, Role role = Role.Terminal) => new(
        new Caller("till-1", role, Channel.Store, "store-1", null, "till-1", DateTimeOffset.MaxValue), "test/Rpc", key ?? Guid.NewGuid().ToString(), [1]);

    public Task Enroll(string memberId) => Commands.Enroll(
        Context(), new Enrollment(memberId, "default", null, SalesChannel.Store, "store-1", null), null, (_, _) => new Empty());

    public Task<IReadOnlyList<EnrollmentOutcome>> EnrollPast(string memberId, DateTimeOffset at) =>
        Commands.EnrollAll([new Enrollment(memberId, "default", null, SalesChannel.Store, null, at)]);

    public Task Give(string memberId, long points, DateTimeOffset? expiresAt = null) => Get<Adjustments>().Adjust(
        Context(),
        new AdjustCommand(memberId, points, true, expiresAt, "test", new Omnichannel.Loyalty.Domain.Actor("staff", ActorRole.Ops, SalesChannel.Support, null, null)),
        _ => new Empty());

    public async Task<string> Hold(string memberId, long points, string? key = null) => (await Commands.Hold(
        Context(key),
        new HoldCommand(memberId, points, "receipt", TimeSpan.FromMinutes(15), "EUR", SalesChannel.Store),
        (hold, _) => new StringValue { Value = hold.HoldId })).Value;

    public Task Capture(string memberId, string holdId, long points = 0) =>
        Commands.Capture(Context(), new CaptureCommand(memberId, holdId, points, SalesChannel.Store), (_, _) => new Empty());

    public Task Release(string memberId, string holdId) => Commands.Release(Context(), memberId, holdId, null, (_, _) => new Empty());

    public Task Apply(Func<UnitOfWork, Task> work) => Executor.Apply(work);

    public Task Place(PlacedOrder order) => Apply(unit => Orders.Place(unit, order));

    /// <summary>An imported order, as Order-tracking tells of it: placed, then delivered.</summary>
    public Task PlacePast(PlacedOrder order, DateTimeOffset deliveredAt) => Apply(async unit =>
    {
        await Orders.Place(unit, order with { IsHistorical = true });
        await Orders.Deliver(unit, order.OrderId, deliveredAt);
    });

    public Task Deliver(string orderId) => Apply(unit => Orders.Deliver(unit, orderId, Clock.Now));

    public Task Return(string orderId, params (string Line, long Quantity)[] lines) => Apply(unit => Orders.Return(
        unit, new ReturnedUnits(orderId, "r-" + Guid.NewGuid(), Clock.Now, false, SalesChannel.Store, [.. lines.Select(line => new ReturnedLine(line.Line, line.Quantity))]) { NewsId = Guid.NewGuid().ToString() }));

    public PlacedOrder Order(string orderId, string? customerId, params long[] amounts) => new()
    {
        OrderId = orderId,
        CustomerId = customerId,
        PlacedAt = Clock.Now,
        Channel = SalesChannel.Store,
        Market = "IT",
        CurrencyCode = "EUR",
        Lines = [.. amounts.Select((amount, i) => new EarningLine($"l{i}", $"sku{i}", "home", 4, amount, true))],
    };

    public async Task<Balances> Balances(string memberId) => (await Statements.Find(memberId, default))!.Balances;

    public async Task<(long Pending, long Active, long Held, long Owed)> Points(string memberId)
    {
        var balances = await Balances(memberId);
        return (balances[LedgerAccount.Pending], balances[LedgerAccount.Active], balances[LedgerAccount.Held], balances.Owed);
    }

    public async Task<IReadOnlyList<EntryRow>> Statement(string memberId) =>
        [.. (await Statements.Page(new StatementQuery(memberId, [], null, long.MaxValue, 1000), default)).Select(entry => entry.Row)];

    /// <summary>The published events of one type, oldest first.</summary>
    public async Task<IReadOnlyList<T>> Published<T>()
        where T : IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        var rows = await Database.Read(sql => sql.Query<byte[]>("select data from outbox where type = @type order by seq", new { type = new T().Descriptor.FullName }));
        return [.. rows.Select(parser.ParseFrom)];
    }

    /// <summary>Moves the clock and fires what is due then, once: what that sets is not fired.</summary>
    public async Task<int> Tick(TimeSpan by)
    {
        Clock.Advance(by);
        return await Get<TimerPump>().FireDue(default);
    }

    /// <summary>Moves the clock and fires what is due, until nothing is.</summary>
    public async Task Advance(TimeSpan by)
    {
        Clock.Advance(by);
        while (await Get<TimerPump>().FireDue(default) > 0)
        {
        }
    }

    /// <summary>Fails with every violation that the ledgers have.</summary>
    public async Task Verify()
    {
        Assert.Empty(await Findings());
        Assert.Equal(0, (await Get<LedgerProof>().Verify(null, _ => Task.CompletedTask, default)).Totals.Sum);
    }

    /// <summary>What the proof of one member, or of all, finds.</summary>
    public async Task<IReadOnlyList<LedgerFinding>> Findings(string? memberId = null)
    {
        var findings = new List<LedgerFinding>();
        var proof = await Get<LedgerProof>().Verify(memberId, progress => { findings.AddRange(progress.Findings); return Task.CompletedTask; }, default);
        Assert.Equal(findings.Count, proof.Findings);
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static void Timer<T>(IServiceCollection collection, string kind)
        where T : class, ITimerHandler => collection
            .AddSingleton<T>()
            .AddSingleton(new TimerRegistration(kind, provider => provider.GetRequiredService<T>()));
}
