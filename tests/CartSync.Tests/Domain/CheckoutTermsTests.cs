using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class CheckoutTermsTests
{
    private static readonly Fulfilment Ship = new Fulfilment.Ship("");
    private static readonly Fulfilment Here = new Fulfilment.Pickup("rome-1");
    private static readonly Fulfilment Elsewhere = new Fulfilment.Pickup("turin-1");
    private readonly CheckoutShelf shelf = new CheckoutShelf().With("MUG", "12.50").With("CUP", "3.333").With("LAMP", "80").With("WRAP", "2", isService: true);

    [Fact]
    public void Begin_AtATill_HandsOverOnlyWhatNobodyWantsAnotherWay()
    {
        var cart = shelf.Cart(("MUG", 1, null), ("CUP", 1, Here), ("LAMP", 1, Ship), ("WRAP", 1, Elsewhere));
        var sold = shelf.Begin(cart, AtTill(cart) with { ShippingOptionId = "standard", HasDelivery = true });

        Assert.Null(sold.Refusal);
        Assert.Equal(
            [new Fulfilment.TakeAway(), new Fulfilment.TakeAway(), new Fulfilment.Ship("standard"), Elsewhere], sold.Answer!.Lines.Select(line => line.Fulfilment));
        Assert.Equal((490, 2, 4), (sold.Answer.Totals.ShippingMinor, sold.Answer.Promise.Min, sold.Answer.Promise.Max));
        Assert.Equal(CartPhase.CheckedOut, sold.Answer.Phase);
    }

    [Fact]
    public void Begin_AtATillWithALineToShip_NeedsToKnowHowAndWhere()
    {
        var cart = shelf.Cart(("MUG", 1, null), ("LAMP", 1, Ship));
        Assert.IsType<ShippingOptionRequired>(shelf.Begin(cart, AtTill(cart)).Refusal);
        Assert.IsType<ShippingOptionUnknown>(shelf.Begin(cart, AtTill(cart) with { ShippingOptionId = "none" }).Refusal);
        Assert.IsType<DeliveryRequired>(shelf.Begin(cart, AtTill(cart) with { ShippingOptionId = "standard" }).Refusal);
    }

    // What its buyer needs a coupon for is Loyalty's to say: a cart with it needs a hold, until anybody may buy it.
    [Fact]
    public void Begin_WithWhatIsNotSoldToAllYet_AsksLoyalty()
    {
        shelf.Items["LAMP"] = shelf.Items["LAMP"] with { EarlyAccessId = "spring", IsForAllFrom = DateTimeOffset.MaxValue };
        shelf.Items["CUP"] = shelf.Items["CUP"] with { EarlyAccessId = "winter", IsForAllFrom = DateTimeOffset.MinValue };
        var early = shelf.Begin(shelf.Cart(("MUG", 1, null), ("CUP", 1, null), ("LAMP", 1, null))).Answer!;
        var usual = shelf.Begin(shelf.Cart(("MUG", 1, null), ("CUP", 1, null))).Answer!;

        Assert.Equal("spring", Assert.Single(early.EarlyAccessIds));
        Assert.NotEqual("", early.HoldId);
        Assert.Empty(usual.EarlyAccessIds);
        Assert.Equal("", usual.HoldId);
    }

    [Fact]
    public void Begin_OnTheWeb_TakesNothingAway()
    {
        var cart = shelf.Cart(("MUG", 1, new Fulfilment.TakeAway()));
        Assert.IsType<ShippingOptionRequired>(shelf.Begin(cart, Given.Order(cart) with { ShippingOptionId = "" }).Refusal);
        Assert.Equal(new Fulfilment.Ship("standard"), shelf.Begin(cart).Answer!.Lines.Single().Fulfilment);
    }

    [Fact]
    public void Begin_ShippedLinesThatAgree_ChooseTheOption()
    {
        var agreed = shelf.Cart(("MUG", 1, new Fulfilment.Ship("express")), ("LAMP", 1, new Fulfilment.Ship("express")));
        Assert.Equal(("express", 990), Chosen(shelf.Begin(agreed, Given.Order(agreed) with { ShippingOptionId = "" })));

        var torn = shelf.Cart(("MUG", 1, new Fulfilment.Ship("express")), ("LAMP", 1, new Fulfilment.Ship("standard")));
        Assert.IsType<ShippingOptionRequired>(shelf.Begin(torn, Given.Order(torn) with { ShippingOptionId = "" }).Refusal);
        Assert.Equal(("standard", 490), Chosen(shelf.Begin(torn)));
    }

    /// <summary>What a withdrawal from the contract gives back of the shipping: what the least expensive way would have cost.</summary>
    [Fact]
    public void Begin_ByTheDearOption_KnowsWhatTheStandardOneCosts_AndWhatCannotBeWithdrawnFrom()
    {
        shelf.Items["MUG"] = shelf.Items["MUG"] with { Exception = WithdrawalException.MadeToOrder };
        var cart = shelf.Cart(("MUG", 1, new Fulfilment.Ship("express")));
        var sold = shelf.Begin(cart, Given.Order(cart) with { ShippingOptionId = "express" }).Answer!;

        Assert.Equal((990, 490), (sold.Totals.ShippingMinor, sold.Totals.StandardShippingMinor));
        Assert.Equal(WithdrawalException.MadeToOrder, sold.Lines.Single().Exception);
        Assert.Equal(490, shelf.Begin(shelf.Cart(("LAMP", 1, null))).Answer!.Totals.StandardShippingMinor);
    }

    [Fact]
    public void Begin_FreeFrom_CountsTheLinesAfterPromotions_AndCouponsDoNotBringTheCostBack()
    {
        Assert.Equal(490, shelf.Begin(shelf.Cart(("LAMP", 1, null))).Answer!.Totals.ShippingMinor);
        var large = shelf.Cart(("LAMP", 1, null), ("MUG", 2, null));
        Assert.Equal(0, shelf.Begin(large).Answer!.Totals.ShippingMinor);

        shelf.Promotions = [new Promotion { Id = "p", Benefit = new Benefit.PercentOff(10) }];
        Assert.Equal(490, shelf.Begin(large, Given.Order(large) with { AcceptsPriceChanges = true }).Answer!.Totals.ShippingMinor);

        shelf.Promotions = [];
        var held = Held(large, 900, new HeldDiscounts([new HeldCoupon("TEN", 1050, [KeyValuePair.Create(CartId.OfLine("LAMP", []), 1050L)], 0)], 900, 900));
        Assert.Equal((0, 10_500 - 1050 - 900), (held.Totals.ShippingMinor, held.Totals.DueMinor));
    }

    [Fact]
    public void Held_TaxOnTop_IsAddedToWhatIsPaidForEachLine_RoundedOnce()
    {
        shelf.Items["MUG"] = shelf.Items["MUG"] with { TaxPercent = 8.875m };
        shelf.Items["CUP"] = shelf.Items["CUP"] with { TaxPercent = 0.5m };
        var cart = shelf.Cart(("MUG", 2, null), ("CUP", 3, null), ("LAMP", 1, null));
        var plain = shelf.Begin(cart).Answer!.Totals;

        // 25.00 x 8.875 % = 2.21875; 10.00 x 0.5 % = 0.05; the lamp's price contains its tax, and so does the shipping cost.
        Assert.Equal((222 + 5, 2500 + 1000 + 8000 + 227), (plain.TaxMinor, plain.DueMinor));

        // A coupon of 10.00 off the mugs lowers their tax: 15.00 x 8.875 % = 1.33125.
        var held = Held(cart, 0, new HeldDiscounts([new HeldCoupon("TEN", 1000, [KeyValuePair.Create(CartId.OfLine("MUG", []), 1000L)], 0)], 0, 0));
        Assert.Equal((133 + 5, 1500 + 1000 + 8000 + 138), (held.Totals.TaxMinor, held.Totals.DueMinor));
    }

    [Fact]
    public void Held_GoodsThatPointsDoNotPay_BearNoneOfThem()
    {
        var held = Held(shelf.Cart(("LAMP", 1, null), ("MUG", 2, null)), 900, new HeldDiscounts([], 900, 900) { LinesNotPaid = [CartId.OfLine("LAMP", [])] });

        Assert.Equal([("LAMP", 0L, 0L), ("MUG", 900, 900)], held.Lines.Select(line => (line.Sku, line.PointsRedeemed, line.Discounts.Sum(share => share.AmountMinor))));
        Assert.Equal(900, held.Totals.PointsValueMinor);
    }

    [Fact]
    public void Held_FreeShipping_TakesItOffTheTotals()
    {
        var held = Held(shelf.Cart(("LAMP", 1, null)), 0, new HeldDiscounts([new HeldCoupon("TEN", 490, [], 490)], 0, 0));

        Assert.Equal((0, 0, 8_000), (held.Totals.ShippingMinor, held.Totals.DiscountsMinor, held.Totals.DueMinor));
    }

    // Loyalty chose the best deal, and takes no point that pays nothing: the sale says what was used, and the cart keeps what was not.
    [Fact]
    public void Held_LessThanWasAskedFor_IsWhatTheSaleSays()
    {
        var cart = shelf.Cart(("LAMP", 1, null));
        cart = cart with { Codes = [new CartCode("HALF"), new CartCode("TEN-X"), new CartCode("OTHER")] };
        var begun = shelf.Begin(cart, Given.Order(cart) with { Points = 59 });
        var change = CheckoutRules.Held(
            begun.Cart, begun.Answer!.CheckoutId, new HeldDiscounts([new HeldCoupon("HALF", 4_000, [KeyValuePair.Create(CartId.OfLine("LAMP", []), 4_000L)], 0)], 50, 5), shelf.Around);

        Assert.Equal(("HALF", 50, 8_000 + 490 - 4_005), (change.Answer.CouponCodes.Single(), change.Answer.Points, change.Answer.Totals.DueMinor));
        Assert.Equal([CodePhase.Held, CodePhase.Refused, CodePhase.Refused], change.Cart.Codes.Select(code => code.Phase));
        Assert.Equal(("COUPON_NOT_COMBINED", "TEN-X"), (change.Cart.Codes[1].Refusal!.Name, change.Cart.Codes[1].Refusal!.Facts["code"]));
    }

    [Fact]
    public void RateOf_ABundle_IsThatOfItsParts_ByTheirShareOfThePrice()
    {
        BundlePart Part(string price, decimal percent, int quantity) =>
            new(new CatalogueItem { Sku = price, Price = UnitPrice.Parse("EUR", price), TaxPercent = percent }, quantity);
        Assert.Equal(7.5m, Taxes.RateOf([Part("10", 10, 2), Part("20", 5, 1)]));
        Assert.Equal(0m, Taxes.RateOf([Part("0", 10, 1)]));
    }

    [Fact]
    public void Begin_NothingShipped_PromisesAndCostsNothing()
    {
        var cart = shelf.Cart(("MUG", 1, Here), ("WRAP", 1, null));
        var checkout = shelf.Begin(cart, Given.Order(cart) with { HasDelivery = false }).Answer!;
        Assert.Equal((0, 0, ""), (checkout.Totals.ShippingMinor, checkout.Promise.Max, checkout.ShippingOptionId));
        Assert.Equal(Here, checkout.Lines[0].Fulfilment);
    }

    [Fact]
    public void Begin_StoreStoppedPickup_NamesLineAndStore()
    {
        var cart = shelf.Cart(("LAMP", 1, null), ("MUG", 1, Elsewhere));
        shelf.PickupStores.Remove("turin-1");
        Assert.Equal(new PickupUnavailable(CartId.OfLine("MUG", []), "turin-1"), shelf.Begin(cart).Refusal);
    }

    [Fact]
    public void Begin_PickupBeyondTheShelf_IsOutOfStock_AndOtherStoresDoNotHelp()
    {
        shelf.With("MUG", "12.50", shippable: 50, stores: [("rome-1", 5), ("turin-1", 1)]);
        Assert.Equal(CartPhase.Ready, shelf.Begin(shelf.Cart(("MUG", 5, Here))).Answer!.Phase);
        Assert.Equal("OUT_OF_STOCK", shelf.Begin(shelf.Cart(("MUG", 2, Elsewhere))).Refusal!.Reason);
    }

    [Fact]
    public void Begin_VariantsOfOneItem_ShareItsStockAndItsLimit()
    {
        shelf.With("MUG", "12.50", shippable: 5);
        var cart = Given.Cart();
        foreach (var (colour, i) in new[] { "red", "blue" }.Select((colour, i) => (colour, i)))
        {
            cart = OperationRules.Apply(cart, "web", [new Operation(i + 1, 0, new Edit.Add("MUG", [new Option("colour", colour)], 3, null))], Given.Anna, shelf.Around).Cart;
        }

        var refusal = Assert.IsType<OutOfStock>(shelf.Begin(cart).Refusal);
        Assert.Equal(cart.Lines.Select(line => line.LineId), refusal.LineIds);
        Assert.Equal(("STOCK_LIMITED", "5"), (refusal.Change, refusal.Available));
        Assert.Equal(string.Join(',', refusal.LineIds), refusal.Facts["line_ids"]);

        shelf.With("MUG", "12.50", shippable: 6, limit: 5);
        var limited = Assert.IsType<OrderLimitExceeded>(shelf.Begin(cart).Refusal);
        Assert.Equal(("MUG", "5", 2), (limited.Facts["sku"], limited.Facts["limit"], limited.LineIds.Length));
        shelf.With("MUG", "12.50", shippable: 6, limit: 6);
        Assert.Null(shelf.Begin(cart).Refusal);
    }

    [Fact]
    public void Begin_PricesMoved_NamesEveryLineUnlessAccepted()
    {
        var cart = shelf.Cart(("MUG", 2, null), ("CUP", 1, null), ("LAMP", 1, null));
        shelf.With("MUG", "13").With("LAMP", "75");
        var refusal = Assert.IsType<PriceChanged>(shelf.Begin(cart).Refusal);
        Assert.Equal([CartId.OfLine("MUG", []), CartId.OfLine("LAMP", [])], refusal.LineIds.AsEnumerable());
        Assert.Equal(("10433", "12.5", "13"), (refusal.Facts["total_minor"], refusal.Facts["previous"], refusal.Facts["now"]));
        Assert.Null(shelf.Begin(cart, Given.Order(cart) with { AcceptsPriceChanges = true }).Refusal);
    }

    [Fact]
    public void Begin_ExpectedTotal_AcceptsThePricesThatItIsMadeOf_AndNoOthers()
    {
        var cart = shelf.Cart(("MUG", 2, null));
        shelf.With("MUG", "13");
        Assert.Null(shelf.Begin(cart, Given.Order(cart) with { ExpectedTotal = new Money("EUR", 2600) }).Refusal);
        var refusal = Assert.IsType<PriceChanged>(shelf.Begin(cart, Given.Order(cart) with { ExpectedTotal = new Money("EUR", 2500) }).Refusal);
        Assert.Equal(("2600", "2500"), (refusal.Facts["total_minor"], refusal.Facts["expected_minor"]));
        Assert.Equal("CURRENCY_MISMATCH", shelf.Begin(cart, Given.Order(cart) with { ExpectedTotal = new Money("USD", 2600) }).Refusal!.Reason);
    }

    [Fact]
    public void Begin_PromotionEnded_IsToldToWhoeverNamesTheTotal()
    {
        shelf.Promotions = [new Promotion { Id = "p", Benefit = new Benefit.PercentOff(10), EndsAt = Given.Now.AddMinutes(1) }];
        var cart = shelf.Cart(("MUG", 2, null));
        var order = Given.Order(cart) with { ExpectedTotal = new Money("EUR", 2250) };
        Assert.Null(shelf.Begin(cart, order).Refusal);

        var refusal = Assert.IsType<PriceChanged>(CheckoutRules.Begin(cart, order, shelf.Around with { Now = Given.Now.AddMinutes(2) }).Refusal);
        Assert.Equal((2500, 2250L), (refusal.TotalMinor, refusal.ExpectedMinor));
        Assert.Empty(refusal.LineIds);
    }

    [Fact]
    public void Begin_Guest_NeedsAContactExceptAtATill()
    {
        var cart = shelf.Cart("guest-1", true, ("MUG", 1, null));
        Assert.IsType<ContactRequired>(shelf.Begin(cart).Refusal);
        Assert.IsType<NotAMember>(shelf.Begin(cart, Given.Order(cart) with { HasContact = true, Points = 5 }).Refusal);
        Assert.Equal("guest-1", shelf.Begin(cart, Given.Order(cart) with { HasContact = true, Actor = Given.Anna with { Subject = "guest-1", Role = ActorRole.Guest } }).Cart.ContactId);
        Assert.Equal(CartPhase.CheckedOut, shelf.Begin(cart, AtTill(cart)).Answer!.Phase);
    }

    [Fact]
    public void Begin_NothingForSale_IsCartEmpty()
    {
        var cart = shelf.Cart(("MUG", 1, null));
        var saved = OperationRules.Apply(cart, "web", [new Operation(2, cart.Version, new Edit.MoveToSaved(Given.Line("MUG")))], Given.Anna, shelf.Around).Cart;
        Assert.IsType<CartEmpty>(shelf.Begin(saved).Refusal);
        Assert.IsType<CartEmpty>(shelf.Begin(Given.Cart()).Refusal);
    }

    [Fact]
    public void Begin_DiscontinuedOrUnpriced_IsOutOfStock()
    {
        var cart = shelf.Cart(("MUG", 1, null), ("CUP", 1, null), ("LAMP", 1, null));
        shelf.Items["MUG"] = shelf.Items["MUG"] with { IsDiscontinued = true };
        shelf.Items["CUP"] = shelf.Items["CUP"] with { Price = null };
        shelf.Items.Remove("LAMP");
        Assert.Equal(3, Assert.IsType<OutOfStock>(shelf.Begin(cart).Refusal).LineIds.Length);
    }

    private static CheckoutOrder AtTill(SharedCart cart) => new()
    {
        Key = Given.Key("sale"), Actor = CheckoutShelf.Till, ExpectedVersion = cart.Version, IsInStore = true, Tenders = [new Tender(TenderKind.Cash, "", null)],
        NumberOf = static id => "O-" + id,
    };

    private static (string, long) Chosen(Change<Checkout?> begun) => (begun.Answer!.ShippingOptionId, begun.Answer.Totals.ShippingMinor);

    private Checkout Held(SharedCart cart, long points, HeldDiscounts held)
    {
        var begun = shelf.Begin(cart, Given.Order(cart) with { Points = points, CouponCodes = ["TEN"] });
        return CheckoutRules.Held(begun.Cart, begun.Answer!.CheckoutId, held, shelf.Around).Answer;
    }
}
