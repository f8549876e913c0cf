using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Status points: earned by rules of their own, never spent, taken back as points are, and what tiers are reached by where the program says so.</summary>
public sealed class StatusPointsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(200);
    private static readonly LoyaltyProgram Program = LoyaltyProgram.BuiltIn() with
    {
        EarnRules =
        [
            new EarnRule { RuleId = "base", PointsPerUnit = 1 },
            new EarnRule { RuleId = "triple", Multiplier = 3 },
            new EarnRule { RuleId = "level", PointsPerUnit = 0.5m, Status = true },
            new EarnRule { RuleId = "home", PointsPerItem = 2, Categories = ["home"], Status = true },
            new EarnRule { RuleId = "review", Points = 7, EventType = "review", Status = true },
        ],
        EarnCaps = [new EarnCap { CapId = "all", Points = 100 }],
        Tiers =
        [
            new Tier { TierId = "basic" },
            new Tier { TierId = "silver", Metric = TierMetric.StatusPoints, Threshold = 50, WindowDays = 30 },
            new Tier { TierId = "gold", Metric = TierMetric.StatusPoints, Threshold = 90, WindowDays = 60 },
        ],
    };

    [Fact]
    public void Rules_GivePointsOrStatusPoints_AndDoNotMeet()
    {
        EarningLine[] basket = [new("a", "sku", "home", 4, 10_000, true), new("b", "sku", "garden", 1, 1_000, true)];
        var purchase = new Purchase("IT", SalesChannel.Web, "EUR", "basic", Now);

        Assert.Equal([300, 30], EarnFunction.Earn(Program, purchase, basket).Select(line => line.Points));
        Assert.Equal([58, 5], EarnFunction.EarnStatus(Program, purchase, basket).Select(line => line.Points));
        var review = new NamedEvent("m", "review", "1", Now);
        Assert.Equal((0, 7), (EarnFunction.Earn(Program, review, "basic").Points, EarnFunction.EarnStatus(Program, review, "basic").Single().Points));
        Assert.Empty(EarnFunction.EarnStatus(LoyaltyProgram.BuiltIn(), purchase, basket));
    }

    [Fact]
    public void Order_EarnsBoth_AndCapsAreForPoints()
    {
        var account = new Account { MemberId = "m" };
        var change = Place(account, (4, 10_000));

        Assert.Equal((100, 58), (account.Balances[LedgerAccount.Pending], account.Balances[LedgerAccount.Status]));
        Assert.Equal(100, change.Order.EarnedPoints);
        Assert.Equal([EntryKind.EarnPending, EntryKind.EarnStatus], account.Entries.Select(entry => entry.Kind));
        Assert.Equal("INSUFFICIENT_POINTS", account.Hold(1, new Cause(Now)).Refusal!.Reason);
    }

    // What is left is that of the units that were kept, whatever came back in which steps; and nothing of it once the order is another one's.
    [Fact]
    public void Returns_TakeBackWhatTheirUnitsEarned() => Check.One(Quick, Prop.ForAll(
        Gen.Choose(1, 5).Zip(Gen.Choose(1, 200)).ArrayOf(2).ToArbitrary(),
        Gen.Choose(0, 1).Zip(Gen.Choose(1, 3)).ListOf().ToArbitrary(),
        (bought, returned) =>
        {
            var account = new Account { MemberId = "m" };
            var order = Place(account, [.. bought.Select(line => (line.Item1, line.Item2 * 100))]).Order;
            var earned = account.Lots.Where(lot => lot.Source is LotSource.Status).ToDictionary(lot => lot.LineId!, lot => lot.Issued);
            var back = new long[2];
            foreach (var (line, units) in returned)
            {
                order = OrderSteps.Return(order, new ReturnedUnits("o", "r", Now, false, SalesChannel.Store, [new ReturnedLine($"l{line}", units)]) { NewsId = "n" }, account, Now).Order;
                back[line] = Math.Min(bought[line].Item1, back[line] + units);
            }

            Assert.Equal(
                earned.Sum(line => line.Value - new Portion(line.Value, bought[line.Key[1] - '0'].Item1).First(back[line.Key[1] - '0'])), account.Balances[LedgerAccount.Status]);
            Assert.Equal(order.EarnedPoints - order.ClawedPoints, account.Balances[LedgerAccount.Pending]);
            Assert.Equal(0, account.Balances.Sum);

            var gone = OrderSteps.Uncredit(order, account, "n2", Now);
            Assert.Equal((0, 0), (account.Balances[LedgerAccount.Status], account.Balances[LedgerAccount.Pending]));
            Assert.Equal(
                back.Select((units, i) => (units, Line: $"l{i}")).Where(line => line.units > 0 && account.Lots.Any(lot => lot.LineId == line.Line)).Select(line => new ReturnedLine(line.Line, line.units)),
                gone.Waits?.Lines ?? []);
        }));

    [Fact]
    public void Tier_IsReachedByThoseOfItsWindow()
    {
        var today = CountedDay.DayOf(Now);
        var progress = new TierProgress(Program, [Program], [new CountedDay(today - 40, 40, 40), new CountedDay(today - 3, 45, 60)], Now);
        var member = new Member { MemberId = "m", ProgramId = "default", CardNumber = "1", EnrolledAt = Now, CreditsFrom = Now, TierId = "silver", TierSince = Now };

        Assert.Equal([0, 45, 85], progress.Reached);
        Assert.Equal(("gold", 5), (progress.After(member)!.Tier.TierId, progress.After(member)!.Missing));
        Assert.Equal(("silver", 45, 5), (progress.Of(member)!.Tier.TierId, progress.Of(member)!.Reached, progress.Of(member)!.Missing));
        Assert.Null(progress.Of(member with { TierId = "basic" }));
        Assert.Null(progress.After(member with { TierId = "gold" }));
    }

    [Fact]
    public void Document_SaysWhatDoesNotFit()
    {
        Assert.Empty(ProgramRules.Check(Program));
        Assert.Equal(
            ["tiers[1].metric", "tiers[2].metric"], ProgramRules.Check(Program with { EarnRules = [.. Program.EarnRules.Where(rule => !rule.Status)] }).Select(fault => fault.Path));
        Assert.Equal(
            ["earn_rules[2].campaign_id"],
            ProgramRules.Check(Program with { EarnRules = [.. Program.EarnRules.Select(rule => rule.RuleId == "level" ? rule with { CampaignId = "c" } : rule)] }).Select(fault => fault.Path));
    }

    [Fact]
    public void Trial_TellsWhatTiersWouldCount()
    {
        EarningLine[] basket = [new("a", "sku", "home", 4, 10_000, true)];
        var purchase = new Purchase("IT", SalesChannel.Web, "EUR", "basic", Now);
        var earned = new EarnedOrder("m", "default", 1, purchase, basket, EarnFunction.Earn(Program, purchase, basket), []) { Status = EarnFunction.EarnStatus(Program, purchase, basket) };
        var draft = Program with { EarnRules = [.. Program.EarnRules.Select(rule => rule.RuleId == "level" ? rule with { PointsPerUnit = 1 } : rule)] };
        var trial = new ProgramTrial(draft, _ => Program, null);

        trial.Add("o", earned, _ => 2);

        Assert.Equal([new CountedDay(CountedDay.DayOf(Now), 25, 25)], trial.DayChanges(TierMetric.StatusPoints));
        Assert.Empty(trial.DayChanges(TierMetric.PointsEarned));
        Assert.Equal(trial.Before, trial.After);
        Assert.Contains(new RuleChange("level", 25, 50), trial.Rules);
    }

    private static OrderChange Place(Account account, params (int Quantity, int AmountMinor)[] lines)
    {
        var member = new Member { MemberId = "m", ProgramId = "default", CardNumber = "1", EnrolledAt = Now, CreditsFrom = Now, TierId = "basic", TierSince = Now };
        var placed = new PlacedOrder
        {
            OrderId = "o",
            CustomerId = "m",
            PlacedAt = Now,
            CurrencyCode = "EUR",
            Lines = [.. lines.Select((line, i) => new EarningLine($"l{i}", "sku", "home", line.Quantity, line.AmountMinor, true))],
        };
        return OrderSteps.Place(placed, "m", new Earner(member, account, Program), null, Now);
    }
}
