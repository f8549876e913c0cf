using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Monitoring;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Omnichannel.Returns.Transport;
using Omnichannel.Types.V1;
using Actor = Omnichannel.Returns.Domain.Actor;
using BoughtOn = Omnichannel.Platform.Domain.SalesChannel;
using Channel = Omnichannel.Types.V1.Channel;
using Inspection = Omnichannel.Returns.Domain.Inspection;
using Origin = Omnichannel.Types.V1.Origin;
using Tendered = Omnichannel.Platform.Domain.TenderKind;

namespace Omnichannel.Returns.Tests.Store;

/// <summary>What the store promises, on every engine.</summary>
public abstract partial class ReturnsStoreContract : IAsyncLifetime
{
    private readonly ManualClock clock = new(Sales.DeliveredAt.AddDays(5));
    private IDatabase database = null!;
    private CommandExecutor executor = null!;
    private SqlOutbox outbox = null!;
    private PolicyBook policies = null!;
    private ReturnsStore store = null!;
    private ReturnQueries queries = null!;
    private ReturnImport import = null!;
    private Breaches breaches = null!;
    private OrderEvents orders = null!;
    private RefundEvents refunds = null!;
    private TierEvents tiers = null!;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, clock, typeof(ReturnsApplication).Assembly);
        outbox = new SqlOutbox(database, clock);
        executor = new CommandExecutor(database, clock, new UuidV7Generator(clock), new ServiceIdentity("returns"), outbox, new TimerWakeUp());
        policies = new PolicyBook(database, executor);
        breaches = new Breaches(database, new ServiceIdentity("returns"), NullLogger<Breaches>.Instance);
        store = new ReturnsStore(executor, policies, breaches);
        queries = new ReturnQueries(database, policies, clock);
        import = new ReturnImport(executor);
        orders = new OrderEvents(new OrderBook(breaches, policies), store, Withdrawals);
        refunds = new RefundEvents(store);
        tiers = new TierEvents(new OrderBook(breaches, policies));
        await policies.PublishBuiltIn();
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Order_NewsBeforeItself_TwiceAndLate_ComesOutRight()
    {
        var fulfilled = Sales.Record("o1", Sales.Fulfilled("o1", candles: 2, lamps: 1, cancelledCandles: 1), version: 3);
        await Apply(fulfilled);
        await Apply(fulfilled);
        await Apply(Sales.Record("o1", Sales.Fulfilled("o1", candles: 1, lamps: 0), version: 2));
        await Apply(Sales.Record("o1", Sales.Placed("o1")));
        await Apply(Sales.Record("o1", Sales.Placed("o1")));
        await Apply(Sales.Record("o1", Sales.Fulfilled("o1", candles: 0, lamps: 0), version: 1));

        var answer = await queries.Eligibility("o1", As("customer-1"), default);

        Assert.Equal([2, 1], answer.Lines.Select(line => line.Returnable));
        Assert.Equal(Sales.DeliveredAt, answer.Lines[0].AnchoredAt);
    }

    [Fact]
    public async Task Order_DeliveredThenCorrected_IsNotReturnableAnyMore()
    {
        await Place("o1");
        await Apply(Sales.Record("o1", new OrderDeliveryCorrected { OrderId = "o1" }, version: 9));

        Assert.All((await queries.Eligibility("o1", As("customer-1"), default)).Lines, line => Assert.Equal("NOT_FULFILLED", line.Reason));
    }

    [Fact]
    public async Task Order_DeliveredAtAnotherTime_ItsWindowBeginsThen()
    {
        await Apply(Sales.Record("o1", Sales.Placed("o1")));
        await Apply(Sales.Record("o1", Sales.Delivered("o1"), version: 4));
        var confirmed = Sales.Delivered("o1");
        confirmed.EffectiveAt = Timestamp.FromDateTimeOffset(Sales.DeliveredAt.AddDays(-3));
        await Apply(Sales.Record("o1", confirmed, version: 7));

        Assert.All((await queries.Eligibility("o1", As("customer-1"), default)).Lines, line => Assert.Equal(Sales.DeliveredAt.AddDays(-3), line.AnchoredAt));
    }

    [Fact]
    public async Task Order_CancelledInPart_GivesBackNoMoreThanIsLeft()
    {
        await Place("o1");
        await Apply(Sales.Record("o1", new OrderCancelled { OrderId = "o1", Lines = { new CancelledLine { LineId = "1", Quantity = 1 } } }, version: 4));

        var begun = await Begin("o1", "1", 2);
        var done = await Complete(begun);

        Assert.Equal(667, done.RefundAmount.AmountMinor);
        await Refused("ALREADY_RETURNED", () => Begin("o1", "1", 1));
    }

    [Fact]
    public async Task Order_WithTaxOnTop_GivesBackTheTaxToo()
    {
        var placed = Sales.Placed("o1");
        placed.Totals = new Totals { Tax = Eur(100), Due = Eur(1605) };
        await Apply(Sales.Record("o1", placed));
        await Apply(Sales.Record("o1", Sales.Delivered("o1"), version: 2));

        var candles = await Complete(await Begin("o1", "1", 3));
        var lamp = await Complete(await Begin("o1", "2", 1));

        Assert.Equal((1066L, 539L), (candles.RefundAmount.AmountMinor, lamp.RefundAmount.AmountMinor));
    }

    [Fact]
    public async Task Order_IsUnderThePolicyInForceAtPurchase()
    {
        await Apply(Sales.Record("before", Sales.Placed("before")));
        var command = Command("customer-1", Role.Ops);
        var strict = BuiltInPolicy.Document with { EffectiveFrom = Sales.PlacedAt.AddDays(1), Rules = [BuiltInPolicy.Document.Rules[0] with { RuleId = "strict" }] };
        var published = await policies.Publish(command, strict, isHistory: true);
        var again = await policies.Publish(command, strict, isHistory: true);
        await Apply(Sales.Record("still", Sales.Placed("still")));
        await Apply(Sales.Record("after", Sales.Placed("after", at: Sales.PlacedAt.AddDays(2))));

        Assert.Equal(2, published.Policy.Version);
        Assert.Equal(published, again);
        foreach (var (order, rule) in new[] { ("before", "standard"), ("still", "standard"), ("after", "strict") })
        {
            Assert.Equal(rule, (await queries.Eligibility(order, As("customer-1"), default)).Lines[0].Decision.RuleId);
        }
    }

    [Fact]
    public async Task Compare_TellsWhichOrdersWouldBeAnsweredDifferently()
    {
        await Place("o1");
        await Apply(Sales.Record("o2", Sales.Placed("o2")));
        var stricter = BuiltInPolicy.Document with { Version = 2, Rules = [BuiltInPolicy.Document.Rules[0] with { Window = new ReturnWindow(WindowAnchor.Delivery, 3, 0, []) }] };

        var found = await new DryRun(database, policies, clock).Orders(stricter, 1000, 1, default);

        Assert.Equal(1, found.Count);
        Assert.Equal(("o1", "WINDOW_EXPIRED"), (Assert.Single(found.First).OrderId, found.First[0].Then.Reason));
    }

    [Fact]
    public async Task DryRun_TellsWhichSettledReturnsWouldHaveBeenDecidedDifferently()
    {
        await Place("o1");
        await Place("o2");
        await Apply(Sales.Record("o3", Sales.Placed("o3", externalId: "3", origin: Origin.Historical)));
        await import.Import([Past("r3", "3", "1", 1)]);
        var early = await Complete(await Begin("o1", "1", 1));
        clock.Now += TimeSpan.FromDays(10);
        var late = await Complete(await Begin("o1", "1", 1));
        var other = await Complete(await Begin("o2", "2", 1));
        await Begin("o2", "1", 1);
        var rule = BuiltInPolicy.Document.Rules[0];
        ReturnPolicy Under(PolicyRule changed) => BuiltInPolicy.Document with { Version = 2, Rules = [changed] };
        Task<Differences<ReturnDifference>> Run(PolicyRule changed, int most = 1000, int found = 100) => new DryRun(database, policies, clock).Returns(Under(changed), most, found, default);

        var closed = await Run(rule with { Window = new ReturnWindow(WindowAnchor.Delivery, 7, 0, []) });
        Assert.Equal(new HashSet<string> { late.ReturnId, other.ReturnId }, closed.First.Select(each => each.Past.ReturnId).ToHashSet());
        Assert.All(closed.First, each => Assert.Equal((null, "WINDOW_EXPIRED"), (each.Now.Refusal, each.Then.Refusal!.Reason)));
        var costs = await Run(rule with { Fees = [new ReturnFee("RESTOCKING", [], [], null, 50m)] }, found: 1);
        Assert.Equal((3, 1), (costs.Count, costs.First.Count));
        Assert.Equal(costs.First[0].Now.Begun!.RefundAmount.AmountMinor, 2 * costs.First[0].Then.Begun!.RefundAmount.AmountMinor, 1d);
        Assert.Equal(2, (await Run(rule with { Fees = [new ReturnFee("RESTOCKING", [], [], null, 50m)] }, most: 2)).Count);
        Assert.Equal(0, (await Run(rule)).Count);
        Assert.NotEqual(early.ReturnId, late.ReturnId);
    }

    [Fact]
    public async Task Order_IsUnderTheVersionWithTheLatestDate_NotTheHighestNumber_AndThePastIsClosed()
    {
        var now = clock.GetUtcNow();
        ReturnPolicy From(DateTimeOffset at, string rule) => BuiltInPolicy.Document with { EffectiveFrom = at, Rules = [BuiltInPolicy.Document.Rules[0] with { RuleId = rule }] };
        await policies.Publish(Command("ops", Role.Ops), From(now.AddDays(20), "christmas"), isHistory: false);
        await policies.Publish(Command("ops", Role.Ops), From(now.AddDays(10), "fix"), isHistory: false);
        await Apply(Sales.Record("now", Sales.Placed("now", at: now)));
        await Apply(Sales.Record("fixed", Sales.Placed("fixed", at: now.AddDays(15))));
        await Apply(Sales.Record("late", Sales.Placed("late", at: now.AddDays(25))));

        foreach (var (order, rule) in new[] { ("now", "standard"), ("fixed", "fix"), ("late", "christmas") })
        {
            Assert.Equal(rule, (await queries.Eligibility(order, As("customer-1"), default)).Policy.Rules[0].RuleId);
        }

        Assert.Equal("fix", (await policies.InForce(ReturnPolicy.Default, now.AddDays(11)))!.Rules[0].RuleId);
        await Refused("EFFECTIVE_IN_PAST", () => policies.Publish(Command("ops", Role.Ops), From(now.AddDays(-1), "back"), isHistory: false));
    }

    [Fact]
    public async Task Owner_SeesTheirOwn_StrangersSeeNothing_GuestsPastIsTheCustomers()
    {
        await Apply(Sales.Record("o1", Sales.Placed("o1", customerId: "", guestId: "guest-1")));
        await Apply(Sales.Record("o1", Sales.Delivered("o1"), version: 2));
        await Begin("o1", "1", 1, As("guest-1", Role.Guest));

        await Refused("ORDER_NOT_FOUND", () => queries.Eligibility("o1", As("customer-1"), default));
        Assert.Empty(await queries.List("customer-1", "", null, 10, default));
        await Apply(Sales.Record("cart", new Cart.V1.GuestLinked { GuestId = "guest-1", CustomerId = "customer-1" }));

        Assert.Equal(2, (await queries.Eligibility("o1", As("customer-1"), default)).Lines[0].Returnable);
        Assert.Equal("guest-1", Assert.Single(await queries.List("customer-1", "", null, 10, default)).GuestId);
        Assert.Single(await queries.List("guest-1", "o1", null, 10, default));
        await Refused("ORDER_NOT_FOUND", () => queries.Eligibility("o1", As("customer-2"), default));
        Assert.NotEmpty((await queries.Eligibility("o1", As("agent-1", Role.Agent), default)).Lines);
    }

    [Fact]
    public async Task Guest_OfASecondCustomer_IsTheirs_AndNobodysWhenThatIsTakenBack()
    {
        await Apply(Sales.Record("o1", Sales.Placed("o1", customerId: "", guestId: "guest-1")));
        await Apply(Sales.Record("guest-1", new Cart.V1.GuestLinked { GuestId = "guest-1", CustomerId = "customer-2" }, version: 2));
        await Apply(Sales.Record("guest-1", new Cart.V1.GuestLinked { GuestId = "guest-1", CustomerId = "customer-1" }));

        await Refused("ORDER_NOT_FOUND", () => queries.Eligibility("o1", As("customer-1"), default));
        Assert.NotEmpty((await queries.Eligibility("o1", As("customer-2"), default)).Lines);
        await Apply(Sales.Record("guest-1", new Cart.V1.GuestUnlinked { GuestId = "guest-1", CustomerId = "customer-2" }, version: 3));

        await Refused("ORDER_NOT_FOUND", () => queries.Eligibility("o1", As("customer-2"), default));
        Assert.NotEmpty((await queries.Eligibility("o1", As("guest-1", Role.Guest), default)).Lines);
    }

    [Fact]
    public async Task Claimed_OrderIsTheCustomers()
    {
        await Apply(Sales.Record("o1", new OrderClaimed { OrderId = "o1", CustomerId = "customer-2" }, version: 5));
        await Apply(Sales.Record("o1", Sales.Placed("o1", customerId: "")));

        Assert.NotEmpty((await queries.Eligibility("o1", As("customer-2"), default)).Lines);
    }

    [Fact]
    public async Task Create_TwoAtOnceForTheLastUnit_OneSucceeds()
    {
        await Place("o1");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await Begin("o1", "2", 1);
                return "";
            }
            catch (RefusedException refused)
            {
                return refused.Refusal.Reason;
            }
        }));

        Assert.Single(results, reason => reason.Length == 0);
        Assert.Equal(7, results.Count(reason => reason == "IN_ANOTHER_RETURN"));
    }

    [Fact]
    public async Task Complete_SentThreeTimesAtOnceAndByAnotherTill_AsksForOneRefund()
    {
        await Place("o1");
        var begun = await Begin("o1", "1", 2);
        var command = Command("till-1", Role.Terminal);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Complete(begun, command)));
        await Refused("WRONG_STATE", () => Complete(begun, Command("till-2", Role.Terminal)));

        Assert.Single(answers.Distinct());
        var published = await Published();
        Assert.Equal(
            ["ReturnRequested", "ReturnApproved", "ReturnReceived", "ReturnInspected", "ReturnResolved", "RefundOwed"], published.Select(Name));
        Assert.Equal([1, 2, 3, 4, 5, 6], published.Select(record => record.AggregateVersion));
        var resolved = V1.ReturnResolved.Parser.ParseFrom(published[4].Data.Span);
        Assert.Equal(("customer-1", "contact-1", "O-o1", "1", 2, 3, 2, 667L), (
            resolved.CustomerId, resolved.ContactId, resolved.OrderNumber, resolved.Lines[0].LineId, resolved.Lines[0].Quantity, resolved.Lines[0].OrderedQuantity,
            resolved.Lines[0].TotalReturnedQuantity, resolved.Lines[0].RefundAmount.AmountMinor));
        Assert.Equal(Channel.App, resolved.RequestedChannel);
        Assert.Equal(Channel.Store, resolved.Channel);
        var owed = V1.RefundOwed.Parser.ParseFrom(published[5].Data.Span);
        Assert.Equal((Eur(667), answers[0].Refund.RefundId, "o1", null, false), (owed.Amount, owed.RefundId, owed.OrderId, owed.StoreCredit, owed.CashAtTill));
    }

    [Fact]
    public async Task Refund_FollowsWhatOrderTrackingTells_EachOnce()
    {
        await Place("o1");
        var done = await Complete(await Begin("o1", "1", 1));
        var (id, refundId) = (done.ReturnId, done.Refund.RefundId);
        Assert.Equal((V1.RefundState.Requested, 333L, 0), (done.Refund.State, done.Refund.Amount.AmountMinor, done.Refund.Tenders.Count));

        var requested = Sales.Record("o1", new RefundRequested
        {
            RefundId = refundId, ReturnId = id, Amount = Eur(223), Rounding = Eur(-3), CashAtTill = Eur(107),
            Instructions = { new RefundInstruction { InstructionId = "o1~r1.1.1", Tender = new Types.V1.Tender { Kind = Types.V1.TenderKind.Card, Reference = "card-1", Amount = Eur(223) } } },
        }, version: 3);
        await Apply(requested);
        var granted = (await Get(id)).Refund;
        Assert.Equal((V1.RefundState.Requested, 330L, 107L, -3L, 330L), (
            granted.State, granted.Amount.AmountMinor, granted.CashAtTill.AmountMinor, granted.Rounding.AmountMinor, granted.Tenders.Sum(tender => tender.Amount.AmountMinor)));

        await Apply(Sales.Record("o1", new RefundFailed { RefundId = refundId, ReturnId = id, Amount = Eur(223), Reason = "card closed" }, version: 4));
        Assert.Equal((V1.RefundState.Failed, "card closed", V1.ReturnState.Resolved), ((await Get(id)).Refund.State, (await Get(id)).Refund.FailureReason, (await Get(id)).State));

        // A refund of a cancellation, and one that no return of here asked for.
        await Apply(Sales.Record("o1", new RefundCompleted { RefundId = "o1/cancel/1", Amount = Eur(1) }, version: 5));
        await Apply(Sales.Record("o1", new RefundCompleted { RefundId = "rf-x", ReturnId = "x", Amount = Eur(1) }, version: 6));
        var completed = new RefundCompleted
        {
            RefundId = refundId, ReturnId = id, Amount = Eur(330), Rounding = Eur(-3), CashAtTill = Eur(107), EffectiveAt = Timestamp.FromDateTimeOffset(Sales.DeliveredAt),
            Tenders = { granted.Tenders },
        };
        await Apply(Sales.Record("o1", completed, version: 7));
        var closed = await Get(id);
        await Apply(Sales.Record("o1", completed, version: 8));

        Assert.Equal((V1.ReturnState.Closed, V1.RefundState.Completed, Sales.DeliveredAt), (closed.State, closed.Refund.State, closed.Refund.CompletedAt.ToDateTimeOffset()));
        Assert.Equal(closed, await Get(id));
        Assert.Equal(["ReturnClosed"], (await Published()).Skip(6).Select(Name));
    }

    [Fact]
    public async Task TimeIsUp_ExpiresOnce_AndTheUnitsAreFreeAgain()
    {
        await Place("o1");
        var begun = await Begin("o1", "2", 1);
        var due = await Timer();
        await store.TimeIsUp(due);
        var early = await Get(begun.ReturnId);
        await Begin("o1", "1", 1);
        clock.Now = due.DueAt;
        await store.TimeIsUp(await Timer());

        Assert.Equal(begun.ReceiveUntil.ToDateTimeOffset(), due.DueAt);
        Assert.Equal(V1.ReturnState.Approved, early.State);
        Assert.Equal(V1.ReturnState.Expired, (await queries.List("customer-1", "", null, 10, default)).Single(found => found.Lines[0].LineId == "1").State);
    }

    [Fact]
    public async Task Cancelled_TakesTheTimerAway()
    {
        await Place("o1");
        var begun = await Begin("o1", "2", 1);

        await store.Change(
            Command("customer-1"), ReturnName.Id(begun.ReturnId), Actor.None(BoughtOn.App), change => change.Current.Cancel(),
            changed => new V1.CancelReturnResponse { GoodsReturn = changed });

        Assert.Equal(0, await database.Read(sql => sql.QueryFirst<long>("select count(*) from timers")));
        Assert.Equal(1, (await queries.Eligibility("o1", As("customer-1"), default)).Lines[1].Returnable);
    }

    [Fact]
    public async Task Import_IsIdempotent_AndAnswersPerItem()
    {
        clock.Now = Sales.PlacedAt.AddYears(1);
        await Apply(Sales.Record("h1", Sales.Placed("h1", externalId: "x1", origin: Origin.Historical)));
        V1.ReturnRecord[] batch =
        [
            Past("c1", "x1", "1", 2), Past("c2", "x1", "1", 2), Past("c3", "x1", "9", 1), Past("c4", "x9", "1", 1), Past("", "x1", "1", 1), Past("c1", "x1", "1", 2),
            Past("c1", "x1", "1", 1), Past("c5", "x1", "2", 0), Past("c6", "x1", "1", 1, Sales.PlacedAt.AddDays(-1)), Past("c7", "x1", "1", 1),
        ];

        var first = await import.Import(batch);
        var events = (await Published()).Count;
        var second = await import.Import(batch);

        Assert.Equal(
            [
                "Imported", "Rejected QUANTITY_EXCEEDS_FULFILLED", "Rejected LINE_NOT_FOUND", "OrderUnknown", "Rejected INVALID_FIELD", "Duplicate", "Rejected EXTERNAL_ID_TAKEN",
                "Rejected QUANTITY_OUT_OF_RANGE", "Rejected BEFORE_ORDER", "Imported",
            ],
            first.Results.Select(result => $"{result.Outcome} {result.Refusal?.Reason}".Trim()));
        Assert.Equal(V1.ImportReturnOutcome.Duplicate, second.Results[0].Outcome);
        Assert.Equal(first.Results[0].ReturnId, second.Results[0].ReturnId);
        Assert.Equal(2, events);
        Assert.Equal(2, (await Published()).Count);
        var resolved = V1.ReturnResolved.Parser.ParseFrom((await Published())[0].Data.Span);
        Assert.Equal((Origin.Historical, 667L, Sales.PlacedAt.AddDays(90)), (resolved.Origin, resolved.RefundAmount.AmountMinor, resolved.EffectiveAt.ToDateTimeOffset()));
        Assert.Equal(333, V1.ReturnResolved.Parser.ParseFrom((await Published())[1].Data.Span).RefundAmount.AmountMinor);
    }

    [Fact]
    public async Task Import_SameBatchManyTimesAtOnce_HasOneEffect()
    {
        clock.Now = Sales.PlacedAt.AddYears(1);
        foreach (var i in Enumerable.Range(0, 30))
        {
            await Apply(Sales.Record($"h{i}", Sales.Placed($"h{i}", externalId: $"x{i}", origin: Origin.Historical)));
        }

        var batch = Enumerable.Range(0, 600).Select(i => Past($"c{i}", $"x{i % 30}", "1", 1)).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => import.Import(i % 2 == 0 ? batch : [.. batch.Reverse()])));

        Assert.Equal(90, answers.Sum(answer => answer.Results.Count(result => result.Outcome is V1.ImportReturnOutcome.Imported)));
        Assert.Equal(90, (await Published()).Count);
    }

    [Fact]
    public async Task List_PagesFromTheLatestOn()
    {
        await Place("o1");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            clock.Now = clock.Now.AddSeconds(1);
            await Begin("o1", "1", 1);
        }

        var first = await queries.List("customer-1", "", null, 2, default);
        var rest = await queries.List("customer-1", "", new ReturnCursor(first[1].RequestedAt.ToDateTimeOffset().ToMicros(), first[1].ReturnId), 2, default);

        Assert.Equal(3, first.Concat(rest).Select(found => found.ReturnId).Distinct().Count());
        Assert.Equal(first.Concat(rest).OrderByDescending(found => found.RequestedAt), first.Concat(rest));
    }

    [Fact]
    public async Task Tier_AtPurchase_DecidesTheRule()
    {
        var gold = BuiltInPolicy.Document.Rules[0] with { RuleId = "gold", Scope = PolicyScope.Everything with { Tiers = ["gold"] } };
        await policies.Publish(Command("ops", Role.Ops), BuiltInPolicy.Document with { Rules = [BuiltInPolicy.Document.Rules[0], gold] }, isHistory: true);
        await Apply(Sales.Record("m", new Loyalty.V1.TierChanged { MemberId = "customer-1", TierId = "gold", EffectiveAt = Timestamp.FromDateTimeOffset(Sales.PlacedAt.AddDays(-1)) }));
        await Place("o1");
        await Apply(Sales.Record("o2", Sales.Placed("o2", customerId: "customer-2")));

        Assert.Equal("gold", (await queries.Eligibility("o1", As("customer-1"), default)).Lines[0].Decision.RuleId);
        Assert.Equal("standard", (await queries.Eligibility("o2", As("customer-2"), default)).Lines[0].Decision.RuleId);
    }

    [Fact]
    public async Task TierThatAPurchaseLedTo_ToldBeforeIt_IsNotYetItsTier()
    {
        var rules = new[] { "silver", "gold" }.Select(tier => BuiltInPolicy.Document.Rules[0] with { RuleId = tier, Scope = PolicyScope.Everything with { Tiers = [tier] } });
        await policies.Publish(Command("ops", Role.Ops), BuiltInPolicy.Document with { Rules = [BuiltInPolicy.Document.Rules[0], .. rules] }, isHistory: true);
        foreach (var (tier, at) in new[] { ("silver", Sales.PlacedAt.AddYears(-1)), ("gold", Sales.PlacedAt.AddSeconds(1)) })
        {
            await Apply(Sales.Record("m", new Loyalty.V1.TierChanged { MemberId = "customer-1", TierId = tier, EffectiveAt = Timestamp.FromDateTimeOffset(at) }));
        }

        await Apply(Sales.Record("lifting", Sales.Placed("lifting")));
        await Apply(Sales.Record("next", Sales.Placed("next", at: Sales.PlacedAt.AddDays(1))));

        Assert.Equal("silver", (await queries.Eligibility("lifting", As("customer-1"), default)).Lines[0].Decision.RuleId);
        Assert.Equal("gold", (await queries.Eligibility("next", As("customer-1"), default)).Lines[0].Decision.RuleId);
    }

    [Fact]
    public async Task Shopper_IsKnownAsOfThePurchase_WhateverCameLater()
    {
        PolicyRule[] rules =
        [
            .. new[] { ShopperSignal.Guest, ShopperSignal.FirstPurchase, ShopperSignal.FrequentReturner }.Select((signal, i) => BuiltInPolicy.Document.Rules[0] with
            {
                RuleId = $"{signal}", Scope = PolicyScope.Everything with { Signals = [signal], Markets = ["IT"], Channels = i > 0 ? [SalesChannel.Web] : [], Tiers = i > 1 ? [""] : [] },
            }),
        ];
        await policies.Publish(
            Command("ops", Role.Ops), BuiltInPolicy.Document with { Frequent = new FrequentReturner(1, 30), Rules = [BuiltInPolicy.Document.Rules[0], .. rules] }, isHistory: true);
        await Place("first");
        await Apply(Sales.Record("guest", Sales.Placed("guest", customerId: "", guestId: "guest-1", at: Sales.PlacedAt.AddDays(1))));
        var later = clock.GetUtcNow().AddDays(1);
        await Apply(Sales.Record("before", Sales.Placed("before", at: later)));
        Assert.Equal("standard", await RuleOf("before", "customer-1"));
        await Begin("first", "1", 1, As("customer-1"));

        Assert.Equal("FirstPurchase", await RuleOf("first", "customer-1"));
        Assert.Equal("FrequentReturner", await RuleOf("before", "customer-1"));
        Assert.Equal("FirstPurchase", await RuleOf("guest", "guest-1", Role.Guest));
    }

    [Fact]
    public async Task Explained_IsWhatTheOrderOfThatShopperWillHave()
    {
        var rule = BuiltInPolicy.Document.Rules[0];
        PolicyRule Of(string id, PolicyScope scope) => rule with { RuleId = id, Scope = scope };
        await policies.Publish(
            Command("ops", Role.Ops),
            BuiltInPolicy.Document with
            {
                Rules =
                [
                    rule, Of("gold", PolicyScope.Everything with { Tiers = ["gold"] }), Of("dear", PolicyScope.Everything with { Price = new PriceRange("EUR", 10_000, null), Markets = ["IT"] }),
                    Of("cash", PolicyScope.Everything with { Categories = ["home"], Tenders = [Tendered.Cash], Tiers = ["gold"] }),
                    Of("first", PolicyScope.Everything with { Skus = ["s"], Signals = [ShopperSignal.FirstPurchase] }),
                ],
            },
            isHistory: true);
        await Place("o1");
        await Apply(Sales.Record("m", new Loyalty.V1.TierChanged { MemberId = "customer-1", TierId = "gold", EffectiveAt = Timestamp.FromDateTimeOffset(Sales.PlacedAt) }));
        var explainer = new Explainer(database, policies);
        async Task<string> Explained(string customer, string sku = "x", string category = "", long price = 100, params Tendered[] tenders) => (await explainer.Explain(
            new Intended(ReturnPolicy.Default, new RuleSubject("IT", BoughtOn.Web, category, sku, "", tenders, clock.GetUtcNow()) { UnitPrice = new Platform.Domain.Money("EUR", price) }, customer, ""), default)).Rule.RuleId;

        Assert.Equal("standard", await Explained(""));
        Assert.Equal("gold", await Explained("customer-1"));
        Assert.Equal("dear", await Explained("customer-2", price: 10_000));
        Assert.Equal("cash", await Explained("customer-1", category: "home/candles", tenders: [Tendered.Card, Tendered.Cash]));
        Assert.Equal("first", await Explained("customer-2", sku: "s"));
        Assert.Equal("gold", await Explained("customer-1", sku: "s"));
    }

    [Fact]
    public async Task WaitsForApproval_IsApprovedByItsTimer()
    {
        var rule = BuiltInPolicy.Document.Rules[0] with { RequiresApproval = true };
        await policies.Publish(
            Command("ops", Role.Ops), BuiltInPolicy.Document with { Rules = [rule], Processing = BuiltInPolicy.Document.Processing with { ApprovalHours = 24 } }, isHistory: true);
        await Place("o1");
        var asked = await Begin("o1", "1", 1);
        Assert.Equal((V1.ReturnState.Requested, clock.GetUtcNow().AddDays(1)), (asked.State, (await Timer()).DueAt));

        clock.Now += TimeSpan.FromDays(1);
        await store.TimeIsUp(await Timer());

        Assert.Equal((V1.ReturnState.Approved, null), ((await Get(asked.ReturnId)).State, (await Get(asked.ReturnId)).ApproveBy));
        Assert.Equal(clock.GetUtcNow().AddDays(30), (await Timer()).DueAt);
    }

    private async Task<string> RuleOf(string orderId, string subject, Role role = Role.Customer) =>
        (await queries.Eligibility(orderId, As(subject, role), default)).Lines[0].Decision.RuleId;

    [Fact]
    public async Task Order_IsUnderTheVersionThatItsBuyerWasShown_WhateverWasPublishedMeanwhile()
    {
        var strict = BuiltInPolicy.Document with { EffectiveFrom = Sales.PlacedAt.AddSeconds(-1), Rules = [BuiltInPolicy.Document.Rules[0] with { RuleId = "strict" }] };
        await policies.Publish(Command("ops", Role.Ops), strict, isHistory: true);
        foreach (var (order, shown) in new[] { ("shown", 1), ("unsaid", 0), ("unknown", 9) })
        {
            var placed = Sales.Placed(order);
            placed.ReturnPolicyVersion = shown;
            await Apply(Sales.Record(order, placed));
        }

        foreach (var (order, rule) in new[] { ("shown", "standard"), ("unsaid", "strict"), ("unknown", "strict") })
        {
            Assert.Equal(rule, (await queries.Eligibility(order, As("customer-1"), default)).Lines[0].Decision.RuleId);
        }
    }

    private static string Name(EventRecord record) => record.Type.Split('.')[^1];

    private static Caller As(string subject, Role role = Role.Customer) => new(
        subject, role, role is Role.Terminal ? Channel.Store : Channel.App, role is Role.Terminal ? "store-1" : null, null, subject, DateTimeOffset.MaxValue);

    private static CommandContext Command(string subject, Role role = Role.Customer) => new(As(subject, role), "test/Rpc", Guid.NewGuid().ToString(), [1]);

    private static V1.ReturnRecord Past(string id, string order, string line, int quantity, DateTimeOffset? at = null) => new()
    {
        Source = "shop",
        ExternalId = id,
        OrderSource = "shop",
        OrderExternalId = order,
        ReturnedAt = Timestamp.FromDateTimeOffset(at ?? Sales.PlacedAt.AddDays(90)),
        Lines = { new V1.ReturnRecordLine { LineId = line, Quantity = quantity } },
    };

    private static Task Refused(string reason, Func<Task> act) => Refused<object>(reason, async () =>
    {
        await act();
        return "";
    });

    private static async Task Refused<T>(string reason, Func<Task<T>> act) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<RefusedException>(act)).Refusal.Reason);

    [Fact]
    public async Task LinesOfOneReturn_HaveTheirOwnResolutions_AndOneRefundTellsMoneyAndCreditApart()
    {
        await policies.Publish(
            Command("ops-1", Role.Ops),
            BuiltInPolicy.Document with
            {
                EffectiveFrom = Sales.PlacedAt.AddDays(-1),
                Rules = [BuiltInPolicy.Document.Rules[0] with { Resolutions = [Resolution.StoreCredit, Resolution.Donate], Keep = Domain.Some.Keep(1000), StoreCreditBonusPercent = 12.5m }],
            },
            isHistory: true);
        await Place("o1");
        var by = As("customer-1");
        var begun = (await store.Create(Command(by.Subject, by.Role), "o1", id => new NewReturn(
            id.ToString(), RmaCode.From(id), [Domain.Some.Asked("1", 2, Resolution.StoreCredit), Domain.Some.Asked("2", 1, Resolution.Donate)],
            Omnichannel.Returns.Domain.ReturnMethod.Store, Domain.Some.Shopper))).GoodsReturn;

        var done = await Complete(begun);

        Assert.Equal(
            [("1", V1.Resolution.StoreCredit, "", 2), ("2", V1.Resolution.Donate, "hospice", 0)],
            (await Get(begun.ReturnId)).Lines.Select(line => (line.LineId, line.Resolution, line.DonationPurpose, line.ReceivedQuantity)));
        var published = await Published();
        var owed = V1.RefundOwed.Parser.ParseFrom(published[^1].Data.Span);
        Assert.Equal((done.StoreCreditAmount, done.RefundAmount), (owed.StoreCredit.Amount, owed.Amount));
        Assert.Equal((667L, "1"), (owed.StoreCredit.Amount.AmountMinor, Assert.Single(owed.StoreCredit.LineIds)));
        Assert.True(owed.Amount.AmountMinor > 667);
        Assert.Equal(
            [("1", V1.Resolution.StoreCredit), ("2", V1.Resolution.Donate)],
            V1.ReturnResolved.Parser.ParseFrom(published[^2].Data.Span).Lines.Select(line => (line.LineId, line.Resolution)));

        var completed = new RefundCompleted
        {
            ReturnId = begun.ReturnId, RefundId = owed.RefundId, Amount = owed.Amount,
            Tenders = { new Types.V1.Tender { Kind = Types.V1.TenderKind.StoreCredit, Amount = Eur(667) }, new Types.V1.Tender { Kind = Types.V1.TenderKind.Cash, Amount = Eur(owed.Amount.AmountMinor - 667) } },
        };
        await Apply(Sales.Record("o1", completed, version: 9));
        await Apply(Sales.Record("o1", completed, version: 10));

        // 12.5 percent of 6.67.
        Assert.Equal(new V1.StoreCreditBonus { Amount = Eur(83), Given = true }, (await Get(begun.ReturnId)).StoreCreditBonus);
        var bonus = Assert.Single(await Published(), record => Name(record) == "StoreCreditBonusOwed");
        Assert.Equal((Eur(83), "customer-1"), (V1.StoreCreditBonusOwed.Parser.ParseFrom(bonus.Data.Span).Amount, V1.StoreCreditBonusOwed.Parser.ParseFrom(bonus.Data.Span).CustomerId));
    }

    [Fact]
    public async Task WhatIsRepaired_GoesBackInItsParcel_AndThenTheReturnIsDone()
    {
        await policies.Publish(
            Command("ops-1", Role.Ops),
            BuiltInPolicy.Document with { EffectiveFrom = Sales.PlacedAt.AddDays(-1), Rules = [BuiltInPolicy.Document.Rules[0] with { Resolutions = [Resolution.Repair] }] },
            isHistory: true);
        await Place("o1");
        var by = As("customer-1");
        var begun = (await store.Create(Command(by.Subject, by.Role), "o1", id => new NewReturn(
            id.ToString(), RmaCode.From(id), [Domain.Some.Asked("1", 2, Resolution.Repair)], Omnichannel.Returns.Domain.ReturnMethod.Store, Domain.Some.Shopper))).GoodsReturn;
        Assert.Equal(V1.ReturnState.Resolved, (await Complete(begun)).State);

        var parcel = new Omnichannel.Returns.Domain.ReturnParcel("dhl", "00340", clock.Now);
        await Step(begun, change => change.Current.SendBack([new Omnichannel.Returns.Domain.RepairedUnits("1", 2, Omnichannel.Returns.Domain.RepairOutcome.NotRepairable, "no parts")], parcel, change.Now));

        var done = await Get(begun.ReturnId);
        var repair = Assert.Single(done.Lines[0].Repairs);
        Assert.Equal((V1.ReturnState.Closed, V1.RepairOutcome.NotRepairable, "no parts", "00340", 2), (done.State, repair.Outcome, repair.Note, repair.Parcel.TrackingNumber, repair.Quantity));
        var published = await Published();
        Assert.Equal(["ReturnResolved", "RepairSentBack", "ReturnClosed"], published.Select(Name).TakeLast(3));
        var sent = V1.RepairSentBack.Parser.ParseFrom(published[^2].Data.Span);
        Assert.Equal(("1", 2, V1.RepairOutcome.NotRepairable, "dhl"), (sent.Lines[0].LineId, sent.Lines[0].Quantity, sent.Lines[0].Outcome, sent.Parcel.CarrierCode));
        Assert.Empty(V1.ReturnResolved.Parser.ParseFrom(published[^3].Data.Span).Lines);
    }

    private async Task Place(string orderId)
    {
        await Apply(Sales.Record(orderId, Sales.Placed(orderId)));
        await Apply(Sales.Record(orderId, Sales.Delivered(orderId), version: 2));
    }

    private Task Apply(EventRecord record) => executor.Apply(unit => record.Type.Split('.')[^1] switch
    {
        nameof(OrderPlaced) => orders.Placed(Consumed<OrderPlaced>(record), unit),
        nameof(OrderDelivered) => orders.Delivered(Consumed<OrderDelivered>(record), unit),
        nameof(OrderDeliveryCorrected) => orders.DeliveryCorrected(Consumed<OrderDeliveryCorrected>(record), unit),
        nameof(OrderFulfilmentChanged) => orders.FulfilmentChanged(Consumed<OrderFulfilmentChanged>(record), unit),
        nameof(OrderCancelled) => orders.Cancelled(Consumed<OrderCancelled>(record), unit),
        nameof(ClaimResolved) => orders.ClaimResolved(Consumed<ClaimResolved>(record), unit),
        nameof(OrderClaimed) => orders.Claimed(Consumed<OrderClaimed>(record), unit),
        nameof(RefundRequested) => refunds.Requested(Consumed<RefundRequested>(record), unit),
        nameof(RefundCompleted) => refunds.Completed(Consumed<RefundCompleted>(record), unit),
        nameof(ReturnParcelChanged) => new ReturnParcelEvents(store).Changed(Consumed<ReturnParcelChanged>(record), unit),
        nameof(RefundFailed) => refunds.Failed(Consumed<RefundFailed>(record), unit),
        nameof(Loyalty.V1.TierChanged) => tiers.TierChanged(Consumed<Loyalty.V1.TierChanged>(record), unit),
        nameof(Cart.V1.GuestUnlinked) => GuestOwners.Unlinked(unit, Consumed<Cart.V1.GuestUnlinked>(record)),
        _ => GuestOwners.Linked(unit, Consumed<Cart.V1.GuestLinked>(record)),
    });

    private static ConsumedEvent<T> Consumed<T>(EventRecord record)
        where T : IMessage<T>, new()
    {
        var message = new T();
        message.MergeFrom(record.Data.Span);
        return new ConsumedEvent<T>(message, record);
    }

    private async Task<V1.Return> Begin(string orderId, string lineId, int quantity, Caller? caller = null, Omnichannel.Returns.Domain.ReturnMethod method = Omnichannel.Returns.Domain.ReturnMethod.Store)
    {
        var by = caller ?? As("customer-1");
        var command = Command(by.Subject, by.Role);
        return (await store.Create(command, orderId, id => new NewReturn(
            id.ToString(), RmaCode.From(id), [new NewReturnLine(lineId, quantity, ReturnReason.ChangedMind, "", Resolution.Refund)],
            method, new Actor(by.Subject, by.Role.ToDomain(), BoughtOn.App, "", "")))).GoodsReturn;
    }

    private async Task<V1.Return> Complete(V1.Return begun, CommandContext? command = null)
    {
        var till = new Actor("till-1", ActorRole.Terminal, BoughtOn.Store, "store-1", "");
        return (await store.Change(
            command ?? Command("till-1", Role.Terminal), ReturnName.Rma(begun.RmaCode), till,
            change => change.Current.Complete((Inspection[])[], false, change.Order, change.Policy, till, change.Now),
            changed => new V1.CompleteReturnInStoreResponse { GoodsReturn = changed })).GoodsReturn;
    }

    private static Types.V1.Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    private Task<V1.Return> Get(string returnId) => queries.Get(ReturnName.Id(returnId), As("customer-1"), default);

    // Of returns; windows are of orders.
    private async Task<IReadOnlyList<EventRecord>> Published() => [.. (await Told()).Where(told => told.Type != V1.ReturnWindowSet.Descriptor.FullName)];

    private async Task<IReadOnlyList<EventRecord>> Told() => [.. (await outbox.Read(1000, default)).Select(row => row.Event)];

    private async Task<DueTimer> Timer()
    {
        var row = await database.Read(sql => sql.QueryFirst<TimerRow>("select key as Key, generation as Generation, due_at as DueAt from timers where kind = 'return-expiry'"));
        return new DueTimer(ReturnsStore.ExpiryTimer, row!.Key, row.Generation, Instants.FromMicros(row.DueAt));
    }

    private sealed record TimerRow
    {
        public string Key { get; init; } = "";

        public long Generation { get; init; }

        public long DueAt { get; init; }
    }
}
