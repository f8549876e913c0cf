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

    private static readonly LoyaltyProgram ByOrders = ByPoints with
    {
        Tiers = [.. ByPoints.Tiers.Select((tier, i) => tier with { Metric = TierMetric.Orders, Threshold = i * 2, WindowDays = 100 * (i + 1), GraceDays = 10 * i })],
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
            new TierProgress(ByPoints, [ByPoints], points == 0 ? [] : [new CountedOrder("o", at.AddDays(-1), null, points, 0)], at).Review(member).Member;

        static long Points(long points) => points;
    }

    [Fact]
    public void Reached_IsWhatCountsInEachWindow_InWhateverOrderItIsRead() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), history =>
    {
        foreach (var program in new[] { ByPoints, ByOrders })
        {
            var reached = Of(program, history, Now).Reached;
            Assert.Equal(reached, Of(program, [.. history.Reverse()], Now).Reached);
            for (var i = 1; i < program.Tiers.Count; i++)
            {
                var from = Now.AddDays(-program.Tiers[i].WindowDays);
                Assert.Equal(
                    program == ByOrders ? history.Count(order => order.DeliveredAt > from) : history.Where(order => order.PlacedAt > from).Sum(order => order.EarnedPoints - order.ClawedPoints),
                    reached[i]);
            }

            // What no tier looks back to need not be read.
            var recent = history.Where(order => order.PlacedAt > TierProgress.CountsFrom(program, Now) || order.DeliveredAt > TierProgress.CountsFrom(program, Now)).ToArray();
            Assert.Equal(reached, Of(program, recent, Now).Reached);
        }
    }));

    [Fact]
    public void Review_LiftsAtOnce_LowersOneStepAndOnlyAfterGrace() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), Members().ToArbitrary(), (history, member) =>
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

            // Looking twice is looking once.
            Assert.Equal((outcome.Member, null), (progress.Review(outcome.Member).Member, progress.Review(outcome.Member).Move));
        }
    }));

    [Fact]
    public void LookAgainAt_IsTheFirstMomentAtWhichTimeAloneChangesTheTier() => Check.One(Quick, Prop.ForAll(Histories().ToArbitrary(), Members().ToArbitrary(), (history, member) =>
    {
        foreach (var program in new[] { ByPoints, ByOrders })
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

    [Theory]
    [InlineData("basic", "silver", 990)]
    [InlineData("silver", "gold", 4990)]
    [InlineData("gold", null, 0)]
    public void After_SaysWhatIsMissing(string tier, string? next, long missing)
    {
        var after = Of(ByPoints, [new CountedOrder("o", Now.AddDays(-1), null, 30, 20)], Now).After(Member(tier));

        Assert.Equal((next, missing), (after?.Tier.TierId, after?.Missing ?? 0));
    }

    private static TierProgress Of(LoyaltyProgram program, CountedOrder[] history, DateTimeOffset now) => new(program, [program], history, now);

    private static Member Member(string tier) => new()
    {
        MemberId = "m", ProgramId = "default", CardNumber = "1", EnrolledAt = Now, CreditsFrom = Now, TierId = tier, TierSince = Now.AddDays(-400),
    };

    private static Gen<Member> Members() =>
        from tier in Gen.Elements("basic", "silver", "gold")
        from risk in Gen.Elements<int?>(null, -3, 0, 3)
        select Member(tier) with { TierAtRiskAt = tier == "basic" || risk is null ? null : Now.AddDays(risk.Value) };

    private static Gen<CountedOrder[]> Histories() =>
        from orders in Gen.ArrayOf(
            from age in Gen.Choose(1, 600)
            from way in Gen.Choose(-1, 30)
            from earned in Gen.Choose(0, 2500)
            from part in Gen.Choose(0, 4)
            select (Placed: Now.AddDays(-age), Delivered: way < 0 || way > age ? (DateTimeOffset?)null : Now.AddDays(way - age), earned, Clawed: earned * part / 4))
        select orders.Select((order, i) => new CountedOrder($"o{i}", order.Placed, order.Delivered, order.earned, order.Clawed)).ToArray();
}
