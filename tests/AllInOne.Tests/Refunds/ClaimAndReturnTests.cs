using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>
/// The same units come back by a return and are claimed not to have come: whichever is first, and whatever each service has heard of the other, a unit is paid back once, for what its number is
/// worth, and its points go once.
/// </summary>
public sealed class ClaimAndReturnTests
{
    private static readonly Arbitrary<Story> Stories = (
        from lines in Gen.Zip(Gen.Choose(1, 8), Gen.Choose(0, 20_000)).NonEmptyListOf()
        from tax in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 5_000)))
        from postage in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 900)))
        from isShipped in Gen.Elements(true, false)
        from steps in Gen.ListOf(Gen.Choose(0, 9).SelectMany(line => Gen.Choose(1, 4).SelectMany(units => Gen.Elements(Enum.GetValues<Act>()).Select(act => new Step(line, units, act)))), 60)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Story([.. lines.Take(3)], tax, postage, isShipped, steps, seed)).ToArbitrary();

    private enum Act
    {
        Begin,
        HandIn,
        Drop,
        Claim,
        Replace,
        File,
        Decide,
        Ship,
        Cancel,
        GiveOff,
        Hear,
    }

    [Fact]
    public void ClaimAndReturn_OfTheSameUnits_PayEachOnce() => Prop.ForAll(Stories, Play).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>The return begins, the claim is accepted, the goods are handed in; each service hears of the other at once, or only at the end.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneOfTwo_ReturnBegunThenClaimed_IsPaidOnce(bool isHeard)
    {
        var shop = new TwoServices([(1, 1000), (1, 500)], 0, new Random(0));
        shop.Begin(0, 1);
        Assert.True(shop.Claim(0, 1, ClaimResolution.Refund));
        if (isHeard)
        {
            shop.HearAll();
        }

        shop.HandIn(0);
        Assert.Equal(isHeard ? 0 : 1000, shop.OwedMinor);
        shop.HearAll();

        Assert.Equal(1000, shop.GivenBackMinor);
        Assert.Equal(500, shop.Ledger.CostMinor);
    }

    [Fact]
    public void HandedInAndHeardOf_CannotBeClaimed()
    {
        var shop = new TwoServices([(1, 1000), (1, 500)], 0, new Random(0));
        shop.Begin(0, 1);
        shop.HandIn(0);
        shop.HearAll();

        Assert.False(shop.Claim(0, 1, ClaimResolution.Refund));
        Assert.Equal(1000, shop.GivenBackMinor);
    }

    /// <summary>Who gets another unit in its place gets no money for the first one, also when it comes back; the second one can come back as any.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReturnBegunThenReplaced_IsNotPaid_AndTheSecondUnitCanComeBack(bool isHeard)
    {
        var shop = new TwoServices([(1, 1000), (1, 500)], 0, new Random(0));
        shop.Begin(0, 1);
        Assert.True(shop.Claim(0, 1, ClaimResolution.Replacement));
        if (isHeard)
        {
            shop.HearAll();
        }

        shop.HandIn(0);
        shop.HearAll();
        Assert.Equal(0, shop.GivenBackMinor);
        if (isHeard)
        {
            shop.Ship(0, 1);
            shop.HearAll();
            Assert.True(shop.Begin(0, 1));
            shop.HandIn(1);
            shop.HearAll();
            Assert.Equal(1000, shop.GivenBackMinor);
        }
    }

    /// <summary>Two of three are in claims that were paid, the third one comes back: the rest of the line is the one's that comes last, whoever hears of it first.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ThreeReturnsAtOnce_OfALineThatIsClaimed_GiveWhatItsUnitsAreWorth(int seed)
    {
        var shop = new TwoServices([(7, 1000), (1, 500)], 0, new Random(seed));
        shop.Begin(0, 2);
        shop.Begin(0, 1);
        shop.Begin(0, 3);
        Assert.True(shop.Claim(0, 4, ClaimResolution.Refund));
        shop.HandInAll();
        shop.HearAll();

        shop.CheckAll();
        Assert.Equal(1000, shop.GivenBackMinor);
    }

    /// <summary>Some of a line is still in the warehouse when what left is claimed and comes back: what is not there yet is neither paid back, nor are its points.</summary>
    [Fact]
    public void ClaimedAndReturned_WhileOthersAreToBeShipped_LeavesThoseAlone()
    {
        var shop = new TwoServices([(3, 1000)], 0, new Random(0), isShipped: false);
        shop.Ship(0, 1);
        shop.HearAll();
        shop.Begin(0, 1);
        Assert.True(shop.Claim(0, 1, ClaimResolution.Refund));
        shop.HandIn(0);
        shop.HearAll();

        shop.CheckAll();
        Assert.Equal((333, 2), (shop.GivenBackMinor, shop.Kept(0)));
    }

    /// <summary>Who gets another unit in its place keeps the points of the first one.</summary>
    [Fact]
    public void ReturnedAndReplaced_TakesNoPoints()
    {
        var shop = new TwoServices([(2, 1000)], 0, new Random(0));
        shop.Begin(0, 1);
        Assert.True(shop.Claim(0, 2, ClaimResolution.Replacement));
        shop.HandIn(0);
        shop.HearAll();

        shop.CheckAll();
        Assert.Equal((0, 0, 2), (shop.GivenBackMinor, shop.PointsBack, shop.Kept(0)));
    }

    [Fact]
    public void AUnitInAReturn_CannotBeClaimed_UntilTheReturnEnds()
    {
        var shop = new TwoServices([(2, 1000)], 0, new Random(0));
        shop.Begin(0, 1);
        shop.HearAll();

        Assert.False(shop.File(0, 2));
        Assert.Equal("UNITS_IN_RETURN", shop.Refusal);
        Assert.False(shop.File(0, 3));
        Assert.Equal("CLAIM_EXCEEDS_DELIVERED", shop.Refusal);
        shop.Drop(0);
        shop.HearAll();
        Assert.True(shop.File(0, 2));
    }

    [Fact]
    public void AUnitInAClaim_CannotComeBack_UntilTheClaimFalls()
    {
        var shop = new TwoServices([(1, 1000)], 0, new Random(0));
        Assert.True(shop.File(0, 1));
        shop.HearAll();

        Assert.False(shop.Begin(0, 1));
        Assert.Equal("IN_CLAIM", shop.Refusal);
        shop.DecideAll(ClaimResolution.None);
        shop.HearAll();
        Assert.True(shop.Begin(0, 1));
    }

    private static void Play(Story story)
    {
        var random = new Random(story.Seed);
        var shop = new TwoServices(story.Lines, story.Tax, random, story.Postage, story.IsShipped);
        foreach (var step in story.Steps)
        {
            Do(shop, step, step.Line % story.Lines.Count, random);
            shop.Check();
        }

        shop.HearAll();
        shop.CheckAll();

        // All that is left comes back, too.
        shop.DecideAll(ClaimResolution.Refund);
        shop.DecideAll(ClaimResolution.None);
        shop.HearAll();
        shop.HandInAll();
        shop.HearAll();
        Enumerable.Range(0, story.Lines.Count).ToList().ForEach(line => shop.ShipAll(line));
        shop.HearAll();
        Enumerable.Range(0, story.Lines.Count).ToList().ForEach(line => shop.BeginAll(line));
        shop.HandInAll();
        shop.HearAll();
        shop.CheckAll();
        shop.CheckNothingIsLeft();
    }

    private static void Do(TwoServices shop, Step step, int line, Random random)
    {
        switch (step.Act)
        {
            case Act.Begin:
                shop.Begin(line, step.Units);
                break;
            case Act.HandIn:
                shop.HandIn(step.Line);
                break;
            case Act.Drop:
                shop.Drop(step.Line);
                break;
            case Act.Claim:
                shop.Claim(line, step.Units, ClaimResolution.Refund);
                break;
            case Act.Replace:
                shop.Claim(line, step.Units, ClaimResolution.Replacement);
                break;
            case Act.File:
                shop.File(line, step.Units);
                break;
            case Act.Decide:
                shop.DecideAll((ClaimResolution)random.Next(1, 4));
                break;
            case Act.Ship:
                shop.Ship(line, step.Units);
                break;
            case Act.Cancel:
                shop.Cancel(line, step.Units);
                break;
            case Act.GiveOff:
                shop.GiveOff(random.Next(1, 300));
                break;
            default:
                shop.HearSome();
                break;
        }
    }

    private sealed record Step(int Line, int Units, Act Act);

    private sealed record Story(IReadOnlyList<(int, int)> Lines, int Tax, int Postage, bool IsShipped, IReadOnlyList<Step> Steps, int Seed);
}
