using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Tests.Domain;

public sealed class PortionTests
{
    private static readonly Arbitrary<long> Amounts = ArbMap.Default.ArbFor<long>().Filter(amount => amount != long.MinValue);

    [Fact]
    public void Next_PartByPart_AddsUpToTheWhole_WhateverTheParts() => Prop.ForAll(
        Amounts,
        ArbMap.Default.ArbFor<NonEmptyArray<uint>>(),
        (whole, sizes) =>
        {
            long[] parts = [.. sizes.Get.Select(size => (long)size)];
            var portion = new Portion(whole, parts.Sum());
            var before = 0L;
            var sum = BigInteger.Zero;
            foreach (var units in parts)
            {
                sum += portion.Next(units, before);
                before += units;
            }

            return sum == (before == 0 ? 0 : whole);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_OfNeighbours_IsWhatBothAreWorthTogether() => Prop.ForAll(
        Amounts,
        ArbMap.Default.ArbFor<(ushort, ushort, ushort, ushort)>(),
        (whole, n) =>
        {
            var (before, first, second, rest) = ((long)n.Item1, (long)n.Item2, (long)n.Item3, (long)n.Item4);
            var portion = new Portion(whole, before + first + second + rest);
            return (BigInteger)portion.Next(first, before) + portion.Next(second, before + first) == portion.Next(first + second, before);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void First_IsWithinHalfAUnitOfItsExactShare_AndHalvesGoToTheEvenNumber() => Prop.ForAll(
        Amounts,
        ArbMap.Default.ArbFor<(uint, uint)>(),
        (whole, n) =>
        {
            var (units, of) = (Math.Min(n.Item1, n.Item2), (long)n.Item2);
            if (of == 0)
            {
                return new Portion(whole, 0).First(units) == 0;
            }

            var value = new Portion(whole, of).First(units);
            var twice = BigInteger.Abs(((BigInteger)whole * units) - ((BigInteger)value * of)) * 2;
            return twice < of || (twice == of && value % 2 == 0);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1000, 3, 1, 0, 333)]
    [InlineData(1000, 3, 1, 1, 334)]
    [InlineData(1000, 3, 2, 1, 667)]
    [InlineData(5, 2, 1, 0, 2)]
    [InlineData(5, 2, 1, 1, 3)]
    [InlineData(-5, 2, 1, 0, -2)]
    [InlineData(7, 0, 1, 0, 0)]
    [InlineData(7, 3, 5, 2, 2)]
    [InlineData(7, 3, 1, 3, 0)]
    [InlineData(long.MaxValue, 2, 1, 1, long.MaxValue / 2)]
    public void Next_HasThisValue(long whole, long of, long units, long before, long value) =>
        Assert.Equal(value, new Portion(whole, of).Next(units, before));

    [Fact]
    public void Next_LessThanNothing_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Portion(10, 2).Next(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Portion(10, 2).Next(1, -1));
    }
}
