using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Codes that are made here tell when they were mistyped, and campaigns what may be made of them.</summary>
public sealed class CouponCodesTests
{
    private readonly Random random = new(20_261_201);

    [Theory]
    [InlineData("")]
    [InlineData("W")]
    [InlineData("SPRNG")]
    [InlineData("TWENTY26")]
    public void MistypedCharacter_AndSwappedNeighbours_AreNoticed_ThePrefixIncluded(string prefix)
    {
        for (var round = 0; round < 200; round++)
        {
            var code = CouponCodes.Of(prefix, new string(random.GetItems<char>(CheckedCode.Alphabet, CheckedCode.DrawnCharacters))).Replace("-", "", StringComparison.Ordinal);
            Assert.False(CouponCodes.IsMisread(code));
            var at = random.Next(code.Length);
            var other = CheckedCode.Alphabet[(CheckedCode.Alphabet.IndexOf(code[at], StringComparison.Ordinal) + random.Next(1, 32)) % 32];
            Assert.True(CouponCodes.IsMisread(code[..at] + other + code[(at + 1)..]));

            // The first and the last character of the alphabet are the one pair that Luhn's rule cannot tell apart.
            var (left, right) = (code[at % (code.Length - 1)], code[(at % (code.Length - 1)) + 1]);
            if (left != right && !(left is '2' or 'Z' && right is '2' or 'Z'))
            {
                var swap = at % (code.Length - 1);
                Assert.True(CouponCodes.IsMisread(code[..swap] + right + left + code[(swap + 2)..]));
            }
        }
    }

    [Fact]
    public void Code_IsPrintedInGroups()
    {
        var code = CouponCodes.Of("SPRNG", "ABCDEFGHJKLMNPQ");
        Assert.StartsWith("SPRNG-ABCD-EFGH-JKLM-NPQ", code);
        Assert.Equal(25, code.Length);
        Assert.Equal(19, CouponCodes.Of("", "ABCDEFGHJKLMNPQ").Length);
    }

    [Theory]
    [InlineData("TEN")]
    [InlineData("SUMMERSALE26")]
    [InlineData("BLACKFRIDAY2026ALL")]
    [InlineData("222222222222222222222222A")]
    public void CodeOfSomebodysChoice_ThatDoesNotLookSo_IsNeverMisread(string code) => Assert.False(CouponCodes.IsMisread(code));

    [Theory]
    [InlineData("SPRNG", true)]
    [InlineData("", true)]
    [InlineData("SPRING", false)]
    [InlineData("sprng", false)]
    [InlineData("SPRNGSPRN", false)]
    [InlineData("A-B", false)]
    public void Prefix_HasTheCharactersOfCodes(string prefix, bool expected) => Assert.Equal(expected, CouponCodes.IsPrefix(prefix));

    [Fact]
    public void Mint_TakesStepsUntilAllAreMade_OrItsCampaignIsVoided()
    {
        var now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var mint = New(2_001);
        var paused = new Campaign(new CampaignTerms("spring", "", null, null) { State = CouponState.Paused }, 0, 0, 1);
        var voided = new Campaign(new CampaignTerms("spring", "", null, null) { State = CouponState.Voided }, 0, 0, 1);

        var after = mint.Step(null, now).Step(paused, now);
        Assert.Equal((2_000, MintState.Running, null), (after.Minted, after.State, after.EndedAt));
        var done = after.Step(null, now);
        Assert.Equal((2_001, MintState.Done, now), (done.Minted, done.State, done.EndedAt));
        Assert.Same(done, done.Step(voided, now.AddDays(1)));
        Assert.Equal((2_000, MintState.Stopped), (after.Step(voided, now).Minted, after.Step(voided, now).State));

        Assert.Equal("CAMPAIGN_VOIDED", Assert.IsType<CampaignVoided>(CouponMint.Begin(mint, voided, 0).Refusal).Reason);
        Assert.Equal(new CampaignFull(2_000), CouponMint.Begin(mint, null, CouponMint.MostCodes - 2_000).Refusal);
        Assert.Null(CouponMint.Begin(mint, paused, CouponMint.MostCodes - 2_001).Refusal);
    }

    [Fact]
    public void BudgetSpent_IsSaidOnce_UntilThereIsRoomAgain()
    {
        var campaign = Campaign.Decide(null, new CampaignTerms("spring", "EUR", 1_000, null)).Value;
        campaign = campaign.Use("EUR", 400);
        Assert.False(campaign.IsBudgetSpent);
        campaign = campaign.Use("EUR", 400);
        Assert.True(campaign.IsBudgetSpent);
        Assert.True(campaign.Use("EUR", 100).IsBudgetSpent);
        Assert.False(campaign.GiveBack("EUR", 400).IsBudgetSpent);
        Assert.False(Campaign.Decide(campaign, campaign.Terms with { BudgetMinor = 2_000 }).Value.IsBudgetSpent);
        var paused = campaign.Terms with { State = CouponState.Paused, StateReason = "leaked" };
        Assert.True(Campaign.Decide(campaign, paused).Value.IsBudgetSpent);
        Assert.Equal("REASON_REQUIRED", Campaign.Decide(campaign, paused with { StateReason = " " }).Refusal!.Reason);
        var voided = Campaign.Decide(campaign, paused with { State = CouponState.Voided }).Value;
        Assert.Equal("CAMPAIGN_VOIDED", Campaign.Decide(voided, campaign.Terms).Refusal!.Reason);
    }

    private static CouponMint New(long count) =>
        new() { MintId = "mint", Terms = new CouponTerms { Percent = 10, CampaignId = "spring" }, Prefix = "", Wanted = count, BegunAt = DateTimeOffset.UnixEpoch };
}
