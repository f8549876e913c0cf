using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Tests.Domain;

public sealed class CashRoundingTests
{
    [Theory]
    [InlineData("IT", "EUR", 2292, 2290)]
    [InlineData("IT", "EUR", 2293, 2295)]
    [InlineData("IT-north", "EUR", 2297, 2295)]
    [InlineData("FI", "EUR", 1, 0)]
    [InlineData("NL", "EUR", 998, 1000)]
    [InlineData("BE", "EUR", 998, 1000)]
    [InlineData("IE", "EUR", 992, 990)]
    [InlineData("SK", "EUR", 3, 5)]
    [InlineData("CH", "CHF", 1002, 1000)]
    [InlineData("SE", "SEK", 1050, 1100)]
    [InlineData("SE", "SEK", 1049, 1000)]
    [InlineData("NO", "NOK", 1050, 1100)]
    [InlineData("DK", "DKK", 1025, 1050)]
    [InlineData("DK", "DKK", 1024, 1000)]
    [InlineData("DK", "DKK", 1075, 1100)]
    [InlineData("CZ", "CZK", 12350, 12400)]
    [InlineData("HU", "HUF", 100200, 100000)]
    [InlineData("HU", "HUF", 100300, 100500)]
    [InlineData("CA", "CAD", 1097, 1095)]
    [InlineData("CA", "CAD", 1098, 1100)]
    [InlineData("AU", "AUD", 102, 100)]
    [InlineData("NZ", "NZD", 1995, 1990)]
    [InlineData("NZ", "NZD", 1996, 2000)]
    [InlineData("DE", "EUR", 2292, 2292)]
    [InlineData("IT", "CHF", 2292, 2292)]
    [InlineData("shop-1", "EUR", 2292, 2292)]
    public void Round_IsThatOfTheMarketAndItsCurrency(string market, string currency, long exact, long rounded) =>
        Assert.Equal(rounded, CashRounding.In(market, currency).Round(exact));

    [Fact]
    public void Known_AreTheCountriesWithARule() =>
        Assert.Equal(["AU", "BE", "CA", "CH", "CZ", "DK", "FI", "HU", "IE", "IT", "NL", "NO", "NZ", "SE", "SK"], CashRounding.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void RoundPart_PartByPart_AddsUpToTheRoundedWhole() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<ushort>>(),
        Gen.Elements(1L, 5L, 10L, 50L, 100L, 500L).ToArbitrary(),
        (parts, step) =>
        {
            var rule = new CashRounding(step, false);
            var before = 0L;
            var sum = 0L;
            foreach (var part in parts.Get)
            {
                var paid = rule.RoundPart(part, before);
                before += part;
                sum += paid;
                if (paid % step != 0 || paid < 0 || Math.Abs(paid - part) >= step + 1)
                {
                    return false;
                }
            }

            return sum == rule.Round(before);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Repayment_InAnyParts_GivesBackWhatWasPaid_AndCashInCoinsThatThereAre() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<ushort>>(),
        ArbMap.Default.ArbFor<ushort>(),
        Gen.Elements(5L, 10L, 100L).ToArbitrary(),
        (parts, card, step) =>
        {
            // A sale, part of it by card, the rest in cash: given back in these parts.
            var rule = new CashRounding(step, false);
            var due = parts.Get.Sum(part => (long)part);
            var byCard = Math.Min(card, due);
            var cash = rule.Round(due - byCard);
            var rounding = cash - (due - byCard);
            long[] paid = [byCard, cash];
            long[] left = [byCard, cash];
            var earlier = 0L;
            var given = 0L;
            foreach (var part in parts.Get)
            {
                PaymentLeft[] payments = [new(TenderKind.Card, paid[0], left[0]), new(TenderKind.Cash, paid[1], left[1])];
                if (Repayment.Left(payments, rounding, earlier) != due - given)
                {
                    return false;
                }

                var repayment = Repayment.Of(new Money("EUR", part), payments, rounding, earlier, rule);
                left = [left[0] - repayment.PartsMinor[0], left[1] - repayment.PartsMinor[1]];
                earlier += repayment.RoundingMinor;
                given += part;
                if (repayment.PartsMinor.Any(minor => minor < 0) || left.Any(minor => minor < 0) || repayment.PartsMinor[1] % step != 0
                    || repayment.PartsMinor.Sum() != part + repayment.RoundingMinor)
                {
                    return false;
                }
            }

            return left is [0, 0] && earlier == rounding;
        }).QuickCheckThrowOnFailure();
}
