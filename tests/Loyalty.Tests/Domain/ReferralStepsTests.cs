using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>What becomes of friends whom members bring follows from what is known, whatever came first.</summary>
public sealed class ReferralStepsTests
{
    private const int Stories = 2_000;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BuyerMark Home = new(MarkKind.Address, "home");

    private static readonly ReferralTerms Terms = new()
    {
        MostRewards = 2,
        FriendDays = 30,
        MinimumOrders = [new MinimumOrder("EUR", 3_000)],
        Referrer = new ReferralReward { Points = 500 },
        Friend = new ReferralReward { Points = 200 },
    };

    private static readonly Referral Linked = new()
    {
        ReferralId = "r", ReferrerId = "ada", FriendId = "ben", ProgramId = "default", ProgramVersion = 1, LinkedAt = Start, EndsAt = Start.AddDays(30),
    };

    [Fact]
    public void Friend_OfOneOrder_IsRewardedWhenItCanBeReturnedNoMore()
    {
        var waiting = Review(Linked, Start.AddDays(2), Order("o", 1, 3_000, finalAt: null));
        Assert.Equal((ReferralState.Qualified, "o", null), (waiting.Referral.State, waiting.Referral.OrderId, waiting.LookAgainAt));
        var timed = Review(waiting.Referral, Start.AddDays(3), Order("o", 1, 3_000, 20));
        Assert.Equal((ReferralState.Qualified, Start.AddDays(20)), (timed.Referral.State, timed.LookAgainAt));
        var rewarded = Review(timed.Referral, Start.AddDays(20), Order("o", 1, 3_000, 20));
        Assert.Equal((ReferralState.Rewarded, 200, 500), (rewarded.Referral.State, rewarded.FriendReward!.Points, rewarded.ReferrerReward!.Points));
        var back = Review(rewarded.Referral, Start.AddDays(40), Order("o", 1, 2_999, 20));
        Assert.Equal((ReferralState.TakenBack, ReferralReason.OrderReturned, true), (back.Referral.State, back.Referral.Reason, back.TakesBack));
    }

    [Theory]
    [InlineData(2_999, "EUR", 1)]
    [InlineData(9_000, "USD", 1)]
    [InlineData(9_000, "EUR", -1)]
    [InlineData(9_000, "EUR", 30)]
    public void Order_ThatIsNotEnough_OrNotInTime_EarnsNothing(long kept, string currency, int day)
    {
        var order = new FriendOrder("o", Start.AddDays(day), currency, kept, Start, []);

        Assert.Equal(ReferralState.Linked, Review(Linked, Start.AddDays(29), order).Referral.State);
        Assert.Equal(Linked.EndsAt, Review(Linked, Start.AddDays(29), order).LookAgainAt);
        Assert.Equal(ReferralState.Lapsed, Review(Linked, Start.AddDays(30), order).Referral.State);
    }

    [Fact]
    public void News_OfAnOrderInTime_CountAfterwards()
    {
        var lapsed = Review(Linked, Start.AddDays(31)).Referral;

        Assert.Equal(ReferralState.Rewarded, Review(lapsed, Start.AddDays(32), Order("o", 29, 3_000, 31)).Referral.State);
    }

    [Theory]
    [InlineData(MarkKind.Address, ReferralReason.SameAddress)]
    [InlineData(MarkKind.Payment, ReferralReason.SamePayment)]
    [InlineData(MarkKind.Device, ReferralReason.SameDevice)]
    [InlineData(MarkKind.Contact, ReferralReason.SameContact)]
    public void WhoBringsThemselves_IsRefused_AndToldByWhat(MarkKind kind, ReferralReason reason)
    {
        var mark = new BuyerMark(kind, "k");
        var order = Order("o", 1, 3_000, 2) with { Marks = [new BuyerMark(kind, "other"), mark] };
        var refused = ReferralSteps.Review(Linked, Terms, new ReferralFacts { Orders = [order], ReferrerMarks = new HashSet<BuyerMark> { mark } }, Start.AddDays(9)).Referral;

        Assert.Equal((ReferralState.Refused, reason, null), (refused.State, refused.Reason, refused.OrderId));
        Assert.Equal(refused, Review(refused, Start.AddDays(10), Order("o", 1, 3_000, 2)).Referral);
    }

    [Fact]
    public void Cap_StopsTheReferrer_NotTheFriend()
    {
        var facts = new ReferralFacts { Orders = [Order("o", 1, 3_000, 2)], RewardsInPeriod = 2 };
        var capped = ReferralSteps.Review(Linked, Terms, facts, Start.AddDays(9));

        Assert.Equal((ReferralState.Rewarded, ReferralReason.CapReached), (capped.Referral.State, capped.Referral.Reason));
        Assert.Equal((200, false), (capped.FriendReward!.Points, capped.ReferrerReward!.IsAny()));
    }

