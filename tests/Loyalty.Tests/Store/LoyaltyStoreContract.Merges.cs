using System.Globalization;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using MergedPointsReturned = Omnichannel.Loyalty.V1.MergedPointsReturned;
using TierChanged = Omnichannel.Loyalty.V1.TierChanged;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Customers who turn out to be one person, and several again.</content>
public abstract partial class LoyaltyStoreContract
{
    [Fact]
    public async Task MergeAndUndoAtOnce_LeavesEveryRowAsItWas()
    {
        await LiveThroughEverything();
        await bench.Enroll("twin");
        await bench.Give("twin", 70);
        await bench.Hold("twin", 20);
        await bench.Advance(TimeSpan.Zero);
        var before = await Everything();

        await Merge("x", "twin", "m");
        await Undo("x");
        await bench.Advance(TimeSpan.Zero);

        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task Merged_TheSurvivorSpendsBoth_AndUndone_WhatIsLeftIsBack_AndTheShortfallTold()
    {
        await Both(40, 60);
        await Merge("x", "a", "b");
        Assert.Equal((0, 100, 0, 0), await bench.Points("a"));
        Assert.Equal(await bench.Points("a"), await bench.Points("b"));

        await bench.Capture("a", await bench.Hold("b", 90), 85);
        Assert.Equal((0, 15, 0, 0), await bench.Points("b"));
        Assert.Equal("INSUFFICIENT_POINTS", await Reason(() => bench.Hold("b", 16)));
        await bench.Verify();

        await Undo("x");
        await Undo("x");

        var (_, ofA, _, _) = await bench.Points("a");
        var (_, ofB, _, _) = await bench.Points("b");
        Assert.Equal(15, ofA + ofB);
        var told = Assert.Single(await bench.Published<MergedPointsReturned>());
        Assert.Equal(("a", "b", 40 - ofA), (told.MemberId, told.FromMemberId, told.ShortfallPoints));
        Assert.Contains(EntryKind.Unmerge, (await bench.Statement("a")).Select(KindOf));
    }

    [Fact]
    public async Task SameExpiry_TheSurvivorsOwnAreSpentFirst_AcrossPages()
    {
        await Both(0, 0);
        var end = bench.Clock.Now.AddDays(9);
        await bench.Give("a", 50, end);
        for (var i = 0; i < 70; i++)
        {
            await bench.Give("b", 1, end);
        }

        await Merge("x", "a", "b");
        await bench.Hold("b", 70);
        await Undo("x");

        Assert.Equal((0, 50, 0, 0), await bench.Points("a"));
        Assert.Empty(await bench.Published<MergedPointsReturned>());
    }

    [Fact]
    public async Task HoldsThatWereOpen_StayGood_AndGiveBackWhereTheyTook()
    {
        await Both(100, 10);
        var (used, released) = (await bench.Hold("a", 30), await bench.Hold("a", 20));
        await Merge("x", "a", "b");

        await bench.Capture("b", used);
        await bench.Release("b", released);

        Assert.Equal((0, 80, 0, 0), await bench.Points("b"));
        await Undo("x");
        Assert.Equal((0, 70, 0, 0), await bench.Points("a"));
        Assert.Equal((0, 10, 0, 0), await bench.Points("b"));
    }

    [Fact]
    public async Task HeldAtTheUndo_ComesBackWhenItIsReleased()
    {
        await Both(50, 0);
        await Merge("x", "a", "b");
        var hold = await bench.Hold("b", 30);
        await Undo("x");
        Assert.Equal((0, 20, 0, 0), await bench.Points("a"));
        Assert.Equal(30, Assert.Single(await bench.Published<MergedPointsReturned>()).HeldPoints);

        await bench.Release("b", hold);
        await bench.Advance(TimeSpan.Zero);

        Assert.Equal((0, 50, 0, 0), await bench.Points("a"));
        Assert.Equal((0, 0, 0, 0), await bench.Points("b"));
    }

    [Fact]
    public async Task OrdersOfEither_AreTheSurvivors_AndStayThere()
    {
        await Both(0, 0);
        await bench.Place(bench.Order("before", "a", 1_000));
        await Merge("x", "a", "b");
        await bench.Place(bench.Order("between", "a", 2_000));
        Assert.Equal((30, 0, 0, 0), await bench.Points("b"));
        await bench.Return("before", ("l0", 4));
        Assert.Equal((20, 0, 0, 0), await bench.Points("a"));

        await Undo("x");

        Assert.Equal((0, 0, 0, 0), await bench.Points("a"));
        Assert.Equal((20, 0, 0, 0), await bench.Points("b"));
    }

    [Fact]
    public async Task WhatOneOwes_TheOtherDoesNotSpend()
    {
        await Both(0, 100);
        await bench.Give("a", -30);
        await Merge("x", "a", "b");

        Assert.Equal((0, 70, 0, 0), await bench.Points("a"));
        Assert.Equal("INSUFFICIENT_POINTS", await Reason(() => bench.Hold("b", 71)));
        await bench.Hold("b", 70);
        await Undo("x");
        Assert.Equal((0, 0, 0, 30), await bench.Points("a"));
    }

    [Fact]
    public async Task ChainsOfMerges_AndUndosInAnyOrder_EvenBeforeTheirMerge()
    {
        foreach (var member in new[] { "a", "b", "c" })
        {
            await bench.Enroll(member);
            await bench.Give(member, 10);
        }

        await Undo("never");
        await Merge("never", "c", "a");
        await Merge("x", "a", "b");
        await Merge("y", "b", "c");
        await Merge("y", "b", "c");
        Assert.Equal((0, 30, 0, 0), await bench.Points("a"));
        var hold = await bench.Hold("a", 30);
        await Undo("x");
        await bench.Release("c", hold);
        await bench.Advance(TimeSpan.Zero);
        Assert.Equal((0, 10, 0, 0), await bench.Points("a"));
        Assert.Equal((0, 20, 0, 0), await bench.Points("b"));
        await Undo("y");
        await bench.Advance(TimeSpan.Zero);
        Assert.Equal((0, 10, 0, 0), await bench.Points("b"));
        Assert.Equal((0, 10, 0, 0), await bench.Points("c"));
    }

    [Fact]
    public async Task Tier_IsThatOfBoth_AndUndone_ThatOfBefore()
    {
        await Publish(LoyaltyProgram.BuiltIn() with { EffectiveFrom = bench.Clock.Now.AddMinutes(1), Tiers = [new Tier { TierId = "basic" }, new Tier { TierId = "top", Threshold = 50, GraceDays = 5 }] });
        await bench.Advance(TimeSpan.FromMinutes(2));
        await Both(0, 0);
        await bench.Place(bench.Order("of-a", "a", 3_000));
        await bench.Place(bench.Order("of-b", "b", 3_000));
        var (a, b) = (await MemberOf("a"), await MemberOf("b"));
        await Merge("x", "a", "b");
        Assert.Equal("top", (await MemberOf("a")).TierId);

        await bench.Advance(TimeSpan.FromHours(1));
        await Undo("x");

        Assert.Equal((a, b), (await MemberOf("a"), await MemberOf("b")));
        Assert.Equal([true, false], (await bench.Published<TierChanged>()).Select(changed => changed.Upgrade));
    }

    [Fact]
    public async Task CouponsCardsAndMoney_OfTheMergedOne_AreTheSurvivors()
    {
        await Both(0, 0);
        await Coupon("MINE", new Omnichannel.Loyalty.Domain.CouponTerms { Percent = 10, MemberId = "a" });
        var credit = await Wallets.Credit("a", 700);
        await Merge("x", "a", "b");

        Assert.Equal("b", (await bench.Get<Presences>().FindByCard((await CardOf("a")), default))!.View.Member.MemberId);
        Assert.Equal([credit], (await bench.Get<WalletQueries>().Of("b", default)).Select(wallet => wallet.Wallet.WalletId));
        Assert.Equal(credit, await Wallets.Credit("b", 1));
        var basket = Checkout("c/1/1", 0, "MINE");
        await bench.Commands.PlaceForCheckout(basket with { Basket = basket.Basket with { OwnerId = "b" } });
        await bench.Commands.ReleaseCheckout("c/1/1");
        await Undo("x");
        await Assert.ThrowsAnyAsync<RefusedException>(() => bench.Commands.PlaceForCheckout(
            basket with { HoldId = "c/2/1", Basket = basket.Basket with { OwnerId = "b" } }));
    }

    [Fact]
    public async Task WhoIsNoMember_IsOneByWhoWasMergedIntoThem()
    {
        await bench.Enroll("a");
        await bench.Give("a", 10);
        await Merge("x", "a", "b");

        Assert.Equal((0, 10, 0, 0), await bench.Points("b"));
        await bench.Enroll("b");
        await bench.Hold("b", 10);
        Assert.Equal((0, 0, 10, 0), await bench.Points("a"));
        Assert.Null(await bench.Database.Read(sql => sql.QueryFirst<string>("select member_id from members where member_id = 'b'")));
    }

    [Fact]
    public async Task Inactivity_OfWhatWasBroughtOver_IsTheSurvivorsSinceThen_AndOfTheRestThatOfItsOwnAccount()
    {
        await Idle();
        await bench.Enroll("m");
        await bench.Enroll("b");
        await Tell("review", "r1");
        await Merge("x", "m", "b");
        await bench.Advance(TimeSpan.FromDays(30));
        var hold = await bench.Hold("b", 5);
        var (ofM, ofB) = (new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31));

        // What the survivor had done before becomes known now.
        await bench.Place(bench.Order("late", "b", 1_000) with { PlacedAt = bench.Clock.Now.AddDays(-10) });
        await bench.Release("b", hold);
        Assert.Equal([(ofM, 5L), (ofM, 15)], await Ends("b"));
        Assert.Equal(("event/review/m/r1", null), await bench.Database.Read(sql => EarnBook.OfLot(sql, "m", new LotOrigin("b", 1))));
        await bench.Verify();

        await bench.Capture("b", await bench.Hold("b", 2));
        Assert.Equal([(ofB, 3L), (ofM, 15)], await Ends("b"));
        await bench.Verify();

        await Undo("x");
        Assert.Empty(await Ends("b"));
        Assert.Equal([(ofB, 3L), (ofM, 15)], await Ends("m"));
        await bench.Advance(TimeSpan.FromDays(33));
        Assert.Equal((0, 3, 0, 0), await bench.Points("m"));
        await bench.Verify();
    }

