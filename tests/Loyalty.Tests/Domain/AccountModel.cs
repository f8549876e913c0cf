using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Runs random commands on one member's account and holds it to the invariants after each.</summary>
internal sealed class AccountModel
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Inactivity Idle = new(1, "Europe/Rome");
    private static readonly LoyaltyProgram Program = LoyaltyProgram.BuiltIn() with { RestoreGraceDays = 10 };
    private readonly Random random;
    private readonly Account account;
    private readonly List<Entry> ledger = [];
    private readonly List<Hold> holds = [];
    private readonly Dictionary<string, (long Quantity, long Points, long Returned)> lines = [];
    private DateTimeOffset now = Start;
    private int seen;

    public AccountModel(int seed, string memberId = "m")
    {
        random = new Random(seed);
        account = new Account { MemberId = memberId };
    }

    /// <summary>The moment; later with each step.</summary>
    public DateTimeOffset Now
    {
        get => now;
        set => now = value;
    }

    /// <summary>Called before so many points are spent.</summary>
    public Action<long> BeforeSpending { get; set; } = _ => { };

    public long Clawed { get; private set; }

    public IReadOnlyList<Entry> Ledger => ledger;

    public IReadOnlyList<Hold> Holds => holds;

    /// <summary>Orders with what their lines earned, and what was taken back of it.</summary>
    public IEnumerable<OrderFact> Orders => account.Lots.Where(lot => lot is { Source: LotSource.Order, PartOf: null }).GroupBy(lot => lot.OrderId!)
        .Select(lots => new OrderFact(lots.Key, lots.Sum(lot => lot.Issued), lots.Sum(lot => lot.Clawed)));

    public Account Account => account;

    /// <summary>Something else made a hold, and used it.</summary>
    public void Booked(Hold hold)
    {
        holds.Add(hold);
        MoveEnds();
        Check();
    }

    public void Step()
    {
        now = now.AddHours(random.Next(0, 200));
        switch (random.Next(14))
        {
            case 0:
            case 1:
                Earn();
                break;
            case 2:
                Activate();
                break;
            case 3:
                account.Expire(new Cause(now));
                break;
            case 4:
            case 5:
                Hold();
                break;
            case 6:
                Resolve();
                break;
            case 7:
                Return();
                break;
            case 8:
                Restore();
                break;
            case 9:
                account.GiveGoodwill(random.Next(0, 60), now.AddDays(random.Next(1, 90)), new Cause(now));
                break;
            case 10:
                account.GiveBonus(random.Next(0, 60), End(), new Cause(now.AddDays(-random.Next(0, 40))));
                break;
            case 11:
                Deactivate();
                break;
            case 12:
                account.GiveStatus(random.Next(0, 60), new Cause(now), "event");
                break;
            default:
                var adjusted = random.Next(-60, 60);
                BeforeSpending(-adjusted);
                account.Adjust(adjusted, now.AddDays(random.Next(1, 90)), random.Next(2) == 0, new Cause(now) { Reason = "test" });
                break;
        }

        MoveEnds();
        Check();
    }

    private void MoveEnds()
    {
        if (account.EndsMoveSince(hasIdle: true) is { } since)
        {
            account.MoveEnds(since, [], now, new Cause(now));
        }
    }

    // Some points lapse when the member does nothing.
    private LotEnd? End() => random.Next(4) switch
    {
        0 => null,
        1 => new LotEnd(Idle.EndAfter(now)) { NoticeAt = now, Inactivity = Idle },
        _ => now.AddDays(random.Next(1, 60)),
    };

    private void Earn()
    {
        var order = $"{account.MemberId}-o{lines.Count}";
        var earnings = Enumerable.Range(0, random.Next(1, 4))
            .Select(i => new Earning(order, $"{order}/{i}", random.Next(1, 8), random.Next(0, 120), 1, "base"))
            .ToList();
        foreach (var earning in earnings)
        {
            lines.Add(earning.LineId, (earning.Quantity, earning.Points, 0));
        }

        account.Earn(earnings, new Cause(now) { OrderId = order });
        account.EarnStatus([.. earnings.Select(earning => earning with { Points = earning.Points / 2 })], new Cause(now) { OrderId = order });
    }

    private void Activate()
    {
        if (account.Lots.FirstOrDefault(lot => lot.Pending > 0) is { OrderId: { } order })
        {
            account.Activate(lot => lot.OrderId == order, End(), new Cause(now) { OrderId = order });
        }
    }

    private void Deactivate()
    {
        if (account.Lots.FirstOrDefault(lot => lot is { Active: > 0, OrderId: not null }) is { OrderId: { } order })
        {
            account.Deactivate(lot => lot.OrderId == order, new Cause(now) { OrderId = order });
        }
    }

    private void Hold()
    {
        var points = random.Next(1, 150);
        BeforeSpending(points);
        var spendable = account.Spendable(now) - account.Owed + account.Beside;
        var holdId = $"{account.MemberId}-h{holds.Count}";
        var decision = account.Hold(points, new Cause(now) { HoldId = holdId });
        Assert.Equal(points <= spendable, decision.IsAccepted);
        if (decision.IsAccepted)
        {
            Assert.Equal(points, decision.Value.Sum(allocation => allocation.Points));
            holds.Add(new Hold { HoldId = holdId, MemberId = account.MemberId, Points = points, Allocations = decision.Value });
        }
    }

    private void Resolve()
    {
        var index = holds.FindIndex(hold => hold.State is HoldState.Held);
        if (index < 0)
        {
            return;
        }

        var hold = holds[index];
        if (random.Next(2) == 0)
        {
            var points = random.Next(1, (int)hold.Points + 1);
            holds[index] = hold with
            {
                State = HoldState.Captured,
                CapturedPoints = points,
                Allocations = account.Capture(hold, points, new Cause(now) { HoldId = hold.HoldId }).Value,
            };
        }
        else
        {
            var isExpired = random.Next(2) == 0;
            account.Release(isExpired ? EntryKind.HoldExpired : EntryKind.Release, hold, new Cause(now) { HoldId = hold.HoldId });
            holds[index] = hold with { State = isExpired ? HoldState.Expired : HoldState.Released };
        }
    }

    private void Return()
    {
        if (account.Lots.Where(lot => lot is { LineId: not null, PartOf: null }).OrderBy(_ => random.Next()).FirstOrDefault() is not { } lot)
        {
            return;
        }

        var (quantity, points, returned) = lines[lot.LineId!];
        var units = random.Next(1, 4);
        foreach (var earned in account.Lots.Where(other => other.LineId == lot.LineId && other.PartOf is null).ToList())
        {
            var clawed = account.ClawBack(earned, units, now, new Cause(now) { OrderId = lot.OrderId, LotSequence = earned.Sequence });
            Clawed += earned.Source is LotSource.Order ? clawed : 0;
        }

        returned = Math.Min(quantity, returned + units);
        lines[lot.LineId!] = (quantity, points, returned);
        Assert.All(account.Lots.Where(other => other.LineId == lot.LineId && other.PartOf is null), earned => Assert.Equal(
            decimal.Round((decimal)(earned.Source is LotSource.Status ? points / 2 : points) * returned / quantity, MidpointRounding.ToEven), earned.Clawed));
    }

    private void Restore()
    {
        var index = holds.FindLastIndex(hold => hold.State is HoldState.Captured);
        if (index >= 0)
        {
            var hold = holds[index];
            var before = hold.Allocations.Sum(allocation => allocation.Restored);
            account.Expire(new Cause(now));
            var alive = Alive();
            var owed = account.Owed;
            var allocations = account.Restore(hold.Allocations, random.Next(1, 40), Program, now, new Cause(now) { HoldId = hold.HoldId });
            Assert.True(allocations.All(allocation => allocation.Restored <= allocation.Captured));
            var restored = allocations.Sum(allocation => allocation.Restored) - before;
            Assert.Equal(alive[now] + restored - (owed - account.Owed), Alive()[now]);
            Assert.All(Alive(), at => Assert.InRange(at.Value, alive.GetValueOrDefault(at.Key), alive.GetValueOrDefault(at.Key) + restored));
            holds[index] = hold with { Allocations = allocations };
        }
    }

    // How many of the points that are active now live on at some later moments.
    private Dictionary<DateTimeOffset, long> Alive() =>
        new[] { 0, 3, 9, 10, 11, 12, 60, 400 }.Select(days => now.AddDays(days)).ToDictionary(at => at, at => account.Spendable(at));

    /// <summary>Whether the account is as accounts must be.</summary>
    public void Check()
    {
        ledger.AddRange(account.Entries.Skip(seen));
        seen = account.Entries.Count;
        Assert.Equal(0, account.Balances.Sum);
        foreach (var at in Enum.GetValues<LedgerAccount>())
        {
            Assert.Equal(ledger.Where(entry => entry.To == at).Sum(entry => entry.Points) - ledger.Where(entry => entry.From == at).Sum(entry => entry.Points), account.Balances[at]);
            Assert.True(at is LedgerAccount.Issuance || (at is LedgerAccount.Debt ? account.Balances[at] <= 0 : account.Balances[at] >= 0), $"{at} {account.Balances[at]}");
        }

        Assert.All(account.Lots, lot => Assert.True(lot.IsConsistent, $"lot {lot.Sequence}"));
        Assert.Equal(account.Balances[LedgerAccount.Pending], account.Lots.Sum(lot => lot.Pending));
        Assert.Equal(account.Active, account.Lots.Sum(lot => lot.Active));
        Assert.Equal(account.Balances[LedgerAccount.Held], account.Lots.Sum(lot => lot.Held));
        Assert.Equal(account.Balances[LedgerAccount.Redeemed], account.Lots.Sum(lot => lot.Redeemed));
        Assert.Equal(account.Balances[LedgerAccount.Expired], account.Lots.Sum(lot => lot.Expired));
        Assert.Equal(account.Balances[LedgerAccount.Status], account.Lots.Sum(lot => lot.Status));
        Assert.All(account.Lots, lot => Assert.True(lot.Source is LotSource.Status ? lot.Status + lot.Reversed == lot.Issued : lot.Status == 0, $"lot {lot.Sequence}"));
        Assert.Equal(account.Balances[LedgerAccount.Held], holds.Where(hold => hold.State is HoldState.Held).Sum(hold => hold.Points));
        Assert.True(account.Owed == 0 || account.Active == 0, $"owes {account.Owed} with {account.Active} to spend");
        Assert.Equal(Enumerable.Range(1, ledger.Count).Select(i => (long)i), ledger.Select(entry => entry.Sequence));
    }
}
