using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Every kind of rule, how they combine and round, and the caps that they are under.</summary>
public sealed class EarnRuleTests
{
    // A Saturday.
    private static readonly DateTimeOffset Now = new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);
    private static readonly Purchase Purchase = new("IT", SalesChannel.Store, "EUR", "gold", Now);
    private static readonly EarnRule Base = new() { RuleId = "base", PointsPerUnit = 1 };
    private static readonly EarnRule Gold = new() { RuleId = "gold", Multiplier = 1.5m, TierIds = ["gold"] };
    private static readonly EarnRule Weekend = new() { RuleId = "weekend", Multiplier = 2, Weekdays = [Weekday.Saturday, Weekday.Sunday], CampaignId = "spring" };
    private static readonly EarnRule Pieces = new() { RuleId = "pieces", PointsPerItem = 2.5m, Skus = ["s1"] };
    private static readonly EarnRule Welcome = new() { RuleId = "welcome", Points = 101, FirstOrder = true };

    [Theory]
    [InlineData(MultiplierCombining.Product, 30)]
    [InlineData(MultiplierCombining.Sum, 25)]
    public void Multipliers_CombineAsTheProgramSays(MultiplierCombining combining, long points)
    {
        var line = Assert.Single(Earn(Program(Base, Gold, Weekend) with { CombineMultipliers = combining }, Line("l", 1000)));

        Assert.Equal((points, "base,gold,weekend"), (line.Points, line.RuleId));
        Assert.Equal(points, line.Parts.Sum(part => part.Points));
        Assert.Equal(10, line.Parts.First(part => part.RuleId == "base").Points);
        Assert.Equal(15, Earn(Program(Base, Gold, Weekend), Purchase with { At = Now.AddDays(3) }, Line("l", 1000))[0].Points);
    }

    [Fact]
    public void Pieces_AddToTheRate_AndAreMultiplied()
    {
        Assert.Equal(10 + 5, Earn(Program(Base, Pieces), Line("l", 1000) with { Sku = "s1", Quantity = 2 })[0].Points);
        Assert.Equal(20 + 10, Earn(Program(Base, Pieces, Weekend), Line("l", 1000) with { Sku = "s1", Quantity = 2 })[0].Points);
        Assert.Equal(0, Earn(Program(Base, Pieces), Line("l", 0) with { Sku = "s1", Quantity = 2 })[0].Points);
    }

    [Fact]
    public void FirstOrder_IsDividedOverWhatWasPaid_AndNotGivenAgain()
    {
        var lines = Earn(Program(Base, Welcome), Purchase with { IsFirst = true }, Line("a", 1000), Line("b", 3000), Line("free", 0), Line("post", 500) with { IsMerchandise = false });

        Assert.Equal([10 + 25, 30 + 76, 0, 0], lines.Select(line => line.Points));
        Assert.Equal([10, 30], Earn(Program(Base, Welcome), Line("a", 1000), Line("b", 3000)).Select(line => line.Points));
    }

    [Fact]
    public void ExcludedGoods_EarnNothing_AndTakeNoPartOfABonus()
    {
        var program = Program(Base, Welcome) with { ExcludedFromEarning = new GoodsTerms { Categories = ["gift-cards"], Skus = ["s9"] } };

        var lines = Earn(program, Purchase with { IsFirst = true }, Line("a", 1000) with { Category = "gift-cards/print" }, Line("b", 1000) with { Sku = "s9" }, Line("c", 1000));

        Assert.Equal([0, 0, 111], lines.Select(line => line.Points));
    }

    [Theory]
    [InlineData(RoundingUnit.Line, PointRounding.Down, 1, 1)]
    [InlineData(RoundingUnit.Line, PointRounding.HalfEven, 2, 2)]
    [InlineData(RoundingUnit.Order, PointRounding.Down, 2, 1)]
    [InlineData(RoundingUnit.Order, PointRounding.HalfEven, 2, 1)]
    public void Rounding_IsPerLineOrPerOrder(RoundingUnit unit, PointRounding rounding, long first, long second)
    {
        var lines = Earn(Program(Base) with { RoundPer = unit, Rounding = rounding }, Line("a", 150), Line("b", 150));

        Assert.Equal([first, second], lines.Select(line => line.Points));
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(150, 2)]
    [InlineData(250, 2)]
    [InlineData(251, 3)]
    public void HalfEven_RoundsHalvesToEven(long minor, long points) =>
        Assert.Equal(points, Earn(Program(Base) with { Rounding = PointRounding.HalfEven }, Line("a", minor))[0].Points);

    [Fact]
    public void TheOrderOfRules_NeverMatters() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var program = Program(random);
        var other = program with { EarnRules = [.. program.EarnRules.OrderBy(_ => random.Next())], EarnCaps = [.. program.EarnCaps.Reverse()] };
        var lines = Lines(random);
        var purchase = Purchase with { IsFirst = random.Next(2) == 0 };

        var (left, leftUses) = EarnCaps.Apply(program, Earn(program, purchase, lines), Now, new Dictionary<string, long>());
        var (right, rightUses) = EarnCaps.Apply(other, Earn(other, purchase, lines), Now, new Dictionary<string, long>());

        return Told(left) == Told(right) && leftUses.Select(Told).SequenceEqual(rightUses.Select(Told));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_AddUp_AndNoneIsNegative() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var program = Program(random);

        return Earn(program, Purchase with { IsFirst = true }, Lines(random))
            .All(line => line.Points == line.Parts.Sum(part => part.Points) && line.Parts.All(part => part.Points >= 0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void PerOrder_RoundsOnce_WhateverTheLines() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var lines = Lines(random);
        var program = Program(Base with { PointsPerUnit = random.Next(1, 4_000_000) / 1_000_000m }, Gold) with { RoundPer = RoundingUnit.Order };
        var exact = lines.Where(line => line.IsMerchandise).Sum(line => (decimal)line.AmountMinor) / 100 * program.EarnRules[0].PointsPerUnit * 1.5m;

        return Earn(program, Purchase, lines).Sum(line => line.Points) == (long)decimal.Floor(exact);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Caps_AreNeverExceeded_AndSayWhatTheyGave() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var program = Program(random);
        var room = program.EarnCaps.ToDictionary(cap => cap.CapId, cap => (long)random.Next(0, 40));
        var full = Earn(program, Purchase with { IsFirst = true }, Lines(random));

        var (lines, uses) = EarnCaps.Apply(program, full, Now, room);

        return lines.Zip(full).All(pair => pair.First.Points <= pair.Second.Points && pair.First.Points == pair.First.Parts.Sum(part => part.Points))
            && uses.All(use => use.Lines.Sum(line => line.Points) <= room[use.CapId])
            && program.EarnCaps.All(cap => Under(program, cap, lines) == uses.Where(use => use.CapId == cap.CapId).Sum(use => use.Lines.Sum(line => line.Points)))
            && (full.Sum(line => line.Points) > 0 || lines.Sum(line => line.Points) == 0);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(CapPeriod.Day, "2026-03-06T23:00:00Z")]
    [InlineData(CapPeriod.Week, "2026-03-01T23:00:00Z")]
    [InlineData(CapPeriod.Month, "2026-02-28T23:00:00Z")]
    [InlineData(CapPeriod.Year, "2025-12-31T23:00:00Z")]
    [InlineData(CapPeriod.Ever, "1970-01-01T00:00:00Z")]
    public void Period_BeginsWhereTheProgramLives(CapPeriod period, string start) => Assert.Equal(
        DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture),
        new EarnCap { CapId = "c", Points = 1, Period = period }.PeriodOf(Now, "Europe/Rome"));

    [Fact]
    public void Event_EarnsByTheRulesThatNameIt()
    {
        var program = Program(
            Base, new EarnRule { RuleId = "birthday", EventType = "birthday", Points = 50 }, new EarnRule { RuleId = "gold-birthday", EventType = "birthday", Points = 20, TierIds = ["gold"] });

        Assert.Equal((70, "birthday,gold-birthday"), Told(EarnFunction.Earn(program, new NamedEvent("m", "birthday", "2026", Now), "gold")));
        Assert.Equal((50, "birthday"), Told(EarnFunction.Earn(program, new NamedEvent("m", "birthday", "2026", Now), "basic")));
        Assert.Equal(0, EarnFunction.Earn(program, new NamedEvent("m", "other", "1", Now), "gold").Points);
    }

    private static LoyaltyProgram Program(params EarnRule[] rules) => LoyaltyProgram.BuiltIn() with { EarnRules = rules };

    private static LoyaltyProgram Program(Random random)
    {
        List<EarnRule> rules =
        [
            Base with { PointsPerUnit = random.Next(1, 3_000_000) / 1_000_000m, CampaignId = random.Next(2) == 0 ? "" : "spring" },
            Base with { RuleId = "dear", PointsPerUnit = 2, Priority = random.Next(0, 2), Skus = ["s1"] },
            Gold with { Multiplier = random.Next(1_000_000, 3_000_000) / 1_000_000m },
            Weekend,
            Weekend with { RuleId = "web", Multiplier = 1.1m, Skus = ["s2", "s3"], CampaignId = "summer" },
            Pieces,
            Welcome with { Points = random.Next(1, 200), CampaignId = "summer" },
        ];
        return Program([.. rules.Where(_ => random.Next(4) > 0)]) with
        {
            CombineMultipliers = random.Next(2) == 0 ? MultiplierCombining.Product : MultiplierCombining.Sum,
            RoundPer = random.Next(2) == 0 ? RoundingUnit.Line : RoundingUnit.Order,
            Rounding = random.Next(2) == 0 ? PointRounding.Down : PointRounding.HalfEven,
            EarnCaps =
            [
                new EarnCap { CapId = "all", Points = random.Next(1, 60) },
                new EarnCap { CapId = "spring", CampaignId = "spring", PerMember = true, Points = random.Next(1, 40), Period = CapPeriod.Month },
                new EarnCap { CapId = "summer", CampaignId = "summer", Points = random.Next(1, 40) },
            ],
        };
    }

    private static EarningLine[] Lines(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 6)).Select(i => new EarningLine($"l{i}", $"s{random.Next(4)}", "home", random.Next(1, 5), random.Next(0, 3_000), random.Next(8) > 0)),
    ];

    private static EarningLine Line(string id, long minor) => new(id, "sku", "", 1, minor, true);

    private static IReadOnlyList<EarnedLine> Earn(LoyaltyProgram program, params EarningLine[] lines) => Earn(program, Purchase, lines);

    private static IReadOnlyList<EarnedLine> Earn(LoyaltyProgram program, Purchase purchase, params EarningLine[] lines) => EarnFunction.Earn(program, purchase, lines);

    private static long Under(LoyaltyProgram program, EarnCap cap, IReadOnlyList<EarnedLine> lines) => lines.SelectMany(line => line.Parts)
        .Where(part => cap.CampaignId.Length == 0 || program.EarnRules.First(rule => rule.RuleId == part.RuleId).CampaignId == cap.CampaignId).Sum(part => part.Points);

    private static (long Points, string RuleId) Told(EarnedLine line) => (line.Points, line.RuleId);

    // Which part comes first in a list is told by nobody.
    private static string Told(IEnumerable<EarnedLine> lines) =>
        string.Join('\n', lines.Select(line => $"{line.LineId} {line.Points} {string.Join(' ', line.Parts.OrderBy(part => part.RuleId, StringComparer.Ordinal))}"));

    private static string Told(CapUse use) => $"{use.CapId} {string.Join(' ', use.Lines)}";
}
