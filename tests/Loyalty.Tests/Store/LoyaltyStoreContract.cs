using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Tests.Store;

/// <summary>What the store must do, on every engine.</summary>
public abstract partial class LoyaltyStoreContract : IAsyncLifetime
{
    private LoyaltyBench bench = null!;

    public async Task InitializeAsync() => bench = await LoyaltyBench.Open(await Open());

    public async Task DisposeAsync()
    {
        await bench.Verify();
        await bench.DisposeAsync();
    }

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task HoldPoints_TwentyTerminalsAtOnce_OneSucceeds()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() => bench.Hold("m", 100))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), error => Assert.Equal("INSUFFICIENT_POINTS", Assert.IsAssignableFrom<RefusedException>(error).Refusal.Reason));
        Assert.Equal((0, 0, 100, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Hold_SameKeyTwice_HoldsOnce()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);

        Assert.Equal(await bench.Hold("m", 40, "key"), await bench.Hold("m", 40, "key"));
        Assert.Equal((0, 60, 40, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Hold_ResolvesOnce_WhoeverComesFirst()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);
        var hold = await bench.Hold("m", 100);

        await Task.WhenAll(
            Record.ExceptionAsync(() => bench.Capture("m", hold, 60)),
            Record.ExceptionAsync(() => bench.Release("m", hold)),
            bench.Advance(TimeSpan.FromMinutes(16)));

        var (_, active, held, _) = await bench.Points("m");
        Assert.Equal(0, held);
        Assert.Contains(active, new long[] { 40, 100 });
        Assert.Equal("HOLD_NOT_FOUND", await Reason(() => bench.Capture("other", hold)));
    }

    [Fact]
    public async Task Hold_NotResolved_ExpiresByTimer_AndIsRefusedLater()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);
        var hold = await bench.Hold("m", 30);

        await bench.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal((0, 100, 0, 0), await bench.Points("m"));
        Assert.Equal("HOLD_EXPIRED", await Reason(() => bench.Capture("m", hold)));
        await bench.Release("m", hold);
    }

    [Fact]
    public async Task Capture_Again_SamePointsAnswers_OtherPointsAreRefused()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);
        var hold = await bench.Hold("m", 30);

        await bench.Capture("m", hold, 20);
        await bench.Capture("m", hold, 20);

        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(() => bench.Capture("m", hold, 30)));
        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(() => bench.Release("m", hold)));
        Assert.Equal((0, 80, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Hold_OverManyLots_TakesThemAll()
    {
        await bench.Enroll("m");
        for (var i = 0; i < 150; i++)
        {
            await bench.Give("m", 1, bench.Clock.Now.AddDays(1 + (i % 7)));
        }

        var hold = await bench.Hold("m", 149);
        await bench.Capture("m", hold, 140);

        Assert.Equal((0, 10, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Order_EarnsPending_ActivatesAfterDelivery_Expires()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o1", "m", 1999, 50, 0));
        Assert.Equal((19, 0, 0, 0), await bench.Points("m"));

        await bench.Advance(TimeSpan.FromDays(20));
        Assert.Equal((19, 0, 0, 0), await bench.Points("m"));

        await bench.Deliver("o1");
        await bench.Deliver("o1");
        await bench.Advance(TimeSpan.FromDays(13.9));
        Assert.Equal((19, 0, 0, 0), await bench.Points("m"));
        await bench.Advance(TimeSpan.FromDays(0.1));
        Assert.Equal((0, 19, 0, 0), await bench.Points("m"));
        await bench.Advance(TimeSpan.FromDays(367));
        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));
        Assert.Equal([EntryKind.Expire, EntryKind.Activate, EntryKind.EarnPending], (await bench.Statement("m")).Select(KindOf));
    }

    [Fact]
    public async Task Order_SameTwice_EarnsOnce()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o1", "m", 5000));
        await bench.Place(bench.Order("o1", "m", 5000));

        Assert.Equal((50, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Delivery_BeforeItsOrder_StillStartsThePendingPeriod()
    {
        await bench.Enroll("m");
        await bench.Deliver("o1");
        await bench.Place(bench.Order("o1", "m", 5000));

        await bench.Advance(TimeSpan.FromDays(14));

        Assert.Equal((0, 50, 0, 0), await bench.Points("m"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // told before the order
    public async Task DeliveryAtAnotherTime_ToldAgain_PointsFollowIt(bool isEarly)
    {
        await bench.Enroll("m");
        var order = bench.Order("o1", "m", 5000);
        var assumed = bench.Clock.Now;
        if (!isEarly)
        {
            await bench.Place(order);
        }

        await bench.Apply(unit => bench.Orders.Deliver(unit, "o1", assumed));
        await bench.Apply(unit => bench.Orders.Deliver(unit, "o1", assumed.AddDays(5)));
        if (isEarly)
        {
            await bench.Place(order);
        }

        await bench.Advance(TimeSpan.FromDays(15));
        Assert.Equal((50, 0, 0, 0), await bench.Points("m"));
        await bench.Advance(TimeSpan.FromDays(5));
        Assert.Equal((0, 50, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task DeliveryCorrected_PendingPointsWaitAgain()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o1", "m", 5000));
        await bench.Deliver("o1");
        await bench.Apply(unit => bench.Orders.CorrectDelivery(unit, "o1"));

        await bench.Advance(TimeSpan.FromDays(30));

        Assert.Equal((50, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task History_IsPostedAtItsOwnTimes_UnderTheProgramOfThen()
    {
        var then = new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero);
        await bench.EnrollPast("m", then.AddDays(-1));
        await bench.PlacePast(bench.Order("o1", "m", 1530, 2034) with { PlacedAt = then }, then);
        await bench.Apply(unit => bench.Orders.Return(unit, new ReturnedUnits("o1", "r", then.AddDays(3), true, SalesChannel.Store, [new ReturnedLine("l0", 4)]) { NewsId = "r" }));

        var statement = await bench.Statement("m");

        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));
        Assert.Equal(
            [
                (EntryKind.Expire, new DateTimeOffset(2011, 12, 16, 0, 0, 0, TimeSpan.Zero), 35),
                (EntryKind.Activate, then.AddDays(14), 35),
                (EntryKind.Clawback, then.AddDays(3), 15),
                (EntryKind.EarnPending, then, 35),
            ],
            statement.OrderByDescending(entry => entry.EffectiveAt).Select(entry => (KindOf(entry), Instants.FromMicros(entry.EffectiveAt), (int)entry.Points)));
        Assert.All(statement, entry => Assert.Equal(1, entry.Historical));
        Assert.Equal(20, (await bench.Balances("m"))[LedgerAccount.Expired]);
    }

    [Fact]
    public async Task History_OrdersBeforeTheEnrolmentIsImported_AreCreditedThen()
    {
        var then = new DateTimeOffset(2011, 1, 5, 9, 0, 0, TimeSpan.Zero);
        await bench.PlacePast(bench.Order("o1", "m", 10_000) with { PlacedAt = then }, then);
        await bench.PlacePast(bench.Order("o0", "m", 10_000) with { PlacedAt = then.AddDays(-9) }, then.AddDays(-9));
        await bench.EnrollPast("m", then.AddDays(-2));
        Assert.Equal(100, (await bench.Balances("m"))[LedgerAccount.Expired]);

        await bench.EnrollPast("m", then.AddDays(-10));

        Assert.Equal(200, (await bench.Balances("m"))[LedgerAccount.Expired]);
    }

    [Fact]
    public async Task History_BatchInOneTransaction_LoadsEachMemberOnce_AndAddsUp()
    {
        var then = new DateTimeOffset(2011, 1, 5, 9, 0, 0, TimeSpan.Zero);
        foreach (var member in new[] { "a", "b", "c" })
        {
            await bench.EnrollPast(member, then.AddDays(-1));
        }

        await bench.Apply(async unit =>
        {
            for (var i = 0; i < 60; i++)
            {
                await bench.Orders.Place(unit, bench.Order($"o{i}", i % 4 == 3 ? null : ((char)('a' + (i % 4))).ToString(), 1000, 2550) with
                {
                    PlacedAt = then.AddDays(i),
                    IsHistorical = true,
                });
                await bench.Orders.Deliver(unit, $"o{i}", then.AddDays(i + 2));
            }
        });

        foreach (var member in new[] { "a", "b", "c" })
        {
            Assert.Equal(15 * 35, (await bench.Balances(member))[LedgerAccount.Expired]);
        }
    }

    [Fact]
    public async Task Enrolment_CreditsOrdersOfTheLast30Days_AsAGuestToo_NotOlderOnes()
    {
        await bench.Place(bench.Order("old", "m", 10_000));
        await bench.Advance(TimeSpan.FromDays(25));
        await bench.Place(bench.Order("mine", "m", 10_000));
        await bench.Place(bench.Order("guest", null, 10_000) with { GuestId = "g" });
        await bench.Place(bench.Order("stranger", null, 10_000) with { GuestId = "g2" });
        await bench.Advance(TimeSpan.FromDays(8));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "m", 1));

        await bench.Enroll("m");

        Assert.Equal((200, 0, 0, 0), await bench.Points("m"));
        await bench.Deliver("guest");
        await bench.Advance(TimeSpan.FromDays(14));
        Assert.Equal((100, 100, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task GuestLinked_AfterEnrolment_AndBeforeTheOrder_CreditsBoth()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("before", null, 10_000) with { GuestId = "g" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "m", 1));
        await bench.Place(bench.Order("after", null, 10_000) with { GuestId = "g" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "m", 1));

        Assert.Equal((200, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Guest_OfASecondCustomer_TakesTheirPointsAlong_AndLeavesWhenThatIsTakenBack()
    {
        await bench.Enroll("first");
        await bench.Enroll("second");
        await bench.Place(bench.Order("o", null, 9_900) with { GuestId = "g" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "first", 1));
        await bench.Return("o", ("l0", 1));
        await bench.Deliver("o");
        await bench.Advance(TimeSpan.FromDays(14));
        var earned = (await bench.Points("first")).Active;
        Assert.True(earned is > 0 and < 99);

        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "second", 3));
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "first", 2));

        Assert.Equal((0, 0, 0, 0), await bench.Points("first"));
        Assert.Equal((0, earned, 0, 0), await bench.Points("second"));
        await bench.Return("o", ("l0", 1));
        Assert.True((await bench.Points("second")).Active < earned);

        await bench.Apply(unit => bench.Orders.Follow(unit, "g", null, 4));
        Assert.Equal((0, 0, 0, 0), await bench.Points("second"));
    }

    [Fact]
    public async Task Guest_OfASecondCustomer_WhoseFirstOneSpentThePoints_LeavesADebt()
    {
        await bench.Enroll("first");
        await bench.Enroll("second");
        await bench.Place(bench.Order("o", null, 10_000) with { GuestId = "g" });
        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "first", 1));
        await bench.Deliver("o");
        await bench.Advance(TimeSpan.FromDays(14));
        await bench.Capture("first", await bench.Hold("first", 40));

        await bench.Apply(unit => bench.Orders.Follow(unit, "g", "second", 2));

        Assert.Equal((0, 100, 0, 0), await bench.Points("second"));
        Assert.Equal(40, (await bench.Balances("first")).Owed);
    }

    [Fact]
    public async Task Purchase_IsUnderTheVersionWithTheLatestDate_NotTheHighestNumber_AndThePastIsClosed()
    {
        LoyaltyProgram From(int days, decimal points) => LoyaltyProgram.BuiltIn() with
        {
            EffectiveFrom = bench.Clock.Now.AddDays(days),
            EarnRules = [new EarnRule { RuleId = "base", PointsPerUnit = points }],
        };
        await bench.Enroll("m");
        await Publish(From(20, 3));
        await Publish(From(10, 2));
        Assert.Equal("EFFECTIVE_IN_PAST", (await Assert.ThrowsAsync<RefusedException>(() => Publish(From(-1, 9)))).Refusal.Reason);

        foreach (var (days, order, pending) in new[] { (1, "a", 100), (14, "b", 300), (14, "c", 600) })
        {
            await bench.Advance(TimeSpan.FromDays(days));
            await bench.Place(bench.Order(order, "m", 10_000));
            Assert.Equal(pending, (await bench.Points("m")).Pending);
        }
    }

    [Fact]
    public async Task OrderClaimed_IsCredited()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("receipt", null, 10_000));
        await bench.Apply(unit => bench.Orders.Claim(unit, "receipt", "m"));

        Assert.Equal((100, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Orders_OfPeopleWhoDoNotEnrol_AreForgotten()
    {
        await bench.Place(bench.Order("o", "m", 10_000));
        await bench.Return("o", ("l0", 1));
        await bench.Advance(TimeSpan.FromDays(40));

        Assert.Equal(0, await bench.Database.Read(sql => sql.QueryFirst<long>("select count(*) from orders where content is not null")));
        Assert.Equal(0, await bench.Database.Read(sql => sql.QueryFirst<long>("select count(*) from waiting_news")));
    }

    [Fact]
    public async Task Returns_InParts_TakeBackExactlyWhatTheLineEarned()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o", "m", 9_900, 5_000));
        await bench.Return("o", ("l0", 1));
        Assert.Equal((99 + 50 - 25, 0, 0, 0), await bench.Points("m"));
        await bench.Deliver("o");
        await bench.Advance(TimeSpan.FromDays(14));
        await bench.Return("o", ("l0", 2));
        await bench.Return("o", ("l0", 1), ("l1", 4));
        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));
        await bench.Return("o", ("l0", 4));
        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Return_BeforeItsOrder_Waits()
    {
        await bench.Enroll("m");
        await bench.Return("o", ("l0", 4));
        await bench.Place(bench.Order("o", "m", 9_900, 5_000));

        Assert.Equal((50, 0, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Return_OfSpentPoints_LeavesDebt_ThatTheNextOrderPays()
    {
        await bench.Enroll("m");
        await bench.Place(bench.Order("o", "m", 10_000));
        await bench.Deliver("o");
        await bench.Advance(TimeSpan.FromDays(14));
        await bench.Capture("m", await bench.Hold("m", 80));
        await bench.Return("o", ("l0", 4));
        Assert.Equal((0, 0, 0, 80), await bench.Points("m"));

        await bench.Place(bench.Order("p", "m", 10_000));
        await bench.Deliver("p");
        await bench.Advance(TimeSpan.FromDays(14));

        Assert.Equal((0, 20, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Checkout_HoldsCouponsAndPoints_CommitsOnce_ReturnRestores()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);
        await Coupon("TEN", new CouponTerms { Percent = 10 });
        var hold = await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 300, "TEN"));
        Assert.Equal((1000, 300), (hold.Coupons[0].DiscountMinor, hold.ValueMinor));
        Assert.Equal((0, 200, 300, 0), await bench.Points("m"));

        await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 300, "TEN"));
        Assert.Equal("HOLD_ID_TAKEN", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/1", 200, "TEN"))));
        Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("d/1/1", 0, "TEN"))));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bench.Commands.Commit("c/1/1", "o")));
        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(() => bench.Commands.ReleaseCheckout("c/1/1")));
        Assert.Equal("HOLD_ALREADY_CAPTURED", await Reason(() => bench.Commands.Commit("c/1/1", "p")));
        Assert.Equal((0, 200, 0, 0), await bench.Points("m"));
        Assert.Equal((1, 0), await Uses("TEN"));

        await bench.Place(bench.Order("o", "m", 8_700) with { HoldId = "c/1/1", Redemptions = [new RedeemedLine("l0", 4, 300)] });
        await bench.Return("o", ("l0", 1));
        Assert.Equal((87 - 22, 275, 0, 0), await bench.Points("m"));
        await bench.Return("o", ("l0", 3));
        Assert.Equal((0, 500, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task Return_ProlongsOnlyTheRestoredPoints_UnderTheProgramOfThatDay()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500, bench.Clock.Now.AddDays(1));
        await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 400));
        await bench.Commands.Commit("c/1/1", "o");
        await bench.Place(bench.Order("o", "m", 0) with { HoldId = "c/1/1", Redemptions = [new RedeemedLine("l0", 4, 400)] });
        var returned = bench.Clock.Now;
        await Publish(LoyaltyProgram.BuiltIn() with { EffectiveFrom = returned.AddHours(1), RestoreGraceDays = 300 });
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await bench.Apply(unit => bench.Orders.Return(unit, new ReturnedUnits("o", "r", returned, false, SalesChannel.Store, [new ReturnedLine("l0", 1)]) { NewsId = "r" }));
        Assert.Equal((0, 100, 0, 0), await bench.Points("m"));

        await bench.Advance(TimeSpan.FromDays(28.4));
        Assert.Equal((0, 100, 0, 0), await bench.Points("m"));
        await bench.Advance(TimeSpan.FromDays(0.2));
        Assert.Equal((0, 0, 0, 0), await bench.Points("m"));
        Assert.Equal(200, (await bench.Balances("m"))[LedgerAccount.Expired]);
    }

    [Theory]
    [InlineData(500, "TEN")]
    [InlineData(500)]
    public async Task CheckoutHold_PlacedManyTimesAtOnce_IsOneHold(long points, params string[] codes)
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);
        await Coupon("TEN", new CouponTerms { Percent = 10, MaxRedemptions = 1 });

        var holds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.Commands.PlaceForCheckout(Checkout("c/1/1", points, codes))));

        Assert.All(holds, hold => Assert.Equal(points, hold.Points));
        Assert.Equal((0, 0, 500, 0), await bench.Points("m"));
        Assert.Equal((0, codes.Length), await Uses("TEN"));
    }

    [Fact]
    public async Task CheckoutHold_Released_GivesEverythingBack_AndIsRefusedAfterwards()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);
        await Coupon("TEN", new CouponTerms { Percent = 10 });
        await bench.Commands.PlaceForCheckout(Checkout("c/1/1", 300, "TEN"));

        Assert.False(await bench.Commands.ReleaseCheckout("c/1/1"));
        Assert.False(await bench.Commands.ReleaseCheckout("c/1/1"));

        Assert.Equal((0, 500, 0, 0), await bench.Points("m"));
        Assert.Equal((0, 0), await Uses("TEN"));
        Assert.Equal("HOLD_RELEASED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/1", 300, "TEN"))));
        Assert.Equal("HOLD_RELEASED", await Reason(() => bench.Commands.Commit("c/1/1", "o")));
    }

    [Fact]
    public async Task CheckoutHold_ReleasedBeforeItCame_IsRefused()
    {
        await bench.Enroll("m");
        await bench.Give("m", 500);

        Assert.True(await bench.Commands.ReleaseCheckout("c/1/1"));
        Assert.True(await bench.Commands.ReleaseCheckout("c/1/1"));

        Assert.Equal("HOLD_RELEASED", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/1", 300))));
        Assert.Equal((0, 500, 0, 0), await bench.Points("m"));
    }

    [Fact]
    public async Task CheckoutHold_RefusedPoints_HoldNoCouponEither()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);
        await Coupon("TEN", new CouponTerms { Percent = 10 });

        Assert.Equal("INSUFFICIENT_POINTS", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/1", 101, "TEN"))));
        Assert.Equal("POINTS_EXCEED_DUE", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/2", 9_001, "TEN"))));
        Assert.Equal("COUPON_UNKNOWN", await Reason(() => bench.Commands.PlaceForCheckout(Checkout("c/1/3", 1, "TEN", "NONE"))));

        Assert.Equal((0, 0), await Uses("TEN"));
    }

    [Fact]
    public async Task CheckoutHold_24HoursLater_IsGivenBack()
    {
        await Coupon("TEN", new CouponTerms { Percent = 10, MaxRedemptionsPerOwner = 1, MaxRedemptions = 5 });
        var asGuest = Checkout("c/1/1", 0, "TEN");
        asGuest = asGuest with { Basket = asGuest.Basket with { OwnerIsGuest = true } };
        await bench.Commands.PlaceForCheckout(asGuest);
        Assert.Equal("COUPON_USED", await Reason(() => bench.Commands.PlaceForCheckout(asGuest with { HoldId = "c/1/2" })));

        await bench.Advance(TimeSpan.FromHours(24));

        Assert.Equal((0, 0), await Uses("TEN"));
        await bench.Commands.PlaceForCheckout(asGuest with { HoldId = "c/1/2" });
    }

    [Fact]
    public async Task CheckoutHolds_ManyAtOnceWithTheSameCoupons_NeverMoreThanAllowed()
    {
        await Coupon("AAAA", new CouponTerms { AmountMinor = 100, AmountCurrency = "EUR", MaxRedemptions = 3 });
        await Coupon("BBBB", new CouponTerms { AmountMinor = 100, AmountCurrency = "EUR", MaxRedemptions = 9 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            Record.ExceptionAsync(() => bench.Commands.PlaceForCheckout(i % 2 == 0 ? Checkout($"c/{i}/1", 0, "AAAA", "BBBB") : Checkout($"c/{i}/1", 0, "BBBB", "AAAA")))));

        Assert.Equal(3, outcomes.Count(outcome => outcome is null));
        Assert.Equal((0, 3), await Uses("AAAA"));
        Assert.Equal((0, 3), await Uses("BBBB"));
    }

    [Fact]
    public async Task Statement_IsInTheOrderOfPosting_WhatItSaidOnceStays_AndWhatCameLateSaysWhenItCounts()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);
        await bench.Advance(TimeSpan.FromHours(1));
        await bench.Hold("m", 30);
        var late = bench.Order("late", "m", 5_000) with { PlacedAt = bench.Clock.Now.AddDays(-3) };
        var before = await bench.Statement("m");
        await bench.Place(late);

        var statement = await bench.Statement("m");

        Assert.Equal([EntryKind.EarnPending, EntryKind.Hold, EntryKind.Adjust], statement.Select(KindOf));
        Assert.Equal([(70, 50), (70, 0), (100, 0)], statement.Select(entry => ((int)entry.ActiveAfter, (int)entry.PendingAfter)));
        Assert.Equal(before.Select(entry => (entry.Sequence, entry.ActiveAfter)), statement.Skip(1).Select(entry => (entry.Sequence, entry.ActiveAfter)));
        var period = new StatementQuery("m", [], (late.PlacedAt.AddDays(-1).ToMicros(), late.PlacedAt.AddDays(1).ToMicros()), long.MaxValue, 10);
        Assert.Equal([EntryKind.EarnPending], (await bench.Statements.Page(period, default)).Select(entry => KindOf(entry.Row)));
    }

    [Fact]
    public async Task VerifyLedger_FindsWhatWasTamperedWith()
    {
        await bench.Enroll("m");
        await bench.Give("m", 100);
        await bench.Database.Write(sql => sql.Execute("update members set active = 101 where member_id = 'm'"));
        await bench.Database.Write(sql => sql.Execute("update lots set active = 99 where member_id = 'm'"));

        var findings = await bench.Findings("m");

        Assert.Contains(new LedgerFinding("members", "m", "active", "100", "101"), findings);
        Assert.Contains(new LedgerFinding("lots", "m/1", "active", "100", "99"), findings);
        await bench.Database.Write(sql => sql.Execute("update members set active = 100 where member_id = 'm'"));
        await bench.Database.Write(sql => sql.Execute("update lots set active = 100 where member_id = 'm'"));
    }

    [Fact]
    public async Task Commands_RandomFromManyChannels_NeverBreakTheLedger()
    {
        var random = new Random(4711);
        await bench.Enroll("a");
        await bench.Enroll("b");
        await bench.Give("a", 300);
        await bench.Give("b", 300);
        var holds = new System.Collections.Concurrent.ConcurrentBag<(string Member, string Hold)>();
        for (var round = 0; round < 12; round++)
        {
            var work = Enumerable.Range(0, 10).Select(_ => (Kind: random.Next(6), Member: random.Next(2) == 0 ? "a" : "b", Points: random.Next(1, 90), Id: random.Next(20))).ToList();
            var errors = await Task.WhenAll(work.Select(step => Record.ExceptionAsync(async () =>
            {
                switch (step.Kind)
                {
                    case 0:
                        await bench.Place(bench.Order("o" + step.Id, step.Member, step.Points * 100));
                        break;
                    case 1:
                        await bench.Deliver("o" + step.Id);
                        break;
                    case 2:
                        await bench.Return("o" + step.Id, ("l0", 1));
                        break;
                    case 3:
                        holds.Add((step.Member, await bench.Hold(step.Member, step.Points)));
                        break;
                    case 4 when holds.TryTake(out var captured):
                        await bench.Capture(captured.Member, captured.Hold);
                        break;
                    case 5 when holds.TryTake(out var released):
                        await bench.Release(released.Member, released.Hold);
                        break;
                    default:
                        break;
                }
            })));
            Assert.All(errors.Where(error => error is not null), error => Assert.True(error is RefusedException or UniqueViolationException, error!.ToString()));
            await bench.Advance(TimeSpan.FromDays(random.Next(0, 9)));
            await bench.Verify();
        }
    }

    private static EntryKind KindOf(PostedEntry entry) => EnumNames.Read<EntryKind>(entry.Kind);

    private static async Task<string> Reason(Func<Task> action) => (await Assert.ThrowsAnyAsync<RefusedException>(action)).Refusal.Reason;

    private static CheckoutHoldCommand Checkout(string holdId, long points, params string[] codes) => new(
        holdId,
        new Basket("m", false, "IT", "EUR", [new EarningLine("l0", "sku0", "home", 4, 10_000, true)], 0),
        codes,
        points,
        SalesChannel.Store,
        $"{points}/{string.Join(',', codes)}");

    private Task Publish(LoyaltyProgram program) => bench.Commands.Publish(bench.Context(), program, isHistory: false, _ => new Google.Protobuf.WellKnownTypes.Empty());

    private Task Coupon(string code, CouponTerms terms) =>
        bench.Commands.Issue(bench.Context(), terms, [code], 0, _ => new Google.Protobuf.WellKnownTypes.Empty());

    private async Task<(long Redeemed, long Held)> Uses(string code)
    {
        var coupon = (await bench.Statements.FindCoupon(code, default))!;
        return (coupon.RedeemedCount, coupon.HeldCount);
    }
}
