using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>What staff do by hand: so much alone, more by two.</summary>
public sealed class StaffLimitTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Ann = new("ann", ActorRole.Agent, SalesChannel.Support, null, null);
    private static readonly Actor Olga = new("olga", ActorRole.Ops, SalesChannel.None, null, null);

    [Fact]
    public void Limits_WhateverIsTried_AreNeverExceeded() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Choose(0, 100).ToArbitrary(), Gen.Choose(0, 300).ToArbitrary(), Gen.ListOf(Gen.Zip(Gen.Choose(1, 120), Gen.Choose(0, 1)), 20).ToArbitrary(), (perCall, perDay, calls) =>
    {
        var limit = new StaffLimit(ActorRole.Agent, perCall, perDay, 400, 0);
        var (day, month) = (0L, 0L);
        foreach (var (points, newDay) in calls)
        {
            day = newDay == 1 ? 0 : day;
            var refusal = limit.WhyNot(points, new StaffUse(day, month));
            Assert.Equal(points > perCall || (perDay > 0 && day + points > perDay) || month + points > 400, refusal is not null);
            Assert.True(refusal is null || (refusal.Left < points && refusal.Left >= 0));
            (day, month) = refusal is null ? (day + points, month + points) : (day, month);
        }

        Assert.True(month <= 400 && (perDay == 0 || day <= perDay));
    }));

    [Fact]
    public void Limits_BeyondWhatWasLowered_LeaveNothing()
    {
        Assert.Equal(new AdjustmentLimit("day", 100, 0), new StaffLimit(ActorRole.Agent, 100, 100, 0, 0).WhyNot(1, new StaffUse(150, 150)));
        Assert.Equal(new AdjustmentLimit("month", 100, 0), new StaffLimit(ActorRole.Agent, 100, 0, 100, 0).WhyNot(1, new StaffUse(0, 150)));
        Assert.Null(new StaffLimit(ActorRole.Ops, long.MaxValue, 0, 0, 0).WhyNot(long.MaxValue, new StaffUse(long.MaxValue, long.MaxValue)));
    }

    [Fact]
    public void Program_SaysWhoMayDoWhat_AndOfWhomItSaysNothingDoesNothing()
    {
        var silent = LoyaltyProgram.BuiltIn() with { StaffLimits = [] };
        Assert.Equal(10_000, silent.LimitOf(ActorRole.Agent).PerCall);
        Assert.Equal(StaffLimit.None(ActorRole.Associate), silent.LimitOf(ActorRole.Associate));
        var strict = silent with { StaffLimits = [new StaffLimit(ActorRole.Agent, 5, 6, 7, 0)] };
        Assert.Equal(StaffLimit.None(ActorRole.Ops), strict.LimitOf(ActorRole.Ops));
        Assert.Empty(ProgramRules.Check(strict));
        Assert.Equal(
            ["staff_limits[0].role", "staff_limits[0].per_call", "staff_limits[0].per_month", "staff_limits[0].approves_up_to", "staff_limits[1].per_day"],
            ProgramRules.Check(strict with { StaffLimits = [new StaffLimit(ActorRole.Terminal, -1, 3, 2, long.MaxValue), new StaffLimit(ActorRole.Agent, 5, 4, 0, 0)] }).Select(fault => fault.Path));
    }

    // Whoever tries what in whatever order: decided once, by another person, within what the role may decide, in time.
    [Fact]
    public void Adjustment_IsDecidedOnce_ByAnotherPerson_InTime() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Choose(1, 200).ToArbitrary(), Gen.ListOf(Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, 4)), 8).ToArbitrary(), (points, acts) =>
    {
        var program = LoyaltyProgram.BuiltIn() with { StaffLimits = [new StaffLimit(ActorRole.Agent, 0, 0, 0, 100), new StaffLimit(ActorRole.Ops, 0, 0, 0, 1000)], ApprovalDays = 2 };
        var asked = Adjustment.Ask("a", new AdjustCommand("m", -points, true, null, "why", Ann), program, Start).Value;
        var (adjustment, now) = (asked, Start);
        foreach (var (who, what) in acts)
        {
            Actor by = who switch { 0 => Ann, 1 => Olga, 2 => Ann with { SubjectId = "bea" }, _ => Olga with { ActingId = "ann" } };
            var before = adjustment;
            now = what == 4 ? now.AddHours(20) : now;
            var decision = what switch
            {
                0 or 4 => adjustment.Approve(by, program, now),
                1 => adjustment.Decline(by, "no", program, now),
                2 => adjustment.Decline(by, " ", program, now),
                _ => adjustment.Lapse(now) ?? adjustment,
            };
            adjustment = decision.IsAccepted ? decision.Value : adjustment;
            Assert.True(before.State is AdjustmentState.Pending || adjustment == before || what == 3);
            Assert.False(before.State is not AdjustmentState.Pending && adjustment.State != before.State);
            if (before.State is AdjustmentState.Pending && adjustment.State is AdjustmentState.Approved)
            {
                Assert.True(now < asked.ExpiresAt && !by.IsSamePersonAs(Ann) && points <= (by.Role is ActorRole.Ops ? 1000 : 100));
            }
        }
    }));
}
