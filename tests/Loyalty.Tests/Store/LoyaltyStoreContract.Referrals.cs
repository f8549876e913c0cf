using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using LoyaltyProgram = Omnichannel.Loyalty.Domain.LoyaltyProgram;
using MinimumOrder = Omnichannel.Loyalty.Domain.MinimumOrder;
using Referral = Omnichannel.Loyalty.Domain.Referral;
using ReferralReason = Omnichannel.Loyalty.Domain.ReferralReason;
using ReferralReward = Omnichannel.Loyalty.Domain.ReferralReward;
using ReferralState = Omnichannel.Loyalty.Domain.ReferralState;
using ReferralTerms = Omnichannel.Loyalty.Domain.ReferralTerms;
using RewardCoupon = Omnichannel.Loyalty.Domain.RewardCoupon;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Friends whom members bring.</content>
public abstract partial class LoyaltyStoreContract
{
    private static readonly ReferralTerms PointsForBoth = new()
    {
        MostRewards = 1,
        Period = Omnichannel.Loyalty.Domain.CapPeriod.Month,
        MinimumOrders = [new MinimumOrder("EUR", 3_000)],
        Referrer = new ReferralReward { Points = 500 },
        Friend = new ReferralReward { Points = 200 },
    };

    private Referrals Friends => bench.Get<Referrals>();

    [Theory]
    [InlineData("EPDW")]
    [InlineData("WDPE")]
    [InlineData("PEWD")]
    [InlineData("PPEEDDWW")]
    public async Task Referral_IsRewardedAfterTheFriendsWindow_Once_WhateverComesFirst(string order)
    {
        var code = await Offer(PointsForBoth);
        await bench.Get<Referrals>().Use(bench.Context(), new UseCode("ben", code, null), (_, _) => new Empty());
        var end = bench.Clock.Now.AddDays(10);
        foreach (var news in order)
        {
            await (news switch
            {
                'E' => bench.Enroll("ben"),
                'P' => bench.Place(bench.Order("o1", "ben", 1_000, 2_000)),
                'W' => Windows("o1", 1, ("l0", end), ("l1", end)),
                _ => bench.Deliver("o1"),
            });
            await bench.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((ReferralState.Qualified, end), ((await Only()).State, (await Only()).RewardedAt));
        Assert.Equal(0, (await bench.Points("ada")).Active);
        await bench.Advance(TimeSpan.FromDays(10));
        await bench.Deliver("o1");
        await Windows("o1", 1, ("l0", end));
        await bench.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ReferralState.Rewarded, (await Only()).State);
        Assert.Equal((500, 200), ((await bench.Points("ada")).Active, (await bench.Points("ben")).Active));
        Assert.Equal([("ben", true, 200L), ("ada", false, 500L)], (await bench.Published<ReferralRewarded>()).Select(told => (told.MemberId, told.Friend, told.Points)));
        Assert.Equal(["REFERRAL"], (await bench.Statement("ada")).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Referral_OfAnOrderThatComesBackLate_IsTakenBack_AndBecomesDebt()
    {
        var code = await Offer(PointsForBoth);
        await Bring("ben", code);
        await Buy("ben", "o1", 4_000);
        await bench.Capture("ada", await bench.Hold("ada", 450));
        await bench.Return("o1", ("l0", 1));
        await bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ReferralState.Rewarded, (await Only()).State);

        await bench.Return("o1", ("l0", 1));
        await bench.Advance(TimeSpan.FromMinutes(1));
        await bench.Return("o1", ("l0", 2));
        await bench.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((ReferralState.TakenBack, ReferralReason.OrderReturned), ((await Only()).State, (await Only()).Reason));
        Assert.Equal((0, 450), ((await bench.Points("ada")).Active, (await bench.Points("ada")).Owed));
        Assert.Equal((0, 0, 0, 0), await bench.Points("ben"));
        Assert.Equal([500L, 200L], (await bench.Published<ReferralTakenBack>()).Select(told => told.Points).OrderDescending());
    }

    [Fact]
    public async Task Referral_OfAnOrderThatComesBackInTime_WaitsForTheNext()
    {
        var code = await Offer(PointsForBoth);
        await Bring("ben", code);
        await bench.Place(bench.Order("o1", "ben", 4_000));
        await bench.Deliver("o1");
        await bench.Return("o1", ("l0", 2));
        await bench.Advance(TimeSpan.FromDays(20));
        Assert.Equal((ReferralState.Linked, ReferralReason.BelowMinimum), ((await Only()).State, (await Only()).Reason));

        await Buy("ben", "o2", 3_000);

        Assert.Equal((ReferralState.Rewarded, "o2"), ((await Only()).State, (await Only()).OrderId));
    }

    [Fact]
    public async Task Referral_OfNoOrder_Lapses()
    {
        var code = await Offer(PointsForBoth);
        await Bring("ben", code);
        await bench.Advance(TimeSpan.FromDays(90));

        Assert.Equal(ReferralState.Lapsed, (await Only()).State);
        Assert.Equal((0, 0, 0, 0), await bench.Points("ada"));
    }

    [Theory]
    [InlineData(MarkKind.Address, ReferralReason.SameAddress)]
    [InlineData(MarkKind.Payment, ReferralReason.SamePayment)]
    [InlineData(MarkKind.Contact, ReferralReason.SameContact)]
    public async Task Referral_OfOneself_IsRefusedByWhatOrdersTell_AlsoWhenItIsToldLate(MarkKind kind, ReferralReason reason)
    {
        var code = await Offer(PointsForBoth);
        await Bring("ben", code);
        await bench.Place(bench.Order("o1", "ben", 4_000) with { Marks = [new BuyerMark(kind, "k")] });
        await bench.Deliver("o1");
        await bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ReferralState.Qualified, (await Only()).State);
        await bench.Place(bench.Order("hers", "ada", 100) with { Marks = [new BuyerMark(kind, "k")] });
        await bench.Advance(TimeSpan.FromDays(20));

        Assert.Equal((ReferralState.Refused, reason), ((await Only()).State, (await Only()).Reason));
        Assert.Equal((0, 0), ((await bench.Points("ben")).Active - 40, (await bench.Points("ada")).Active));
        Assert.Equal(("ada", (int)reason), (await bench.Published<ReferralRefused>()).Select(told => (told.MemberId, (int)told.Reason)).Single());
    }

