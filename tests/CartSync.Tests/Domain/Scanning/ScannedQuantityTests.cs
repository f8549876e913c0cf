using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Values;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Tests.Domain.Scanning;

/// <summary>How much of an item a code stands for.</summary>
public sealed class ScannedQuantityTests
{
    private const string Gtin = "(01)09506000134352";

    [Theory]
    [InlineData("(3103)000455", 455)]
    [InlineData("(3106)000455", null)]
    [InlineData("(3104)004555", 456)]
    [InlineData("(3203)001000", 454)]
    [InlineData("(3922)905", 455)]
    [InlineData("(3922)001", null)]
    [InlineData("(3932)978905", 455)]
    [InlineData("(3932)756905", null)]
    [InlineData("(3103)000455(3922)1000", 455)]
    [InlineData("(3103)000455(30)1", 455)]
    [InlineData("(3103)000455(30)3", null)]
    [InlineData("(3153)000455", null)]
    [InlineData("", null)]
    public void OfHam_ItsWeight_OrWhatCostsAsMuch(string elements, int? grams) => Assert.Equal(grams, Of(elements, Measure.Gram, "19.90"));

    [Theory]
    [InlineData("(3153)000750", Measure.Millilitre, 750)]
    [InlineData("(3600)000001", Measure.Millilitre, 946)]
    [InlineData("(3112)000250", Measure.Millimetre, 2500)]
    [InlineData("(3230)000002", Measure.Millimetre, 1829)]
    [InlineData("(3103)000455", Measure.Millimetre, null)]
    public void OfOtherMeasures_TheirOwn(string elements, Measure measure, int? units) => Assert.Equal(units, Of(elements, measure, "5"));

    [Theory]
    [InlineData("", 1)]
    [InlineData("(30)12", 12)]
    [InlineData("(30)3(3922)5000", 3)]
    [InlineData("(30)0", null)]
    [InlineData("(30)200000", null)]
    [InlineData("(3103)000455", 1)]
    [InlineData("(3922)3980", 2)]
    [InlineData("(3922)1989", null)]
    public void OfPieces_TheirCount(string elements, int? pieces) => Assert.Equal(pieces, Of(elements, Measure.Piece, "19.90"));

    [Fact]
    public void WithoutAPrice_APriceSaysNothing() => Assert.Null(ScannedQuantity.Of(Scan("(3922)905"), new SoldBy(Measure.Gram, null, "EUR")));

    // What a shop's scale prints: its own rounding of the same weight and price.
    [Fact]
    public void OfAnyPriceThatAScalePrints_TheQuantityCostsThat() => Prop.ForAll(
        Gen.Choose(1, 20_000).ToArbitrary(), Gen.Choose(1, 9_999).ToArbitrary(), (grams, price) =>
        {
            var item = Item(Measure.Gram, FormattableString.Invariant($"{price / 100m}"));
            var printed = item.Measure.TotalMinor(item.UnitPrice!.Value, "EUR", grams);
            var quantity = ScannedQuantity.Of(new Scan { Gtin = "0", Price = new ScannedPrice(printed / 100m, null, "") }, item);
            Assert.True(printed == 0 ? quantity is null : quantity is { } found && item.Measure.TotalMinor(item.UnitPrice!.Value, "EUR", found) == printed, $"{grams} g at {price}");
        }).QuickCheckThrowOnFailure();

    private static int? Of(string elements, Measure measure, string price) => ScannedQuantity.Of(Scan(elements), Item(measure, price));

    private static Scan Scan(string elements) => ScanReader.Read(Gtin + elements, 2026).Value;

    private static SoldBy Item(Measure measure, string price) => new(measure, decimal.Parse(price, CultureInfo.InvariantCulture), "EUR");
}
