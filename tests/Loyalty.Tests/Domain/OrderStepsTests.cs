using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Whatever happens to an order, and in whatever order it is told: its points are those of the units that were kept.</summary>
public sealed class OrderStepsTests
{
    private static readonly DateTimeOffset Start = OrderStory.Start;
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(400);

    private enum ActKind
    {
        Return, Deliver, Correct, Wait, Spend, Lapse,
    }

    [Fact]
    public void Points_AfterAnything_AreThoseOfTheUnitsKept() => Check.One(Quick, Prop.ForAll(Lines().ToArbitrary(), Acts().ToArbitrary(), (lines, acts) =>
    {
        var story = OrderStory.Of(lines);
        foreach (var act in acts)
        {
            Do(story, act);
            story.CheckReturns();
            OrderStory.CheckLedger(story.Account);
        }
    }));

    [Fact]
    public void Returns_InAnyOrder_ComeToTheSame() => Check.One(Quick, Prop.ForAll(Lines().ToArbitrary(), Acts().ToArbitrary(), (lines, acts) =>
    {
        var (forth, back) = (OrderStory.Of(lines), OrderStory.Of(lines));
        var returns = acts.Where(act => act.Kind is ActKind.Return).ToList();
        returns.ForEach(act => Do(forth, act));
        returns.Reverse();
        returns.ForEach(act => Do(back, act));

        Assert.Equal(forth.Order with { Redemptions = [], Lines = [] }, back.Order with { Redemptions = [], Lines = [] });
        Assert.Equal(forth.Order.Lines, back.Order.Lines);
        Assert.Equal(forth.Order.Redemptions, back.Order.Redemptions);
        Assert.All(Enum.GetValues<LedgerAccount>(), at => Assert.Equal(forth.Account.Balances[at], back.Account.Balances[at]));
    }));

    // A guest is nobody at first, then somebody, then another one: the last has what all of them would have had, the others have nothing of it.
    [Fact]
    public void GuestOrder_IsCreditedOnce_ToWhomTheGuestIsInTheEnd() => Check.One(Quick, Prop.ForAll(Lines().ToArbitrary(), Acts().ToArbitrary(), Gen.Choose(1, 3).ToArbitrary(), (lines, acts, links) =>
    {
        acts = [.. acts.Where(act => act.Kind is ActKind.Return or ActKind.Deliver or ActKind.Correct)];
        lines = [.. lines.Select(line => line with { Redeemed = 0 })];
        var story = OrderStory.Of(lines, isRemembered: true);
        var accounts = Enumerable.Range(0, links).Select(i => new Account { MemberId = $"m{i}" }).ToList();
        for (var i = 0; i < acts.Length; i++)
        {
            if (i % 3 == 1 && i / 3 < links)
            {
                story.GuestIs(accounts[i / 3]);
            }

            Do(story, acts[i]);
        }

        var known = OrderStory.Of(lines);
        acts.ToList().ForEach(act => Do(known, act));
        if (story.Order.MemberId is null)
        {
            story.GuestIs(accounts[0]);
        }

        var last = accounts.Single(account => account.MemberId == story.Order.MemberId);
        Assert.All(accounts, OrderStory.CheckLedger);
        Assert.Equal(known.Order.EarnedPoints - known.Order.ClawedPoints, -last.Balances[LedgerAccount.Issuance]);
        Assert.All(accounts.Where(account => account != last), account => Assert.Equal(0, account.Balances[LedgerAccount.Issuance]));
        Assert.Null(OrderSteps.CreditRemembered(story.Order, Earner(last), story.Now));
    }));

    [Fact]
    public void Enrolment_CreditsOrdersSinceTheDayThatCounts_AndNobodyElses()
    {
        var remembered = OrderSteps.Place(Placed(), "m", null, null, Start).Order;

        Assert.True(remembered.IsRemembered);
        Assert.Equal("m", OrderSteps.CreditRemembered(remembered, Earner("m", Start), Start)!.Order.MemberId);
        Assert.Null(OrderSteps.CreditRemembered(remembered, Earner("m", Start.AddTicks(1)), Start));
        Assert.Null(OrderSteps.CreditRemembered(remembered, Earner("other", Start), Start));
        Assert.Null(OrderSteps.CreditRemembered(remembered with { Content = null }, Earner("m", Start), Start));
    }

