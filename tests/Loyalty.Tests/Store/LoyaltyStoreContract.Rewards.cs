using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using CouponState = Omnichannel.Loyalty.Domain.CouponState;
using LoyaltyProgram = Omnichannel.Loyalty.Domain.LoyaltyProgram;
using Reward = Omnichannel.Loyalty.Domain.Reward;
using Tier = Omnichannel.Loyalty.Domain.Tier;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Coupons for points.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Reward_TakesPointsAndGivesACoupon_BothOrNeither_HoweverManyAtOnce()
    {
        await WithRewards();
        await bench.Enroll("m");
        await bench.Give("m", 1_000);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Record.ExceptionAsync(() => Redeem("m", "ten"))));

        Assert.Equal(2, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.Equal("INSUFFICIENT_POINTS", Assert.IsType<RefusedException>(outcome).Refusal.Reason));
        Assert.Equal((0, 200, 0, 0), await bench.Points("m"));
        Assert.Equal(2, (await bench.Published<CouponIssued>()).Count);
        Assert.Equal([400L, 400], (await bench.Published<PointsCaptured>()).Select(captured => captured.Points));
        var code = (await bench.Published<CouponIssued>())[0].Code;
        var hold = await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 0, code));
        Assert.Equal(500, hold.Coupons.Single().DiscountMinor);
    }

    [Fact]
    public async Task Reward_IsRefused_WhereTheProgramOrItsCampaignSaysSo()
    {
        await WithRewards();
        await bench.Enroll("m");
        await bench.Give("m", 1_000);

        Assert.Equal("REWARD_UNKNOWN", await Reason(() => Redeem("m", "none")));
        Assert.Equal("REWARD_NOT_FOR_TIER", await Reason(() => Redeem("m", "top")));
        Assert.Equal("MEMBER_NOT_FOUND", await Reason(() => Redeem("nobody", "ten")));
        await bench.Commands.SetCampaign(new CampaignTerms("rewards", "", null, null) { State = CouponState.Paused, StateReason = "sold out" });
        Assert.Equal("REWARD_STOPPED", await Reason(() => Redeem("m", "ten")));
        Assert.Equal((0, 1_000, 0, 0), await bench.Points("m"));
        Assert.Empty(await bench.Published<CouponIssued>());
    }

    [Fact]
    public async Task Reward_IsHandedBack_OnceAndUnused_InItsDays()
    {
        await WithRewards();
        await bench.Enroll("m");
        await bench.Enroll("other");
        await bench.Give("m", 2_000);
        var (unused, held, late) = (await Redeem("m", "ten"), await Redeem("m", "ten"), await Redeem("m", "ten"));
        var never = await Redeem("m", "post");
        await Coupon("GIVEN", new Omnichannel.Loyalty.Domain.CouponTerms { Percent = 10, MemberId = "m" });
        await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 0, held));
        Assert.Equal((0, 700, 0, 0), await bench.Points("m"));

        Assert.Equal("COUPON_UNKNOWN", await Reason(() => HandBack("other", unused)));
        Assert.Equal("COUPON_UNKNOWN", await Reason(() => HandBack("m", "GIVEN")));
        Assert.Equal("COUPON_UNKNOWN", await Reason(() => HandBack("m", "NONE")));
        Assert.Equal("COUPON_USED", await Reason(() => HandBack("m", held)));
        Assert.Equal("REWARD_NOT_RETURNABLE", await Reason(() => HandBack("m", never)));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Record.ExceptionAsync(() => HandBack("m", unused.Replace("-", "", StringComparison.Ordinal)))));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal((0, 1_100, 0, 0), await bench.Points("m"));
        Assert.Equal("COUPON_VOIDED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/2/1", 0, unused))));

        // Under the version by which it was had, to the end of its last day.
        await Publish(Programme() with { Rewards = [] });
        await bench.Commands.ReleaseCheckout("c/1/1");
        await HandBack("m", held);
        await bench.Advance(TimeSpan.FromDays(6));
        Assert.Equal("REWARD_NOT_RETURNABLE", await Reason(() => HandBack("m", late)));
        Assert.Equal((0, 1_500, 0, 0), await bench.Points("m"));
    }

    // It is not used up, and it is nobody's who was let into the cart.
    [Fact]
    public async Task EarlyAccess_IsTheMembers_WhileTheirCouponIsGood()
    {
        await WithRewards();
        await bench.Enroll("m");
        await bench.Give("m", 1_000);
        Assert.Equal("EARLY_ACCESS_REQUIRED", await Reason(() => bench.Commands.PlaceForCheckout(Early("c/1/1"))));
        var code = await Redeem("m", "drop");
        await bench.Commands.PlaceForCheckout(Early("c/1/2"));
        await bench.Commands.Commit("c/1/2", "o");
        await bench.Commands.PlaceForCheckout(Early("c/2/1", Asker.Staff));
        Assert.Equal("EARLY_ACCESS_REQUIRED", await Reason(() => bench.Commands.PlaceForCheckout(Early("c/3/1", Asker.Joined))));
        Assert.Equal("EARLY_ACCESS_REQUIRED", await Reason(() => bench.Commands.PlaceForCheckout(Early("c/3/2", ids: ["drop", "other"]))));
        var guests = Early("c/3/3");
        Assert.Equal("EARLY_ACCESS_REQUIRED", await Reason(() => bench.Commands.PlaceForCheckout(guests with { Basket = guests.Basket with { OwnerIsGuest = true } })));
        Assert.Equal("COUPON_NOT_APPLICABLE", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/3/4", 0, code))));
        Assert.Equal((0, 0), await Uses(code));

        await bench.Commands.SetCoupon(code, CouponState.Voided, "by mistake");
        Assert.Equal("EARLY_ACCESS_REQUIRED", await Reason(() => bench.Commands.PlaceForCheckout(Early("c/4/1"))));
        await bench.Commands.PlaceForCheckout(Early("c/1/2"));

        CheckoutHoldCommand Early(string holdId, Asker asker = Asker.Owner, string[]? ids = null)
        {
            var command = Checkout(holdId, 0);
            return command with { Basket = command.Basket with { Asker = asker, EarlyAccessIds = ids ?? ["drop"] } };
        }
    }

    private async Task WithRewards()
    {
        await Publish(Programme());
        await bench.Advance(TimeSpan.FromMinutes(2));
    }

    private LoyaltyProgram Programme() => LoyaltyProgram.BuiltIn() with
    {
        EffectiveFrom = bench.Clock.Now.AddMinutes(1),
        Tiers = [new Tier { TierId = "basic" }, new Tier { TierId = "top", Threshold = 1_000_000 }],
        Rewards =
        [
            new Reward { RewardId = "ten", Points = 400, AmountMinor = 500, CurrencyCode = "EUR", CampaignId = "rewards", ValidDays = 30, ReturnDays = 5 },
            new Reward { RewardId = "post", Points = 100, FreeShipping = true },
            new Reward { RewardId = "drop", Points = 10, EarlyAccessId = "drop" },
            new Reward { RewardId = "top", Points = 1, Percent = 50, TierIds = ["top"] },
        ],
    };

    private async Task<string> Redeem(string memberId, string rewardId) => (await bench.Get<Rewards>().Redeem(
        bench.Context(), memberId, rewardId, SalesChannel.Web, (coupon, _) => new StringValue { Value = coupon.Code })).Value;

    private Task HandBack(string memberId, string code) =>
        bench.Get<Rewards>().Return(bench.Context(), memberId, code, SalesChannel.Web, (coupon, _) => new StringValue { Value = coupon.Code });
}
