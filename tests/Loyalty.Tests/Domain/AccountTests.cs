using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

public sealed class AccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Account_AnySequenceOfCommands_KeepsTheLedgerRight() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var model = new AccountModel(seed);
            for (var step = 0; step < 80; step++)
            {
                model.Step();
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Hold_TakesWhatExpiresFirst()
    {
        var account = With((50, Now.AddDays(20)), (50, Now.AddDays(10)), (50, null));

        var allocations = account.Hold(80, new Cause(Now)).Value;

        Assert.Equal([new Allocation(2, 50), new Allocation(1, 30)], allocations);
    }

    [Fact]
    public void Hold_LapsedPointsWhoseTimerIsLate_AreNotSpent()
    {
        var account = With((50, Now.AddSeconds(-1)), (30, Now.AddDays(1)));

        var decision = account.Hold(31, new Cause(Now));

        Assert.Equal(new InsufficientPoints(30, 31), decision.Refusal);
    }

    [Fact]
    public void Adjust_LapsedPointsWhoseTimerIsLate_AreNotTaken()
    {
        var account = With((50, Now.AddSeconds(-1)), (30, Now.AddDays(1)));

        var decision = account.Adjust(-31, null, mayOwe: false, new Cause(Now));

        Assert.Equal(new InsufficientPoints(30, 31), decision.Refusal);
    }

    // A return takes the same, and makes the same debt, whether the timer of what lapsed was in time.
    [Fact]
    public void ClawBack_WhenATimerIsLate_IsWhatItWouldHaveBeen() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var (late, inTime) = (Sold(seed), Sold(seed));
        inTime.Expire(new Cause(Now));

        foreach (var account in new[] { late, inTime })
        {
            account.ClawBack(account.Lots.First(lot => lot.LineId is not null), 1, Now, new Cause(Now));
        }

        return Enum.GetValues<LedgerAccount>().All(at => late.Balances[at] == inTime.Balances[at]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Capture_Part_GivesTheRestBackToTheLongestLiving()
    {
        var account = With((50, Now.AddDays(10)), (50, Now.AddDays(20)));
        var hold = new Hold { HoldId = "h", Points = 80, Allocations = account.Hold(80, new Cause(Now)).Value };

        account.Capture(hold, 60, new Cause(Now));

        Assert.Equal(40, account.Active);
        Assert.Equal(60, account.Balances[LedgerAccount.Redeemed]);
        Assert.Equal(40, account.Lots.Single(lot => lot.ExpiresAt == Now.AddDays(20)).Active);
    }

    [Fact]
    public void ClawBack_PartByPart_AddsUpExactly()
    {
        var account = new Account { MemberId = "m" };
        account.Earn([new Earning("o", "1", 7, 100, 1, "base")], new Cause(Now) { OrderId = "o" });
        var lot = account.Lots.Single();

        long[] steps = [account.ClawBack(lot, 1, Now, new Cause(Now)), account.ClawBack(lot, 2, Now, new Cause(Now)), account.ClawBack(lot, 4, Now, new Cause(Now))];

        Assert.Equal([14, 29, 57], steps);
        Assert.Equal(0, account.Balances[LedgerAccount.Pending]);
    }

    [Fact]
    public void ClawBack_OfSpentPoints_BecomesDebt_ThatLaterEarningPays()
    {
        var account = new Account { MemberId = "m" };
        account.Earn([new Earning("o", "1", 1, 100, 1, "base")], new Cause(Now) { OrderId = "o" });
        account.Activate(lot => lot.OrderId == "o", null, new Cause(Now) { OrderId = "o" });
        var hold = new Hold { HoldId = "h", Points = 70, Allocations = account.Hold(70, new Cause(Now)).Value };
        account.Capture(hold, 70, new Cause(Now));

        account.ClawBack(account.Lots.Single(), 1, Now, new Cause(Now));
        Assert.Equal((0, 70), (account.Active, account.Owed));

        account.Earn([new Earning("p", "1", 1, 100, 1, "base")], new Cause(Now) { OrderId = "p" });
        account.Activate(lot => lot.OrderId == "p", null, new Cause(Now) { OrderId = "p" });

        Assert.Equal((30, 0), (account.Active, account.Owed));
        Assert.Contains(account.Entries, entry => entry is { Kind: EntryKind.DebtPaid, Points: 70 });
    }

    [Fact]
    public void ClawBack_OfLapsedPoints_IsNoDebt()
    {
        var account = new Account { MemberId = "m" };
        account.Earn([new Earning("o", "1", 1, 100, 1, "base")], new Cause(Now) { OrderId = "o" });
        account.Activate(lot => lot.OrderId == "o", Now.AddDays(1), new Cause(Now) { OrderId = "o" });
        account.Expire(new Cause(Now.AddDays(2)));

        account.ClawBack(account.Lots.Single(), 1, Now, new Cause(Now));

        Assert.Equal((0, 0, 0), (account.Owed, account.Active, account.Balances[LedgerAccount.Expired]));
    }

    [Fact]
    public void Restore_ToALotThatLapsesSoon_ProlongsOnlyWhatIsRestored()
    {
        var account = With((10_000, Now.AddDays(1)));

        for (var again = 0; again < 3; again++)
        {
            account.Restore(Spend(account, 1, Now), 1, Grace(30), Now, new Cause(Now));
        }

        Assert.Equal(10_000, account.Spendable(Now));
        Assert.Equal(3, account.Spendable(Now.AddDays(1)));
    }

    [Fact]
    public void Restore_ToALapsedLotWhoseTimerIsLate_RevivesNothingElseOfIt()
    {
        var account = With((50, Now.AddDays(1)));
        var captured = Spend(account, 20, Now);
        var later = Now.AddDays(5);

        account.Restore(captured, 5, Grace(30), later, new Cause(later));

        Assert.Equal((5, 30), (account.Active, account.Balances[LedgerAccount.Expired]));
        Assert.All(account.Lots, lot => Assert.True(lot.IsConsistent));
    }

    [Theory]
    [InlineData("Europe/Rome", "2026-04-04T22:00:00Z")]
    [InlineData("America/New_York", "2026-04-05T04:00:00Z")]
    public void Restore_GraceEndsWithADay_WhereTheProgramLives(string zone, string end)
    {
        var account = With((50, Now.AddDays(1)));
        var later = Now.AddDays(5);

        account.Restore(Spend(account, 20, Now), 20, Grace(29) with { TimeZoneId = zone }, later, new Cause(later));

        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), account.Lots.Single(lot => lot.Active > 0).ExpiresAt);
    }

    [Fact]
    public void Restore_ToALotThatLivesLonger_OrWithoutGrace_LeavesItsDate()
    {
        var account = With((50, Now.AddDays(400)), (50, null));
        account.Restore(Spend(account, 100, Now), 100, Grace(30), Now, new Cause(Now));
        Assert.Equal([Now.AddDays(400), (DateTimeOffset?)null], account.Lots.Select(lot => lot.ExpiresAt));

        var lapsed = With((50, Now.AddDays(1)));
        lapsed.Restore(Spend(lapsed, 50, Now), 50, Grace(0), Now.AddDays(2), new Cause(Now.AddDays(2)));
        Assert.Equal((0, 50), (lapsed.Active, lapsed.Balances[LedgerAccount.Expired]));
    }

    [Fact]
    public void Restore_OfLongAgo_LapsesAtTheEndOfItsGrace()
    {
        var account = With((50, Now.AddDays(1)));
        var captured = Spend(account, 50, Now);

        account.Restore(captured, 50, Grace(30), Now.AddDays(500), new Cause(Now.AddDays(5)) { IsHistorical = true });

        Assert.Equal((0, 50), (account.Active, account.Balances[LedgerAccount.Expired]));
        Assert.Equal(new DateTimeOffset(2026, 4, 6, 0, 0, 0, TimeSpan.Zero), account.Entries[^1].Cause.EffectiveAt);
    }

    [Fact]
    public void ClawBack_OfPointsThatWereSpentRestoredAndLapsed_IsNoDebt()
    {
        var account = new Account { MemberId = "m" };
        account.Earn([new Earning("o", "1", 2, 100, 1, "base")], new Cause(Now) { OrderId = "o" });
        account.Activate(lot => lot.OrderId == "o", Now.AddDays(1), new Cause(Now) { OrderId = "o" });
        account.Restore(Spend(account, 100, Now), 100, Grace(30), Now, new Cause(Now));
        var lot = account.Lots.Single(earned => earned.PartOf is null);

        account.ClawBack(lot, 1, Now, new Cause(Now));
        Assert.Equal((50, 0), (account.Active, account.Owed));
        account.Expire(new Cause(Now.AddDays(40)));
        Assert.False(account.NeedsOtherLots(lot, 1));
        account.ClawBack(lot, 1, Now.AddDays(40), new Cause(Now.AddDays(40)));

        Assert.Equal((0, 0, 0), (account.Owed, account.Active, account.Balances[LedgerAccount.Expired]));
    }

    [Fact]
    public void Release_AfterExpiry_LapsesAtOnce()
    {
        var account = With((50, Now.AddHours(1)));
        var hold = new Hold { HoldId = "h", Points = 50, Allocations = account.Hold(50, new Cause(Now)).Value };

        account.Release(EntryKind.HoldExpired, hold, new Cause(Now.AddHours(2)));

        Assert.Equal((0, 50), (account.Active, account.Balances[LedgerAccount.Expired]));
    }

    [Fact]
    public void Transfer_KeepsDatesOfExpiry_AndBothLedgersAtZero()
    {
        var from = With((50, Now.AddDays(1)), (50, Now.AddDays(2)));
        var to = new Account { MemberId = "other" };

        Assert.True(from.TransferTo(to, 70, new Cause(Now) { Reason = "merge" }).IsAccepted);

        Assert.Equal((30, 70), (from.Active, to.Active));
        Assert.Equal([(Now.AddDays(1), 50L), (Now.AddDays(2), 20L)], to.Lots.Select(lot => (lot.ExpiresAt!.Value, lot.Active)));
        Assert.Equal((0, 0), (from.Balances.Sum, to.Balances.Sum));
    }

    private static LoyaltyProgram Grace(int days) => LoyaltyProgram.BuiltIn() with { RestoreGraceDays = days };

    private static IReadOnlyList<Allocation> Spend(Account account, long points, DateTimeOffset at)
    {
        var hold = new Hold { HoldId = "h", Points = points, Allocations = account.Hold(points, new Cause(at)).Value };
        return account.Capture(hold, points, new Cause(at)).Value;
    }

    private static Account With(params (long Points, DateTimeOffset? ExpiresAt)[] lots)
    {
        var account = new Account { MemberId = "m" };
        foreach (var (points, expiresAt) in lots)
        {
            account.Adjust(points, expiresAt, false, new Cause(Now.AddDays(-30)));
        }

        return account;
    }

    // An order whose points were activated, and partly spent, beside others that lapse sooner or later than they do.
    private static Account Sold(int seed)
    {
        var random = new Random(seed);
        var account = new Account { MemberId = "m" };
        var before = Now.AddDays(-10);
        account.Earn([new Earning("o", "l0", random.Next(1, 3), 100, 1, "base")], new Cause(before) { OrderId = "o" });
        account.Activate(lot => lot.OrderId == "o", Now.AddDays(random.Next(-3, 3)), new Cause(before) { OrderId = "o" });
        account.Adjust(50, Now.AddDays(random.Next(-3, 3)), mayOwe: false, new Cause(before) { Reason = "test" });
        account.Adjust(-random.Next(0, 150), null, mayOwe: false, new Cause(before) { Reason = "test" });
        return account;
    }
}
