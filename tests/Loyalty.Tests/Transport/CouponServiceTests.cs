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
    public async Task ListMemberCoupons_HasAMembersOwn_PageByPage_WhateverBecameOfThem()
    {
        await As(Role.Terminal, "till").Loyalty.EnrollMemberAsync(new EnrollMemberRequest { MemberId = "eve" });
        foreach (var code in new[] { "FIRST", "SECOND", "THIRD" })
        {
            await Issue(code, new CouponTerms { Percent = "10", MemberId = "eve", CampaignId = "spring" });
        }

        await Issue("NOBODYS", new CouponTerms { Percent = "10" });
        await As(Role.Agent, "agent").Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = "SECOND", State = CouponState.Voided, Reason = "leaked" });
        var eve = As(Role.Customer, "eve").Coupons;
        var page = await eve.ListMemberCouponsAsync(new ListMemberCouponsRequest { MemberId = "eve", PageSize = 2 });
        var rest = await eve.ListMemberCouponsAsync(new ListMemberCouponsRequest { MemberId = "eve", PageSize = 2, PageToken = page.NextPageToken });

        Assert.Equal(["THIRD", "SECOND", "FIRST"], page.Coupons.Concat(rest.Coupons).Select(coupon => coupon.Code));
        Assert.Equal(("", CouponState.Voided, "10", "spring"), (rest.NextPageToken, page.Coupons[1].State, page.Coupons[1].Terms.Percent, page.Coupons[1].Terms.CampaignId));
        Assert.Empty((await As(Role.Customer, "bob").Coupons.ListMemberCouponsAsync(new ListMemberCouponsRequest { MemberId = "bob" })).Coupons);
        await Assert.ThrowsAsync<RpcException>(async () => await As(Role.Customer, "bob").Coupons.ListMemberCouponsAsync(new ListMemberCouponsRequest { MemberId = "eve" }));
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
        Assert.Equal(new CouponCampaign { CampaignId = "spring", State = CouponState.Usable, Budget = Eur(250), BudgetUses = 2, Uses = 1, Spent = Eur(200), BudgetSpent = true }, campaign);
        Assert.Equal("INVALID_FIELD", await Refused(ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring", Budget = Eur(0) })));
        Assert.Equal("INVALID_FIELD", await Refused(ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring", BudgetUses = -1 })));
        Assert.Null((await ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring" })).Campaign.Budget);
        Assert.Null(await Try("SAVE"));
    }

    [Fact]
    public async Task Campaign_IsStoppedAtOnce_ForAWhileOrForGood()
    {
        await Issue("SAVE", new CouponTerms { Percent = "10", CampaignId = "spring" });
        var ops = As(Role.Ops, "ops");
        Assert.Equal("REASON_REQUIRED", await Refused(ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring", State = CouponState.Paused })));
        await ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring", State = CouponState.Paused, Reason = "leaked" });
        Assert.Equal("COUPON_PAUSED", await Try("SAVE"));
        await ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring" });
        Assert.Null(await Try("SAVE"));
        var voided = (await ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring", State = CouponState.Voided, Reason = "sold on the web" })).Campaign;
        Assert.Equal((CouponState.Voided, "sold on the web"), (voided.State, voided.StateReason));
        Assert.Equal("COUPON_VOIDED", await Try("SAVE"));
        Assert.Equal("CAMPAIGN_VOIDED", await Refused(ops.Coupons.SetCampaignAsync(new SetCampaignRequest { CampaignId = "spring" })));
        Assert.Equal("CAMPAIGN_VOIDED", await Refused(ops.Coupons.MintCouponsAsync(new MintCouponsRequest { Terms = new CouponTerms { Percent = "10", CampaignId = "spring" }, Count = 1 })));
        Assert.Equal(["ops SetCampaign campaign:spring", "ops MintCoupons campaign:spring"], (await Audited()).Distinct());
    }

    [Fact]
    public async Task MintedCodes_AreExported_FromWhereAStreamWasCutOff_AndAreUsed()
    {
        var ops = As(Role.Ops, "ops");
        var request = new MintCouponsRequest { Terms = new CouponTerms { Percent = "10", CampaignId = "spring" }, Prefix = "SPRNG", Count = 1_001 };
        var begun = (await ops.Coupons.MintCouponsAsync(request)).Mint;
        var mint = await Eventually.Within(TimeSpan.FromSeconds(30), async () =>
        {
            var now = (await As(Role.Agent, "agent").Coupons.GetCouponMintAsync(new GetCouponMintRequest { MintId = begun.MintId })).Mint;
            return now.State is CouponMintState.Done ? now : throw new TimeoutException($"still {now}");
        });
        var all = await Export(mint.MintId, 0);
        var lines = all.Csv.Split("\r\n");

        Assert.Equal((1_001, 1_001, "SPRNG", "spring"), (mint.Minted, mint.Count, mint.Prefix, mint.Terms.CampaignId));
        Assert.Equal("number,code,state,redeemed_count,held_count", lines[0]);
        Assert.Matches("^1,SPRNG(-[2-9A-HJ-NP-Z]{4}){4},USABLE,0,0$", lines[1]);
        Assert.Equal((1_001 + 2, ""), (lines.Length, lines[^1]));
        Assert.Equal(1_001, lines[1..^1].Select(line => line.Split(',')[1]).Distinct().Count());
        Assert.Equal([1_000L, 1_001], all.Positions);
        Assert.Equal((lines[1_001] + "\r\n", 1), ((await Export(mint.MintId, 1_000)).Csv, (await Export(mint.MintId, 1_000)).Positions.Count));
        Assert.Empty((await Export(mint.MintId, 1_001)).Csv);
        Assert.Null(await Try(lines[1_001].Split(',')[1].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Equal([mint], (await ops.Coupons.ListCouponMintsAsync(new ListCouponMintsRequest { CampaignId = "spring" })).Mints);
        Assert.Empty((await ops.Coupons.ListCouponMintsAsync(new ListCouponMintsRequest { CampaignId = "winter" })).Mints);
        Assert.Contains($"ops ExportCoupons mint:{mint.MintId}", await Audited());

        using var agents = As(Role.Agent, "agent").Coupons.ExportCoupons(new ExportCouponsRequest { MintId = mint.MintId });
        Assert.Equal("ROLE_NOT_ALLOWED", (await Assert.ThrowsAsync<RpcException>(() => agents.ResponseStream.MoveNext())).Reason());
        Assert.Equal("COUPON_MINT_UNKNOWN", await Refused(ops.Coupons.GetCouponMintAsync(new GetCouponMintRequest { MintId = "none" })));
        foreach (var (bad, reason) in new (Action<MintCouponsRequest>, string)[]
        {
            (mint => mint.Count = 0, "INVALID_FIELD"), (mint => mint.Count = 1_000_001, "INVALID_FIELD"), (mint => mint.Prefix = "SPRING", "INVALID_FIELD"), (mint => mint.Prefix = "TTTTTTTTT", "INVALID_FIELD"),
            (mint => mint.Terms.CampaignId = "", "COUPON_TERMS_INVALID"), (mint => mint.Terms.MemberId = "ada", "COUPON_TERMS_INVALID"), (mint => mint.Terms = null, "COUPON_TERMS_INVALID"),
            (mint => mint.Count = 999_000, "CAMPAIGN_FULL"),
        })
        {
            var wrong = request.Clone();
            bad(wrong);
            Assert.Equal(reason, await Refused(ops.Coupons.MintCouponsAsync(wrong)));
        }
    }

    // Whoever mistypes a code is told so, as often as it takes; nobody looks for it, and their tries are still there.
    [Fact]
    public async Task MistypedCode_IsNoWrongTry_WhereverItComes()
    {
        var code = (await As(Role.Ops, "ops").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Count = 1, Terms = new CouponTerms { Percent = "10" } })).Coupons[0].Code;
        var typed = code[..^1] + (code[^1] == '7' ? '8' : '7');
        var bob = As(Role.Customer, "bob");
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal("COUPON_CODE_MISREAD", await Refused(bob.Coupons.GetCouponAsync(new GetCouponRequest { Code = typed })));
        }

        Assert.Equal("COUPON_CODE_MISREAD", await Refused(bob.Coupons.QualifyCouponsAsync(new QualifyCouponsRequest { OwnerId = "bob", Market = "IT", CurrencyCode = "EUR", CouponCodes = { code, typed }, Lines = { Line(2_000) } })));
        Assert.Equal("COUPON_CODE_MISREAD", await Refused(As(Role.Ops, "ops").Coupons.SetCouponStateAsync(new SetCouponStateRequest { Code = typed, State = CouponState.Voided, Reason = "lost" })));
        Assert.Equal("COUPON_CODE_MISREAD", await Refused(As(Role.Ops, "ops").Coupons.IssueCouponsAsync(new IssueCouponsRequest { Codes = { typed }, Terms = new CouponTerms { Percent = "10" } })));
        Assert.Equal("COUPON_CODE_MISREAD", await Refused(As(Role.Service, "cart").Holds.PlaceCheckoutHoldAsync(new PlaceCheckoutHoldRequest
        {
            HoldId = "c/1/1", OwnerId = "bob", Market = "IT", CurrencyCode = "EUR", CouponCodes = { typed }, Lines = { Line(2_000) }, Actor = new Actor { SubjectId = "bob", Role = Role.Customer },
        })));
        Assert.Null(await Try(code));
    }

    private async Task<(string Csv, List<long> Positions)> Export(string mintId, long after)
    {
        var (csv, positions) = ("", new List<long>());
        using var export = As(Role.Ops, "ops").Coupons.ExportCoupons(new ExportCouponsRequest { MintId = mintId, AfterPosition = after });
        await foreach (var chunk in export.ResponseStream.ReadAllAsync())
        {
            csv += chunk.Csv;
            positions.Add(chunk.Position);
        }

        return (csv, positions);
    }

    private async Task<IReadOnlyList<string>> Audited()
    {
        await using var database = new Platform.Storage.SqliteDatabase(Path.Combine(folder.Path, "loyalty.db"));
        return await database.Read(sql => sql.Query<string>("select staff_id || ' ' || replace(rpc, 'omnichannel.loyalty.v1.CouponService/', '') || ' ' || subject from audit order by seq"));
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
