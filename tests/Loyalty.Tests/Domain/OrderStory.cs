using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>One order, the ledger that it is credited to, and the hold that it was paid with, as the store would keep them between the steps.</summary>
internal sealed class OrderStory
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly LoyaltyProgram Program = LoyaltyProgram.BuiltIn() with { ExpiryDays = 60, RestoreGraceDays = 10 };
    private readonly List<ReturnedUnits> waiting = [];
    private readonly Dictionary<string, long> cameBack = [];
    private int news;

    private OrderStory(PlacedOrder placed, Account account, Hold hold) => (Placed, Account, Hold) = (placed, account, hold);

    public PlacedOrder Placed { get; }

    public CreditedOrder Order { get; private set; } = null!;

    public Account Account { get; private set; }

    public Hold Hold { get; private set; }

    public DateTimeOffset Now { get; private set; } = Start;

    public DateTimeOffset? ActivatesAt { get; private set; }

    private Earner Earner => Whose(Account);

    /// <summary>The story of an order with lines of so many units for so much, each paid with so many points.</summary>
    public static OrderStory Of((int Quantity, int Amount, int Redeemed)[] lines, bool isRemembered = false)
    {
        var account = new Account { MemberId = "m" };
        var redeemed = lines.Sum(line => line.Redeemed);
        account.Adjust(redeemed / 2, Start.AddDays(20), mayOwe: false, new Cause(Start) { Reason = "test" });
        account.Adjust(redeemed + 100, Start.AddDays(50), mayOwe: false, new Cause(Start) { Reason = "test" });
        var command = new CheckoutHoldCommand("h", new Basket("m", false, "IT", "EUR", [], 0), [], redeemed, SalesChannel.Web, "");
        var held = HoldSteps.PlaceForCheckout(command, new CouponOutcome([], long.MaxValue), redeemed == 0 ? null : new Holder(account, Program, Program.ProgramId), Start).Value;
        var story = new OrderStory(
            new PlacedOrder
            {
                OrderId = "o",
                GuestId = isRemembered ? "g" : null,
                CustomerId = isRemembered ? null : "m",
                PlacedAt = Start,
                CurrencyCode = "EUR",
                HoldId = "h",
                Lines = [.. lines.Select((line, i) => new EarningLine($"l{i}", "sku", "", line.Quantity, line.Amount * 100, true))],
                Redemptions = [.. lines.Select((line, i) => new RedeemedLine($"l{i}", line.Quantity, line.Redeemed)).Where(line => line.Points > 0)],
            },
            account,
            HoldSteps.Commit(held, "o", account, Start).Value.Hold);
        story.Take(OrderSteps.Place(story.Placed, isRemembered ? null : "m", isRemembered ? null : story.Earner, null, Start));
        return story;
    }

    public void Wait(int days)
    {
        Now = Now.AddDays(days);
        if (ActivatesAt is { } due && due <= Now)
        {
            ActivatesAt = null;
            if (OrderSteps.Activate(Order, Earner, due, Now) is { } change)
            {
                Take(change);
            }
        }
    }

    public void Deliver(int daysAgo)
    {
        if (OrderSteps.Deliver(Order, Now.AddDays(-daysAgo), Order.MemberId is null ? null : Earner, Now) is { } change)
        {
            Take(change);
        }
    }

    public void CorrectDelivery() => Take(OrderSteps.CorrectDelivery(Order, Order.MemberId is null ? null : Account, Now));

    public void Return(string lineId, long quantity)
    {
        cameBack[lineId] = cameBack.GetValueOrDefault(lineId) + quantity;
        Apply(new ReturnedUnits("o", "r", Now, false, SalesChannel.Store, [new ReturnedLine(lineId, quantity)]) { NewsId = $"news-{++news}" });
    }

    public void Spend(long points)
    {
        var taken = Account.Hold(points, new Cause(Now));
        if (taken.IsAccepted)
        {
            Account.Capture(new Hold { HoldId = "other", Points = points, Allocations = taken.Value }, points, new Cause(Now));
        }
    }

    public void Lapse() => Account.Expire(new Cause(Now));

    /// <summary>The guest is this member, or another one than before.</summary>
    public void GuestIs(Account next)
    {
        if (Order.MemberId is not null)
        {
            Take(OrderSteps.Uncredit(Order, Account, $"news-{++news}", Now));
        }

        Account = next;
        Take(OrderSteps.Follow(Order, next.MemberId)!);
        Take(OrderSteps.CreditRemembered(Order, Whose(next), Now)!);
        foreach (var units in waiting.ToList())
        {
            waiting.Remove(units);
            Apply(units);
        }
    }

    /// <summary>Fails unless every line lost what its returned units earned, and got back what they cost, whatever the steps were.</summary>
    public void CheckReturns()
    {
        foreach (var lot in Order.LotsIn(Account))
        {
            Assert.Equal(Share(lot.Issued, lot.Quantity, lot.LineId!), lot.Clawed);
        }

        Assert.Equal(Order.MemberId is null ? 0 : Order.LotsIn(Account).Sum(lot => lot.Clawed), Order.ClawedPoints);
        Assert.All(Order.Redemptions, line => Assert.Equal(Share(line.Points, line.Quantity, line.LineId), line.Restored));
        Assert.Equal(Order.Redemptions.Sum(line => line.Restored), Hold.CapturedPoints - Hold.UsedPoints);
    }

    /// <summary>Fails unless a ledger holds together.</summary>
    public static void CheckLedger(Account account)
    {
        Assert.Equal(0, account.Balances.Sum);
        Assert.All(account.Lots, lot => Assert.True(lot.IsConsistent, $"lot {lot.Sequence}"));
        Assert.Equal(account.Balances[LedgerAccount.Pending], account.Lots.Sum(lot => lot.Pending));
        Assert.Equal(account.Active, account.Lots.Sum(lot => lot.Active));
        Assert.True(account.Owed == 0 || account.Active == 0);
    }

    private static Earner Whose(Account account) => new(
        new Member { MemberId = account.MemberId, ProgramId = Program.ProgramId, CardNumber = "1", EnrolledAt = Start, CreditsFrom = Start, TierId = "basic" }, account, Program);

    private long Share(long whole, long quantity, string lineId) =>
        (long)decimal.Round((decimal)whole * Math.Min(quantity, cameBack.GetValueOrDefault(lineId)) / quantity, MidpointRounding.ToEven);

    private void Apply(ReturnedUnits units) => Take(OrderSteps.Return(Order, units, Order.EarnedPoints > 0 ? Account : null, Now));

    private void Take(OrderChange change)
    {
        Order = change.Order;
        ActivatesAt = change.StopsActivation ? null : change.ActivatesAt ?? ActivatesAt;
        if (change.Waits is { } units)
        {
            waiting.Add(units);
        }

        if (change.PointsBack > 0)
        {
            Hold = HoldSteps.GivePointsBack(Hold, change.PointsBack, Account, Program, Now, new Cause(Now))!;
        }
    }
}
