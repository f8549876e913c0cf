using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Whoever tries coupon codes and card numbers, at the front door or at a checkout.</summary>
public sealed class CouponGuessTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private RunningService service = null!;
    private int holds;

    public async Task InitializeAsync()
    {
        service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path));
        await As(Role.Ops, "ops").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "alice", CardNumber = "1234" });
        await As(Role.Ops, "ops").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "bob" });
        await As(Role.Agent, "agent").Loyalty.AdjustPointsAsync(new AdjustPointsRequest { MemberId = "alice", Points = 500, Reason = "welcome" });
        await As(Role.Ops, "ops").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "ALICE-10" }, Terms = new CouponTerms { Percent = "10", MemberId = "alice", MaxRedemptions = 100 } });
        await As(Role.Ops, "ops").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { "SUMMER" }, Terms = new CouponTerms { Percent = "10", MaxRedemptions = 1000 } });
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task GetCoupon_ThreeHundredWrongCodes_AreSlowedDown_BySubjectAndByAddress_AndRightOnesAreNot()
    {
        var reasons = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Get(Role.Guest, "guest-1", $"GUESS-{i}", "203.0.113.1")));
        Assert.Equal(10, reasons.Count(reason => reason == "COUPON_UNKNOWN"));
        Assert.Equal(290, reasons.Count(reason => reason == "RATE_LIMITED"));
        Assert.Equal("RATE_LIMITED", await Get(Role.Guest, "guest-1", "SUMMER", "203.0.113.1"));

        // New guests do not help: they share an address. Customers, and tills, there have tries of their own.
        reasons = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Get(Role.Guest, $"guest-{i + 2}", $"OTHER-{i}", "203.0.113.1")));
        Assert.Equal(50, reasons.Count(reason => reason == "COUPON_UNKNOWN"));
        Assert.Null(await Get(Role.Customer, "bob", "SUMMER", "203.0.113.1"));
        Assert.Null(await Get(Role.Terminal, "till-1", "SUMMER", "203.0.113.1"));
        for (var i = 0; i < 30; i++)
        {
            Assert.Null(await Get(Role.Guest, "guest-elsewhere", "SUMMER", "203.0.113.2"));
        }
    }

    [Fact]
    public async Task PlaceCheckoutHold_WrongCodes_CountForWhoReallyAsks_TogetherWithTheFrontDoor()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("COUPON_UNKNOWN", await Get(Role.Customer, "bob", $"GUESS-{i}", "203.0.113.1"));
            Assert.Equal("COUPON_UNKNOWN", await Hold("bob", Customer("bob"), $"OTHER-{i}"));
        }

        Assert.Equal("RATE_LIMITED", await Hold("bob", Customer("bob"), "SUMMER"));
        Assert.Equal("RATE_LIMITED", await Get(Role.Customer, "bob", "SUMMER", "203.0.113.9"));
        Assert.Null(await Hold("alice", Customer("alice"), "SUMMER"));
        Assert.Null(await Hold("bob", Till, "SUMMER"));
    }

    [Fact]
    public async Task QualifyCoupons_WrongCodes_CountTogetherWithTheFrontDoor()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("COUPON_UNKNOWN", await Get(Role.Customer, "bob", $"GUESS-{i}", "203.0.113.1"));
            Assert.Equal("COUPON_UNKNOWN", await Qualify(Role.Customer, "bob", "bob", $"OTHER-{i}", "ALICE-10"));
        }

        Assert.Equal("RATE_LIMITED", await Qualify(Role.Customer, "bob", "bob", "SUMMER"));
        Assert.Null(await Qualify(Role.Customer, "bob", "bob"));
        Assert.Null(await Qualify(Role.Customer, "alice", "alice", "SUMMER", "ALICE-10"));
        Assert.Null(await Qualify(Role.Terminal, "till-1", "bob", "ALICE-10"));
        Assert.Equal("NOT_YOUR_SUBJECT", await Qualify(Role.Customer, "bob", "alice"));
    }

    [Fact]
    public async Task ReadsOfMembers_InAStore_AreNoWayToTryIds()
    {
        var till = As(Role.Terminal, "till-9");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("MEMBER_NOT_FOUND", await Reason(till.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = $"a{i}" })));
            Assert.Equal("MEMBER_NOT_FOUND", await Reason(till.Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = $"b{i}" })));
        }

        Assert.Equal("RATE_LIMITED", await Reason(till.Loyalty.ListEntriesAsync(new ListEntriesRequest { MemberId = "none" })));
        Assert.Equal("RATE_LIMITED", await Reason(till.Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "alice" })));
        Assert.Null(await Reason(As(Role.Terminal, "till-8").Loyalty.GetMemberAsync(new GetMemberRequest { MemberId = "alice" })));
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal("MEMBER_NOT_FOUND", await Reason(As(Role.Customer, "nobody").Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "nobody" })));
        }
    }

    [Fact]
    public async Task PlaceCheckoutHold_ManyRightCodesAtOnce_AreAllHeld()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Hold($"customer-{i}", Customer($"customer-{i}"), "SUMMER")));
        Assert.All(results, Assert.Null);
    }

    [Fact]
    public async Task AnotherMembersCoupon_IsUnknownToShoppers_AndNamedAtATill()
    {
        Assert.Equal(await Refusal("bob", Customer("bob"), "ALICE-10"), await Refusal("bob", Customer("bob"), "NOBODY-1") with { Code = "ALICE-10" });
        Assert.Equal("COUPON_UNKNOWN", await Get(Role.Customer, "bob", "ALICE-10", "203.0.113.1"));
        Assert.Equal("COUPON_NOT_YOURS", await Hold("bob", Till, "ALICE-10"));
        Assert.Equal("COUPON_UNKNOWN", await Hold("guest-1", new Actor { SubjectId = "guest-1", Role = Role.Guest }, "ALICE-10", isGuest: true));

        // Hers in her own cart, and for a till; not for whoever she let into it.
        Assert.Null(await Hold("alice", Customer("alice"), "ALICE-10"));
        Assert.Null(await Hold("alice", Till, "ALICE-10"));
        Assert.Equal("COUPON_UNKNOWN", await Hold("alice", Customer("bob"), "ALICE-10"));
        Assert.Equal("COUPON_UNKNOWN", await Hold("alice", new Actor { SubjectId = "alice", Role = Role.Guest }, "ALICE-10"));
    }

    [Fact]
    public async Task PointsOfTheOwner_AreNotForWhomTheyLetIn()
    {
        Assert.Equal("POINTS_NOT_YOURS", await Hold("alice", new Actor { SubjectId = "guest-thief", Role = Role.Guest }, "", points: 100));
        Assert.Equal("POINTS_NOT_YOURS", await Hold("alice", Customer("bob"), "", points: 100));
        Assert.Equal(500, (await As(Role.Customer, "alice").Loyalty.GetBalanceAsync(new GetBalanceRequest { MemberId = "alice" })).Balance.Active);
        Assert.Null(await Hold("alice", Customer("alice"), "", points: 100));
        Assert.Null(await Hold("alice", Till, "", points: 100));
        Assert.Null(await Hold("alice", new Actor { SubjectId = "agent", Role = Role.Agent }, "", points: 100));
    }

    [Fact]
    public async Task AMembersCode_TriedByManyStrangers_StillWorksForTheMember()
    {
        for (var i = 0; i < 25; i++)
        {
            Assert.Contains(await Get(Role.Customer, $"stranger-{i}", "ALICE-10", $"203.0.113.{i}"), new[] { "COUPON_UNKNOWN", "RATE_LIMITED" });
        }

        Assert.Equal("RATE_LIMITED", await Get(Role.Customer, "stranger-99", "ALICE-10", "203.0.113.99"));
        Assert.Null(await Get(Role.Customer, "alice", "ALICE-10", "203.0.113.99"));
        Assert.Null(await Hold("alice", Customer("alice"), "ALICE-10"));
    }

    [Fact]
    public async Task IssueCoupons_WithCodesThatAreTaken_CountsTogetherWithLookups()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("COUPON_CODE_TAKEN", await Issue("ALICE-10"));
            Assert.Equal("COUPON_UNKNOWN", await Get(Role.Agent, "eve", $"GUESS-{i}", "203.0.113.1"));
        }

        Assert.Equal("RATE_LIMITED", await Issue("ALICE-10"));
        Assert.Equal("RATE_LIMITED", await Issue("FRESH"));
        Assert.Equal("RATE_LIMITED", await Get(Role.Agent, "eve", "ALICE-10", "203.0.113.2"));

        async Task<string?> Issue(string code) =>
            await Reason(As(Role.Agent, "eve").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { code }, Terms = new CouponTerms { Percent = "10", MaxRedemptions = 1 } }));
    }

    [Fact]
    public async Task CardNumbers_ThatAreTaken_CannotBeTriedThrough()
    {
        var eve = As(Role.Customer, "eve");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("CARD_NUMBER_TAKEN", await Reason(eve.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "eve", CardNumber = "1234" })));
        }

        Assert.Equal("RATE_LIMITED", await Reason(eve.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "eve", CardNumber = "1234" })));
        Assert.False((await eve.Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "eve" })).AlreadyMember);
    }

    private static Actor Customer(string id) => new() { SubjectId = id, Role = Role.Customer, Channel = Channel.Web };

    private static Actor Till => new() { SubjectId = "till-1", Role = Role.Terminal, Channel = Channel.Store, StoreId = "rome-1" };

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));

    private async Task<string?> Get(Role role, string subject, string code, string address) =>
        await Reason(As(role, subject).Coupons.GetCouponAsync(new GetCouponRequest { Code = code }, new Metadata { { "x-forwarded-for", address } }));

    private async Task<string?> Qualify(Role role, string subject, string owner, params string[] codes) => await Reason(As(role, subject).Coupons.QualifyCouponsAsync(
        new QualifyCouponsRequest { OwnerId = owner, Market = "IT", CurrencyCode = "EUR", CouponCodes = { codes } }, new Metadata { { "x-forwarded-for", "203.0.113.1" } }));

    private async Task<string?> Hold(string owner, Actor actor, string code, bool isGuest = false, long points = 0) =>
        await Reason(As(Role.Service, "cart").Holds.PlaceCheckoutHoldAsync(Request(owner, actor, code, isGuest, points)));

    private async Task<(StatusCode Status, string? Reason, string Message, string Code)> Refusal(string owner, Actor actor, string code)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await As(Role.Service, "cart").Holds.PlaceCheckoutHoldAsync(Request(owner, actor, code, false, 0)));
        return (refused.StatusCode, refused.Reason(), refused.Status.Detail, refused.Detail<Google.Rpc.ErrorInfo>()!.Metadata["code"]);
    }

    private PlaceCheckoutHoldRequest Request(string owner, Actor actor, string code, bool isGuest, long points)
    {
        var request = new PlaceCheckoutHoldRequest
        {
            HoldId = $"c00-x/1/{Interlocked.Increment(ref holds)}", OwnerId = owner, OwnerIsGuest = isGuest, Market = "IT", CurrencyCode = "EUR", Points = points, Actor = actor,
            Lines = { new BasketLine { LineId = "l", Sku = "sku", Category = "home", Quantity = 1, Amount = new Money { CurrencyCode = "EUR", AmountMinor = 10_000 } } },
        };
        if (code.Length > 0)
        {
            request.CouponCodes.Add(code);
        }

        return request;
    }

    private static async Task<string?> Reason<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return null;
        }
        catch (RpcException refused)
        {
            return refused.Reason();
        }
    }
}
