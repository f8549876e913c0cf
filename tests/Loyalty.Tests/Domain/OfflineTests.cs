using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Tills that were off line: no more is granted than the bounds allow, and what was redeemed is booked alike in whatever order it comes.</summary>
public sealed class OfflineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(300);
    private static readonly Till Till = new("s", "t");

    private static readonly LoyaltyProgram Program = LoyaltyProgram.BuiltIn() with { Offline = new OfflineTerms { PerTerminal = 100, PerStore = 250, PerMember = 60, LongestHours = 8 } };

    [Fact]
    public void Granted_WhoeverAsksAndWhen_IsNeverMoreThanTheBounds() => Check.One(Quick, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var (now, all) = (Start, new List<OfflineAllowance>());
        for (var step = 0; step < 40; step++)
        {
            now = now.AddMinutes(random.Next(0, 180));
            var till = new Till("s", $"t{random.Next(6)}");
            var asked = new GrantCommand(till, random.Next(4) == 0 ? long.MaxValue : random.Next(1, 150), random.Next(2) == 0 ? null : TimeSpan.FromHours(random.Next(1, 30)), "EUR", SalesChannel.Store);
            var decision = OfflineGrants.Grant(asked, $"off-{step}", Program, all, isOff: random.Next(10) == 0, missing: random.Next(10) == 0 ? 1 : 0, now);
            if (decision.IsAccepted)
            {
                all = [.. all.Select(earlier => earlier.IsOf(till) ? earlier.Close(now, 0) : earlier), decision.Value];
            }

            var open = all.Where(allowance => allowance.IsOpen(now)).ToList();
            Assert.True(open.Sum(allowance => allowance.Points) <= 250);
            Assert.All(open.GroupBy(allowance => allowance.TerminalId), of => Assert.InRange(of.Sum(allowance => allowance.Points), 1, 100));
            Assert.All(open, allowance => Assert.True(allowance.PointsPerMember <= Math.Min(60, allowance.Points) && allowance.ExpiresAt - allowance.GrantedAt <= TimeSpan.FromHours(8)));
        }
    }));

    [Fact]
    public void Grant_SaysWhyNot()
    {
        var command = new GrantCommand(Till, 10, null, "EUR", SalesChannel.Store);
        Assert.IsType<OfflineNotOffered>(OfflineGrants.Grant(command, "a", LoyaltyProgram.BuiltIn(), [], false, 0, Start).Refusal);
        Assert.IsType<OfflineSwitchedOff>(OfflineGrants.Grant(command, "a", Program, [], true, 0, Start).Refusal);
        Assert.Equal(new OfflineRedemptionsMissing(3), OfflineGrants.Grant(command, "a", Program, [], false, 3, Start).Refusal);
        Assert.IsType<CurrencyNotRedeemable>(OfflineGrants.Grant(command with { CurrencyCode = "JPY" }, "a", Program, [], false, 0, Start).Refusal);
        var others = Enumerable.Range(0, 3).Select(i => Allowance() with { TerminalId = $"other{i}", Points = i == 2 ? 50 : 100 });
        Assert.Equal(new OfflineLimit(250), OfflineGrants.Grant(command, "a", Program, others, false, 0, Start).Refusal);
        Assert.Equal(10, OfflineGrants.Grant(command, "a", Program, others, false, 0, Start.AddHours(8)).Value.Points);
    }

    // The member spends on the web, earns, and lapses meanwhile; then everything arrives: shuffled, some of it twice.
    [Fact]
    public void Redemptions_InWhateverOrder_MakeTheSameBalances_AndLedgersThatProve() => Check.One(Quick, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var told = Told(new Random(seed), honest: false);
        var again = new Random(seed + 1);
        var (first, second) = (Booked(seed, told), Booked(seed, [.. told.Concat(told.Where(_ => again.Next(3) == 0)).OrderBy(_ => again.Next())]));

        Assert.All(Enum.GetValues<LedgerAccount>(), at => Assert.Equal(first.Account.Balances[at], second.Account.Balances[at]));
        Assert.Empty(new LedgerStory(first).Verify());
        Assert.Empty(new LedgerStory(second).Verify());
    }));

    [Fact]
    public void HonestTill_StaysWithinItsAllowance_AndNothingIsAmiss() => Check.One(Quick, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var allowance = Allowance();
        var sent = Told(random, honest: true).Select(told => Sent(told, $"m{told.Number % 7}")).OrderBy(_ => random.Next()).ToList();
        var report = OfflineReport.Of(allowance with { LastNumber = sent.Count }, sent);
        Assert.InRange(report.Redeemed, 0, allowance.Points);
        Assert.Equal((0, 0, 0, 0), (report.Overspent, report.Lost, report.Missing, report.Debt));
        Assert.DoesNotContain(report.Redemptions, each => each.IsException);
    }));

    [Fact]
    public void Report_IsTheSame_InWhateverOrderItCame() => Check.One(Quick, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var sent = Told(random, honest: false).Select(told => Sent(told, $"m{random.Next(3)}") with { CodeStep = random.Next(3) }).ToList();
        var (one, other) = (OfflineReport.Of(Allowance(), sent), OfflineReport.Of(Allowance(), sent.OrderBy(_ => random.Next())));
        Assert.Equal(one.Gaps, other.Gaps);
        Assert.Equal(one.Redemptions.Select(each => (each.Sent, string.Join(',', each.Exceptions))), other.Redemptions.Select(each => (each.Sent, string.Join(',', each.Exceptions))));
        var known = sent.Select(each => each.Told.Number).Distinct().ToList();
        Assert.Equal(known.Max() - known.Count, one.Missing);
    }));

    [Theory]
    [InlineData(OfflineException.OverAllowance)]
    [InlineData(OfflineException.OverMemberLimit)]
    [InlineData(OfflineException.OverCardLimit)]
    [InlineData(OfflineException.AfterExpiry)]
    [InlineData(OfflineException.BeforeGrant)]
    [InlineData(OfflineException.ClockAhead)]
    [InlineData(OfflineException.ClockBackwards)]
    [InlineData(OfflineException.RepeatedNumber)]
    [InlineData(OfflineException.RepeatedCode)]
    [InlineData(OfflineException.NumberBeyondLast)]
    [InlineData(OfflineException.ContentChanged)]
    [InlineData(OfflineException.OtherProgram)]
    [InlineData(OfflineException.Debt)]
    public void TillThatLies_IsFound(OfflineException lie)
    {
        var (first, second) = (Sent(Redemption(1, 30, minutes: 10), "m"), Sent(Redemption(2, 30, minutes: 20), "n"));
        second = lie switch
        {
            OfflineException.OverAllowance => second with { Told = second.Told with { Points = 71 }, MemberId = null },
            OfflineException.OverMemberLimit => second with { Told = second.Told with { Points = 61 } },
            OfflineException.OverCardLimit => second with { Told = second.Told with { Points = 51, Presence = PresenceKind.Card } },
            OfflineException.AfterExpiry => second with { Told = second.Told with { RedeemedAt = Start.AddHours(8).AddTicks(1) }, ReceivedAt = Start.AddDays(1) },
            OfflineException.BeforeGrant => second with { Told = second.Told with { RedeemedAt = DateTimeOffset.MinValue } },
            OfflineException.ClockAhead => second with { ReceivedAt = Start.AddMinutes(17) },
            OfflineException.ClockBackwards => second with { Told = second.Told with { RedeemedAt = Start.AddMinutes(9) } },
            OfflineException.RepeatedNumber => second with { Told = second.Told with { Number = 1 } },
            OfflineException.RepeatedCode => second with { MemberId = "m", CodeStep = 5, Told = second.Told with { Points = 1 } },
            OfflineException.NumberBeyondLast => second with { Told = second.Told with { Number = 1_000_000_000 } },
            OfflineException.ContentChanged => second with { Altered = 1 },
            OfflineException.OtherProgram => second with { IsOtherProgram = true },
            _ => second with { Debt = 1 },
        };
        first = lie is OfflineException.RepeatedCode ? first with { CodeStep = 5 } : first;
        var report = OfflineReport.Of(Allowance() with { LastNumber = 2, ClosedAt = Start.AddMinutes(5) }, [second, first]);
        var found = report.Redemptions.Single(each => each.Sent.Told.RedemptionId == second.Told.RedemptionId);
        Assert.True(found.IsException);
        Assert.Equal(lie is OfflineException.BeforeGrant ? [OfflineException.BeforeGrant, OfflineException.ClockBackwards] : [lie], found.Exceptions);
        Assert.Equal(lie switch { OfflineException.NumberBeyondLast => 999_999_998, OfflineException.RepeatedNumber => 1, _ => 0 }, report.Missing);
        Assert.Equal(lie is OfflineException.OverAllowance ? 1 : 0, report.Overspent);
    }

    [Fact]
    public void Judge_BooksWhatTheTillMayHave_AndTellsTheRest()
    {
        var (code, allowance) = (Redemption(1, 1_000_000_000), Allowance());
        var card = code with { Presence = PresenceKind.Card };
        Assert.Equal(OfflineOutcome.Booked, code.Judge(allowance, Till, false, true, true));
        Assert.Equal(OfflineOutcome.AllowanceUnknown, code.Judge(null, Till, false, true, true));
        Assert.Equal(OfflineOutcome.AllowanceUnknown, code.Judge(allowance, new Till("s", "other"), false, true, true));
        Assert.Equal(OfflineOutcome.AllowanceUnknown, code.Judge(allowance, new Till("other", "t"), false, true, true));
        Assert.Equal(OfflineOutcome.PresenceNotProved, code.Judge(allowance, Till, false, true, false));
        Assert.Equal(OfflineOutcome.MemberUnknown, code.Judge(allowance, Till, false, false, false));
        Assert.Equal(OfflineOutcome.ReceiptTaken, code.Judge(allowance, Till, true, true, true));
        Assert.Equal(OfflineOutcome.CardLimit, card.Judge(allowance, Till, false, true, false));
        Assert.Equal(OfflineOutcome.Booked, (card with { Points = 50 }).Judge(allowance, Till, false, true, false));
        Assert.Equal(OfflineOutcome.Voided, (code with { IsVoided = true }).Judge(allowance, Till, true, false, false));
    }

    [Fact]
    public void Points_ThatLapsedBetweenRedeemingAndSending_AreNoDebt()
    {
        var account = new Account { MemberId = "m" };
        account.Adjust(40, Start.AddHours(1), false, new Cause(Start));
        account.Adjust(15, Start.AddDays(9), false, new Cause(Start));
        account.Expire(new Cause(Start.AddHours(2)));

        var late = Book(account, Redemption(1, 5, minutes: 90), Start.AddHours(2));
        var inTime = Book(account, Redemption(2, 45, minutes: 30), Start.AddHours(2));

        Assert.Equal((0, 0), (late.Debt, inTime.Debt));
        Assert.Equal([1L, 2L], inTime.Hold.Allocations.Select(allocation => allocation.LotSequence));
        Assert.Equal((5, 0, 50), (account.Active, account.Balances[LedgerAccount.Expired], account.Balances[LedgerAccount.Redeemed]));
    }

    [Fact]
    public void Debt_OfARedemption_IsPaidByWhatComesIn_AndGoneWhenTheGoodsComeBack()
    {
        var account = new Account { MemberId = "m" };
        account.Adjust(10, null, false, new Cause(Start));
        var (hold, debt) = Book(account, Redemption(1, 50, minutes: 1), Start.AddHours(1));
        Assert.Equal((40, 40, 0, 50), (debt, account.Owed, account.Active, account.Balances[LedgerAccount.Redeemed]));
        account.Adjust(15, null, false, new Cause(Start));
        Assert.Equal((25, 0), (account.Owed, account.Active));

        HoldSteps.GivePointsBack(hold, 50, account, Program, Start.AddDays(1), new Cause(Start.AddDays(1)));

        Assert.Equal((0, 25, 0), (account.Owed, account.Active, account.Balances[LedgerAccount.Redeemed]));
        Assert.All(account.Lots, lot => Assert.True(lot.IsConsistent));
    }

    private static AccountModel Booked(int seed, IReadOnlyList<OfflineRedemption> told)
    {
        var model = new AccountModel(seed);
        for (var step = 0; step < 25; step++)
        {
            model.Step();
        }

        // The model lives for months; what was redeemed off line was so in its last days.
        var (now, taken) = (model.Now, new HashSet<string>());
        foreach (var each in told.Where(each => taken.Add(each.RedemptionId)))
        {
            var (hold, _) = Book(model.Account, each with { RedeemedAt = now + (each.RedeemedAt - Start) - TimeSpan.FromDays(3) }, now, Allowance() with { GrantedAt = now.AddDays(-3) });
            model.Booked(hold);
        }

        return model;
    }

    private static (Hold Hold, long Debt) Book(Account account, OfflineRedemption told, DateTimeOffset now, OfflineAllowance? allowance = null) =>
        HoldSteps.RedeemOffline(told, allowance ?? Allowance(), new Holder(account, Program, "default"), SalesChannel.Store, now);

    private static List<OfflineRedemption> Told(Random random, bool honest)
    {
        var (told, left, members) = (new List<OfflineRedemption>(), 100L, new Dictionary<long, long>());
        for (var number = 1; number <= 15; number++)
        {
            var room = Math.Min(left, 60 - members.GetValueOrDefault(number % 7));
            var points = honest ? random.NextInt64(1, Math.Max(2, room / 2)) : random.Next(1, 90);
            if (honest && points > room)
            {
                break;
            }

            left -= points;
            members[number % 7] = members.GetValueOrDefault(number % 7) + points;
            var each = Redemption(honest ? number : random.Next(1, 25), points, honest ? number * 20 : random.Next(-100, 4000)) with { RedemptionId = $"r{number}", OrderId = $"o{number}" };
            told.Add(each);
        }

        return told;
    }

    private static OfflineAllowance Allowance() => new()
    {
        AllowanceId = "off-1",
        StoreId = "s",
        TerminalId = "t",
        ProgramId = "default",
        Points = 100,
        PointsPerMember = 60,
        CardPoints = 50,
        GrantedAt = Start,
        ExpiresAt = Start.AddHours(8),
    };

    private static OfflineRedemption Redemption(long number, long points, int minutes = 1) => new("off-1", $"r{number}", number, points, PresenceKind.Code, Start.AddMinutes(minutes))
    {
        OrderId = $"o{number}",
        Receipt = $"{number}",
        ContentHash = [1],
    };

    private static SentRedemption Sent(OfflineRedemption told, string memberId) => new(told, OfflineOutcome.Booked, Start.AddHours(9)) { StoreId = "s", TerminalId = "t", MemberId = memberId };
}
