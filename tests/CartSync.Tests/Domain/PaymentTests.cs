using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>What is paid is exactly what is due, and what is paid for nothing goes back once.</summary>
public sealed class PaymentTests
{
    private static readonly Actor Payments = new("payments", ActorRole.Service, SalesChannel.None);
    private readonly CheckoutShelf shelf = new CheckoutShelf().With("MUG", "12.50");

    [Fact]
    public void Begin_OnAStateThatWasCheckedOutBefore_IsAnotherCheckoutForAnotherCall()
    {
        // The cart went back behind a checkout: what somebody pays for that one must not pay for the next, whatever lies in the cart by then.
        var shelf = new CheckoutShelf().With("MUG", "12.50");
        var cart = shelf.Cart(("MUG", 1, null));
        string Begun(string key) => shelf.Begin(cart, Given.Order(cart, key)).Answer!.CheckoutId;
        Assert.NotEqual(Begun("first"), Begun("second"));
        Assert.Equal(Begun("first"), Begun("first"));
    }

    [Fact]
    public void Complete_SeveralTendersThatAddUp_AreTaken()
    {
        var ready = Ready();
        var sold = Pay(ready, Card("a", 1000), new Tender(TenderKind.Wallet, "w", 490), new Tender(TenderKind.GiftCard, "g", 1500));
        Assert.Equal((CartPhase.CheckedOut, 2990), (sold.Answer!.Phase, sold.Answer.Tenders.Sum(tender => tender.AmountMinor)));
    }

    [Theory]
    [InlineData(2989)]
    [InlineData(2991)]
    [InlineData(1)]
    public void Complete_OverOrUnder_IsRefusedWithBothAmounts(long amount)
    {
        var ready = Ready();
        var refused = Pay(ready, Card("a", amount));
        Assert.Equal(new TendersDoNotMatch(2990, 2990, amount), refused.Refusal);
        Assert.Same(ready, refused.Cart);
        Assert.Empty(refused.Events);
    }

    [Fact]
    public void Complete_OnePaymentTwice_OrInAnotherCurrency_IsRefused()
    {
        var ready = Ready();
        Assert.IsType<TenderRepeated>(Pay(ready, Card("a", 1495), Card("a", 1495)).Refusal);
        Assert.Equal(new CurrencyMismatch("tenders", "EUR"), Pay(ready, Card("a", 2990) with { CurrencyCode = "USD" }).Refusal);
        Assert.Null(Pay(ready, Card("a", 2990) with { CurrencyCode = "EUR" }).Refusal);
    }

    [Fact]
    public void Complete_AgainInAnotherOrder_IsTheSameSale()
    {
        var first = Ready();
        var sold = Pay(first, Card("a", 2000), Card("b", 990));
        var again = PayEnded(sold.Cart, sold.Answer!, Card("b", 990), Card("a", 2000));
        Assert.Null(again.Refusal);
        Assert.Empty(again.Events);
    }

    [Fact]
    public void Complete_SoldWithOtherTenders_GivesBackOnlyWhatTheSaleDoesNotStandOn()
    {
        var ready = Ready();
        var sold = Pay(ready, Card("a", 2990));
        var second = PayEnded(sold.Cart, sold.Answer!, Card("a", 2990), Card("b", 5));
        Assert.IsType<CheckoutAlreadyCompleted>(second.Refusal);
        Assert.Equal("b", Refund(second).Tender.Reference);

        var corrected = PayEnded(second.Cart, sold.Answer!, Card("a", 3000));
        Assert.IsType<CheckoutAlreadyCompleted>(corrected.Refusal);
        Assert.Empty(corrected.Events);
    }

