using FsCheck;
using FsCheck.Fluent;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.AllInOne.Tests.Refunds;

/// <summary>
/// The same units come back by a return and are claimed not to have come: whichever is first, and whatever each service has heard of the other, a unit is paid back once.
/// </summary>
public sealed class ClaimAndReturnTests
{
    private static readonly Arbitrary<Story> Stories = (
        from lines in Gen.Zip(Gen.Choose(1, 8), Gen.Choose(0, 20_000)).NonEmptyListOf()
        from tax in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 5_000)))
        from steps in Gen.ListOf(Gen.Choose(0, 9).SelectMany(line => Gen.Choose(1, 4).SelectMany(units => Gen.Elements(Enum.GetValues<Act>()).Select(act => new Step(line, units, act)))), 60)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Story([.. lines.Take(3)], tax, steps, seed)).ToArbitrary();

    private enum Act
    {
        Begin,
        HandIn,
        Claim,
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
            shop.ShipAgain(0, 1);
            shop.HearAll();
            Assert.True(shop.Begin(0, 1));
            shop.HandIn(1);
            shop.HearAll();
            Assert.Equal(1000, shop.GivenBackMinor);
        }
    }

    private static void Play(Story story)
    {
        var random = new Random(story.Seed);
        var shop = new TwoServices(story.Lines, story.Tax, random);
        foreach (var step in story.Steps)
        {
            var line = step.Line % story.Lines.Count;
            switch (step.Act)
            {
                case Act.Begin:
                    shop.Begin(line, step.Units);
                    break;
                case Act.HandIn:
                    shop.HandIn(step.Line);
                    break;
                case Act.Claim:
                    shop.Claim(line, step.Units, ClaimResolution.Refund);
                    break;
                default:
                    shop.HearSome();
                    break;
            }

            shop.Check();
        }

        shop.HearAll();
        shop.Check();
        Assert.InRange(shop.GivenBackMinor, shop.SettledMinor - shop.RoundingMinor, shop.SettledMinor + shop.RoundingMinor);

        // All that is left comes back, too.
        shop.HandInAll();
        Enumerable.Range(0, story.Lines.Count).ToList().ForEach(line => shop.BeginAll(line));
        shop.HandInAll();
        shop.HearAll();
        shop.Check();
        Assert.Equal(shop.Ledger.CapturedMinor, shop.GivenBackMinor);
    }

    private sealed record Step(int Line, int Units, Act Act);

    private sealed record Story(IReadOnlyList<(int, int)> Lines, int Tax, IReadOnlyList<Step> Steps, int Seed);
}