    [Fact]
    public async Task Birthday_OfOnePerson_CountsOnceAYear_AndOfEachWhenTheyAreTwoAgain()
    {
        await BirthdayRules();
        await Both(0, 0);
        await SetBirthday("--04-10", "a");
        await SetBirthday("--04-20", "b");
        await Merge("x", "a", "b");
        await bench.Advance(TimeSpan.FromDays(60));
        Assert.Equal((0, 50, 0, 0), await bench.Points("b"));
        Assert.Equal("2027-04-20", await SetBirthday("--04-20", "a"));

        await Undo("x");
        await bench.Advance(TimeSpan.FromDays(365));
        Assert.Equal((50, 100), ((await bench.Points("a")).Active, (await bench.Points("b")).Active));

        await Merge("y", "a", "b");
        Assert.Equal("", await SetBirthday("", "a"));
        await bench.Advance(TimeSpan.FromDays(365));
        Assert.Equal((0, 150, 0, 0), await bench.Points("b"));
    }

    [Fact]
    public async Task Rewards_ArePaidByBoth_AndHandedBackUnderEitherId()
    {
        await WithRewards();
        await Both(300, 300);
        await Merge("x", "a", "b");

        var code = await Redeem("a", "ten");
        Assert.Equal((0, 200, 0, 0), await bench.Points("b"));
        Assert.Equal([code], (await bench.Get<Presences>().FindByCard(await CardOf("a"), default))!.Coupons.Select(coupon => coupon.Code));
        await HandBack("a", code);
        Assert.Equal((0, 600, 0, 0), await bench.Points("b"));

        await Undo("x");
        Assert.Equal((300, 300), ((await bench.Points("a")).Active, (await bench.Points("b")).Active));
        await bench.Verify();
    }

