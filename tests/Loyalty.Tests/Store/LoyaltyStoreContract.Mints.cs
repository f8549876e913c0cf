using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using CouponState = Omnichannel.Loyalty.Domain.CouponState;
using CouponTerms = Omnichannel.Loyalty.Domain.CouponTerms;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Codes that are made in the background.</content>
public abstract partial class LoyaltyStoreContract
{
    private CouponMints Mints => bench.Get<CouponMints>();

    // A step that does not come to its end, two processes at one step, a timer that fires after all is done: the numbers say that nothing is left out, and nothing comes twice.
    [Fact]
    public async Task Mint_ThatIsCutOffBetweenAndWithinItsSteps_MakesEachNumberOnce()
    {
        var mintId = await Mint(2_500);
        Assert.Equal(1, await bench.Tick(TimeSpan.Zero));
        Assert.Equal((1_000, MintState.Running), await Minted(mintId));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Apply(async unit =>
        {
            await CouponMinting.Step(unit, mintId);
            await unit.Sql.Flush();
            throw new InvalidOperationException("The process ends here.");
        }));
        Assert.Equal((1_000, MintState.Running), await Minted(mintId));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => bench.Apply(unit => CouponMinting.Step(unit, mintId))));
        Assert.Equal((2_500, MintState.Done), await Minted(mintId));
        await bench.Advance(TimeSpan.FromMinutes(1));

        var codes = new List<MintedCoupon>();
        while (await Mints.After(mintId, codes.Count, long.MaxValue, default) is { Count: > 0 } chunk)
        {
            Assert.InRange(chunk.Count, 1, 1_000);
            codes.AddRange(chunk);
        }

        Assert.Equal(Enumerable.Range(1, 2_500).Select(number => (long)number), codes.Select(code => code.Number));
        Assert.Equal(2_500, codes.Select(code => code.Coupon.Code).Distinct().Count());
        Assert.All(codes, code => Assert.False(CouponCodes.IsMisread(code.Coupon.Code.Replace("-", "", StringComparison.Ordinal))));
        Assert.Equal([2_500], (await bench.Published<CouponsMinted>()).Select(minted => minted.Codes));
        Assert.Empty(await bench.Published<CouponIssued>());

        // The proof misses one, whichever.
        await bench.Database.Write(sql => sql.Execute("update coupons set mint_number = 2501 where mint_number = 17"));
        Assert.Contains(await bench.Findings(), finding => finding is { Table: "coupon_mints", Field: "mint_number" });
        await bench.Database.Write(sql => sql.Execute("update coupons set mint_number = 17 where mint_number = 2501"));
    }

    [Fact]
    public async Task Mint_OfACampaignThatIsVoided_Stops_AndItsCodesAreUsedByNobody()
    {
        var mintId = await Mint(1_500);
        await bench.Tick(TimeSpan.Zero);
        var code = (await Mints.After(mintId, 999, 1_000, default)).Single().Coupon.Code;
        var hold = await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 0, code));
        Assert.Equal((1_000, "spring"), (hold.Coupons.Single().DiscountMinor, hold.Coupons.Single().CampaignId));

        await bench.Commands.SetCampaign(new CampaignTerms("spring", "", null, null) { State = CouponState.Voided, StateReason = "leaked" });
        await bench.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((1_000, MintState.Stopped), await Minted(mintId));
        Assert.Equal([(1_000, true)], (await bench.Published<CouponsMinted>()).Select(minted => ((int)minted.Codes, minted.IsStopped)));
        var other = (await Mints.After(mintId, 0, 1, default)).Single().Coupon.Code;
        Assert.Equal("COUPON_VOIDED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/2/1", 0, other))));
        Assert.Equal("CAMPAIGN_VOIDED", await Reason(() => Mint(1)));
    }

    private async Task<string> Mint(long count, string campaignId = "spring") => (await Mints.Begin(
        bench.Context(), new CouponTerms { Percent = 10, CampaignId = campaignId }, "SPRNG", count, mint => new StringValue { Value = mint.MintId })).Value;

    private async Task<(long Minted, MintState State)> Minted(string mintId)
    {
        var mint = (await Mints.Find(mintId, default))!;
        return (mint.Minted, mint.State);
    }
}
