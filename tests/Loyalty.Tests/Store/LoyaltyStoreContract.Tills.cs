using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Members at tills.</content>
public abstract partial class LoyaltyStoreContract
{
    private static readonly Till First = new("store-1", "till-1");
    private static readonly Till Elsewhere = new("store-2", "till-9");

    [Fact]
    public async Task Code_ShownToTwentyTillsAtOnce_ProvesOnce()
    {
        await bench.Enroll("m");
        var code = await Code("m");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Record.ExceptionAsync(() => Prove("m", code, new Till("store-1", $"till-{i}")))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal("CODE_USED", Assert.IsAssignableFrom<RefusedException>(error).Refusal.Reason));
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await Prove("m", await Code("m"), First);
        Assert.Equal("CODE_USED", await Reason(() => Prove("m", code, First)));
    }

    [Fact]
    public async Task Code_OfADeviceThatWasLost_IsOver_AndSoAreItsProofs()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);
        var lost = await Secret("m");
        var presence = await Prove("m", await Code("m"), First);

        await bench.Commands.RenewCode(bench.Context(), "m", _ => new Empty());
        bench.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("PRESENCE_NOT_PROVED", await Reason(() => Prove("m", RotatingCode.At(lost, RotatingCode.StepAt(bench.Clock.Now)), First)));
        Assert.Equal("PRESENCE_NOT_VALID", await Reason(() => HoldAt(First, "m", 10, presence)));
        await HoldAt(First, "m", 10, await Prove("m", await Code("m"), First));
    }

    // Nobody says who they are: the receipt's order names the hold, and gives back what it used.
    [Fact]
    public async Task CouponAtATill_WithoutAMember_IsUsedByItsReceipt_AndComesBackWithIt()
    {
        await Coupon("TEN", new CouponTerms { Percent = 10, MaxRedemptions = 9 });
        var basket = Basket.OfNobody("IT", "EUR", [new EarningLine("l0", "sku0", "home", 4, 10_000, true)]);
        var named = await HoldAt(First, "", 0, "", basket, "TEN");
        var captured = await HoldAt(First, "", 0, "", basket, "TEN");
        await HoldAt(First, "", 0, "", basket, "TEN");
        Assert.Equal((0, 3), await Uses("TEN"));
        Assert.Equal("HOLD_NOT_YOURS", await Reason(() => CaptureAt(Elsewhere, "", captured.HoldId, "r-1")));
        Assert.Equal("HOLD_NOT_FOUND", await Reason(() => CaptureAt(First, "m", captured.HoldId, "r-1")));
        await CaptureAt(First, "", captured.HoldId, "r-1");
        await CaptureAt(First, "", captured.HoldId, "r-1");
        await bench.Place(bench.Order("r-2", null, 9_000) with { StoreId = "store-1", HoldId = named.HoldId });
        await bench.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal((2, 0), await Uses("TEN"));

        await bench.Place(bench.Order("r-1", null, 9_000) with { StoreId = "store-1", HoldId = captured.HoldId });
        await Cancel("r-1", 4, callsOff: true);
        await Cancel("r-1", 4, callsOff: true);
        Assert.Equal((1, 0), await Uses("TEN"));
        Assert.All(await bench.Published<Omnichannel.Loyalty.V1.CouponRedeemed>(), redeemed => Assert.Equal("", redeemed.CustomerId + redeemed.GuestId));
        Assert.Empty(await bench.Published<Omnichannel.Loyalty.V1.OrderHoldRefused>());
    }

    [Fact]
    public async Task Till_HoldsOnlyForAMemberWhoIsThere_AndResolvesOnlyWhatItsStoreHeld()
    {
        await bench.Enroll("m");
        await bench.Enroll("other");
        await bench.Give("m", 1000);
        await bench.Give("other", 1000);
        var presence = await Prove("m", await Code("m"), First);

        Assert.Equal("PRESENCE_REQUIRED", await Reason(() => HoldAt(First, "m", 10, "")));
        Assert.Equal("PRESENCE_NOT_VALID", await Reason(() => HoldAt(First, "m", 10, "p-unknown")));
        Assert.Equal("PRESENCE_NOT_VALID", await Reason(() => HoldAt(First, "other", 10, presence)));
        Assert.Equal("PRESENCE_NOT_VALID", await Reason(() => HoldAt(Elsewhere, "m", 10, presence)));
        var held = await HoldAt(First, "m", 600, presence);
        var own = await bench.Hold("m", 300);

        // Another till of the store goes on with it.
        Assert.Equal("HOLD_NOT_YOURS", await Reason(() => CaptureAt(Elsewhere, "m", held, "r-1")));
        Assert.Equal("HOLD_NOT_YOURS", await Reason(() => CaptureAt(First, "m", own, "r-1")));
        Assert.Equal("HOLD_NOT_YOURS", await Reason(() => bench.Commands.Release(bench.Context(), "m", own, First, (_, _) => new Empty())));
        Assert.Equal("HOLD_NOT_FOUND", await Reason(() => CaptureAt(First, "other", held, "r-1")));
        await CaptureAt(new Till("store-1", "till-2"), "m", held, "r-1");
        Assert.Equal((0, 100, 300, 0), await bench.Points("m"));

        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("PRESENCE_NOT_VALID", await Reason(() => HoldAt(First, "m", 10, presence)));
    }

    [Fact]
    public async Task Card_IsWorthSoMuchADay_HoweverManyTillsScanItAtOnce()
    {
        await bench.Enroll("m");
        await bench.Give("m", 5000);
        var presence = await Prove("m", null, First);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() => HoldAt(First, "m", 100, presence))));

        Assert.Equal(5, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal(new CardLimit(500, 0), Assert.IsAssignableFrom<RefusedException>(error).Refusal));

        // What is given back can be held again; the next day has its own points, and a code is worth all.
        await bench.Advance(TimeSpan.FromMinutes(15));
        await HoldAt(First, "m", 500, await Prove("m", null, First));
        Assert.Equal(new CardLimit(500, 0), (await Assert.ThrowsAsync<RefusedException>(() => HoldAtNew(null, 1))).Refusal);
        await HoldAtNew(await Code("m"), 3000);
        await bench.Advance(TimeSpan.FromHours(12));
        await HoldAtNew(null, 500);

        async Task HoldAtNew(string? code, long points) => await HoldAt(First, "m", points, await Prove("m", code, First));
    }

    [Fact]
    public async Task Receipt_HasOneHold_AndACaptureAnswersItself()
    {
        await bench.Enroll("m");
        await bench.Give("m", 1000);
        var presence = await Prove("m", await Code("m"), First);
        var (one, two) = (await HoldAt(First, "m", 100, presence), await HoldAt(First, "m", 100, presence));

        var outcomes = await Task.WhenAll(new[] { one, two, one, two }.Select(hold => Record.ExceptionAsync(() => CaptureAt(First, "m", hold, "r-1"))));

        Assert.Equal(2, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal("RECEIPT_TAKEN", Assert.IsAssignableFrom<RefusedException>(error).Refusal.Reason));
        Assert.Equal((0, 800, 100, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Sale_WithPointsAndACoupon_EarnsByWhatWasPaid_AndGivesBackByThePart()
    {
        await bench.Enroll("m");
        await bench.Give("m", 1000);
        await bench.Commands.Issue(bench.Context(), new CouponTerms { Percent = 10, MemberId = "m" }, ["TEN"], 0, _ => new Empty());
        var basket = new Basket("m", false, "IT", "EUR", [new EarningLine("l0", "sku0", "home", 4, 4000, true), new EarningLine("l1", "sku1", "home", 1, 1000, true)], 0) { Asker = Asker.Staff };
        var hold = await HoldAt(First, "m", 500, await Prove("m", await Code("m"), First), basket, "TEN");
        var shares = HoldSteps.SharesOf(hold, basket);
        Assert.Equal((500, 500), (shares.Sum(share => share.Points), shares.Sum(share => share.AmountMinor)));
        Assert.Equal(500, hold.Coupons[0].DiscountMinor);

        await CaptureAt(First, "m", hold.HoldId, "o1");
        await bench.Place(Sold("o1", hold.HoldId, shares));
        Assert.Equal((40, 500, 0, 0), await bench.Points("m"));
        Assert.Equal(1, (await bench.Statements.FindCoupon("TEN", default))!.RedeemedCount);

        await bench.Return("o1", ("l0", 1));
        var (pending, active, _, _) = await bench.Points("m");
        Assert.Equal((32, 600), (pending, active));
        await bench.Apply(unit => bench.Orders.Return(unit, Rest("o1", ("l0", 3), ("l1", 1))));
        Assert.Equal((0, 1000, 0, 0), await bench.Points("m"));
        Assert.Equal(0, (await bench.Statements.FindCoupon("TEN", default))!.RedeemedCount);
    }

    [Fact]
    public async Task Sale_ThatComesBeforeItsCapture_CapturesItsHold()
    {
        await bench.Enroll("m");
        await bench.Give("m", 1000);
        var hold = await HoldAt(First, "m", 500, await Prove("m", await Code("m"), First));

        await bench.Place(Sold("o1", hold, [new PointsShare("l0", 300, 300)]));
        Assert.Equal((40, 700, 0, 0), await bench.Points("m"));
        await CaptureAt(First, "m", hold, "o1", 300);
        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(() => CaptureAt(First, "m", hold, "o2", 300)));
        await bench.Return("o1", ("l0", 4));
        Assert.Equal((8, 1000, 0, 0), await bench.Points("m"));
    }

    /// <summary>What a till may not name: each is told, and pays for nothing.</summary>
    [Theory]
    [InlineData("unknown", "HOLD_NOT_FOUND")]
    [InlineData("elsewhere", "HOLD_NOT_YOURS")]
    [InlineData("own", "HOLD_NOT_YOURS")]
    [InlineData("released", "HOLD_RELEASED")]
    [InlineData("expired", "HOLD_EXPIRED")]
    [InlineData("repeated", "HOLD_ALREADY_CAPTURED")]
    [InlineData("checkout", "CHECKOUT_HOLD")]
    public async Task Sale_WithAHoldThatIsNotItsOwn_GivesNothingBack_AndIsTold(string which, string reason)
    {
        await bench.Enroll("m");
        await bench.Give("m", 1000);
        var till = which == "elsewhere" ? Elsewhere : First;
        var hold = which switch
        {
            "unknown" => "h-unknown",
            "own" => await bench.Hold("m", 100),
            "checkout" => (await bench.Commands.PlaceForCheckout(
                new CheckoutHoldCommand("c/1/1", new Basket("m", false, "IT", "EUR", [new EarningLine("l0", "s", "", 1, 1000, true)], 0), [], 100, SalesChannel.Web, "hash"))).HoldId,
            _ => await HoldAt(till, "m", 100, await Prove("m", await Code("m"), till)),
        };
        if (which == "released")
        {
            await bench.Release("m", hold);
        }
        else if (which == "expired")
        {
            await bench.Advance(TimeSpan.FromMinutes(15));
        }
        else if (which == "repeated")
        {
            await CaptureAt(First, "m", hold, "o1");
        }

        var before = await bench.Points("m");
        await bench.Place(Sold("o9", hold, [new PointsShare("l0", 100, 100)]));
        await bench.Return("o9", ("l0", 4), ("l1", 1));

        Assert.Equal(before, await bench.Points("m"));
        var told = Assert.Single(await bench.Published<V1.OrderHoldRefused>());
        Assert.Equal(("o9", hold, "m", reason), (told.OrderId, told.HoldId, told.MemberId, told.Reason));
    }

    [Fact]
    public async Task Phone_IsWhoseItWasVerifiedLast()
    {
        await bench.Enroll("m");
        await bench.Enroll("other");
        Assert.Null(await bench.Get<Presences>().FindByPhone("key", default));

        await bench.Apply(unit => VerifiedNames.Link(unit, new VerifiedName(NameKind.Phone, "key", "m", "link-1", bench.Clock.Now)));
        Assert.Equal("m", (await bench.Get<Presences>().FindByPhone("key", default))!.View.Member.MemberId);
        await bench.Apply(unit => VerifiedNames.Link(unit, new VerifiedName(NameKind.Phone, "key", "other", "link-2", bench.Clock.Now.AddMinutes(1))));
        await bench.Apply(unit => VerifiedNames.Link(unit, new VerifiedName(NameKind.Phone, "key", "m", "link-1", bench.Clock.Now)));
        await bench.Apply(unit => VerifiedNames.Unlink(unit, "link-1"));
        Assert.Equal("other", (await bench.Get<Presences>().FindByPhone("key", default))!.View.Member.MemberId);
        await bench.Apply(unit => VerifiedNames.Unlink(unit, "link-2"));
        Assert.Null(await bench.Get<Presences>().FindByPhone("key", default));
    }

    private static ReturnedUnits Rest(string orderId, params (string Line, long Quantity)[] lines) =>
        new(orderId, null, DateTimeOffset.UnixEpoch.AddYears(57), false, SalesChannel.Store, [.. lines.Select(line => new ReturnedLine(line.Line, line.Quantity))])
        {
            NewsId = "rest",
            CallsOrderOff = true,
        };

    private PlacedOrder Sold(string orderId, string holdId, IReadOnlyList<PointsShare> shares) => bench.Order(orderId, "m", 3200, 800) with
    {
        StoreId = "store-1",
        HoldId = holdId,
        Lines = [new EarningLine("l0", "sku0", "home", 4, 3200, true), new EarningLine("l1", "sku1", "home", 1, 800, true)],
        Redemptions = [.. shares.Select(share => new RedeemedLine(share.LineId, share.LineId == "l0" ? 4 : 1, share.Points))],
    };

    private async Task<byte[]> Secret(string memberId) => (await bench.Get<Presences>().Provision(memberId, default))!.Value.Secret;

    private async Task<string> Code(string memberId) => RotatingCode.At(await Secret(memberId), RotatingCode.StepAt(bench.Clock.Now));

    private async Task<string> Prove(string memberId, string? code, Till till) =>
        (await bench.Commands.Prove(bench.Context(), memberId, code, till, proved => new StringValue { Value = proved.Presence.PresenceId })).Value;

    private async Task<string> HoldAt(Till till, string memberId, long points, string presence) => (await HoldAt(till, memberId, points, presence, null)).HoldId;

    private async Task<Hold> HoldAt(Till till, string memberId, long points, string presence, Basket? basket, params string[] codes)
    {
        Hold? placed = null;
        await bench.Commands.Hold(
            bench.Context(),
            new HoldCommand(memberId, points, "", TimeSpan.FromMinutes(15), "EUR", SalesChannel.Store) { Till = till, PresenceId = presence, Basket = basket, CouponCodes = codes },
            (hold, _) =>
            {
                placed = hold;
                return new Empty();
            });
        return placed!;
    }

    private Task CaptureAt(Till till, string memberId, string holdId, string orderId, long points = 0) => bench.Commands.Capture(
        bench.Context(), new CaptureCommand(memberId, holdId, points, SalesChannel.Store) { Till = till, OrderId = orderId }, (_, _) => new Empty());
}