    [Fact]
    public void Complete_WhileCompleting_GivesBackOnlyTheOtherPayment()
    {
        var cart = shelf.Cart(("MUG", 2, null));
        var begun = shelf.Begin(cart, Given.Order(cart) with { Points = 10 });
        var held = CheckoutRules.Held(begun.Cart, begun.Answer!.CheckoutId, new HeldDiscounts([], 10, 10), shelf.Around);
        var completing = Pay(held.Cart, Card("a", 2980));
        Assert.Equal(CartPhase.Completing, completing.Answer!.Phase);

        Assert.Null(Pay(completing.Cart, Card("a", 2980)).Refusal);
        var other = Pay(completing.Cart, Card("a", 2980), Card("b", 1));
        Assert.Equal("b", Refund(other).Tender.Reference);
        var sold = CheckoutRules.Committed(other.Cart, completing.Answer.CheckoutId, Given.Now);
        Assert.Equal(["a"], sold.Answer.Tenders.Select(tender => tender.Reference));
    }

    [Fact]
    public void Complete_AfterTheTimeout_GivesBackOnce_HoweverOftenAndForWhicheverCheckoutItComes()
    {
        var ready = Ready();
        var late = CheckoutRules.Expire(ready, Given.Now.AddMinutes(15));
        Assert.Equal(CartPhase.Cancelled, late.Answer!.Phase);
        var first = PayEnded(late.Cart, late.Answer, Card("a", 2990) with { CurrencyCode = "USD" });
        Assert.IsType<CheckoutWasCancelled>(first.Refusal);
        Assert.Equal(("CHECKOUT_CANCELLED", "USD"), (Refund(first).Why, Refund(first).Tender.CurrencyCode));
        Assert.Empty(PayEnded(first.Cart, late.Answer, Card("a", 2990)).Events);

        // The next attempt does not sell for money that is on its way back.
        var next = shelf.Begin(first.Cart);
        Assert.IsType<TenderRefunded>(Pay(next.Cart, Card("a", 2990)).Refusal);
        var sold = Pay(next.Cart, Card("b", 2990));
        Assert.Equal(CartPhase.CheckedOut, sold.Answer!.Phase);

        // Sold again meanwhile: a payment for the old attempt still goes back, and only that.
        Assert.Equal("c", Refund(PayEnded(sold.Cart, late.Answer, Card("c", 2990))).Tender.Reference);
    }

    [Fact]
    public void Complete_Unknown_GivesBackOnce()
    {
        var cart = shelf.Cart(("MUG", 1, null));
        var paid = CheckoutRules.Complete(cart, "k-lost", [Card("a", 5)], Given.Key("c"), Payments, EndedCheckout.Unknown("k-lost"), Given.Now);
        Assert.Equal(("CHECKOUT_UNKNOWN", "CHECKOUT_NOT_FOUND"), (Refund(paid).Why, paid.Refusal!.Reason));
        Assert.Empty(CheckoutRules.Complete(paid.Cart, "k-lost", [Card("a", 5)], Given.Key("d"), Payments, EndedCheckout.Unknown("k-lost"), Given.Now).Events);
        Assert.Empty(CheckoutRules.Complete(cart, "k-lost", [Card("a", 5)], Given.Key("c"), Payments, null, Given.Now).Events);
    }

    [Fact]
    public void Expire_OrCancel_OfATillsCall_GivesItsTendersBack()
    {
        var cart = shelf.Cart(("MUG", 2, null));
        var begun = shelf.Begin(cart, Given.Order(cart) with
        {
            Actor = CheckoutShelf.Till,
            IsInStore = true,
            Points = 10,
            Tenders = [Card("a", 2000), new Tender(TenderKind.Cash, "", null)],
        });
        Assert.Equal(CartPhase.Holding, begun.Answer!.Phase);
        var ended = new[]
        {
            CheckoutRules.Expire(begun.Cart, Given.Now.AddMinutes(15)),
            CheckoutRules.Cancel(begun.Cart, begun.Answer.CheckoutId, Given.Anna, null, Given.Now),
        };
        Assert.Equal(["a", "a"], ended.Select(change => Refund(change).Tender.Reference));
    }

