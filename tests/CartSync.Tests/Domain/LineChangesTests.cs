using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>What a line says when price, promotions or stock changed since it was last edited, and what the checkout makes of it.</summary>
public sealed class LineChangesTests
{
    private static readonly Promotion Tenth = new() { Id = "tenth", Benefit = new Benefit.PercentOff(10) };
    private readonly Shelf shelf = new();
    private SharedCart cart = Given.Cart();
    private long seq;

    [Fact]
    public void PriceChange_IsToldWithOldAndNew_RefusedAtCheckout_AndAcknowledgedByAnEdit()
    {
        Add("MUG", 2);
        Assert.Empty(Changes("MUG"));
        shelf.Price("MUG", "13");
        Assert.Equal([new LineChange(LineChangeKind.PriceChanged)], Changes("MUG"));
        Refused("PRICE_CHANGED", "PRICE_CHANGED", "12.5", "13");
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart) with { AcceptsPriceChanges = true }, Around));

        Set("MUG", 2);
        Assert.Empty(Changes("MUG"));
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
    }

    [Fact]
    public void PromotionStart_IsTold_AndNoReasonToRefuse()
    {
        Add("MUG", 2);
        shelf.Promotions = [Tenth];
        Assert.Equal([new LineChange(LineChangeKind.PromotionStarted, "tenth", 2500)], Changes("MUG"));
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
        Set("MUG", 2);
        Assert.Empty(Changes("MUG"));
    }

    [Fact]
    public void PromotionEnd_IsTold_RefusedAtCheckout_AndAcknowledgedByAnEditOfThisLineOnly()
    {
        shelf.Promotions = [Tenth with { EndsAt = Given.Now.AddHours(1) }];
        Add("MUG", 2);
        Add("CUP", 3);
        Assert.Empty(Changes("MUG"));
        shelf.Now = Given.Now.AddHours(1);
        Assert.Equal([new LineChange(LineChangeKind.PromotionEnded, "tenth", 2250)], Changes("MUG"));
        Refused("PRICE_CHANGED", "PROMOTION_ENDED", "2250", "2500");

        Set("CUP", 4);
        Assert.Empty(Changes("CUP"));
        Assert.Equal([new LineChange(LineChangeKind.PromotionEnded, "tenth", 2250)], Changes("MUG"));
        Set("MUG", 2);
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
    }

    [Fact]
    public void PromotionTermsChange_IsToldWithBothTotals()
    {
        shelf.Promotions = [Tenth];
        Add("MUG", 2);
        shelf.Promotions = [Tenth with { Benefit = new Benefit.PercentOff(5) }];
        Assert.Equal([new LineChange(LineChangeKind.PromotionChanged, "", 2250)], Changes("MUG"));
        Refused("PRICE_CHANGED", "PROMOTION_CHANGED", "2250", "2375");
        shelf.Promotions = [Tenth with { Benefit = new Benefit.PercentOff(15) }];
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
    }

    [Fact]
    public void ThresholdReachedByAnEdit_IsNoNewsOnOtherLines_ButWatchersAreSentThem()
    {
        shelf.Promotions = [new Promotion { Id = "five", Benefit = new Benefit.ThresholdOff(5000, 500, null) }];
        Add("MUG", 2);
        var version = cart.Version;
        Add("LAMP", 1);
        Assert.NotEmpty(Line("MUG").Discounts);
        Assert.Empty(Changes("MUG"));
        Assert.True(Line("MUG").Line.ChangedVersion > version);

        Do(new Edit.Remove(Given.Line("LAMP")));
        Assert.Empty(Line("MUG").Discounts);
        Assert.Empty(Changes("MUG"));
    }

    [Fact]
    public void ThresholdReachedByAReorder_IsNoNewsOnOtherLines()
    {
        shelf.Promotions = [new Promotion { Id = "five", Benefit = new Benefit.ThresholdOff(5000, 500, null) }];
        Add("MUG", 2);
        var version = cart.Version;
        Follow(BringRules.Bring(cart, [new OutsideLine("LAMP", [], 1, "")], BringMode.Add, "~test", "", Given.Anna, Around));
        Assert.Equal((true, true), (Line("MUG").Discounts.Length > 0, Line("MUG").Line.ChangedVersion > version));
        Assert.Empty(Changes("MUG"));
        Assert.Empty(Changes("LAMP"));
    }

    [Fact]
    public void ThresholdLostByAPurchaseElsewhere_IsNewsOnOtherLines_AndWatchersAreSentThem()
    {
        shelf.Promotions = [new Promotion { Id = "five", Benefit = new Benefit.ThresholdOff(5000, 500, null) }];
        Add("MUG", 2);
        Add("LAMP", 1);
        var version = cart.Version;
        var seen = Line("MUG").NetMinor;
        Follow(Abandonment.Bought(cart, new Purchase("o-1", Given.Now, SalesChannel.Store, true, [KeyValuePair.Create(CartId.OfLine("LAMP", []), 1L)]), Around));
        Assert.Equal([new LineChange(LineChangeKind.PromotionEnded, "five", seen)], Changes("MUG"));
        Assert.True(Line("MUG").Line.ChangedVersion > version);
        Refused("PRICE_CHANGED", "PROMOTION_ENDED", $"{seen}", "2500");
    }

    [Fact]
    public void Merge_BringsNoNews_AndKeepsWhatWasNewsBefore_AndSoDoesItsUndo()
    {
        var five = new Promotion { Id = "five", Benefit = new Benefit.ThresholdOff(5000, 500, null) };
        shelf.Promotions = [five, Tenth with { Skus = ["CUP"] }];
        Add("MUG", 2);
        Add("CUP", 3);
        var guest = OperationRules.Apply(Given.Cart("g", isGuest: true), "web", [Given.Add(1, "LAMP"), Given.Add(2, "CUP", 1)], Given.Anna, Around).Cart;
        shelf.Promotions = [five];
        Assert.Equal(["CUP"], News());

        // The lamp makes the basket reach the threshold: that is told in the answer. That the cups cost more nobody has been told yet.
        var begun = MergeRules.Begin(guest, "anna", MergeStrategy.Sum, Given.Anna, shelf.Now);
        var version = cart.Version;
        Follow(MergeRules.Apply(cart, begun.Cart, begun.Answer!, Around));
        Assert.NotEmpty(Line("MUG").Discounts);
        Assert.Equal(["CUP"], News());
        Assert.True(Line("MUG").Line.ChangedVersion > version);

        version = cart.Version;
        Follow(MergeRules.Undo(cart, begun.Answer!.MergeId, Given.Anna, Around));
        Assert.Empty(Line("MUG").Discounts);
        Assert.Equal(["CUP"], News());
        Assert.True(Line("MUG").Line.ChangedVersion > version);

        string[] News() => [.. cart.Lines.Where(line => Changes(line.Sku).Length > 0).Select(line => line.Sku)];
    }

    [Fact]
    public void StockGone_Limited_AndBack_AreTold_AndTheFirstTwoRefused()
    {
        shelf.Stock("MUG", 5);
        Add("MUG", 5);
        Assert.Empty(Changes("MUG"));
        shelf.Stock("MUG", 0);
        Assert.Equal([new LineChange(LineChangeKind.StockGone)], Changes("MUG"));
        Refused("OUT_OF_STOCK", "STOCK_GONE", "0");

        shelf.Stock("MUG", 3);
        Assert.Equal([new LineChange(LineChangeKind.StockLimited)], Changes("MUG"));
        Refused("OUT_OF_STOCK", "STOCK_LIMITED", "3");
        Set("MUG", 4);
        Assert.Empty(Changes("MUG"));
        shelf.Stock("MUG", 9);
        Assert.Equal([new LineChange(LineChangeKind.StockBack)], Changes("MUG"));
        Set("MUG", 3);
        Assert.Empty(Changes("MUG"));
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
    }

    [Fact]
    public void MaximumQuantity_IsToldAtCheckout_AndCanBeSet_AndNoLineGoesBeyondTheLimit()
    {
        shelf.Stock("MUG", 4);
        Add("MUG", Measure.Piece.MostOf());
        Refused("OUT_OF_STOCK", "STOCK_LIMITED", "4");
        Set("MUG", 4);
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));

        var tooMany = new Operation(++seq, cart.Version, new Edit.Add("MUG", [], Measure.Piece.MostOf(), null));
        Assert.Equal("QUANTITY_OUT_OF_RANGE", OperationRules.Apply(cart, "web", [tooMany], Given.Anna, Around).Answer.Single().Refusal!.Reason);
    }

    [Fact]
    public void NoLongerSold_IsTold_AndRefused()
    {
        Add("MUG", 1);
        shelf.Discontinue("MUG");
        Assert.Equal([new LineChange(LineChangeKind.NoLongerSold)], Changes("MUG"));
        Refused("OUT_OF_STOCK", "NO_LONGER_SOLD", "0");
    }

    [Fact]
    public void Checkout_TwoLinesOfOneItem_NeedTheSameStock()
    {
        shelf.Stock("MUG", 5);
        Add("MUG", 3);
        Do(new Edit.Add("MUG", [new Option("engraving", "A")], 3, null));
        Refused("OUT_OF_STOCK", "STOCK_LIMITED", "5");
        Set("MUG", 2);
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
    }

    [Fact]
    public void Checkout_BundleAndItsPart_NeedTheSameStock()
    {
        shelf.Stock("MUG", 5);
        shelf.Bundle("SET", ("MUG", 2), ("CUP", 1));
        Add("SET", 2);
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
        Add("MUG", 2);
        Refused("OUT_OF_STOCK", "STOCK_LIMITED", "5");
        Set("MUG", 1);
        Assert.Null(CheckoutRules.Refuse(cart, Given.Order(cart), Around));
    }

    [Fact]
    public void SeenPromotions_AreStoredWithTheCart()
    {
        shelf.Promotions = [Tenth];
        Add("MUG", 2);
        Add("CUP", 1);
        var read = CartCodec.Read(CartCodec.Write(cart));
        Assert.Equal(2250, read.Lines[0].SeenPromotions!.NetMinor);
        Assert.Equal("tenth", read.Lines[1].SeenPromotions!.PromotionIds.Single());
        Assert.Equal(CartCodec.Write(cart), CartCodec.Write(read));
    }

    [Fact]
    public void Edit_InAShopWithPromotions_PricesTheCartOnceBeforeAndOnceAfter()
    {
        shelf.Promotions = [new Promotion { Id = "five", Benefit = new Benefit.ThresholdOff(5000, 500, null) }];
        Add("MUG", 2);
        var looked = shelf.Looked("MUG");
        var job = new CartJob<ImmutableArray<OperationResult>>(
            new CartCommand<ImmutableArray<OperationResult>>
            {
                CartId = cart.Id, Decide = (before, around) => OperationRules.Apply(before, "web", [Given.Add(2, "LAMP")], Given.Anna, around),
            },
            goesOnInline: true);
        var after = job.Decide(cart, Around, null)!.Cart;
        Assert.Equal(after.Version, after.Lines.Single(line => line.Sku == "MUG").ChangedVersion);
        Assert.Equal(looked + 2, shelf.Looked("MUG"));
    }

    private Surroundings Around => new(shelf.Now, shelf);

    private void Add(string sku, int quantity) => Do(new Edit.Add(sku, [], quantity, null));

    private void Set(string sku, int quantity) => Do(new Edit.SetQuantity(Given.Line(sku), quantity));

    private void Do(Edit edit)
    {
        var change = OperationRules.Apply(cart, "web", [new Operation(++seq, cart.Version, edit)], Given.Anna, Around);
        Assert.Equal(OperationOutcome.Applied, change.Answer.Single().Outcome);
        Follow(change);
    }

    // As the queue stores it.
    private void Follow<T>(Change<T> change) => cart = change.MarksMoved ? change.Cart : LineChanges.ShowMoved(cart, change.Cart, Around);

    private PricedLine Line(string sku) => Pricing.Price(cart, shelf, cart.LastEditChannel, shelf.Now).First(line => line.Line.Sku == sku);

    private LineChange[] Changes(string sku) => [.. LineChanges.Of(Line(sku))];

    private void Refused(string reason, params string[] facts)
    {
        var refusal = CheckoutRules.Refuse(cart, Given.Order(cart), Around);
        Assert.Equal(reason, refusal!.Reason);
        string[] told = ["change", "previous", "now", "available"];
        Assert.Equal(facts, told.Where(refusal.Facts.ContainsKey).Select(name => refusal.Facts[name]));
    }

    /// <summary>A small shop whose prices, promotions and stock move.</summary>
    private sealed class Shelf : IPriceBook
    {
        private readonly Dictionary<string, int> looked = [];
        private readonly Dictionary<string, CatalogueItem> items = new[] { "MUG", "CUP", "LAMP" }.ToDictionary(sku => sku, sku => Given.Book.Find(sku)!);

        public DateTimeOffset Now { get; set; } = Given.Now;

        public ImmutableArray<Promotion> Promotions { get; set; } = [];

        public ImmutableArray<ShippingOption> ShippingOptions => Given.Book.ShippingOptions;

        public CatalogueItem? Find(string sku)
        {
            looked[sku] = Looked(sku) + 1;
            return items.GetValueOrDefault(sku);
        }

        public int Looked(string sku) => looked.GetValueOrDefault(sku);

        public bool? OffersPickup(string storeId) => null;

        public void Price(string sku, string price) => items[sku] = items[sku] with { Price = UnitPrice.Parse("EUR", price), PriceChangedAt = Now };

        public void Stock(string sku, long quantity) => items[sku] = items[sku] with { ShippableQuantity = quantity };

        public void Discontinue(string sku) => items[sku] = items[sku] with { IsDiscontinued = true };

        public void Bundle(string sku, params (string Sku, int Quantity)[] parts) => items[sku] = Bundles.Assemble(
            new CatalogueItem { Sku = sku }, [.. parts.Select(part => ((CatalogueItem?)items[part.Sku], part.Quantity))], "EUR");
    }
}