    // A thousand lives of a friend: orders, deliveries and returns, looked at at any time and in any order. Nobody is rewarded twice, too early, or for nothing, and whoever has
    // seen everything comes to the same end.
    [Fact]
    public void Story_WhateverIsLookedAtWhen_RewardsOnce_AndOnlyWhatIsFinal()
    {
        for (var seed = 0; seed < Stories; seed++)
        {
            var random = new Random(seed);
            var orders = Enumerable.Range(0, random.Next(4)).Select(i => Order(
                $"o{i}", random.Next(-2, 35), random.Next(2) * random.Next(2_000, 5_000), random.Next(3) == 0 ? null : random.Next(0, 50)) with { Marks = random.Next(8) == 0 ? [Home] : [] }).ToList();
            var (once, twice, rewards, backs) = (Linked, Linked, 0, 0);
            foreach (var day in Enumerable.Range(0, 12).Select(_ => random.Next(60)).Order())
            {
                var now = Start.AddDays(day);
                if (orders.Count > 0 && random.Next(5) == 0)
                {
                    var at = random.Next(orders.Count);
                    orders[at] = orders[at] with { KeptMinor = orders[at].KeptMinor / 2 };
                }

                var known = Facts(orders);
                var change = ReferralSteps.Review(once, Terms, known, now);
                var again = ReferralSteps.Review(change.Referral, Terms, known, now);
                Assert.Equal((change.Referral, null, null, false), (again.Referral, again.FriendReward, again.ReferrerReward, again.TakesBack));
                if (change.FriendReward is not null)
                {
                    rewards++;
                    var order = orders.Single(each => each.OrderId == change.Referral.OrderId);
                    Assert.True(order.KeptMinor >= 3_000 && order.FinalAt <= now && !order.Marks.Contains(Home) && order.PlacedAt >= Start && order.PlacedAt < Linked.EndsAt, $"seed {seed}");
                }

                backs += change.TakesBack ? 1 : 0;
                Assert.True(rewards <= 1 && backs <= rewards && (backs == 1) == (change.Referral.State is ReferralState.TakenBack), $"seed {seed}");
                once = change.Referral;
            }

            // Who looks only at the end, at what is known then, comes to the same, unless something was decided for good on the way.
            twice = ReferralSteps.Review(twice, Terms, Facts(orders), Start.AddDays(60)).Referral;
            once = ReferralSteps.Review(once, Terms, Facts(orders), Start.AddDays(60)).Referral;
            Assert.True(rewards > 0 || once.State is ReferralState.Refused || (once.State, once.OrderId, once.Reason) == (twice.State, twice.OrderId, twice.Reason), $"seed {seed}");
        }

        static ReferralFacts Facts(IEnumerable<FriendOrder> orders) => new()
        {
            Orders = [.. orders.OrderBy(order => order.PlacedAt)], ReferrerMarks = new HashSet<BuyerMark> { Home },
        };
    }

    [Fact]
    public void FriendOrder_IsFinal_WhenItsLastKeptLineIs()
    {
        var order = new CreditedOrder { OrderId = "o", PlacedAt = Start, DeliveredAt = Start.AddDays(2), Lines = [new BoughtLine("a", 3) { ReturnedQuantity = 1 }, new BoughtLine("b", 1)] };
        var purchase = new Purchase("IT", default, "EUR", "", Start);
        var earned = new EarnedOrder("ben", "default", 1, purchase, [new EarningLine("a", "a", "", 3, 1_000, true), new EarningLine("b", "b", "", 1, 500, true)], [], []);
        var program = LoyaltyProgram.BuiltIn();
        var windows = new Dictionary<string, DateTimeOffset> { ["a"] = Start.AddDays(40) };

        Assert.Equal((1_167, Start.AddDays(40)), (Of(order).KeptMinor, Of(order).FinalAt));
        Assert.Equal((500, Start.AddDays(16)), (Of(Back(order, "a", 2)).KeptMinor, Of(Back(order, "a", 2)).FinalAt));
        Assert.Null(Of(order with { DeliveredAt = null }).FinalAt);
        Assert.Equal((0, null), (Of(Back(Back(order, "a", 2), "b", 1)).KeptMinor, Of(Back(Back(order, "a", 2), "b", 1)).FinalAt));

        FriendOrder Of(CreditedOrder bought) => FriendOrder.Of(bought, earned, program, windows);

        static CreditedOrder Back(CreditedOrder bought, string line, long units) => bought with { Lines = [.. bought.Lines.Select(each => each.LineId == line ? each.Return(units) : each)] };
    }

    [Fact]
    public void Code_ThatIsMisread_IsNotRead()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var code = CheckedCode.WithCheckCharacter(new string([.. Enumerable.Range(0, ReferralCodes.DrawnCharacters).Select(_ => CheckedCode.Alphabet[random.Next(32)])]));
            Assert.Equal(code, ReferralCodes.Read($" {code[..5]}-{code[5..]}".ToLowerInvariant()));
            Assert.Null(CardCodes.Read(code));
            var at = random.Next(code.Length);
            var other = CheckedCode.Alphabet[(CheckedCode.Alphabet.IndexOf(code[at], StringComparison.Ordinal) + random.Next(1, 32)) % 32];
            Assert.Null(ReferralCodes.Read(code[..at] + other + code[(at + 1)..]));
        }
    }

    private static ReferralChange Review(Referral referral, DateTimeOffset now, params FriendOrder[] orders) =>
        ReferralSteps.Review(referral, Terms, new ReferralFacts { Orders = orders }, now);

    private static FriendOrder Order(string orderId, int day, long kept, int? finalAt) =>
        new(orderId, Start.AddDays(day), "EUR", kept, finalAt is { } end ? Start.AddDays(end) : null, []);
}