    [Fact]
    public void Cancelled_Checkout_HasNotLeftTheCartIdle()
    {
        var cart = shelf.Cart(("MUG", 2, null));
        var begun = CheckoutRules.Begin(cart, Given.Order(cart), shelf.Around with { Now = Given.Now.AddMinutes(50) });
        var given = CheckoutRules.Expire(begun.Cart, Given.Now.AddMinutes(65)).Cart;
        Assert.Equal(Given.Now.AddMinutes(110), DueTimes.Next(given));
    }

    [Fact]
    public void Bought_DuringACheckout_LeavesTheCheckoutAsItIs()
    {
        var ready = Ready();
        var bought = Abandonment.Bought(
            ready, new Purchase("o-9", Given.Now.AddMinutes(1), SalesChannel.Store, true, [KeyValuePair.Create(CartId.OfLine("MUG", []), 1L)]), shelf.Around);
        Assert.Equal((CartPhase.Ready, ready.Checkout), (bought.Cart.Phase, bought.Cart.Checkout));
        var sold = Pay(bought.Cart, Card("a", 2990));
        Assert.Equal((CartPhase.CheckedOut, 2), (sold.Answer!.Phase, sold.Answer.Lines.Single().Quantity));
    }

    [Fact]
    public void Totals_OfAnyCheckout_AddUp_AndAreMetByExactlyTheirSum() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var checkout = RandomReady(random);
            var due = checkout.Totals.DueMinor;
            var points = checkout.Lines.Sum(line => line.Discounts.Where(share => share.Kind is DiscountKind.Points).Sum(share => share.AmountMinor));
            var split = Split(random, due);
            return checkout.Totals.ItemsMinor == checkout.Lines.Sum(line => line.LineTotalMinor)
                && checkout.Totals.DiscountsMinor + points == checkout.Lines.Sum(line => line.LineTotalMinor - line.NetMinor)
                && due == checkout.Lines.Sum(line => line.NetMinor) + checkout.Totals.ShippingMinor + checkout.Totals.TaxMinor - (checkout.Totals.PointsValueMinor - points)
                && due >= 0
                && checkout.Lines.All(line => line.NetMinor >= 0)
                && TenderRules.Settle(split, due, CashRounding.None) is not null
                && TenderRules.Settle(split, due + 1, CashRounding.None) is null
                && TenderRules.Settle(split, due - 1, CashRounding.None) is null;
        }).QuickCheckThrowOnFailure();

    // Due 22.92, in steps of five.
    [Theory]
    [InlineData("cash", "cash 2290", -2)]
    [InlineData("cash 2290", "cash 2290", -2)]
    [InlineData("cash 2292", "cash 2292", 0)]
    [InlineData("cash 2295", null, 0)]
    [InlineData("cash 2285", null, 0)]
    [InlineData("card 2290", null, 0)]
    [InlineData("card", "card 2292", 0)]
    [InlineData("card 2000, cash", "card 2000, cash 290", -2)]
    [InlineData("card 2000, cash 290", "card 2000, cash 290", -2)]
    [InlineData("card 2004, cash 290", "card 2004, cash 290", 2)]
    [InlineData("card 2291, cash", "card 2291, cash 0", -1)]
    [InlineData("card, cash 290", "card 2002, cash 290", 0)]
    [InlineData("card 2292, cash 5", null, 0)]
    [InlineData("card 2295, cash 5", null, 0)]
    [InlineData("cash 2000, cash 290", null, 0)]
    public void Settle_WithCash_TakesItsPartExactlyOrAsItIsRounded(string tenders, string? paid, long rounding)
    {
        var settled = TenderRules.Settle(Read(tenders), 2292, new CashRounding(5, false));
        Assert.Equal(paid, settled is null ? null : string.Join(", ", settled.Tenders.Select(tender => $"{(tender.Kind is TenderKind.Cash ? "cash" : "card")} {tender.AmountMinor}")));
        Assert.Equal(rounding, settled?.RoundingMinor ?? 0);

        static ImmutableArray<Tender> Read(string text) =>
        [
            .. text.Split(", ").Select(tender => tender.Split(' ')).Select((tender, i) =>
                new Tender(tender[0] == "cash" ? TenderKind.Cash : TenderKind.Card, $"{i}", tender.Length > 1 ? long.Parse(tender[1], System.Globalization.CultureInfo.InvariantCulture) : null)),
        ];
    }

    [Fact]
    public void Sale_PaidInCash_IsRounded_AndItsLinesAreNot()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "CUP"));
        var sold = CheckoutRules.Begin(
            cart, Given.Order(cart) with { Actor = CheckoutShelf.Till, IsInStore = true, Tenders = [new Tender(TenderKind.Cash, "", null)] }, Given.Around);
        var checkout = sold.Answer!;
        Assert.Equal(CartPhase.CheckedOut, checkout.Phase);
        Assert.Equal((333, 335, 2, 335), (checkout.Lines.Single().NetMinor, checkout.Totals.DueMinor, checkout.Totals.RoundingMinor, checkout.Tenders.Single().AmountMinor));
    }

    private static ImmutableArray<Tender> Split(Random random, long due)
    {
        var tenders = ImmutableArray.CreateBuilder<Tender>();
        for (var left = due; left > 0; left -= tenders[^1].AmountMinor!.Value)
        {
            tenders.Add(Card($"c{tenders.Count}", tenders.Count == 3 ? left : random.NextInt64(1, left + 1)));
        }

        return tenders.ToImmutable();
    }

    // Loyalty takes off no more than there is: a coupon off one line, points up to goods and shipping.
    private static Checkout RandomReady(Random random)
    {
        var shelf = new CheckoutShelf();
        var lines = Enumerable.Range(0, random.Next(1, 6)).Select(i => ($"S{i}", random.Next(1, 40), (Fulfilment?)(random.Next(3) == 0 ? new Fulfilment.Pickup("rome-1") : null)));
        for (var i = 0; i < 6; i++)
        {
            shelf.With($"S{i}", (random.Next(1, 300_000) / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture));
            shelf.Items[$"S{i}"] = shelf.Items[$"S{i}"] with { TaxPercent = random.Next(3) == 0 ? random.Next(0, 300_000) / 10_000m : 0 };
        }

        shelf.Promotions = random.Next(2) == 0 ? [] : [new Promotion { Id = "p", Benefit = new Benefit.PercentOff(random.Next(1, 100)) }];
        var cart = shelf.Cart([.. lines]);
        var begun = shelf.Begin(cart, Given.Order(cart) with { Points = 1 });
        var first = begun.Answer!.Lines[0];
        var coupon = random.NextInt64(0, first.NetMinor + 1);
        var most = begun.Answer.Lines.Sum(line => line.NetMinor) - coupon + begun.Answer.Totals.ShippingMinor;
        var held = new HeldDiscounts([new HeldCoupon("C", coupon, [KeyValuePair.Create(first.LineId, coupon)], 0)], 7, random.NextInt64(0, most + 1));
        return CheckoutRules.Held(begun.Cart, begun.Answer.CheckoutId, held, shelf.Around).Answer;
    }

    private static Tender Card(string reference, long amount) => new(TenderKind.Card, reference, amount);

    private static CartEvent.RefundRequested Refund(Change<Checkout?> change) => Assert.Single(change.Events.OfType<CartEvent.RefundRequested>());

    private static Change<Checkout?> Pay(SharedCart cart, params ImmutableArray<Tender> tenders) =>
        CheckoutRules.Complete(cart, cart.Checkout!.CheckoutId, tenders, Given.Key("c"), Payments, null, Given.Now);

    private static Change<Checkout?> PayEnded(SharedCart cart, Checkout ended, params ImmutableArray<Tender> tenders) => CheckoutRules.Complete(
        cart, ended.CheckoutId, tenders, Given.Key("d"), Payments, new EndedCheckout(ended.CheckoutId, ended.Generation, ended.Phase is CartPhase.CheckedOut, ended.Tenders), Given.Now);

    private SharedCart Ready() => shelf.Begin(shelf.Cart(("MUG", 2, null))).Cart;
}
