using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>When pending points become active, line by line.</summary>
public sealed class RipeningTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LoyaltyProgram Program = LoyaltyProgram.BuiltIn() with { PendingUntil = PendingUntil.ReturnWindow, PendingDays = 14 };
    private readonly Account account = new() { MemberId = "m" };
    private CreditedOrder order;
    private DateTimeOffset? timer;

    public RipeningTests() => order = Take(OrderSteps.Place(
        new PlacedOrder
        {
            OrderId = "o",
            CustomerId = "m",
            PlacedAt = Start,
            CurrencyCode = "EUR",
            Lines = [new EarningLine("a", "", "", 1, 1_000, true), new EarningLine("b", "", "", 1, 2_000, true)],
        },
        "m",
        Earner([]),
        null,
        Start));

    [Fact]
    public void Line_BecomesActive_AtItsWindowsEnd_AndTheOthersAfterTheDays()
    {
        Take(OrderSteps.MoveWindows(order, Earner(new() { ["a"] = Start.AddDays(30) }), Start.AddDays(1)));
        Assert.Equal(Start.AddDays(30), timer);
        Take(OrderSteps.Deliver(order, Start.AddDays(2), Earner(new() { ["a"] = Start.AddDays(30) }), Start.AddDays(2)));
        Assert.Equal(Start.AddDays(16), timer);

        Take(OrderSteps.Activate(order, Earner(new() { ["a"] = Start.AddDays(30) }), Start.AddDays(16)));
        Assert.Equal((20, 10, Start.AddDays(30)), (account.Active, account.Balances[LedgerAccount.Pending], timer));
        Take(OrderSteps.Activate(order, Earner(new() { ["a"] = Start.AddDays(30) }), Start.AddDays(30)));
        Assert.Equal(30, account.Active);
    }

    [Fact]
    public void Window_ThatMoves_TakesPendingPointsAlong_AndLetsActiveOnesBe()
    {
        Take(OrderSteps.MoveWindows(order, Earner(new() { ["a"] = Start.AddDays(5), ["b"] = Start.AddDays(30) }), Start.AddDays(1)));
        Take(OrderSteps.Activate(order, Earner(new() { ["a"] = Start.AddDays(5), ["b"] = Start.AddDays(30) }), Start.AddDays(5)));
        Take(OrderSteps.MoveWindows(order, Earner(new() { ["a"] = Start.AddDays(50), ["b"] = Start.AddDays(50) }), Start.AddDays(6)));
        Assert.Equal((10, Start.AddDays(50)), (account.Active, timer));

        Take(OrderSteps.MoveWindows(order, Earner(new() { ["a"] = Start.AddDays(50), ["b"] = Start.AddDays(3) }), Start.AddDays(8)));
        Assert.Equal((30, null), (account.Active, timer));
    }

    // Without a window and without a delivery nothing says that the goods came.
    [Fact]
    public void Window_ThatIsNoMore_OfGoodsThatWereNotDelivered_LetsTheirPointsWaitAgain()
    {
        Take(OrderSteps.MoveWindows(order, Earner(new() { ["a"] = Start.AddDays(5), ["b"] = Start.AddDays(30) }), Start.AddDays(6)));
        Assert.Equal((10, Start.AddDays(30)), (account.Active, timer));

        Take(OrderSteps.MoveWindows(order, Earner(new() { ["b"] = Start.AddDays(30) }), Start.AddDays(7)));
        Assert.Equal((0, 30, Start.AddDays(30)), (account.Active, account.Balances[LedgerAccount.Pending], timer));

        Take(OrderSteps.Deliver(order, Start.AddDays(8), Earner(new() { ["b"] = Start.AddDays(30) }), Start.AddDays(8)));
        Take(OrderSteps.MoveWindows(order, Earner([]), Start.AddDays(22)));
        Assert.Equal((30, null), (account.Active, timer));
    }

    [Fact]
    public void Corrected_Delivery_LeavesWhatHasAWindow()
    {
        Take(OrderSteps.Deliver(order, Start.AddDays(2), Earner(new() { ["a"] = Start.AddDays(30) }), Start.AddDays(2)));

        Take(OrderSteps.CorrectDelivery(order, Earner(new() { ["a"] = Start.AddDays(30) }), Start.AddDays(3)));

        Assert.Equal(Start.AddDays(30), timer);
    }

    [Fact]
    public void WhateverTheNewsAndTheirOrder_TheLastOnesDecide_AndActiveStaysActiveWhileGoodsCame() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var (random, story, now) = (new Random(seed), new RipeningTests(), Start);
        var windows = new Dictionary<string, DateTimeOffset>();
        var (expectedA, expectedB) = (false, false);
        for (var i = 0; i < 12; i++)
        {
            now = now.AddDays(random.Next(0, 9));
            story.Fire(windows, now);
            expectedA |= Due("a") <= now;
            expectedB |= Due("b") <= now;
            switch (random.Next(4))
            {
                case 0:
                    windows = new[] { "a", "b" }.Where(_ => random.Next(3) > 0).ToDictionary(line => line, _ => now.AddDays(random.Next(-5, 20)));
                    story.Take(OrderSteps.MoveWindows(story.order, story.Earner(windows), now));
                    break;
                case 1:
                    var at = now.AddDays(-random.Next(0, 20));
                    if (OrderSteps.Deliver(story.order, at, story.Earner(windows), now) is { } delivered)
                    {
                        story.Take(delivered);
                    }

                    break;
                case 2:
                    story.Take(OrderSteps.CorrectDelivery(story.order, story.Earner(windows), now));
                    break;
                default:
                    break;
            }

            expectedA = Due("a") is { } dueA && (expectedA || dueA <= now);
            expectedB = Due("b") is { } dueB && (expectedB || dueB <= now);
            if (story.account.Active != (expectedA ? 10 : 0) + (expectedB ? 20 : 0) || (story.timer is { } next && next <= now))
            {
                return false;
            }
        }

        return true;

        DateTimeOffset? Due(string line) => Program.ActivationOf(story.order.DeliveredAt, windows.TryGetValue(line, out var end) ? end : null);
    }).QuickCheckThrowOnFailure();

    private Earner Earner(Dictionary<string, DateTimeOffset> windows) => new(
        new Member { MemberId = "m", ProgramId = Program.ProgramId, CardNumber = "1", EnrolledAt = Start, CreditsFrom = Start, TierId = "basic" }, account, Program with { ExpiryDays = 0 })
    { Windows = windows };

    // As the timer does: at its time, and again for what is left.
    private void Fire(Dictionary<string, DateTimeOffset> windows, DateTimeOffset now)
    {
        while (timer is { } due && due <= now)
        {
            timer = null;
            Take(OrderSteps.Activate(order, Earner(windows), now) ?? new OrderChange(order));
        }
    }

    private CreditedOrder Take(OrderChange? change)
    {
        timer = change!.ActivatesAt ?? (change.StopsActivation ? null : timer);
        order = change.Order;
        return order;
    }
}