    [Fact]
    public async Task Referral_OfAFriendWhoIsMerged_CountsWhatTheSurvivorBuys_AndOfTheMemberThemselves_IsRefused()
    {
        var code = await Offer(PointsForBoth);
        await Bring("ben", code);
        await Bring("cleo", code);
        await Merge("z", "ada-at-work", "ada");
        Assert.Equal("SELF_REFERRAL", await Reason(() => Use("ada-at-work", code)));
        await bench.Enroll("dan");
        await Merge("x", "ben", "dan");
        await Merge("y", "cleo", "ada");
        await Buy("dan", "o1", 4_000);
        await Buy("cleo", "o2", 4_000);

        Assert.Equal(
            [("ben", ReferralState.Rewarded, ReferralReason.None), ("cleo", ReferralState.Refused, ReferralReason.SamePerson)],
            (await Friends.Page("cleo", null, 9, default)).Select(referral => (referral.FriendId, referral.State, referral.Reason)).OrderBy(each => each.FriendId));
        await bench.Verify();
    }

    [Fact]
    public async Task Referral_OfAFriendWhoWasNoMember_AndTurnsOutToBeOne_IsRewardedThere_UnlessTheyWereBroughtBefore()
    {
        var code = await Offer(PointsForBoth with { MostRewards = 9 });
        var eves = await CodeOf("eve");
        foreach (var friend in new[] { "ben", "cleo" })
        {
            await Use(friend, code);
        }

        await bench.Enroll("dan");
        await Bring("fay", eves);
        await Merge("x", "ben", "dan");
        await Merge("y", "cleo", "fay");
        await Buy("dan", "o1", 4_000);
        await Buy("fay", "o2", 4_000);

        var referrals = (await All()).Concat(await Friends.Page("eve", null, 9, default)).Select(referral => (referral.FriendId, referral.State, referral.Reason)).Order();
        Assert.Equal(
            [("cleo", ReferralState.Refused, ReferralReason.AlreadyBrought), ("dan", ReferralState.Rewarded, ReferralReason.None), ("fay", ReferralState.Rewarded, ReferralReason.None)], referrals);
        Assert.Equal((500, 240), ((await bench.Points("ada")).Active, (await bench.Points("dan")).Active));

        // It stays when they are two again, and goes with the goods.
        await Undo("x");
        await bench.Return("o1", ("l0", 4));
        await bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), ((await bench.Points("ada")).Active, (await bench.Points("dan")).Active));
        await bench.Verify();
    }

    [Fact]
    public async Task Wallet_ThatTheSurvivorSpentOf_IsToldWhenTheMergeIsUndone()
    {
        var (bens, cleos) = (await Wallets.Credit("ben", 1_000), await Wallets.Credit("cleo", 1_000));
        await Merge("x", "ben", "anna");
        await Merge("y", "cleo", "anna");
        await Wallets.Checkout("c/1/1", (bens, 600));
        await bench.Commands.Commit("c/1/1", "o1");
        await Wallets.Refund("r1", Omnichannel.Platform.Domain.TenderKind.StoreCredit, "c/1/1/1", 200);
        await Wallets.Checkout("c/2/1", (bens, 50));
        await Undo("x");
        await Undo("y");

        var told = Assert.Single(await bench.Published<V1.MergedWalletReturned>());
        Assert.Equal((bens, "ben", "anna", 400, 50), (told.WalletId, told.CustomerId, told.FromCustomerId, told.Shortfall.AmountMinor, told.Held.AmountMinor));
        Assert.Equal((550, 50), await Wallets.Money(bens));
        Assert.Equal((1_000, 0), await Wallets.Money(cleos));
        await bench.Verify();
    }

    private async Task Both(long a, long b)
    {
        await bench.Enroll("a");
        await bench.Enroll("b");
        foreach (var (member, points) in new[] { ("a", a), ("b", b) })
        {
            if (points > 0)
            {
                await bench.Give(member, points);
            }
        }
    }

    private Task Merge(string mergeId, string from, string into) => bench.Apply(async unit =>
        await bench.Get<MemberMerges>().Follow(unit, mergeId, false, await PersonMerges.Follow(unit, mergeId, new PersonMerge(from, into, 1))));

    private Task Undo(string mergeId) => bench.Apply(async unit =>
        await bench.Get<MemberMerges>().Follow(unit, mergeId, true, await PersonMerges.FollowUndo(unit, mergeId)));

    private async Task<Omnichannel.Loyalty.Domain.Member> MemberOf(string memberId) => (await bench.Statements.Find(memberId, default))!.Member;

    private Task<string> CardOf(string memberId) =>
        bench.Database.Read(async sql => (await sql.QueryFirst<string>("select card_number from members where member_id = @memberId", new { memberId }))!);

    // Every row of every table of the service, seals and hashes among them.
    private async Task<IReadOnlyList<string>> Everything()
    {
        var rows = new List<string>();
        foreach (var table in await Tables())
        {
            foreach (var row in await bench.Database.Read(sql => sql.Query<dynamic>($"select {table.Names} from {table.Name}")))
            {
                rows.Add($"{table.Name}: {string.Join('|', ((IDictionary<string, object?>)row).Select(field => field.Value is byte[] bytes ? Convert.ToHexStringLower(bytes) : Convert.ToString(field.Value, CultureInfo.InvariantCulture)))}");
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