    [Theory]
    [InlineData(0, false, "m", null, true)]
    [InlineData(0, false, null, null, true)]
    [InlineData(31, false, "m", null, true)]
    [InlineData(31, false, null, null, false)]
    [InlineData(31, false, "m", "m", false)]
    [InlineData(31, true, "m", "m", true)]
    public void Order_IsRemembered_WhileSomebodyMayBeCredited(int daysAgo, bool isHistorical, string? owner, string? member, bool isRemembered)
    {
        var placed = Placed() with { PlacedAt = Start.AddDays(-daysAgo), IsHistorical = isHistorical };

        var order = OrderSteps.Place(placed, owner, member is null ? null : Earner(member, Start.AddDays(1)), null, Start).Order;

        Assert.Equal(isRemembered, order.IsRemembered);
        Assert.Equal(isRemembered ? Start.AddDays(31) : null, order.RememberedUntil);
    }

    [Fact]
    public void Delivery_BeginsThePendingPeriod_ToldAgainOtherwiseItBeginsThen_CorrectedItWaits()
    {
        var earner = Earner("m", Start);
        var placed = OrderSteps.Place(Placed(), "m", earner, null, Start);
        var delivered = OrderSteps.Deliver(placed.Order, Start.AddDays(1), earner, Start.AddDays(1))!;
        var again = OrderSteps.Deliver(delivered.Order, Start.AddDays(3), earner, Start.AddDays(3))!;
        var corrected = OrderSteps.CorrectDelivery(again.Order, earner, Start.AddDays(4));

        Assert.Null(placed.ActivatesAt);
        Assert.Equal(Start.AddDays(15), delivered.ActivatesAt);
        Assert.Null(OrderSteps.Deliver(delivered.Order, Start.AddDays(1), earner, Start.AddDays(2)));
        Assert.Equal(Start.AddDays(17), again.ActivatesAt);
        Assert.True(corrected.StopsActivation);
        Assert.Null(OrderSteps.Activate(corrected.Order, earner, Start.AddDays(17)));
        Assert.Equal(0, earner.Account.Active);
        Assert.NotNull(OrderSteps.Activate(again.Order, earner, Start.AddDays(17)));
        Assert.Equal(100, earner.Account.Active);
    }

    // The goods never came, and the points were there to be spent already: what is left of them waits for the goods again.
    [Fact]
    public void Delivery_CorrectedAfterThePointsBecameActive_TheyArePendingAgain()
    {
        var earner = Earner("m", Start);
        var delivered = OrderSteps.Deliver(OrderSteps.Place(Placed(), "m", earner, null, Start).Order, Start, earner, Start.AddDays(20))!.Order;
        var hold = earner.Account.Hold(30, new Cause(Start.AddDays(21))).Value;
        earner.Account.Capture(new Hold { HoldId = "h", Points = 30, Allocations = hold }, 30, new Cause(Start.AddDays(21)));

        var corrected = OrderSteps.CorrectDelivery(delivered, earner, Start.AddDays(22)).Order;
        Assert.Equal((70, 0), (earner.Account.Balances[LedgerAccount.Pending], earner.Account.Active));

        OrderSteps.Deliver(corrected, Start.AddDays(30), earner, Start.AddDays(50));
        var lot = Assert.Single(earner.Account.Lots);
        Assert.Equal((70, Start.AddDays(44), earner.Program!.ExpiryAfter(Start.AddDays(44))?.At), (earner.Account.Active, lot.ActivatesAt, lot.ExpiresAt));
        OrderStory.CheckLedger(earner.Account);
    }

    // What was imported long ago and is due today is news today: somebody waits for these points.
    [Fact]
    public void Activation_WhenItsTimeComes_IsNews_AndOfThePastIsHistory()
    {
        var earner = Earner("m", Start.AddDays(-400));
        var recent = OrderSteps.Place(Placed() with { IsHistorical = true, PlacedAt = Start.AddDays(-5) }, "m", earner, Start.AddDays(-5), Start);
        OrderSteps.Place(Placed() with { OrderId = "old", IsHistorical = true, PlacedAt = Start.AddDays(-30) }, "m", earner, Start.AddDays(-30), Start);

        OrderSteps.Activate(recent.Order, earner, recent.ActivatesAt!.Value);

        Assert.Equal(
            [("o", false), ("old", true)],
            earner.Account.Entries.Where(entry => entry.Kind is EntryKind.Activate).Select(entry => (entry.Cause.OrderId!, entry.Cause.IsHistorical)).Order());
    }

