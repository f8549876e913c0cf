using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>A tier follows from the orders that count, from the program and from time, and from nothing else.</summary>
public sealed class TierProgressTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(500);
    private static readonly LoyaltyProgram ByPoints = LoyaltyProgram.BuiltIn();

    private static readonly long Today = CountedDay.DayOf(Now);
    private static readonly LoyaltyProgram WithoutGrace = ByPoints with { Tiers = [.. ByPoints.Tiers.Select(tier => tier with { GraceDays = 0 })] };

    private static readonly LoyaltyProgram ByOrders = ByPoints with
    {
        Tiers = [.. ByPoints.Tiers.Select((tier, i) => tier with { Metric = TierMetric.Orders, Threshold = i * 2_000, WindowDays = 100 * (i + 1), GraceDays = 10 * i })],
    };

    [Fact]
    public void Tiers_UpAtOnce_DownOneStepAfterGrace()
    {
        var gold = Look(Member("basic"), Now, Points(6000));
        var atRisk = Look(gold, Now.AddDays(400));
        var still = Look(atRisk, Now.AddDays(410));
        var silver = Look(still, Now.AddDays(430));
        var saved = Look(atRisk, Now.AddDays(405), Points(5000));

        Assert.Equal("gold", gold.TierId);
        Assert.Equal(("gold", Now.AddDays(430)), (atRisk.TierId, atRisk.TierAtRiskAt));
        Assert.Equal("gold", still.TierId);
        Assert.Equal(("silver", Now.AddDays(460)), (silver.TierId, silver.TierAtRiskAt));
        Assert.Equal(("gold", null), (saved.TierId, saved.TierAtRiskAt));

        static Member Look(Member member, DateTimeOffset at, long points = 0) =>
            new TierProgress(ByPoints, [ByPoints], points == 0 ? [] : [new CountedDay(CountedDay.DayOf(at) - 1, points, points)], at).Review(member).Member;

        static long Points(long points) => points;
    }

    [Fact]
    public void Reached_IsWhatCountsInEachWindow_InWhateverOrderItIsRead() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        foreach (var program in new[] { ByPoints, ByOrders })
        {
            var progress = Of(program, history, Now);
            Assert.Equal(progress.Reached, Of(program, [.. history.Reverse()], Now).Reached);
            for (var i = 1; i < program.Tiers.Count; i++)
            {
                Assert.Equal(history.Where(day => day.Day >= Today - program.Tiers[i].WindowDays).Sum(day => day.Kept), progress.Reached[i]);
            }

            // What no tier looks back to need not be read.
            var recent = history.Where(day => CountedDay.StartOf(day.Day) >= TierProgress.ReadsFrom(program, Now)).ToArray();
            Assert.All(program.Tiers, tier => Assert.Equal(progress.Review(Member(tier.TierId)), Of(program, recent, Now).Review(Member(tier.TierId))));
        }
    }));

    [Fact]
    public void Review_LiftsAtOnce_LowersOneStepAndOnlyAfterGrace() => Check.One(Quick, Prop.ForAll(Kept().ToArbitrary(), Members().ToArbitrary(), (history, member) =>
    {
        foreach (var program in new[] { ByPoints, ByOrders })
        {
            var progress = Of(program, history, Now);
            var outcome = progress.Review(member);
            var (before, after) = (program.TierIndex(member.TierId), program.TierIndex(outcome.Member.TierId));
            Assert.Equal(progress.Qualified > before, after > before);
            Assert.True(after >= before ? after == Math.Max(before, progress.Qualified) : after == before - 1 && member.TierAtRiskAt <= Now);
            Assert.Equal(progress.Qualified < after, outcome.Member.TierAtRiskAt is not null);
            Assert.Equal(before == after ? null : new TierMove(member.TierId, outcome.Member.TierId, after > before), outcome.Move);
            Assert.Equal(before == after ? member.TierSince : Now, outcome.Member.TierSince);
        }
    }));

    [Fact]
    public void Review_Twice_IsOnce() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), Members().ToArbitrary(), (history, member) =>
    {
        foreach (var program in new[] { ByPoints, ByOrders, WithoutGrace })
        {
            var progress = Of(program, history, Now);
            var once = progress.Review(member).Member;
            Assert.Equal((once, null), (progress.Review(once).Member, progress.Review(once).Move));
        }
    }));

    [Fact]
    public void LookAgainAt_IsTheFirstMomentAtWhichTimeAloneChangesTheTier() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), Members().ToArbitrary(), (history, member) =>
    {
        foreach (var program in new[] { ByPoints, ByOrders, WithoutGrace })
        {
            var outcome = Of(program, history, Now).Review(member);
            var end = outcome.LookAgainAt;
            foreach (var moment in Enumerable.Range(1, 40).Select(i => Now.AddDays(i * 17)).Where(moment => end is null || moment < end))
            {
                Assert.Equal(outcome.Member, Of(program, history, moment).Review(outcome.Member).Member);
            }

            if (end is { } at)
            {
                Assert.NotEqual(outcome.Member, Of(program, history, at).Review(outcome.Member).Member);
            }
        }
    }));

    // Whoever orders much and sends everything back is where they would be without it: no tier for it, and no grace.
    [Fact]
    public void WhatWasTakenBack_IsAsIfItHadNeverBeen() => Check.One(Quick, Prop.ForAll(Kept().ToArbitrary(), Gen.Choose(0, 700).ToArbitrary(), Gen.Choose(1, 6000).ToArbitrary(), (history, daysAgo, points) =>
    {
        foreach (var program in new[] { ByPoints, ByOrders, WithoutGrace })
        {
            var without = Standing(program, history);
            var told = new CountedDay(Today - daysAgo, points, points);
            var lifted = Of(program, [.. history, told], Now).Review(without).Member;
            var back = Of(program, [.. history, told with { Kept = 0 }], Now).Review(lifted).Member;

            Assert.Equal((without.TierId, without.TierAtRiskAt), (back.TierId, back.TierAtRiskAt));
        }
    }));

    [Fact]
    public void Tier_WithoutGrace_IsLostWithTheDayThatItRestedOn()
    {
        var silver = Of(WithoutGrace, [new CountedDay(Today - 365, 1_500, 1_500)], Now).Review(Member("basic"));
        var lost = Of(WithoutGrace, [new CountedDay(Today - 365, 1_500, 1_500)], silver.LookAgainAt!.Value).Review(silver.Member);

        Assert.Equal(("silver", CountedDay.StartOf(Today + 1)), (silver.Member.TierId, silver.LookAgainAt));
        Assert.Equal(("basic", null), (lost.Member.TierId, lost.Member.TierAtRiskAt));
    }

    // Somebody else decided what a tier takes: whoever has it keeps it for the grace period.
    [Fact]
    public void Tier_ThatTakesMoreThanBefore_IsLostAfterGrace()
    {
        var dearer = ByPoints with { Tiers = [ByPoints.Tiers[0], ByPoints.Tiers[1], ByPoints.Tiers[2] with { Threshold = 9_000 }] };

        var outcome = Of(dearer, [new CountedDay(Today - 9, 6_000, 6_500)], Now).Review(Member("gold"));

        Assert.Equal(("gold", Now.AddDays(30)), (outcome.Member.TierId, outcome.Member.TierAtRiskAt));
    }

    [Fact]
    public void RenamedTier_IsKept_AndIsNoUpgrade()
    {
        var renamed = ByPoints with { Version = 2, Tiers = [.. ByPoints.Tiers.Select(tier => tier with { TierId = "new-" + tier.TierId })] };
        var progress = new TierProgress(renamed, [renamed, ByPoints], [], Now);

        var outcome = progress.Review(Member("gold"));

        Assert.Equal(("new-gold", Now.AddDays(30)), (outcome.Member.TierId, outcome.Member.TierAtRiskAt));
        Assert.Equal(Now.AddDays(-400), outcome.Member.TierSince);
        Assert.Equal(new TierMove("gold", "new-gold", false), outcome.Move);
        Assert.Null(progress.After(Member("gold")));
    }

    [Fact]
    public void RenamedTier_ThatTakesMore_IsTheOneInItsPlace()
    {
        var renamed = ByPoints with { Version = 2, Tiers = [.. ByPoints.Tiers.Select(tier => tier with { TierId = "new-" + tier.TierId, Threshold = tier.Threshold * 2 })] };

        var outcome = new TierProgress(renamed, [renamed, ByPoints], [new CountedDay(Today, 1_500, 1_500)], Now).Review(Member("silver"));

        Assert.Equal(new TierMove("silver", "new-silver", false), outcome.Move);
        Assert.Equal(Now.AddDays(30), outcome.Member.TierAtRiskAt);
    }

    [Fact]
    public void RenamedTier_AmongMoreTiers_IsTheOneForAsMuch()
    {
        Tier[] tiers = [ByPoints.Tiers[0] with { TierId = "a" }, ByPoints.Tiers[1] with { TierId = "b", Threshold = 500 }, ByPoints.Tiers[1] with { TierId = "c" }, ByPoints.Tiers[2] with { TierId = "d" }];
        var more = ByPoints with { Version = 2, Tiers = tiers };

        var outcome = new TierProgress(more, [more, ByPoints], [new CountedDay(Today, 1_500, 1_500)], Now).Review(Member("silver"));

        Assert.Equal(("c", null), (outcome.Member.TierId, outcome.Member.TierAtRiskAt));
    }

    [Theory]
    [InlineData("basic", "silver", 990)]
    [InlineData("silver", "gold", 4990)]
    [InlineData("gold", null, 0)]
    public void After_SaysWhatIsMissing(string tier, string? next, long missing)
    {
        var after = Of(ByPoints, [new CountedDay(Today - 1, 10, 30)], Now).After(Member(tier));

        Assert.Equal((next, missing), (after?.Tier.TierId, after?.Missing ?? 0));
    }

    private static TierProgress Of(LoyaltyProgram program, CountedDay[] history, DateTimeOffset now) => new(program, [program], history, now);

    private static Member Member(string tier) => new()
    {
        MemberId = "m", ProgramId = "default", CardNumber = "1", EnrolledAt = Now, CreditsFrom = Now, TierId = tier, TierSince = Now.AddDays(-400),
    };

    private static Gen<Member> Members() =>
        from tier in Gen.Elements("basic", "silver", "gold")
        from risk in Gen.Elements<int?>(null, -3, 0, 3)
        select Member(tier) with { TierAtRiskAt = tier == "basic" || risk is null ? null : Now.AddDays(risk.Value) };

    // The tier of somebody whom the timers looked at every day.
    private static Member Standing(LoyaltyProgram program, CountedDay[] history)
    {
        var member = Member("basic");
        for (var day = history.Select(each => each.Day).Append(Today).Min(); day <= Today; day++)
        {
            member = Of(program, [.. history.Where(each => each.Day <= day)], CountedDay.StartOf(day)).Review(member).Member;
        }

        return Of(program, history, Now).Review(member).Member;
    }

    private static Gen<CountedDay[]> Kept() => Histories().Select(history => history.Select(day => day with { Told = day.Kept }).ToArray());

    private static Gen<CountedDay[]> Histories() => Gen.ArrayOf(
        from age in Gen.Choose(0, 900)
        from told in Gen.Choose(0, 2500)
        from part in Gen.Choose(0, 4)
        select new CountedDay(Today - age, told * part / 4, told));
}