    [Fact]
    public async Task Referral_ByTheOwnCode_OnTheOwnDevice_BackAndForth_OrAfterBuying_IsRefusedAtOnce()
    {
        var code = await Offer(PointsForBoth, device: "phone");
        Assert.Equal("SELF_REFERRAL", await Reason(() => Use("ada", code)));
        Assert.Equal("SELF_REFERRAL", await Reason(() => Use("ben", code, "phone")));
        await bench.Apply(unit => PersonMarks.Seen(unit, "cleo", "phone"));
        Assert.Equal("SELF_REFERRAL", await Reason(() => Use("cleo", code)));
        await bench.Place(bench.Order("o1", "dan", 100));
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("BOUGHT_BEFORE", await Reason(() => Use("dan", code)));
        Assert.Equal("REFERRAL_CODE_NOT_FOUND", await Reason(() => Use("eve", CheckedCode.WithCheckCharacter("222222222"))));

        await Bring("fay", code);
        await Use("fay", code);
        await bench.Apply(unit => PersonMarks.Forget(unit, "cleo", "phone"));
        Assert.Equal("ALREADY_REFERRED", await Reason(async () => await Use("fay", await CodeOf("cleo"))));
        Assert.Equal("SELF_REFERRAL", await Reason(async () => await Use("ada", await CodeOf("fay"))));
        Assert.Single(await All());
    }

    [Fact]
    public async Task Referral_OfWhoBoughtBefore_AsIsToldLate_IsRefused()
    {
        var code = await Offer(PointsForBoth);
        await Bring("ben", code);
        await bench.Place(bench.Order("late", "ben", 4_000) with { PlacedAt = bench.Clock.Now.AddDays(-1) });
        await Buy("ben", "o1", 4_000);

        Assert.Equal((ReferralState.Refused, ReferralReason.BoughtBefore), ((await Only()).State, (await Only()).Reason));
    }

