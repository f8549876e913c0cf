using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Other services' events through the embedded log: twice, late and in the wrong order.</summary>
public sealed class EventFlowTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder folder = new();
    private EmbeddedEventLog log = null!;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = Path.Combine(folder.Path, "events.db") }, TimeProvider.System);
        service = await RunningService.Start(
            LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path), host: new PlatformHost { EventLog = log });
        await As(Role.Customer, "ada").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "ada" });
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Order_ReturnFirst_EventsTwice_PointsAreRight()
    {
        var resolved = Event("o1", "orders", new ReturnCounted
        {
            Origin = Origin.Live, EffectiveAt = Now(), ReturnId = "r1", OrderId = "o1", CustomerId = "ada", Lines = { new CountedLine { LineId = "l1", Quantity = 1 } },
        });
        var placed = Event("o1", "orders", Placed("o1", "ada", ""));
        var cancelled = Event("o1", "orders", new OrderCancelled
        {
            Origin = Origin.Live, EffectiveAt = Now(), OrderId = "o1", Lines = { new CancelledLine { LineId = "l2", Quantity = 1 } },
        });
        await Publish(resolved, resolved);
        await Publish(placed, placed, cancelled, cancelled);

        // 40 and 7 earned; one of two units of the first line came back, the second line was cancelled.
        await Eventually.Within(Limit, async () => Assert.Equal(20, (await Balance()).Pending));
        await Publish(placed, resolved, cancelled);
        await Publish(Event("o2", "orders", Placed("o2", "ada", "")));
        await Eventually.Within(Limit, async () => Assert.Equal(67, (await Balance()).Pending));
    }

    [Fact]
    public async Task BrokenPromise_BeforeItsOrder_Twice_CorrectedAndBrokenAgain_GivesOnce()
    {
        var generous = (await As(Role.Ops, "olga").Programs.GetProgramAsync(new GetProgramRequest { ProgramId = "default" })).Document
            .Replace("1970-01-01T00:00:00Z", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("broken_promise_points: 0", "broken_promise_points: 150", StringComparison.Ordinal);
        await As(Role.Ops, "olga").Programs.PublishProgramAsync(new PublishProgramRequest { Document = generous });
        var broken = Event("o1", "orders", new PromiseBroken { Origin = Origin.Live, EffectiveAt = Now(), OrderId = "o1", Promise = Promise(PromiseState.Broken) });
        var kept = Event("o1", "orders", new PromiseOutcomeCorrected
        {
            Origin = Origin.Live, EffectiveAt = Now(), OrderId = "o1", Promise = Promise(PromiseState.Kept), PreviousState = PromiseState.Broken,
        });
        var brokenAgain = Event("o1", "orders", new PromiseOutcomeCorrected
        {
            Origin = Origin.Live, EffectiveAt = Now(), OrderId = "o1", Promise = Promise(PromiseState.Broken), PreviousState = PromiseState.Kept,
        });
        await Publish(kept, brokenAgain, broken, broken);
        await Publish(Event("o1", "orders", Placed("o1", "ada", "")), broken, kept);
        await Eventually.Within(Limit, async () => Assert.Equal((47, 150), (await Balance() is var balance ? ((int)balance.Pending, (int)balance.Active) : default)));

        await Publish(brokenAgain, broken, Event("o2", "orders", Placed("o2", "ada", "")));
        await Eventually.Within(Limit, async () => Assert.Equal(94, (await Balance()).Pending));
        Assert.Equal(150, (await Balance()).Active);

        static DeliveryPromise Promise(PromiseState state) => new() { PromiseId = "o1~p1", State = state };
    }

    [Fact]
    public async Task GuestOrder_IsCreditedWhenTheGuestLogsIn_AndTheAppSeesIt()
    {
        using var stream = As(Role.Customer, "ada").Loyalty.WatchBalance(new WatchBalanceRequest { MemberId = "ada" });
        await stream.ResponseStream.MoveNext(default);
        await Publish(Event("o1", "orders", Placed("o1", "", "guest-1")));
        await Publish(Event("c", "cart", new GuestLinked { Origin = Origin.Live, EffectiveAt = Now(), GuestId = "guest-1", CustomerId = "ada", MergeId = "m" }));

        using var limit = new CancellationTokenSource(Limit);
        Assert.True(await stream.ResponseStream.MoveNext(limit.Token));
        Assert.Equal(47, stream.ResponseStream.Current.Balance.Pending);
    }

    [Fact]
    public async Task GiftCard_ThatAGuestBought_FollowsWhenTheGuestLogsIn()
    {
        var placed = Placed("o1", "", "guest-1");
        placed.Lines.Add(new SaleLine { LineId = "l4", Sku = "card", Quantity = 1, LineTotal = Euro(2500), NetTotal = Euro(2500), GiftCard = true });
        await Publish(Event("o1", "orders", placed));
        var bought = await Cards(Role.Guest, "guest-1");
        var printed = await Show(Role.Guest, "guest-1");
        await Publish(Event("guest-1", "cart", new GuestLinked { Origin = Origin.Live, EffectiveAt = Now(), GuestId = "guest-1", CustomerId = "ada", MergeId = "m" }));

        Assert.Equal(bought, await Cards(Role.Customer, "ada"));
        Assert.Equal(printed, await Show(Role.Customer, "ada"));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Show(Role.Customer, "bob"))).StatusCode);

        Task<string> Cards(Role role, string owner) => Eventually.Within(Limit, async () =>
            Assert.Single((await As(role, owner).Wallets.ListWalletsAsync(new ListWalletsRequest { CustomerId = owner })).Wallets).WalletId);

        async Task<ShowGiftCardResponse> Show(Role role, string owner) =>
            await As(role, owner).GiftCards.ShowGiftCardAsync(new ShowGiftCardRequest { WalletId = bought });
    }

    [Fact]
    public async Task OwnEvents_ReachTheLog_WithBalanceAndVersion()
    {
        await Publish(Event("o1", "orders", Placed("o1", "ada", "")));
        await using var subscription = log.Subscribe("test", [EventTopic]);
        var seen = new List<EventRecord>();
        await Eventually.Within(Limit, async () =>
        {
            if (await subscription.Poll(10, TimeSpan.FromMilliseconds(50), default) is { } batch)
            {
                seen.AddRange(batch.Events);
                await subscription.Commit(batch, default);
            }

            Assert.Contains(seen, record => record.Type == PointsEarned.Descriptor.FullName);
        });

        var earned = PointsEarned.Parser.ParseFrom(seen.Single(record => record.Type == PointsEarned.Descriptor.FullName).Data.Span);
        Assert.Equal(("ada", 47, 47), (earned.MemberId, (int)earned.Points, (int)earned.Balance.Pending));
        Assert.Contains(seen, record => record.Type == MemberEnrolled.Descriptor.FullName && record.Subject == "ada");
    }

    [Fact]
    public async Task OrderCancelledWhole_ASecondSale_TheirCouponsCanBeUsedAgain()
    {
        var cart = As(Role.Service, "cart");
        await As(Role.Ops, "olga").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Terms = new CouponTerms { Percent = "10" }, Codes = { "FIRST", "SECOND" } });
        foreach (var (code, hold) in new[] { ("FIRST", "c/1/1"), ("SECOND", "c/1/2") })
        {
            await cart.Holds.PlaceCheckoutHoldAsync(new PlaceCheckoutHoldRequest
            {
                HoldId = hold, OwnerId = "guest-1", OwnerIsGuest = true, CurrencyCode = "EUR", CouponCodes = { code },
                Actor = new Actor { SubjectId = "guest-1", Role = Role.Guest, Channel = Channel.Web },
                Lines = { new BasketLine { LineId = "l1", Quantity = 2, Amount = Euro(4500) } },
            });
            await cart.Holds.CommitHoldAsync(new CommitHoldRequest { HoldId = hold, OrderId = "o1" });
        }

        var placed = Placed("o1", "", "guest-1");
        placed.HoldId = "c/1/1";
        await Publish(
            Event("o1", "orders", placed),
            Event("o1", "orders", new SecondSaleRefused { Origin = Origin.Live, EffectiveAt = Now(), OrderId = "o1", HoldId = "c/1/2" }),
            Event("o1", "orders", new OrderCancelled
            {
                Origin = Origin.Live, EffectiveAt = Now(), OrderId = "o1", WholeOrder = true,
                Lines = { new CancelledLine { LineId = "l1", Quantity = 2 }, new CancelledLine { LineId = "l2", Quantity = 1 } },
            }));

        await Eventually.Within(Limit, async () =>
        {
            foreach (var code in new[] { "FIRST", "SECOND" })
            {
                Assert.Equal(0, (await cart.Coupons.GetCouponAsync(new GetCouponRequest { Code = code })).Coupon.RedeemedCount);
            }
        });
    }

    [Fact]
    public async Task TwoCustomers_WhoAreOne_HaveOneBalance_UntilThatIsUndone()
    {
        await As(Role.Customer, "bea").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "bea" });
        await As(Role.Ops, "olga").Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "bea", Points = 100, Reason = "test" });
        await Publish(Event("bea", "support", new PersonMergeUndone { Origin = Origin.Live, EffectiveAt = Now(), MergeId = "taken-back" }));
        await Publish(Event("bea", "support", new PersonMerged { Origin = Origin.Live, EffectiveAt = Now(), MergeId = "m-1", From = "bea", Into = "ada" }));
        await Publish(Event("bea", "support", new PersonMerged { Origin = Origin.Live, EffectiveAt = Now(), MergeId = "m-1", From = "bea", Into = "ada" }));

        await Eventually.Within(Limit, async () => Assert.Equal(100, (await Balance()).Active));
        var member = (await As(Role.Agent, "alf").Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "bea" })).Member;
        Assert.Equal(("ada", 100), (member.MemberId, member.Balance.Active));
        var ada = As(Role.Customer, "ada");
        var lot = Assert.Single((await ada.Ledger.ListLotsAsync(new ListLotsRequest { MemberId = "ada" })).Lots);
        Assert.StartsWith("bea/", lot.LotId, StringComparison.Ordinal);
        var hold = (await ada.Holds.HoldPointsAsync(new HoldPointsRequest { MemberId = "ada", Points = 60 })).Hold;
        Assert.Equal(40, (await ada.Holds.CaptureHoldAsync(new CaptureHoldRequest { MemberId = "ada", HoldId = hold.HoldId })).Balance.Active);
        var entries = (await ada.Loyalty.ListEntriesAsync(new ListEntriesRequest { MemberId = "ada", PageSize = 2 }));
        var rest = (await ada.Loyalty.ListEntriesAsync(new ListEntriesRequest { MemberId = "ada", PageSize = 10, PageToken = entries.NextPageToken })).Entries;
        Assert.Equal(
            [EntryKind.Capture, EntryKind.Hold, EntryKind.Merge, EntryKind.Merge, EntryKind.Adjust],
            entries.Entries.Concat(rest).Select(entry => entry.Kind));

        await Publish(Event("bea", "support", new PersonMergeUndone { Origin = Origin.Live, EffectiveAt = Now(), MergeId = "m-1" }));
        await Eventually.Within(Limit, async () => Assert.Equal(0, (await Balance()).Active));
        Assert.Equal(40, (await As(Role.Customer, "bea").Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "bea" })).Balance.Active);
    }

    [Fact]
    public async Task GuestOrder_IsTheCustomersWhoseAddressItNames_AndNotThatOfTheirNumber()
    {
        var (byNumber, byAddress) = (Placed("o1", "", "guest-1"), Placed("o2", "", "guest-2"));
        byNumber.BuyerMarks.Add(new BuyerMark { Kind = BuyerMarkKind.Phone, Key = "hers" });
        byAddress.BuyerMarks.Add(new BuyerMark { Kind = BuyerMarkKind.Email, Key = "hers" });
        await Publish(Event("o1", "orders", byNumber), Event("o2", "orders", byAddress));
        await Publish(Event("ada", "support", new IdentityLinked
        {
            Origin = Origin.Live, EffectiveAt = Now(), CustomerId = "ada", LinkId = "link", Kind = IdentityKind.Email, Assurance = IdentityAssurance.Verified, NameKey = "hers",
        }));

        await Eventually.Within(Limit, async () => Assert.Equal(47, (await Balance()).Pending));
    }

    [Fact]
    public async Task Birthday_OfAProfile_ReachesTheMember_AndNoEventSaysIt()
    {
        var key = BirthdayKeys.Of(service.App.Services.GetRequiredService<KeyedHash>(), "ada", "--02-29");
        await Publish(Event("ada", "support", new BirthdaySet { Origin = Origin.Live, EffectiveAt = Now(), CustomerId = "ada", DayKey = key }));
        await Eventually.Within(Limit, async () => Assert.Equal("--02-29", await Day()));

        await Publish(Event("ada", "support", new BirthdaySet { Origin = Origin.Live, EffectiveAt = Now(), CustomerId = "ada" }));
        await Eventually.Within(Limit, async () => Assert.Null(await Day()));

        Task<string?> Day() => service.App.Services.GetRequiredService<IDatabase>().Read(sql => sql.QueryFirst<string>("select month_day from member_birthdays where member_id = 'ada'"));
    }

    private const string EventTopic = "omnichannel.loyalty.events.v1";

    private static Timestamp Now() => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);

    private static OrderPlaced Placed(string orderId, string customerId, string guestId) => new()
    {
        Origin = Origin.Live, EffectiveAt = Now(), Channel = Channel.Store, OrderId = orderId, CustomerId = customerId, GuestId = guestId, Market = "IT",
        CurrencyCode = "EUR",
        Lines =
        {
            new SaleLine { LineId = "l1", Sku = "a", Quantity = 2, NetTotal = Euro(4050) },
            new SaleLine { LineId = "l2", Sku = "b", Quantity = 1, NetTotal = Euro(799) },
            new SaleLine { LineId = "l3", Sku = "post", Quantity = 1, NetTotal = Euro(900), NonMerchandise = true },
        },
    };

    private static Money Euro(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    private static EventRecord Event(string subject, string area, IMessage message) => new(
        $"omnichannel.{area}.events.v1", Guid.CreateVersion7().ToString(), message.Descriptor.FullName, "/omnichannel/" + area, subject, 1,
        DateTimeOffset.UtcNow, null, message.ToByteArray());

    private async Task Publish(params EventRecord[] events)
    {
        await using var publisher = log.CreatePublisher("test");
        await publisher.Publish(events, default);
    }

    private async Task<Balance> Balance() => (await As(Role.Customer, "ada").Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "ada" })).Balance;

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));
}
