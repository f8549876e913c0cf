using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>Goods by measure: whole grams, a price for a kilogram, one rounding.</summary>
public sealed class MeasuredGoodsTests
{
    private static readonly CatalogueItem Ham = Given.Book.Find("HAM")!;

    [Theory]
    [InlineData(455, 905)]
    [InlineData(1000, 1990)]
    [InlineData(1, 2)]
    [InlineData(250, 498)]
    [InlineData(750, 1492)]
    [InlineData(100_000_000, 199_000_000)]
    public void Total_OfGrams_IsRoundedOnce_HalfToEven(int grams, long minor)
    {
        Assert.Equal(minor, Ham.TotalMinor(grams));
        Assert.Equal(minor, Ham.Price!.Value.Times(grams).AmountMinor);
    }

    [Fact]
    public void Line_OfGrams_IsPricedAndSoldByTheKilogram()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "HAM", 455)).Do("web", Given.Add(2, "MUG", 2));
        var line = Pricing.Price(cart, Given.Book, SalesChannel.Web, Given.Now)[0];
        Assert.Equal(("19.9", 905, Measure.Gram), (line.UnitPrice, line.LineTotalMinor, line.Measure));
        Assert.Equal(3, Pricing.ItemCount(cart, Given.Book));

        var sold = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around).Answer!.Lines[0];
        Assert.Equal((455, "19.9", 905, Measure.Gram), (sold.Quantity, sold.UnitPrice, sold.LineTotalMinor, sold.Measure));
    }

    [Fact]
    public void Line_ThatIsNoLongerSold_KeepsItsLastPricePerKilogram()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "HAM", 455));
        var gone = new Changed("HAM", item => item with { Price = null });
        Assert.Equal(905, Pricing.Price(cart, gone, SalesChannel.Web, Given.Now).Single().LineTotalMinor);
    }

    [Fact]
    public void Quantity_OfALine_IsAtMostAHundredThousandTimesWhatThePriceIsFor()
    {
        const int most = 100_000_000;
        var cart = Given.Cart().Do("web", Given.Add(1, "HAM", most - 1));
        Assert.Equal("QUANTITY_OUT_OF_RANGE", cart.Apply("web", Given.Add(2, "HAM", 2)).Result.Refusal!.Reason);
        Assert.Equal("QUANTITY_OUT_OF_RANGE", cart.Apply("web", Given.Set(2, "HAM", most + 1, cart.Version)).Result.Refusal!.Reason);
        Assert.Equal("A line's quantity is 1 to 100,000,000.", cart.Apply("web", Given.Add(2, "HAM", 0)).Result.Refusal!.Message);
        Assert.Equal(most, cart.Do("web", Given.Add(2, "HAM", 1)).Units("HAM"));
        Assert.Equal("QUANTITY_OUT_OF_RANGE", Given.Cart().Apply("web", Given.Add(1, "MUG", 100_001)).Result.Refusal!.Reason);
        Assert.Equal(most, MergeStrategies.Of(MergeStrategy.Sum)(most, most, Measure.Gram));
    }

    [Fact]
    public void AmountOff_IsForTheKilogram_AndNobodyCountsGrams()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "HAM", 455)).Do("web", Given.Add(2, "MUG", 3));
        var perKilogram = new Promotion { Id = "off", Skus = ["HAM"], Benefit = new Benefit.AmountOff(390) };
        Assert.Equal([905 - 177, 3750], Nets(cart, perKilogram));

        var three = new Promotion { Id = "three", Benefit = new Benefit.BuyForFewer(3, 2) };
        Assert.Equal([905, 2500], Nets(cart, three));
    }

    [Fact]
    public void Bundle_WithGramsInIt_CostsThemByTheKilogram_ToFourPlaces()
    {
        var cheese = Ham with { Sku = "CHEESE", Price = UnitPrice.Parse("EUR", "33.3333") with { Measure = Measure.Gram }, TaxPercent = 10, ShippableQuantity = 1000 };
        var board = Given.Book.Find("MUG")! with { TaxPercent = 20, ShippableQuantity = 50 };
        var bundle = Bundles.Assemble(new CatalogueItem { Sku = "SET" }, [(cheese, 155), (board, 1)], "EUR");

        Assert.Equal(("17.6667", 6), (bundle.PriceText, bundle.ShippableQuantity));
        Assert.Equal(((33.3333m * 0.155m * 10) + (12.5m * 20)) / ((33.3333m * 0.155m) + 12.5m), bundle.TaxPercent);
        Assert.Equal(Measure.Piece, bundle.Measure);
    }

    [Fact]
    public void Wishlist_KnowsHowMuchOfAnItemCanBeWishedFor()
    {
        var measures = new Dictionary<string, Measure> { ["HAM"] = Measure.Gram, ["MUG"] = Measure.Piece };
        var list = new Wishlist { Id = "w", OwnerId = "anna", OwnerIsGuest = false, Name = "Food", CreatedAt = Given.Now, UpdatedAt = Given.Now };
        (list, var results) = WishlistRules.Edit(list, [new ListEdit.Add("HAM", [], 250_000), new ListEdit.Add("MUG", [], 250_000)], measures, Given.Now);
        Assert.Equal([null, "QUANTITY_OUT_OF_RANGE"], results.Select(result => result.Refusal?.Reason));

        var set = new ListEdit.SetQuantity(list.Entries[0].ItemId, 300_000);
        Assert.Equal("HAM", WishlistRules.SkuOf(list, set));
        Assert.Equal(300_000, WishlistRules.Edit(list, [set], measures, Given.Now).List.Entries[0].Quantity);
    }

    [Fact]
    public void Variants_OfOneItem_TogetherBeyondAnyNumber_AreRefusedAndNotWrapped()
    {
        var shelf = new CheckoutShelf().With("CLOTH", "5", shippable: 1000, limit: 200);
        shelf.Items["CLOTH"] = shelf.Items["CLOTH"] with { Measure = Measure.Millimetre, Price = UnitPrice.Parse("EUR", "5") with { Measure = Measure.Millimetre } };
        var lines = Enumerable.Range(0, 30).Select(i => new Operation(i + 1, 0, new Edit.Add("CLOTH", [new Option("colour", $"{i}")], 100_000_000, null))).ToArray();
        var cart = OperationRules.Apply(Given.Cart(), "web", lines, Given.Anna, shelf.Around).Cart;
        Assert.Equal(30, Assert.IsType<OutOfStock>(shelf.Begin(cart).Refusal).LineIds.Length);
        shelf.Items["CLOTH"] = shelf.Items["CLOTH"] with { ShippableQuantity = null };
        Assert.IsType<OrderLimitExceeded>(shelf.Begin(cart).Refusal);
    }

    [Fact]
    public void Reorder_OfWhatWasSoldByAnotherMeasure_IsGone()
    {
        var change = BringRules.Bring(
            Given.Cart(), [new OutsideLine("HAM", [], 1, "", Measure.Piece), new OutsideLine("HAM", [], 455, "", Measure.Gram), new OutsideLine("HAM", [], 45, "")], BringMode.Add, "~reorder", "",
            Given.Anna, Given.Around);
        Assert.Equal(["MEASURE_FIXED", null, null], change.Answer.Select(line => line.Refusal?.Reason));
        Assert.Equal(500, change.Cart.Units("HAM"));
    }

    [Fact]
    public void Merge_OfTwoWeights_AddsThemUp_AndItsUndoTakesThemBack()
    {
        var customer = Given.Cart().Do("web", Given.Add(1, "HAM", 60_000_000));
        var guest = Given.Cart("g", isGuest: true).Do("web", Given.Add(1, "HAM", 70_000_000));
        var begun = MergeRules.Begin(guest, "anna", MergeStrategy.Sum, Given.Anna, Given.Now);
        var merged = MergeRules.Apply(customer, begun.Cart, begun.Answer!, Given.Around).Cart;
        Assert.Equal(100_000_000, merged.Units("HAM"));
        var stored = CartCodec.Read(CartCodec.Write(merged));
        Assert.Equal(60_000_000, MergeRules.Undo(stored, stored.Merges.Single().MergeId, Given.Anna, Given.Around).Cart.Units("HAM"));
    }

    private static IEnumerable<long> Nets(SharedCart cart, Promotion promotion) =>
        Pricing.Price(cart, new Prices { Promotions = [promotion] }, SalesChannel.Web, Given.Now).Select(line => line.NetMinor);
}
