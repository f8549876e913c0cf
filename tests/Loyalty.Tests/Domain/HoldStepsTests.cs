using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>However many tills, carts and clocks work on a member's holds: each resolves once, and no point is in two places.</summary>
public sealed class HoldStepsTests
{
    private const long Given = 200;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(500);
    private static readonly Basket Basket = new("m", false, "IT", "EUR", [new EarningLine("l0", "sku", "", 1, 100, true)], 0);

    private enum ActKind
    {
        Place, PlaceForCheckout, Capture, Commit, Release, Expire,
    }

    [Fact]
    public void Holds_WhateverIsTried_ResolveOnce_AndHoldNoMoreThanWasActive() => Check.One(Quick, Prop.ForAll(Acts().ToArbitrary(), acts =>
    {
        var account = Rich();
        var holds = new Dictionary<string, Hold>();
        var now = Start;
        foreach (var act in acts)
        {
            now = now.AddMinutes(act.Minutes);
            var (before, active, posted) = (holds.GetValueOrDefault(act.Id), account.Active, account.Entries.Count);
            var decision = Do(account, act, before, now);
            if (decision is { IsAccepted: true, Value: { } change })
            {
                Assert.Equal(!change.IsChanged, account.Entries.Count == posted);
                Assert.True(before is null || !change.IsChanged || (before.State is HoldState.Held && change.Hold.State is not HoldState.Held));
                Assert.True(before is not null || change.Hold.Points <= active);
                Assert.Equal(before is not null && change.IsChanged && change.Hold.State is HoldState.Captured, change.Coupons is CouponFate.Redeemed);
                holds[act.Id] = change.Hold;
            }
            else
            {
                Assert.Equal(posted, account.Entries.Count);
            }

            AddsUp(account, holds.Values);
        }
    }));

    // The answer to a step that was lost on its way is asked for again; meanwhile anything may have been tried.
    [Fact]
    public void StepThatWasMade_MadeAgain_ChangesNothing_AndAnotherOneIsRefused() => Check.One(Quick, Prop.ForAll(
        Gen.Choose(1, 100).ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (points, part) =>
    {
        part = Math.Min(part, points);
        var account = Rich();
        var hold = Place(account, points);
        var captured = HoldSteps.Capture(hold, part, null, account, SalesChannel.Store, Start).Value.Hold;
        var used = part == 0 ? points : part;
        var posted = account.Entries.Count;

        Assert.Equal(new HoldChange(captured, IsChanged: false), HoldSteps.Capture(captured, used, null, account, SalesChannel.Store, Start).Value);
        Assert.IsType<HoldAlreadyCaptured>(HoldSteps.Capture(captured, used + 1, null, account, SalesChannel.Store, Start).Refusal);
        Assert.IsType<HoldAlreadyCaptured>(HoldSteps.Release(captured, account, SalesChannel.Store, Start).Refusal);
        Assert.False(HoldSteps.Expire(captured, account, Start.AddDays(1)).IsChanged);
        Assert.Equal((Given - used, (long)used), (account.Active, account.Balances[LedgerAccount.Redeemed]));
        Assert.Equal(posted, account.Entries.Count);
    }));

    [Fact]
    public void UsedPoints_GivenBackInAnyParts_ComeBackOnce() => Check.One(Quick, Prop.ForAll(
        Gen.Choose(1, 100).ToArbitrary(), Gen.ListOf(Gen.Choose(0, 60), 5).ToArbitrary(), (points, parts) =>
    {
        var account = Rich();
        var hold = HoldSteps.Capture(Place(account, points), 0, null, account, SalesChannel.Store, Start).Value.Hold;
        foreach (var part in parts)
        {
            hold = HoldSteps.GivePointsBack(hold, part, account, LoyaltyProgram.BuiltIn(), Start, new Cause(Start)) ?? hold;
            AddsUp(account, [hold]);
        }

        var back = Math.Min(points, parts.Sum());
        Assert.Equal(points - back, hold.UsedPoints);
        Assert.Equal((Given - points + back, (long)points - back), (account.Active, account.Balances[LedgerAccount.Redeemed]));
    }));

