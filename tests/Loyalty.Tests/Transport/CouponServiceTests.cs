using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Tests.Transport;

/// <summary>Coupons as their callers see them: tried on a basket, held, stopped.</summary>
public sealed class CouponServiceTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await RunningService.Start(LoyaltyApplication.Build, LoyaltySettings.Embedded(folder.Path));

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Qualify_TellsAShopperWhatCanBeUsed_AndTheCheckoutUsesIt()
    {
        await Issue("SAVE", new CouponTerms { Percent = "10" });
        await Issue("ALONE", new CouponTerms { Amount = Eur(150), Stacking = CouponStacking.Exclusive, StackingGroup = "g", GiveBack = CouponGiveBack.Never });
        await Issue("POST", new CouponTerms { FreeShipping = true, MinimumBasket = Eur(5_000) });
        var request = new QualifyCouponsRequest
        {
            OwnerId = "guest-1", Market = "IT", CurrencyCode = "EUR", CouponCodes = { "save", "alone", "post" }, Lines = { Line(2_000) }, Shipping = Eur(490),
        };

        var told = await As(Role.Guest, "guest-1").Coupons.QualifyCouponsAsync(request);
        Assert.Equal(["ALONE", "POST", "SAVE"], told.Coupons.Select(coupon => coupon.Code));
        Assert.Equal([150L, 0, 200], told.Coupons.Select(coupon => coupon.Discount?.Amount.AmountMinor ?? 0));
        Assert.Equal(("COUPON_MINIMUM_NOT_MET", "5000"), (told.Coupons[1].Refusal.Reason, told.Coupons[1].Refusal.Metadata["minimum_minor"]));
        var best = Assert.Single(told.Best);
        Assert.Equal(("SAVE", 200), (best.Code, best.Amount.AmountMinor));

        var held = await As(Role.Service, "cart").Holds.PlaceCheckoutHoldAsync(new PlaceCheckoutHoldRequest
        {
            HoldId = "c/1/1", OwnerId = "guest-1", OwnerIsGuest = true, Market = "IT", CurrencyCode = "EUR", CouponCodes = { "save", "alone" }, Lines = { Line(2_000) }, Shipping = Eur(490),
            Actor = new Actor { SubjectId = "guest-1", Role = Role.Guest },
        });
        Assert.Equal(told.Best, held.Coupons);
        Assert.Equal(["ALONE"], held.LeftOutCodes);
        var terms = (await As(Role.Ops, "ops").Coupons.GetCouponAsync(new GetCouponRequest { Code = "ALONE" })).Coupon.Terms;
        Assert.Equal((CouponStacking.Exclusive, "g", CouponGiveBack.Never), (terms.Stacking, terms.StackingGroup, terms.GiveBack));
    }

    [Fact]
    public async Task Stopped_IsToldToWhoTries_AndStaffSayWhy()
    {
        await Issue("SAVE", new CouponTerms { Percent = "10", CampaignId = "spring" });
        var agent = As(Role.Agent, "agent");
        var paused = await agent.Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "save", State = CouponState.Paused, Reason = "leaked" });
        Assert.Equal((CouponState.Paused, "leaked"), (paused.Coupon.State, paused.Coupon.StateReason));
        Assert.Equal("COUPON_PAUSED", await Try("SAVE"));

        await agent.Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "save", State = CouponState.Voided, Reason = "sold on the web" });
        Assert.Equal("COUPON_VOIDED", await Try("SAVE"));
        Assert.Equal("COUPON_VOIDED", await Refused(agent.Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "SAVE", State = CouponState.Usable, Reason = "no" })));
        Assert.Equal("COUPON_UNKNOWN", await Refused(agent.Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "NONE", State = CouponState.Usable, Reason = "no" })));
        Assert.Equal("REASON_REQUIRED", await Refused(agent.Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "SAVE", State = CouponState.Voided })));
        Assert.Equal("INVALID_FIELD", await Refused(agent.Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "SAVE", Reason = "no" })));
        Assert.Equal("ROLE_NOT_ALLOWED", await Refused(As(Role.Customer, "bob").Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "SAVE", State = CouponState.Paused, Reason = "mine" })));
    }

    [Fact]
    public async Task Campaign_SaysWhatItCost()
    {
        await Issue("SAVE", new CouponTerms { Percent = "10", CampaignId = "spring", MaxRedemptions = 9 });
        var ops = As(Role.Ops, "ops");
        Assert.Equal("CAMPAIGN_UNKNOWN", await Refused(ops.Coupons.GetCampaignAsync(new GetCampaignRequest { CampaignId = "spring" })));
        var request = new SetCampaignRequest { CampaignId = "spring", Budget = Eur(250), BudgetUses = 2 };
        await ops.Coupons.SetCampaignAsync(request);
        await ops.Coupons.SetCampaignAsync(request);
        await As(Role.Service, "cart").Holds.PlaceCheckoutHoldAsync(new PlaceCheckoutHoldRequest
        {
            HoldId = "c/1/1", OwnerId = "bob", Market = "IT", CurrencyCode = "EUR", CouponCodes = { "SAVE" }, Lines = { Line(2_000) }, Actor = new Actor { SubjectId = "bob", Role = Role.Customer },
        });

        Assert.Equal("COUPON_BUDGET_SPENT", await Try("SAVE"));
        var campaign = (await As(Role.Agent, "agent").Coupons.GetCampaignAsync(new GetCampaignRequest { CampaignId = "spring" })).Campaign;
        Assert.Equal(new CouponCampaign { CampaignId = "spring", Budget = Eur(250), BudgetUses = 2, Uses = 1, Spent = Eur(200) }, campaign);
        Assert.Equal("INVALID_FIELD", await Refused(ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring", Budget = Eur(0) })));
        Assert.Equal("INVALID_FIELD", await Refused(ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring", BudgetUses = -1 })));
        Assert.Null((await ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring" })).Campaign.Budget);
        Assert.Null(await Try("SAVE"));
    }

    private async Task<string?> Try(string code) =>
        (await As(Role.Customer, "bob").Coupons.QualifyCouponsAsync(new QualifyCouponsRequest { OwnerId = "bob", Market = "IT", CurrencyCode = "EUR", CouponCodes = { code }, Lines = { Line(2_000) } }))
        .Coupons.Single().Refusal?.Reason;

    private async Task Issue(string code, CouponTerms terms) => await As(Role.Ops, "ops").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { code }, Terms = terms });

    private LoyaltyClients As(Role role, string subject) => new(service.As(role, subject));

    private static async Task<string?> Refused<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).Reason();

    private static BasketLine Line(long amountMinor) => new() { LineId = "l", Sku = "sku", Category = "home", Quantity = 1, Amount = Eur(amountMinor) };

    private static Money Eur(long amountMinor) => new() { CurrencyCode = "EUR", AmountMinor = amountMinor };
}