    // An import says when the goods came: the days until points can be spent begin then, whichever of the two is told first.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void History_IsActiveSinceItsOwnDelivery(bool deliveryFirst)
    {
        var earner = Earner("m", Start.AddDays(-400));
        var (placedAt, deliveredAt) = (Start.AddDays(-100), Start.AddDays(-81));
        var placed = OrderSteps.Place(Placed() with { IsHistorical = true, PlacedAt = placedAt }, "m", earner, deliveryFirst ? deliveredAt : null, Start).Order;
        Assert.Equal(deliveryFirst ? 100 : 0, earner.Account.Active);
        OrderSteps.Deliver(placed, deliveredAt, earner, Start);

        var active = Assert.Single(earner.Account.Entries, entry => entry.Kind is EntryKind.Activate);
        Assert.Equal((deliveredAt.AddDays(14), true), (active.Cause.EffectiveAt, active.Cause.IsHistorical));
    }

    [Fact]
    public void Order_IsKept_WhileSomethingOfItsGoodsIs()
    {
        var order = OrderSteps.Place(
            Placed() with { Lines = [new EarningLine("a", "sku", "", 2, 500, true), new EarningLine("b", "sku", "", 1, 0, true), new EarningLine("post", "POST", "", 1, 490, false)] },
            "m",
            null,
            null,
            Start).Order;
        var some = Back(order, "a", 2);
        var all = Back(Back(some, "a", 1), "b", 1);

        Assert.True(order.IsKept);
        Assert.True(some.IsKept);
        Assert.False(all.IsKept);

        static CreditedOrder Back(CreditedOrder order, string line, long units) =>
            OrderSteps.Return(order, new ReturnedUnits("o", "r", Start, false, SalesChannel.Store, [new ReturnedLine(line, units)]) { NewsId = "n" }, null, Start).Order;
    }

    [Fact]
    public void Claim_IsTheFirstOnes()
    {
        var nobodys = OrderSteps.Place(Placed(), null, null, null, Start).Order;
        var claimed = OrderSteps.Claim(nobodys, "m")!.Order;

        Assert.Equal("m", claimed.OwnerId);
        Assert.Null(OrderSteps.Claim(claimed, "other"));
        Assert.Null(OrderSteps.Claim(nobodys with { Content = null }, "m"));
    }

    private static void Do(OrderStory story, Act act)
    {
        switch (act.Kind)
        {
            case ActKind.Return:
                story.Return($"l{act.Line}", act.Number);
                break;
            case ActKind.Deliver:
                story.Deliver(act.Number);
                break;
            case ActKind.Correct:
                story.CorrectDelivery();
                break;
            case ActKind.Wait:
                story.Wait(act.Number * 6);
                break;
            case ActKind.Spend:
                story.Spend(act.Number * 20);
                break;
            default:
                story.Lapse();
                break;
        }
    }

    private static PlacedOrder Placed() => new() { OrderId = "o", PlacedAt = Start, CurrencyCode = "EUR", Lines = [new EarningLine("l0", "sku", "", 1, 10_000, true)] };

    private static Earner Earner(Account account) => Earner(account.MemberId, Start) with { Account = account };

    private static Earner Earner(string memberId, DateTimeOffset creditsFrom) => new(
        new Member { MemberId = memberId, ProgramId = "default", CardNumber = "1", EnrolledAt = creditsFrom, CreditsFrom = creditsFrom, TierId = "basic" },
        new Account { MemberId = memberId },
        LoyaltyProgram.BuiltIn());

    private static Gen<(int Quantity, int Amount, int Redeemed)[]> Lines() =>
        from lines in Gen.ListOf(
            from quantity in Gen.Choose(1, 7)
            from amount in Gen.Choose(0, 150)
            from redeemed in Gen.Choose(0, 40)
            select (Quantity: quantity, Amount: amount, Redeemed: redeemed),
            3)
        select lines.Select((line, i) => i == 0 ? line with { Redeemed = line.Redeemed + 1 } : line).ToArray();

    private static Gen<Act[]> Acts() =>
        from acts in Gen.ListOf(
            from kind in Gen.Elements(Enum.GetValues<ActKind>())
            from line in Gen.Choose(0, 2)
            from number in Gen.Choose(1, 4)
            select new Act(kind, line, number),
            16)
        select acts.ToArray();

    private sealed record Act(ActKind Kind, int Line, int Number);
}
