using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Tests.Domain;

public sealed class MoneyTests
{
    [Fact]
    public void Split_PartsAddUp_AndEachIsWithinOneUnitOfItsExactShare() => Prop.ForAll(
        ArbMap.Default.ArbFor<long>().Filter(amount => amount != long.MinValue),
        ArbMap.Default.ArbFor<NonEmptyArray<uint>>(),
        (amount, weights) =>
        {
            long[] given = [.. weights.Get.Select(w => (long)w)];
            var parts = new Money("EUR", amount).Split(given);
            var sum = given.Aggregate(System.Numerics.BigInteger.Zero, (a, b) => a + b);
            return parts.Aggregate(Money.Zero("EUR"), (a, b) => a + b).AmountMinor == amount
                && (sum.IsZero || given.Zip(parts).All(p =>
                    System.Numerics.BigInteger.Abs((sum * p.Second.AmountMinor) - ((System.Numerics.BigInteger)amount * p.First)) < sum));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("GBP", "0.001", 1, 0)]
    [InlineData("GBP", "0.005", 1, 0)]
    [InlineData("GBP", "0.015", 1, 2)]
    [InlineData("GBP", "0.001", 80995, 8100)]
    [InlineData("GBP", "2.55", 6, 1530)]
    [InlineData("JPY", "120", 3, 360)]
    [InlineData("KWD", "0.0125", 1, 12)]
    public void LineTotal_IsRoundedOnce_HalfToEven(string currency, string price, long quantity, long minor) =>
        Assert.Equal(new Money(currency, minor), UnitPrice.Parse(currency, price).Times(quantity));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.50")]
    [InlineData("01.5000000000000000000000000")]
    public void UnitPrice_WrittenInAnyWay_IsTheSameInItsDigitsToo(string text) =>
        Assert.Equal("1.5", UnitPrice.Parse("EUR", text).Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("EUR", "-1")]
    [InlineData("EUR", "1,5")]
    [InlineData("EUR", "1.23456")]
    [InlineData("EUR", "1e3")]
    [InlineData("EUR", "")]
    [InlineData("EUR", "1000000001")]
    [InlineData("eur", "1")]
    [InlineData("EURO", "1")]
    public void UnitPrice_BadText_IsRefused(string currency, string text) => Assert.False(UnitPrice.TryParse(currency, text, out _));

    [Fact]
    public void Sum_OfTwoCurrencies_Throws() => Assert.Throws<InvalidOperationException>(() => new Money("EUR", 1) + new Money("USD", 1));

    [Fact]
    public void Sum_ThatOverflows_Throws() => Assert.Throws<OverflowException>(() => new Money("EUR", long.MaxValue) + new Money("EUR", 1));
}
