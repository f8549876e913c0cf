using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Store;

/// <content>Programs that are tried on history.</content>
public abstract partial class LoyaltyStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Simulation_OfTheProgramInForce_ChangesNobody(int seed)
    {
        var program = await History(new Random(seed));

        var (sums, changes) = await Simulate(program);

        Assert.Empty(changes);
        Assert.Equal((6, 0), (sums.Members, sums.Changed));
        Assert.Equal(sums.PointsBefore, sums.PointsAfter);
        Assert.All(sums.Rules, rule => Assert.Equal(rule.Before, rule.After));
        Assert.True(sums.Earnings > 20 && sums.PointsBefore > 0);
    }

    [Fact]
    public async Task Simulation_TellsWhomADraftChanges_AndWritesNothing()
    {
        await Rules([new EarnRule { RuleId = "base", PointsPerUnit = 1 }]);
        await bench.Enroll("candles");
        await bench.Enroll("nothing");
        await bench.Enroll("other");
        await bench.Place(Candles(bench.Order("o1", "candles", 60_000, 10_000)));
        await bench.Place(bench.Order("o2", "other", 10_000));
        await bench.Return("o1", ("l0", 1));
        var before = await bench.Points("candles");

        var (sums, changes) = await Simulate(LoyaltyProgram.BuiltIn() with
        {
            EarnRules =
            [
                new EarnRule { RuleId = "base", PointsPerUnit = 1 },
                new EarnRule { RuleId = "triple", Multiplier = 3, Categories = ["candles"], CampaignId = "c" },
            ],
            EarnCaps = [new EarnCap { CapId = "budget", CampaignId = "c", Points = 100 }, new EarnCap { CapId = "own", CampaignId = "c", PerMember = true, Points = 1_000 }],
        });

        var change = Assert.Single(changes);
        Assert.Equal(("candles", 550, 1_300, "basic", "silver"), (change.MemberId, change.PointsBefore, change.PointsAfter, change.TierBefore, change.TierAfter));
        Assert.Equal([new RuleChange("triple", 0, 750)], change.Rules);
        Assert.Equal((3, 1, 650, 1_400), (sums.Members, sums.Changed, sums.PointsBefore, sums.PointsAfter));
        Assert.Equal(1_000, Assert.Single(sums.Budgets).Value);
        Assert.Equal(before, await bench.Points("candles"));
    }

    private async Task<LoyaltyProgram> History(Random random)
    {
        var program = LoyaltyProgram.BuiltIn() with
        {
            EffectiveFrom = bench.Clock.Now,
            EarnRules =
            [
                new EarnRule { RuleId = "base", PointsPerUnit = 1.3m },
                new EarnRule { RuleId = "silver", Multiplier = 1.5m, TierIds = ["silver", "gold"] },
                new EarnRule { RuleId = "weekend", Multiplier = 2, Weekdays = [Weekday.Saturday, Weekday.Sunday], CampaignId = "c" },
                new EarnRule { RuleId = "welcome", Points = 100, FirstOrder = true },
                new EarnRule { RuleId = "join", Points = 20, EventType = NamedEvent.SignUp },
            ],
            EarnCaps = [new EarnCap { CapId = "week", PerMember = true, Period = CapPeriod.Week, Points = 700 }, new EarnCap { CapId = "c", CampaignId = "c", Points = 400 }],
            RoundPer = RoundingUnit.Order,
            Rounding = PointRounding.HalfEven,
        };
        await Publish(program);
        for (var i = 0; i < 6; i++)
        {
            await bench.Enroll($"m{i}");
        }

        for (var i = 0; i < 30; i++)
        {
            await bench.Place(bench.Order($"o{i}", $"m{random.Next(5)}", random.Next(1, 60_000), random.Next(1, 60_000)));
            if (random.Next(3) == 0)
            {
                await bench.Return($"o{random.Next(i + 1)}", ("l0", random.Next(1, 3)), ("l1", 1));
            }

            await bench.Advance(TimeSpan.FromHours(random.Next(0, 30)));
        }

        return program;
    }

    private async Task<(SimulationSums Sums, List<MemberChange> Changes)> Simulate(LoyaltyProgram draft)
    {
        var changes = new List<MemberChange>();
        var sums = await bench.Get<ProgramSimulation>().Run(
            draft,
            bench.Clock.Now.AddYears(-1),
            bench.Clock.Now.AddDays(1),
            (_, change) =>
            {
                changes.Add(change);
                return Task.CompletedTask;
            },
            default);
        return (sums, changes);
    }

    private static PlacedOrder Candles(PlacedOrder order) => order with { Lines = [order.Lines[0] with { Category = "candles" }, .. order.Lines.Skip(1)] };
}
