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

        long[] steps = [account.ClawBack(lot, 1, new Cause(Now)), account.ClawBack(lot, 2, new Cause(Now)), account.ClawBack(lot, 4, new Cause(Now))];

        Assert.Equal([14, 28, 58], steps);
        Assert.Equal(0, account.Balances[LedgerAccount.Pending]);
    }

    [Fact]
    public void ClawBack_OfSpentPoints_BecomesDebt_ThatLaterEarningPays()
    {
        var account = new Account { MemberId = "m" };
        account.Earn([new Earning("o", "1", 1, 100, 1, "base")], new Cause(Now) { OrderId = "o" });
        account.Activate("o", null, new Cause(Now) { OrderId = "o" });
        var hold = new Hold { HoldId = "h", Points = 70, Allocations = account.Hold(70, new Cause(Now)).Value };
        account.Capture(hold, 70, new Cause(Now));

        account.ClawBack(account.Lots.Single(), 1, new Cause(Now));
        Assert.Equal((0, 70), (account.Active, account.Owed));

        account.Earn([new Earning("p", "1", 1, 100, 1, "base")], new Cause(Now) { OrderId = "p" });
        account.Activate("p", null, new Cause(Now) { OrderId = "p" });

        Assert.Equal((30, 0), (account.Active, account.Owed));
        Assert.Contains(account.Entries, entry => entry is { Kind: EntryKind.DebtPaid, Points: 70 });
    }

    [Fact]
    public void ClawBack_OfLapsedPoints_IsNoDebt()
    {
        var account = new Account { MemberId = "m" };
        account.Earn([new Earning("o", "1", 1, 100, 1, "base")], new Cause(Now) { OrderId = "o" });
        account.Activate("o", Now.AddDays(1), new Cause(Now) { OrderId = "o" });
        account.Expire(new Cause(Now.AddDays(2)));

        account.ClawBack(account.Lots.Single(), 1, new Cause(Now));

        Assert.Equal((0, 0, 0), (account.Owed, account.Active, account.Balances[LedgerAccount.Expired]));
    }

    [Fact]
    public void Restore_ToALapsedLot_LivesForTheGracePeriod()
    {
        var account = With((50, Now.AddDays(1)));
        var hold = new Hold { HoldId = "h", Points = 50, Allocations = account.Hold(50, new Cause(Now)).Value };
        var captured = account.Capture(hold, 50, new Cause(Now)).Value;

        var later = Now.AddDays(5);
        account.Restore(captured, 20, later.AddDays(30), new Cause(later));

        Assert.Equal(20, account.Spendable(later));
        Assert.Equal(later.AddDays(30), account.Lots.Single().ExpiresAt);
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

    private static Account With(params (long Points, DateTimeOffset? ExpiresAt)[] lots)
    {
        var account = new Account { MemberId = "m" };
        foreach (var (points, expiresAt) in lots)
        {
            account.Adjust(points, expiresAt, false, new Cause(Now.AddDays(-30)));
        }

        return account;
    }
}
