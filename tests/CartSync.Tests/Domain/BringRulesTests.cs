using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

public sealed class BringRulesTests
{
    [Fact]
    public void Reorder_AnswersEachLine_AtThePricesOfNow()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "CUP", 2));
        var change = Bring(
            cart, BringMode.Add, Line("MUG", 2, "11.90"), Line("CUP", 3, "3.3330"), Line("GONE", 1, "1"), Line("LAMP", 0, "80"), Line("PIN", 100_001, ""));

        Assert.Equal(
            [(BroughtOutcome.Added, 2, "11.9", null), (BroughtOutcome.Raised, 3, "", null), (BroughtOutcome.Gone, 0, "", "SKU_UNKNOWN"),
                (BroughtOutcome.Gone, 0, "", "QUANTITY_OUT_OF_RANGE"), (BroughtOutcome.Gone, 0, "", "QUANTITY_OUT_OF_RANGE")],
            change.Answer.Select(line => (line.Outcome, line.Units, line.PreviousUnitPrice, line.Refusal?.Reason)));
        Assert.Equal((2, 5), (change.Cart.Units("MUG"), change.Cart.Units("CUP")));
        Assert.Equal(cart.Version + 1, change.Cart.Version);
        Assert.Equal("12.5", change.Cart.Lines.Single(line => line.Sku == "MUG").AcknowledgedPrice);
    }

    [Fact]
    public void Copy_Twice_RaisesOnceAndKeepsWhatIsMore()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "CUP", 1)).Do("web", Given.Add(2, "LAMP", 9));
        var lines = new[] { Line("MUG", 2, ""), Line("CUP", 3, ""), Line("LAMP", 1, "") };
        var once = Bring(cart, BringMode.AtLeast, lines);
        var twice = Bring(once.Cart, BringMode.AtLeast, lines);

        Assert.Equal([BroughtOutcome.Added, BroughtOutcome.Raised, BroughtOutcome.Kept], once.Answer.Select(line => line.Outcome));
        Assert.Equal((2, 3, 9), (once.Cart.Units("MUG"), once.Cart.Units("CUP"), once.Cart.Units("LAMP")));
        Assert.Same(once.Cart, twice.Cart);
    }

    [Fact]
    public void Copy_OfWhatTheCallerHadPutAside_LiesInTheCart()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 5)).Do("web", Given.Add(2, "CUP"));
        cart = cart.Do("web", new Operation(3, cart.Version, new Edit.MoveToSaved(Given.Line("MUG")))).Do("web", new Operation(4, cart.Version, new Edit.MoveToSaved(Given.Line("CUP"))));
        var lines = new[] { Line("MUG", 2, ""), Line("CUP", 3, "") };
        var once = Bring(cart, BringMode.AtLeast, lines);

        Assert.Equal([BroughtOutcome.Kept, BroughtOutcome.Raised], once.Answer.Select(line => line.Outcome));
        Assert.Equal([("MUG", 5), ("CUP", 3)], once.Cart.ActiveLines.Select(line => (line.Sku, line.Quantity)));
        Assert.Same(once.Cart, Bring(once.Cart, BringMode.AtLeast, lines).Cart);

        // Also when nothing but that is to do.
        Assert.Equal([("MUG", 5)], Bring(cart, BringMode.AtLeast, Line("MUG", 2, "")).Cart.ActiveLines.Select(line => (line.Sku, line.Quantity)));
    }

    [Fact]
    public void Bring_IntoACheckoutOrAClosedCart_IsRefused()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        var held = CheckoutRules.Begin(cart, Given.Order(cart) with { CouponCodes = ["TEN"] }, Given.Around).Cart;
        var merging = MergeRules.Begin(Given.Cart("guest", true), "anna", MergeStrategy.Default, Given.Anna, Given.Now).Cart;

        Assert.IsType<CartInCheckout>(Bring(held, BringMode.Add, Line("MUG", 1, "")).Refusal);
        Assert.IsType<CartClosed>(Bring(merging, BringMode.Add, Line("MUG", 1, "")).Refusal);
        Assert.IsType<CartClosed>(BringRules.Return(merging, "mail", Given.Anna, Given.Now).Refusal);
    }

    [Fact]
    public void CopyOf_ShowsWhatLayInItThen_AndNothingAfterTheSale()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG", 2)).Do("web", Given.Add(2, "LAMP"));
        cart = cart.Do("web", new Operation(3, cart.Version, new Edit.MoveToSaved(Given.Line("LAMP"))));
        var link = new CartLink(cart.Id, cart.Generation, Given.Now, "mail");
        var later = OperationRules.Apply(cart, "web", [Given.Add(4, "CUP")], Given.Anna, Given.Around with { Now = Given.Now.AddMinutes(1) }).Cart;

        Assert.Equal([("MUG", 2)], link.CopyOf(later)!.Value.Select(line => (line.Sku, line.Quantity)));
        Assert.Null(link.CopyOf(later with { Generation = 2 }));
        Assert.Null(link.CopyOf(later with { Phase = CartPhase.Merged }));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("spring_2027.mail-1", true)]
    [InlineData("a|b", false)]
    [InlineData("à", false)]
    public void Campaign_IsPlainText(string source, bool isSource) => Assert.Equal(isSource, CartLink.IsSource(source));

    [Fact]
    public void Link_IsReadAgainAsWritten_AndNothingElseIsOne()
    {
        var link = new CartLink("c00-x", 3, Given.Now, "mail");
        Assert.Equal(link, CartLink.Parse(link.Subject));
        Assert.All(new[] { "", "c00-x", "c00-x|a|1|", "c00-x|1|b|", "c00-x|1|1||" }, text => Assert.Null(CartLink.Parse(text)));
    }

    [Fact]
    public void Campaign_IsKeptUntilTheSale_AndMovesWithAGuestsCart()
    {
        var cart = BringRules.Return(Given.Cart().Do("web", Given.Add(1, "MUG")), "mail", Given.Anna, Given.Now).Cart;
        var sold = CheckoutRules.Begin(cart, Given.Order(cart), Given.Around).Cart;
        var change = CheckoutRules.Complete(sold, sold.Checkout!.CheckoutId, [new Tender(TenderKind.Card, "p", sold.Checkout.Totals.DueMinor)], Given.Key("c"), Given.Anna, null, Given.Now);
        Assert.Equal("mail", change.Events.OfType<CartEvent.CheckedOut>().Single().CampaignSource);
        Assert.Equal("", change.Cart.CampaignSource);

        var guest = MergeRules.Begin(Given.Cart("guest", true) with { CampaignSource = "advert" }, "anna", MergeStrategy.Default, Given.Anna, Given.Now);
        Assert.Equal("advert", MergeRules.Apply(Given.Cart(), guest.Cart, guest.Answer!, Given.Around).Cart.CampaignSource);
        Assert.Equal("mail", MergeRules.Apply(cart, guest.Cart, guest.Answer!, Given.Around).Cart.CampaignSource);
    }

    [Fact]
    public void Codec_KeepsTheCampaign_AndReadsNoOtherFormat()
    {
        var cart = Given.Cart().Do("web", Given.Add(1, "MUG"));
        Assert.Equal("mail", CartCodec.Read(CartCodec.Write(cart with { CampaignSource = "mail" })).CampaignSource);

        // Numbers are written doubled.
        var written = CartCodec.Write(cart);
        written[0] += 2;
        Assert.Contains("format 2", Assert.Throws<InvalidDataException>(() => CartCodec.Read(written)).Message, StringComparison.Ordinal);
    }

    private static OutsideLine Line(string sku, int quantity, string price) => new(sku, [], quantity, price);

    private static Change<ImmutableArray<BroughtLine>> Bring(SharedCart cart, BringMode mode, params OutsideLine[] lines) =>
        BringRules.Bring(cart, lines, mode, "~test", "", Given.Anna, Given.Around);
}
