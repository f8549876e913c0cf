using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

public sealed class EarnFunctionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Purchase Purchase = new("IT", SalesChannel.Store, "EUR", "basic", Now);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(1999, 19)]
    public void Earn_BuiltIn_IsAPointForEachWholeUnit(long minor, long points) => Assert.Equal(points, Earn(LoyaltyProgram.BuiltIn(), Line(minor)).Points);

    [Fact]
    public void Earn_IsExact_WhateverTheFactors() => Prop.ForAll(
        Gen.Choose(0, 1_000_000_000).ToArbitrary(),
        Gen.Choose(0, 50_000_000).ToArbitrary(),
        Gen.Choose(1_000, 9_999).ToArbitrary(),
        (minor, rate, multiplier) =>
        {
            var program = LoyaltyProgram.BuiltIn() with
            {
                EarnRules = [new EarnRule { RuleId = "r", PointsPerUnit = rate / 1_000_000m }, new EarnRule { RuleId = "m", Multiplier = multiplier / 1_000m }],
            };
            var expected = System.Numerics.BigInteger.Divide((System.Numerics.BigInteger)minor * rate * multiplier, 100L * 1_000_000 * 1_000);
            return Earn(program, Line(minor)).Points == (long)expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Earn_NonMerchandise_EarnsNothing() =>
        Assert.Equal(new EarnedLine("1", 2, 0, ""), Earn(LoyaltyProgram.BuiltIn(), Line(5000) with { IsMerchandise = false }));

    [Fact]
    public void Earn_OfRatesTheGreatestPriorityCounts_OnATieTheFirstName()
    {
        var program = LoyaltyProgram.BuiltIn() with
        {
            EarnRules =
            [
                new EarnRule { RuleId = "base", PointsPerUnit = 1 },
                new EarnRule { RuleId = "candles", PointsPerUnit = 3, Priority = 5, Categories = ["home/candles"] },
                new EarnRule { RuleId = "home", PointsPerUnit = 2, Priority = 5, Categories = ["home"] },
                new EarnRule { RuleId = "gold", PointsPerUnit = 9, Priority = 9, TierIds = ["gold"] },
                new EarnRule { RuleId = "over", PointsPerUnit = 9, Priority = 9, EndsAt = Now },
            ],
        };

        Assert.Equal("candles", Earn(program, Line(1000) with { Category = "home/candles/red" }).RuleId);
        Assert.Equal("home", Earn(program, Line(1000) with { Category = "home/candlesticks" }).RuleId);
        Assert.Equal("base", Earn(program, Line(1000) with { Category = "homes" }).RuleId);
        Assert.Equal(90, EarnFunction.Earn(program, Purchase with { TierId = "gold" }, [Line(1000)])[0].Points);
    }

    [Theory]
    [InlineData("home/")]
    [InlineData("/home/candles/")]
    public void Categories_WithSlashesAtTheEnds_Match_InRulesAndCoupons(string category)
    {
        var program = LoyaltyProgram.BuiltIn() with { EarnRules = [new EarnRule { RuleId = "candles", PointsPerUnit = 2, Categories = [category] }] };
        var coupon = new Coupon { Code = "TEN", Terms = new CouponTerms { Percent = 10, Categories = [category] } };

        Assert.Equal(20, Earn(program, Line(1000) with { Category = "home/candles" }).Points);
        Assert.True(CouponRules.Apply(new Basket("m", false, "IT", "EUR", [Line(1000) with { Category = "home/candles" }], 0), [new CouponUse(coupon, 0)], Now).IsAccepted);
        Assert.Empty(ProgramRules.Check(program));
        Assert.Contains(
            ProgramRules.Check(program with { EarnRules = [program.EarnRules[0] with { Categories = ["/"] }] }), fault => fault.Path == "earn_rules[0].categories");
    }

    [Fact]
    public void Expiry_IsTheEndOfTheDay_WhereTheProgramLives()
    {
        var program = LoyaltyProgram.BuiltIn() with { TimeZoneId = "Europe/Rome", ExpiryDays = 10 };

        Assert.Equal(new DateTimeOffset(2026, 3, 11, 23, 0, 0, TimeSpan.Zero), program.ExpiryAfter(Now)?.At);
        Assert.Equal(new DateTimeOffset(2026, 4, 4, 22, 0, 0, TimeSpan.Zero), program.ExpiryAfter(new DateTimeOffset(2026, 3, 25, 10, 0, 0, TimeSpan.Zero))?.At);
    }

    [Fact]
    public void BuiltInProgram_IsValid() => Assert.Empty(ProgramRules.Check(LoyaltyProgram.BuiltIn()));

    [Fact]
    public void MostPointsFor_PaysTheMostThatFits_WithTheFewestPoints() => Prop.ForAll(
        Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (amount, points, minor) =>
        {
            var program = LoyaltyProgram.BuiltIn() with { RedemptionRates = [new RedemptionRate("EUR", points, minor)] };
            var most = program.MostPointsFor(amount, "EUR");
            var value = program.ValueOf(most, "EUR")!.Value;
            // The fewest points that pay a minor unit more than these.
            var next = (((value + 1) * points) + minor - 1) / minor;
            return value <= amount && program.ValueOf(next, "EUR") > amount && (most == 0 || program.ValueOf(most - 1, "EUR") < value);
        }).QuickCheckThrowOnFailure();

    private static EarningLine Line(long minor) => new("1", "sku", "", 2, minor, true);

    private static EarnedLine Earn(LoyaltyProgram program, EarningLine line) => EarnFunction.Earn(program, Purchase, [line])[0];
}