    [Fact]
    public void Coupons_OfACapturedHold_AreGivenBackOnce()
    {
        var held = new Hold { HoldId = "h", IsCheckout = true, OwnerId = "m", Coupons = [new HeldCoupon("A", [], 0, ""), new HeldCoupon("B", [], 0, "")] };
        var used = HoldSteps.Commit(held, "o", null, Start).Value.Hold;
        var first = HoldSteps.GiveCouponsBack(used, coupon => coupon.Code == "A", Start)!;
        var both = HoldSteps.GiveCouponsBack(first, _ => true, Start.AddDays(1))!;

        Assert.Null(HoldSteps.GiveCouponsBack(held, _ => true, Start));
        Assert.Null(HoldSteps.GiveCouponsBack(used, _ => false, Start));
        Assert.Equal([Start, null], first.Coupons.Select(coupon => coupon.GivenBackAt));
        Assert.Equal([Start, Start.AddDays(1)], both.Coupons.Select(coupon => coupon.GivenBackAt!.Value));
        Assert.Null(HoldSteps.GiveCouponsBack(both, _ => true, Start.AddDays(2)));
    }

    [Fact]
    public void Coupon_IsUsedOnce_HoweverItsHoldResolves()
    {
        var coupon = new Coupon { Code = "CODE", Terms = new CouponTerms() }.Hold();

        Assert.Equal((0, 1, 1), Counts(coupon));
        Assert.Equal((1, 0, 1), Counts(coupon.After(CouponFate.Redeemed)));
        Assert.Equal((0, 0, 0), Counts(coupon.After(CouponFate.Redeemed).GiveBack()));
        Assert.Equal((0, 0, 0), Counts(coupon.After(CouponFate.Released)));
        Assert.Equal(coupon, coupon.After(CouponFate.Stay));

        static (long Redeemed, long Held, long Used) Counts(Coupon coupon) => (coupon.RedeemedCount, coupon.HeldCount, coupon.UsedCount);
    }

    [Fact]
    public void CheckoutHold_SaysWhyNot()
    {
        Assert.IsType<PointsNotYours>(HoldSteps.PayerOf(Checkout(10) with { Basket = Basket with { Asker = Asker.Joined } }).Refusal);
        Assert.IsType<MemberNotFound>(HoldSteps.PayerOf(Checkout(10) with { Basket = Basket with { OwnerIsGuest = true } }).Refusal);
        Assert.Null(HoldSteps.PayerOf(Checkout(0) with { Basket = Basket with { Asker = Asker.Joined } }).Value);
        Assert.Equal("m", HoldSteps.PayerOf(Checkout(10)).Value);
        Assert.Equal(new PointsExceedDue(100), WhyNot(Checkout(101), LoyaltyProgram.BuiltIn()));
        Assert.Equal(new InsufficientPoints(Given, Given + 1), WhyNot(Checkout(Given + 1), LoyaltyProgram.BuiltIn(), linesLeft: 1000));
        Assert.Equal(new BelowMinimumRedemption(50), WhyNot(Checkout(49), LoyaltyProgram.BuiltIn() with { MinimumRedemption = 50 }));
        Assert.IsType<CurrencyNotRedeemable>(WhyNot(Checkout(10), LoyaltyProgram.BuiltIn() with { RedemptionRates = [] }));
        Assert.IsType<ProgramNotFound>(WhyNot(Checkout(10), null));

        static Refusal? WhyNot(CheckoutHoldCommand command, LoyaltyProgram? program, long linesLeft = 100) =>
            HoldSteps.PlaceForCheckout(command, new CouponOutcome([], linesLeft), new Holder(Rich(), program, "default"), Start).Refusal;
    }

    [Fact]
    public void CheckoutHold_ThatComesAgain_MeansTheSame_OrIsRefused()
    {
        var known = new Hold { HoldId = "h", IsCheckout = true, OwnerId = "m", ContentHash = "same" };
        var tombstone = HoldSteps.Tombstone("h", Start);

        Assert.Same(known, HoldSteps.PlaceAgain(known, "same").Value);
        Assert.IsType<HoldIdTaken>(HoldSteps.PlaceAgain(known, "other").Refusal);
        Assert.IsType<HoldReleased>(HoldSteps.PlaceAgain(tombstone, "same").Refusal);
        Assert.True(HoldSteps.IsTombstone(tombstone));
        Assert.False(HoldSteps.IsTombstone(HoldSteps.Release(known, null, SalesChannel.None, Start).Value.Hold));
        Assert.IsType<HoldNotFound>(HoldSteps.Commit(null, "o", null, Start).Refusal);
        Assert.IsType<HoldNotFound>(HoldSteps.Commit(known with { IsCheckout = false }, "o", null, Start).Refusal);
        Assert.IsType<HoldNotFound>(HoldSteps.WhyNotOwn(null, "m", null));
        Assert.IsType<HoldNotFound>(HoldSteps.WhyNotOwn(known, "other", null));
        Assert.IsType<CheckoutHold>(HoldSteps.WhyNotOwn(known with { MemberId = "m" }, "m", null));
    }