    [Fact]
    public async Task Referrals_BeyondTheCap_RewardTheFriendAlone_UntilThePeriodIsOver_HoweverManyAreFinalAtOnce()
    {
        var code = await Offer(PointsForBoth);
        foreach (var friend in new[] { "b1", "b2", "b3" })
        {
            await Bring(friend, code);
            await bench.Place(bench.Order($"o-{friend}", friend, 4_000));
            await bench.Deliver($"o-{friend}");
        }

        await bench.Advance(TimeSpan.FromDays(14));
        await Task.WhenAll((await All()).SelectMany(referral => new[] { referral, referral }).Select(referral => bench.Apply(unit => Friends.Review(unit, referral.ReferralId))));
        Assert.Equal(500, (await bench.Points("ada")).Active);
        foreach (var friend in new[] { "b1", "b2", "b3" })
        {
            Assert.Equal(240, (await bench.Points(friend)).Active);
        }

        Assert.Equal(2, (await All()).Count(referral => referral.Reason is ReferralReason.CapReached));

        bench.Clock.Advance(TimeSpan.FromDays(31));
        await Bring("b4", code);
        await Buy("b4", "o-b4", 4_000);
        Assert.Equal(1000, (await bench.Points("ada")).Active);
    }

    [Fact]
    public async Task Referral_PaidInCoupons_StopsThemWhenTheOrderComesBack_UnlessTheyWereUsed()
    {
        var coupon = new ReferralReward { Coupon = new RewardCoupon { CampaignId = "friends", Percent = 10, ValidDays = 30 } };
        var code = await Offer(PointsForBoth with { Referrer = coupon, Friend = coupon });
        await Bring("ben", code);
        await Buy("ben", "o1", 4_000);
        var told = await bench.Published<ReferralRewarded>();
        Assert.Equal(["friends", "friends"], (await bench.Published<CouponIssued>()).Select(issued => issued.CampaignId));
        var (bens, adas) = (told.Single(each => each.Friend).CouponCode, told.Single(each => !each.Friend).CouponCode);
        var checkout = Checkout("c/7/1", 0, adas);
        await bench.Commands.PlaceForCheckout(checkout with { Basket = checkout.Basket with { OwnerId = "ada" } });
        await bench.Return("o1", ("l0", 4));
        await bench.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ReferralState.TakenBack, (await Only()).State);
        Assert.Equal(Omnichannel.Loyalty.Domain.CouponState.Voided, (await bench.Statements.FindCoupon(bens, default))!.State);
        Assert.Equal(Omnichannel.Loyalty.Domain.CouponState.Usable, (await bench.Statements.FindCoupon(adas, default))!.State);
    }

    private async Task<string> Offer(ReferralTerms terms, string? device = null)
    {
        await Publish(LoyaltyProgram.BuiltIn() with { EffectiveFrom = bench.Clock.Now, Referral = terms });
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        return await CodeOf("ada", device);
    }

    private async Task<string> CodeOf(string memberId, string? device = null)
    {
        await bench.Enroll(memberId);
        var first = await Make();
        Assert.Equal(first, await Make());
        return first;

        async Task<string> Make() => (await Friends.MakeCode(bench.Context(), memberId, device, offer => new StringValue { Value = offer.Code })).Value;
    }

    private async Task Bring(string friendId, string code)
    {
        await bench.Enroll(friendId);
        await Use(friendId, code);
    }

    private Task Use(string friendId, string code, string? device = null) => Friends.Use(bench.Context(), new UseCode(friendId, code, device), (_, _) => new Empty());

    // Bought, delivered and kept.
    private async Task Buy(string memberId, string orderId, long amount)
    {
        await bench.Place(bench.Order(orderId, memberId, amount));
        await bench.Deliver(orderId);
        await bench.Advance(TimeSpan.FromDays(14));
        await bench.Advance(TimeSpan.FromMinutes(1));
    }

    private Task<IReadOnlyList<Referral>> All() => Friends.Page("ada", null, 100, default);

    private async Task<Referral> Only() => Assert.Single(await All());
}
