using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Points that lapse on a day of the year, or when their member does nothing.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task Calendar_LapsesAYearsPointsAtOnce_OnceHoweverLate()
    {
        await Rules(new LoyaltyProgram { ProgramId = "default", EffectiveFrom = bench.Clock.Now, ExpiryCalendar = new CalendarExpiry { MonthDay = "03-31" } });
        await bench.Enroll("m");
        await Tell("review", "r1");
        await bench.Advance(TimeSpan.FromDays(200));
        await Tell("review", "r2");
        await bench.Advance(TimeSpan.FromDays(150));
        await Tell("review", "next-year");

        // The process was down for a week, and its clock jumped.
        await bench.Tick(TimeSpan.FromDays(60));
        await bench.Tick(TimeSpan.Zero);

        Assert.Equal((0, 20, 0, 0), await bench.Points("m"));
        var lapsed = (await bench.Statement("m")).Where(entry => entry.Kind == "EXPIRE").ToList();
        Assert.Equal([(40L, "1:20 2:20")], lapsed.Select(entry => (entry.Points, entry.Lots)));
        Assert.Equal(new DateTimeOffset(2027, 4, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.UnixEpoch.AddMicroseconds(lapsed[0].EffectiveAt));
        await bench.Verify();
    }

    [Fact]
    public async Task Inactivity_EarningAndRedeemingMoveAllEnds_AndNothingElseDoes()
    {
        await Idle();
        await bench.Enroll("m");
        await Tell("review", "r1");
        await bench.Place(bench.Order("o", "m", 5_000));
        await bench.Deliver("o");
        await bench.Advance(TimeSpan.FromDays(50));
        await bench.Capture("m", await bench.Hold("m", 5));
        Assert.Equal([(new DateOnly(2026, 6, 20), 50L), (new DateOnly(2026, 6, 20), 15)], await Ends("m"));

        await bench.Advance(TimeSpan.FromDays(40));
        await bench.Give("m", 7);
        await bench.Release("m", await bench.Hold("m", 1));
        await bench.Return("o", ("l0", 1));
        Assert.Equal([(new DateOnly(2026, 7, 30), 7L), (new DateOnly(2026, 6, 20), 38), (new DateOnly(2026, 6, 20), 15)], await Ends("m"));

        await bench.Advance(TimeSpan.FromDays(40));
        Assert.Equal((0, 7, 0, 0), await bench.Points("m"));
        await bench.Verify();
    }

    [Fact]
    public async Task Inactivity_WhatWasDoneInTimeAndBecomesKnownLate_BringsBackWhatHadLapsed()
    {
        await Idle();
        await bench.Enroll("m");
        await Tell("review", "r1");
        var (early, late) = (bench.Order("early", "m", 1_000) with { PlacedAt = bench.Clock.Now.AddDays(50) }, bench.Order("late", "m", 1_000) with { PlacedAt = bench.Clock.Now.AddDays(100) });
        await bench.Advance(TimeSpan.FromDays(100));
        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));

        await bench.Advance(TimeSpan.FromDays(1));
        await bench.Place(late);
        Assert.Equal((10, 0, 0, 0), await bench.Points("m"));
        await bench.Place(early);

        Assert.Equal((20, 20, 0, 0), await bench.Points("m"));
        Assert.Equal([20L], (await bench.Published<V1.PointsReinstated>()).Select(e => e.Points));
        Assert.Equal(0, (await bench.Balances("m"))[LedgerAccount.Expired]);
        await bench.Verify();
        await bench.Advance(TimeSpan.FromDays(100));
        Assert.Equal((20, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Inactivity_OfAnotherVersion_LeavesALotItsOwnRule()
    {
        await Idle();
        await bench.Enroll("m");
        await Tell("review", "idle");
        await Rules(new LoyaltyProgram { ProgramId = "default", EffectiveFrom = bench.Clock.Now.AddDays(1), ExpiryDays = 365 });
        await bench.Advance(TimeSpan.FromDays(40));
        await Tell("review", "rolling");
        Assert.Equal([(new DateOnly(2027, 4, 10), 20L), (new DateOnly(2026, 6, 10), 20)], await Ends("m"));

        await bench.Advance(TimeSpan.FromDays(40));
        await Tell("review", "again");

        Assert.Equal([new DateOnly(2027, 5, 20), new(2027, 4, 10), new(2026, 7, 20)], (await Ends("m")).Select(end => end.Day));
        await bench.Verify();
    }

    [Fact]
    public async Task Notice_IsToldOnceOfAllThatLapseTogether_AndTakenBackWhenTheyAreUsed()
    {
        await Rules(new LoyaltyProgram { ProgramId = "default", EffectiveFrom = bench.Clock.Now, ExpiryDays = 60, ExpiryNoticeDays = 20 });
        await bench.Enroll("m");
        await Tell("review", "r1");
        await Tell("review", "r2");
        await bench.Advance(TimeSpan.FromDays(10));
        await Tell("review", "r3");
        Assert.Empty(await Notices());

        await bench.Advance(TimeSpan.FromDays(31));
        await bench.Apply(unit => { unit.Schedule(Omnichannel.Loyalty.Store.TimerKinds.PointsExpiry, "m", unit.Now); return Task.CompletedTask; });
        await bench.Advance(TimeSpan.Zero);
        await bench.Capture("m", await bench.Hold("m", 15));
        var rest = await bench.Hold("m", 25);
        var first = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([(40L, first)], await Notices());
        Assert.Empty(await Withdrawn());

        await bench.Capture("m", rest);
        Assert.Equal([first], await Withdrawn());
        await bench.Advance(TimeSpan.FromDays(15));
        await bench.Tick(TimeSpan.FromDays(90));

        Assert.Equal([(40L, first), (20, first.AddDays(10))], await Notices());
        Assert.Equal([first], await Withdrawn());
        Assert.Equal([20L], (await bench.Published<V1.PointsExpired>()).Select(e => e.Points));
        Assert.Equal(0, await bench.Database.Read(sql => sql.QueryFirst<long>("select count(*) from expiry_notices")));
    }

    [Fact]
    public async Task Notice_OfPointsThatLiveLonger_IsTakenBack_AndToldOfTheNewEnd()
    {
        await Rules(new LoyaltyProgram { ProgramId = "default", EffectiveFrom = bench.Clock.Now, ExpiryInactiveMonths = 2, ExpiryNoticeDays = 7 });
        await bench.Enroll("m");
        await Tell("review", "r1");
        await bench.Advance(TimeSpan.FromDays(56));
        var (before, after) = (new DateTimeOffset(2026, 5, 2, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 6, 27, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal([(20L, before)], await Notices());

        await Tell("review", "r2");
        Assert.Equal([before], await Withdrawn());

        await bench.Advance(TimeSpan.FromDays(60));
        Assert.Equal([(20L, before), (40, after)], await Notices());
        Assert.Equal([before], await Withdrawn());
    }

    private async Task<IReadOnlyList<(long Points, DateTimeOffset At)>> Notices() => [.. (await bench.Published<V1.PointsExpiring>()).Select(e => (e.Points, e.ExpiresAt.ToDateTimeOffset()))];

    private async Task<IReadOnlyList<DateTimeOffset>> Withdrawn() => [.. (await bench.Published<V1.PointsExpiringWithdrawn>()).Select(e => e.ExpiresAt.ToDateTimeOffset())];

    private Task Idle() => Rules(new LoyaltyProgram { ProgramId = "default", EffectiveFrom = bench.Clock.Now, ExpiryInactiveMonths = 2 });

    private Task Rules(LoyaltyProgram program) => Publish(program with
    {
        EarnRules = [new EarnRule { RuleId = "base", PointsPerUnit = 1 }, new EarnRule { RuleId = "review", Points = 20, EventType = "review" }],
        MinimumRedemption = 1,
        RedemptionRates = [new RedemptionRate("EUR", 1, 1)],
    });

    // The last days of a member's lots that have points, latest lot first.
    private async Task<IReadOnlyList<(DateOnly Day, long Active)>> Ends(string memberId) =>
        [.. (await bench.Get<Omnichannel.Loyalty.Store.LotList>().Page(new Omnichannel.Loyalty.Store.LotQuery(memberId, [LedgerAccount.Active], long.MaxValue, 100), default))
            .Select(listed => (DateOnly.FromDateTime(listed.Lot.ExpiresAt!.Value.UtcDateTime.AddTicks(-1)), listed.Lot.Active))];
}