    private static Decision<HoldChange> Do(Account account, Act act, Hold? hold, DateTimeOffset now)
    {
        var holder = new Holder(account, LoyaltyProgram.BuiltIn(), "default");
        return (act.Kind, hold) switch
        {
            (ActKind.PlaceForCheckout, { IsCheckout: true }) => Placed(HoldSteps.PlaceAgain(hold, $"{act.Points}"), isNew: false),
            (ActKind.PlaceForCheckout, null) => Placed(HoldSteps.PlaceForCheckout(Checkout(act.Points) with { HoldId = act.Id, ContentHash = $"{act.Points}" }, new CouponOutcome([], 100), holder, now), isNew: true),
            (_, null) => Placed(HoldSteps.Place(new HoldCommand("m", act.Points, "", TimeSpan.FromMinutes(15), "EUR", SalesChannel.Store), act.Id, null, holder, new ShownPresence(null, 0), now), isNew: true),
            (ActKind.Capture, { IsCheckout: false }) => HoldSteps.Capture(hold, act.Points, null, account, SalesChannel.Store, now),
            (ActKind.Commit, _) => HoldSteps.Commit(hold, act.Points % 2 == 0 ? "o" : "p", account, now),
            (ActKind.Release, _) => HoldSteps.Release(hold, account, SalesChannel.Store, now),
            _ => HoldSteps.Expire(hold, account, now),
        };
    }

    private static Decision<HoldChange> Placed(Decision<Hold> decision, bool isNew) => decision.Refusal is { } refusal ? refusal : new HoldChange(decision.Value, isNew);

    private static void AddsUp(Account account, IEnumerable<Hold> holds)
    {
        var open = holds.Where(hold => hold.State is HoldState.Held).ToList();
        Assert.Equal(open.Sum(hold => hold.Points), account.Balances[LedgerAccount.Held]);
        Assert.Equal(holds.Sum(hold => hold.UsedPoints), account.Balances[LedgerAccount.Redeemed]);
        Assert.Equal(Given, account.Active + account.Balances[LedgerAccount.Held] + account.Balances[LedgerAccount.Redeemed]);
        Assert.True(account.Active >= 0);
        Assert.All(account.Lots, lot => Assert.True(lot.IsConsistent));
        Assert.All(holds, hold => Assert.Equal(hold.State is HoldState.Held, hold.ResolvedAt is null));
    }

    private static Account Rich()
    {
        var account = new Account { MemberId = "m" };
        account.Adjust(Given / 4, Start.AddYears(1), mayOwe: false, new Cause(Start) { Reason = "test" });
        account.Adjust(Given - (Given / 4), null, mayOwe: false, new Cause(Start) { Reason = "test" });
        return account;
    }

    private static Hold Place(Account account, long points) => HoldSteps.Place(
        new HoldCommand("m", points, "", TimeSpan.FromMinutes(15), "EUR", SalesChannel.Store), "h", null, new Holder(account, LoyaltyProgram.BuiltIn(), "default"), new ShownPresence(null, 0), Start).Value;

    private static CheckoutHoldCommand Checkout(long points) => new("h", Basket, [], points, SalesChannel.Web, "");

    private static Gen<Act[]> Acts() =>
        from acts in Gen.ListOf(
            from kind in Gen.Elements(Enum.GetValues<ActKind>())
            from id in Gen.Choose(0, 4)
            from points in Gen.Choose(1, 80)
            from minutes in Gen.Elements(0, 1, 10)
            select new Act(kind, $"h{id}", points, minutes),
            25)
        select acts.ToArray();

    private sealed record Act(ActKind Kind, string Id, long Points, int Minutes);
}
